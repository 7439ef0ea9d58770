/* test_cors.c - which other origins' pages may call, and how they are told. */
#include "tests/unit/http/fixture.h"
#include "tests/unit/unit.h"
#include "common/http/cors.h"

#include <stdio.h>

#define LISTED "https://app.example, http://localhost:3000"

static struct world *w;
static struct cors *cors;

static int set_up(void **state)
{
	struct err err = {.code = ERR_OK};

	(void)state;
	w = world_new();
	if (cors_new(LISTED, "X-Request-Id", "X-CSRF-Token", &cors, &err) < 0)
		return -1;
	w->config.cors = cors;
	world_serve(w);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	world_free(&w);
	cors_free(&cors);
	return 0;
}

#define ASK(line, ...)                                                         \
	world_ask(w, STR(line " HTTP/1.1\r\nHost: a\r\nConnection: close"      \
			      "\r\n" __VA_ARGS__ "\r\n"))

static void takes_lists_of_origins(void **state)
{
	static const char *const good[] = {"https://a", "http://a:8080",
	    "https://a-b.c.example", "http://[::1]:3000", "http://127.0.0.1:1",
	    "https://a.example , https://b.example"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(good); i++) {
		struct err err = {.code = ERR_OK};
		struct cors *c;

		if (cors_new(good[i], "", "", &c, &err) < 0)
			fail_msg("%s: %s", good[i], err.text);
		assert_non_null(c);
		cors_free(&c);
	}
}

static void takes_an_empty_list_for_none(void **state)
{
	struct err err = {.code = ERR_OK};
	struct cors *c;

	(void)state;
	assert_int_equal(cors_new("", "", "", &c, &err), 0);
	assert_null(c);
}

static void names_what_is_no_origin(void **state)
{
	static const char *const bad[] = {"*", "null", "a.example", "https://",
	    "https://a/", "https://a/b", "https://a?b", "https://A.example",
	    "https://u@a", "https://a:", "https://a:0", "https://a:65536",
	    "https://a:443", "http://a:80", "https://a.", "https://*.a.example",
	    "ftp://a", "https://a,", ",https://a", "https://a,,https://b",
	    "https://a b", "https://[::1", "https://[]", "https://a:1:2"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		struct err err = {.code = ERR_OK};
		struct cors *c;

		if (cors_new(bad[i], "", "", &c, &err) == 0)
			fail_msg("accepted %s", bad[i]);
		assert_int_equal(err.code, ERR_INVALID);
		assert_non_null(strstr(err.text, "is no origin"));
	}
}

static void refuses_more_origins_than_it_holds(void **state)
{
	struct err err = {.code = ERR_OK};
	struct buf many;
	struct cors *c;

	(void)state;
	buf_init(&many, 4096);
	for (int i = 0; i < 65; i++)
		buf_addf(&many, "%shttps://a%d", i > 0 ? "," : "", i);
	assert_int_equal(cors_new(buf_str(&many), "", "", &c, &err), -1);
	assert_string_equal(err.text, "more than 64 origins");
	buf_deinit(&many);
}

static void lets_listed_origins_read(void **state)
{
	const char *a = ASK("GET /hello", "Origin: http://localhost:3000\r\n");

	(void)state;
	assert_non_null(strstr(a, "\r\nVary: Origin\r\n"));
	assert_non_null(strstr(
	    a, "\r\nAccess-Control-Allow-Origin: http://localhost:3000\r\n"));
	assert_non_null(
	    strstr(a, "\r\nAccess-Control-Allow-Credentials: true\r\n"));
	assert_non_null(
	    strstr(a, "\r\nAccess-Control-Expose-Headers: X-Request-Id\r\n"));
}

static void lets_them_read_refusals_too(void **state)
{
	(void)state;
	assert_non_null(
	    strstr(ASK("GET /nowhere", "Origin: https://app.example\r\n"),
		"\r\nAccess-Control-Allow-Origin: https://app.example\r\n"));
}

static void says_nothing_to_other_origins(void **state)
{
	static const char *const others[] = {"https://app.example.evil.example",
	    "https://app.example:444", "http://app.example", "null",
	    "https://APP.example", "*", "https://app.exampl"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(others); i++) {
		char text[300];
		const char *a;

		snprintf(text, sizeof text,
		    "OPTIONS /hello HTTP/1.1\r\nHost: a\r\nOrigin: %s\r\n"
		    "Access-Control-Request-Method: GET\r\n"
		    "Connection: close\r\n\r\n",
		    others[i]);
		a = world_ask(w, str_of(text));
		assert_non_null(strstr(a, "\r\nVary: Origin\r\n"));
		assert_null(strstr(a, "Access-Control"));
	}
	assert_null(strstr(ASK("GET /hello"), "Access-Control"));
}

static void answers_preflights_with_the_paths_methods(void **state)
{
	const char *a =
	    ASK("OPTIONS /echo", "Origin: https://app.example\r\n"
				 "Access-Control-Request-Method: POST\r\n");

	(void)state;
	assert_non_null(strstr(a, "HTTP/1.1 204 No Content\r\n"));
	assert_non_null(
	    strstr(a, "\r\nAccess-Control-Allow-Methods: POST, OPTIONS\r\n"));
	assert_non_null(
	    strstr(a, "\r\nAccess-Control-Allow-Headers: X-CSRF-Token\r\n"));
	assert_non_null(strstr(a, "\r\nAccess-Control-Max-Age: 600\r\n"));
}

static void tells_a_plain_options_from_a_preflight(void **state)
{
	const char *a = ASK("OPTIONS /echo", "Origin: https://app.example\r\n");

	(void)state;
	assert_non_null(strstr(a, "\r\nAllow: POST, OPTIONS\r\n"));
	assert_null(strstr(a, "Access-Control-Allow-Methods"));
}

#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(takes_lists_of_origins),
	    cmocka_unit_test(takes_an_empty_list_for_none),
	    cmocka_unit_test(names_what_is_no_origin),
	    cmocka_unit_test(refuses_more_origins_than_it_holds),
	    T(lets_listed_origins_read),
	    T(lets_them_read_refusals_too),
	    T(says_nothing_to_other_origins),
	    T(answers_preflights_with_the_paths_methods),
	    T(tells_a_plain_options_from_a_preflight),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
