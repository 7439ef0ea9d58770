# inbox.search: the query language, the embedded index and the daemon.
search_QUERY := $(addprefix services/search/query/, query.c near.c token.c \
	value.c civil.c date.c date_words.c distance.c explain.c print.c \
	value_number.c complete.c)

search_INDEX := $(addprefix services/search/index/, open.c files.c life.c \
	next.c schema.c token.c \
	words.c hash.c write.c remove.c texts.c cols.c sets.c block.c \
	blockw.c seg.c leaf.c segw.c batch.c merge.c unpost.c check.c \
	verify.c verify_words.c known.c plan.c place.c eval.c phrase.c \
	header.c rank.c score.c bound.c rows.c run.c query.c top.c cursor.c \
	hit.c facets.c snippet.c spell.c suggest.c stem.c doc_flags.c) \
	$(search_QUERY)

# A file of vectors beside each user's index, and the search in it.
search_VECTOR := $(addprefix services/search/vector/, kernel.c \
	kernel_scalar.c kernel_avx2.c kernel_avx512.c file.c vector.c \
	walk.c scan.c)

# Elasticsearch's requests and answers, without the network.
search_ES := $(addprefix services/search/es/, schema.c dsl.c request.c bulk.c \
	answer.c backings.c cursor.c vectors.c hybrid.c)

# The order of hits: words and meaning.
search_RANK := $(addprefix services/search/rank/, rank.c near.c score.c \
	words.c prose.c passage.c) $(search_INDEX) $(search_VECTOR)

search_DAEMON := $(search_RANK) $(addprefix services/search/, \
	backend_sqlite.c lifecycle.c renewal.c decide.c steps_lifecycle.c load.c users.c zones.c ask.c steps_query.c \
	steps_index.c reindex.c reindex_cursor.c refill.c vectors.c meaning.c agent.c search.c) \
	$(search_ES) $(addprefix services/search/es/, backend.c ready.c \
	place.c writing.c suggest.c)
PROGRAMS += search
search_SRC := $(search_DAEMON) services/search/main.c
search_LINK := -lsqlite3 -lzstd -lm

search_TESTS_QUERY := $(addprefix tests/unit/search/, test_query \
	test_query_values test_query_errors test_query_dates \
	test_query_print)
search_TESTS_INDEX := $(addprefix tests/unit/search/, test_stem \
	test_index_words test_index_rows test_index_write \
	test_index_faults test_index_results test_index_help \
	test_index_top test_index_headers test_index_pages \
	test_index_engine test_index_block test_index_verify \
	test_index_life test_index_next)
TESTS += $(search_TESTS_QUERY) $(search_TESTS_INDEX)
$(foreach t,$(search_TESTS_QUERY),$(eval $(t)_SRC := $(search_QUERY)))
$(foreach t,$(search_TESTS_INDEX),$(eval $(t)_SRC := $(search_INDEX)))
$(foreach t,$(search_TESTS_INDEX),$(eval $(t)_LINK := -lsqlite3 -lzstd -lm))

TESTS += tests/unit/search/test_decide
tests/unit/search/test_decide_SRC := services/search/decide.c

search_TESTS_VECTOR := $(addprefix tests/unit/search/, test_vector_kernel \
	test_vector_file test_vector_search)
TESTS += $(search_TESTS_VECTOR)
$(foreach t,$(search_TESTS_VECTOR),$(eval $(t)_SRC := $(search_VECTOR)))
$(foreach t,$(search_TESTS_VECTOR),$(eval $(t)_LINK := -lm))

search_TESTS_ES := $(addprefix tests/unit/search/, test_es test_es_meaning \
	test_es_backings)
TESTS += $(search_TESTS_ES)
$(foreach t,$(search_TESTS_ES),$(eval $(t)_SRC := $(search_ES) \
	$(search_RANK)))
$(foreach t,$(search_TESTS_ES),$(eval $(t)_LINK := -lsqlite3 -lzstd -lm))

search_TESTS_RANK := $(addprefix tests/unit/search/, test_rank_words \
	test_rank_fuse)
TESTS += $(search_TESTS_RANK)
$(foreach t,$(search_TESTS_RANK),$(eval $(t)_SRC := $(search_RANK)))
$(foreach t,$(search_TESTS_RANK),$(eval $(t)_LINK := -lsqlite3 -lzstd -lm))

# With a database of its own.
search_TESTS_DAEMON := $(addprefix tests/unit/search/, test_daemon \
	test_daemon_meaning test_daemon_reindex)
TESTS += $(search_TESTS_DAEMON)
$(foreach t,$(search_TESTS_DAEMON),$(eval $(t)_SRC := $(search_DAEMON) \
	tests/unit/search/daemon_stand.c))
$(foreach t,$(search_TESTS_DAEMON),$(eval $(t)_LINK := -lsqlite3 -lzstd -lm))

PROGRAMS += search-agree
search-agree_SRC := $(search_INDEX) tests/lib/mail_doc.c \
	tests/eval/search_agree.c
search-agree_LINK := -lsqlite3 -lzstd -lm

FUZZERS += tests/fuzz/fuzz_query
tests/fuzz/fuzz_query_SRC := $(search_QUERY) $(regex_SRC) $(base_SRC)

FUZZERS += tests/fuzz/fuzz_postings
tests/fuzz/fuzz_postings_SRC := $(addprefix services/search/index/, block.c \
	leaf.c) $(base_SRC)

FUZZERS += tests/fuzz/fuzz_reindex_cursor
tests/fuzz/fuzz_reindex_cursor_SRC := services/search/reindex_cursor.c \
	$(base_SRC)

BENCHES += tests/bench/bench_query
tests/bench/bench_query_SRC := $(search_QUERY)
BENCHES += tests/bench/bench_search
tests/bench/bench_search_SRC := $(search_RANK) $(addprefix \
	tests/bench/search_, mail.c kinds.c vectors.c) tests/bench/vector_rows.c
tests/bench/bench_search_LINK := -lsqlite3 -lzstd -lm
BENCHES += tests/bench/search_real
tests/bench/search_real_SRC := $(search_INDEX) tests/lib/mail_doc.c
tests/bench/search_real_LINK := -lsqlite3 -lzstd -lm
BENCHES += tests/bench/bench_vector
tests/bench/bench_vector_SRC := $(search_VECTOR) tests/bench/vector_rows.c
tests/bench/bench_vector_LINK := -lm

# What tests/eval/search.sh runs; also the engine of embed, whose lists are
# known when they are used.
PROGRAMS += search-eval
search-eval_SRC = $(search_RANK) $(embed_MODEL) $(addprefix \
	tests/eval/search_, eval.c read.c mail.c engine.c measure.c)
search-eval_LINK = -lsqlite3 -lzstd $(embed_ICU)
