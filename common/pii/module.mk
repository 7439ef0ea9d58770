LIBS += pii
pii_SRC := $(addprefix common/pii/, pii.c pii_net.c pii_number.c pii_iban.c \
	pii_key.c pii_mask.c)
pii_LINK := -lm
TESTS += tests/unit/pii/test_pii tests/unit/pii/test_pii_mask
BENCHES += tests/bench/bench_pii
FUZZERS += tests/fuzz/fuzz_pii
tests/fuzz/fuzz_pii_SRC := $(pii_SRC) $(base_SRC)
tests/fuzz/fuzz_pii_LINK := -lm
