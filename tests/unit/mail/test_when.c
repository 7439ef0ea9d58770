/* test_when.c - moments that mail names; sent on Monday 2026-03-02. */
#include "tests/unit/unit.h"

#include "common/base/clock.h"
#include "common/mail/when/when.h"

#define SENT INT64_C(1772445600000)

static void expect(const char *utc, const char *text)
{
	struct arena *a = arena_new(4u << 20);
	struct when v[WHEN_MAX];
	struct tokens t;
	char out[CLOCK_UTC_CHARS + 1];

	tokens_init(a, str_of(text), &t);
	tokens_add(a, &t, 0, t.text.n);
	if (when_scan(&t, SENT, 0, v, WHEN_MAX) == 0) {
		assert_string_equal(utc, "none");
	} else {
		clock_format_utc(v[0].at_ms, out, sizeof out);
		out[16] = '\0';
		assert_string_equal(out, utc);
	}
	arena_free(&a);
}

static void test_dates_are_read_as_they_are_written(void **state)
{
	(void)state;
	expect("2026-12-05T00:00", "It is due on 2026-12-05.");
	expect("2026-12-05T00:00", "am 5.12.2026");
	expect("2026-12-05T00:00", "by the 5th of December 2026");
	expect("2026-03-14T00:00", "until Sat, Mar 14");
	expect("2026-12-05T15:00", "12/05/2026 at 10 am EST");
	expect("2026-03-03T00:00", "tomorrow");
	expect("2026-03-06T00:00", "by the end of the week");
	expect("2026-03-05T00:00", "in 3 days");
}

static void test_weekdays_are_counted_from_the_mail(void **state)
{
	(void)state;
	expect("2026-03-06T00:00", "by Friday");
	expect("2026-03-09T00:00", "on Monday");
	expect("2026-03-13T00:00", "next Friday");
	expect("2026-02-27T00:00", "last Friday");
}

static void test_without_a_year_the_weekday_decides(void **state)
{
	(void)state;
	expect("2027-03-01T00:00", "on Monday, 1 March");
	expect("2026-03-02T00:00", "on 2 March");
}

static void test_hours_take_their_zone(void **state)
{
	(void)state;
	expect("2026-03-06T13:30", "on 6 March at 14:30 CET");
	expect("2026-03-06T19:30", "on March 6 at 2:30 p.m. ET");
	expect("2026-03-09T18:30", "on March 9 at 2:30 pm ET");
	expect("2026-07-06T13:30", "14:30 London time on 6 July 2026");
	expect("2026-03-06T12:30", "at 14:30 (UTC+2) on Friday");
	expect("2026-03-06T12:00", "noon on Friday");
	expect("2026-03-06T15:00", "on Friday at 3.");
}

static void test_words_that_look_like_dates_are_none(void **state)
{
	(void)state;
	expect("none", "You may 5 times ask; march on, 12 people.");
	expect("none", "Version 1.2 of 3.4, ratio 5/40.");
	expect("none", "He sat in the sun.");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_dates_are_read_as_they_are_written),
	    cmocka_unit_test(test_weekdays_are_counted_from_the_mail),
	    cmocka_unit_test(test_without_a_year_the_weekday_decides),
	    cmocka_unit_test(test_hours_take_their_zone),
	    cmocka_unit_test(test_words_that_look_like_dates_are_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
