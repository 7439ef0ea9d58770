/* test_json.c - JSON as RFC 8259 has it, no more; and written back the same. */
#include "proto/json.h"

#include "tests/unit/unit.h"

#include <string.h>

static void takes(const char *text)
{
	struct arena *a = arena_new(1 << 20);
	const struct json *j;
	struct err err = {0};

	if (json_parse(a, str_of(text), &j, &err) < 0)
		fail_msg("%s: %s", text, err.text);
	arena_free(&a);
}

static void refuses(struct str text, const char *why)
{
	struct arena *a = arena_new(1 << 20);
	const struct json *j;
	struct err err = {0};

	if (json_parse(a, text, &j, &err) == 0)
		fail_msg("taken: %.*s", (int)text.n, text.p);
	assert_int_equal(err.code, ERR_INVALID);
	if (strstr(err.text, why) == NULL)
		fail_msg("%.*s: \"%s\" does not say \"%s\"", (int)text.n,
		    text.p, err.text, why);
	arena_free(&a);
}

static void writes(const char *text, const char *want)
{
	struct arena *a = arena_new(1 << 20);
	const struct json *j;
	struct err err;
	struct jsonw w;
	struct buf b;

	assert_int_equal(json_parse(a, str_of(text), &j, &err), 0);
	buf_init(&b, 4096);
	jsonw_init(&w, &b);
	json_write(&w, j);
	assert_string_equal(buf_str(&b), want);
	buf_deinit(&b);
	arena_free(&a);
}

static void every_kind_of_value_is_taken(void **state)
{
	(void)state;
	takes("null");
	takes(" \t\r\n true \n");
	takes("[]");
	takes("{ }");
	takes("[false, -0, 0.5, -1.25e+10, 1E9, {\"a\": [1]}]");
	takes("\"\\\"\\\\\\/"
	      "\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\\uD83D\\uDE00\"");
	takes("\"\x7f \xC3\xA9 \xE2\x82\xAC\"");
	takes("1e999");
}

static void nothing_at_all_is_refused(void **state)
{
	(void)state;
	refuses((struct str){NULL, 0}, "empty");
	refuses(STR(""), "empty");
	refuses(STR(" \t\n"), "empty");
}

static void numbers_have_one_form(void **state)
{
	static const char *const wrong[] = {"01", "-01", "1.", "-", "+1", ".5",
	    "1e", "1e+", "0x1", "-a", "[1.e1]"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
		refuses(str_of(wrong[i]), "not JSON: ");
	refuses(STR("01"), "something follows at byte 2");
	refuses(STR("nan"), "wrong value at byte 1");
}

static void control_bytes_are_no_spaces(void **state)
{
	(void)state;
	refuses(STR("[1,\x01 2]"), "wrong value at byte 4");
	refuses(STR("\x0b[]"), "wrong value");
	refuses(STR("\"a\nb\""), "control byte in a string at byte 3");
	refuses(STR("\"a\0b\""), "UTF-8");
	refuses(STR("{}\0"), "UTF-8");
}

static void nul_and_half_pairs_are_refused(void **state)
{
	(void)state;
	refuses(STR("\"\\u0000\""), "\\u0000 is not accepted");
	refuses(STR("\"\\ud800\""), "half a surrogate pair");
	refuses(STR("\"\\ud800\\u0041\""), "half a surrogate pair");
	refuses(STR("\"\\udc00\\ud800\""), "half a surrogate pair");
	refuses(STR("\"\\u12g4\""), "wrong escape");
	refuses(STR("\"\\x\""), "wrong escape");
	/* A backslash and u0000: only its escape is NUL. */
	writes("\"\\\\u0000\"", "\"\\\\u0000\"");
}

static void structure_is_whole(void **state)
{
	static const char *const wrong[] = {"", " ", "[", "]", "[1", "[1,",
	    "[1,]", "[,1]", "[1 2]", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1,}",
	    "{a:1}", "{\"a\":1 \"b\":2}", "[1}", "{\"a\":1]", "\"a", "\"a\\",
	    "tru", "truex", "nulll", "[] []", "{},", "'a'", "/**/1"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
		refuses(str_of(wrong[i]), "not JSON: ");
}

static void depth_is_bounded(void **state)
{
	char text[2 * JSON_MAX_DEPTH + 4];

	(void)state;
	memset(text, '[', JSON_MAX_DEPTH);
	memset(text + JSON_MAX_DEPTH, ']', JSON_MAX_DEPTH);
	text[2 * JSON_MAX_DEPTH] = '\0';
	takes(text);
	memset(text, '[', JSON_MAX_DEPTH + 1);
	refuses((struct str){text, JSON_MAX_DEPTH + 1}, "deeper than 32");
}

static void numbers_are_written_as_they_came(void **state)
{
	(void)state;
	writes("[0,-0,1,-7,123456789012345]", "[0,-0,1,-7,123456789012345]");
	writes("[0.1,0.3,2.5,1e3]", "[0.1,0.3,2.5,1000]");
	writes("[9007199254740993]", "[9007199254740992]");
	writes("[1e21,1e-7]", "[1e+21,1e-07]");
	writes("[0.30000000000000004]", "[0.30000000000000004]");
	writes("[1e999,-1e999]", "[null,null]");
}

static void text_and_structure_are_written_as_they_came(void **state)
{
	(void)state;
	writes("{\"b\":[],\"a\":{\"x\":null},\"\":true}",
	    "{\"b\":[],\"a\":{\"x\":null},\"\":true}");
	writes("\"\\u0001\\\"\\u20ac\"", "\"\\u0001\\\"\xE2\x82\xAC\"");
}

static void integers_beyond_53_bits_are_no_integers(void **state)
{
	struct arena *a = arena_new(1 << 16);
	const struct json *j;
	struct err err;

	(void)state;
	assert_int_equal(
	    json_parse(a, STR("[9007199254740992,1e300,\"7\",7.9]"), &j, &err),
	    0);
	assert_true(json_i64(json_at(j, 0), -1) == 9007199254740992);
	assert_int_equal(json_i64(json_at(j, 1), -1), -1);
	assert_int_equal(json_i64(json_at(j, 2), -1), -1);
	assert_int_equal(json_i64(json_at(j, 4), -1), -1);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_kind_of_value_is_taken),
	    cmocka_unit_test(nothing_at_all_is_refused),
	    cmocka_unit_test(numbers_have_one_form),
	    cmocka_unit_test(control_bytes_are_no_spaces),
	    cmocka_unit_test(nul_and_half_pairs_are_refused),
	    cmocka_unit_test(structure_is_whole),
	    cmocka_unit_test(depth_is_bounded),
	    cmocka_unit_test(numbers_are_written_as_they_came),
	    cmocka_unit_test(text_and_structure_are_written_as_they_came),
	    cmocka_unit_test(integers_beyond_53_bits_are_no_integers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
