/* watch.c - the job that follows flags and lanes.
 *
 * The database tells of every change and once after each (re)connect; a look
 * every WATCH_MS besides costs nothing and forgives a lost notice. */
#include "services/gateway/flags.h"

#define WATCH_MS 5000

struct watch_run {
	struct service_run run; /* first */
	const char *changed;
	struct pg_result *flags, *lanes;
};

static task_step wait, read_tables, apply, again;
static task_step *const watch_steps[] = {wait, read_tables, apply, again, NULL};

const struct service_job gateway_jobs[] = {
    {.name = "watch flags and lanes",
	.steps = watch_steps,
	.run_bytes = sizeof(struct watch_run),
	.every_ms = 0,
	.timeout_ms = 60000},
};
const size_t gateway_n_jobs = ARRAY_LEN(gateway_jobs);

static const char sql_flags[] = "SELECT name, value::text AS value FROM flags";
static const char sql_lanes[] = "SELECT service, canary_pct FROM lanes";

static struct watch_run *run_of(struct task *t)
{
	return CONTAINER_OF(t, struct watch_run, run.task);
}

static enum step_result wait(struct task *t)
{
	struct watch_run *w = run_of(t);
	struct gateway *gw = w->run.daemon;

	pg_listener_next(t, gw->listener, WATCH_MS, &w->changed);
	return STEP_WAIT;
}

static enum step_result read_tables(struct task *t)
{
	struct watch_run *w = run_of(t);
	struct pg *pg = w->run.service->pg;

	pg_query(t, pg, pg_as_system(), &w->flags, sql_flags, PG_NO_ARGS);
	pg_query(t, pg, pg_as_system(), &w->lanes, sql_lanes, PG_NO_ARGS);
	return STEP_WAIT;
}

static enum step_result apply(struct task *t)
{
	struct watch_run *w = run_of(t);
	struct gateway *gw = w->run.daemon;

	flags_replace(gw->flags, w->flags);
	for (size_t i = 0; i < pg_rows(w->lanes); i++)
		bus_set_canary(gw->service->bus,
		    pg_text(w->lanes, i, "service"),
		    (double)pg_i64(w->lanes, i, "canary_pct"));
	return STEP_NEXT;
}

/* A job's memory lives as long as its run: end, and be started anew. */
static enum step_result again(struct task *t)
{
	(void)t;
	return STEP_NEXT;
}
