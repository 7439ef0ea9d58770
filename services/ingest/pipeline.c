/* pipeline.c - one unit at one stage: ask the neighbour, note how far it is.
 *
 * Every stage is idempotent, so what happens when we or the neighbour die at
 * any point is that it is done again. A task lives for one stage; its unit
 * goes back to the front of the queue for the next. */
#include "services/ingest/pipeline.h"

#include "common/base/die.h"
#include "common/base/ids.h"
#include "common/base/log.h"

#include <stdlib.h>

#define QUEUE_UNITS 100
#define SMALL_UNIT 5
#define STAGE_MS 45000 /* less than a lease */
#define WORK_ARENA (4u << 20)

struct work {
	struct task task;
	struct ingest *d;
	struct list node;
	struct unit *unit;
	struct bus_reply reply;
	struct pg_result *moved, *put_back;
	size_t to_put_back; /* emails; fewer came: the others are lost */
	bool away;
	int64_t began_us;
};

static task_step ask, judge, moved, finish;
static task_step *const work_steps[] = {ask, judge, moved, finish, NULL};

/* Rows are locked in one order, so that two writers never wait in a ring. */
#define OURS                                                                   \
	"(SELECT email_id AS id FROM pipeline WHERE email_id = ANY ($1) AND "  \
	"claimed_by = $2 AND stage = $3 ORDER BY email_id FOR UPDATE) ours "   \
	"WHERE email_id = ours.id"

static const char sql_advance[] =
    "UPDATE pipeline SET stage = $4, attempts = 0, last_error = '', "
    "claimed_until = now() + $5 * interval '1 ms' FROM " OURS
    " RETURNING email_id";

static const char sql_done[] =
    "WITH gone AS (DELETE FROM pipeline USING " OURS
    " RETURNING email_id, user_id), told AS (INSERT INTO outbox (user_id, "
    "topic, payload) SELECT user_id, 'mail.' || user_id, "
    "jsonb_build_object('event', 'ready', 'emails', count(*)) FROM gone "
    "GROUP BY user_id) SELECT email_id FROM gone";

static const char sql_forget[] =
    "DELETE FROM pipeline WHERE email_id = ANY ($1) AND claimed_by = $2";

static const char sql_put_back[] =
    "UPDATE pipeline SET attempts = $4, last_error = $5, not_before = now() + "
    "$6 * interval '1 ms', claimed_by = NULL, claimed_until = NULL FROM " OURS;

/* ---- the queue ---- */

struct pipeline *pipeline_new(size_t parallel)
{
	struct pipeline *p = xcalloc(1, sizeof *p);

	list_init(&p->queue);
	list_init(&p->working);
	p->room = QUEUE_UNITS;
	p->parallel = parallel;
	return p;
}

void pipeline_free(struct pipeline **pp)
{
	struct pipeline *p = *pp;

	if (p == NULL)
		return;
	p->closing = true;
	while (!list_empty(&p->working))
		task_cancel(&LIST_FIRST(&p->working, struct work, node)->task);
	LIST_EACH (node, &p->queue) {
		struct unit *u = LIST_ENTRY(node, struct unit, node);

		unit_free(&u);
	}
	free(p);
	*pp = NULL;
}

bool pipeline_has_room(const struct pipeline *p)
{
	return p->queued < p->room;
}

static void work_over(struct task *t);

static void start(struct ingest *d, struct unit *u)
{
	struct arena *a = arena_new(WORK_ARENA);
	struct work *w = ARENA_NEW(a, struct work);

	w->d = d;
	w->unit = u;
	w->began_us = loop_now_us(d->service->loop);
	list_append(&d->pipeline->working, &w->node);
	d->pipeline->running++;
	task_start(
	    &w->task, d->service->loop, a, work_steps, STAGE_MS, work_over);
}

/* A unit whose lease has less left than a stage may take is let go: the
 * sweeper will find its emails. */
static void pump(struct ingest *d)
{
	struct pipeline *p = d->pipeline;

	while (
	    !p->closing && p->running < p->parallel && !list_empty(&p->queue)) {
		struct unit *u = LIST_FIRST(&p->queue, struct unit, node);

		list_remove(&u->node);
		p->queued--;
		if (loop_now_ms(d->service->loop) + STAGE_MS > u->lease_ms)
			unit_free(&u);
		else
			start(d, u);
	}
}

