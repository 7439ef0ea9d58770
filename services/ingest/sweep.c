/* sweep.c - takes up what nobody works on: emails whose lease ran out, whose
 * time to be tried again has come, or that memory had no room for.
 *
 * Once at the start it takes back the leases of predecessors of this place
 * (host and lane) that are dead, so that a restart loses no time; and whenever
 * an answer of the database was lost, what it may have made ours. */
#include "services/ingest/steps.h"

#include "common/base/log.h"
#include "services/ingest/pipeline.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

#define CLAIM_MAX 2000
#define ROUNDS 8 /* of one run, while there is a backlog */
#define SOON_MS 100
#define LOST_MS 3000

static task_step predecessors, take_back, let_go, claim, claimed;

ingest_steps sweep_steps = {
    predecessors, take_back, let_go, claim, claimed, task_end, NULL};

static const char sql_claimers[] =
    "SELECT DISTINCT claimed_by FROM pipeline WHERE "
    "starts_with(claimed_by, $1)";

static const char sql_take_back[] =
    "UPDATE pipeline SET claimed_by = NULL, claimed_until = NULL WHERE "
    "claimed_by = ANY ($1)";

static const char sql_let_go[] =
    "UPDATE pipeline SET claimed_by = NULL, claimed_until = NULL WHERE "
    "claimed_by = $1 AND email_id <> ALL ($2) AND "
    "claimed_until < now() + $3 * interval '1 ms'";

static const char sql_claim[] =
    "UPDATE pipeline p SET claimed_by = $1, claimed_until = now() + "
    "$2 * interval '1 ms' FROM (SELECT email_id FROM pipeline WHERE "
    "not_before <= now() AND (claimed_until IS NULL OR claimed_until < now()) "
    "AND stage = ANY ($3) ORDER BY not_before, email_id LIMIT $4 "
    "FOR UPDATE SKIP LOCKED) c WHERE p.email_id = c.email_id "
    "RETURNING p.email_id, p.user_id, p.stage, p.attempts";

static struct sweep_run *sweep_of(struct task *t)
{
	return CONTAINER_OF(t, struct sweep_run, run.task);
}

static enum step_result predecessors(struct task *t)
{
	struct sweep_run *s = sweep_of(t);
	struct ingest *d = s->run.daemon;

	uploads_expire(d->uploads, loop_now_ms(t->loop));
	metrics_gauge_set(
	    METRICS_ONLY(d->metrics.uploads), (double)uploads_len(d->uploads));
	if (!pg_is_up(d->service->pg)) {
		task_goto(t, task_end);
		return STEP_NEXT;
	}
	if (d->swept) {
		task_goto(t, let_go);
		return STEP_NEXT;
	}
	pg_query(t, d->service->pg, pg_as_system(), &s->rows, sql_claimers,
	    PG_ARGS(PG_TEXT(d->place)));
	return STEP_WAIT;
}

/* A process of our own number can only be a dead one: we hold nothing yet
 * when this runs first, or what we hold is claimed again and done twice. */
static bool is_dead(const struct ingest *d, const char *claimer)
{
	int64_t pid;

	if (str_to_i64(str_of(claimer + strlen(d->place)), 1, INT32_MAX, &pid) <
	    0)
		return true;
	return pid == getpid() || (kill((pid_t)pid, 0) < 0 && errno == ESRCH);
}

static enum step_result take_back(struct task *t)
{
	struct sweep_run *s = sweep_of(t);
	struct ingest *d = s->run.daemon;
	const char **dead =
	    ARENA_ARRAY(t->arena, const char *, pg_rows(s->rows));
	size_t n = 0;

	d->swept = true;
	for (size_t i = 0; i < pg_rows(s->rows); i++) {
		const char *claimer = pg_text(s->rows, i, "claimed_by");

		if (is_dead(d, claimer))
			dead[n++] = claimer;
	}
	if (n == 0)
		return STEP_NEXT;
	log_info("taking up the work of a process that is gone",
	    LOG_I("processes", n));
	pg_query(t, d->service->pg, pg_as_system(), NULL, sql_take_back,
	    PG_ARGS(PG_TEXTS(dead, n)));
	return STEP_WAIT;
}

