PROGRAMS += oncall
oncall_SRC := $(addprefix services/oncall/, main.c \
	$(addprefix incident/, row.c list.c watch.c))

SLO_PURE := $(addprefix services/oncall/slo/, interval.c counts.c judge.c \
	exposition.c reading.c)
SLO_TESTS := $(addprefix tests/unit/oncall/, test_interval test_counts \
	test_judge test_reading test_exposition)
TESTS += $(SLO_TESTS)
$(foreach t,$(SLO_TESTS),$(eval $(t)_SRC := $(SLO_PURE)))
FUZZERS += tests/fuzz/fuzz_exposition
tests/fuzz/fuzz_exposition_SRC := $(SLO_PURE) common/service/objectives.c \
	$(base_SRC)
