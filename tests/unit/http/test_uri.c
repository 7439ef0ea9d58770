/* test_uri.c - percent-decoding, queries, cookies. */
#include "tests/unit/unit.h"
#include "common/http/uri.h"

static char out[200];

static int path(const char *raw)
{
	struct http_refusal why;

	return uri_path(str_of(raw), out, &why);
}

static void decodes_paths(void **state)
{
	static const char *const pairs[][2] = {
	    {"/", "/"},
	    {"/a/b", "/a/b"},
	    {"/a%20b", "/a b"},
	    {"/%C3%a4", "/\xc3\xa4"},
	    {"/a+b", "/a+b"},
	    {"/%25", "/%"},
	    {"/a//b/", "/a//b/"},
	    {"/.a/..b", "/.a/..b"},
	    {"/a./b..", "/a./b.."},
	    {"/...", "/..."},
	    {"/%2E%2e%2E", "/..."},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(pairs); i++) {
		assert_int_equal(path(pairs[i][0]), 0);
		assert_string_equal(out, pairs[i][1]);
	}
}

static void refuses_paths(void **state)
{
	static const char *const bad[] = {
	    "/%",
	    "/%4",
	    "/%zz",
	    "/%4z",
	    "/a%",
	    "/%00",
	    "/%0a",
	    "/%0D",
	    "/%7f",
	    "/%2f",
	    "/a%2Fb",
	    "/%ff",
	    "/%c3",
	    "/%c3%28",
	    "/%ed%a0%80",
	    "/%c0%af",
	    "/.",
	    "/..",
	    "/a/../b",
	    "/a/./b",
	    "/a/..",
	    "/%2e",
	    "/%2E%2e/x",
	    "/.%2e",
	    "/a/%2e/",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		if (path(bad[i]) == 0)
			fail_msg("accepted %s", bad[i]);
}

static void decodes_components(void **state)
{
	(void)state;
	assert_int_equal(uri_component(STR("a+b%20c%2B%2f%C3%A4"), out), 0);
	assert_string_equal(out, "a b c+/\xc3\xa4");
	assert_int_equal(uri_component(STR(""), out), 0);
	assert_string_equal(out, "");
	assert_int_equal(uri_component(STR("%0a"), out), 0);
}

static void refuses_components(void **state)
{
	static const char *const bad[] = {
	    "%", "%1", "a%g0", "%00", "%ff", "%c3"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_int_equal(uri_component(str_of(bad[i]), out), -1);
}

static const char *query(const char *text, const char *name)
{
	struct str raw;

	if (!uri_query_find(str_of(text), name, &raw))
		return NULL;
	assert_true(str_copy(out, sizeof out, raw));
	return out;
}

static void finds_query_parameters(void **state)
{
	(void)state;
	assert_string_equal(query("a=1&b=2", "b"), "2");
	assert_string_equal(query("a=1&a=2", "a"), "1");
	assert_string_equal(query("a", "a"), "");
	assert_string_equal(query("a=", "a"), "");
	assert_string_equal(query("a=b=c", "a"), "b=c");
	assert_string_equal(query("&&a=1&", "a"), "1");
	assert_string_equal(query("x%5B%5D=1", "x[]"), "1");
	assert_string_equal(query("a+b=1", "a b"), "1");
	assert_null(query("", "a"));
	assert_null(query("ab=1", "a"));
	assert_null(query("a=1", "ab"));
	assert_null(query("A=1", "a"));
	assert_null(query("=1", ""));
	assert_null(query("a%=1", "a%"));
	assert_null(query("b=a", "a"));
}

static const char *cookie(const char *text, const char *name)
{
	struct str value;

	if (!uri_cookie_find(str_of(text), name, &value))
		return NULL;
	assert_true(str_copy(out, sizeof out, value));
	return out;
}

static void finds_cookies(void **state)
{
	(void)state;
	assert_string_equal(cookie("a=1; b=2", "b"), "2");
	assert_string_equal(cookie("a=1;b=2", "b"), "2");
	assert_string_equal(cookie("a=\"q\"", "a"), "q");
	assert_string_equal(cookie("a=\"", "a"), "\"");
	assert_string_equal(cookie("a=x=y", "a"), "x=y");
	assert_string_equal(cookie("a=", "a"), "");
	assert_string_equal(cookie("a=1; a=2", "a"), "1");
	assert_null(cookie("", "a"));
	assert_null(cookie("a", "a"));
	assert_null(cookie("A=1", "a"));
	assert_null(cookie("xa=1", "a"));
	assert_null(cookie("b=a=1", "a"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(decodes_paths),
	    cmocka_unit_test(refuses_paths),
	    cmocka_unit_test(decodes_components),
	    cmocka_unit_test(refuses_components),
	    cmocka_unit_test(finds_query_parameters),
	    cmocka_unit_test(finds_cookies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
