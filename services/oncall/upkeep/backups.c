/* backups.c - how old the newest backup is, and the newest that somebody has
 * tried to restore. */
#include "services/oncall/oncall.h"

static task_step look, looked;
oncall_steps backups_steps = {look, looked, NULL};

static const char sql_newest[] =
    "SELECT coalesce(extract(epoch FROM max(made_at)), 0) AS made, "
    "coalesce(extract(epoch FROM max(made_at) FILTER (WHERE verified_at IS NOT "
    "NULL)), 0) AS verified FROM backups";

static struct oncall_run *run_of(struct task *t)
{
	return CONTAINER_OF(t, struct oncall_run, run.task);
}

static enum step_result look(struct task *t)
{
	struct oncall_run *x = run_of(t);

	if (!pg_is_up(x->run.service->pg))
		return STEP_NEXT;
	pg_query(t, x->run.service->pg, pg_as_system(), &x->rows, sql_newest,
	    PG_NO_ARGS);
	return STEP_WAIT;
}

static enum step_result looked(struct task *t)
{
	struct oncall_run *x = run_of(t);
	const struct oncall *d = x->run.daemon;

	if (pg_rows(x->rows) == 0)
		return STEP_NEXT;
	metrics_gauge_set(
	    METRICS_ONLY(d->metrics.backup), pg_f64(x->rows, 0, "made"));
	metrics_gauge_set(METRICS_ONLY(d->metrics.backup_verified),
	    pg_f64(x->rows, 0, "verified"));
	return STEP_NEXT;
}
