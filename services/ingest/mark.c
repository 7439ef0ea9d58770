/* mark.c - email_mark and emails_mark: read, or unread again.
 *
 * Who marks wants to see it at once, so the index is told within the request
 * (of a mail that it knows it writes the labels alone). Meanwhile the mails are
 * in the pipeline as ours: whatever becomes of us or of search, the sweeper
 * takes up what was not settled, and the mark holds. */
#include "services/ingest/steps.h"

#include "services/ingest/pipeline.h"

#define INDEX_MS 2000 /* then it is left to the pipeline */

static task_step take_one, take_many, mark, tell_index, settle, answer_one,
    answer_many;
ingest_steps email_mark_steps = {
    take_one, mark, tell_index, settle, answer_one, NULL};
ingest_steps emails_mark_steps = {
    take_many, mark, tell_index, settle, answer_many, NULL};

static const char sql_mark[] =
    "SELECT email_id, is_changed, is_claimed "
    "FROM emails_mark_read($1, $2, $3, $4, $5) ORDER BY email_id";

/* Only what still is ours: somebody may have changed it anew meanwhile. */
#define OURS                                                                   \
	"WHERE email_id IN (SELECT email_id FROM pipeline "                    \
	"WHERE email_id = ANY ($1) AND claimed_by = $2 AND stage = 'triaged' " \
	"ORDER BY email_id FOR UPDATE)"
static const char sql_done[] = "DELETE FROM pipeline " OURS;
static const char sql_let_go[] =
    "UPDATE pipeline SET claimed_by = NULL, claimed_until = NULL " OURS;

static struct mark_request *of(struct task *t)
{
	return CONTAINER_OF(t, struct mark_request, bus.task);
}

static const struct ingest *daemon_of(const struct mark_request *r)
{
	return r->bus.daemon;
}

static enum step_result take_one(struct task *t)
{
	struct mark_request *r = of(t);
	const struct email_mark *ask = r->bus.msg;

	r->ids = (struct ids){&ask->email_id, 1};
	r->read = ask->read;
	return STEP_NEXT;
}

static enum step_result take_many(struct task *t)
{
	struct mark_request *r = of(t);
	const struct emails_mark *ask = r->bus.msg;

	if (ask->ids.n == 0)
		return task_fail_field(t, "ids", "must not be empty");
	r->ids = ask->ids;
	r->read = ask->read;
	return STEP_NEXT;
}

static enum step_result mark(struct task *t)
{
	struct mark_request *r = of(t);
	const struct ingest *d = daemon_of(r);
	uint64_t user_id = r->bus.env.user_id;

	pg_query(t, d->service->pg, pg_as_user(user_id), &r->rows, sql_mark,
	    PG_ARGS(PG_I64(user_id), PG_I64S((const void *)r->ids.v, r->ids.n),
		PG_BOOL(r->read), PG_TEXT(d->self), PG_I64(INGEST_LEASE_MS)));
	return STEP_WAIT;
}

/* The marked mails where `column` is true. */
static struct ids those(struct task *t, const char *column)
{
	const struct pg_result *rows = of(t)->rows;
	uint64_t *v = ARENA_ARRAY(t->arena, uint64_t, MAX(pg_rows(rows), 1u));
	size_t n = 0;

	for (size_t i = 0; i < pg_rows(rows); i++)
		if (pg_bool(rows, i, column))
			v[n++] = (uint64_t)pg_i64(rows, i, "email_id");
	return (struct ids){v, n};
}

static enum step_result tell_index(struct task *t)
{
	struct mark_request *r = of(t);
	const struct service *s = daemon_of(r)->service;
	struct envelope env = service_envelope_for(&r->bus);
	struct search_index m;

	r->claimed = those(t, "is_claimed");
	if (r->claimed.n == 0)
		return STEP_NEXT;
	if (!bus_is_up(s->bus, "search", LANE_STABLE)) {
		err_set(&r->not_told, ERR_UNAVAILABLE, "search is away");
		return STEP_NEXT;
	}
	env.idempotency_key[0] = '\0';
	env.timeout_ms = INDEX_MS;
	m = (struct search_index){.email_ids = r->claimed};
	task_tolerate(t, &r->not_told);
	bus_call_msg(
	    t, s->bus, "search", &env, MSG_search_index, &m, &r->reply);
	return STEP_WAIT;
}

static enum step_result settle(struct task *t)
{
	struct mark_request *r = of(t);
	struct ingest *d = r->bus.daemon;

	if (r->claimed.n == 0)
		return STEP_NEXT;
	task_tolerate(t, &r->not_settled);
	pg_query(t, d->service->pg, pg_as_user(r->bus.env.user_id), NULL,
	    r->not_told.code == ERR_OK ? sql_done : sql_let_go,
	    PG_ARGS(PG_I64S((const void *)r->claimed.v, r->claimed.n),
		PG_TEXT(d->self)));
	return STEP_WAIT;
}

/* What was not settled the sweeper looks for. The mark itself is there, or it
 * is not known whether: then the caller is told so. */
static bool is_marked(struct task *t)
{
	struct mark_request *r = of(t);

	if (t->err.code != ERR_OK || r->not_settled.code != ERR_OK)
		pipeline_lose(r->bus.daemon);
	if (t->err.code == ERR_OK)
		return true;
	bus_answer_err(&r->bus);
	return false;
}

static enum step_result answer_one(struct task *t)
{
	struct mark_request *r = of(t);
	struct email_marked m = {.id = r->ids.v[0], .read = r->read};

	if (t->err.code == ERR_OK && pg_rows(r->rows) == 0)
		err_set(&t->err, ERR_NOT_FOUND, "no such email");
	if (!is_marked(t))
		return STEP_NEXT;
	m.changed = pg_bool(r->rows, 0, "is_changed");
	bus_answer_msg(&r->bus, MSG_email_marked, &m);
	return STEP_NEXT;
}

static bool is_there(const struct pg_result *rows, uint64_t id)
{
	for (size_t i = 0; i < pg_rows(rows); i++)
		if ((uint64_t)pg_i64(rows, i, "email_id") == id)
			return true;
	return false;
}

static enum step_result answer_many(struct task *t)
{
	struct mark_request *r = of(t);
	struct emails_marked m = {.read = r->read};
	uint64_t *missing;

	if (!is_marked(t))
		return STEP_NEXT;
	missing = ARENA_ARRAY(t->arena, uint64_t, r->ids.n);
	m.changed = those(t, "is_changed");
	m.missing.v = missing;
	for (size_t i = 0; i < r->ids.n; i++)
		if (!is_there(r->rows, r->ids.v[i]))
			missing[m.missing.n++] = r->ids.v[i];
	bus_answer_msg(&r->bus, MSG_emails_marked, &m);
	return STEP_NEXT;
}
