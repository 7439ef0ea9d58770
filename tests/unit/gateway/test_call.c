/* test_call.c - query, path and body become one JSON object, or are refused
 * with the field's name. */
#include "services/gateway/bring.h"
#include "services/gateway/gateway.h"

#include "tests/unit/unit.h"

struct given {
	struct gateway_request r;
	struct arena *arena;
	struct err err;
	struct buf out;
};

static int setup(void **state)
{
	struct given *g = calloc(1, sizeof *g);

	g->arena = arena_new(1 << 20);
	g->r.http.task.arena = g->arena;
	g->r.http.method = HTTP_GET;
	buf_init(&g->out, 256 * 1024);
	*state = g;
	return 0;
}

static int teardown(void **state)
{
	struct given *g = *state;

	buf_deinit(&g->out);
	arena_free(&g->arena);
	free(g);
	return 0;
}

static const struct record_desc *search_query(void)
{
	return &proto_message(MSG_search_query)->rec;
}

static void gives(struct given *g, const char *query, const char *json)
{
	buf_clear(&g->out);
	g->r.http.query = str_of(query);
	assert_int_equal(bring_query(g->arena, g->r.http.query, search_query(),
			     &g->out, &g->err),
	    0);
	assert_string_equal(buf_str(&g->out), json);
}

static void refuses(struct given *g, const char *query, const char *field)
{
	buf_clear(&g->out);
	err_clear(&g->err);
	g->r.http.query = str_of(query);
	assert_int_equal(bring_query(g->arena, g->r.http.query, search_query(),
			     &g->out, &g->err),
	    -1);
	assert_int_equal(g->err.code, ERR_INVALID);
	assert_string_equal(g->err.field, field);
}

static void a_query_becomes_json_by_its_kinds(void **state)
{
	struct given *g = *state;

	gives(g, "", "{}");
	gives(g, "q=from%3Aanna+x&limit=7&explain=yes",
	    "{\"q\":\"from:anna x\",\"limit\":7,\"explain\":true}");
	gives(g, "q=7", "{\"q\":\"7\"}");
	gives(g, "q", "{\"q\":\"\"}");
	gives(g, "&&limit=2.5&", "{\"limit\":2.50000000000000000}");
	gives(g, "q=%22%5C%0A", "{\"q\":\"\\\"\\\\\\n\"}");
}

/* The message's table then says what it should have been. */
static void what_is_no_number_stays_a_string(void **state)
{
	struct given *g = *state;

	gives(g, "limit=seven&explain=maybe",
	    "{\"limit\":\"seven\",\"explain\":\"maybe\"}");
	gives(g, "limit=1e999", "{\"limit\":\"1e999\"}");
	gives(g, "limit=0x7", "{\"limit\":\"0x7\"}");
	gives(g, "limit=nan", "{\"limit\":\"nan\"}");
	gives(g, "limit=", "{\"limit\":\"\"}");
}

static void numbers_beyond_integers_are_written(void **state)
{
	struct given *g = *state;

	g->r.http.query = STR("limit=1e300");
	assert_int_equal(bring_query(g->arena, g->r.http.query, search_query(),
			     &g->out, &g->err),
	    0);
	assert_false(buf_failed(&g->out));
	assert_memory_equal(buf_str(&g->out), "{\"limit\":10000000", 17);
}

static void unknown_and_malformed_parameters_are_refused(void **state)
{
	struct given *g = *state;

	refuses(g, "q=a&colour=1", "colour");
	refuses(g, "%71=a", "%71");
	refuses(g, "=a", "");
	refuses(g, "q=%", "q");
	refuses(g, "q=%ff", "q");
	refuses(g, "q=a%00b", "q");
}

/* Both are written; the decoder refuses "given twice". */
static void a_repeated_parameter_is_refused_by_the_table(void **state)
{
	struct given *g = *state;

	g->r.http.query = STR("limit=1&limit=2");
	assert_null(gateway_query(&g->r, MSG_search_query, &g->err));
	assert_string_equal(g->err.field, "limit");
}

static const char *with(
    struct given *g, const char *body, const char *name, const char *value)
{
	struct str json;

