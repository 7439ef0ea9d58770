/* expire.c - exports whose time is up, or that will not be made, leave the
 * store; and gauges of what is open. */
#include "services/privacy/privacy.h"

#include <inttypes.h>

static task_step find, discard, forget, count, counted;
privacy_steps expire_steps = {find, discard, forget, task_end, NULL};
privacy_steps watch_steps = {count, counted, NULL};

static const char sql_find[] =
    "SELECT id, user_id FROM dsr_requests d WHERE kind <> 'erasure' "
    "AND user_id <> 0 AND (status IN ('failed', 'refused') "
    "OR status = 'done' AND expires_at < now()) AND EXISTS (SELECT FROM "
    "dsr_files f "
    "WHERE f.dsr_id = d.id) ORDER BY id LIMIT 1";
static const char sql_forget[] =
    "WITH gone AS (DELETE FROM dsr_files WHERE dsr_id = $1 RETURNING dsr_id) "
    "INSERT INTO audit_log (user_id, actor, action, subject) "
    "SELECT DISTINCT $2::bigint, 'service:privacy', 'dsr.expired', "
    "'dsr:' || dsr_id FROM gone";
static const char sql_count[] =
    "SELECT count(*) FILTER (WHERE kind = 'access') AS access, "
    "count(*) FILTER (WHERE kind = 'portability') AS portability, "
    "count(*) FILTER (WHERE kind = 'erasure') AS erasure, "
    "count(*) FILTER (WHERE due_at < now()) AS overdue FROM dsr_requests "
    "WHERE status IN ('received', 'running') AND user_id <> 0";

struct expire {
	struct privacy_run base; /* first */
	size_t removed;
};
const size_t expire_run_bytes = sizeof(struct expire);

static struct expire *of(struct task *t)
{
	return CONTAINER_OF(t, struct expire, base.run.task);
}

static enum step_result find(struct task *t)
{
	return service_look(t, &of(t)->base.rows, sql_find);
}

static enum step_result discard(struct task *t)
{
	struct expire *x = of(t);
	struct privacy *d = x->base.run.daemon;

	if (pg_rows(x->base.rows) == 0) {
		task_goto(t, task_end);
		return STEP_NEXT;
	}
	object_remove(t, d->objects,
	    arena_printf(t->arena, "exports/%" PRIi64 "/%" PRIi64,
		pg_i64(x->base.rows, 0, "user_id"),
		pg_i64(x->base.rows, 0, "id")),
	    &x->removed);
	return STEP_WAIT;
}

static enum step_result forget(struct task *t)
{
	struct expire *x = of(t);

	pg_query(t, x->base.run.service->pg, pg_as_system(), NULL, sql_forget,
	    PG_ARGS(PG_I64(pg_i64(x->base.rows, 0, "id")),
		PG_I64(pg_i64(x->base.rows, 0, "user_id"))));
	return STEP_WAIT;
}

/* ---- gauges ---- */

static struct privacy_run *run_of(struct task *t)
{
	return CONTAINER_OF(t, struct privacy_run, run.task);
}

static enum step_result count(struct task *t)
{
	return service_look(t, &run_of(t)->rows, sql_count);
}

static enum step_result counted(struct task *t)
{
	static const char *const kinds[] = {"access", "portability", "erasure"};
	struct privacy_run *x = run_of(t);
	struct privacy *d = x->run.daemon;

	if (pg_rows(x->rows) == 0)
		return STEP_NEXT;
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		metrics_gauge_set(METRICS_WITH(d->metrics.open, kinds[i]),
		    (double)pg_i64(x->rows, 0, kinds[i]));
	metrics_gauge_set(METRICS_ONLY(d->metrics.overdue),
	    (double)pg_i64(x->rows, 0, "overdue"));
	return STEP_NEXT;
}
