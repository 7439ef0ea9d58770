/* relay.c - publishes what the outbox holds. A crash between the two steps
 * publishes twice, never not at all; readers look into tables anyway. */
#include "services/ingest/steps.h"

#include "common/bus/events.h"

#define RELAY_MAX 500

static task_step look, publish;

ingest_steps relay_steps = {look, publish, task_end, NULL};

static const char sql_look[] =
    "SELECT id, topic, payload::text AS payload FROM outbox ORDER BY id "
    "LIMIT $1";

static const char sql_remove[] = "DELETE FROM outbox WHERE id = ANY ($1)";

static enum step_result look(struct task *t)
{
	struct relay_run *r = CONTAINER_OF(t, struct relay_run, run.task);

	if (!pg_is_up(r->run.service->pg)) {
		task_goto(t, task_end);
		return STEP_NEXT;
	}
	pg_query(t, r->run.service->pg, pg_as_system(), &r->rows, sql_look,
	    PG_ARGS(PG_I64(RELAY_MAX)));
	return STEP_WAIT;
}

static enum step_result publish(struct task *t)
{
	struct relay_run *r = CONTAINER_OF(t, struct relay_run, run.task);
	struct ingest *d = r->run.daemon;
	size_t n = pg_rows(r->rows);
	int64_t *ids = ARENA_ARRAY(t->arena, int64_t, n);

	if (n == 0)
		return STEP_NEXT;
	for (size_t i = 0; i < n; i++) {
		ids[i] = pg_i64(r->rows, i, "id");
		event_publish(d->service->events, pg_text(r->rows, i, "topic"),
		    (uint64_t)ids[i], pg_str(r->rows, i, "payload"));
	}
	metrics_counter_add(METRICS_ONLY(d->metrics.events), (double)n);
	pg_query(t, d->service->pg, pg_as_system(), NULL, sql_remove,
	    PG_ARGS(PG_I64S(ids, n)));
	return STEP_WAIT;
}
