PROGRAMS += gateway
gateway_SRC := $(addprefix services/gateway/, main.c gateway.c routes.c \
	auth.c limit.c limiter.c call.c answer.c access.c health.c session.c \
	emails.c email.c import.c agents.c run.c sse.c stream.c flags.c lanes.c \
	watch.c sweep.c ux.c)
TESTS += tests/unit/gateway/test_limiter
tests/unit/gateway/test_limiter_SRC := services/gateway/limiter.c
TESTS += tests/unit/gateway/test_sse tests/unit/gateway/test_call
tests/unit/gateway/test_sse_SRC := services/gateway/sse.c
tests/unit/gateway/test_call_SRC := $(addprefix services/gateway/, call.c \
	answer.c)
