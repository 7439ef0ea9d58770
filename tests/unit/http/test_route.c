/* test_route.c - which route a path finds. */
#include "tests/unit/unit.h"
#include "common/http/route.h"

static enum step_result nothing(struct task *t)
{
	(void)t;
	return STEP_NEXT;
}
static task_step *const steps[] = {nothing, NULL};

#define R(m, p)                                                                \
	{                                                                      \
		.method = (m), .path = (p), .steps = steps                     \
	}

static const struct http_route table[] = {
    R(HTTP_GET, "/"),
    R(HTTP_GET, "/api/emails"),
    R(HTTP_POST, "/api/emails"),
    R(HTTP_GET, "/api/emails/{id}"),
    R(HTTP_DELETE, "/api/emails/{id}"),
    R(HTTP_POST, "/api/emails/import"),
    R(HTTP_GET, "/api/emails/{id}/raw"),
    R(HTTP_POST, "/api/agents/{name}/run"),
    R(HTTP_GET, "/api/agents/runs/{id}"),
    R(HTTP_GET, "/a/{1}/{2}/{3}/{4}"),
    R(HTTP_HEAD, "/head"),
    R(HTTP_GET, "/static/{path*}"),
    R(HTTP_GET, "/slash/"),
    R(HTTP_GET, "/days/{id}"),
    R(HTTP_GET, "/days/{id}.ics"),
    R(HTTP_GET, "/days/{id}.csv"),
    R(HTTP_GET, "/days/all.ics"),
};

static struct route_match m;

/* The path of the route found, or NULL. */
static const char *find(enum http_method method, const char *path)
{
	struct routes *r;
	struct err err;

	assert_int_equal(routes_new(table, ARRAY_LEN(table), &r, &err), 0);
	routes_match(r, method, path, &m);
	routes_free(&r);
	return m.route == NULL ? NULL : m.route->path;
}

static void assert_param(size_t i, const char *value)
{
	assert_true(i < m.n_params);
	assert_true(str_eqs(m.params[i], value));
}

static void finds_literal_paths(void **state)
{
	(void)state;
	assert_string_equal(find(HTTP_GET, "/"), "/");
	assert_string_equal(find(HTTP_GET, "/api/emails"), "/api/emails");
	assert_ptr_equal(m.route, &table[1]);
	assert_non_null(find(HTTP_POST, "/api/emails"));
	assert_ptr_equal(m.route, &table[2]);
	assert_string_equal(find(HTTP_GET, "/slash/"), "/slash/");
}

static void finds_parameters_in_order(void **state)
{
	(void)state;
	assert_string_equal(
	    find(HTTP_GET, "/api/emails/42/raw"), "/api/emails/{id}/raw");
	assert_int_equal(m.n_params, 1);
	assert_param(0, "42");
	assert_non_null(find(HTTP_GET, "/a/w/x/y/z"));
	assert_int_equal(m.n_params, 4);
	assert_param(0, "w");
	assert_param(3, "z");
}

static void prefers_literals_but_goes_back(void **state)
{
	(void)state;
	assert_string_equal(
	    find(HTTP_POST, "/api/emails/import"), "/api/emails/import");
	/* GET of the same path is an email called "import". */
	assert_string_equal(
	    find(HTTP_GET, "/api/emails/import"), "/api/emails/{id}");
	assert_param(0, "import");
	assert_string_equal(
	    find(HTTP_GET, "/api/agents/runs/run"), "/api/agents/runs/{id}");
	assert_string_equal(
	    find(HTTP_POST, "/api/agents/runs/run"), "/api/agents/{name}/run");
	assert_int_equal(m.n_params, 1);
	assert_param(0, "runs");
}

static void a_parameter_may_have_an_ending(void **state)
{
	(void)state;
	assert_string_equal(find(HTTP_GET, "/days/7.ics"), "/days/{id}.ics");
	assert_int_equal(m.n_params, 1);
	assert_param(0, "7");
	assert_string_equal(find(HTTP_GET, "/days/a.b.csv"), "/days/{id}.csv");
	assert_param(0, "a.b");
	assert_string_equal(find(HTTP_GET, "/days/all.ics"), "/days/all.ics");
	assert_int_equal(m.n_params, 0);
	assert_string_equal(find(HTTP_GET, "/days/7"), "/days/{id}");
	assert_string_equal(find(HTTP_GET, "/days/.ics"), "/days/{id}");
	assert_param(0, ".ics");
	assert_null(find(HTTP_GET, "/days/7.ics/x"));
}

