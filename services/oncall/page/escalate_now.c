/* escalate_now.c - an operator wants the next one called, acknowledged or not,
 * at any hour. */
#include "services/oncall/page/event.h"
#include "services/oncall/rota/rota.h"

static task_step escalate, answer;
oncall_steps incident_escalate_steps = {
    oncall_operators_only, escalate, answer, NULL};

/* Nobody is above the last level, and of what is over nobody is called. */
static const char sql_look[] =
    "WITH i AS (SELECT i.id, i.status IN ('resolved', 'closed') AS over, "
    "coalesce(e.level, 0) AS level FROM incidents i LEFT JOIN escalations e "
    "ON e.incident_id = i.id WHERE i.id = $1), "
    "told AS (INSERT INTO incident_timeline (incident_id, at, kind, actor, "
    "text) SELECT id, now(), 'escalated', $2, 'calls the next one' FROM i "
    "WHERE NOT over AND level < $3) SELECT * FROM i";
static const char sql_event[] =
    "SELECT page_event(i.id, 'escalated', $2, '', '{}', '{}', '{}') "
    "FROM incidents i LEFT JOIN escalations e ON e.incident_id = i.id "
    "WHERE i.id = $1 AND i.status NOT IN ('resolved', 'closed') "
    "AND coalesce(e.level, 0) < $3";

static enum step_result escalate(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	const struct incident_escalate *ask = r->bus.msg;
	struct pg_batch *b =
	    pg_batch_begin(t, oncall_of(r)->service->pg, pg_as_system());
	struct pg_args args = PG_ARGS(PG_I64(ask->id), PG_TEXT(oncall_actor(t)),
	    PG_I64(ROTA_LEVEL_COUNT));

	pg_batch_add(b, &r->rows, sql_look, args);
	pg_batch_add(b, NULL, sql_event, args);
	pg_batch_run(b);
	return STEP_WAIT;
}

static enum step_result answer(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	const struct incident_escalate *ask = r->bus.msg;
	struct incident_escalated m = {.id = ask->id};
	int64_t level = 0;

	if (t->err.code == ERR_OK && pg_rows(r->rows) == 0)
		err_set(&t->err, ERR_NOT_FOUND, "no such incident");
	if (t->err.code == ERR_OK) {
		level = pg_i64(r->rows, 0, "level");
		if (pg_bool(r->rows, 0, "over"))
			err_set(&t->err, ERR_CONFLICT, "it is over");
		else if (level >= ROTA_LEVEL_COUNT)
			err_set(&t->err, ERR_CONFLICT, "all have been called");
		else
			m.level = rota_level((enum rota_level)level)->name;
	}
	return bus_answer_end(&r->bus, MSG_incident_escalated, &m);
}
