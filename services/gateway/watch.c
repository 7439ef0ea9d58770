/* watch.c - the job that follows flags and lanes.
 *
 * The database tells of every change and once after each (re)connect; a look
 * every WATCH_MS besides costs nothing and forgives a lost notice. */
#include "services/gateway/flags.h"

#include "common/service/services.def.h"
#include "services/gateway/sweep.h"

#define WATCH_MS 5000

struct watch_run {
	struct service_run run; /* first */
	const char *changed;
	struct pg_result *flags, *lanes;
};

/* A job's memory lives as long as its run: it ends, and is started anew. */
static task_step wait, read_tables, apply, over;
static task_step *const watch_steps[] = {wait, read_tables, apply, over, NULL};

const struct service_job gateway_jobs[] = {
    {.name = "watch flags and lanes",
	.steps = watch_steps,
	.run_bytes = sizeof(struct watch_run),
	.every_ms = 0,
	.timeout_ms = 60000},
    {.name = "sweep sessions and runs",
	.steps = gateway_sweep_steps,
	.run_bytes = sizeof(struct service_run),
	.every_ms = SWEEP_EVERY_MS,
	.timeout_ms = 30000},
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

/* A service without a line has no canary. */
static double percent_of(const struct pg_result *lanes, const char *service)
{
	for (size_t i = 0; i < pg_rows(lanes); i++)
		if (streq(pg_text(lanes, i, "service"), service))
			return (double)pg_i64(lanes, i, "canary_pct");
	return 0;
}

static enum step_result apply(struct task *t)
{
	struct watch_run *w = run_of(t);
	struct gateway *gw = w->run.daemon;

	flags_replace(gw->flags, w->flags);
#define X_LANE(name, agent, port, doc)                                         \
	bus_set_canary(gw->service->bus, #name, percent_of(w->lanes, #name));
	SERVICES(X_LANE)
#undef X_LANE
	gw->watched = true;
	return STEP_NEXT;
}

static enum step_result over(struct task *t)
{
	(void)t;
	return STEP_NEXT;
}
