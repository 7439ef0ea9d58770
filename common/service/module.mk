LIBS += service
service_SRC := $(addprefix common/service/, service.c endpoints.c health.c \
	jobs.c agent.c observe.c report.c ending.c keep.c keeper.c \
	keeper_note.c keeper_run.c keeper_state.c kept.c worker.c)
TESTS += $(addprefix tests/unit/service/, test_endpoints test_jobs test_report)
