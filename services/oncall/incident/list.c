/* list.c - incidents are listed, and one is shown with its alerts and what it
 * cost. */
#include "services/oncall/oncall.h"

#include "common/base/clock.h"
#include "services/oncall/incident/row.h"
#include "services/oncall/slo/impact.h"
#include "services/oncall/slo/slo.h"

#define ALERTS_SHOWN 200
#define CHILDREN_SHOWN 1000

static task_step list, listed, show, shown;
oncall_steps incident_list_steps = {oncall_operators_only, list, listed, NULL};
oncall_steps incident_show_steps = {oncall_operators_only, show, shown, NULL};

struct showing {
	struct pg_result *spent;
};

static const char sql_list[] =
    "SELECT " INCIDENT_COLUMNS "FROM incidents i WHERE "
    "($1::text IS NULL OR i.status = $1 OR ($1 = 'open' AND i.status IN "
    "('investigating', 'identified', 'monitoring'))) "
    "AND ($2::bigint = 0 OR i.severity <= $2) "
    "AND (NOT $3::boolean OR (i.postmortem_due_at < now() "
    "AND i.postmortem_at IS NULL)) "
    "AND ($4::bigint = 0 OR i.id < $4) ORDER BY i.id DESC LIMIT $5";

static const char sql_show[] =
    "SELECT " INCIDENT_COLUMNS "FROM incidents i WHERE i.id = $1";
static const char sql_alerts[] =
    "SELECT fingerprint, alertname, labels, annotations, starts_at, ends_at, "
    "last_seen, count FROM incident_alerts WHERE incident_id = $1 "
    "ORDER BY ends_at IS NULL DESC, last_seen DESC, fingerprint LIMIT $2";
static const char sql_children[] =
    "SELECT coalesce(array_agg(id), '{}') AS ids FROM (SELECT id "
    "FROM incidents WHERE parent_id = $1 ORDER BY id LIMIT $2) c";

/* ---- many ---- */

static enum step_result list(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	const struct incident_list *ask = r->bus.msg;

	pg_query(t, oncall_of(r)->service->pg, pg_as_system(), &r->rows,
	    sql_list,
	    PG_ARGS(PG_TEXT(ask->status), PG_I64(ask->severity),
		PG_BOOL(ask->postmortem_overdue), PG_I64(ask->before),
		PG_I64(ask->limit)));
	return STEP_WAIT;
}

static enum step_result listed(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	const struct incident_list *ask = r->bus.msg;
	size_t n = t->err.code == ERR_OK ? pg_rows(r->rows) : 0;
	struct incident *v = ARENA_ARRAY(t->arena, struct incident, n);
	struct incidents m = {.incidents = {v, n}};

	for (size_t i = 0; i < n; i++) {
		struct incident_row row = incident_row_read(t, r->rows, i);

		v[i] = incident_row_view(t->arena, &row);
	}
	if (n > 0 && n == (size_t)ask->limit)
		m.next_before = v[n - 1].id;
	return bus_answer_end(&r->bus, MSG_incidents, &m);
}

/* ---- one ---- */

static struct showing *of(struct task *t)
{
	struct oncall_request *r = oncall_request(t);

	if (r->own == NULL)
		r->own = ARENA_NEW(t->arena, struct showing);
	return r->own;
}

static enum step_result show(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	const struct incident_show *ask = r->bus.msg;
	struct pg_batch *b =
	    pg_batch_begin(t, oncall_of(r)->service->pg, pg_as_system());

	pg_batch_add(b, &r->rows, sql_show, PG_ARGS(PG_I64(ask->id)));
	pg_batch_add(b, &r->more, sql_alerts,
	    PG_ARGS(PG_I64(ask->id), PG_I64(ALERTS_SHOWN)));
	pg_batch_add(b, &r->rest, sql_children,
	    PG_ARGS(PG_I64(ask->id), PG_I64(CHILDREN_SHOWN)));
	slo_impact_ask(b, ask->id, &of(t)->spent);
	pg_batch_run(b);
	return STEP_WAIT;
}

