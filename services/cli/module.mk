PROGRAMS += applylens render_sample
applylens_SRC := $(addprefix services/cli/, main.c options.c http.c print.c \
	send.c actions.c applications.c made.c import.c pipeline.c ask.c \
	ask_turn.c ask_talk.c \
	memory.c mail.c agents.c know.c account.c keep.c reindex.c \
	prompt.c lifecycle.c dsr.c incidents.c consents.c oncall.c slo.c \
	settings.c)
applylens_SRC += $(addprefix services/cli/backup/, backup.c \
	create.c restore.c dump.c manifest.c session.c keep.c child.c)
applylens_SRC += $(addprefix services/cli/maintain/, owner.c sheet.c \
	database.c retention.c growth.c measure.c gather.c capacity.c)
render_sample_SRC := deploy/local/sample/render.c
TESTS += tests/unit/cli/test_print tests/unit/cli/test_session
TESTS += tests/unit/cli/test_sheet tests/unit/cli/test_send
TESTS += tests/unit/cli/test_growth tests/unit/cli/test_measure
tests/unit/cli/test_send_SRC := services/cli/send.c
tests/unit/cli/test_session_SRC := $(addprefix services/cli/backup/, session.c \
	child.c)
tests/unit/cli/test_print_SRC := services/cli/print.c
tests/unit/cli/test_sheet_SRC := services/cli/maintain/sheet.c services/cli/print.c
tests/unit/cli/test_growth_SRC := services/cli/maintain/growth.c
tests/unit/cli/test_measure_SRC := services/cli/maintain/measure.c \
	services/cli/print.c
