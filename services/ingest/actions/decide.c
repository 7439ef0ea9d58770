/* decide.c - action_decide and action_propose. The rules are one function of
 * the database each (infra/postgres, actions.sql): what it says is committed
 * with what it did. */
#include "services/ingest/actions/actions.h"

#include "common/base/jsonw.h"

static task_step decide, judge, answer, propose, proposed;
ingest_steps action_decide_steps = {decide, judge, answer, NULL};
ingest_steps action_propose_steps = {propose, proposed, answer, NULL};

static const char sql_decide[] = "SELECT action_decide($1, $2, $3, $4) AS said";
static const char sql_propose[] =
    "SELECT coalesce(action_propose($1, $2, $3, $4, $5::jsonb, $6), 0) AS id";

#define PARAMS_BYTES (16 * 1024)

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

static void put_labels(struct jsonw *w, const char *key, const struct strs *v)
{
	if (v->n == 0)
		return;
	jsonw_karr(w, key);
	for (size_t i = 0; i < v->n; i++)
		jsonw_str(w, v->v[i]);
	jsonw_end(w);
}

static int check_labels(struct task *t, const char *field, const struct strs *v)
{
	for (size_t i = 0; i < v->n; i++) {
		size_t n = strlen(v->v[i]);

		if (n >= 1 && n <= 200)
			continue;
		task_fail_field(t, field, "a label has 1 to 200 bytes");
		return -1;
	}
	return 0;
}

/* {"add": [...], "remove": [...]}; {} for other kinds. */
static const char *params_of(struct task *t, const struct action_propose *ask)
{
	struct buf b;
	struct jsonw w;
	const char *text;

	buf_init(&b, PARAMS_BYTES);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	put_labels(&w, "add", &ask->add);
	put_labels(&w, "remove", &ask->remove);
	jsonw_end(&w);
	text =
	    buf_failed(&b) ? NULL : arena_strndup(t->arena, buf_str(&b), b.len);
	buf_deinit(&b);
	return text;
}

static enum step_result propose(struct task *t)
{
	struct action_request *r = of(t);
	const struct action_propose *ask = r->bus.msg;
	uint64_t user_id = r->bus.env.user_id;
	bool labels = ask->add.n + ask->remove.n > 0;
	const char *params;

	if (streq(ask->kind, "label") != labels)
		return task_fail_field(t, labels ? "add" : "kind",
		    labels ? "only for kind label"
			   : "label needs labels to add or remove");
	if (check_labels(t, "add", &ask->add) < 0 ||
	    check_labels(t, "remove", &ask->remove) < 0)
		return STEP_FAIL;
	params = params_of(t, ask);
	if (params == NULL)
		return task_fail(t, ERR_TOO_LARGE, "the labels are too long");
	pg_query(t, pg_of(r), pg_as_user(user_id), &r->done, sql_propose,
	    PG_ARGS(PG_I64(user_id), PG_TEXT(r->bus.env.caller),
		PG_I64(ask->email_id), PG_TEXT(ask->kind), PG_TEXT(params),
		PG_TEXT(ask->reason == NULL ? "" : ask->reason)));
	return STEP_WAIT;
}

static enum step_result proposed(struct task *t)
{
	struct action_request *r = of(t);
	uint64_t id = (uint64_t)pg_i64(r->done, 0, "id");
	struct pg_batch *b;

	if (id == 0)
		return task_fail(t, ERR_NOT_FOUND, "no such email");
	b = pg_batch_begin(t, pg_of(r), pg_as_user(r->bus.env.user_id));
	action_read(b, &r->rows, r->bus.env.user_id, id);
	pg_batch_run(b);
	return STEP_WAIT;
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
