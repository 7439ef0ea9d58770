/* test_sheet.c - numbers as people read them, and rows as columns. */
#include "services/cli/maintain/maintain.h"

#include "tests/unit/unit.h"

static int set_up(void **state)
{
	*state = arena_new(1 << 16);
	return 0;
}

static int tear_down(void **state)
{
	struct arena *a = *state;

	arena_free(&a);
	return 0;
}

static const char *value(
    struct arena *a, enum sheet_kind kind, const char *text)
{
	const struct json *v;
	struct err err;

	assert_int_equal(json_parse(a, str_of(text), &v, &err), 0);
	return sheet_value(a, kind, v);
}

static void bytes_have_a_unit(void **state)
{
	static const struct {
		double bytes;
		const char *text;
	} cases[] = {{0, "0 B"}, {999, "999 B"}, {1000, "1.0 KB"},
	    {999499, "999 KB"}, {999500, "1.0 MB"}, {5e11, "500 GB"},
	    {-1.5e6, "-1.5 MB"}, {2e18, "2000 PB"}};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_string_equal(
		    sheet_number(*state, SHEET_BYTES, cases[i].bytes),
		    cases[i].text);
}

static void durations_have_their_two_largest_units(void **state)
{
	static const char *const cases[][2] = {{"0.04", "0.0 s"},
	    {"-3", "0.0 s"}, {"59.9", "59 s"}, {"60", "1 min 0 s"},
	    {"3725", "1 h 2 min"}, {"90000", "1 d 1 h"}, {"9e6", "104 d"}};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_string_equal(
		    value(*state, SHEET_SECONDS, cases[i][0]), cases[i][1]);
}

static void counts_are_grouped(void **state)
{
	assert_string_equal(value(*state, SHEET_COUNT, "7"), "7");
	assert_string_equal(value(*state, SHEET_COUNT, "1234567"), "1 234 567");
	assert_string_equal(value(*state, SHEET_COUNT, "-1000"), "-1 000");
}

static void what_is_not_known_is_a_dash(void **state)
{
	assert_string_equal(value(*state, SHEET_BYTES, "null"), "-");
	assert_string_equal(value(*state, SHEET_SHARE, "\"x\""), "-");
	assert_string_equal(value(*state, SHEET_TEXT, "null"), "-");
	assert_string_equal(sheet_value(*state, SHEET_COUNT, NULL), "-");
}

static void a_number_may_be_a_name(void **state)
{
	assert_string_equal(value(*state, SHEET_TEXT, "4711"), "4711");
	assert_string_equal(value(*state, SHEET_SHARE, "0.125"), "12.5 %");
	assert_string_equal(value(*state, SHEET_MS, "1.234"), "1.23 ms");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		bytes_have_a_unit, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		durations_have_their_two_largest_units, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		counts_are_grouped, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		what_is_not_known_is_a_dash, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		a_number_may_be_a_name, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
