/* test_when.c - time words; now is Saturday, 21 November 2026. */
#include "tests/unit/assistant/text_check.h"

#include "services/assistant/question/when.h"

struct row {
	const char *text;
	const char *span; /* "from..last day", "..last day", "" for none */
};

static void assert_span(const char *text, const char *want, int32_t offset_s)
{
	struct when_clock clock = {NOW_MS, offset_s};
	struct word v[64];
	bool used[64] = {false};
	size_t n = 0, pos = 0;
	char from[CALENDAR_DAY_CHARS] = "", to[CALENDAR_DAY_CHARS], got[64];
	struct when w;

	while (n < ARRAY_LEN(v) && word_next(str_of(text), &pos, &v[n]))
		n++;
	w = when_find(str_of(text), v, used, n, &clock);
	if (!w.set) {
		got[0] = '\0';
	} else {
		if (!w.open_from)
			calendar_day_iso(w.from_ms, offset_s, from);
		calendar_day_iso(w.to_ms - 1, offset_s, to);
		snprintf(got, sizeof got, "%s..%s", from, to);
	}
	if (strcmp(got, want) != 0)
		fail_msg("%s: got %s, want %s", text, got, want);
}

static void assert_rows(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		assert_span(rows[i].text, rows[i].span, 0);
}

static void english_time_words_are_read(void **state)
{
	static const struct row rows[] = {
	    {"what came in today", "2026-11-21..2026-11-21"},
	    {"yesterday", "2026-11-20..2026-11-20"},
	    {"interviews tomorrow", "2026-11-22..2026-11-22"},
	    {"this week", "2026-11-16..2026-11-22"},
	    {"last week", "2026-11-09..2026-11-15"},
	    {"next week", "2026-11-23..2026-11-29"},
	    {"past week", "2026-11-15..2026-11-21"},
	    {"this month", "2026-11-01..2026-11-30"},
	    {"last month", "2026-10-01..2026-10-31"},
	    {"last year", "2025-01-01..2025-12-31"},
	    {"last quarter", "2026-07-01..2026-09-30"},
	    {"last 3 days", "2026-11-19..2026-11-21"},
	    {"in the last two weeks", "2026-11-08..2026-11-21"},
	    {"in 3 days", "2026-11-21..2026-11-24"},
	    {"next 7 days", "2026-11-21..2026-11-28"},
	    {"older than 2 weeks", "..2026-11-07"},
	    {"since Monday", "2026-11-16..2026-11-21"},
	    {"since March", "2026-03-01..2026-11-21"},
	    {"before October", "..2026-09-30"},
	    {"after 2026-11-02", "2026-11-03..2026-11-21"},
	    {"on 2026-11-02", "2026-11-02..2026-11-02"},
	    {"on Friday", "2026-11-20..2026-11-20"},
	    {"next Friday", "2026-11-27..2026-11-27"},
	    {"last Saturday", "2026-11-14..2026-11-14"},
	    {"in March", "2026-03-01..2026-03-31"},
	    {"in December", "2025-12-01..2025-12-31"},
	    {"next December", "2026-12-01..2026-12-31"},
	    {"5 December", "2026-12-05..2026-12-05"},
	    {"March 12, 2025", "2025-03-12..2025-03-12"},
	    {"in 2025", "2025-01-01..2025-12-31"},
	    {"this weekend", "2026-11-21..2026-11-22"},
	};

	(void)state;
	assert_rows(rows, ARRAY_LEN(rows));
}

static void german_french_and_spanish_time_words_are_read(void **state)
{
	static const struct row rows[] = {
	    {"letzte Woche", "2026-11-09..2026-11-15"},
	    {"n\xc3\xa4"
	     "chsten Monat",
		"2026-12-01..2026-12-31"},
	    {"gestern", "2026-11-20..2026-11-20"},
	    {"die letzten 5 Tage", "2026-11-17..2026-11-21"},
	    {"seit Montag", "2026-11-16..2026-11-21"},
	    {"la semaine derni\xc3\xa8re", "2026-11-09..2026-11-15"},
	    {"aujourd'hui", "2026-11-21..2026-11-21"},
	    {"le mois prochain", "2026-12-01..2026-12-31"},
	    {"les 3 derniers jours", "2026-11-19..2026-11-21"},
	    {"la semana pasada", "2026-11-09..2026-11-15"},
	    {"ma\xc3\xb1"
	     "ana",
		"2026-11-22..2026-11-22"},
	    {"el mes pasado", "2026-10-01..2026-10-31"},
	    {"hoy", "2026-11-21..2026-11-21"},
	};

	(void)state;
	assert_rows(rows, ARRAY_LEN(rows));
}

static void words_that_only_look_like_time_are_left_alone(void **state)
{
	static const struct row rows[] = {
	    {"may I see it", ""},
	    {"the march of progress", ""},
	    {"what is the weather on Mars", ""},
	    {"mes derniers mails", ""},
	    {"an offer", ""},
	    {"invoice 4711", ""},
	    {"version 2 of the contract", ""},
	    {"daybreak weekly monthly", ""},
	    {"", ""},
	};

	(void)state;
	assert_rows(rows, ARRAY_LEN(rows));
}

static void days_begin_where_the_user_is(void **state)
{
	(void)state;
	/* 20:00 UTC is 05:00 of the next day in Tokyo. */
	assert_span("today", "2026-11-22..2026-11-22", 9 * 3600);
	assert_span("today", "2026-11-21..2026-11-21", -5 * 3600);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(english_time_words_are_read),
	    cmocka_unit_test(german_french_and_spanish_time_words_are_read),
	    cmocka_unit_test(words_that_only_look_like_time_are_left_alone),
	    cmocka_unit_test(days_begin_where_the_user_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
