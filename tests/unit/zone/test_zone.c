/* test_zone.c - local time there and back, over changes of the clocks. */
#include "common/base/civil.h"
#include "common/base/clock.h"
#include "common/zone/zone.h"

#include "tests/unit/unit.h"

#define MINUTE_MS INT64_C(60000)

static struct zone *open_zone(const char *name)
{
	struct zone *z;
	struct err err = {0};

	assert_int_equal(zone_open(name, &z, &err), 0);
	return z;
}

static int64_t utc(const char *text)
{
	int64_t ms;

	assert_int_equal(clock_parse_utc(text, &ms), 0);
	return ms;
}

static int64_t local(
    const char *name, int64_t year, int month, int day, int minute)
{
	struct zone *z = open_zone(name);
	int64_t ms = zone_utc_ms(z, civil_to_days(year, month, day), minute);

	zone_close(&z);
	return ms;
}

static void winter_and_summer_have_their_offsets(void **state)
{
	(void)state;
	assert_int_equal(local("Europe/Berlin", 2026, 1, 15, 9 * 60),
	    utc("2026-01-15T08:00:00Z"));
	assert_int_equal(local("Europe/Berlin", 2026, 7, 15, 9 * 60),
	    utc("2026-07-15T07:00:00Z"));
	assert_int_equal(local("Asia/Kolkata", 2026, 7, 15, 9 * 60),
	    utc("2026-07-15T03:30:00Z"));
	assert_int_equal(
	    local("UTC", 2026, 7, 15, 9 * 60), utc("2026-07-15T09:00:00Z"));
}

static void a_skipped_time_is_the_moment_of_the_skip(void **state)
{
	(void)state;
	assert_int_equal(local("Europe/Berlin", 2026, 3, 29, 2 * 60 + 30),
	    utc("2026-03-29T01:00:00Z"));
	assert_int_equal(local("America/New_York", 2026, 3, 8, 2 * 60 + 30),
	    utc("2026-03-08T07:00:00Z"));
}

static void of_a_time_shown_twice_it_is_the_first(void **state)
{
	(void)state;
	assert_int_equal(local("Europe/Berlin", 2026, 10, 25, 2 * 60 + 30),
	    utc("2026-10-25T00:30:00Z"));
	assert_int_equal(local("America/New_York", 2026, 11, 1, 60 + 30),
	    utc("2026-11-01T05:30:00Z"));
}

/* Also where the south has its summer, where the change is half an hour, and
 * where midnight is skipped. */
static const char *const places[] = {"Europe/Berlin", "America/New_York",
    "Australia/Lord_Howe", "America/Santiago", "Africa/Casablanca",
    "Asia/Kathmandu", "Pacific/Apia", "UTC"};

static void local_time_never_goes_back(void **state)
{
	(void)state;
	for (size_t p = 0; p < ARRAY_LEN(places); p++) {
		struct zone *z = open_zone(places[p]);
		int64_t from = civil_to_days(2025, 1, 1), last = 0;

		for (int64_t i = 0; i < 3 * 366 * 96; i++) {
			int64_t ms =
			    zone_utc_ms(z, from + i / 96, (int)(i % 96) * 15);

			assert_true(i == 0 || ms >= last);
			last = ms;
		}
		zone_close(&z);
	}
}

static void every_moment_comes_back_or_is_shown_twice(void **state)
{
	(void)state;
	for (size_t p = 0; p < ARRAY_LEN(places); p++) {
		struct zone *z = open_zone(places[p]);
		int64_t from = utc("2025-01-01T00:00:00Z");
		unsigned twice = 0;

		for (int64_t i = 0; i < 3 * 366 * 48; i++) {
			int64_t ms = from + i * 30 * MINUTE_MS;
			struct zone_local l = zone_local(z, ms);
			int64_t back = zone_utc_ms(z, l.day, l.minute);

			assert_true(back <= ms && ms - back <= 60 * MINUTE_MS);
			twice += back != ms;
		}
		assert_true(twice <= 2 * 2 * 4); /* two half-hours a change */
		zone_close(&z);
	}
}

static void moments_before_1970_have_a_day_and_a_minute(void **state)
{
	struct zone *z = open_zone("UTC");
	struct zone_local l = zone_local(z, -1);

	(void)state;
	assert_int_equal(l.day, -1);
	assert_int_equal(l.minute, 1439);
	zone_close(&z);
}

static void what_is_no_name_of_a_zone_is_refused(void **state)
{
	static const char *const bad[] = {"", "Berlin", "Europe/Atlantis",
	    "../etc/passwd", "/etc/localtime", "+01:00", "CET-1CEST,M3.5.0",
	    "Europe/../Europe/Berlin", ":Europe/Berlin", "Europe/Berlin\n",
	    "a/"
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		struct err err = {0};
		struct zone *z;

		assert_int_equal(zone_open(bad[i], &z, &err), -1);
		assert_int_equal(err.code, ERR_INVALID);
		assert_null(z);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(winter_and_summer_have_their_offsets),
	    cmocka_unit_test(a_skipped_time_is_the_moment_of_the_skip),
	    cmocka_unit_test(of_a_time_shown_twice_it_is_the_first),
	    cmocka_unit_test(local_time_never_goes_back),
	    cmocka_unit_test(every_moment_comes_back_or_is_shown_twice),
	    cmocka_unit_test(moments_before_1970_have_a_day_and_a_minute),
	    cmocka_unit_test(what_is_no_name_of_a_zone_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
