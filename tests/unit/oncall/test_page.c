/* test_page.c - what PagerDuty is sent, what its answers mean, and when it is
 * tried again. */
#include "common/base/clock.h"
#include "proto/json.h"
#include "services/oncall/page/pagerduty.h"
#include "services/oncall/page/try.h"
#include "tests/unit/oncall/some_page.h"

#include "tests/unit/unit.h"

#include <string.h>

static const struct json *parsed(struct arena *a, const struct buf *b)
{
	const struct json *j;
	struct err err = {0};

	assert_false(buf_failed(b));
	assert_int_equal(
	    json_parse(a, (struct str){buf_str(b), b->len}, &j, &err), 0);
	return j;
}

static const char *text_at(const struct json *j, const char *key)
{
	return json_str(json_get(j, key), "(none)");
}

static const struct json *pagerduty_json(struct arena *a, const struct page *p)
{
	struct buf b;
	const struct json *j;

	buf_init(&b, PAGE_BODY_MAX);
	pagerduty_body(a, p, "R0UT1NG", &links, &b);
	j = parsed(a, &b);
	buf_deinit(&b);
	return j;
}

static void a_trigger_names_the_incident_and_its_runbook(void **state)
{
	struct arena *a = arena();
	struct page p = some_page();
	const struct json *j = pagerduty_json(a, &p), *l, *pay;

	(void)state;
	assert_string_equal(text_at(j, "routing_key"), "R0UT1NG");
	assert_string_equal(text_at(j, "event_action"), "trigger");
	assert_string_equal(text_at(j, "dedup_key"), "applylens-incident-12");
	l = json_get(j, "links");
	assert_int_equal(json_len(l), 2);
	assert_string_equal(text_at(json_at(l, 0), "href"),
	    "https://docs.test.example/docs/runbooks/service-down.md");
	assert_string_equal(text_at(json_at(l, 1), "href"),
	    "https://app.test.example/incidents/12");
	pay = json_get(j, "payload");
	assert_string_equal(text_at(pay, "summary"), "[SEV1] search is down");
	assert_string_equal(text_at(pay, "source"), "applylens");
	assert_string_equal(
	    text_at(json_get(pay, "custom_details"), "incident"), "12");
	arena_free(&a);
}

static void severities_are_pagerdutys(void **state)
{
	static const char *const want[] = {
	    "critical", "error", "warning", "info"};
	struct arena *a = arena();
	struct page p = some_page();

	(void)state;
	for (p.severity = 1; p.severity <= 4; p.severity++)
		assert_string_equal(
		    text_at(
			json_get(pagerduty_json(a, &p), "payload"), "severity"),
		    want[p.severity - 1]);
	arena_free(&a);
}

static void acknowledge_and_resolve_say_only_which(void **state)
{
	struct arena *a = arena();
	struct page p = some_page();
	const struct json *j;

	(void)state;
	p.action = "resolve";
	j = pagerduty_json(a, &p);
	assert_string_equal(text_at(j, "event_action"), "resolve");
	assert_null(json_get(j, "payload"));
	assert_int_equal(json_len(j), 3);
	arena_free(&a);
}

static void a_call_further_up_says_whom_and_why(void **state)
{
	struct arena *a = arena();
	struct page p = some_page();

	(void)state;
	p.level = "manager";
	p.level_title = "engineering manager";
	p.person = "Mia";
	assert_string_equal(
	    text_at(json_get(pagerduty_json(a, &p), "payload"), "summary"),
	    "[SEV1] search is down (nobody acknowledged: to engineering "
	    "manager, Mia)");
	arena_free(&a);
}

/* Every byte of the longest texts takes six in JSON. */
static void bodies_stay_below_the_limit_and_summaries_below_theirs(void **state)
{
	struct arena *a = arena();
	struct page p = some_page();
	char *big = arena_alloc(a, (1 << 20) + 1);
	const struct json *j;

	(void)state;
	memset(big, '\001', 1 << 20);
	p.title = p.summary = p.text = p.commander = p.agents = p.key = big;
	p.runbook = p.person = p.status = big;
	j = pagerduty_json(a, &p);
	assert_true(strlen(text_at(json_get(j, "payload"), "summary")) <= 1024);
	arena_free(&a);
}

static enum page_outcome pd(struct arena *a, int status)
{
	return pagerduty_verdict(a, status,
	    STR("{\"status\":\"x\",\"message\":\"m\",\"errors\":[\"e\"]}"), 0,
	    status == 0 ? "connection refused" : "")
	    .outcome;
}

