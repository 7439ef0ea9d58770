/* timeline.c - what happened to an incident, and what was changed from an hour
 * before it began until it was over. */
#include "services/oncall/oncall.h"

#include "services/oncall/incident/row.h"

#define CHANGES_SHOWN 300

static task_step ask, answer;
oncall_steps incident_history_steps = {
    oncall_operators_only, ask, answer, NULL};

static const char sql_there[] = "SELECT id FROM incidents WHERE id = $1";
static const char sql_lines[] =
    "SELECT * FROM ((SELECT at, id, kind, actor, text FROM incident_timeline "
    "WHERE incident_id = $1 ORDER BY id DESC LIMIT $2) UNION ALL "
    "(SELECT c.at, 0, 'change', c.actor, c.text FROM incidents i, "
    "incident_changes(i.started_at - interval '1 hour', "
    "coalesce(i.resolved_at, now())) c WHERE i.id = $1 "
    "ORDER BY c.at DESC LIMIT $3)) l ORDER BY at, id";

static enum step_result ask(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	const struct incident_history *q = r->bus.msg;
	struct pg_batch *b =
	    pg_batch_begin(t, oncall_of(r)->service->pg, pg_as_system());

	pg_batch_add(b, &r->more, sql_there, PG_ARGS(PG_I64(q->id)));
	pg_batch_add(b, &r->rows, sql_lines,
	    PG_ARGS(PG_I64(q->id), PG_I64(q->limit), PG_I64(CHANGES_SHOWN)));
	pg_batch_run(b);
	return STEP_WAIT;
}

static enum step_result answer(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	struct incident_told m = {0};

	if (t->err.code == ERR_OK && pg_rows(r->more) == 0)
		err_set(&t->err, ERR_NOT_FOUND, "no such incident");
	if (t->err.code == ERR_OK) {
		m.entries.v = incident_entries_read(t->arena, r->rows);
		m.entries.n = pg_rows(r->rows);
	}
	return bus_answer_end(&r->bus, MSG_incident_told, &m);
}
