LIBS += bus
bus_SRC := $(addprefix common/bus/, sp_frame.c sp_url.c sp_names.c sp_conn.c \
	sp_dial.c bus.c bus_lanes.c bus_slots.c bus_calls.c bus_error.c \
	bus_server.c bus_answer.c)
bus_LINK := -levent_extra -levent_core -lm

BUS_TESTS := $(addprefix tests/unit/bus/, test_calls test_lanes \
	test_lost test_server)
TESTS += tests/unit/proto/test_envelope
TESTS += $(addprefix tests/unit/bus/, test_sp_frame test_sp_url test_bus_slots)
TESTS += $(BUS_TESTS)
$(foreach t,$(BUS_TESTS),$(eval $(t)_SRC := \
	tests/unit/bus/fixture.c tests/unit/bus/raw_peer.c))
