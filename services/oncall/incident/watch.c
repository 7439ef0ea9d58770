/* watch.c - gauges of what is open. */
#include "services/oncall/oncall.h"

static task_step count, counted;
oncall_steps watch_steps = {count, counted, NULL};

static const char sql_count[] =
    "SELECT s AS severity, (SELECT count(*) FROM incidents WHERE severity = s "
    "AND status IN ('investigating', 'identified', 'monitoring')) AS open, "
    "(SELECT count(*) FROM incidents WHERE severity = s "
    "AND postmortem_due_at < now() AND postmortem_at IS NULL) AS overdue "
    "FROM generate_series(1, 4) s ORDER BY s";

static enum step_result count(struct task *t)
{
	return service_look(t, &oncall_run(t)->rows, sql_count);
}

static enum step_result counted(struct task *t)
{
	const struct oncall_run *x = oncall_run(t);
	struct oncall *d = x->run.daemon;
	int64_t overdue = 0;

	if (pg_rows(x->rows) == 0)
		return STEP_NEXT;
	for (size_t i = 0; i < pg_rows(x->rows); i++) {
		metrics_gauge_set(METRICS_WITH(d->metrics.open,
				      pg_text(x->rows, i, "severity")),
		    (double)pg_i64(x->rows, i, "open"));
		overdue += pg_i64(x->rows, i, "overdue");
	}
	metrics_gauge_set(METRICS_ONLY(d->metrics.overdue), (double)overdue);
	return STEP_NEXT;
}
