/* watch.c - the job that follows flags and lanes, incidents, and whose
 * credentials are not what they were.
 *
 * The database tells of every change and once after each (re)connect; a look
 * every WATCH_MS besides costs nothing and forgives a lost notice. */
#include "services/gateway/flags.h"

#include "common/service/services.def.h"
#include "services/gateway/identity/auth_cache.h"
#include "services/gateway/lanes/lane_moves.h"
#include "services/gateway/limits/limit.h"
#include "services/gateway/identity/renew.h"
#include "services/gateway/streams/jobs.h"
#include "services/gateway/sweep.h"

#define WATCH_MS 5000

struct watch_run {
	struct service_run run; /* first */
	const char *changed;
	struct pg_result *flags, *lanes, *incidents;
};

/* A job's memory lives as long as its run: it ends, and is started anew. */
static task_step wait, read_tables, apply;
static task_step *const watch_steps[] = {
    wait, read_tables, apply, task_end, NULL};

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
    {.name = "renew callers",
	.steps = gateway_renew_steps,
	.run_bytes = sizeof(struct renew_run),
	.every_ms = RENEW_EVERY_MS,
	.timeout_ms = 5000},
    {.name = "hear events",
	.steps = stream_hear_steps,
	.run_bytes = sizeof(struct stream_hear),
	.release = stream_hear_release},
    {.name = "look after streams",
	.steps = stream_tick_steps,
	.run_bytes = sizeof(struct service_run),
	.every_ms = STREAM_TICK_MS},
    {.name = "hear of agent runs",
	.steps = stream_hints_steps,
	.run_bytes = sizeof(struct stream_hints),
	.every_ms = STREAM_HINTS_MS,
	.timeout_ms = 10000},
    {.name = "tell of lanes",
	.steps = gateway_lane_moves_steps,
	.run_bytes = sizeof(struct service_run),
	.every_ms = LANE_MOVES_EVERY_MS,
	.timeout_ms = 5000},
    {.name = "agree on limits",
	.steps = gateway_limit_steps,
	.run_bytes = sizeof(struct limit_beat),
	.every_ms = LIMIT_BEAT_MS,
	.timeout_ms = 2000},
};
const size_t gateway_n_jobs = ARRAY_LEN(gateway_jobs);

static const char sql_flags[] = "SELECT name, value::text AS value FROM flags";
static const char sql_lanes[] = "SELECT service, canary_pct::float8 FROM lanes";

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

/* "user:7": less is allowed than was; "": nobody knows what was missed. */
static bool was_about_user(struct watch_run *w)
{
	struct gateway *gw = w->run.daemon;
	struct str told = str_of(w->changed);
	uint64_t id;

	if (w->changed != NULL && told.n == 0)
		auth_cache_drop_all(gw->auth);
	if (!str_starts(told, "user:") ||
	    str_to_u64((struct str){told.p + 5, told.n - 5}, &id) < 0)
		return false;
	auth_cache_drop_user(gw->auth, id);
	streams_end_user(gw->streams, id);
	return true;
}

static bool was_about_incidents(const struct watch_run *w)
{
	return w->changed != NULL &&
	       streq(w->changed, STREAM_INCIDENTS_CHANGED);
}

static enum step_result read_tables(struct task *t)
{
	struct watch_run *w = run_of(t);
	struct pg *pg = w->run.service->pg;
	bool asked;

	if (was_about_user(w)) {
		task_goto(t, task_end);
		return STEP_NEXT;
	}
	asked = stream_incidents_ask(t, w->run.daemon, &w->incidents);
	if (was_about_incidents(w))
		return asked ? STEP_WAIT : STEP_NEXT;
	pg_query(t, pg, pg_as_system(), &w->flags, sql_flags, PG_NO_ARGS);
	pg_query(t, pg, pg_as_system(), &w->lanes, sql_lanes, PG_NO_ARGS);
	return STEP_WAIT;
}

/* A service without a line has no canary. */
static double percent_of(const struct pg_result *lanes, const char *service)
{
	for (size_t i = 0; i < pg_rows(lanes); i++)
		if (streq(pg_text(lanes, i, "service"), service))
			return pg_f64(lanes, i, "canary_pct");
	return 0;
}

static enum step_result apply(struct task *t)
{
	struct watch_run *w = run_of(t);
	struct gateway *gw = w->run.daemon;

	stream_incidents_told(gw->streams, w->incidents);
	if (was_about_incidents(w))
		return STEP_NEXT;
	flags_replace(gw->flags, w->flags);
#define X_LANE(name, agent, port, doc)                                         \
	bus_set_canary(gw->service->bus, #name, percent_of(w->lanes, #name));
	SERVICES(X_LANE)
#undef X_LANE
	limits_follow_flags(gw);
	gw->watched = true;
	return STEP_NEXT;
}
