/* webhook.c - Alertmanager's webhook is read. */
#include "services/oncall/alert/webhook.h"

#include "common/base/buf.h"
#include "common/base/clock.h"
#include "common/base/ids.h"
#include "proto/json.h"

#include <stdio.h>
#include <stdlib.h>

#define OBJECT_JSON_MAX (1024 * 1024)

static const char *cut(struct arena *a, const char *text, size_t max)
{
	return arena_strndup(a, text, utf8_cut(str_of(text), max));
}

/* An object of strings within the bounds, as JSON text. Members that are no
 * strings, or have too long a name, are left out. */
static const char *bounded(
    struct arena *a, const struct json *object, size_t value_max)
{
	struct buf b;
	struct jsonw w;
	size_t n = 0;
	const char *text;

	buf_init(&b, OBJECT_JSON_MAX);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	for (const struct json *m = json_first(object);
	     m != NULL && n < WEBHOOK_LABELS_MAX; m = json_next(m)) {
		const char *value = json_str(m, NULL);

		if (value == NULL || strlen(json_key(m)) > WEBHOOK_NAME_MAX)
			continue;
		jsonw_key(&w, json_key(m));
		jsonw_strn(&w, value, utf8_cut(str_of(value), value_max));
		n++;
	}
	jsonw_end(&w);
	text = buf_failed(&b) ? "{}" : arena_strndup(a, buf_str(&b), b.len);
	buf_deinit(&b);
	return text;
}

static const char *member(
    struct arena *a, const struct json *object, const char *key, size_t max)
{
	return cut(a, json_str(json_get(object, key), ""), max);
}

static int by_key(const void *x, const void *y)
{
	const struct json *const *a = x, *const *b = y;

	return strcmp(json_key(*a), json_key(*b));
}

/* Of the labels in order of their names, whoever wrote them in which. */
static const char *fingerprint(struct arena *a, const struct json *labels)
{
	const struct json *v[WEBHOOK_LABELS_MAX];
	size_t n = 0;
	struct buf b;
	char *hex = arena_alloc(a, 65);

	for (const struct json *m = json_first(labels);
	     m != NULL && n < WEBHOOK_LABELS_MAX; m = json_next(m))
		v[n++] = m;
	qsort(v, n, sizeof v[0], by_key);
	buf_init(&b, OBJECT_JSON_MAX);
	for (size_t i = 0; i < n; i++) {
		const char *value = json_str(v[i], "");

		/* With the NULs: no two sets of labels read the same. */
		buf_add(&b, json_key(v[i]), strlen(json_key(v[i])) + 1);
		buf_add(&b, value, strlen(value) + 1);
	}
	ids_sha256_hex(buf_str(&b), b.len, hex);
	hex[32] = '\0';
	buf_deinit(&b);
	return hex;
}

static int wrong(struct err *err, size_t i, const char *field, const char *why)
{
	char name[64];

	snprintf(name, sizeof name, "alerts[%zu].%s", i, field);
	return err_field(err, name, "%s", why);
}

static int read_times(
    const struct json *j, size_t i, struct alert *al, struct err *err)
{
	const char *status = json_str(json_get(j, "status"), "");
	const char *ends = json_str(json_get(j, "endsAt"), "");

	al->resolved = streq(status, "resolved");
	if (!al->resolved && !streq(status, "firing"))
		return wrong(err, i, "status", "must be firing or resolved");
	if (clock_parse_utc(
		json_str(json_get(j, "startsAt"), ""), &al->starts_ms) < 0 ||
	    al->starts_ms <= 0)
		return wrong(
		    err, i, "startsAt", "must be an RFC 3339 time after 1970");
	/* A clock that went back: it was over when it began, at the least. */
	if (al->resolved && (clock_parse_utc(ends, &al->ends_ms) < 0 ||
				al->ends_ms < al->starts_ms))
		al->ends_ms = al->starts_ms;
	return 0;
}

static int read_alert(struct arena *a, const struct json *j, size_t i,
    struct alert *al, struct err *err)
{
	const struct json *labels = json_get(j, "labels");
	const struct json *notes = json_get(j, "annotations");
	const char *name = json_str(json_get(labels, "alertname"), "");

