/* report.c - the on-call report: how many incidents, how long until somebody
 * was at them and until they were over, as distributions. None of nothing: a
 * median of no incident is null. */
#include "services/oncall/oncall.h"

static task_step ask, answer;
oncall_steps incident_report_steps = {oncall_operators_only, ask, answer, NULL};

/* Of rows with a column seconds. */
#define DISTRIBUTION                                                           \
	"jsonb_build_object('n', count(seconds), 'p50_s', "                    \
	"round((percentile_cont(0.5) WITHIN GROUP (ORDER BY "                  \
	"seconds))::numeric, 1), 'p90_s', round((percentile_cont(0.9) "        \
	"WITHIN GROUP (ORDER BY seconds))::numeric, 1))"
#define SINCE ">= now() - make_interval(days => $1::int)"

/* answered: from each opening or reopening to the first deed of a person;
 * parts of a storm are counted with it. */
static const char sql_report[] =
    "WITH began AS (SELECT t.incident_id, t.id, t.at, lead(t.id) OVER "
    "(PARTITION BY t.incident_id ORDER BY t.id) AS next "
    "FROM incident_timeline t WHERE t.kind IN ('opened', 'reopened')), "
    "answered AS (SELECT i.severity, extract(epoch FROM (SELECT min(u.at) "
    "FROM incident_timeline u WHERE u.incident_id = b.incident_id "
    "AND u.id > b.id AND (b.next IS NULL OR u.id < b.next) "
    "AND u.actor LIKE 'user:%' AND u.kind NOT IN ('postmortem', 'closed')) "
    "- b.at) AS seconds FROM began b "
    "JOIN incidents i ON i.id = b.incident_id WHERE i.parent_id IS NULL "
    "AND b.at " SINCE "), "
    "ended AS (SELECT severity, extract(epoch FROM resolved_at - created_at) "
    "AS seconds FROM incidents WHERE parent_id IS NULL "
    "AND resolved_at " SINCE "), "
    "of AS (SELECT s AS severity, jsonb_build_object('severity', s, "
    "'opened', (SELECT count(*) FROM incidents i WHERE i.severity = s "
    "AND i.created_at " SINCE "), "
    "'open', (SELECT count(*) FROM incidents i WHERE i.severity = s "
    "AND i.status IN ('investigating', 'identified', 'monitoring')), "
    "'acknowledged', (SELECT " DISTRIBUTION " FROM answered a "
    "WHERE a.severity = s), "
    "'resolved', (SELECT " DISTRIBUTION " FROM ended e "
    "WHERE e.severity = s)) AS line FROM generate_series(1, 4) s) "
    "SELECT jsonb_build_object('days', $1::int, 'until', now(), "
    "'by_severity', (SELECT jsonb_agg(line ORDER BY severity) FROM of), "
    "'acknowledged', (SELECT " DISTRIBUTION " FROM answered), "
    "'resolved', (SELECT " DISTRIBUTION " FROM ended), "
    "'alerts', (SELECT coalesce(jsonb_agg(jsonb_build_object("
    "'alertname', alertname, 'fired', n) ORDER BY n DESC, alertname), '[]') "
    "FROM (SELECT alertname, count(*) AS n FROM incident_alerts "
    "WHERE first_seen " SINCE " "
    "GROUP BY alertname ORDER BY n DESC, alertname LIMIT 20) a), "
    "'updates_missed', (SELECT count(*) FROM incident_timeline "
    "WHERE kind = 'update_missed' AND at " SINCE "), "
    "'postmortems_overdue', (SELECT coalesce(jsonb_agg(id::text ORDER BY id), "
    "'[]') FROM (SELECT id FROM incidents WHERE postmortem_due_at < now() "
    "AND postmortem_at IS NULL ORDER BY id LIMIT 200) p))::text AS report";

static enum step_result ask(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	const struct incident_report *q = r->bus.msg;

	pg_query(t, oncall_of(r)->service->pg, pg_as_system(), &r->rows,
	    sql_report, PG_ARGS(PG_I64(q->days)));
	return STEP_WAIT;
}

static enum step_result answer(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	struct incident_reported m = {.report = {"", 0}};

	if (t->err.code == ERR_OK)
		m.report = pg_str(r->rows, 0, "report");
	return bus_answer_end(&r->bus, MSG_incident_reported, &m);
}
