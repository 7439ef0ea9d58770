/* pages.c - gauges of what waits to be told. */
#include "services/oncall/oncall.h"

static task_step count, counted;
oncall_steps pages_steps = {count, counted, NULL};

static const char sql_count[] =
    "SELECT c AS channel, count(p.id) AS waiting, "
    "coalesce(extract(epoch FROM now() - min(p.created_at)), 0)::float8 "
    "AS oldest FROM unnest(ARRAY['pagerduty', 'slack']) c "
    "LEFT JOIN outbox_pages p ON p.channel = c "
    "AND p.state IN ('waiting', 'sending') GROUP BY c";

static enum step_result count(struct task *t)
{
	return service_look(t, &oncall_run(t)->rows, sql_count);
}

static enum step_result counted(struct task *t)
{
	const struct oncall_run *x = oncall_run(t);
	struct oncall *d = x->run.daemon;

	for (size_t i = 0; i < pg_rows(x->rows); i++) {
		const char *channel = pg_text(x->rows, i, "channel");

		metrics_gauge_set(METRICS_WITH(d->metrics.waiting, channel),
		    (double)pg_i64(x->rows, i, "waiting"));
		metrics_gauge_set(METRICS_WITH(d->metrics.oldest, channel),
		    pg_f64(x->rows, i, "oldest"));
	}
	return STEP_NEXT;
}
