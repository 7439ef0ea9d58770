PROGRAMS += privacy
privacy_SRC := $(addprefix services/privacy/, main.c requests.c consents.c \
	audit.c tables.c claim.c decide.c export.c export_page.c manifest.c \
	erase.c expire.c)
TESTS += tests/unit/privacy/test_tables tests/unit/privacy/test_purposes
tests/unit/privacy/test_tables_SRC := services/privacy/tables.c
