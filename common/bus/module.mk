LIBS += bus
bus_SRC := $(addprefix common/bus/, sp_frame.c sp_url.c sp_names.c sp_conn.c \
	sp_dial.c bus.c lane_point.c lane_override.c bus_lanes.c bus_slots.c \
	bus_calls.c bus_endpoint.c bus_error.c bus_metrics.c bus_patience.c bus_bound.c \
	bus_window.c bus_choice.c bus_outlier.c bus_ready.c bus_breaker.c \
	bus_retry.c bus_judge.c bus_drain.c \
	bus_server.c bus_answer.c event_wire.c sp_listen.c event_pub.c \
	event_hub.c event_sub.c)
bus_LINK := -levent_extra -levent_core -lm

TESTS += tests/unit/proto/test_envelope
TESTS += $(addprefix tests/unit/bus/, test_sp_frame test_sp_url \
	test_bus_slots test_event_wire test_lane_point test_lane_override)

# These share a world with a loop, a server and callers; interop and events
# start themselves again as programs on libnng.
BUS_TESTS := $(addprefix tests/unit/bus/, test_bus_open test_calls test_lanes test_lost \
	test_health test_choice test_ready \
	test_drain test_deadline test_bound test_server test_bus_metrics test_interop test_events \
	test_event_peers) tests/fault/bus_kills
TESTS += $(BUS_TESTS)
$(foreach t,$(BUS_TESTS),$(eval $(t)_SRC := $(addprefix tests/unit/bus/, \
	fixture.c peer.c raw_peer.c nng_peer.c event_reader.c)))
$(foreach t,$(BUS_TESTS),$(eval $(t)_LINK := -lnng))

BENCHES += tests/bench/bench_bus
tests/bench/bench_bus_SRC := tests/bench/bus_bench_nng.c
tests/bench/bench_bus_LINK := -lnng

FUZZ_BASE := $(addprefix common/base/, err.c str.c buf.c die.c log.c clock.c \
	civil.c jsonw.c jsonesc.c)
FUZZERS += tests/fuzz/fuzz_envelope tests/fuzz/fuzz_sp_frame \
	tests/fuzz/fuzz_lane_override
tests/fuzz/fuzz_lane_override_SRC := common/bus/lane_override.c \
	common/base/ids.c $(FUZZ_BASE)
tests/fuzz/fuzz_envelope_SRC := proto/envelope.c $(FUZZ_BASE)
tests/fuzz/fuzz_sp_frame_SRC := $(addprefix common/bus/, sp_frame.c \
	event_wire.c) $(FUZZ_BASE)
