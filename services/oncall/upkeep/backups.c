/* backups.c - how old the newest backup is, and the newest that somebody has
 * tried to restore. */
#include "services/oncall/oncall.h"

static task_step look, looked;
oncall_steps backups_steps = {look, looked, NULL};

static const char sql_newest[] =
    "SELECT coalesce(extract(epoch FROM max(made_at)), 0) AS made, "
    "coalesce(extract(epoch FROM max(made_at) FILTER (WHERE verified_at IS NOT "
    "NULL)), 0) AS verified FROM backups";

static enum step_result look(struct task *t)
{
	return service_look(t, &oncall_run(t)->rows, sql_newest);
}

static enum step_result looked(struct task *t)
{
	const struct oncall_run *x = oncall_run(t);
	const struct oncall *d = x->run.daemon;

	if (pg_rows(x->rows) == 0)
		return STEP_NEXT;
	metrics_gauge_set(
	    METRICS_ONLY(d->metrics.backup), pg_f64(x->rows, 0, "made"));
	metrics_gauge_set(METRICS_ONLY(d->metrics.backup_verified),
	    pg_f64(x->rows, 0, "verified"));
	return STEP_NEXT;
}
