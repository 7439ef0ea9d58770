/* take.c - alerts_posted: Alertmanager's webhook is taken. It is answered when
 * everything is committed; until then it is told again, and that does no harm
 * (fold.h). What somebody else changed meanwhile is read anew. */
#include "services/oncall/oncall.h"

#include "services/oncall/alert/fold.h"
#include "services/oncall/alert/rules.h"
#include "services/oncall/alert/webhook.h"
#include "services/oncall/incident/save.h"
#include "services/oncall/page/event.h"

#include <stdlib.h>

#define ATTEMPTS 8
#define PAUSE_MS 20

struct taking {
	struct webhook hook;
	struct fold_input in;
	struct fold_output out;
	struct pg_result *known, *incidents, *recent, *ids;
	struct err lost; /* of the last attempt to save */
	unsigned attempts;
	int64_t begun, ended, repeated, late;
};

static task_step read_hook, load, judge, save, saved, answer;
oncall_steps alerts_posted_steps = {
    oncall_operators_only, read_hook, load, judge, save, saved, answer, NULL};

static const char sql_known[] =
    "SELECT a.fingerprint IS NOT NULL AS is_known, a.ends_at IS NULL AS fires, "
    "a.ended_at, coalesce(a.incident_id, 0) AS incident_id, EXISTS (SELECT "
    "FROM incident_alerts o WHERE o.fingerprint = u.f AND o.starts_at > u.s) "
    "AS is_old FROM unnest($1::text[], $2::timestamptz[]) WITH ORDINALITY "
    "u (f, s, n) LEFT JOIN incident_alerts a ON a.fingerprint = u.f "
    "AND a.starts_at = u.s ORDER BY n";
static const char sql_incidents[] =
    "SELECT " INCIDENT_COLUMNS "FROM incidents i WHERE i.id IN (SELECT "
    "DISTINCT ON (k.key) k.id FROM incidents k WHERE k.key = ANY "
    "($1::text[]) ORDER BY k.key, (k.status IN ('investigating', "
    "'identified', 'monitoring')) DESC, k.id DESC) OR i.id IN (SELECT "
    "a.incident_id FROM unnest($2::text[], $3::timestamptz[]) u (f, s) "
    "JOIN incident_alerts a ON a.fingerprint = u.f AND a.starts_at = u.s) "
    "ORDER BY i.id";
static const char sql_recent[] =
    "SELECT id, parent_id IS NULL AS is_alone FROM incidents "
    "WHERE opened_by = 'alertmanager' "
    "AND key <> '" FOLD_STORM_KEY "' AND created_at > $1 AND status IN "
    "('investigating', 'identified', 'monitoring') ORDER BY id LIMIT 1000";
static const char sql_ids[] =
    "SELECT nextval('incidents_id_seq') AS id FROM generate_series(1, $1)";

static const char sql_count[] =
    "UPDATE incident_alerts a SET last_seen = $4, count = a.count + u.c "
    "FROM unnest($1::text[], $2::timestamptz[], $3::bigint[]) u (f, s, c) "
    "WHERE a.fingerprint = u.f AND a.starts_at = u.s";
static const char sql_put[] =
    "INSERT INTO incident_alerts (fingerprint, starts_at, count, incident_id, "
    "alertname, labels, annotations, ends_at, ended_at, first_seen, last_seen) "
    "SELECT f, s, c, nullif(i, 0), n, l, a, e, ee, $10, $10 "
    "FROM unnest($1::text[], $2::timestamptz[], $3::bigint[], $4::bigint[], "
    "$5::text[], $6::jsonb[], $7::jsonb[], $8::timestamptz[], "
    "$9::timestamptz[]) u (f, s, c, i, n, l, a, e, ee) "
    "ON CONFLICT (fingerprint, starts_at) DO UPDATE SET "
    "count = incident_alerts.count + EXCLUDED.count, "
    "incident_id = coalesce(EXCLUDED.incident_id, "
    "incident_alerts.incident_id), annotations = EXCLUDED.annotations, "
    "ends_at = EXCLUDED.ends_at, ended_at = EXCLUDED.ended_at, "
    "last_seen = EXCLUDED.last_seen";
