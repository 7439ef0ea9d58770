/* test_icsout.c - events as text/calendar, and read again. */
#include "common/mail/icsout.h"

#include "common/mail/ics.h"
#include "tests/unit/unit.h"

#define NOON_MS INT64_C(1796472000000) /* 2026-12-05T12:00:00Z */
#define DAY_MS INT64_C(86400000)

static const char *write_one(struct arena *a, const struct ics_entry *e)
{
	struct buf b;
	const char *text;

	buf_init(&b, 1 << 20);
	ics_begin(&b);
	ics_put(&b, e);
	ics_end(&b);
	text = arena_strdup(a, buf_str(&b));
	buf_deinit(&b);
	return text;
}

static void an_event_is_written_as_the_rfc_says(void **state)
{
	const struct ics_entry e = {.uid = "u-1",
	    .title = "Lunch, \"Roma\"; late\\early",
	    .location = "Via A 1",
	    .notes = "one\ntwo\n",
	    .begin_ms = NOON_MS,
	    .end_ms = NOON_MS + 5400000,
	    .stamp_ms = NOON_MS - DAY_MS + 1234};
	struct arena *a = arena_new(1u << 20);

	(void)state;
	assert_string_equal(write_one(a, &e),
	    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
	    "PRODID:-//ApplyLens//ApplyLens//EN\r\nBEGIN:VEVENT\r\n"
	    "UID:u-1\r\nDTSTAMP:20261204T120001Z\r\n"
	    "DTSTART:20261205T120000Z\r\nDTEND:20261205T133000Z\r\n"
	    "SUMMARY:Lunch\\, \"Roma\"\\; late\\\\early\r\n"
	    "LOCATION:Via A 1\r\nDESCRIPTION:one\\ntwo\\n\r\n"
	    "END:VEVENT\r\nEND:VCALENDAR\r\n");
	arena_free(&a);
}

static void days_are_dates_in_no_zone(void **state)
{
	const struct ics_entry e = {.uid = "u",
	    .title = "Trip",
	    .location = "",
	    .notes = "",
	    .begin_ms = NOON_MS - DAY_MS / 2,
	    .end_ms = NOON_MS + DAY_MS * 3 / 2,
	    .stamp_ms = NOON_MS,
	    .all_day = true};
	struct arena *a = arena_new(1u << 20);
	const char *text = write_one(a, &e);

	(void)state;
	assert_non_null(strstr(text, "\r\nDTSTART;VALUE=DATE:20261205\r\n"));
	assert_non_null(strstr(text, "\r\nDTEND;VALUE=DATE:20261207\r\n"));
	assert_null(strstr(text, "LOCATION"));
	arena_free(&a);
}

static void long_lines_are_folded_between_characters(void **state)
{
	struct ics_entry e = {.uid = "u",
	    .location = "",
	    .notes = "",
	    .begin_ms = NOON_MS,
	    .stamp_ms = NOON_MS};
	struct arena *a = arena_new(1u << 20);
	struct ics_event v;

	(void)state;
	for (size_t pad = 0; pad < 5; pad++) {
		char title[400] = "", *p = title;
		const char *line, *end;

		memset(p, 'x', pad);
		p += pad;
		for (int i = 0; i < 80; i++)
			p = stpcpy(p, "\xF0\x9F\x8D\x95");
		e.title = title;
		for (line = write_one(a, &e); *line != '\0'; line = end + 2) {
			end = strstr(line, "\r\n");
			assert_non_null(end);
			assert_true(end - line <= 75);
			assert_true(utf8_valid(
			    (struct str){line, (size_t)(end - line)}));
		}
		assert_int_equal(
		    ics_events(a, str_of(write_one(a, &e)), 0, &v, 1), 1);
		assert_string_equal(v.summary, title);
	}
	arena_free(&a);
}

static void what_is_written_is_read_again(void **state)
{
	const struct ics_entry e = {.uid = "0d9f-11",
	    .title = "A; b, c\\n d",
	    .location = "x",
	    .notes = "y",
	    .begin_ms = NOON_MS,
	    .end_ms = NOON_MS + 60000,
	    .stamp_ms = NOON_MS};
	struct arena *a = arena_new(1u << 20);
	struct ics_event v[2];

	(void)state;
	assert_int_equal(ics_events(a, str_of(write_one(a, &e)), 0, v, 2), 1);
	assert_string_equal(v[0].uid, e.uid);
	assert_string_equal(v[0].summary, e.title);
	assert_int_equal(v[0].begin_ms, e.begin_ms);
	assert_int_equal(v[0].until_ms, e.end_ms);
	arena_free(&a);
}

static void a_text_begins_no_other_property(void **state)
{
	const struct ics_entry e = {.uid = "u\r\nATTACH:x",
	    .title = "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\rURL:x\x01\x7F",
	    .location = "\xFF\xC3",
	    .notes = "",
	    .begin_ms = NOON_MS,
	    .stamp_ms = NOON_MS};
	struct arena *a = arena_new(1u << 20);
	const char *text = write_one(a, &e);

	(void)state;
	assert_non_null(strstr(text, "\r\nUID:u\\nATTACH:x\r\n"));
	assert_non_null(
	    strstr(text, "\r\nSUMMARY:a\\nEND:VEVENT\\nBEGIN:VEVENTURL:x\r\n"));
	assert_non_null(strstr(text, "\r\nLOCATION:\r\n"));
	assert_null(strstr(text, "\nATTACH"));
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_event_is_written_as_the_rfc_says),
	    cmocka_unit_test(days_are_dates_in_no_zone),
	    cmocka_unit_test(long_lines_are_folded_between_characters),
	    cmocka_unit_test(what_is_written_is_read_again),
	    cmocka_unit_test(a_text_begins_no_other_property),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
