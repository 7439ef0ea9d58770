/* save.c - incidents and their timelines are written, and who must know is told
 * in the same transaction. */
#include "services/oncall/incident/save.h"

#include "services/oncall/page/event.h"

struct incident_rules incident_rules(const struct oncall *d)
{
	return (struct incident_rules){.reopen_ms = d->opt->reopen_ms,
	    .postmortem_ms = d->opt->postmortem_ms};
}

/* A new row, or the one that was read: nothing else counts as one row. */
static const char sql_write[] =
    "WITH w AS (INSERT INTO incidents AS i (id, version, key, severity, "
    "status, title, summary, agents, runbook, opened_by, commander, "
    "parent_id, started_at, created_at, acknowledged_at, acknowledged_by, "
    "identified_at, mitigated_at, resolved_at, closed_at, quiet_since, "
    "next_update_at, postmortem_due_at, postmortem_at) VALUES ($1, $2 + 1, "
    "$3, $4, $5, $6, $7, $8, $9, $10, $11, nullif($12::bigint, 0), $13, $14, "
    "$15, $16, $17, $18, $19, $20, $21, $22, $23, $24) "
    "ON CONFLICT (id) DO UPDATE SET version = EXCLUDED.version, "
    "severity = EXCLUDED.severity, status = EXCLUDED.status, "
    "title = EXCLUDED.title, summary = EXCLUDED.summary, "
    "agents = EXCLUDED.agents, runbook = EXCLUDED.runbook, "
    "commander = EXCLUDED.commander, parent_id = EXCLUDED.parent_id, "
    "started_at = EXCLUDED.started_at, "
    "acknowledged_at = EXCLUDED.acknowledged_at, "
    "acknowledged_by = EXCLUDED.acknowledged_by, "
    "identified_at = EXCLUDED.identified_at, "
    "mitigated_at = EXCLUDED.mitigated_at, "
    "resolved_at = EXCLUDED.resolved_at, closed_at = EXCLUDED.closed_at, "
    "quiet_since = EXCLUDED.quiet_since, "
    "next_update_at = EXCLUDED.next_update_at, "
    "postmortem_due_at = EXCLUDED.postmortem_due_at, "
    "postmortem_at = EXCLUDED.postmortem_at "
    "WHERE i.version = $2::integer RETURNING id) "
    "SELECT incident_written(count(*)) FROM w";

static const char sql_lines[] =
    "INSERT INTO incident_timeline (incident_id, at, kind, actor, text, "
    "detail) SELECT $1, $2, k, a, t, coalesce(d, '{}') "
    "FROM unnest($3::text[], $4::text[], $5::text[], $6::jsonb[]) "
    "WITH ORDINALITY u (k, a, t, d, n) ORDER BY n";

static void write_row(
    struct pg_batch *b, const struct incident_row *r, uint64_t parent_id)
{
	pg_batch_add(b, NULL, sql_write,
	    PG_ARGS(PG_I64(r->id), PG_I64(r->version), PG_TEXT(r->key),
		PG_I64(r->severity), PG_TEXT(r->status), PG_TEXT(r->title),
		PG_TEXT(r->summary), PG_TEXTS(r->agents.v, r->agents.n),
		PG_TEXT(r->runbook), PG_TEXT(r->opened_by),
		PG_TEXT(r->commander), PG_I64(parent_id),
		PG_TIME(r->started_ms), PG_TIME(r->created_ms),
		PG_TIME(r->acknowledged_ms), PG_TEXT(r->acknowledged_by),
		PG_TIME(r->identified_ms), PG_TIME(r->mitigated_ms),
		PG_TIME(r->resolved_ms), PG_TIME(r->closed_ms),
		PG_TIME(r->quiet_ms), PG_TIME(r->next_update_ms),
		PG_TIME(r->postmortem_due_ms), PG_TIME(r->postmortem_ms)));
}

static void write_lines(struct task *t, struct pg_batch *b,
    const struct incident_change *c, int64_t now_ms)
{
	const char *kinds[INCIDENT_LINES_MAX], *actors[INCIDENT_LINES_MAX],
	    *texts[INCIDENT_LINES_MAX], *details[INCIDENT_LINES_MAX];
	size_t n = c->n_lines;

	for (size_t i = 0; i < n; i++) {
		const struct incident_line *l = &c->lines[i];

		kinds[i] = l->kind;
		actors[i] = l->actor;
		texts[i] = l->text;
		details[i] = l->detail.n == 0 ? NULL
					      : arena_strndup(t->arena,
						    l->detail.p, l->detail.n);
	}
	if (c->n_left_out > 0) {
		kinds[n] = "alerts";
		actors[n] = c->lines[0].actor;
		texts[n] =
		    arena_printf(t->arena, "and %zu more", c->n_left_out);
		details[n++] = NULL;
	}
	pg_batch_add(b, NULL, sql_lines,
	    PG_ARGS(PG_I64(c->row.id), PG_TIME(now_ms), PG_TEXTS(kinds, n),
		PG_TEXTS(actors, n), PG_TEXTS(texts, n), PG_TEXTS(details, n)));
}

/* A thousand alerts are no thousand messages: what they do to the incident has
 * lines of its own. */
static void page_lines(
    struct pg_batch *b, const struct oncall *d, const struct incident_change *c)
{
	for (size_t i = 0; i < c->n_lines; i++) {
		const struct incident_line *l = &c->lines[i];

		if (streq(l->kind, incident_event_kind(EVENT_fire)) ||
		    streq(l->kind, incident_event_kind(EVENT_end)))
			continue;
		page_event(b, d, c->row.id, l->kind, l->actor, l->text);
	}
}

void incident_changes_save(struct task *t, struct pg_batch *b,
    const struct oncall *d, const struct incident_change *v, size_t n,
    int64_t now_ms)
{
	for (size_t i = 0; i < n; i++) {
		const struct incident_change *c = &v[i];

		if (!c->touched)
			continue;
		write_row(b, &c->row,
		    c->parent != NULL ? c->parent->row.id : c->row.parent_id);
		if (c->n_lines > 0)
			write_lines(t, b, c, now_ms);
		page_lines(b, d, c);
	}
}

/* An error of this code that names no state is a lost connection: then nobody
 * knows what was written. */
bool incident_is_race(const struct err *err)
{
	return err->code == ERR_UNAVAILABLE &&
	       (str_find(str_of(err->text), "SQLSTATE 40001") >= 0 ||
		   str_find(str_of(err->text), "SQLSTATE 40P01") >= 0);
}