static void takes_the_rest_of_a_path(void **state)
{
	(void)state;
	assert_non_null(find(HTTP_GET, "/static/js/app.js"));
	assert_param(0, "js/app.js");
	assert_non_null(find(HTTP_GET, "/static/"));
	assert_param(0, "");
	assert_null(find(HTTP_GET, "/static"));
}

static void answers_head_by_get(void **state)
{
	(void)state;
	assert_non_null(find(HTTP_HEAD, "/api/emails"));
	assert_ptr_equal(m.route, &table[1]);
	assert_non_null(find(HTTP_HEAD, "/head"));
	assert_null(find(HTTP_GET, "/head"));
}

static void finds_nothing_elsewhere(void **state)
{
	static const char *const paths[] = {"/x", "/api", "/api/", "//",
	    "/api/emails/", "/api/emails//raw", "/api/emails/1/raw/",
	    "/api/emails/1/raw/x", "/API/emails", "/api/emails/1/ra",
	    "/api//emails", "/slash", "/a/1/2/3", "/a/1/2/3/4/5"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(paths); i++) {
		if (find(HTTP_GET, paths[i]) != NULL)
			fail_msg("found %s", paths[i]);
		assert_int_equal(m.allowed, 0);
		assert_int_equal(m.n_params, 0);
	}
}

static void tells_the_methods_of_a_path(void **state)
{
	char allow[64];

	(void)state;
	assert_null(find(HTTP_PUT, "/api/emails"));
	assert_int_equal(m.allowed, HTTP_GET | HTTP_POST);
	/* Both as a literal and as a parameter. */
	assert_null(find(HTTP_PUT, "/api/emails/import"));
	assert_int_equal(m.allowed, HTTP_GET | HTTP_POST | HTTP_DELETE);
	routes_allow(m.allowed, allow);
	assert_string_equal(allow, "GET, HEAD, POST, DELETE, OPTIONS");
	routes_allow(127, allow);
	assert_string_equal(
	    allow, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
}

static void refuses_tables_with_mistakes(void **state)
{
	static const struct http_route bad[][2] = {
	    {R(HTTP_GET, "/a"), R(HTTP_GET, "/a")},
	    {R(HTTP_GET, "/{a}"), R(HTTP_GET, "/{b}")},
	    {R(HTTP_GET, "a"), R(HTTP_GET, "/")},
	    {R(HTTP_GET, NULL), R(HTTP_GET, "/")},
	    {R(HTTP_GET | HTTP_PUT, "/a"), R(HTTP_GET, "/")},
	    {R(0, "/a"), R(HTTP_GET, "/")},
	    {R(HTTP_GET, "/a{b}"), R(HTTP_GET, "/")},
	    {R(HTTP_GET, "/{b"), R(HTTP_GET, "/")},
	    {R(HTTP_GET, "/{b}c"), R(HTTP_GET, "/")},
	    {R(HTTP_GET, "/{b*}/c"), R(HTTP_GET, "/")},
	    {R(HTTP_GET, "/{b*}/"), R(HTTP_GET, "/")},
	    {R(HTTP_GET, "/{1}/{2}/{3}/{4}/{5}"), R(HTTP_GET, "/")},
	    {{.method = HTTP_GET, .path = "/x"}, R(HTTP_GET, "/")},
	};
	struct routes *r = NULL;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		struct err err = {.code = ERR_OK};

		assert_int_equal(routes_new(bad[i], 2, &r, &err), -1);
		assert_null(r);
		assert_int_equal(err.code, ERR_INTERNAL);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(finds_literal_paths),
	    cmocka_unit_test(finds_parameters_in_order),
	    cmocka_unit_test(prefers_literals_but_goes_back),
	    cmocka_unit_test(a_parameter_may_have_an_ending),
	    cmocka_unit_test(takes_the_rest_of_a_path),
	    cmocka_unit_test(answers_head_by_get),
	    cmocka_unit_test(finds_nothing_elsewhere),
	    cmocka_unit_test(tells_the_methods_of_a_path),
	    cmocka_unit_test(refuses_tables_with_mistakes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
