/* verdict.c - a stored verdict as a message. */
#include "common/base/clock.h"
#include "proto/json.h"
#include "services/triage/triage.h"

#define REASONS_MAX 200

static const char sql_verdict[] =
    "SELECT email_id, category, category_p::float8 AS p, priority::bigint,"
    " priority_band, risk::bigint, risk_level, needs_reply,"
    " needs_reply_p::float8 AS reply_p, due_at, event_at,"
    " reasons::text AS reasons, model, corrected FROM classifications"
    " WHERE email_id = $1";

void triage_verdict_load(struct task *t, struct triage *d, uint64_t user_id,
    uint64_t email_id, struct pg_result **row_r)
{
	pg_query(t, d->service->pg, pg_as_user(user_id), row_r, sql_verdict,
	    PG_ARGS(PG_I64(email_id)));
}

static const char *time_text(struct task *t, int64_t unix_ms)
{
	char *text;

	if (unix_ms == 0)
		return NULL;
	text = arena_alloc(t->arena, 32);
	clock_format_utc(unix_ms, text, 32);
	return text;
}

static void read_reasons(
    struct task *t, struct str text, struct triage_verdict *v_r)
{
	const struct json *list;
	struct err err;
	size_t n;

	if (json_parse(t->arena, text, &list, &err) < 0)
		return;
	n = MIN(json_len(list), (size_t)REASONS_MAX);
	v_r->reasons.v = ARENA_ARRAY(t->arena, struct triage_reason, n + 1);
	for (const struct json *j = json_first(list);
	     j != NULL && v_r->reasons.n < n; j = json_next(j)) {
		v_r->reasons.v[v_r->reasons.n++] = (struct triage_reason){
		    .of = json_str(json_get(j, "of"), "category"),
		    .signal = json_str(json_get(j, "signal"), "unknown"),
		    .weight = json_num(json_get(j, "weight"), 0),
		    .evidence = json_str(json_get(j, "evidence"), NULL),
		};
	}
}

bool triage_verdict_read(
    struct task *t, const struct pg_result *row, struct triage_verdict *v_r)
{
	if (pg_rows(row) == 0)
		return false;
	*v_r = (struct triage_verdict){
	    .email_id = (uint64_t)pg_i64(row, 0, "email_id"),
	    .category = pg_text(row, 0, "category"),
	    .probability = pg_f64(row, 0, "p"),
	    .priority = pg_i64(row, 0, "priority"),
	    .band = pg_text(row, 0, "priority_band"),
	    .risk = pg_i64(row, 0, "risk"),
	    .risk_level = pg_text(row, 0, "risk_level"),
	    .needs_reply = pg_bool(row, 0, "needs_reply"),
	    .needs_reply_probability = pg_f64(row, 0, "reply_p"),
	    .due = time_text(t, pg_time(row, 0, "due_at")),
	    .event = time_text(t, pg_time(row, 0, "event_at")),
	    .corrected = pg_bool(row, 0, "corrected"),
	    .model = pg_text(row, 0, "model"),
	};
	read_reasons(t, pg_str(row, 0, "reasons"), v_r);
	return true;
}
