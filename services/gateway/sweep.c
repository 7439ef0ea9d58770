/* sweep.c - the job that ends what nobody ended: sessions and idempotency keys
 * past their time, and runs whose gateway, agent or caller went away before the
 * result. Any number of gateways may do it at once. */
#include "services/gateway/sweep.h"

#include "services/gateway/options.h"

static task_step sweep;
task_step *const gateway_sweep_steps[] = {sweep, task_end, NULL};

static const char sql_sessions[] =
    "DELETE FROM sessions WHERE expires_at < now()";

/* A run's call lasts 60 s at most. */
static const char sql_runs[] =
    "UPDATE agent_runs SET status = 'failed', finished_at = now(), "
    "error = 'nobody was left to take the result' WHERE status = 'running' "
    "AND started_at < now() - interval '5 minutes'";

/* Some at a time: a day may leave a million. */
static const char sql_keys[] =
    "DELETE FROM idempotency_keys WHERE (user_id, id) IN "
    "(SELECT user_id, id FROM idempotency_keys WHERE created_at < now() - "
    "least($1::bigint, $2::bigint) * interval '1 millisecond' AND CASE WHEN "
    "status IS NULL "
    "THEN leased_until < now() - $2 * interval '1 millisecond' "
    "ELSE created_at < now() - $1 * interval '1 millisecond' END "
    "ORDER BY created_at LIMIT 5000 FOR UPDATE SKIP LOCKED)";

static enum step_result sweep(struct task *t)
{
	struct service_run *run = CONTAINER_OF(t, struct service_run, task);
	const struct gateway_options *opt = run->service->options;
	struct pg_batch *b =
	    pg_batch_begin(t, run->service->pg, pg_as_system());

	pg_batch_add(b, NULL, sql_sessions, PG_NO_ARGS);
	pg_batch_add(b, NULL, sql_runs, PG_NO_ARGS);
	pg_batch_add(b, NULL, sql_keys,
	    PG_ARGS(PG_I64(opt->key_ms), PG_I64(opt->key_unknown_ms)));
	pg_batch_run(b);
	return STEP_WAIT;
}
