LIBS += pg
pg_SRC := $(addprefix common/pg/, link.c sqlstate.c prepared.c args.c text.c \
	request.c conn.c pool.c query.c result.c listen.c meter.c)
pg_LINK := -lpq
TESTS += $(addprefix tests/unit/pg/test_, text args users query faults \
	listen)
tests/unit/pg/test_args_SRC := tests/unit/pg/harness.c
tests/unit/pg/test_users_SRC := tests/unit/pg/harness.c
tests/unit/pg/test_query_SRC := tests/unit/pg/harness.c
tests/unit/pg/test_faults_SRC := tests/unit/pg/harness.c
tests/unit/pg/test_listen_SRC := tests/unit/pg/harness.c
BENCHES += tests/bench/bench_pg
FUZZERS += tests/fuzz/fuzz_pg_text
tests/fuzz/fuzz_pg_text_SRC := common/pg/text.c $(base_SRC)
