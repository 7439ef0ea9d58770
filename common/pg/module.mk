LIBS += pg
pg_SRC := $(addprefix common/pg/, link.c sqlstate.c prepared.c args.c text.c \
	request.c conn.c pool.c query.c result.c listen.c)
pg_LINK := -lpq
TESTS += tests/unit/pg/test_text tests/unit/pg/test_query
tests/unit/pg/test_query_SRC := tests/unit/pg/harness.c
