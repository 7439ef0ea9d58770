/* hear.c - pagerduty_posted: what people did in PagerDuty is done here, as if
 * they had said it here. Who posts has no token but the signature. An event is
 * heard once: its id is written in the transaction of what it does. */
#include "services/oncall/oncall.h"

#include "common/base/log.h"
#include "services/oncall/incident/save.h"
#include "services/oncall/page/heard.h"

#include <inttypes.h>

#define ATTEMPTS 5
#define STALE_MS (24 * INT64_C(3600000)) /* a replay, or a queue of a day */
#define SKEW_MS 30000 /* PagerDuty's clock may be behind ours */

struct hearing {
	struct heard heard;
	struct incident_change c;
	const char *actor, *outcome; /* outcome: of pagerduty_taken */
	int64_t now_ms;
	struct err lost; /* of the last attempt to save */
	unsigned attempts;
};

static task_step check, load, judge, saved, answer;
oncall_steps pagerduty_posted_steps = {check, load, judge, saved, answer, NULL};

static const char sql_load[] =
    "SELECT " INCIDENT_COLUMNS
    ", greatest(i.created_at, (SELECT max(l.at) FROM incident_timeline l "
    "WHERE l.incident_id = i.id AND l.kind = 'reopened')) AS since, "
    "coalesce((SELECT min(m.email) FROM rota_members m WHERE m.name = $3 "
    "HAVING count(*) = 1), '') AS email, EXISTS (SELECT FROM pagerduty_events "
    "e WHERE e.id = $4) AS was_heard FROM incidents i WHERE i.id = "
    "coalesce(nullif($1::bigint, 0), (SELECT e.incident_id FROM "
    "pagerduty_events e WHERE e.pagerduty_id = $2 ORDER BY e.at DESC LIMIT 1))";
static const char sql_heard[] =
    "INSERT INTO pagerduty_events (id, pagerduty_id, incident_id, type, "
    "outcome, occurred_at) VALUES ($1, $2, $3, $4, $5, $6)";
static const char sql_forget[] =
    "DELETE FROM pagerduty_events WHERE at < now() - interval '35 days'";
static const char sql_audit[] =
    "INSERT INTO audit_log (user_id, actor, action, subject, detail, "
    "request_id) VALUES (0, 'pagerduty:' || $1, 'incident.' || $2, "
    "'incident:' || $3, jsonb_build_object('event', $4::text), $5)";

static struct hearing *of(struct task *t)
{
	return oncall_request(t)->own;
}

static enum step_result end_as(struct task *t, const char *outcome)
{
	of(t)->outcome = outcome;
	task_goto(t, answer);
	return STEP_NEXT;
}

/* ---- is it PagerDuty, and what does it say? ---- */

static enum step_result check(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	const struct pagerduty_posted *ask = r->bus.msg;
	const char *secret = oncall_of(r)->opt->pagerduty_webhook_secret;
	struct hearing *x = ARENA_NEW(t->arena, struct hearing);

	r->own = x;
	x->now_ms = loop_unix_ms(t->loop);
	if (secret[0] == '\0')
		return task_fail(t, ERR_NOT_FOUND,
		    "PAGERDUTY_WEBHOOK_SECRET is not set: nobody listens");
	if (!heard_is_signed(secret, r->bus.blob, str_of(ask->signature)))
		return task_fail(t, ERR_UNAUTHENTICATED,
		    "X-PagerDuty-Signature is not of this body");
	if (heard_read(t->arena, r->bus.blob, &x->heard, &t->err) < 0)
		return STEP_FAIL;
	if (x->now_ms - x->heard.at_ms > STALE_MS)
		return end_as(t, "stale");
	/* PagerDuty's names of incidents are learnt from any event. */
	if (x->heard.incident_id == 0 && x->heard.pagerduty_id[0] == '\0')
		return end_as(t, "ignored");
	return STEP_NEXT;
}

static enum step_result load(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	const struct heard *h = &of(t)->heard;

	pg_query(t, oncall_of(r)->service->pg, pg_as_system(), &r->rows,
	    sql_load,
	    PG_ARGS(PG_I64(h->incident_id), PG_TEXT(h->pagerduty_id),
		PG_TEXT(h->who), PG_TEXT(h->id)));
	return STEP_WAIT;
}

/* ---- and what follows? ---- */

static const char *acknowledged(
    struct hearing *x, enum incident_event *e, const char **text)
{
	if (!incident_is_open(&x->c.row))
		return "over";
	if (x->c.row.acknowledged_ms != 0)
		return "already";
	*e = EVENT_acknowledge;
	*text = "in PagerDuty";
	return "acknowledged";
}

/* While alerts fire it is not over, whoever says so: then they are at it. */
static const char *resolved(struct task *t, struct hearing *x,
    enum incident_event *e, const char **text)
{
	int64_t firing = x->c.row.alerts_firing;