void pipeline_add(struct ingest *d, struct unit *u)
{
	struct pipeline *p = d->pipeline;

	if (u->n <= SMALL_UNIT)
		list_insert_before(p->queue.next, &u->node);
	else
		list_append(&p->queue, &u->node);
	p->queued++;
	pump(d);
}

void pipeline_lose(struct ingest *d)
{
	d->pipeline->lost_ms = loop_now_ms(d->service->loop);
}

static size_t copy_ids(const struct unit *u, int64_t *to)
{
	for (size_t i = 0; i < u->n; i++)
		to[i] = (int64_t)u->ids[i];
	return u->n;
}

size_t pipeline_held(const struct pipeline *p, struct arena *a, int64_t **ids_r)
{
	size_t room = 0, n = 0;

	LIST_EACH (node, &p->queue)
		room += LIST_ENTRY(node, struct unit, node)->n;
	LIST_EACH (node, &p->working) {
		const struct work *w = LIST_ENTRY(node, struct work, node);

		room += w->unit != NULL ? w->unit->n : 0;
	}
	*ids_r = ARENA_ARRAY(a, int64_t, MAX(room, (size_t)1));
	LIST_EACH (node, &p->queue)
		n += copy_ids(LIST_ENTRY(node, struct unit, node), *ids_r + n);
	LIST_EACH (node, &p->working) {
		const struct work *w = LIST_ENTRY(node, struct work, node);

		n += w->unit != NULL ? copy_ids(w->unit, *ids_r + n) : 0;
	}
	return n;
}

static void work_over(struct task *t)
{
	struct work *w = CONTAINER_OF(t, struct work, task);
	struct pipeline *p = w->d->pipeline;

	list_remove(&w->node);
	p->running--;
	if (!p->closing && pg_affected(w->put_back) < w->to_put_back)
		pipeline_lose(w->d);
	if (w->unit != NULL && !p->closing) {
		list_insert_before(p->queue.next, &w->unit->node);
		p->queued++;
	} else {
		unit_free(&w->unit);
	}
	pump(w->d);
}

/* ---- one stage ---- */

static enum step_result ask(struct task *t)
{
	struct work *w = CONTAINER_OF(t, struct work, task);
	const struct service *s = w->d->service;
	const struct ids ids = {w->unit->ids, w->unit->n};
	const struct triage_batch triage = {.email_ids = ids};
	const struct search_index index = {.email_ids = ids};
	const struct knowledge_link graph = {.email_ids = ids};
	const struct {
		enum msg_type type;
		const void *msg;
	} calls[STAGES] = {{MSG_triage_batch, &triage},
	    {MSG_search_index, &index}, {MSG_knowledge_link, &graph}};
	const char *service = stage_service(w->unit->stage);
	struct envelope env = service_envelope(s, w->unit->user_id);

	if (!bus_is_up(s->bus, service, LANE_STABLE)) {
		w->away = true;
		return task_fail(t, ERR_UNAVAILABLE, "%s is away", service);
	}
	bus_call_msg(t, s->bus, service, &env, calls[w->unit->stage].type,
	    calls[w->unit->stage].msg, &w->reply);
	return STEP_WAIT;
}

static int read_missing(struct work *w, struct ids *missing, struct err *err)
{
	struct task *t = &w->task;
	struct triage_done triage = {0};
	struct search_indexed index = {0};
	struct knowledge_linked graph = {0};

	switch (w->unit->stage) {
	case STAGE_RECEIVED:
		if (bus_decode(t, &w->reply, MSG_triage_done, &triage, err) < 0)
			return -1;
		*missing = triage.missing;
		return 0;
	case STAGE_TRIAGED:
		if (bus_decode(t, &w->reply, MSG_search_indexed, &index, err) <
		    0)
			return -1;
		*missing = index.missing;
		return 0;
	case STAGE_INDEXED:
		if (bus_decode(
			t, &w->reply, MSG_knowledge_linked, &graph, err) < 0)
			return -1;
		*missing = graph.missing;
		return 0;
	case STAGES:
		break;
	}
	die("a unit beyond the last stage");
}

