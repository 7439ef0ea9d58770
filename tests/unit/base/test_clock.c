/* test_clock.c - time as text. The two clocks are this file's own. */
#include "tests/unit/unit.h"
#include "common/base/clock.h"

#include <time.h>

int64_t clock_mono_us(void)
{
	return 7654321;
}

int64_t clock_unix_us(void)
{
	return INT64_C(1700000000123456);
}

static void a_test_steers_time(void **state)
{
	(void)state;
	assert_int_equal(clock_mono_ms(), 7654);
	assert_int_equal(clock_unix_ms(), INT64_C(1700000000123));
}

static void assert_text(int64_t unix_ms, const char *wanted)
{
	char text[CLOCK_UTC_CHARS + 1];
	struct arena *a = arena_new(1024);

	clock_format_utc(unix_ms, text, sizeof text);
	assert_string_equal(text, wanted);
	assert_string_equal(clock_utc_text(a, unix_ms), wanted);
	arena_free(&a);
}

static void a_span_is_told_in_what_fits_it(void **state)
{
	char out[CLOCK_SPAN_CHARS];

	(void)state;
	assert_string_equal(clock_span(-1, out), "0 s");
	assert_string_equal(clock_span(40999, out), "40 s");
	assert_string_equal(clock_span(119999, out), "119 s");
	assert_string_equal(clock_span(120000, out), "2 min");
	assert_string_equal(clock_span(5400000, out), "1 h 30 min");
	assert_string_equal(
	    clock_span(INT64_MAX, out), "2562047788015 h 12 min");
}

static void known_moments_are_written(void **state)
{
	(void)state;
	assert_text(0, "1970-01-01T00:00:00.000Z");
	assert_text(-1, "1969-12-31T23:59:59.999Z");
	assert_text(INT64_C(951782400000), "2000-02-29T00:00:00.000Z");
	assert_text(INT64_C(1795287845123), "2026-11-21T19:04:05.123Z");
	assert_text(INT64_C(4107542400000), "2100-03-01T00:00:00.000Z");
}

static void impossible_years_are_clamped(void **state)
{
	(void)state;
	assert_text(INT64_MAX, "9999-12-31T23:59:59.999Z");
	assert_text(INT64_MIN, "0000-01-01T00:00:00.000Z");
}

static void every_day_agrees_with_libc(void **state)
{
	(void)state;
	for (int64_t day = -200000; day < 200000; day += 13) {
		time_t s = (time_t)(day * 86400 + 12345);
		char wanted[40], text[CLOCK_UTC_CHARS + 1];
		struct tm tm;
		int64_t back;

		gmtime_r(&s, &tm);
		strftime(wanted, sizeof wanted, "%FT%T.000Z", &tm);
		clock_format_utc((int64_t)s * 1000, text, sizeof text);
		assert_string_equal(text, wanted);
		assert_int_equal(clock_parse_utc(text, &back), 0);
		assert_int_equal(back, (int64_t)s * 1000);
	}
}

static void assert_parsed(const char *text, int64_t wanted)
{
	int64_t ms = 0;

	assert_int_equal(clock_parse_utc(text, &ms), 0);
	assert_int_equal(ms, wanted);
}

static void dates_and_offsets_are_read(void **state)
{
	int64_t moment = INT64_C(1795287845000);

	(void)state;
	assert_parsed("1970-01-01", 0);
	assert_parsed("2026-11-21T19:04:05Z", moment);
	assert_parsed("2026-11-21t19:04:05z", moment);
	assert_parsed("2026-11-21 19:04:05Z", moment);
	assert_parsed("2026-11-21T20:04:05+01:00", moment);
	assert_parsed("2026-11-21T13:34:05-05:30", moment);
	assert_parsed("2026-11-21T19:04:05.1Z", moment + 100);
	assert_parsed("2026-11-21T19:04:05.123456789Z", moment + 123);
	assert_parsed("2016-12-31T23:59:60Z", INT64_C(1483228800000));
}

static void what_is_not_rfc3339_is_refused(void **state)
{
	static const char *const bad[] = {"", "2026", "2026-1-1", "2026-13-01",
	    "2026-00-10", "2026-02-29", "2100-02-29", "2026-04-31",
	    "2026-11-21T", "2026-11-21T19:04", "2026-11-21T19:04:05",
	    "2026-11-21T24:00:00Z", "2026-11-21T19:60:00Z",
	    "2026-11-21T19:04:61Z", "2026-11-21T19:04:05.Z",
	    "2026-11-21T19:04:05+0100", "2026-11-21T19:04:05+24:00",
	    "2026-11-21T19:04:05Zx", "2026-11-21x", "-026-11-21", " 2026-11-21",
	    "2026-+1-21"};
	int64_t ms = 1;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_int_equal(clock_parse_utc(bad[i], &ms), -1);
	assert_int_equal(clock_parse_utc(NULL, &ms), -1);
	assert_int_equal(ms, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_test_steers_time),
	    cmocka_unit_test(a_span_is_told_in_what_fits_it),
	    cmocka_unit_test(known_moments_are_written),
	    cmocka_unit_test(impossible_years_are_clamped),
	    cmocka_unit_test(every_day_agrees_with_libc),
	    cmocka_unit_test(dates_and_offsets_are_read),
	    cmocka_unit_test(what_is_not_rfc3339_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
