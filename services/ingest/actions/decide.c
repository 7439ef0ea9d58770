/* decide.c - action_decide and actions_decide. The rules are one function of
 * the database (infra/postgres, action_kinds.sql): what it says is committed
 * with what it did. */
#include "services/ingest/actions/actions.h"

static task_step decide, judge, answer, decide_many, answer_many;
ingest_steps action_decide_steps = {decide, judge, answer, NULL};
ingest_steps actions_decide_steps = {decide_many, answer_many, NULL};

static const char sql_decide[] = "SELECT action_decide($1, $2, $3, $4) AS said";

static struct action_request *of(struct task *t)
{
	return CONTAINER_OF(t, struct action_request, bus.task);
}

static struct pg *pg_of(struct action_request *r)
{
	const struct ingest *d = r->bus.daemon;

	return d->service->pg;
}

static enum step_result decide(struct task *t)
{
	struct action_request *r = of(t);
	const struct action_decide *ask = r->bus.msg;
	uint64_t user_id = r->bus.env.user_id;
	struct pg_batch *b = pg_batch_begin(t, pg_of(r), pg_as_user(user_id));

	pg_batch_add(b, &r->done, sql_decide,
	    PG_ARGS(PG_I64(user_id), PG_I64(ask->id), PG_TEXT(ask->decision),
		PG_TEXT(r->bus.env.request_id)));
	action_read(b, &r->rows, user_id, ask->id);
	pg_batch_run(b);
	return STEP_WAIT;
}

/* What the database's word means to the caller. */
static const struct {
	const char *said;
	enum err_code code;
	const char *why;
} refusals[] = {
    {"missing", ERR_NOT_FOUND, "no such action"},
    {"state", ERR_CONFLICT,
	"the action's status does not allow this: approve and reject are for "
	"what is proposed or failed, undo for what was executed"},
    {"final", ERR_CONFLICT, "this kind of action can't be taken back"},
    {"changed", ERR_CONFLICT,
	"you have changed what this action made: your work is kept; delete it "
	"where it is shown"},
};

/* In the order of the ids, so that two who decide at once never wait for each
 * other. */
static const char sql_decide_many[] =
    "SELECT x.id, action_decide($1, x.id, $3, $4) AS said FROM (SELECT "
    "DISTINCT id FROM unnest($2::bigint[]) u (id) ORDER BY id) x";
static const char sql_statuses[] =
    "SELECT id, status FROM actions WHERE user_id = $1 AND id = ANY ($2)";

static enum step_result judge(struct task *t)
{
	const char *said = pg_text(of(t)->done, 0, "said");

	for (size_t i = 0; i < ARRAY_LEN(refusals); i++)
		if (streq(said, refusals[i].said))
			return task_fail(
			    t, refusals[i].code, "%s", refusals[i].why);
	return STEP_NEXT;
}

static enum step_result answer(struct task *t)
{
	struct action_request *r = of(t);

	if (t->err.code != ERR_OK)
		bus_answer_err(&r->bus);
	else
		action_answer(r, r->rows);
	return STEP_NEXT;
}

/* ---- many ---- */

static enum step_result decide_many(struct task *t)
{
	struct action_request *r = of(t);
	const struct actions_decide *ask = r->bus.msg;
	uint64_t user_id = r->bus.env.user_id;
	int64_t *ids = ARENA_ARRAY(t->arena, int64_t, ask->ids.n);
	struct pg_batch *b;

	if (ask->ids.n == 0)
		return task_fail_field(t, "ids", "must not be empty");
	for (size_t i = 0; i < ask->ids.n; i++)
		ids[i] = (int64_t)ask->ids.v[i];
	b = pg_batch_begin(t, pg_of(r), pg_as_user(user_id));
	pg_batch_add(b, &r->done, sql_decide_many,
	    PG_ARGS(PG_I64(user_id), PG_I64S(ids, ask->ids.n),
		PG_TEXT(ask->decision), PG_TEXT(r->bus.env.request_id)));
	pg_batch_add(b, &r->rows, sql_statuses,
	    PG_ARGS(PG_I64(user_id), PG_I64S(ids, ask->ids.n)));
	pg_batch_run(b);
	return STEP_WAIT;
}

static const char *text_of(
    const struct pg_result *rows, uint64_t id, const char *column)
{
	for (size_t i = 0; i < pg_rows(rows); i++)
		if ((uint64_t)pg_i64(rows, i, "id") == id)
			return pg_text(rows, i, column);
	return NULL;
}

static enum step_result answer_many(struct task *t)
{
	struct action_request *r = of(t);
	const struct actions_decide *ask = r->bus.msg;
	struct actions_decided m;
	struct action_decided *v;

	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	v = ARENA_ARRAY(t->arena, struct action_decided, ask->ids.n);
	for (size_t i = 0; i < ask->ids.n; i++) {
		const char *said = text_of(r->done, ask->ids.v[i], "said");

		v[i].id = ask->ids.v[i];
		for (size_t k = 0; k < ARRAY_LEN(refusals); k++)
			if (streq(said, refusals[k].said))
				v[i].error = refusals[k].why;
		if (v[i].error == NULL)
			v[i].status = text_of(r->rows, v[i].id, "status");
	}
	m = (struct actions_decided){.results = {v, ask->ids.n}};
	bus_answer_msg(&r->bus, MSG_actions_decided, &m);
	return STEP_NEXT;
}