/* Emails that the neighbour did not find were erased meanwhile. */
static enum step_result judge(struct task *t)
{
	struct work *w = CONTAINER_OF(t, struct work, task);
	struct unit *u = w->unit;
	struct ids missing = {0};
	struct pg_batch *b;

	if (read_missing(w, &missing, &t->err) < 0)
		return STEP_FAIL;
	b = pg_batch_begin(t, w->d->service->pg, pg_as_system());
	if (missing.n > 0)
		pg_batch_add(b, NULL, sql_forget,
		    PG_ARGS(PG_I64S((const void *)missing.v, missing.n),
			PG_TEXT(w->d->self)));
	if (u->stage + 1 == STAGES)
		pg_batch_add(b, &w->moved, sql_done,
		    PG_ARGS(PG_I64S((const void *)u->ids, u->n),
			PG_TEXT(w->d->self), PG_TEXT(stage_name(u->stage))));
	else
		pg_batch_add(b, &w->moved, sql_advance,
		    PG_ARGS(PG_I64S((const void *)u->ids, u->n),
			PG_TEXT(w->d->self), PG_TEXT(stage_name(u->stage)),
			PG_TEXT(stage_name(u->stage + 1)),
			PG_I64(INGEST_LEASE_MS)));
	pg_batch_run(b);
	ingest_count(w->d, stage_name(u->stage + 1), "missing", missing.n);
	return STEP_WAIT;
}

/* Only what still was ours goes on. */
static enum step_result moved(struct task *t)
{
	struct work *w = CONTAINER_OF(t, struct work, task);
	struct unit *u = w->unit;
	size_t gone = u->n - pg_rows(w->moved);

	u->stage++;
	u->attempts = 0;
	u->n = pg_rows(w->moved);
	u->lease_ms = loop_now_ms(t->loop) + INGEST_LEASE_MS;
	for (size_t i = 0; i < u->n; i++)
		u->ids[i] = (uint64_t)pg_i64(w->moved, i, "email_id");
	ingest_count(w->d, stage_name(u->stage), "ok", u->n);
	metrics_observe(
	    METRICS_WITH(w->d->metrics.stage_time, stage_name(u->stage)),
	    (double)(loop_now_us(t->loop) - w->began_us) / 1e6);
	if (u->stage == STAGES)
		gone += u->n;
	w->d->pipeline->unfinished -=
	    MIN((int64_t)gone, w->d->pipeline->unfinished);
	if (u->n == 0 || u->stage == STAGES)
		unit_free(&w->unit);
	return STEP_NEXT;
}

static void log_setback(
    const struct work *w, const struct setback *s, const struct err *err)
{
	const struct unit *u = w->unit;

	LOG_AT(s->parked ? LOG_ERROR
	       : w->away ? LOG_DEBUG
			 : LOG_WARN,
	    "emails are held up", LOG_S("stage", stage_name(u->stage)),
	    LOG_S("waits_for", stage_service(u->stage)),
	    LOG_I("user_id", u->user_id), LOG_I("emails", u->n),
	    LOG_I("first_email_id", u->ids[0]), LOG_I("attempts", s->attempts),
	    LOG_I("again_in_ms", s->wait_ms),
	    LOG_S("code", err_name(err->code)), LOG_S("error", err->text));
}

/* Always runs. Where even this fails, or an answer that was lost said that
 * the emails had moved, the sweeper looks for them. */
static enum step_result finish(struct task *t)
{
	struct work *w = CONTAINER_OF(t, struct work, task);
	struct unit *u = w->unit;
	struct setback s;
	unsigned char chance;

	if (t->err.code == ERR_OK)
		return STEP_NEXT;
	ids_random(&chance, sizeof chance);
	s = unit_setback(u, &t->err, w->away, chance % 100);
	log_setback(w, &s, &t->err);
	ingest_count(w->d, stage_name(u->stage + 1),
	    s.parked ? "parked" : "retry", u->n);
	w->to_put_back = u->n;
	pg_query(t, w->d->service->pg, pg_as_system(), &w->put_back,
	    sql_put_back,
	    PG_ARGS(PG_I64S((const void *)u->ids, u->n), PG_TEXT(w->d->self),
		PG_TEXT(stage_name(u->stage)), PG_I64(s.attempts),
		PG_TEXT(t->err.text), PG_I64(s.wait_ms)));
	unit_free(&w->unit);
	return STEP_WAIT;
}
