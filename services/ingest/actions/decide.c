/* decide.c - action_decide. The rules are one function of the database
 * (infra/postgres, actions.sql): what it says is committed with what it did. */
#include "services/ingest/actions/actions.h"

static task_step decide, judge, answer;
ingest_steps action_decide_steps = {decide, judge, answer, NULL};

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
    {"unsupported", ERR_UNPROCESSABLE,
	"this kind of action can't be carried out yet"},
};

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