/* Its end was missed: a newer one of the fingerprint fires. */
static const char sql_supersede[] =
    "UPDATE incident_alerts a SET ends_at = greatest(a.starts_at, "
    "least(u.s, $3)), ended_at = $3 FROM (SELECT f, max(s) AS s "
    "FROM unnest($1::text[], $2::timestamptz[]) v (f, s) GROUP BY f) u "
    "WHERE a.fingerprint = u.f AND a.starts_at < u.s AND a.ends_at IS NULL";
static const char sql_gather[] =
    "WITH g AS (UPDATE incidents SET parent_id = $1, version = version + 1 "
    "WHERE opened_by = 'alertmanager' AND id <> $1 AND parent_id IS NULL "
    "AND created_at > $2 AND status IN ('investigating', 'identified', "
    "'monitoring') RETURNING id) INSERT INTO incident_timeline (incident_id, "
    "at, kind, actor, text) SELECT id, $3, 'grouped', 'alertmanager', "
    "'part of incident ' || $1 FROM g";

static struct taking *of(struct task *t)
{
	return oncall_request(t)->own;
}

static enum step_result read_hook(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	const struct oncall_options *opt = oncall_of(r)->opt;
	struct taking *x = ARENA_NEW(t->arena, struct taking);

	r->own = x;
	if (webhook_read(t->arena, r->bus.blob, &x->hook, &t->err) < 0)
		return STEP_FAIL;
	x->in = (struct fold_input){
	    .alerts = x->hook.v,
	    .n = x->hook.n,
	    .rules =
		{
		    .incident = incident_rules(oncall_of(r)),
		    .replay_ms = opt->replay_ms,
		    .forget_ms = opt->forget_ms,
		    .storm = (size_t)opt->storm,
		},
	};
	return STEP_NEXT;
}

/* ---- what is known ---- */

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static size_t keys_of(struct task *t, const struct taking *x, const char **v)
{
	size_t n = 0, unique = 0;

	for (size_t i = 0; i < x->hook.n; i++)
		v[n++] = alert_rules_find(t->arena, &x->hook.v[i]).key;
	v[n++] = FOLD_STORM_KEY;
	qsort(v, n, sizeof v[0], by_text);
	for (size_t i = 0; i < n; i++)
		if (unique == 0 || !streq(v[unique - 1], v[i]))
			v[unique++] = v[i];
	return unique;
}

static enum step_result load(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	struct taking *x = r->own;
	size_t n = x->hook.n, n_keys;
	const char **keys = ARENA_ARRAY(t->arena, const char *, n + 1);
	const char **prints = ARENA_ARRAY(t->arena, const char *, n);
	int64_t *starts = ARENA_ARRAY(t->arena, int64_t, n);
	struct pg_batch *b =
	    pg_batch_begin(t, oncall_of(r)->service->pg, pg_as_system());

	for (size_t i = 0; i < n; i++) {
		prints[i] = x->hook.v[i].fingerprint;
		starts[i] = x->hook.v[i].starts_ms;
	}
	n_keys = keys_of(t, x, keys);
	x->in.now_ms = loop_unix_ms(t->loop);
	pg_batch_add(b, &x->known, sql_known,
	    PG_ARGS(PG_TEXTS(prints, n), PG_TIMES(starts, n)));
	pg_batch_add(b, &x->incidents, sql_incidents,
	    PG_ARGS(PG_TEXTS(keys, n_keys), PG_TEXTS(prints, n),
		PG_TIMES(starts, n)));
	pg_batch_add(b, &x->recent, sql_recent,
	    PG_ARGS(PG_TIME(x->in.now_ms - oncall_of(r)->opt->storm_ms)));
	pg_batch_run(b);
	return STEP_WAIT;
}

