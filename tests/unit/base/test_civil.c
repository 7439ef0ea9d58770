/* test_civil.c - the calendar there and back. */
#include "tests/unit/unit.h"

#include "common/base/civil.h"

static void known_days_have_their_number(void **state)
{
	(void)state;
	assert_int_equal(civil_to_days(1970, 1, 1), 0);
	assert_int_equal(civil_to_days(1969, 12, 31), -1);
	assert_int_equal(civil_to_days(2000, 2, 29), 11016);
	assert_int_equal(civil_to_days(2026, 11, 21), 20778);
	assert_int_equal(civil_to_days(0, 3, 1), -719468);
}

static void every_day_of_two_eras_comes_back(void **state)
{
	int64_t before = 0;

	(void)state;
	for (int64_t day = -800000; day < 200000; day += 13) {
		struct civil c = civil_from_days(day);
		int64_t key = c.year * 372 + c.month * 31 + c.day;

		assert_int_equal(civil_to_days(c.year, c.month, c.day), day);
		assert_true(civil_valid(c.year, c.month, c.day));
		assert_true(day == -800000 || key > before);
		before = key;
	}
}

static void months_carry_into_the_year(void **state)
{
	(void)state;
	assert_int_equal(civil_to_days(2026, 13, 1), civil_to_days(2027, 1, 1));
	assert_int_equal(civil_to_days(2026, 0, 1), civil_to_days(2025, 12, 1));
	assert_int_equal(
	    civil_to_days(2026, -12, 1), civil_to_days(2024, 12, 1));
}

static void weeks_go_round(void **state)
{
	(void)state;
	assert_int_equal(civil_weekday(0), 4); /* a Thursday */
	assert_int_equal(civil_weekday(-5), 6);
	assert_int_equal(civil_weekday(20778), 6);
}

static void days_that_are_not_in_the_calendar(void **state)
{
	(void)state;
	assert_int_equal(civil_month_days(2026, 2), 28);
	assert_int_equal(civil_month_days(2028, 2), 29);
	assert_int_equal(civil_month_days(1900, 2), 28);
	assert_int_equal(civil_month_days(2000, 2), 29);
	assert_int_equal(civil_month_days(2026, 12), 31);
	assert_false(civil_valid(2026, 2, 29));
	assert_false(civil_valid(2026, 13, 1));
	assert_false(civil_valid(2026, 4, 31));
	assert_false(civil_valid(2026, 4, 0));
	assert_true(civil_valid(2028, 2, 29));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(known_days_have_their_number),
	    cmocka_unit_test(every_day_of_two_eras_comes_back),
	    cmocka_unit_test(months_carry_into_the_year),
	    cmocka_unit_test(weeks_go_round),
	    cmocka_unit_test(days_that_are_not_in_the_calendar),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
