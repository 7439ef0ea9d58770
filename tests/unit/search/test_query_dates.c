/* test_query_dates.c - dates in words. It is Tuesday, 31 March 2026. */
#include "tests/unit/search/query_check.h"

#include <stdio.h>

/* The days that a date names, as "2026-03-30..2026-03-31". */
static void check_days(const char *date, const char *from, const char *to)
{
	char q[128], want[128];

	snprintf(q, sizeof q, "during:\"%s\"", date);
	snprintf(want, sizeof want, "during:%sT00:00:00.000Z..%sT23:59:59.999Z",
	    from, to);
	check_tree(q, want);
}

static void check_day(const char *date, const char *day)
{
	check_days(date, day, day);
}

static void check_no_date(const char *date)
{
	struct arena *a = arena_new(1 << 16);
	struct err err = {0};
	struct query query;
	char q[128];

	snprintf(q, sizeof q, "on:\"%s\"", date);
	if (query_parse(a, str_of(q), &check_clock, &query, &err) == 0)
		fail_msg("%s was taken for a date", date);
	assert_non_null(strstr(err.text, "is not a date"));
	arena_free(&a);
}

static void days_near_today_have_names(void **state)
{
	(void)state;
	check_day("today", "2026-03-31");
	check_day("Yesterday", "2026-03-30");
	check_day("tomorrow", "2026-04-01");
	check_tree("after:now", "after:2026-03-31T12:00:00.000Z");
}

static void a_weekday_is_the_latest_one(void **state)
{
	(void)state;
	check_day("tuesday", "2026-03-31");
	check_day("monday", "2026-03-30");
	check_day("wed", "2026-03-25");
	check_day("Thurs", "2026-03-26");
}

static void last_and_next_weekdays_are_not_today(void **state)
{
	(void)state;
	check_day("last tuesday", "2026-03-24");
	check_day("last friday", "2026-03-27");
	check_day("next tuesday", "2026-04-07");
	check_day("next friday", "2026-04-03");
	check_day("this friday", "2026-04-03");
}

static void weeks_begin_on_monday(void **state)
{
	(void)state;
	check_days("this week", "2026-03-30", "2026-04-05");
	check_days("last week", "2026-03-23", "2026-03-29");
	check_days("next week", "2026-04-06", "2026-04-12");
	check_days("last weekend", "2026-03-28", "2026-03-29");
}

static void months_and_years_are_whole(void **state)
{
	(void)state;
	check_days("this month", "2026-03-01", "2026-03-31");
	check_days("last month", "2026-02-01", "2026-02-28");
	check_days("next month", "2026-04-01", "2026-04-30");
	check_days("last year", "2025-01-01", "2025-12-31");
	check_days("this year", "2026-01-01", "2026-12-31");
}

static void named_months_are_the_latest(void **state)
{
	(void)state;
	check_days("march", "2026-03-01", "2026-03-31");
	check_days("december", "2025-12-01", "2025-12-31");
	check_days("last march", "2025-03-01", "2025-03-31");
	check_days("next march", "2027-03-01", "2027-03-31");
	check_days("march 2026", "2026-03-01", "2026-03-31");
	check_days("Feb. 2024", "2024-02-01", "2024-02-29");
	check_days("sept 2025", "2025-09-01", "2025-09-30");
}

static void days_of_months_are_written_in_any_order(void **state)
{
	(void)state;
	check_day("3 march 2024", "2024-03-03");
	check_day("march 3, 2024", "2024-03-03");
	check_day("the 3rd of march 2024", "2024-03-03");
	check_day("2024 march 3", "2024-03-03");
	check_day("march 31", "2026-03-31");
	check_day("april 1st", "2025-04-01");
}

static void ago_counts_calendar_days(void **state)
{
	(void)state;
	check_day("2 weeks ago", "2026-03-17");
	check_day("a day ago", "2026-03-30");
	check_day("one month ago", "2026-02-28");
	check_day("3 years ago", "2023-03-31");
	check_tree("newer:\"36 hours ago\"", "after:2026-03-30T00:00:00.000Z");
	check_tree("older:\"an hour ago\"", "before:2026-03-31T11:00:00.000Z");
}

static void periods_reach_to_the_end_of_today(void **state)
{
	(void)state;
	check_days("last 3 days", "2026-03-28", "2026-03-31");
	check_days("past two weeks", "2026-03-17", "2026-03-31");
	check_tree("newer:\"2 weeks\"", "after:2026-03-17T00:00:00.000Z");
}

static void hyphens_spare_the_quotes(void **state)
{
	(void)state;
	check_tree("before:last-friday", "before:2026-03-27T00:00:00.000Z");
	check_tree("after:2_weeks_ago", "after:2026-03-17T00:00:00.000Z");
}

static void what_is_no_date_is_refused(void **state)
{
	static const char *const cases[] = {"last", "next 3 days",
	    "31 february", "february 30 2024", "march march", "3 3 march",
	    "ago", "weeks", "2 moons ago", "0 march", "march 2500",
	    "friday monday", "last last friday", "1 2 3 4 5 6 7 8",
	    "3rd weeks ago", "2026-03-31..2026-03-01", "..", "2026..",
	    "13/13/2026",
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "a"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		check_no_date(cases[i]);
}

static void old_ages_end_where_time_begins(void **state)
{
	(void)state;
	check_day("99999 years ago", "1970-01-01");
	check_tree("newer_than:99999w", "after:1970-01-01T00:00:00.000Z");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(days_near_today_have_names),
	    cmocka_unit_test(a_weekday_is_the_latest_one),
	    cmocka_unit_test(last_and_next_weekdays_are_not_today),
	    cmocka_unit_test(weeks_begin_on_monday),
	    cmocka_unit_test(months_and_years_are_whole),
	    cmocka_unit_test(named_months_are_the_latest),
	    cmocka_unit_test(days_of_months_are_written_in_any_order),
	    cmocka_unit_test(ago_counts_calendar_days),
	    cmocka_unit_test(periods_reach_to_the_end_of_today),
	    cmocka_unit_test(hyphens_spare_the_quotes),
	    cmocka_unit_test(what_is_no_date_is_refused),
	    cmocka_unit_test(old_ages_end_where_time_begins),
	};

	return cmocka_run_group_tests_name("query dates", tests, NULL, NULL);
}
