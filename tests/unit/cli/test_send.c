/* test_send.c - a call's body and its answer, with a gateway that says what a
 * test wants. */
#include "services/cli/cli.h"

#include "tests/unit/unit.h"

#include <string.h>
#include <sysexits.h>

/* What the gateway answers, and what it was asked. */
struct gateway {
	struct cli cli; /* first: calls know no more */
	struct answer answer;
	unsigned calls;
	const char *method, *path, *body; /* NULL: none */
	unsigned printed;
};

struct answer cli_call(struct cli *c, const char *method, const char *path,
    const char *type, const struct str *body)
{
	struct gateway *g = CONTAINER_OF(c, struct gateway, cli);

	assert_null(type);
	g->calls++;
	g->method = method;
	g->path = path;
	g->body =
	    body == NULL ? NULL : arena_strndup(c->arena, body->p, body->n);
	return g->answer;
}

int cli_fail(const struct answer *a)
{
	return a->status == 413 ? EX_DATAERR : EX_TEMPFAIL;
}

void cli_print_json(const struct json *j, int depth)
{
	(void)j;
	(void)depth;
}

static int setup(void **state)
{
	struct gateway *g = calloc(1, sizeof *g);

	g->cli.arena = arena_new(8u << 20);
	g->answer = (struct answer){.status = 200, .body = STR("{\"n\":7}")};
	*state = g;
	return 0;
}

static int teardown(void **state)
{
	struct gateway *g = *state;

	arena_free(&g->cli.arena);
	free(g);
	return 0;
}

static void a_body_is_sent_and_the_answer_is_read(void **state)
{
	struct gateway *g = *state;
	struct jsonw *body = cli_body(&g->cli);
	const struct json *j = NULL;

	jsonw_ks(body, "name", "x \"y\"");
	jsonw_karr(body, "list");
	jsonw_i64(body, 1);
	jsonw_end(body);
	assert_int_equal(cli_send(&g->cli, "PUT", "/p", body, &j), 0);
	assert_string_equal(g->method, "PUT");
	assert_string_equal(g->path, "/p");
	assert_string_equal(g->body, "{\"name\":\"x \\\"y\\\"\",\"list\":[1]}");
	assert_int_equal(json_i64(json_get(j, "n"), 0), 7);
}

static void bodies_live_beside_each_other(void **state)
{
	struct gateway *g = *state;
	struct jsonw *one = cli_body(&g->cli), *other = cli_body(&g->cli);
	struct str first, second;

	jsonw_ki(one, "a", 1);
	jsonw_ki(other, "b", 2);
	first = cli_body_end(one);
	second = cli_body_end(other);
	assert_true(str_eq(first, STR("{\"a\":1}")));
	assert_true(str_eq(second, STR("{\"b\":2}")));
}

static void a_get_has_no_body(void **state)
{
	struct gateway *g = *state;
	const struct json *j;

	assert_int_equal(cli_get(&g->cli, "/p", &j), 0);
	assert_string_equal(g->method, "GET");
	assert_null(g->body);
}

static void a_body_that_is_too_long_is_not_sent(void **state)
{
	struct gateway *g = *state;
	struct jsonw *body = cli_body(&g->cli);
	const struct json *j;

	jsonw_karr(body, "ids");
	for (unsigned i = 0; i < 200000; i++)
		jsonw_str(body, "123456789");
	jsonw_end(body);
	assert_int_equal(cli_send(&g->cli, "POST", "/p", body, &j), EX_DATAERR);
	assert_int_equal(g->calls, 0);
}

static void an_answer_that_is_no_json_is_said(void **state)
{
	struct gateway *g = *state;
	const struct json *j;

	g->answer.body = STR("<html>");
	assert_int_equal(cli_get(&g->cli, "/p", &j), EX_PROTOCOL);
}

static void a_refusal_is_said(void **state)
{
	struct gateway *g = *state;
	const struct json *j;

	g->answer.status = 503;
	assert_int_equal(cli_get(&g->cli, "/p", &j), EX_TEMPFAIL);
}

static void what_was_created_is_an_answer(void **state)
{
	struct gateway *g = *state;
	const struct json *j;

	g->answer.status = 201;
	assert_int_equal(
	    cli_send(&g->cli, "POST", "/p", cli_body(&g->cli), &j), 0);
	assert_string_equal(g->body, "{}");
}

static void count(struct cli *c, const struct json *item)
{
	struct gateway *g = CONTAINER_OF(c, struct gateway, cli);

	assert_string_equal(cli_str(item, "id"), "x");
	g->printed++;
}

const char *cli_str(const struct json *obj, const char *key)
{
	return json_str(json_get(obj, key), "");
}

static void each_item_of_a_list_is_printed(void **state)
{
	struct gateway *g = *state;

	g->answer.body = STR("{\"items\":[{\"id\":\"x\"},{\"id\":\"x\"}]}");
	assert_int_equal(cli_list(&g->cli, "/p", "items", count), 0);
	assert_int_equal(g->printed, 2);
	g->cli.json = true;
	assert_int_equal(cli_list(&g->cli, "/p", "items", count), 0);
	assert_int_equal(g->printed, 2);
}

#define SEND_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    SEND_TEST(a_body_is_sent_and_the_answer_is_read),
	    SEND_TEST(bodies_live_beside_each_other),
	    SEND_TEST(a_get_has_no_body),
	    SEND_TEST(a_body_that_is_too_long_is_not_sent),
	    SEND_TEST(an_answer_that_is_no_json_is_said),
	    SEND_TEST(a_refusal_is_said),
	    SEND_TEST(what_was_created_is_an_answer),
	    SEND_TEST(each_item_of_a_list_is_printed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