	if (bring_field(g->arena, str_of(body), name, value, &json, &g->err) <
	    0)
		return NULL;
	return json.p;
}

static void a_field_of_the_path_joins_the_body(void **state)
{
	struct given *g = *state;

	assert_string_equal(with(g, "", "id", "7"), "{\"id\":\"7\"}");
	assert_string_equal(with(g, "{}", "id", "7"), "{\"id\":\"7\"}");
	assert_string_equal(with(g, " { } ", "id", "7"), "{\"id\":\"7\"}");
	assert_string_equal(
	    with(g, "{\"a\":1}", "id", "\"}"), "{\"id\":\"\\\"}\",\"a\":1}");
}

static void a_body_that_is_no_object_joins_nothing(void **state)
{
	struct given *g = *state;

	assert_null(with(g, "[1]", "id", "7"));
	assert_null(with(g, "\"x\"", "id", "7"));
	assert_int_equal(g->err.code, ERR_INVALID);
}

static void a_body_with_a_nul_is_copied_whole(void **state)
{
	struct given *g = *state;
	struct str json;

	assert_int_equal(bring_field(g->arena, STR("{\"a\":\"\0long tail\"}"),
			     "id", "7", &json, &g->err),
	    0);
	assert_int_equal(json.n, 27);
	assert_memory_equal(json.p, "{\"id\":\"7\",\"a\":\"\0long tail\"}", 27);
}

/* A body can't take the path's place: both members are there, which the
 * daemon's decoder refuses. */
static void a_body_cannot_replace_the_path(void **state)
{
	struct given *g = *state;
	const struct record_desc *d = &proto_message(MSG_triage_feedback)->rec;
	struct triage_feedback m = {0};
	const char *json = with(g, "{\"email_id\":\"8\"}", "email_id", "7");

	assert_int_equal(
	    proto_decode(g->arena, d, str_of(json), &m, &g->err), -1);
	assert_string_equal(g->err.field, "email_id");
	json = with(g, "{}}", "email_id", "7");
	assert_int_equal(
	    proto_decode(g->arena, d, str_of(json), &m, &g->err), -1);
}

static void an_id_is_a_number_of_the_database(void **state)
{
	struct given *g = *state;
	uint64_t id;

	g->r.http.params[0] = "9223372036854775807";
	assert_int_equal(gateway_path_id(&g->r, 0, &id, &g->err), 0);
	assert_true(id == INT64_MAX);
	g->r.http.params[0] = "9223372036854775808";
	assert_int_equal(gateway_path_id(&g->r, 0, &id, &g->err), -1);
	assert_int_equal(g->err.code, ERR_NOT_FOUND);
	g->r.http.params[0] = "7;";
	assert_int_equal(gateway_path_id(&g->r, 0, &id, &g->err), -1);
}

static void our_own_troubles_stay_in_the_log(void **state)
{
	struct err err = {0};

	(void)state;
	err_set(&err, ERR_INTERNAL, "SQLSTATE 42703 in secret_table");
	gateway_tame(&err);
	assert_null(strstr(err.text, "secret_table"));
	err_set(&err, ERR_NOT_FOUND, "no such thing");
	gateway_tame(&err);
	assert_string_equal(err.text, "no such thing");
}

#define CALL_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    CALL_TEST(a_query_becomes_json_by_its_kinds),
	    CALL_TEST(what_is_no_number_stays_a_string),
	    CALL_TEST(numbers_beyond_integers_are_written),
	    CALL_TEST(unknown_and_malformed_parameters_are_refused),
	    CALL_TEST(a_repeated_parameter_is_refused_by_the_table),
	    CALL_TEST(a_field_of_the_path_joins_the_body),
	    CALL_TEST(a_body_that_is_no_object_joins_nothing),
	    CALL_TEST(a_body_with_a_nul_is_copied_whole),
	    CALL_TEST(a_body_cannot_replace_the_path),
	    CALL_TEST(an_id_is_a_number_of_the_database),
	    cmocka_unit_test(our_own_troubles_stay_in_the_log),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
