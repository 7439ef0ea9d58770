/* test_ics.c - the events of a calendar part. */
#include "tests/unit/unit.h"

#include "common/mail/ics.h"

static void a_calendar_names_its_zone(void **state)
{
	static const char text[] =
	    "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VTIMEZONE\r\n"
	    "TZID:Here\r\nBEGIN:STANDARD\r\nDTSTART:16011028T030000\r\n"
	    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nTZOFFSETFROM:+0200\r\n"
	    "TZOFFSETTO:+0100\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\n"
	    "DTSTART:16010325T020000\r\n"
	    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\n"
	    "TZOFFSETTO:+0200\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
	    "BEGIN:VEVENT\r\nUID:abc\r\nSUMMARY:Talk\\, long\r\n er\r\n"
	    "DTSTART;TZID=Here:20260706T100000\r\nDURATION:PT90M\r\n"
	    "BEGIN:VALARM\r\nSUMMARY:bell\r\nEND:VALARM\r\n"
	    "END:VEVENT\r\nEND:VCALENDAR\r\n";
	struct arena *a = arena_new(1u << 20);
	struct ics_event v[ICS_EVENTS];

	(void)state;
	assert_int_equal(ics_events(a, str_of(text), 0, v, ICS_EVENTS), 1);
	assert_string_equal(v[0].uid, "abc");
	assert_string_equal(v[0].summary, "Talk, longer");
	assert_int_equal(v[0].begin_ms, INT64_C(1783324800000)); /* 08:00 UTC */
	assert_int_equal(v[0].until_ms - v[0].begin_ms, 90 * 60000);
	assert_false(v[0].cancelled);
	arena_free(&a);
}

static void a_calendar_without_its_time_is_no_event(void **state)
{
	struct arena *a = arena_new(1u << 20);
	struct ics_event v[ICS_EVENTS];

	(void)state;
	assert_int_equal(ics_events(a,
			     STR("BEGIN:VEVENT\nUID:x\n"
				 "DTSTART:20261345T100000Z\nEND:VEVENT\n"),
			     0, v, ICS_EVENTS),
	    0);
	assert_int_equal(
	    ics_events(a, STR("BEGIN:VEVENT\nUID:x"), 0, v, ICS_EVENTS), 0);
	arena_free(&a);
}

static void a_time_without_a_zone_is_the_readers(void **state)
{
	static const char *const starts[] = {"DTSTART:20260706T100000",
	    "DTSTART;TZID=Nowhere/Known:20260706T100000"};
	struct arena *a = arena_new(1u << 20);
	struct ics_event e;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(starts); i++) {
		const char *text = arena_printf(
		    a, "BEGIN:VEVENT\n%s\nEND:VEVENT\n", starts[i]);

		assert_int_equal(ics_events(a, str_of(text), 120, &e, 1), 1);
		assert_int_equal(e.begin_ms, INT64_C(1783324800000));
		assert_string_equal(e.uid, "");
	}
	arena_free(&a);
}

static void many_short_lines_take_little_memory(void **state)
{
	struct arena *a = arena_new(1u << 20);
	struct ics_event e;
	char text[16384];

	(void)state;
	memset(text, '\n', sizeof text);
	assert_int_equal(
	    ics_events(a, (struct str){text, sizeof text}, 0, &e, 1), 0);
	assert_false(arena_overdrawn(a));
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_calendar_names_its_zone),
	    cmocka_unit_test(a_calendar_without_its_time_is_no_event),
	    cmocka_unit_test(a_time_without_a_zone_is_the_readers),
	    cmocka_unit_test(many_short_lines_take_little_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
