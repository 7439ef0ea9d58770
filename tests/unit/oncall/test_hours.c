/* test_hours.c - business hours and the mornings behind them. */
#include "common/base/clock.h"
#include "services/oncall/rota/hours.h"

#include "tests/unit/unit.h"

static int64_t utc(const char *text)
{
	int64_t ms;

	assert_int_equal(clock_parse_utc(text, &ms), 0);
	return ms;
}

static void assert_next(const char *at, const char *want)
{
	struct hours h;
	struct zone *z;
	struct err err = {0};

	assert_int_equal(hours_read(STR("09:00-18:00"), &h), 0);
	assert_int_equal(zone_open("Europe/Berlin", &z, &err), 0);
	assert_int_equal(hours_next_ms(&h, z, utc(at)), utc(want));
	zone_close(&z);
}

static void within_them_it_is_now(void **state)
{
	(void)state;
	assert_next("2026-11-23T08:00:00Z", "2026-11-23T08:00:00Z");
	assert_next("2026-11-23T16:59:59Z", "2026-11-23T16:59:59Z");
}

static void a_night_waits_for_its_morning(void **state)
{
	(void)state;
	assert_next("2026-11-23T03:00:00Z", "2026-11-23T08:00:00Z");
	assert_next("2026-11-23T17:00:00Z", "2026-11-24T08:00:00Z");
}

static void a_weekend_waits_for_monday(void **state)
{
	(void)state;
	assert_next("2026-11-20T17:00:00Z", "2026-11-23T08:00:00Z");
	assert_next("2026-11-21T10:00:00Z", "2026-11-23T08:00:00Z");
}

static void the_morning_is_local_when_the_clocks_change(void **state)
{
	(void)state;
	assert_next("2026-03-28T12:00:00Z", "2026-03-30T07:00:00Z");
	assert_next("2026-10-24T12:00:00Z", "2026-10-26T08:00:00Z");
}

static void what_is_no_span_is_refused(void **state)
{
	static const char *const bad[] = {"", "9-18", "09:00", "18:00-09:00",
	    "09:00-09:00", "09:60-18:00", "09:00-25:00", "-1:00-18:00",
	    "09:00-18:00-19:00", "09:00 18:00", "09:00-24:01"};
	struct hours h;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_int_equal(hours_read(str_of(bad[i]), &h), -1);
	assert_int_equal(hours_read(STR("00:00-24:00"), &h), 0);
	assert_int_equal(h.close, 1440);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(within_them_it_is_now),
	    cmocka_unit_test(a_night_waits_for_its_morning),
	    cmocka_unit_test(a_weekend_waits_for_monday),
	    cmocka_unit_test(the_morning_is_local_when_the_clocks_change),
	    cmocka_unit_test(what_is_no_span_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