static const char *time_text(
    struct task *t, const struct pg_result *rows, size_t i, const char *column)
{
	return pg_is_null(rows, i, column)
		   ? NULL
		   : clock_utc_text(t->arena, pg_time(rows, i, column));
}

static struct incident_alert alert_of(
    struct task *t, const struct pg_result *rows, size_t i)
{
	return (struct incident_alert){
	    .fingerprint = pg_text(rows, i, "fingerprint"),
	    .alertname = pg_text(rows, i, "alertname"),
	    .labels = pg_str(rows, i, "labels"),
	    .annotations = pg_str(rows, i, "annotations"),
	    .starts_at = time_text(t, rows, i, "starts_at"),
	    .ends_at = time_text(t, rows, i, "ends_at"),
	    .last_seen = time_text(t, rows, i, "last_seen"),
	    .count = pg_i64(rows, i, "count"),
	};
}

static struct incident_impact impact_of(
    struct task *t, const struct slo_spent *s)
{
	struct incident_impact m = {.agent = s->agent,
	    .requests = (int64_t)s->requests,
	    .failed = (int64_t)s->failed,
	    .budget_share = s->budget_share,
	    .users_at_least = (int64_t)s->users_at_least};
	const char **missed =
	    ARENA_ARRAY(t->arena, const char *, OBJECTIVE_KINDS);

	m.missed.v = missed;
	for (int k = 0; k < OBJECTIVE_KINDS; k++)
		if (s->missed[k])
			missed[m.missed.n++] =
			    objective_name((enum objective_kind)k);
	return m;
}

static void put_impact(
    struct task *t, struct incident_shown *m, const struct incident_row *row)
{
	struct oncall_request *r = oncall_request(t);
	int64_t end_ms =
	    row->resolved_ms != 0 ? row->resolved_ms : loop_unix_ms(t->loop);
	struct slo_spent spent[OBJECTIVES_N];
	struct incident_impact *v =
	    ARENA_ARRAY(t->arena, struct incident_impact, OBJECTIVES_N);

	m->impact.v = v;
	m->impact.n = slo_impact_read(oncall_of(r)->slo->history, of(t)->spent,
	    &row->agents, end_ms / 60000, spent);
	for (size_t i = 0; i < m->impact.n; i++)
		v[i] = impact_of(t, &spent[i]);
}

/* The members of the record are the message's too. */
static struct incident_shown incident_of(
    struct task *t, const struct incident_row *row)
{
	struct incident view = incident_row_view(t->arena, row);
	struct incident_shown m = {.id = view.id};

#define COPY_F(M, kind, name, min, max, need, doc) m.name = view.name;
#define COPY_E(M, name, words, need, doc) m.name = view.name;
	INCIDENT(, COPY_F, COPY_E, )
#undef COPY_F
#undef COPY_E
	return m;
}

static enum step_result shown(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	struct incident_shown m;
	struct incident_row row;
	int64_t *children;

	if (t->err.code == ERR_OK && pg_rows(r->rows) == 0)
		err_set(&t->err, ERR_NOT_FOUND, "no such incident");
	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	row = incident_row_read(t, r->rows, 0);
	m = incident_of(t, &row);
	put_impact(t, &m, &row);
	m.alerts.n = pg_rows(r->more);
	m.alerts.v = ARENA_ARRAY(t->arena, struct incident_alert, m.alerts.n);
	for (size_t i = 0; i < m.alerts.n; i++)
		m.alerts.v[i] = alert_of(t, r->more, i);
	m.children.n = pg_i64s(t, r->rest, 0, "ids", &children);
	m.children.v = (const uint64_t *)children;
	bus_answer_msg(&r->bus, MSG_incident_shown, &m);
	return STEP_NEXT;
}
