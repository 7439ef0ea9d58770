# inbox.search: the query language, the embedded index and the daemon.
search_QUERY := $(addprefix services/search/, query.c query_token.c \
	query_value.c query_date.c query_print.c distance.c)

TESTS += tests/unit/search/test_query tests/unit/search/test_query_values \
	tests/unit/search/test_query_errors
tests/unit/search/test_query_SRC := $(search_QUERY)
tests/unit/search/test_query_values_SRC := $(search_QUERY)
tests/unit/search/test_query_errors_SRC := $(search_QUERY)

FUZZERS += tests/fuzz/fuzz_query
tests/fuzz/fuzz_query_SRC := $(search_QUERY)