static void pagerdutys_answers_mean_what_its_documentation_says(void **state)
{
	struct arena *a = arena();

	(void)state;
	assert_int_equal(pd(a, 202), PAGE_SENT);
	assert_int_equal(pd(a, 400), PAGE_NEVER);
	assert_int_equal(pd(a, 403), PAGE_NEVER);
	assert_int_equal(pd(a, 429), PAGE_AGAIN);
	assert_int_equal(pd(a, 500), PAGE_AGAIN);
	assert_int_equal(pd(a, 503), PAGE_AGAIN);
	assert_int_equal(pd(a, 0), PAGE_AGAIN);
	/* Not what it says it answers: a proxy in between, perhaps. */
	assert_int_equal(pd(a, 200), PAGE_AGAIN);
	assert_int_equal(pd(a, 302), PAGE_AGAIN);
	arena_free(&a);
}

static void a_refusal_is_told_with_its_reason(void **state)
{
	struct arena *a = arena();
	struct page_verdict v = pagerduty_verdict(a, 400,
	    STR("{\"status\":\"invalid event\",\"message\":\"Event object is "
		"invalid\",\"errors\":[\"'routing_key' is invalid\"]}"),
	    0, "");

	(void)state;
	assert_string_equal(v.error, "PagerDuty answered 400: Event object is "
				     "invalid: 'routing_key' is invalid");
	v = pagerduty_verdict(a, 400, STR("<html>"), 0, "");
	assert_string_equal(v.error, "PagerDuty answered 400");
	arena_free(&a);
}

/* ---- again ---- */

static void waits_double_up_to_their_bound(void **state)
{
	int64_t last = 0;

	(void)state;
	for (int64_t n = 1; n < 100; n++) {
		int64_t least = try_wait_ms(n, false, 0, 0);
		int64_t most = try_wait_ms(n, false, 0, 1);

		assert_true(least >= last && most == 2 * least);
		assert_true(most <= TRY_MOST_MS);
		last = least;
	}
	assert_int_equal(last, TRY_MOST_MS / 2);
	assert_true(try_wait_ms(1, true, 0, 0) >= TRY_LIMITED_MS / 2);
}

static void what_the_peer_asks_for_is_the_least(void **state)
{
	(void)state;
	assert_int_equal(try_wait_ms(1, true, 7000, 0), 7000);
	assert_true(try_wait_ms(9, true, 7000, 1) <= 8000);
	assert_int_equal(
	    try_wait_ms(1, true, INT64_C(864000000), 0), TRY_ASKED_MOST_MS);
}

static void retry_after_is_seconds_or_a_date(void **state)
{
	int64_t now;

	(void)state;
	assert_int_equal(clock_parse_utc("1994-11-06T08:49:00Z", &now), 0);
	assert_int_equal(try_after_ms("30", now), 30000);
	assert_int_equal(try_after_ms(" 0 ", now), 0);
	assert_int_equal(
	    try_after_ms("Sun, 06 Nov 1994 08:49:37 GMT", now), 37000);
	assert_int_equal(try_after_ms("Sun, 06 Nov 1994 08:48:37 GMT", now), 0);
	assert_int_equal(try_after_ms("", now), 0);
	assert_int_equal(try_after_ms("soon", now), 0);
	assert_int_equal(try_after_ms("-5", now), 0);
	assert_int_equal(try_after_ms("Sun, 06 anN 1994 08:49:37 GMT", now), 0);
	assert_int_equal(try_after_ms("99999999999999999999", now), 0);
}

static void a_row_is_read_or_refused(void **state)
{
	struct arena *a = arena();
	struct page p = {0};
	struct err err = {0};

	(void)state;
	assert_int_equal(
	    page_read(a, STR("{\"title\":\"x\",\"severity\":2,\"at_ms\":5}"),
		&p, &err),
	    0);
	assert_string_equal(p.title, "x");
	assert_string_equal(p.person, "");
	assert_string_equal(page_severity(&p), "SEV2");
	assert_int_equal(page_read(a, STR("{\"severity\":9}"), &p, &err), -1);
	assert_int_equal(page_read(a, STR("{"), &p, &err), -1);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_trigger_names_the_incident_and_its_runbook),
	    cmocka_unit_test(severities_are_pagerdutys),
	    cmocka_unit_test(acknowledge_and_resolve_say_only_which),
	    cmocka_unit_test(a_call_further_up_says_whom_and_why),
	    cmocka_unit_test(
		bodies_stay_below_the_limit_and_summaries_below_theirs),
	    cmocka_unit_test(
		pagerdutys_answers_mean_what_its_documentation_says),
	    cmocka_unit_test(a_refusal_is_told_with_its_reason),
	    cmocka_unit_test(waits_double_up_to_their_bound),
	    cmocka_unit_test(what_the_peer_asks_for_is_the_least),
	    cmocka_unit_test(retry_after_is_seconds_or_a_date),
	    cmocka_unit_test(a_row_is_read_or_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
