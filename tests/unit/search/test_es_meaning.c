/* test_es_meaning.c - words and meaning asked of Elasticsearch at once. */
#include "tests/unit/search/es_check.h"

static void old_servers_and_other_makes_have_no_vectors(void **state)
{
	static const struct {
		const char *text;
		bool has;
	} roots[] = {{"{\"version\":{\"number\":\"8.13.4\"}}", true},
	    {"{\"version\":{\"number\":\"8.6.0\"}}", true},
	    {"{\"version\":{\"number\":\"9.0.1\"}}", true},
	    {"{\"version\":{\"number\":\"8.5.3\"}}", false},
	    {"{\"version\":{\"number\":\"7.17.0\"}}", false},
	    {"{\"version\":{\"number\":\"9.1.0\",\"distribution\":"
	     "\"opensearch\"}}",
		false},
	    {"{\"version\":{\"number\":\"x\"}}", false}, {"{}", false}};

	for (size_t i = 0; i < ARRAY_LEN(roots); i++)
		assert_int_equal(
		    es_schema_has_meaning(read_json(*state, roots[i].text)),
		    roots[i].has);
	assert_null(strstr(es_schema_template(false), "dense_vector"));
	assert_non_null(strstr(es_schema_template(true), "dense_vector"));
	read_json(*state, es_schema_template(false));
	read_json(*state, es_schema_template(true));
	read_json(*state, es_schema_fields(true));
}

static struct rank_ask meaning_ask_of(struct world *w, const int8_t *q)
{
	struct rank_ask ask = {.index = w->ask, .meaning = {"m-1", q}};

	return ask;
}

static void every_search_of_the_two_is_filtered_by_user(void **state)
{
	static const int8_t q[VECTOR_DIM] = {1, -2};
	struct world *w = *state;
	struct rank_ask ask;
	struct str rest, line;
	size_t n = 0;

	parse(w, "dinner plans from:anna +exact");
	ask = meaning_ask_of(w, q);
	assert_int_equal(es_hybrid_body(&w->out, w->a, 7, &ask, &w->err), 0);
	rest = (struct str){buf_str(&w->out), w->out.len};
	while (str_split(&rest, '\n', &line) && line.n > 0) {
		read_json(w, arena_strndup(w->a, line.p, line.n));
		assert_true(
		    str_find(line, n % 2 == 0 ? "\"routing\":\"7\""
					      : "{\"user_id\":\"7\"}") > 0);
		n++;
	}
	assert_int_equal(n, 4);
	/* What binds is the filter of the nearest: not the free words. */
	line = str_of(strstr(buf_str(&w->out), "\"knn\""));
	assert_true(str_find(line, "anna") > 0);
	assert_true(str_find(line, "exact") > 0);
	assert_true(str_find(line, "dinner") < 0);
}

/* A hit whose vector has `at` in its first component and the rest in its
 * second. */
static const char *hit_of(
    struct world *w, int id, const char *score, int8_t at, const char *more)
{
	int8_t v[VECTOR_DIM] = {at, (int8_t)(100 - at)};
	char hex[2 * VECTOR_DIM + 1];

	hex_encode(v, sizeof v, hex);
	return arena_printf(w->a,
	    "{\"_score\":%s,\"_source\":{\"user_id\":\"7\",\"id\":%d,"
	    "\"received_at\":1000,\"meaning_bytes\":\"%s\"}%s}",
	    score, id, hex, more);
}

static int read_two(struct world *w, const struct rank_ask *ask,
    const char *words, const char *near, struct search_result *r_r,
    const char **off_r)
{
	const char *partial;

	return es_hybrid_read(w->a,
	    read_json(
		w, arena_printf(w->a,
		       "{\"took\":3,\"responses\":[{\"hits\":{\"total\":{"
		       "\"value\":1,\"relation\":\"eq\"},\"hits\":[%s]}},%s]}",
		       words, near)),
	    7, ask, r_r, off_r, &partial, &w->err);
}