static enum step_result judge(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	struct taking *x = r->own;
	struct fold_known *known =
	    ARENA_ARRAY(t->arena, struct fold_known, x->hook.n);

	for (size_t i = 0; i < x->hook.n; i++)
		known[i] = (struct fold_known){
		    .is_known = pg_bool(x->known, i, "is_known"),
		    .fires = pg_bool(x->known, i, "fires"),
		    .is_old = pg_bool(x->known, i, "is_old"),
		    .ended_ms = pg_time(x->known, i, "ended_at"),
		    .incident_id = (uint64_t)pg_i64(x->known, i, "incident_id"),
		};
	x->in.known = known;
	x->in.n_rows = pg_rows(x->incidents);
	x->in.rows = ARENA_ARRAY(t->arena, struct incident_row, x->in.n_rows);
	for (size_t i = 0; i < x->in.n_rows; i++)
		x->in.rows[i] = incident_row_read(t, x->incidents, i);
	x->in.recent = pg_rows(x->recent);
	alert_fold(t->arena, &x->in, &x->out);
	if (x->out.opened == 0)
		return STEP_NEXT;
	pg_query(t, oncall_of(r)->service->pg, pg_as_system(), &x->ids, sql_ids,
	    PG_ARGS(PG_I64(x->out.opened)));
	return STEP_WAIT;
}

/* ---- what becomes of it ---- */

/* The columns of alerts that are only counted, or that begin or end. */
struct columns {
	const char **prints, **names, **labels, **notes;
	int64_t *starts, *counts, *incidents, *ends, *ended;
	size_t n;
};

static struct columns columns_of(
    struct task *t, const struct taking *x, bool counted)
{
	size_t room = x->hook.n;
	struct columns c = {
	    .prints = ARENA_ARRAY(t->arena, const char *, room),
	    .names = ARENA_ARRAY(t->arena, const char *, room),
	    .labels = ARENA_ARRAY(t->arena, const char *, room),
	    .notes = ARENA_ARRAY(t->arena, const char *, room),
	    .starts = ARENA_ARRAY(t->arena, int64_t, room),
	    .counts = ARENA_ARRAY(t->arena, int64_t, room),
	    .incidents = ARENA_ARRAY(t->arena, int64_t, room),
	    .ends = ARENA_ARRAY(t->arena, int64_t, room),
	    .ended = ARENA_ARRAY(t->arena, int64_t, room),
	};

	for (size_t i = 0; i < room; i++) {
		const struct alert *al = &x->hook.v[i];
		const struct fold_alert *to = &x->out.alerts[i];

		if ((to->deed == FOLD_COUNT) != counted)
			continue;
		c.prints[c.n] = al->fingerprint;
		c.names[c.n] = al->name;
		c.labels[c.n] = al->labels;
		c.notes[c.n] = al->annotations;
		c.starts[c.n] = al->starts_ms;
		c.counts[c.n] = al->count;
		c.incidents[c.n] =
		    to->incident == NULL ? 0 : (int64_t)to->incident->row.id;
		c.ends[c.n] = to->ends_ms;
		c.ended[c.n++] = to->ended_ms;
	}
	return c;
}

static void save_alerts(struct task *t, struct taking *x, struct pg_batch *b)
{
	struct columns c = columns_of(t, x, true);
	int64_t now_ms = x->in.now_ms;

	if (c.n > 0)
		pg_batch_add(b, NULL, sql_count,
		    PG_ARGS(PG_TEXTS(c.prints, c.n), PG_TIMES(c.starts, c.n),
			PG_I64S(c.counts, c.n), PG_TIME(now_ms)));
	c = columns_of(t, x, false);
	if (c.n == 0)
		return;
	pg_batch_add(b, NULL, sql_put,
	    PG_ARGS(PG_TEXTS(c.prints, c.n), PG_TIMES(c.starts, c.n),
		PG_I64S(c.counts, c.n), PG_I64S(c.incidents, c.n),
		PG_TEXTS(c.names, c.n), PG_TEXTS(c.labels, c.n),
		PG_TEXTS(c.notes, c.n), PG_TIMES(c.ends, c.n),
		PG_TIMES(c.ended, c.n), PG_TIME(now_ms)));
	pg_batch_add(b, NULL, sql_supersede,
	    PG_ARGS(PG_TEXTS(c.prints, c.n), PG_TIMES(c.starts, c.n),
		PG_TIME(now_ms)));
}

