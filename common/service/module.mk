LIBS += service
service_SRC := $(addprefix common/service/, service.c endpoints.c health.c \
	jobs.c agent.c observe.c report.c)
TESTS += $(addprefix tests/unit/service/, test_endpoints test_jobs test_report)
