PROGRAMS += gateway
gateway_SRC := $(addprefix services/gateway/, main.c gateway.c routes.c \
	auth.c auth_cache.c scopes.c origin.c renew.c signing.c audit.c \
	session.c sessions.c device.c tokens.c login.c account.c password.c \
	throttle.c throttling.c google.c google_back.c google_user.c \
	admit.c limit.c limiter.c bring.c call.c answer.c access.c health.c \
	emails.c email.c import.c import_form.c agents.c run.c sse.c stream.c flags.c lanes.c lane_moves.c \
	stream_topic.c stream_fan.c stream_look.c stream_tick.c stream_runs.c stream_pass.c \
	watch.c sweep.c ux.c front.c web.c once.c once_key.c openapi.c \
	openapi_shape.c openapi_route.c openapi_parts.c \
	request.c)
TESTS += tests/unit/gateway/test_once_key
tests/unit/gateway/test_once_key_SRC := services/gateway/once_key.c
TESTS += $(addprefix tests/unit/gateway/, test_auth_cache test_auth_throttle \
	test_auth_rules)
tests/unit/gateway/test_auth_cache_SRC := services/gateway/auth_cache.c
tests/unit/gateway/test_auth_throttle_SRC := services/gateway/throttle.c
tests/unit/gateway/test_auth_rules_SRC := $(addprefix services/gateway/, \
	password.c scopes.c origin.c device.c)
TESTS += tests/unit/gateway/test_limiter
tests/unit/gateway/test_limiter_SRC := services/gateway/limiter.c
TESTS += tests/unit/gateway/test_sse tests/unit/gateway/test_call
tests/unit/gateway/test_sse_SRC := services/gateway/sse.c
tests/unit/gateway/test_call_SRC := $(addprefix services/gateway/, bring.c \
	call.c request.c)

FUZZERS += tests/fuzz/fuzz_once_key
tests/fuzz/fuzz_once_key_SRC := services/gateway/once_key.c $(base_SRC)
FUZZERS += tests/fuzz/fuzz_query_json
tests/fuzz/fuzz_query_json_SRC := services/gateway/bring.c $(base_SRC) \
	common/http/uri.c common/http/parse.c common/http/single.c common/http/find.c \
	$(filter-out proto/describe.c proto/schema.c,$(proto_SRC))

# A load for tests/fault/73-swap.sh.
BENCHES += tests/fault/swap_load
tests/fault/swap_load_SRC := $(addprefix tests/fault/, swap_clients.c \
	swap_readers.c swap_feed.c)
