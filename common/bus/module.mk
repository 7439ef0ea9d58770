LIBS += bus
bus_SRC := $(addprefix common/bus/, sp_frame.c sp_url.c sp_names.c sp_conn.c \
	sp_dial.c bus.c bus_lanes.c bus_slots.c bus_calls.c bus_error.c \
	bus_server.c bus_answer.c)
bus_LINK := -levent_extra -levent_core -lm

BUS_FIXTURE := tests/unit/bus/fixture.c
TESTS += tests/unit/bus/test_calls
tests/unit/bus/test_calls_SRC := $(BUS_FIXTURE)