static void who_means_it_joins_who_has_the_words(void **state)
{
	static const int8_t q[VECTOR_DIM] = {100};
	struct world *w = *state;
	struct search_result r;
	struct rank_ask ask;
	const char *off;

	parse(w, "dinner plans");
	w->ask.explain = true;
	w->ask.limit = 5;
	ask = meaning_ask_of(w, q);
	assert_int_equal(
	    read_two(w, &ask, hit_of(w, 1, "2.5", 50, ""),
		arena_printf(w->a, "{\"hits\":{\"hits\":[%s,%s,%s]}}",
		    hit_of(w, 2, "1", 100, ""), hit_of(w, 1, "0.8", 50, ""),
		    hit_of(w, 3, "0.6", 10, "")),
		&r, &off),
	    0);
	assert_null(off);
	assert_int_equal(r.hits.n, 2); /* the third is too far */
	assert_int_equal(r.total, 2);
	assert_int_equal(r.hits.v[0].id, 1); /* known item: words are louder */
	assert_int_equal(r.hits.v[1].id, 2);
	assert_non_null(strstr(r.hits.v[1].why.p, "\"cosine\":1.0"));
	read_json(w, r.hits.v[1].why.p);
	assert_null(r.next_cursor);
}

static void what_has_proses_identifier_comes_first(void **state)
{
	static const int8_t q[VECTOR_DIM] = {100};
	struct world *w = *state;
	struct search_result r;
	struct rank_ask ask;
	const char *off;

	parse(w, "dinner INV-4711");
	w->ask.any_word = true;
	ask = meaning_ask_of(w, q);
	buf_clear(&w->out);
	assert_int_equal(es_hybrid_body(&w->out, w->a, 7, &ask, &w->err), 0);
	assert_non_null(strstr(buf_str(&w->out), "\"_name\":\"x1\""));
	assert_int_equal(
	    read_two(w, &ask,
		arena_printf(w->a, "%s,%s",
		    hit_of(w, 1, "9", 100, ",\"matched_queries\":[\"w0\"]"),
		    hit_of(w, 2, "1", 0, ",\"matched_queries\":[\"x1\"]")),
		"{\"hits\":{\"hits\":[]}}", &r, &off),
	    0);
	assert_int_equal(r.hits.v[0].id, 2);
}

static void refused_kNN_leaves_words_and_lies_leave_nothing(void **state)
{
	static const int8_t q[VECTOR_DIM] = {100};
	struct world *w = *state;
	struct search_result r;
	struct rank_ask ask;
	const char *off;

	parse(w, "dinner");
	ask = meaning_ask_of(w, q);
	assert_int_equal(
	    read_two(w, &ask, hit_of(w, 1, "2", 50, ""),
		"{\"error\":{\"type\":\"x\"},\"status\":400}", &r, &off),
	    0);
	assert_string_equal(off, "off: elasticsearch answers 400: x");
	assert_int_equal(r.hits.n, 1);
	assert_int_equal(
	    read_two(w, &ask, "{\"_source\":{\"user_id\":\"8\",\"id\":3}}",
		"{\"hits\":{\"hits\":[]}}", &r, &off),
	    -1);
	assert_int_equal(w->err.code, ERR_BAD_PEER);
	assert_int_equal(
	    read_two(w, &ask, "",
		"{\"hits\":{\"hits\":[{\"_source\":{\"user_id\":\"8\","
		"\"id\":3}}]}}",
		&r, &off),
	    -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    ES_TEST(old_servers_and_other_makes_have_no_vectors),
	    ES_TEST(every_search_of_the_two_is_filtered_by_user),
	    ES_TEST(who_means_it_joins_who_has_the_words),
	    ES_TEST(what_has_proses_identifier_comes_first),
	    ES_TEST(refused_kNN_leaves_words_and_lies_leave_nothing),
	};

	return cmocka_run_group_tests_name("es_meaning", tests, NULL, NULL);
}
