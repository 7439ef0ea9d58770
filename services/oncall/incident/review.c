/* review.c - postmortems: drafted from what is known, kept when finished. */
#include "services/oncall/incident/postmortem.h"
#include "services/oncall/incident/save.h"
#include "services/oncall/slo/impact.h"
#include "services/oncall/slo/slo.h"

#include <inttypes.h>

#define ENTRIES_MAX 1000

struct review {
	struct incident_change c;
	struct pg_result *row, *kept, *entries, *spent;
	struct err lost;
};

static task_step ask, answer_draft, check, load, keep, kept;
oncall_steps postmortem_show_steps = {
    oncall_operators_only, ask, answer_draft, NULL};
oncall_steps postmortem_keep_steps = {
    oncall_operators_only, check, load, keep, kept, NULL};

static const char sql_row[] =
    "SELECT " INCIDENT_COLUMNS "FROM incidents i WHERE i.id = $1";
static const char sql_kept[] =
    "SELECT markdown FROM incident_postmortems WHERE incident_id = $1 "
    "ORDER BY id DESC LIMIT 1";
static const char sql_entries[] =
    "SELECT * FROM ((SELECT at, id, kind, actor, text FROM incident_timeline "
    "WHERE incident_id = $1 ORDER BY id LIMIT $2) UNION ALL "
    "(SELECT c.at, 0, 'change', c.actor, c.text FROM incidents i, "
    "incident_changes(i.started_at - interval '1 hour', "
    "coalesce(i.resolved_at, now())) c WHERE i.id = $1 "
    "ORDER BY c.at DESC LIMIT $2)) l ORDER BY at, id";
static const char sql_keep[] =
    "INSERT INTO incident_postmortems (incident_id, at, author, markdown) "
    "VALUES ($1, $2, $3, $4)";
static const char sql_audit[] =
    "INSERT INTO audit_log (user_id, actor, action, subject, request_id) "
    "VALUES (0, $1, 'incident.postmortem', 'incident:' || $2, $3)";

static struct review *of(struct task *t)
{
	struct oncall_request *r = oncall_request(t);

	if (r->own == NULL)
		r->own = ARENA_NEW(t->arena, struct review);
	return r->own;
}

/* ---- shown: the one that was kept, else a draft ---- */

static enum step_result ask(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	const struct postmortem_show *q = r->bus.msg;
	struct review *x = of(t);
	struct pg_batch *b =
	    pg_batch_begin(t, oncall_of(r)->service->pg, pg_as_system());

	pg_batch_add(b, &x->row, sql_row, PG_ARGS(PG_I64(q->id)));
	pg_batch_add(b, &x->kept, sql_kept, PG_ARGS(PG_I64(q->id)));
	pg_batch_add(b, &x->entries, sql_entries,
	    PG_ARGS(PG_I64(q->id), PG_I64(ENTRIES_MAX)));
	slo_impact_ask(b, q->id, &x->spent);
	pg_batch_run(b);
	return STEP_WAIT;
}

static void draft(struct task *t, struct buf *out)
{
	struct oncall_request *r = oncall_request(t);
	struct review *x = of(t);
	struct incident_row row = incident_row_read(t, x->row, 0);
	int64_t now_ms = loop_unix_ms(t->loop);
	int64_t end_ms = row.resolved_ms != 0 ? row.resolved_ms : now_ms;
	struct slo_spent spent[OBJECTIVES_N];
	struct postmortem_facts f = {
	    .row = &row,
	    .entries = incident_entries_read(t->arena, x->entries),
	    .n_entries = pg_rows(x->entries),
	    .spent = spent,
	    .n_spent = slo_impact_read(oncall_of(r)->slo->history, x->spent,
		&row.agents, end_ms / 60000, spent),
	    .now_ms = now_ms,
	};

	postmortem_draft(out, &f);
}

static enum step_result answer_draft(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	struct review *x = of(t);
	struct buf out;

	if (t->err.code == ERR_OK && pg_rows(x->row) == 0)
		err_set(&t->err, ERR_NOT_FOUND, "no such incident");
	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	buf_init(&out, POSTMORTEM_MAX);
	if (pg_rows(x->kept) > 0)
		buf_adds(&out, pg_text(x->kept, 0, "markdown"));
	else
		draft(t, &out);
	bus_answer_json(
	    &r->bus, STR("{}"), (struct str){buf_str(&out), out.len});
	buf_deinit(&out);
	return STEP_NEXT;
}

/* ---- kept ---- */

static enum step_result check(struct task *t)
{
	const struct postmortem_keep *q = oncall_request(t)->bus.msg;

	return postmortem_check(str_of(q->markdown), &t->err) < 0 ? STEP_FAIL
								  : STEP_NEXT;
}

static enum step_result load(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	const struct postmortem_keep *q = r->bus.msg;

	pg_query(t, oncall_of(r)->service->pg, pg_as_system(), &of(t)->row,
	    sql_row, PG_ARGS(PG_I64(q->id)));
	return STEP_WAIT;
}

static enum step_result keep(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	const struct oncall *d = oncall_of(r);
	const struct postmortem_keep *q = r->bus.msg;
	const struct incident_rules rules = incident_rules(d);
	struct review *x = of(t);
	const char *actor = oncall_actor(t);
	int64_t now_ms = loop_unix_ms(t->loop);
	struct pg_batch *b;

	if (pg_rows(x->row) == 0)
		return task_fail(t, ERR_NOT_FOUND, "no such incident");
	x->c = (struct incident_change){.row = incident_row_read(t, x->row, 0)};
	if (incident_happens(t->arena, &x->c, EVENT_review, actor, NULL, now_ms,
		&rules, &t->err) < 0)
		return STEP_FAIL;
	b = pg_batch_begin(t, d->service->pg, pg_as_system());
	incident_changes_save(t, b, d, &x->c, 1, now_ms);
	pg_batch_add(b, NULL, sql_keep,
	    PG_ARGS(PG_I64(q->id), PG_TIME(now_ms), PG_TEXT(actor),
		PG_TEXT(q->markdown)));
	pg_batch_add(b, NULL, sql_audit,
	    PG_ARGS(PG_TEXT(actor),
		PG_TEXT(arena_printf(t->arena, "%" PRIu64, q->id)),
		PG_TEXT(r->bus.env.request_id)));
	task_tolerate(t, &x->lost);
	pg_batch_run(b);
	return STEP_WAIT;
}

static enum step_result kept(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	struct review *x = of(t);
	struct incident m;

	if (incident_is_race(&x->lost))
		err_set(&t->err, ERR_CONFLICT,
		    "the incident was changed meanwhile: send it again");
	else if (x->lost.code != ERR_OK)
		t->err = x->lost;
	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	x->c.row.version++;
	m = incident_row_view(t->arena, &x->c.row);
	bus_answer_msg(&r->bus, MSG_postmortem_kept, &m);
	return STEP_NEXT;
}
