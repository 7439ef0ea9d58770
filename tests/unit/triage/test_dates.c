/* test_dates.c - dates in running text, counted from Saturday 2026-11-21. */
#include "tests/unit/triage/triage_fixture.h"
#include "services/triage/signals/dates.h"

static struct triage_date found[TRIAGE_DATES_MAX];

static size_t find(const char *text, enum when_order order, size_t max)
{
	const struct when_mail mail = {
	    .sent_ms = TODAY * INT64_C(86400000), .order = order};
	struct arena *a = arena_new((size_t)4 << 20);
	size_t n = triage_dates_find(a, str_of(text), &mail, found, max);

	arena_free(&a);
	return n;
}

static struct triage_date *only(const char *text, enum when_order order)
{
	size_t n = find(text, order, TRIAGE_DATES_MAX);

	if (n != 1)
		fail_msg("%zu dates in: %s", n, text);
	return &found[0];
}

static void is_day(const char *text, int year, int month, int mday)
{
	struct triage_date *d = only(text, WHEN_DMY);
	struct civil c = civil_from_days(d->when.day);

	if (c.year != year || c.month != month || c.day != mday)
		fail_msg(
		    "%s: %04d-%02d-%02d", text, (int)c.year, c.month, c.day);
}

static void written_dates_of_four_languages_are_read(void **state)
{
	(void)state;
	is_day("due 2026-12-05.", 2026, 12, 5);
	is_day("on 5 December 2026", 2026, 12, 5);
	is_day("on December 5, 2026", 2026, 12, 5);
	is_day("on Dec. 5th", 2026, 12, 5);
	is_day("the 5th of December", 2026, 12, 5);
	is_day("zahlbar bis 05.12.2026", 2026, 12, 5);
	is_day("am 5. Dezember 2026", 2026, 12, 5);
	is_day("bis zum 5.12.", 2026, 12, 5);
	is_day("am 3. M\xC3\xA4rz", 2027, 3, 3);
	is_day("le 1er d\xC3\xA9"
	       "cembre",
	    2026, 12, 1);
	is_day("le 5 f\xC3\xA9vrier 2027", 2027, 2, 5);
	is_day("el 5 de diciembre de 2026", 2026, 12, 5);
	is_day("05/12/26", 2026, 12, 5);
	is_day("05-Dec-2026", 2026, 12, 5);
}

static void the_order_of_day_and_month_is_the_readers(void **state)
{
	(void)state;
	assert_int_equal(only("by 05/12/2027", WHEN_DMY)->when.day,
	    civil_to_days(2027, 12, 5));
	assert_int_equal(only("by 05/12/2027", WHEN_MDY)->when.day,
	    civil_to_days(2027, 5, 12));
	assert_int_equal(only("by 12/25/2026", WHEN_DMY)->when.day,
	    civil_to_days(2026, 12, 25));
}

static void a_date_without_a_year_is_its_next_occurrence(void **state)
{
	(void)state;
	is_day("pay by 21 November", 2026, 11, 21);
	is_day("pay by 20 November", 2027, 11, 20);
	is_day("pay by 2 January", 2027, 1, 2);
}

static void the_29th_of_february_waits_for_a_leap_year(void **state)
{
	(void)state;
	is_day("on 29 February", 2028, 2, 29);
}

static void words_of_the_past_look_back(void **state)
{
	(void)state;
	is_day("it was due on 10 November", 2026, 11, 10);
	assert_true(found[0].deadline);
	is_day("bestellt am 30. Dezember", 2025, 12, 30);
	assert_false(found[0].deadline);
}

static void relative_days_count_from_the_mail(void **state)
{
	(void)state;
	is_day("see you tomorrow", 2026, 11, 22);
	is_day("bis Freitag", 2026, 11, 27);
	is_day("reply within 3 days", 2026, 11, 24);
	is_day("within 48 hours", 2026, 11, 23);
	is_day("on Saturday", 2026, 11, 28);
}

static void a_weekday_before_a_date_is_part_of_it(void **state)
{
	(void)state;
	is_day("on Friday, 4 December", 2026, 12, 4);
}

static void deadlines_are_told_from_meetings(void **state)
{
	(void)state;
	assert_true(only("Amount due by 5 December", WHEN_DMY)->deadline);
	assert_true(only("f\xC3\xA4llig am 5.12.2026", WHEN_DMY)->deadline);
	assert_true(only("\xC3\xA0 r\xC3\xA9gler avant le 5 d\xC3\xA9"
			 "cembre",
	    WHEN_DMY)
			->deadline);
	assert_false(only("Interview on 5 December", WHEN_DMY)->deadline);
	assert_true(only("Interview on 5 December", WHEN_DMY)->meeting);
}

/* Of the day, or -1. */
static int minute(const char *text)
{
	const struct when *w = &only(text, WHEN_DMY)->when;

	return w->has_time ? (int)(w->at_ms / 60000 - w->day * INT64_C(1440))
			   : -1;
}

static void the_time_beside_a_date_is_read(void **state)
{
	(void)state;
	assert_int_equal(minute("5 December at 14:30"), 870);
	assert_int_equal(minute("5 December, 3 pm"), 900);
	assert_int_equal(minute("am 5. Dezember um 9 Uhr"), 540);
	assert_int_equal(minute("le 5 d\xC3\xA9"
				"cembre \xC3\xA0 14h30"),
	    870);
	assert_int_equal(minute("5 December for 12 people"), -1);
}

static void numbers_that_are_no_dates_are_left_alone(void **state)
{
	static const char *const texts[] = {"version 1.2.3456", "31/02/2026",
	    "2026-13-01", "call 555-0100", "192.168.0.1", "may 2026 be good",
	    "99.99.2026", "29 February 2026"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		if (find(texts[i], WHEN_DMY, TRIAGE_DATES_MAX) != 0)
			fail_msg("%s", texts[i]);
	}
}

static void no_more_dates_than_there_is_room(void **state)
{
	(void)state;
	assert_int_equal(
	    find("2026-12-01 2026-12-02 2026-12-03", WHEN_DMY, 2), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(written_dates_of_four_languages_are_read),
	    cmocka_unit_test(the_order_of_day_and_month_is_the_readers),
	    cmocka_unit_test(a_date_without_a_year_is_its_next_occurrence),
	    cmocka_unit_test(the_29th_of_february_waits_for_a_leap_year),
	    cmocka_unit_test(words_of_the_past_look_back),
	    cmocka_unit_test(relative_days_count_from_the_mail),
	    cmocka_unit_test(a_weekday_before_a_date_is_part_of_it),
	    cmocka_unit_test(deadlines_are_told_from_meetings),
	    cmocka_unit_test(the_time_beside_a_date_is_read),
	    cmocka_unit_test(numbers_that_are_no_dates_are_left_alone),
	    cmocka_unit_test(no_more_dates_than_there_is_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
