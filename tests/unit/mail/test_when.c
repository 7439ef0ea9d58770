/* test_when.c - moments that mail names; sent on Monday 2026-03-02. */
#include "tests/unit/unit.h"

#include "common/base/clock.h"
#include "common/mail/when/when.h"

#define SENT INT64_C(1772445600000)

static void expect_in(
    const char *utc, const char *text, int zone_min, enum when_order order)
{
	struct arena *a = arena_new(4u << 20);
	struct when v[WHEN_MAX];
	const struct when_mail mail = {
	    .sent_ms = SENT, .zone_min = zone_min, .order = order};
	struct tokens t;
	char out[CLOCK_UTC_CHARS + 1];

	tokens_init(a, str_of(text), &t);
	tokens_add(a, &t, 0, t.text.n);
	if (when_scan(&t, &mail, v, WHEN_MAX) == 0) {
		assert_string_equal(utc, "none");
	} else {
		clock_format_utc(v[0].at_ms, out, sizeof out);
		out[16] = '\0';
		assert_string_equal(out, utc);
	}
	arena_free(&a);
}

static void expect(const char *utc, const char *text)
{
	expect_in(utc, text, 0, WHEN_GUESS);
}

static struct when only(const char *text)
{
	struct arena *a = arena_new(4u << 20);
	const struct when_mail mail = {.sent_ms = SENT};
	struct when v[WHEN_MAX];
	struct tokens t;
	size_t n;

	tokens_init(a, str_of(text), &t);
	tokens_add(a, &t, 0, t.text.n);
	n = when_scan(&t, &mail, v, WHEN_MAX);
	arena_free(&a);
	if (n != 1)
		fail_msg("%zu moments in: %s", n, text);
	return v[0];
}

static void dates_are_read_as_they_are_written(void **state)
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

static void weekdays_are_counted_from_the_mail(void **state)
{
	(void)state;
	expect("2026-03-06T00:00", "by Friday");
	expect("2026-03-09T00:00", "on Monday");
	expect("2026-03-13T00:00", "next Friday");
	expect("2026-02-27T00:00", "last Friday");
}

static void without_a_year_the_weekday_decides(void **state)
{
	(void)state;
	expect("2027-03-01T00:00", "on Monday, 1 March");
	expect("2026-03-02T00:00", "on 2 March");
}

static void hours_take_their_zone(void **state)
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

static void words_that_look_like_dates_are_none(void **state)
{
	(void)state;
	expect("none", "You may 5 times ask; march on, 12 people.");
	expect("none", "Version 1.2 of 3.4, ratio 5/40.");
	expect("none", "He sat in the sun.");
	expect("none", "Mon cher ami");
	expect("none", "Guten Morgen");
	expect("none", "por la ma\u00f1ana");
	expect("none", "We are open 24/7");
	expect("none", "release 10.11.12.13 and 1.10.11.12");
	expect("none", "key 4C3/12qR and today's news");
}

static void four_languages_are_read(void **state)
{
	(void)state;
	expect("2026-12-05T14:30", "le 5 d\u00e9cembre \u00e0 14h30");
	expect("2026-12-05T14:30", "LE 5 D\u00c9CEMBRE \u00e0 14 h 30");
	expect("2026-12-01T00:00", "le 1er d\u00e9cembre 2026");
	expect("2026-12-05T15:00", "el 5 de diciembre de 2026 a las 15:00");
	expect("2026-12-05T09:00", "Freitag, den 5. Dezember um 9 Uhr");
	expect("2027-03-01T00:00", "ab 1. M\u00e4rz");
	expect("2026-03-03T00:00", "ma\u00f1ana");
	expect("2026-03-04T00:00", "pasado ma\u00f1ana");
	expect("2026-03-04T00:00", "apr\u00e8s-demain");
	expect("2026-03-04T00:00", "\u00dcbermorgen");
	expect("2026-03-06T00:00", "vendredi");
	expect("2026-03-05T00:00", "binnen drei Tagen");
	expect("2026-03-04T00:00", "sous 48 heures");
	expect("2026-03-16T00:00", "en dos semanas");
	expect("2026-03-05T00:00", "in den n\u00e4chsten 3 Tagen");
}

