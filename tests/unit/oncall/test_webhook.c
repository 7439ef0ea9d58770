/* test_webhook.c - Alertmanager's webhook is read, and refused. */
#include "services/oncall/alert/webhook.h"

#include "common/base/buf.h"
#include "tests/unit/unit.h"

#include <string.h>

static const char one[] =
    "{\"receiver\":\"oncall\",\"status\":\"firing\",\"alerts\":[{"
    "\"status\":\"firing\",\"labels\":{\"alertname\":\"SLOFastBurn\","
    "\"agent\":\"inbox.search\",\"severity\":\"critical\"},"
    "\"annotations\":{\"summary\":\"burns\",\"runbook\":\"docs/x.md\"},"
    "\"startsAt\":\"2026-11-22T12:00:00.123456789Z\","
    "\"endsAt\":\"0001-01-01T00:00:00Z\",\"generatorURL\":\"http://p/\","
    "\"fingerprint\":\"1a30ba71cca2921f\"}],\"groupLabels\":{},"
    "\"commonLabels\":{},\"commonAnnotations\":{},"
    "\"externalURL\":\"http://a\",\"version\":\"4\",\"groupKey\":\"{}:{}\","
    "\"truncatedAlerts\":3,\"orgId\":1}";

static int setup(void **state)
{
	*state = arena_new((size_t)64 << 20);
	return 0;
}

static int teardown(void **state)
{
	struct arena *a = *state;

	arena_free(&a);
	return 0;
}

static void one_alert_is_read(void **state)
{
	struct webhook h;
	struct err err = {0};

	assert_int_equal(webhook_read(*state, str_of(one), &h, &err), 0);
	assert_int_equal(h.n, 1);
	assert_int_equal(h.truncated, 3);
	assert_string_equal(h.v[0].name, "SLOFastBurn");
	assert_string_equal(h.v[0].agent, "inbox.search");
	assert_string_equal(h.v[0].fingerprint, "1a30ba71cca2921f");
	assert_string_equal(h.v[0].summary, "burns");
	assert_string_equal(h.v[0].runbook, "docs/x.md");
	assert_false(h.v[0].resolved);
	assert_int_equal(h.v[0].starts_ms % 1000, 123);
	assert_int_equal(h.v[0].ends_ms, 0);
	assert_non_null(strstr(h.v[0].labels, "\"severity\":\"critical\""));
}

/* n alerts: each "status|name|start|fingerprint". */
static struct str body_of(struct arena *a, size_t n, const char *status,
    const char *labels, const char *start, const char *print)
{
	struct buf b;
	struct str s;

	buf_init(&b, (size_t)4 << 20);
	buf_addf(&b, "{\"version\":\"4\",\"alerts\":[");
	for (size_t i = 0; i < n; i++)
		buf_addf(&b,
		    "%s{\"status\":\"%s\",\"labels\":%s,\"startsAt\":\"%s\","
		    "\"endsAt\":\"2026-11-22T11:00:00Z\"%s%s%s}",
		    i == 0 ? "" : ",", status, labels, start,
		    print[0] == '\0' ? "" : ",\"fingerprint\":\"", print,
		    print[0] == '\0' ? "" : "\"");
	buf_addf(&b, "]}");
	s = (struct str){arena_strndup(a, buf_str(&b), b.len), b.len};
	buf_deinit(&b);
	return s;
}

#define NAMED "{\"alertname\":\"A\"}"
#define START "2026-11-22T12:00:00Z"

static void what_is_wrong_is_named(void **state)
{
	struct arena *a = *state;
	const struct {
		struct str body;
		const char *field;
	} v[] = {
	    {STR("{\"version\":\"3\",\"alerts\":[]}"), "version"},
	    {STR("{\"alerts\":[]}"), "version"},
	    {STR("{\"version\":\"4\"}"), "alerts"},
	    {STR("{\"version\":\"4\",\"alerts\":[]}"), "alerts"},
	    {STR("{\"version\":\"4\",\"alerts\":{}}"), "alerts"},
	    {STR("{\"version\":\"4\",\"alerts\":[7]}"), "alerts[0].labels"},
	    {body_of(a, 1, "firing", "{}", START, ""),
		"alerts[0].labels.alertname"},
	    {body_of(a, 1, "broken", NAMED, START, ""), "alerts[0].status"},
	    {body_of(a, 1, "firing", NAMED, "yesterday", ""),
		"alerts[0].startsAt"},
	    {body_of(a, 1, "firing", NAMED, "0001-01-01T00:00:00Z", ""),
		"alerts[0].startsAt"},
	};

	for (size_t i = 0; i < ARRAY_LEN(v); i++) {
		struct webhook h;
		struct err err = {0};

		assert_int_equal(webhook_read(a, v[i].body, &h, &err), -1);
		assert_int_equal(err.code, ERR_INVALID);
		assert_string_equal(err.field, v[i].field);
	}
}

