/* status.c - how far mail is: for a user who asks, and for the metrics. */
#include "services/ingest/steps.h"

#include "services/ingest/pipeline.h"

static const char sql_user[] =
    "SELECT count(*) FILTER (WHERE stage = 'received') AS received, "
    "count(*) FILTER (WHERE stage = 'triaged') AS triaged, "
    "count(*) FILTER (WHERE stage = 'indexed') AS indexed, "
    "count(*) FILTER (WHERE attempts > 0) AS retrying, "
    "coalesce(extract(epoch FROM now() - min(received_at)) * 1000, "
    "0)::bigint AS oldest_ms, "
    "(SELECT count(*) FROM email_keys WHERE user_id = $1) AS emails "
    "FROM pipeline WHERE user_id = $1";

#define TEXT_OF_(x) #x
#define TEXT_OF(x) TEXT_OF_(x)

/* What is parked waits for a person: nobody's backlog, and no lag. */
static const char sql_all[] =
    "SELECT count(*) FILTER (WHERE lag AND stage = 'received') AS received, "
    "count(*) FILTER (WHERE lag AND stage = 'triaged') AS triaged, "
    "count(*) FILTER (WHERE lag AND stage = 'indexed') AS indexed, "
    "count(*) FILTER (WHERE lag AND attempts > 0) AS retrying, "
    "count(*) FILTER (WHERE NOT lag) AS parked, "
    "coalesce(extract(epoch FROM now() - min(received_at) FILTER (WHERE lag)), "
    "0)::double precision AS oldest "
    "FROM (SELECT *, attempts < " TEXT_OF(
	UNIT_PARK_AT) " AS lag FROM pipeline) p";

static const char sql_analyze[] = "SELECT analyze_grown()";

/* ---- ingest_status ---- */

static task_step count, answer;

ingest_steps status_steps = {count, answer, NULL};

static enum step_result count(struct task *t)
{
	struct status_request *r =
	    CONTAINER_OF(t, struct status_request, bus.task);
	const struct ingest *d = r->bus.daemon;
	uint64_t user_id = r->bus.env.user_id;

	pg_query(t, d->service->pg, pg_as_user(user_id), &r->rows, sql_user,
	    PG_ARGS(PG_I64(user_id)));
	return STEP_WAIT;
}

static enum step_result answer(struct task *t)
{
	struct status_request *r =
	    CONTAINER_OF(t, struct status_request, bus.task);
	struct ingest_state m;

	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	m = (struct ingest_state){
	    .received = pg_i64(r->rows, 0, "received"),
	    .triaged = pg_i64(r->rows, 0, "triaged"),
	    .indexed = pg_i64(r->rows, 0, "indexed"),
	    .retrying = pg_i64(r->rows, 0, "retrying"),
	    .emails = pg_i64(r->rows, 0, "emails"),
	    .oldest_wait_ms = pg_i64(r->rows, 0, "oldest_ms"),
	};
	bus_answer_msg(&r->bus, MSG_ingest_state, &m);
	return STEP_NEXT;
}

/* ---- the job that watches the whole table, and the planner ---- */

static task_step look, note;

ingest_steps watch_steps = {look, note, NULL};

static enum step_result look(struct task *t)
{
	struct watch_run *r = CONTAINER_OF(t, struct watch_run, run.task);

	service_look(t, &r->rows, sql_all);
	return service_look(t, NULL, sql_analyze);
}

static enum step_result note(struct task *t)
{
	struct watch_run *r = CONTAINER_OF(t, struct watch_run, run.task);
	struct ingest *d = r->run.daemon;
	const char *stages[] = {"received", "triaged", "indexed"};
	int64_t unfinished = 0;

	if (t->err.code != ERR_OK || r->rows == NULL)
		return STEP_NEXT;
	for (size_t i = 0; i < ARRAY_LEN(stages); i++) {
		int64_t n = pg_i64(r->rows, 0, stages[i]);

		unfinished += n;
		metrics_gauge_set(
		    METRICS_WITH(d->metrics.depth, stages[i]), (double)n);
	}
	d->pipeline->unfinished = unfinished;
	metrics_gauge_set(METRICS_ONLY(d->metrics.retrying),
	    (double)pg_i64(r->rows, 0, "retrying"));
	metrics_gauge_set(METRICS_ONLY(d->metrics.parked),
	    (double)pg_i64(r->rows, 0, "parked"));
	metrics_gauge_set(
	    METRICS_ONLY(d->metrics.oldest), pg_f64(r->rows, 0, "oldest"));
	metrics_gauge_set(
	    METRICS_ONLY(d->metrics.running), (double)d->pipeline->running);
	return STEP_NEXT;
}
