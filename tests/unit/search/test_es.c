/* test_es.c - what Elasticsearch is sent, and what of its answers is
 * believed. */
#include "tests/unit/search/es_check.h"

static void check_dsl(struct world *w, const char *q, const char *want)
{
	parse(w, q);
	assert_int_equal(es_dsl_query(&w->out, &w->ask, &w->err), 0);
	assert_string_equal(buf_str(&w->out), want);
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
	};

	return cmocka_run_group_tests_name("es", tests, NULL, NULL);
}