	if (json_type(j) != JSON_OBJECT)
		return wrong(err, i, "labels", "an alert must be an object");
	if (name[0] == '\0' || strlen(name) > WEBHOOK_NAME_MAX)
		return wrong(err, i, "labels.alertname",
		    "must be a name of 1 to 128 bytes");
	*al = (struct alert){
	    .name = cut(a, name, WEBHOOK_NAME_MAX),
	    .fingerprint = member(a, j, "fingerprint", WEBHOOK_PRINT_MAX),
	    .agent = member(a, labels, "agent", WEBHOOK_NAME_MAX),
	    .severity = member(a, labels, "severity", WEBHOOK_NAME_MAX),
	    .sev = member(a, labels, "sev", WEBHOOK_NAME_MAX),
	    .env = member(a, labels, "env", WEBHOOK_NAME_MAX),
	    .daemon = member(a, labels, "daemon", WEBHOOK_NAME_MAX),
	    .summary = member(a, notes, "summary", WEBHOOK_TEXT_MAX),
	    .description = member(a, notes, "description", WEBHOOK_TEXT_MAX),
	    .runbook = member(a, notes, "runbook", WEBHOOK_VALUE_MAX),
	    .labels = bounded(a, labels, WEBHOOK_VALUE_MAX),
	    .annotations = bounded(a, notes, WEBHOOK_TEXT_MAX),
	    .count = 1,
	};
	if (al->runbook[0] == '\0')
		al->runbook =
		    member(a, notes, "runbook_url", WEBHOOK_VALUE_MAX);
	if (al->fingerprint[0] == '\0')
		al->fingerprint = fingerprint(a, labels);
	return read_times(j, i, al, err);
}

/* ---- twice in one body ---- */

static int by_episode(const void *x, const void *y)
{
	const struct alert *a = x, *b = y;
	int order = strcmp(a->fingerprint, b->fingerprint);

	if (order != 0)
		return order;
	if (a->starts_ms != b->starts_ms)
		return a->starts_ms < b->starts_ms ? -1 : 1;
	return (int)b->resolved - (int)a->resolved;
}

static void merge(struct webhook *hook)
{
	size_t n = 0;

	qsort(hook->v, hook->n, sizeof hook->v[0], by_episode);
	for (size_t i = 0; i < hook->n; i++) {
		const struct alert *next = &hook->v[i];

		if (n > 0 && hook->v[n - 1].starts_ms == next->starts_ms &&
		    streq(hook->v[n - 1].fingerprint, next->fingerprint))
			hook->v[n - 1].count++;
		else
			hook->v[n++] = *next;
	}
	hook->n = n;
}

int webhook_read(
    struct arena *a, struct str body, struct webhook *hook_r, struct err *err)
{
	const struct json *j, *alerts;
	size_t i = 0, n;

	*hook_r = (struct webhook){.n = 0};
	if (body.n > WEBHOOK_BYTES_MAX)
		return err_set(err, ERR_TOO_LARGE,
		    "a webhook has at most %d bytes", WEBHOOK_BYTES_MAX);
	if (json_parse(a, body, &j, err) < 0)
		return -1;
	if (!streq(json_str(json_get(j, "version"), ""), "4"))
		return err_field(err, "version", "must be \"4\"");
	alerts = json_get(j, "alerts");
	if (json_type(alerts) != JSON_ARRAY || json_first(alerts) == NULL)
		return err_field(err, "alerts", "must be a list of alerts");
	n = json_len(alerts);
	if (n > WEBHOOK_ALERTS_MAX)
		return err_set(err, ERR_TOO_LARGE,
		    "a webhook has at most %d alerts", WEBHOOK_ALERTS_MAX);
	hook_r->v = ARENA_ARRAY(a, struct alert, n);
	for (const struct json *x = json_first(alerts); x; x = json_next(x)) {
		if (read_alert(a, x, i, &hook_r->v[i], err) < 0)
			return -1;
		i++;
	}
	hook_r->n = n;
	hook_r->truncated = json_i64(json_get(j, "truncatedAlerts"), 0);
	merge(hook_r);
	return 0;
}