static void a_range_of_days_is_its_first_and_last(void **state)
{
	static const char *const texts[] = {"3-5 December", "Dec 3-5, 2026",
	    "3rd to 5th of December", "du 3 au 5 d\u00e9cembre",
	    "3. bis 5. Dezember", "Dec 3\u20135"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		struct when w = only(texts[i]);

		assert_int_equal(w.day, civil_to_days(2026, 12, 3));
		assert_int_equal(w.until_ms,
		    (civil_to_days(2026, 12, 5) * 1440 + 1439) * 60000);
	}
}

static void a_range_of_hours_has_its_end(void **state)
{
	struct when w = only("on 6 March from 11 to 1 pm");

	(void)state;
	assert_int_equal(w.at_ms, INT64_C(1772794800000));
	assert_int_equal(w.until_ms - w.at_ms, 2 * 3600000);
	w = only("le 6 mars de 10h \u00e0 12h");
	assert_int_equal(w.until_ms - w.at_ms, 2 * 3600000);
}

static void hours_without_a_zone_are_the_mails(void **state)
{
	(void)state;
	expect_in("2026-03-06T13:30", "on 6 March at 14:30", 60, WHEN_GUESS);
	expect_in("2026-03-06T19:30", "on 6 March at 14:30", -300, WHEN_GUESS);
	expect_in("2026-03-06T14:30", "6 March, 14:30 UTC", -300, WHEN_GUESS);
	/* A day is the same day for everybody; "today" is the sender's. */
	expect_in("2026-03-06T00:00", "on 6 March", -300, WHEN_GUESS);
	expect_in("2026-03-03T00:00", "today", 14 * 60, WHEN_GUESS);
}

static void the_order_of_day_and_month_can_be_said(void **state)
{
	(void)state;
	expect_in("2026-12-05T15:00", "12/05/2026, 15:00", 0, WHEN_MDY);
	expect_in("2026-05-12T15:00", "12/05/2026 at 3 pm", 0, WHEN_DMY);
	expect_in("2026-12-05T15:00", "12/05/2026 at 3 pm", 0, WHEN_GUESS);
}

static void a_time_stands_near_its_day(void **state)
{
	(void)state;
	expect("2026-12-05T19:30", "On 5 December, doors 19:30");
	expect("2026-12-05T00:00", "On 5 December for 12 people");
	expect("2026-12-05T14:30", "Date: 5 December 2026\nTime: 14:30");
	expect("2026-12-05T10:00", "2026-12-05T10:00:00Z");
	expect("2026-03-03T00:00", "demain apr\u00e8s-midi");
}

static void what_kind_of_day_it_is(void **state)
{
	(void)state;
	assert_int_equal(only("5 December").kind, WHEN_DATE);
	assert_true(only("5 December").yearless);
	assert_false(only("5 December 2026").yearless);
	assert_int_equal(only("by Friday").kind, WHEN_WEEKDAY);
	assert_int_equal(only("Friday, 5 December").kind, WHEN_DATE);
	assert_int_equal(only("tomorrow").kind, WHEN_NEAR);
	assert_int_equal(only("in 3 days").kind, WHEN_COUNT);
	assert_true(only("in 3 days").vague);
	assert_false(only("within 3 days").vague);
	assert_int_equal(only("by the end of the week").kind, WHEN_SPAN);
}

static void counts_have_bounds(void **state)
{
	(void)state;
	expect("2026-05-01T00:00", "within 60 days");
	expect("none", "within 61 days");
	expect("2026-03-12T00:00", "within 240 hours");
	expect("none", "within 241 hours");
	expect("none", "within 3 business days");
	expect("none", "sous 3 jours ouvr\u00e9s");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(dates_are_read_as_they_are_written),
	    cmocka_unit_test(weekdays_are_counted_from_the_mail),
	    cmocka_unit_test(without_a_year_the_weekday_decides),
	    cmocka_unit_test(hours_take_their_zone),
	    cmocka_unit_test(words_that_look_like_dates_are_none),
	    cmocka_unit_test(four_languages_are_read),
	    cmocka_unit_test(a_range_of_days_is_its_first_and_last),
	    cmocka_unit_test(a_range_of_hours_has_its_end),
	    cmocka_unit_test(hours_without_a_zone_are_the_mails),
	    cmocka_unit_test(the_order_of_day_and_month_can_be_said),
	    cmocka_unit_test(a_time_stands_near_its_day),
	    cmocka_unit_test(what_kind_of_day_it_is),
	    cmocka_unit_test(counts_have_bounds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
