LIBS += loop
loop_SRC := $(addprefix common/loop/, loop.c task.c wake.c)
loop_LINK := -levent_core
TESTS += tests/unit/loop/test_task tests/unit/loop/test_loop