	if (!incident_is_open(&x->c.row))
		return "already";
	*e = firing > 0 ? EVENT_note : EVENT_resolve;
	*text = firing > 0 ? arena_printf(t->arena,
				 "resolved in PagerDuty, but %" PRId64
				 " of its alerts still fire",
				 firing)
			   : "in PagerDuty";
	return firing > 0 ? "noted" : "resolved";
}

static const char *decide(struct task *t, struct hearing *x,
    enum incident_event *e, const char **text)
{
	const struct heard *h = &x->heard;

	switch (h->deed) {
	case HEARD_ACKNOWLEDGE:
		return acknowledged(x, e, text);
	case HEARD_RESOLVE:
		return resolved(t, x, e, text);
	case HEARD_NOTE:
		*e = EVENT_note;
		*text = arena_printf(t->arena, "in PagerDuty: %s", h->text);
		return "noted";
	case HEARD_NOTHING:
		break;
	}
	return "ignored";
}

static enum step_result write(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	struct hearing *x = of(t);
	const struct heard *h = &x->heard;
	struct pg_batch *b =
	    pg_batch_begin(t, oncall_of(r)->service->pg, pg_as_system());

	pg_batch_add(b, NULL, sql_heard,
	    PG_ARGS(PG_TEXT(h->id), PG_TEXT(h->pagerduty_id),
		PG_I64(x->c.row.id), PG_TEXT(h->type), PG_TEXT(x->outcome),
		PG_TIME(h->at_ms)));
	pg_batch_add(b, NULL, sql_forget, PG_NO_ARGS);
	if (x->c.touched) {
		incident_changes_save(t, b, oncall_of(r), &x->c, 1, x->now_ms);
		pg_batch_add(b, NULL, sql_audit,
		    PG_ARGS(PG_TEXT(x->actor), PG_TEXT(x->outcome),
			PG_TEXT(
			    arena_printf(t->arena, "%" PRIu64, x->c.row.id)),
			PG_TEXT(h->id), PG_TEXT(r->bus.env.request_id)));
	}
	x->lost = (struct err){.code = ERR_OK};
	task_tolerate(t, &x->lost);
	pg_batch_run(b);
	return STEP_WAIT;
}

static enum step_result judge(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	const struct incident_rules rules = incident_rules(oncall_of(r));
	struct hearing *x = of(t);
	enum incident_event event = EVENT_note;
	const char *text = NULL, *email;

	/* The subscription may be of a whole account. */
	if (pg_rows(r->rows) == 0)
		return end_as(t, "unknown");
	if (pg_bool(r->rows, 0, "was_heard"))
		return end_as(t, "repeated");
	/* Of an earlier time at which it was open. */
	if (x->heard.at_ms + SKEW_MS < pg_time(r->rows, 0, "since"))
		return end_as(t, "stale");
	x->c =
	    (struct incident_change){.row = incident_row_read(t, r->rows, 0)};
	email = pg_text(r->rows, 0, "email");
	x->actor = x->heard.email[0] != '\0' ? x->heard.email
		   : email[0] != '\0'        ? email
					     : x->heard.who;
	x->outcome = decide(t, x, &event, &text);
	if (text != NULL && incident_happens(t->arena, &x->c, event, x->actor,
				text, x->now_ms, &rules, &t->err) < 0)
		return STEP_FAIL;
	return write(t);
}

/* Another change came first, or the same event did: both are read anew. */
static enum step_result saved(struct task *t)
{
	struct hearing *x = of(t);

	if (x->lost.code == ERR_OK)
		return STEP_NEXT;
	if ((x->lost.code != ERR_CONFLICT && !incident_is_race(&x->lost)) ||
	    ++x->attempts >= ATTEMPTS) {
		t->err = x->lost;
		/* It is told again, and finds its way. */
		if (t->err.code == ERR_CONFLICT)
			t->err.code = ERR_UNAVAILABLE;
		return STEP_FAIL;
	}
	metrics_counter_inc(
	    METRICS_ONLY(oncall_of(oncall_request(t))->metrics.races));
	task_goto(t, load);
	return STEP_NEXT;
}

static enum step_result answer(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	const struct hearing *x = r->own;
	struct pagerduty_taken m = {.outcome = ""};

	if (t->err.code == ERR_OK) {
		m.outcome = x->outcome;
		log_info("heard of PagerDuty", LOG_S("type", x->heard.type),
		    LOG_S("event", x->heard.id), LOG_I("incident", x->c.row.id),
		    LOG_S("outcome", x->outcome));
	}
	metrics_counter_inc(METRICS_WITH(oncall_of(r)->metrics.heard,
	    t->err.code == ERR_OK ? x->outcome : "refused"));
	return bus_answer_end(&r->bus, MSG_pagerduty_taken, &m);
}
