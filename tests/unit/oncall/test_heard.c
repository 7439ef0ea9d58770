/* test_heard.c - what PagerDuty's webhook says, and whether it is PagerDuty. */
#include "services/oncall/page/heard.h"

#include "tests/unit/unit.h"

/* printf '{"event":{}}' | openssl dgst -sha256 -hmac s3cret */
#define BODY "{\"event\":{}}"
#define SIGNED                                                                 \
	"352991ebcbce339cc66a2794cf09fe782c95f38e7988e48bda8ded984a11311c"
#define OTHER "0000000000000000000000000000000000000000000000000000000000000000"

static void any_of_several_signatures_will_do(void **state)
{
	static const struct {
		const char *secret, *header;
		bool good;
	} cases[] = {
	    {"s3cret", "v1=" SIGNED, true},
	    {"s3cret", "v1=" OTHER ",v1=" SIGNED, true},
	    {"s3cret", "v1=" SIGNED ", v2=abc", true},
	    {"other", "v1=" SIGNED, false},
	    {"s3cret", "v1=" OTHER, false},
	    {"s3cret", SIGNED, false},
	    {"s3cret", "v1=" SIGNED "0", false},
	    {"s3cret", "v2=" SIGNED, false},
	    {"s3cret", "v1=", false},
	    {"s3cret", "", false},
	    {"", "v1=" SIGNED, false},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_int_equal(heard_is_signed(cases[i].secret, STR(BODY),
				     str_of(cases[i].header)),
		    cases[i].good);
	assert_false(heard_is_signed(
	    "s3cret", STR("{\"event\":[]}"), STR("v1=" SIGNED)));
}

#define EVENT(type, agent, data)                                               \
	"{\"event\":{\"id\":\"01ABC\",\"event_type\":\"" type                  \
	"\",\"resource_type\":\"incident\",\"occurred_at\":"                   \
	"\"2026-11-22T14:46:40Z\",\"agent\":" agent ",\"client\":null,"        \
	"\"data\":" data "}}"
#define ADA "{\"id\":\"PX\",\"summary\":\"Ada L\",\"type\":\"user_reference\"}"
#define ROBOT "{\"id\":\"PI\",\"type\":\"inbound_integration_reference\"}"
#define INCIDENT(key) "{\"id\":\"Q1\",\"incident_key\":\"" key "\"}"

static void deeds_are_those_of_people(void **state)
{
	static const struct {
		const char *body;
		enum heard_deed deed;
		int64_t incident;
	} cases[] = {
	    {EVENT("incident.acknowledged", ADA,
		 INCIDENT("applylens-incident-12")),
		HEARD_ACKNOWLEDGE, 12},
	    {EVENT("incident.resolved", ADA,
		 INCIDENT("applylens-incident-7-secondary")),
		HEARD_RESOLVE, 7},
	    {EVENT(
		 "incident.resolved", ROBOT, INCIDENT("applylens-incident-7")),
		HEARD_NOTHING, 7},
	    {EVENT("incident.acknowledged", "null",
		 INCIDENT("applylens-incident-7")),
		HEARD_NOTHING, 7},
	    {EVENT("incident.escalated", ADA, INCIDENT("applylens-incident-7")),
		HEARD_NOTHING, 7},
	    {EVENT("incident.acknowledged", ADA, INCIDENT("another-7")),
		HEARD_ACKNOWLEDGE, 0},
	    {EVENT("incident.acknowledged", ADA,
		 INCIDENT("applylens-incident-7x")),
		HEARD_ACKNOWLEDGE, 0},
	    {EVENT("incident.acknowledged", ADA,
		 INCIDENT("applylens-incident--7")),
		HEARD_ACKNOWLEDGE, 0},
	    {EVENT("pagey.ping", ADA, "{\"message\":\"Hello\"}"), HEARD_NOTHING,
		0},
	    {EVENT("incident.annotated", ADA, "{\"content\":\"\"}"),
		HEARD_NOTHING, 0},
	    {EVENT("incident.annotated", ADA, "[1]"), HEARD_NOTHING, 0},
	};
	struct arena *a = arena_new(1 << 20);
	struct heard h;
	struct err err;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		assert_int_equal(
		    heard_read(a, str_of(cases[i].body), &h, &err), 0);
		assert_int_equal(h.deed, cases[i].deed);
		assert_int_equal(h.incident_id, cases[i].incident);
		assert_string_equal(h.id, "01ABC");
		assert_int_equal(h.at_ms, 1795358800000);
	}
	arena_free(&a);
}

static void a_note_has_its_incident_within(void **state)
{
	struct arena *a = arena_new(1 << 20);
	struct heard h;
	struct err err;

	(void)state;
	assert_int_equal(
	    heard_read(a,
		STR(EVENT("incident.annotated", ADA,
		    "{\"id\":\"N1\",\"type\":\"incident_note\",\"content\":"
		    "\"I see it\",\"incident\":{\"id\":\"Q1\"}}")),
		&h, &err),
	    0);
	assert_int_equal(h.deed, HEARD_NOTE);
	assert_string_equal(h.pagerduty_id, "Q1");
	assert_string_equal(h.text, "I see it");
	assert_string_equal(h.who, "Ada L");
	assert_string_equal(h.email, "");
	arena_free(&a);
}

static void what_is_merged_is_not_over(void **state)
{
	struct arena *a = arena_new(1 << 20);
	struct heard h;
	struct err err;

	(void)state;
	assert_int_equal(
	    heard_read(a,
		STR(EVENT("incident.resolved", ADA,
		    "{\"id\":\"Q1\",\"incident_key\":\"applylens-incident-3\","
		    "\"resolve_reason\":{\"type\":\"merge_resolve_reason\"}}")),
		&h, &err),
	    0);
	assert_int_equal(h.deed, HEARD_NOTE);
	assert_int_equal(h.incident_id, 3);
	arena_free(&a);
}

static void what_is_wrong_is_named(void **state)
{
	static const struct {
		const char *body, *field;
	} cases[] = {
	    {"{}", "event"},
	    {"{\"event\":[]}", "event"},
	    {"{\"event\":{}}", "event.id"},
	    {"{\"event\":{\"id\":1}}", "event.id"},
	    {"{\"event\":{\"id\":\"a\"}}", "event.event_type"},
	    {"{\"event\":{\"id\":\"a\",\"event_type\":\"b\"}}",
		"event.occurred_at"},
	    {"{\"event\":{\"id\":\"a\",\"event_type\":\"b\","
	     "\"occurred_at\":\"yesterday\"}}",
		"event.occurred_at"},
	};
	struct arena *a = arena_new(1 << 20);
	struct heard h;
	struct err err;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		err = (struct err){0};
		assert_int_equal(
		    heard_read(a, str_of(cases[i].body), &h, &err), -1);
		assert_int_equal(err.code, ERR_INVALID);
		assert_string_equal(err.field, cases[i].field);
	}
	assert_int_equal(heard_read(a, STR("{"), &h, &err), -1);
	assert_int_equal(
	    heard_read(a, (struct str){"", HEARD_BYTES_MAX + 1}, &h, &err), -1);
	assert_int_equal(err.code, ERR_TOO_LARGE);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(any_of_several_signatures_will_do),
	    cmocka_unit_test(deeds_are_those_of_people),
	    cmocka_unit_test(a_note_has_its_incident_within),
	    cmocka_unit_test(what_is_merged_is_not_over),
	    cmocka_unit_test(what_is_wrong_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