/* Ours in the table, in no unit, and not claimed just now by an import that is
 * about to hand them over. Letting go of too much is harmless: a unit goes on
 * with what is still ours only. */
static enum step_result let_go(struct task *t)
{
	struct sweep_run *s = sweep_of(t);
	struct ingest *d = s->run.daemon;
	int64_t *held;
	size_t n;

	s->lost_ms = d->pipeline->lost_ms;
	if (s->lost_ms == 0 || loop_now_ms(t->loop) - s->lost_ms < LOST_MS)
		return STEP_NEXT;
	n = pipeline_held(d->pipeline, t->arena, &held);
	pg_query(t, d->service->pg, pg_as_system(), &s->let_go, sql_let_go,
	    PG_ARGS(PG_TEXT(d->self), PG_I64S(held, n),
		PG_I64(INGEST_LEASE_MS - LOST_MS)));
	return STEP_WAIT;
}

/* Emails that wait for a neighbour who is away are left alone. */
static enum step_result claim(struct task *t)
{
	struct sweep_run *s = sweep_of(t);
	struct ingest *d = s->run.daemon;
	struct pipeline *p = d->pipeline;
	size_t per_unit = (size_t)d->opt->batch_messages;
	const char *ready[STAGES];
	size_t n = 0;

	if (s->let_go != NULL && p->lost_ms == s->lost_ms)
		p->lost_ms = 0;
	for (unsigned i = 0; i < STAGES; i++)
		if (bus_is_up(d->service->bus, stage_service((enum stage)i),
			LANE_STABLE))
			ready[n++] = stage_name((enum stage)i);
	s->limit = pipeline_has_room(p) ? MIN((p->room - p->queued) * per_unit,
					      (size_t)CLAIM_MAX)
					: 0;
	if (n == 0 || s->limit == 0 || !pg_is_up(d->service->pg)) {
		task_goto(t, task_end);
		return STEP_NEXT;
	}
	pg_query(t, d->service->pg, pg_as_system(), &s->rows, sql_claim,
	    PG_ARGS(PG_TEXT(d->self), PG_I64(INGEST_LEASE_MS),
		PG_TEXTS(ready, n), PG_I64(s->limit)));
	return STEP_WAIT;
}

static struct claim *read_claims(struct task *t, const struct pg_result *rows)
{
	struct claim *v = ARENA_ARRAY(t->arena, struct claim, pg_rows(rows));

	for (size_t i = 0; i < pg_rows(rows); i++) {
		v[i] = (struct claim){
		    .email_id = (uint64_t)pg_i64(rows, i, "email_id"),
		    .user_id = (uint64_t)pg_i64(rows, i, "user_id"),
		    .attempts = (int)pg_i64(rows, i, "attempts"),
		};
		if (stage_parse(pg_text(rows, i, "stage"), &v[i].stage) < 0)
			log_error("unknown stage in the pipeline",
			    LOG_I("email_id", v[i].email_id));
	}
	return v;
}

/* While there is a backlog, the next look comes soon. */
static enum step_result claimed(struct task *t)
{
	struct sweep_run *s = sweep_of(t);
	struct ingest *d = s->run.daemon;
	size_t n = pg_rows(s->rows);
	struct list units;

	list_init(&units);
	units_make(read_claims(t, s->rows), n, (size_t)d->opt->batch_messages,
	    loop_now_ms(t->loop) + INGEST_LEASE_MS, &units);
	while (!list_empty(&units)) {
		struct unit *u = LIST_FIRST(&units, struct unit, node);

		list_remove(&u->node);
		pipeline_add(d, u);
	}
	if (n < s->limit / 2 || ++s->rounds == ROUNDS)
		return STEP_NEXT;
	task_goto(t, claim);
	task_sleep(t, SOON_MS);
	return STEP_WAIT;
}
