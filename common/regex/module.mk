LIBS += regex
regex_SRC := common/regex/regex.c
regex_LINK := $(shell $(PKG_CONFIG) --libs libpcre2-8)
TESTS += tests/unit/regex/test_regex
FUZZERS += tests/fuzz/fuzz_regex
tests/fuzz/fuzz_regex_SRC := $(regex_SRC) $(base_SRC)
