LIBS += service
service_SRC := $(addprefix common/service/, service.c endpoints.c health.c \
	jobs.c settle.c agent.c observe.c report.c ending.c keep.c keeper.c \
	keeper_note.c keeper_run.c keeper_state.c kept.c worker.c objectives.c \
	retention.c)
TESTS += $(addprefix tests/unit/service/, test_endpoints test_jobs test_look \
	test_report test_objectives)
tests/unit/service/test_look_SRC := tests/lib/operation.c
TESTS += tests/unit/service/test_keeper tests/unit/service/test_kept
KEEPER_STAND := $(addprefix tests/unit/service/, fake_worker.c keeper_stand.c)
tests/unit/service/test_keeper_SRC := $(KEEPER_STAND)
tests/unit/service/test_kept_SRC := $(KEEPER_STAND)
TESTS += tests/unit/service/test_settle
