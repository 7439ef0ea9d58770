/* sweep.c - the job that ends what nobody ended: sessions past their time, and
 * runs whose gateway, agent or caller went away before the result. Any number
 * of gateways may do it at once. */
#include "services/gateway/sweep.h"

static task_step sweep, swept;
task_step *const gateway_sweep_steps[] = {sweep, swept, NULL};

static const char sql_sessions[] =
    "DELETE FROM sessions WHERE expires_at < now()";

/* A run's call lasts 60 s at most. */
static const char sql_runs[] =
    "UPDATE agent_runs SET status = 'failed', finished_at = now(), "
    "error = 'nobody was left to take the result' WHERE status = 'running' "
    "AND started_at < now() - interval '5 minutes'";

static enum step_result sweep(struct task *t)
{
	struct service_run *run = CONTAINER_OF(t, struct service_run, task);
	struct pg_batch *b =
	    pg_batch_begin(t, run->service->pg, pg_as_system());

	pg_batch_add(b, NULL, sql_sessions, PG_NO_ARGS);
	pg_batch_add(b, NULL, sql_runs, PG_NO_ARGS);
	pg_batch_run(b);
	return STEP_WAIT;
}

static enum step_result swept(struct task *t)
{
	(void)t;
	return STEP_NEXT;
}
