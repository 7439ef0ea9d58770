/* list.c - action_list: the user's actions, newest first. */
#include "services/ingest/actions/actions.h"

static task_step ask, answer;
ingest_steps action_list_steps = {ask, answer, NULL};

/* Of one row a of actions. */
#define ACTION_JSON                                                            \
	"jsonb_build_object('id', a.id::text, 'agent', a.agent, "              \
	"'kind', a.kind, 'status', a.status, 'email_id', a.email_id::text, "   \
	"'params', a.params, 'reason', a.reason, 'error', a.error, "           \
	"'changed', a.undo, 'can_undo', a.status = 'executed' AND a.undo IS "  \
	"NOT NULL, 'subject', e.subject, 'from', e.from_addr, "                \
	"'created_at', a.created_at, 'decided_at', a.decided_at, "             \
	"'executed_at', a.executed_at, 'undone_at', a.undone_at)"
#define ITS_EMAIL                                                              \
	"LEFT JOIN LATERAL (SELECT m.subject, m.from_addr FROM emails m "      \
	"WHERE m.id = a.email_id AND m.user_id = $1 LIMIT 1) e ON true "

static const char sql_list[] =
    "SELECT coalesce(jsonb_agg(j ORDER BY id DESC), '[]')::text AS actions, "
    "CASE WHEN count(*) = $5 THEN min(id) ELSE 0 END AS next FROM ("
    "SELECT a.id, " ACTION_JSON " AS j FROM actions a " ITS_EMAIL
    "WHERE a.user_id = $1 AND ($2 = '' OR a.status = $2) "
    "AND ($3::bigint = 0 OR a.email_id = $3) "
    "AND ($4::bigint = 0 OR a.id < $4) ORDER BY a.id DESC LIMIT $5) x";

static const char sql_one[] =
    "SELECT " ACTION_JSON "::text AS action FROM actions a " ITS_EMAIL
    "WHERE a.user_id = $1 AND a.id = $2";

void action_read(struct pg_batch *b, struct pg_result **rows_r,
    uint64_t user_id, uint64_t action_id)
{
	pg_batch_add(
	    b, rows_r, sql_one, PG_ARGS(PG_I64(user_id), PG_I64(action_id)));
}

void action_answer(struct action_request *r, const struct pg_result *rows)
{
	struct action_shown m;

	if (pg_rows(rows) == 0) {
		err_set(&r->bus.task.err, ERR_NOT_FOUND, "no such action");
		bus_answer_err(&r->bus);
		return;
	}
	m = (struct action_shown){.action = pg_str(rows, 0, "action")};
	bus_answer_msg(&r->bus, MSG_action_shown, &m);
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

static enum step_result answer(struct task *t)
{
	struct action_request *r = of(t);
	struct actions_shown m;

	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	m = (struct actions_shown){
	    .actions = pg_str(r->rows, 0, "actions"),
	    .next_before = (uint64_t)pg_i64(r->rows, 0, "next"),
	};
	bus_answer_msg(&r->bus, MSG_actions_shown, &m);
	return STEP_NEXT;
}
