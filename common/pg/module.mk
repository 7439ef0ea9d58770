LIBS += pg
pg_SRC := $(addprefix common/pg/, link.c sqlstate.c prepared.c args.c text.c \
	request.c conn.c pool.c query.c result.c listen.c meter.c)
pg_LINK := -lpq
TESTS += $(addprefix tests/unit/pg/test_, text args users query faults \
	listen)
$(foreach t,args users query faults listen,$(eval \
	tests/unit/pg/test_$(t)_SRC := tests/unit/pg/harness.c \
	tests/lib/operation.c))
BENCHES += tests/bench/bench_pg
FUZZERS += tests/fuzz/fuzz_pg_text
tests/fuzz/fuzz_pg_text_SRC := common/pg/text.c $(base_SRC)
