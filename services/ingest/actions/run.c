/* run.c - carries out what is approved and was not at once: unsubscribing, and
 * what a policy approved. A claim is a time before which nobody else looks;
 * who dies meanwhile loses it. */
#include "services/ingest/actions/actions.h"

#include "common/base/log.h"
#include "common/mail/unsubscribe.h"

#define CLAIM_MS 120000
#define ASK_MS 6000
#define TRIES 5
#define ANSWER_BYTES 65536

static task_step claim, next, judge;
ingest_steps action_run_steps = {claim, next, judge, task_end, NULL};

static const char sql_claim[] =
    "UPDATE actions a SET not_before = now() + $1 * interval '1 ms', "
    "tried = tried + 1 FROM (SELECT id FROM actions WHERE "
    "status = 'approved' AND not_before <= now() ORDER BY not_before, id "
    "LIMIT $2 FOR UPDATE SKIP LOCKED) c WHERE a.id = c.id "
    "RETURNING a.id, a.user_id, a.kind, a.tried, (SELECT e.headers FROM "
    "emails e WHERE e.id = a.email_id AND e.user_id = a.user_id)::text "
    "AS headers";

static const char sql_execute[] =
    "WITH done AS (SELECT action_execute($1, $2) AS status) "
    "INSERT INTO audit_log (user_id, actor, action, subject, detail) "
    "SELECT $1, 'service:ingest', 'action.execute', 'action:' || $2, "
    "jsonb_build_object('status', status) FROM done "
    "WHERE status IN ('executed', 'failed')";

/* wait_ms 0: it is over. Somebody may have decided otherwise meanwhile. */
static const char sql_settle[] =
    "WITH settled AS (UPDATE actions SET status = $3, error = $4, "
    "executed_at = CASE WHEN $3 = 'executed' THEN now() END, "
    "not_before = now() + $5 * interval '1 ms' "
    "WHERE id = $2 AND user_id = $1 AND status = 'approved' "
    "RETURNING id, kind, email_id, status) "
    "INSERT INTO audit_log (user_id, actor, action, subject, detail) "
    "SELECT $1, 'service:ingest', 'action.execute', 'action:' || id, "
    "jsonb_build_object('kind', kind, 'email_id', email_id::text, "
    "'status', status, 'error', $4::text) FROM settled";

static struct action_run *of(struct task *t)
{
	return CONTAINER_OF(t, struct action_run, run.task);
}

static struct ingest *daemon_of(struct action_run *r)
{
	return r->run.daemon;
}

static enum step_result claim(struct task *t)
{
	struct action_run *r = of(t);
	struct pg *pg = r->run.service->pg;

	if (!pg_is_up(pg)) {
		task_goto(t, task_end);
		return STEP_NEXT;
	}
	pg_query(t, pg, pg_as_system(), &r->rows, sql_claim,
	    PG_ARGS(PG_I64(CLAIM_MS), PG_I64(ACTION_RUN_MAX)));
	return STEP_WAIT;
}

/* Then on to the next. */
static enum step_result settle(
    struct task *t, const char *status, const char *error, int64_t wait_ms)
{
	struct action_run *r = of(t);
	size_t row = r->at++;

	log_info("an action was carried out", LOG_S("status", status),
	    LOG_I("action_id", pg_i64(r->rows, row, "id")),
	    LOG_I("user_id", pg_i64(r->rows, row, "user_id")),
	    LOG_I("tried", pg_i64(r->rows, row, "tried")),
	    LOG_S("error", error));
	pg_query(t, r->run.service->pg, pg_as_system(), NULL, sql_settle,
	    PG_ARGS(PG_I64(pg_i64(r->rows, row, "user_id")),
		PG_I64(pg_i64(r->rows, row, "id")), PG_TEXT(status),
		PG_TEXT(error), PG_I64(wait_ms)));
	task_goto(t, next);
	return STEP_WAIT;
}

static enum step_result unsubscribe(struct task *t, const char *headers)
{
	static const char *const fields[] = {
	    "Content-Type: application/x-www-form-urlencoded", NULL};
	struct action_run *r = of(t);
	const struct ingest *d = daemon_of(r);
	struct http_call call = {
	    .method = "POST",
	    .headers = fields,
	    .body = STR(MAIL_UNSUBSCRIBE_BODY),
	    .timeout_ms = ASK_MS,
	    .max_answer_bytes = ANSWER_BYTES,
	    .public_only = !d->opt->unsubscribe_private,
	};
	struct err err;

	if (headers[0] == '\0')
		return settle(t, "failed", "the mail is not there any more", 0);
	if (action_unsubscribe_url(t->arena, d, headers, &call.url, &err) < 0)
		return settle(t, "failed", arena_strdup(t->arena, err.text), 0);
	task_tolerate(t, &r->failed);
	http_fetch(t, d->outside, &call, &r->reply);
	return STEP_WAIT;
}

static enum step_result next(struct task *t)
{
	struct action_run *r = of(t);
	size_t row = r->at;

	if (row == pg_rows(r->rows)) {
		task_goto(t, task_end);
		return STEP_NEXT;
	}
	if (streq(pg_text(r->rows, row, "kind"), "unsubscribe"))
		return unsubscribe(t, pg_text(r->rows, row, "headers"));
	r->at++;
	pg_query(t, r->run.service->pg, pg_as_system(), NULL, sql_execute,
	    PG_ARGS(PG_I64(pg_i64(r->rows, row, "user_id")),
		PG_I64(pg_i64(r->rows, row, "id"))));
	task_goto(t, next);
	return STEP_WAIT;
}

/* A server that is away, overloaded or broken is asked again: after a minute,
 * five, half an hour, two hours. */
static enum step_result judge(struct task *t)
{
	static const int64_t waits_ms[TRIES] = {
	    60000, 300000, 1800000, 7200000, 0};
	struct action_run *r = of(t);
	int64_t tried = pg_i64(r->rows, r->at, "tried");
	int status = r->reply.status;
	bool later = r->failed.code != ERR_OK
			 ? r->failed.code != ERR_FORBIDDEN
			 : status >= 500 || status == 429 || status == 408;
	const char *why =
	    r->failed.code != ERR_OK
		? arena_strdup(t->arena, r->failed.text)
		: arena_printf(t->arena, "the sender's server answered %d%s",
		      status,
		      status / 100 == 3 ? ", elsewhere, which is not followed"
					: "");

	if (r->failed.code == ERR_OK && status / 100 == 2)
		return settle(t, "executed", "", 0);
	if (later && tried < TRIES)
		return settle(t, "approved", why, waits_ms[MAX(tried, 1) - 1]);
	return settle(t, "failed", why, 0);
}
