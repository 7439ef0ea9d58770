PROGRAMS += warehouse
warehouse_SRC := $(addprefix services/warehouse/, main.c judge.c steps.c)
TESTS += tests/unit/warehouse/test_judge
tests/unit/warehouse/test_judge_SRC := services/warehouse/judge.c
