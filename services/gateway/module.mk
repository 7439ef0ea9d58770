PROGRAMS += gateway
gateway_SRC := $(addprefix services/gateway/, main.c gateway.c routes.c \
	request.c admit.c bring.c call.c answer.c access.c access_line.c \
	health.c agents.c run.c flags.c watch.c sweep.c ux.c front.c web.c \
	alerts.c pagerduty.c outflow.c places.c oncall.c \
	$(addprefix identity/, auth.c auth_cache.c scopes.c origin.c renew.c \
	signing.c audit.c session.c sessions.c device.c tokens.c login.c \
	account.c password.c throttle.c throttling.c google.c google_back.c \
	google_user.c) \
	$(addprefix limits/, limit.c limits.c ask.c peer.c renew.c script.c \
	share.c limiter.c limiter_sweep.c) \
	$(addprefix streams/, sse.c stream.c open.c fan.c look.c pass.c \
	runs.c incidents.c tick.c topic.c) \
	$(addprefix once/, once.c once_key.c) \
	$(addprefix openapi/, openapi.c parts.c route.c shape.c) \
	$(addprefix lanes/, lanes.c lane_moves.c seed.c) \
	$(addprefix privacy/, dsr.c export.c) \
	$(addprefix mail/, emails.c email.c raw.c attachment.c files.c import.c \
	import_form.c))
TESTS += tests/unit/gateway/test_access_line
tests/unit/gateway/test_access_line_SRC := services/gateway/access_line.c
BENCHES += tests/bench/bench_access
tests/bench/bench_access_SRC := services/gateway/access_line.c
TESTS += tests/unit/gateway/test_once_key
tests/unit/gateway/test_once_key_SRC := services/gateway/once/once_key.c
TESTS += $(addprefix tests/unit/gateway/, test_auth_cache test_auth_throttle \
	test_auth_rules)
tests/unit/gateway/test_auth_cache_SRC := services/gateway/identity/auth_cache.c
tests/unit/gateway/test_auth_throttle_SRC := services/gateway/identity/throttle.c
tests/unit/gateway/test_auth_rules_SRC := $(addprefix services/gateway/identity/, \
	password.c scopes.c origin.c device.c)
TESTS += tests/unit/gateway/test_places
tests/unit/gateway/test_places_SRC := services/gateway/places.c
TESTS += tests/unit/gateway/test_seed
tests/unit/gateway/test_seed_SRC := services/gateway/lanes/seed.c
TESTS += tests/unit/gateway/test_sse tests/unit/gateway/test_call
tests/unit/gateway/test_sse_SRC := services/gateway/streams/sse.c
tests/unit/gateway/test_call_SRC := $(addprefix services/gateway/, bring.c \
	call.c request.c)

FUZZERS += tests/fuzz/fuzz_once_key
tests/fuzz/fuzz_once_key_SRC := services/gateway/once/once_key.c $(base_SRC)
FUZZERS += tests/fuzz/fuzz_query_json
tests/fuzz/fuzz_query_json_SRC := services/gateway/bring.c $(base_SRC) \
	common/http/uri.c common/http/parse.c common/http/single.c common/http/find.c \
	$(filter-out proto/describe.c proto/schema.c,$(proto_SRC))

# A load for tests/fault/73-swap.sh.
BENCHES += tests/fault/swap_load
tests/fault/swap_load_SRC := $(addprefix tests/fault/, swap_clients.c \
	swap_readers.c swap_feed.c)

limiter_SRC := $(addprefix services/gateway/limits/, limiter.c \
	limiter_sweep.c ask.c share.c)
limit_sim_SRC := $(addprefix tests/unit/gateway/, limit_sim.c \
	limit_sim_events.c limit_sim_observer.c limit_model.c)
TESTS += tests/unit/gateway/test_limit_share tests/unit/gateway/test_limit_peer
TESTS += tests/unit/gateway/test_limiter tests/unit/gateway/test_limit_sim
TESTS += tests/unit/gateway/test_limit_script
tests/unit/gateway/test_limit_share_SRC := services/gateway/limits/share.c
tests/unit/gateway/test_limit_peer_SRC := services/gateway/limits/peer.c
tests/unit/gateway/test_limiter_SRC := $(limiter_SRC) \
	tests/unit/gateway/limit_model.c
tests/unit/gateway/test_limit_sim_SRC := $(limiter_SRC) $(limit_sim_SRC)
tests/unit/gateway/test_limit_script_SRC := $(limiter_SRC) \
	services/gateway/limits/script.c tests/unit/gateway/limit_model.c \
	tests/unit/kv/harness.c tests/lib/operation.c
BENCHES += tests/bench/bench_limiter
tests/bench/bench_limiter_SRC := $(limiter_SRC) $(limit_sim_SRC)
