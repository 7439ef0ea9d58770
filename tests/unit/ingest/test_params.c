/* test_params.c - what each kind of action takes, and what is said of the
 * rest. */
#include "services/ingest/actions/params.h"

#include "common/mail/message.h"
#include "tests/unit/unit.h"

static int setup(void **state)
{
	mail_init();
	*state = arena_new(1u << 20);
	return 0;
}

static int teardown(void **state)
{
	struct arena *a = *state;

	arena_free(&a);
	mail_deinit();
	return 0;
}

static void expect(
    struct arena *a, const char *kind, const char *json, const char *want)
{
	struct err err = {0};
	const char *got;

	if (action_params(a, kind, str_of(json), &got, &err) < 0)
		fail_msg("%s %s: %s %s", kind, json, err.field, err.text);
	assert_string_equal(got, want);
}

static void refuse(struct arena *a, const char *kind, const char *json,
    const char *field, const char *why)
{
	struct err err = {0};
	const char *got;

	if (action_params(a, kind, str_of(json), &got, &err) == 0)
		fail_msg("%s %s: taken", kind, json);
	assert_string_equal(err.field, field);
	if (strstr(err.text, why) == NULL)
		fail_msg("%s %s: %s", kind, json, err.text);
}

static void plain_kinds_take_nothing(void **state)
{
	struct arena *a = *state;

	expect(a, "archive", "", "{}");
	expect(a, "quarantine", "{}", "{}");
	refuse(a, "unsubscribe", "{\"url\":\"https://evil.example\"}",
	    "params.url", "not a field");
	refuse(a, "fly", "{}", "kind", "must be one of");
}

static void labels_are_named(void **state)
{
	struct arena *a = *state;

	expect(a, "label", "{\"remove\":[],\"add\":[\"work\"]}",
	    "{\"add\":[\"work\"]}");
	refuse(a, "label", "{}", "params.add", "needs labels");
	refuse(a, "label", "{\"add\":[\"\"]}", "params.add", "1 to 200");
	refuse(a, "label", "{\"add\":[\"a\"],\"remove\":[\"a\"]}",
	    "params.remove", "add has too");
}

static void a_task_has_a_title_and_perhaps_a_day(void **state)
{
	struct arena *a = *state;

	expect(a, "task", "{\"title\":\"  Call Ann \",\"notes\":\"\"}",
	    "{\"title\":\"Call Ann\"}");
	expect(a, "task", "{\"title\":\"x\",\"due_at\":\"2026-12-05\"}",
	    "{\"title\":\"x\",\"due_at\":\"2026-12-05\"}");
	expect(a, "task",
	    "{\"title\":\"x\",\"due_at\":\"2026-12-05T10:00:00+02:00\"}",
	    "{\"title\":\"x\",\"due_at\":\"2026-12-05T08:00:00.000Z\"}");
	expect(a, "task", "{\"title\":\"x\",\"notes\":\"a\\r\\nb\\tc\\rd\"}",
	    "{\"title\":\"x\",\"notes\":\"a\\nb\\tc\\nd\"}");
	refuse(a, "task", "{}", "params.title", "missing");
	refuse(a, "task", "{\"title\":\"   \"}", "params.title", "empty");
	refuse(
	    a, "task", "{\"title\":\"a\\r\\nb\"}", "params.title", "one line");
	refuse(
	    a, "task", "{\"title\":\"a\\u2028b\"}", "params.title", "one line");
	refuse(a, "task", "{\"title\":\"x\",\"notes\":\"\\u001b[2J\"}",
	    "params.notes", "control character");
	refuse(a, "task", "{\"title\":\"x\",\"due_at\":\"2026-02-30\"}",
	    "params.due_at", "RFC 3339");
	refuse(a, "task", "{\"title\":\"x\",\"due_at\":\"1969-12-31\"}",
	    "params.due_at", "1970");
	refuse(a, "task", "{\"title\":7}", "params.title", "string");
}

