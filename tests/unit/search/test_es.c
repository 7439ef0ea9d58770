/* test_es.c - what Elasticsearch is sent, and what of its answers is
 * believed. */
#include "tests/unit/search/query_check.h"

#include "services/search/es/hybrid.h"

struct world {
	struct arena *a;
	struct query query;
	struct index_ask ask;
	struct buf out;
	struct err err;
};

static int set_up(void **state)
{
	struct world *w;
	struct arena *a = arena_new(1 << 20);

	w = ARENA_NEW(a, struct world);
	w->a = a;
	w->ask = (struct index_ask){
	    .query = &w->query, .limit = 2, .now_ms = CHECK_NOW_MS};
	buf_init(&w->out, 1 << 20);
	*state = w;
	return 0;
}

static int tear_down(void **state)
{
	struct world *w = *state;
	struct arena *a = w->a;

	buf_deinit(&w->out);
	arena_free(&a);
	return 0;
}

static void parse(struct world *w, const char *q)
{
	w->ask.text = str_of(q);
	assert_int_equal(
	    query_parse(w->a, w->ask.text, &check_clock, &w->query, &w->err),
	    0);
	buf_clear(&w->out);
}

static void check_dsl(struct world *w, const char *q, const char *want)
{
	parse(w, q);
	assert_int_equal(es_dsl_query(&w->out, &w->ask, &w->err), 0);
	assert_string_equal(buf_str(&w->out), want);
}

static const struct json *read_json(struct world *w, const char *text)
{
	const struct json *j;

	assert_int_equal(json_parse(w->a, str_of(text), &j, &w->err), 0);
	return j;
}

static void a_tree_becomes_bools(void **state)
{
	struct world *w = *state;

	check_dsl(w, "is:unread", "{\"term\":{\"flags\":\"UNREAD\"}}");
	check_dsl(w, "is:read",
	    "{\"bool\":{\"must_not\":[{\"term\":{\"flags\":\"UNREAD\"}}]}}");
	check_dsl(w, "label:a -label:\"B c\"",
	    "{\"bool\":{\"must\":[{\"term\":{\"labels\":\"a\"}}],"
	    "\"must_not\":[{\"term\":{\"labels\":\"b-c\"}}]}}");
	check_dsl(w, "from:\"a \\b\"",
	    "{\"multi_match\":{\"type\":\"phrase\",\"query\":\"a \\\\b\","
	    "\"fields\":[\"from.exact\"]}}");
	check_dsl(w, "larger:1K", "{\"range\":{\"size\":{\"gte\":1025}}}");
}

static void every_search_is_filtered_by_user(void **state)
{
	static const char *const queries[] = {
	    "", "in:anywhere", "a OR b", "-a", "from:x is:unread"};
	struct world *w = *state;

	for (size_t i = 0; i < ARRAY_LEN(queries); i++) {
		parse(w, queries[i]);
		assert_int_equal(
		    es_search_body(&w->out, 7, &w->ask, &w->err), 0);
		assert_non_null(strstr(buf_str(&w->out),
		    "\"query\":{\"bool\":{\"filter\":[{\"term\":{\"user_id\":"
		    "\"7\"}}"));
		read_json(w, buf_str(&w->out));
	}
}

static void the_deepest_query_is_valid_json(void **state)
{
	struct world *w = *state;

	parse(w, "-(a OR (b c -(d OR (e f -(g OR (h i -(j OR (k l))))))))");
	assert_int_equal(es_dsl_query(&w->out, &w->ask, &w->err), 0);
}

static void expressions_are_refused_with_their_column(void **state)
{
	struct world *w = *state;

	parse(w, "offer subject:/a/");
	assert_int_equal(es_dsl_query(&w->out, &w->ask, &w->err), -1);
	assert_int_equal(w->err.code, ERR_INVALID);
	assert_string_equal(w->err.field, "q");
	assert_string_equal(w->err.text,
	    "column 7: regular expressions are not searched for in "
	    "Elasticsearch");
}

static void items_of_a_bulk_are_looked_at_one_by_one(void **state)
{
	struct world *w = *state;
	struct es_bulk_counts c;

	assert_int_equal(
	    es_bulk_read(
		read_json(w, "{\"items\":[{\"update\":{\"status\":201,"
			     "\"result\":\"created\"}},{\"update\":{\"status\":"
			     "200,\"result\":\"noop\"}},{\"delete\":{"
			     "\"status\":404,\"result\":\"not_found\"}}]}"),
		3, &c, &w->err),
	    0);
	assert_int_equal(c.created, 1);
	assert_int_equal(c.noop, 1);
	assert_int_equal(c.missing, 1);
}

