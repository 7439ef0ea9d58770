PROGRAMS += planner
planner_SRC := $(addprefix services/planner/, main.c ask.c path.c checks.c \
	plan.c load.c show.c steps.c)
TESTS += tests/unit/planner/test_ask tests/unit/planner/test_plan \
	tests/unit/planner/test_steps
PLANNER_PURE := $(addprefix services/planner/, ask.c path.c checks.c plan.c \
	show.c)
tests/unit/planner/test_ask_SRC := $(PLANNER_PURE)
tests/unit/planner/test_plan_SRC := $(PLANNER_PURE) tests/unit/planner/planned.c
tests/unit/planner/test_steps_SRC := $(PLANNER_PURE) \
	tests/unit/planner/planned.c