static void what_is_no_json_is_refused(void **state)
{
	static const char *const bad[] = {"", "[", "null", "{\"version\":\"4\"",
	    "{\"version\":\"4\",\"alerts\":[{}]} x"};

	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		struct webhook h;
		struct err err = {0};

		assert_int_equal(
		    webhook_read(*state, str_of(bad[i]), &h, &err), -1);
		assert_int_equal(err.code, ERR_INVALID);
	}
}

static void bounds_hold(void **state)
{
	char *big = arena_alloc(*state, WEBHOOK_BYTES_MAX + 2);
	struct webhook h;
	struct err err = {0};
	struct str most = body_of(*state, WEBHOOK_ALERTS_MAX, "firing",
	    "{\"alertname\":\"A\"}", START, "f");

	memset(big, ' ', WEBHOOK_BYTES_MAX + 1);
	assert_int_equal(
	    webhook_read(
		*state, (struct str){big, WEBHOOK_BYTES_MAX + 1}, &h, &err),
	    -1);
	assert_int_equal(err.code, ERR_TOO_LARGE);
	assert_true(most.n > WEBHOOK_BYTES_MAX); /* bytes bind before */
	memset(big, 'x', 5000);
	big[5000] = '\0';
	assert_int_equal(
	    webhook_read(*state,
		body_of(*state, 1, "firing",
		    arena_printf(
			*state, "{\"alertname\":\"A\",\"long\":\"%s\"}", big),
		    START, ""),
		&h, &err),
	    0);
	assert_true(strlen(h.v[0].labels) < WEBHOOK_VALUE_MAX + 64);
}

static void ten_thousand_small_alerts_at_most(void **state)
{
	struct buf b;
	struct webhook h;
	struct err err = {0};

	buf_init(&b, (size_t)2 << 20);
	buf_addf(&b, "{\"version\":\"4\",\"alerts\":[");
	for (size_t i = 0; i <= WEBHOOK_ALERTS_MAX; i++)
		buf_addf(&b, "%s1", i == 0 ? "" : ",");
	buf_addf(&b, "]}");
	assert_int_equal(
	    webhook_read(*state, (struct str){buf_str(&b), b.len}, &h, &err),
	    -1);
	assert_int_equal(err.code, ERR_TOO_LARGE);
	buf_deinit(&b);
}

static void the_same_alert_twice_is_one_counted(void **state)
{
	struct webhook h;
	struct err err = {0};

	assert_int_equal(
	    webhook_read(*state,
		body_of(*state, 1000, "firing", NAMED, START, "f"), &h, &err),
	    0);
	assert_int_equal(h.n, 1);
	assert_int_equal(h.v[0].count, 1000);
}

static void fingerprints_are_made_of_labels_in_any_order(void **state)
{
	struct webhook x, y, z;
	struct err err = {0};

	assert_int_equal(
	    webhook_read(*state,
		body_of(*state, 1, "firing",
		    "{\"alertname\":\"A\",\"b\":\"c\"}", START, ""),
		&x, &err),
	    0);
	assert_int_equal(
	    webhook_read(*state,
		body_of(*state, 1, "firing",
		    "{\"b\":\"c\",\"alertname\":\"A\"}", START, ""),
		&y, &err),
	    0);
	assert_int_equal(
	    webhook_read(*state,
		body_of(*state, 1, "firing",
		    "{\"alertname\":\"A\",\"bc\":\"\"}", START, ""),
		&z, &err),
	    0);
	assert_string_equal(x.v[0].fingerprint, y.v[0].fingerprint);
	assert_string_not_equal(x.v[0].fingerprint, z.v[0].fingerprint);
}

/* A clock that was set back between start and end. */
static void an_end_before_the_start_is_the_start(void **state)
{
	struct webhook h;
	struct err err = {0};

	assert_int_equal(
	    webhook_read(*state,
		body_of(*state, 1, "resolved", NAMED, START, "f"), &h, &err),
	    0);
	assert_true(h.v[0].resolved);
	assert_int_equal(h.v[0].ends_ms, h.v[0].starts_ms);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(one_alert_is_read),
	    TEST(what_is_wrong_is_named),
	    TEST(what_is_no_json_is_refused),
	    TEST(bounds_hold),
	    TEST(ten_thousand_small_alerts_at_most),
	    TEST(the_same_alert_twice_is_one_counted),
	    TEST(fingerprints_are_made_of_labels_in_any_order),
	    TEST(an_end_before_the_start_is_the_start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