static void one_refused_item_fails_the_bulk(void **state)
{
	struct world *w = *state;
	struct es_bulk_counts c;

	assert_int_equal(
	    es_bulk_read(
		read_json(w, "{\"items\":[{\"update\":{\"status\":201,"
			     "\"result\":\"created\"}},{\"update\":{\"status\":"
			     "429,\"error\":{\"type\":\"rejected\"}}}]}"),
		2, &c, &w->err),
	    -1);
	assert_int_equal(w->err.code, ERR_UNAVAILABLE);
	assert_int_equal(
	    es_bulk_read(read_json(w, "{\"items\":[{\"update\":{\"status\":400,"
				      "\"error\":{\"type\":\"strict\"}}}]}"),
		1, &c, &w->err),
	    -1);
	assert_int_equal(w->err.code, ERR_BAD_PEER);
	assert_int_equal(
	    es_bulk_read(read_json(w, "{\"items\":[]}"), 1, &c, &w->err), -1);
	assert_int_equal(
	    es_bulk_read(read_json(w, "{\"items\":[{\"update\":{\"status\":404,"
				      "\"error\":{\"type\":\"no index\"}}}]}"),
		1, &c, &w->err),
	    -1);
}

static void mail_of_somebody_else_is_not_believed(void **state)
{
	static const char fmt[] =
	    "{\"hits\":{\"total\":{\"value\":1,\"relation\":\"eq\"},\"hits\":["
	    "{\"_score\":1,\"_source\":{\"user_id\":\"%s\",\"id\":5,"
	    "\"received_at\":1000}}]}}";
	struct world *w = *state;
	struct search_result r;

	parse(w, "x");
	assert_int_equal(
	    es_search_read(w->a, read_json(w, arena_printf(w->a, fmt, "7")), 7,
		&w->ask, &r, &w->err),
	    0);
	assert_int_equal(r.hits.n, 1);
	assert_int_equal(
	    es_search_read(w->a, read_json(w, arena_printf(w->a, fmt, "77")), 7,
		&w->ask, &r, &w->err),
	    -1);
	assert_int_equal(w->err.code, ERR_BAD_PEER);
}

static void answers_of_another_shape_are_refused(void **state)
{
	static const char *const texts[] = {"{}", "{\"hits\":{}}",
	    "{\"hits\":{\"total\":5,\"hits\":[]}}",
	    "{\"hits\":{\"total\":{\"value\":1,\"relation\":\"eq\"},"
	    "\"hits\":{}}}",
	    "{\"hits\":{\"total\":{\"value\":3,\"relation\":\"eq\"},"
	    "\"hits\":[{},{},{}]}}",
	    "{\"hits\":{\"total\":{\"value\":1,\"relation\":\"eq\"},"
	    "\"hits\":[{\"_source\":{\"user_id\":\"7\"}}]}}"};
	struct world *w = *state;
	struct search_result r;

	parse(w, "x");
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		w->err.code = ERR_OK;
		assert_int_equal(es_search_read(w->a, read_json(w, texts[i]), 7,
				     &w->ask, &r, &w->err),
		    -1);
		assert_int_equal(w->err.code, ERR_BAD_PEER);
	}
}

static void cursors_belong_to_their_query(void **state)
{
	const struct es_cursor c = {
	    .score = 1.5, .date_ms = 7, .id = 9, .total = 3, .capped = true};
	struct world *w = *state;
	struct es_cursor got;

	parse(w, "offer");
	w->ask.cursor = es_cursor_write(w->a, &w->ask, &c);
	assert_int_equal(es_cursor_read(&w->ask, &got, &w->err), 0);
	assert_true(got.given && got.capped);
	assert_true(got.score == 1.5);
	assert_int_equal(got.id, 9);
	parse(w, "other");
	assert_int_equal(es_cursor_read(&w->ask, &got, &w->err), -1);
	assert_string_equal(w->err.field, "cursor");
	w->ask.cursor = "00ff";
	assert_int_equal(es_cursor_read(&w->ask, &got, &w->err), -1);
}

/* ---- words and meaning ---- */

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

#define ES_TEST(fn) cmocka_unit_test_setup_teardown(fn, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    ES_TEST(a_tree_becomes_bools),
	    ES_TEST(every_search_is_filtered_by_user),
	    ES_TEST(the_deepest_query_is_valid_json),
	    ES_TEST(expressions_are_refused_with_their_column),
	    ES_TEST(items_of_a_bulk_are_looked_at_one_by_one),
	    ES_TEST(one_refused_item_fails_the_bulk),
	    ES_TEST(mail_of_somebody_else_is_not_believed),
	    ES_TEST(answers_of_another_shape_are_refused),
	    ES_TEST(cursors_belong_to_their_query),
	    ES_TEST(old_servers_and_other_makes_have_no_vectors),
	    ES_TEST(every_search_of_the_two_is_filtered_by_user),
	    ES_TEST(who_means_it_joins_who_has_the_words),
	    ES_TEST(what_has_proses_identifier_comes_first),
	    ES_TEST(refused_kNN_leaves_words_and_lies_leave_nothing),
	};

	return cmocka_run_group_tests_name("es", tests, NULL, NULL);
}
