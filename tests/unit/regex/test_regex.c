/* test_regex.c - expressions that people type: matching, refusing, giving
 * up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* last, cmocka.h wants those before it */
#include <cmocka.h>

#include "common/regex/regex.h"

static enum regex_result match(const char *pattern, const char *text)
{
	struct arena *a = arena_new(1 << 16);
	struct err err = {0};
	size_t at;
	struct regex *re = regex_new(a, str_of(pattern), &at, &err);
	enum regex_result result;

	if (re == NULL)
		fail_msg("%s: %s", pattern, err.text);
	result = regex_match(re, str_of(text));
	arena_free(&a);
	return result;
}

static void refused(const char *pattern, size_t where)
{
	struct arena *a = arena_new(1 << 16);
	struct err err = {0};
	size_t at;

	assert_null(regex_new(a, str_of(pattern), &at, &err));
	assert_int_equal(err.code, ERR_INVALID);
	assert_true(err.text[0] != '\0');
	assert_int_equal(at, where);
	arena_free(&a);
}

static void case_is_ignored_in_every_script(void **state)
{
	(void)state;
	assert_int_equal(match("^re: OFFER", "Re: offer of monday"), REGEX_YES);
	assert_int_equal(match("\xc3\x84rzte", "die \xc3\xa4RZTE"), REGEX_YES);
	assert_int_equal(match("^offer$", "no offer"), REGEX_NO);
}

static void lines_begin_and_end(void **state)
{
	(void)state;
	assert_int_equal(match("^b\\.pdf$", "a.doc\nb.pdf\nc"), REGEX_YES);
	assert_int_equal(match("a.*c$", "a\nc"), REGEX_NO);
}

static void what_has_no_bound_is_refused(void **state)
{
	char deep[2 * REGEX_MAX_NESTING + 4];

	(void)state;
	refused("(a)\\1", 4);
	refused("(?<x>a)\\k<x>", 0);
	refused("a\\Cb", 3);
	memset(deep, '(', REGEX_MAX_NESTING + 1);
	memset(deep + REGEX_MAX_NESTING + 1, ')', REGEX_MAX_NESTING + 1);
	deep[2 * REGEX_MAX_NESTING + 2] = '\0';
	refused(deep, REGEX_MAX_NESTING + 1);
	refused("((a{1,9999}){1,9999}){1,9999}", 29);
}

static void a_mistake_has_a_place(void **state)
{
	(void)state;
	refused("a(b", 3);
	refused("[z-a]", 3);
	refused("", 0);
}

static void patterns_are_bounded(void **state)
{
	char long_one[REGEX_MAX_BYTES + 2];

	(void)state;
	memset(long_one, 'a', sizeof long_one);
	long_one[REGEX_MAX_BYTES + 1] = '\0';
	refused(long_one, 0);
	long_one[REGEX_MAX_BYTES] = '\0';
	assert_int_equal(match(long_one, "a"), REGEX_NO);
}

static void what_would_take_for_ever_is_given_up(void **state)
{
	static const char text[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!";

	(void)state;
	assert_int_equal(match("^(a+)+$", text), REGEX_GAVE_UP);
	assert_int_equal(match("^(a|a)*$", text), REGEX_GAVE_UP);
	assert_int_equal(match("^(a|aa)+$", text), REGEX_GAVE_UP);
}

static void text_need_not_be_valid(void **state)
{
	(void)state;
	assert_int_equal(match("offer", "\xff\xfe offer \xc3"), REGEX_YES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(case_is_ignored_in_every_script),
	    cmocka_unit_test(lines_begin_and_end),
	    cmocka_unit_test(what_has_no_bound_is_refused),
	    cmocka_unit_test(a_mistake_has_a_place),
	    cmocka_unit_test(patterns_are_bounded),
	    cmocka_unit_test(what_would_take_for_ever_is_given_up),
	    cmocka_unit_test(text_need_not_be_valid),
	};

	return cmocka_run_group_tests_name("regex", tests, NULL, NULL);
}
