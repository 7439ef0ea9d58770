/* test_once_key.c - what is an Idempotency-Key, and what is none. */
#include "services/gateway/once/once_key.h"
#include "tests/unit/unit.h"

static void gives(const char *value, const char *key)
{
	char got[ONCE_KEY_MAX + 1];
	struct err err = {0};

	assert_int_equal(once_key_parse(str_of(value), got, &err), 0);
	assert_string_equal(got, key);
}

static void refuses(const char *value)
{
	char got[ONCE_KEY_MAX + 1];
	struct err err = {0};

	assert_int_equal(once_key_parse(str_of(value), got, &err), -1);
	assert_int_equal(err.code, ERR_INVALID);
	assert_string_equal(err.field, "Idempotency-Key");
}

static void quoted_and_bare_are_the_same_key(void **state)
{
	(void)state;
	gives("\"abc-1\"", "abc-1");
	gives("abc-1", "abc-1");
	gives("  abc-1\t", "abc-1");
}

static void a_quoted_key_may_hold_what_a_bare_one_may_not(void **state)
{
	(void)state;
	gives("\"a b,c;d\"", "a b,c;d");
	gives("\"a\\\"b\\\\c\"", "a\"b\\c");
	refuses("a b");
	refuses("a,b");
	refuses("a;b");
	refuses("a\"b");
	refuses("a\\b");
}

static void a_malformed_string_is_refused(void **state)
{
	(void)state;
	refuses("\"abc");
	refuses("abc\"");
	refuses("\"");
	refuses("\"a\"b\"");
	refuses("\"a\\\"");
	refuses("\"a\\nb\"");
	refuses("\"a\";p=1");
	refuses("\"a\", \"b\"");
}

static void nothing_and_too_much_are_refused(void **state)
{
	char text[300] = {0};

	(void)state;
	refuses("");
	refuses("   ");
	refuses("\"\"");
	memset(text, 'k', 255);
	gives(text, text);
	text[255] = 'k';
	refuses(text);
}

static void only_printable_ascii_is_taken(void **state)
{
	(void)state;
	refuses("caf\303\251");
	refuses("\"caf\303\251\"");
	refuses("a\177");
	refuses("\"a\tb\"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(quoted_and_bare_are_the_same_key),
	    cmocka_unit_test(a_quoted_key_may_hold_what_a_bare_one_may_not),
	    cmocka_unit_test(a_malformed_string_is_refused),
	    cmocka_unit_test(nothing_and_too_much_are_refused),
	    cmocka_unit_test(only_printable_ascii_is_taken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
