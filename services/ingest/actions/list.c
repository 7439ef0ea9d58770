/* list.c - action_list: the user's actions, newest first. */
#include "services/ingest/actions/actions.h"

static task_step ask, answer;
ingest_steps action_list_steps = {ask, answer, NULL};

#define PAGE_BYTES "1000000" /* of params: longer pages end early */
#define ANSWER_BYTES ((size_t)8 << 20)

/* Of one row a of actions. */
#define ACTION_JSON                                                            \
	"jsonb_build_object('id', a.id::text, 'agent', a.agent, "              \
	"'kind', a.kind, 'status', a.status, 'email_id', a.email_id::text, "   \
	"'params', a.params, 'reason', a.reason, 'error', a.error, "           \
	"'changed', a.undo, 'can_undo', a.status = 'executed' AND a.undo IS "  \
	"NOT NULL AND made_state($1, a.undo) <> 'changed', "                   \
	"'subject', e.subject, 'from', e.from_addr, "                          \
	"'created_at', a.created_at, 'decided_at', a.decided_at, "             \
	"'executed_at', a.executed_at, 'undone_at', a.undone_at)::text "       \
	"AS action, action_preview($1, a.kind, a.params, a.status, a.undo, "   \
	"e.labels)::text AS preview, CASE WHEN a.kind = 'unsubscribe' AND "    \
	"a.status IN ('proposed', 'failed', 'approved') "                      \
	"THEN e.headers::text END AS headers"
#define ITS_EMAIL                                                              \
	"LEFT JOIN LATERAL (SELECT m.subject, m.from_addr, m.labels, "         \
	"m.headers FROM emails m "                                             \
	"WHERE m.id = a.email_id AND m.user_id = $1 LIMIT 1) e ON true "

static const char sql_list[] =
    "SELECT * FROM (SELECT a.id, " ACTION_JSON ", count(*) OVER () AS of, "
    "sum(length(a.params::text)) OVER (ORDER BY a.id DESC) "
    "- length(a.params::text) AS before FROM (SELECT * FROM actions "
    "WHERE user_id = $1 AND ($2 = '' OR status = $2) "
    "AND ($3::bigint = 0 OR email_id = $3) "
    "AND ($4::bigint = 0 OR id < $4) ORDER BY id DESC LIMIT $5) a " ITS_EMAIL
    ") x WHERE before <= " PAGE_BYTES " ORDER BY id DESC";

static const char sql_one[] = "SELECT " ACTION_JSON " FROM actions a " ITS_EMAIL
			      "WHERE a.user_id = $1 AND a.id = $2";

/* The row's object with one field more. */
static void put_action(struct buf *out, struct task *t, const struct ingest *d,
    const struct pg_result *rows, size_t i)
{
	struct str action = pg_str(rows, i, "action");

	buf_add(out, action.p, action.n - 1); /* all but its "}" */
	buf_adds(out, ",\"preview\":");
	if (pg_is_null(rows, i, "headers"))
		buf_adds(out, pg_text(rows, i, "preview"));
	else
		action_unsubscribe_preview(
		    t->arena, d, pg_text(rows, i, "headers"), out);
	buf_addc(out, '}');
}

void action_read(struct pg_batch *b, struct pg_result **rows_r,
    uint64_t user_id, uint64_t action_id)
{
	pg_batch_add(
	    b, rows_r, sql_one, PG_ARGS(PG_I64(user_id), PG_I64(action_id)));
}

void action_answer(struct action_request *r, const struct pg_result *rows)
{
	struct action_shown m;
	struct buf b;

	if (pg_rows(rows) == 0) {
		err_set(&r->bus.task.err, ERR_NOT_FOUND, "no such action");
		bus_answer_err(&r->bus);
		return;
	}
	buf_init(&b, ANSWER_BYTES);
	put_action(&b, &r->bus.task, r->bus.daemon, rows, 0);
	m = (struct action_shown){.action = {buf_str(&b), b.len}};
	bus_answer_msg(&r->bus, MSG_action_shown, &m);
	buf_deinit(&b);
}

static struct action_request *of(struct task *t)
{
	return CONTAINER_OF(t, struct action_request, bus.task);
}

static enum step_result ask(struct task *t)
{
	struct action_request *r = of(t);
	const struct ingest *d = r->bus.daemon;
	const struct action_list *q = r->bus.msg;
	uint64_t user_id = r->bus.env.user_id;

	pg_query(t, d->service->pg, pg_as_user(user_id), &r->rows, sql_list,
	    PG_ARGS(PG_I64(user_id),
		PG_TEXT(q->status == NULL ? "" : q->status),
		PG_I64(q->email_id), PG_I64(q->before), PG_I64(q->limit)));
	return STEP_WAIT;
}

/* 0: this was the last page. */
static uint64_t next_before(const struct pg_result *rows, int64_t limit)
{
	size_t n = pg_rows(rows);

	if (n == 0 || (pg_i64(rows, 0, "of") < limit &&
			  pg_i64(rows, 0, "of") == (int64_t)n))
		return 0;
	return (uint64_t)pg_i64(rows, n - 1, "id");
}

static enum step_result answer(struct task *t)
{
	struct action_request *r = of(t);
	const struct action_list *q = r->bus.msg;
	struct actions_shown m;
	struct buf b;

	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	buf_init(&b, ANSWER_BYTES);
	for (size_t i = 0; i < pg_rows(r->rows); i++) {
		buf_addc(&b, i == 0 ? '[' : ',');
		put_action(&b, t, r->bus.daemon, r->rows, i);
	}
	buf_adds(&b, pg_rows(r->rows) == 0 ? "[]" : "]");
	m = (struct actions_shown){
	    .actions = {buf_str(&b), b.len},
	    .next_before = next_before(r->rows, q->limit),
	};
	bus_answer_msg(&r->bus, MSG_actions_shown, &m);
	buf_deinit(&b);
	return STEP_NEXT;
}