/* Those that came before it was a storm: their calls are the storm's. */
static void gather(
    struct pg_batch *b, const struct taking *x, const struct oncall *d)
{
	uint64_t storm = x->out.storm->row.id;

	pg_batch_add(b, NULL, sql_gather,
	    PG_ARGS(PG_I64(storm), PG_TIME(x->in.now_ms - d->opt->storm_ms),
		PG_TIME(x->in.now_ms)));
	for (size_t i = 0; i < pg_rows(x->recent); i++)
		if (pg_bool(x->recent, i, "is_alone"))
			page_event(b, d, (uint64_t)pg_i64(x->recent, i, "id"),
			    "grouped", "alertmanager", "part of a storm");
	for (size_t i = x->in.n_rows; i < x->out.n_changes; i++)
		if (x->out.changes[i].parent == NULL &&
		    &x->out.changes[i] != x->out.storm)
			page_event(b, d, x->out.changes[i].row.id, "grouped",
			    "alertmanager", "part of a storm");
}

static enum step_result save(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	struct taking *x = r->own;
	struct pg_batch *b =
	    pg_batch_begin(t, oncall_of(r)->service->pg, pg_as_system());
	size_t next = 0;

	for (size_t i = x->in.n_rows; i < x->out.n_changes; i++)
		x->out.changes[i].row.id =
		    (uint64_t)pg_i64(x->ids, next++, "id");
	incident_changes_save(
	    t, b, oncall_of(r), x->out.changes, x->out.n_changes, x->in.now_ms);
	save_alerts(t, x, b);
	if (x->out.storm != NULL)
		gather(b, x, oncall_of(r));
	task_tolerate(t, &x->lost);
	pg_batch_run(b);
	return STEP_WAIT;
}

/* Another webhook, or an operator, came first: what they did is read. A
 * connection that was lost may have committed: that is read, too. */
static enum step_result saved(struct task *t)
{
	struct taking *x = of(t);
	struct oncall *d = oncall_of(oncall_request(t));

	if (x->lost.code == ERR_OK)
		return STEP_NEXT;
	if ((x->lost.code != ERR_CONFLICT && x->lost.code != ERR_UNAVAILABLE) ||
	    ++x->attempts >= ATTEMPTS) {
		t->err = x->lost;
		/* Told again, it finds its way. */
		if (t->err.code == ERR_CONFLICT)
			t->err.code = ERR_UNAVAILABLE;
		return STEP_FAIL;
	}
	metrics_counter_inc(METRICS_ONLY(d->metrics.races));
	task_goto(t, load);
	task_sleep(t, PAUSE_MS * (int64_t)x->attempts);
	return STEP_WAIT;
}

/* ---- counted ---- */

static void count(struct taking *x, const struct oncall_metrics *m)
{
	for (size_t i = 0; i < x->hook.n; i++) {
		const struct fold_alert *to = &x->out.alerts[i];

		x->begun += to->deed == FOLD_BEGIN;
		x->ended += to->deed == FOLD_END && !to->is_stale;
		x->late += to->is_stale;
		x->repeated += to->deed == FOLD_COUNT && !to->is_stale;
		x->repeated += x->hook.v[i].count - 1;
	}
	metrics_counter_add(METRICS_WITH(m->alerts, "begun"), (double)x->begun);
	metrics_counter_add(METRICS_WITH(m->alerts, "ended"), (double)x->ended);
	metrics_counter_add(
	    METRICS_WITH(m->alerts, "repeated"), (double)x->repeated);
	metrics_counter_add(METRICS_WITH(m->alerts, "late"), (double)x->late);
	metrics_counter_add(
	    METRICS_WITH(m->opened, "alerts"), (double)x->out.opened);
}

static enum step_result answer(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	struct taking *x = r->own;
	struct alerts_taken m = {.begun = 0};

	if (t->err.code == ERR_OK) {
		count(x, &oncall_of(r)->metrics);
		m = (struct alerts_taken){.begun = x->begun,
		    .ended = x->ended,
		    .repeated = x->repeated,
		    .late = x->late,
		    .opened = (int64_t)x->out.opened};
	}
	return bus_answer_end(&r->bus, MSG_alerts_taken, &m);
}
