/* test_utf8.c - what is UTF-8 and where it may be cut. */
#include "tests/unit/unit.h"
#include "common/base/str.h"

static void valid_texts_are_accepted(void **state)
{
	static const char *const good[] = {"", "ascii", "\xc2\x80", "\xdf\xbf",
	    "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80", "\xef\xbf\xbf",
	    "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf", "Gr\xc3\xbc\xc3\x9f"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(good); i++)
		assert_true(utf8_valid(str_of(good[i])));
}

static void malformed_texts_are_refused(void **state)
{
	static const char *const bad[] = {"\x80", "\xbf", "\xc0\x80",
	    "\xc1\xbf", "\xc3", "a\xc3", "\xc3(", "\xe0\x9f\xbf", "\xe2\x82",
	    "\xe2\x82(", "\xed\xa0\x80", "\xed\xbf\xbf", "\xf0\x8f\xbf\xbf",
	    "\xf0\x90\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_false(utf8_valid(str_of(bad[i])));
}

static void nul_is_refused(void **state)
{
	(void)state;
	assert_false(utf8_valid((struct str){"a\0b", 3}));
}

static void len_is_that_of_the_first_code_point(void **state)
{
	(void)state;
	assert_int_equal(utf8_len(STR("a\xc3")), 1);
	assert_int_equal(utf8_len(STR("\xc3\xa9x")), 2);
	assert_int_equal(utf8_len(STR("\xe2\x82\xac")), 3);
	assert_int_equal(utf8_len(STR("\xf0\x9f\x98\x80")), 4);
	assert_int_equal(utf8_len(STR("")), 0);
	assert_int_equal(utf8_len(STR("\xf0\x9f\x98")), 0);
}

static void cut_never_splits_a_code_point(void **state)
{
	struct str s = STR("a\xf0\x9f\x98\x80"
			   "b");

	(void)state;
	assert_int_equal(utf8_cut(s, 100), 6);
	assert_int_equal(utf8_cut(s, 6), 6);
	assert_int_equal(utf8_cut(s, 5), 5);
	for (size_t max = 1; max < 5; max++)
		assert_int_equal(utf8_cut(s, max), 1);
	assert_int_equal(utf8_cut(s, 0), 0);
}

static void cut_at_the_first_code_point_leaves_nothing(void **state)
{
	(void)state;
	assert_int_equal(utf8_cut(STR("\xe2\x82\xac"), 2), 0);
	assert_int_equal(utf8_cut(STR("\xe2\x82\xac"), 1), 0);
}

static void cut_of_other_bytes_stays_within_max(void **state)
{
	(void)state;
	assert_int_equal(utf8_cut(STR("\x80\x80\x80\x80\x80\x80\x80"), 6), 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(valid_texts_are_accepted),
	    cmocka_unit_test(malformed_texts_are_refused),
	    cmocka_unit_test(nul_is_refused),
	    cmocka_unit_test(len_is_that_of_the_first_code_point),
	    cmocka_unit_test(cut_never_splits_a_code_point),
	    cmocka_unit_test(cut_at_the_first_code_point_leaves_nothing),
	    cmocka_unit_test(cut_of_other_bytes_stays_within_max),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