static void an_event_ends_behind_its_beginning(void **state)
{
	struct arena *a = *state;

	expect(a, "calendar",
	    "{\"title\":\"x\",\"starts_at\":\"2026-12-05T10:00:00Z\","
	    "\"all_day\":false}",
	    "{\"title\":\"x\",\"starts_at\":\"2026-12-05T10:00:00.000Z\"}");
	expect(a, "calendar",
	    "{\"title\":\"x\",\"starts_at\":\"2026-12-05\",\"ends_at\":"
	    "\"2026-12-07\",\"all_day\":true}",
	    "{\"title\":\"x\",\"starts_at\":\"2026-12-05\",\"ends_at\":"
	    "\"2026-12-07\",\"all_day\":true}");
	refuse(
	    a, "calendar", "{\"title\":\"x\"}", "params.starts_at", "missing");
	refuse(a, "calendar", "{\"title\":\"x\",\"starts_at\":\"2026-12-05\"}",
	    "params.starts_at", "time of day");
	refuse(a, "calendar",
	    "{\"title\":\"x\",\"starts_at\":\"2026-12-05T10:00:00Z\","
	    "\"all_day\":true}",
	    "params.starts_at", "must be a day");
	refuse(a, "calendar",
	    "{\"title\":\"x\",\"starts_at\":\"2026-12-05T10:00:00Z\","
	    "\"ends_at\":\"2026-12-05T12:00:00+02:00\"}",
	    "params.ends_at", "after starts_at");
	refuse(a, "calendar",
	    "{\"title\":\"x\",\"starts_at\":\"2026-12-05T10:00:00Z\","
	    "\"location\":\"a\\nb\"}",
	    "params.location", "one line");
}

static void a_draft_goes_to_addresses(void **state)
{
	struct arena *a = *state;

	expect(a, "draft",
	    "{\"to\":[\" Ann Lee <ann@B.example> \"],\"cc\":[],"
	    "\"subject\":\"Re: x\",\"body\":\"Hi\\r\\n\"}",
	    "{\"to\":[\"Ann Lee <ann@b.example>\"],\"subject\":\"Re: x\","
	    "\"body\":\"Hi\\n\"}");
	expect(a, "draft", "{\"to\":[\"\\\"Lee, Ann\\\" <ann@b.example>\"]}",
	    "{\"to\":[\"\\\"Lee, Ann\\\" <ann@b.example>\"]}");
	refuse(a, "draft", "{\"to\":[]}", "params.to", "an address");
	refuse(a, "draft", "{\"to\":[\"ann\"]}", "params.to[0]",
	    "one mail address");
	refuse(a, "draft", "{\"to\":[\"a@b.c\",\"d@e.f, g@h.i\"]}",
	    "params.to[1]", "one mail address");
	refuse(a, "draft", "{\"to\":[\"a@b.c\\r\\nBcc: d@e.f\"]}",
	    "params.to[0]", "one line");
	refuse(a, "draft",
	    "{\"to\":[\"a@b.c\"],\"subject\":\"x\\r\\nBcc: d@e.f\"}",
	    "params.subject", "one line");
	refuse(a, "draft", "{\"to\":[\"a@b.c\"],\"from\":\"x@y.z\"}",
	    "params.from", "not a field");
}

static void the_same_is_the_same_text(void **state)
{
	struct arena *a = *state;
	struct err err = {0};
	const char *once, *twice;

	assert_int_equal(
	    action_params(a, "draft",
		STR("{\"body\":\"x\",\"to\":[\"A. \\\\ \\\"q\\\" <a@b.c>\"]}"),
		&once, &err),
	    0);
	assert_int_equal(
	    action_params(a, "draft", str_of(once), &twice, &err), 0);
	assert_string_equal(once, twice);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(plain_kinds_take_nothing),
	    cmocka_unit_test(labels_are_named),
	    cmocka_unit_test(a_task_has_a_title_and_perhaps_a_day),
	    cmocka_unit_test(an_event_ends_behind_its_beginning),
	    cmocka_unit_test(a_draft_goes_to_addresses),
	    cmocka_unit_test(the_same_is_the_same_text),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
