/* claim.c - taking requests up, and putting them back when that fails. */
#include "services/privacy/claim.h"

#include "common/base/log.h"

/* An export that fails so often in a row will not be made; an erasure is tried
 * until it is done. */
#define TRIES 50
#define WAIT_MOST_MS 60000

static const char sql_take_back[] =
    "UPDATE dsr_requests SET claimed_by = NULL, claimed_until = NULL, "
    "not_before = now() WHERE starts_with(claimed_by, $1)";

#define CLAIM(which)                                                           \
	"UPDATE dsr_requests d SET status = CASE WHEN d.user_id = 0 THEN "     \
	"d.status ELSE 'running' END, claimed_by = $1, "                       \
	"claimed_until = now() + interval '90 seconds', "                      \
	"attempts = attempts + 1 FROM (SELECT id FROM dsr_requests WHERE "     \
	"(" which ") AND not_before <= now() "                                 \
	"AND (claimed_until IS NULL OR claimed_until < now()) "                \
	"ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED) c WHERE d.id = c.id "     \
	"RETURNING d.id, d.kind, d.received_at, d.user_id = 0 AS late, "       \
	"coalesce(d.was_user, d.user_id) AS user_id, d.stage, d.after::text "  \
	"AS after, d.part, (SELECT count(*) FROM dsr_files f "                 \
	"WHERE f.dsr_id = d.id) AS files"
#define OPEN "status IN ('received', 'running') AND user_id <> 0 AND kind "

static const char sql_claim_export[] = CLAIM(OPEN "<> 'erasure'");
static const char sql_claim_erasure[] =
    CLAIM(OPEN "= 'erasure' AND NOT EXISTS (SELECT FROM users u "
	       "WHERE u.id = dsr_requests.user_id AND u.legal_hold <> '') "
	       "OR was_user IS NOT NULL");

static const char sql_settle[] =
    "UPDATE dsr_requests SET error = $3, claimed_by = NULL, "
    "claimed_until = NULL, not_before = now() + "
    "least(500 * attempts * attempts, $4) * interval '1 ms', "
    "status = CASE WHEN attempts >= $5 AND kind <> 'erasure' THEN 'failed' "
    "ELSE status END, finished_at = CASE WHEN attempts >= $5 "
    "AND kind <> 'erasure' THEN now() ELSE finished_at END "
    "WHERE id = $1 AND claimed_by = $2";

static struct claim *of(struct task *t)
{
	return CONTAINER_OF(t, struct claim, base.run.task);
}

enum step_result claim_take(struct task *t, bool erasures)
{
	struct claim *c = of(t);
	struct privacy *d = c->base.run.daemon;
	struct pg_batch *b;

	if (!pg_is_up(d->service->pg))
		return STEP_NEXT;
	task_set_deadline(t, CLAIM_OP_MS);
	b = pg_batch_begin(t, d->service->pg, pg_as_system());
	if (!d->took_back)
		pg_batch_add(
		    b, NULL, sql_take_back, PG_ARGS(PG_TEXT(d->place)));
	pg_batch_add(b, &c->base.rows,
	    erasures ? sql_claim_erasure : sql_claim_export,
	    PG_ARGS(PG_TEXT(d->self)));
	pg_batch_run(b);
	d->took_back = true;
	return STEP_WAIT;
}

bool claim_read(struct task *t)
{
	struct claim *c = of(t);
	const struct pg_result *rows = c->base.rows;

	if (pg_rows(rows) == 0)
		return false;
	c->id = (uint64_t)pg_i64(rows, 0, "id");
	c->user_id = (uint64_t)pg_i64(rows, 0, "user_id");
	c->late = pg_bool(rows, 0, "late");
	str_copy(c->kind, sizeof c->kind, pg_str(rows, 0, "kind"));
	return true;
}

enum step_result claim_lost(struct task *t)
{
	return task_fail(t, ERR_CONFLICT, "another process took it up");
}

enum step_result claim_settle(struct task *t)
{
	struct claim *c = of(t);
	struct privacy *d = c->base.run.daemon;
	const char *why;

	if (c->id == 0 || t->err.code == ERR_OK)
		return STEP_NEXT;
	why = arena_strdup(t->arena, t->err.text);
	log_warn("a request for somebody's data waits", LOG_I("dsr", c->id),
	    LOG_S("kind", c->kind), LOG_S("error", why));
	metrics_counter_inc(METRICS_WITH(d->metrics.retries, c->kind));
	err_clear(&t->err);
	pg_query(t, d->service->pg, pg_as_system(), NULL, sql_settle,
	    PG_ARGS(PG_I64(c->id), PG_TEXT(d->self), PG_TEXT(why),
		PG_I64(WAIT_MOST_MS), PG_I64(TRIES)));
	return STEP_WAIT;
}
