/* load.c - releases, lane and objectives from the database, and back.
 *
 * Runs belong to users, so only the system may count them all; what leaves
 * this file are counts, rates and times of agents, never a run. */
#include "services/planner/planner.h"

#include "common/service/objectives.h"

static const char sql_releases[] =
    "SELECT id, environment, commit_sha, state, canary_pct::int, "
    "(extract(epoch FROM now() - updated_at) / 60)::bigint AS age_min "
    "FROM releases WHERE service = $1 ORDER BY id DESC LIMIT 200";

static const char sql_lane[] =
    "SELECT canary_pct::int, coalesce(release_id, 0) AS release_id, "
    "(extract(epoch FROM now() - updated_at) / 60)::bigint AS age_min "
    "FROM lanes WHERE service = $1";

/* Runs that ended, and those that nobody ended in ten minutes (the longest
 * budget there is): they failed. What a person cancelled counts for nobody. */
#define SQL_RUNS                                                               \
	"(status IN ('succeeded', 'failed') OR (status = 'running' AND "       \
	"started_at < now() - interval '10 minutes'))"
#define SQL_COUNTS                                                             \
	"count(r.status) AS runs, "                                            \
	"count(r.status) FILTER (WHERE r.status <> 'succeeded') AS failed, "   \
	"coalesce(percentile_disc(0.95) WITHIN GROUP (ORDER BY "               \
	"r.duration_ms), 0)::float8 AS p95_ms, "                               \
	"coalesce(avg(r.cost_cents_used) / 100, 0)::float8 AS cost_usd "

/* Of one agent; of all for a service that is none. */
static const char sql_slos[] =
    "SELECT s.agent, w.place::int AS place, s.target_ms, s.target_rate, "
    "s.target_usd, r.* FROM unnest($2::text[], $3::float8[], $4::float8[], "
    "$5::float8[]) AS s(agent, target_ms, target_rate, target_usd) "
    "CROSS JOIN (VALUES (0, interval '1 hour'), "
    "(1, interval '6 hours'), (2, interval '30 days')) AS w(place, span) "
    "CROSS JOIN LATERAL (SELECT " SQL_COUNTS "FROM agent_runs r "
    "WHERE r.agent = s.agent AND r.started_at > now() - w.span "
    "AND " SQL_RUNS ") r WHERE $1 IN ('', s.agent) "
    "ORDER BY s.agent, w.place";

/* Since the lane got its percentage; a lane that never had one: nothing. */
static const char sql_lanes_runs[] =
    "SELECT l.lane, r.* FROM (VALUES ('stable'), ('canary')) AS l(lane) "
    "CROSS JOIN LATERAL (SELECT " SQL_COUNTS "FROM agent_runs r, lanes c "
    "WHERE c.service = $1 AND c.canary_pct > 0 AND r.agent = $2 AND r.lane = "
    "l.lane AND r.started_at > greatest(c.updated_at, now() - interval "
    "'30 days') AND " SQL_RUNS ") r";

/* One planner at a time may look and write, or two would both see nothing. */
static const char sql_lock[] =
    "SELECT pg_advisory_xact_lock(hashtext('release.' || $1))";
static const char sql_save[] =
    "WITH planned AS (INSERT INTO releases (service, environment, commit_sha, "
    "state, canary_pct, detail, created_by) SELECT $1, $2, $3, 'planned', 0, "
    "$4::jsonb, $5 WHERE NOT EXISTS (SELECT 1 FROM releases WHERE service = "
    "$1 AND (state = 'canary' OR (state = 'planned' AND updated_at > now() - "
    "interval '24 hours'))) RETURNING id), "
    "noted AS (INSERT INTO audit_log (user_id, actor, action, subject, "
    "detail, request_id) SELECT 0, $5, 'release.planned', id::text, "
    "jsonb_build_object('service', $1, 'environment', $2, 'commit', $3), $6 "
    "FROM planned) SELECT id FROM planned";

/* The agents' objectives; the gateway is none. */
static void add_slos(
    struct pg_batch *b, const char *agent, struct pg_result **rows_r)
{
	const char *agents[OBJECTIVES_N];
	double ms[OBJECTIVES_N], rates[OBJECTIVES_N], usd[OBJECTIVES_N];
	size_t n = 0;

	for (size_t i = 0; i < OBJECTIVES_N; i++) {
		if (objectives[i].p95_ms <= 0)
			continue;
		agents[n] = objectives[i].agent;
		ms[n] = objectives[i].p95_ms;
		rates[n] = objectives[i].success;
		usd[n++] = objectives[i].cost_usd;
	}
	pg_batch_add(b, rows_r, sql_slos,
	    PG_ARGS(PG_TEXT(agent), PG_TEXTS(agents, n), PG_F64S(ms, n),
		PG_F64S(rates, n), PG_F64S(usd, n)));
}

void plan_load(struct task *t, struct pg *pg, const char *service,
    const char *agent, struct plan_rows *rows)
{
	struct pg_batch *b = pg_batch_begin(t, pg, pg_as_system());

	pg_batch_add(
	    b, &rows->releases, sql_releases, PG_ARGS(PG_TEXT(service)));
	pg_batch_add(b, &rows->lane, sql_lane, PG_ARGS(PG_TEXT(service)));
	add_slos(b, agent, &rows->slos);
	pg_batch_add(b, &rows->lanes_runs, sql_lanes_runs,
	    PG_ARGS(PG_TEXT(service), PG_TEXT(agent)));
	pg_batch_run(b);
}

static void read_releases(
    struct task *t, const struct pg_result *r, struct plan_facts *facts)
{
	struct release *all = ARENA_ARRAY(t->arena, struct release, pg_rows(r));

	for (size_t i = 0; i < pg_rows(r); i++)
		all[i] = (struct release){
		    .id = (uint64_t)pg_i64(r, i, "id"),
		    .environment = pg_text(r, i, "environment"),
		    .commit = pg_text(r, i, "commit_sha"),
		    .state = pg_text(r, i, "state"),
		    .canary_pct = (int)pg_i64(r, i, "canary_pct"),
		    .age_min = pg_i64(r, i, "age_min"),
		};
	facts->releases = all;
	facts->n_releases = pg_rows(r);
}

static struct window read_window(const struct pg_result *r, size_t row)
{
	return (struct window){
	    .runs = pg_i64(r, row, "runs"),
	    .failed = pg_i64(r, row, "failed"),
	    .p95_ms = pg_f64(r, row, "p95_ms"),
	    .cost_usd = pg_f64(r, row, "cost_usd"),
	};
}

/* Rows come by agent, its windows in order. */
static void read_slos(
    struct task *t, const struct pg_result *r, struct plan_facts *facts)
{
	struct slo *all =
	    ARENA_ARRAY(t->arena, struct slo, pg_rows(r) / SLO_WINDOWS);
	size_t n = 0;

	for (size_t i = 0; i < pg_rows(r); i++) {
		int64_t place = pg_i64(r, i, "place");

		if (place == 0)
			all[n++] = (struct slo){
			    .agent = pg_text(r, i, "agent"),
			    .p95_ms = pg_f64(r, i, "target_ms"),
			    .success_rate = pg_f64(r, i, "target_rate"),
			    .cost_usd = pg_f64(r, i, "target_usd"),
			};
		all[n - 1].of[place] = read_window(r, i);
	}
	facts->slos = all;
	facts->n_slos = n;
}

void plan_read(
    struct task *t, const struct plan_rows *rows, struct plan_facts *facts_r)
{
	*facts_r = (struct plan_facts){0};
	read_releases(t, rows->releases, facts_r);
	read_slos(t, rows->slos, facts_r);
	if (pg_rows(rows->lane) > 0) {
		facts_r->lane_pct = (int)pg_i64(rows->lane, 0, "canary_pct");
		facts_r->lane_release =
		    (uint64_t)pg_i64(rows->lane, 0, "release_id");
		facts_r->lane_age_min = pg_i64(rows->lane, 0, "age_min");
	}
	for (size_t i = 0; i < pg_rows(rows->lanes_runs); i++)
		if (streq(pg_text(rows->lanes_runs, i, "lane"), "canary"))
			facts_r->canary = read_window(rows->lanes_runs, i);
		else
			facts_r->stable = read_window(rows->lanes_runs, i);
}

void plan_save(struct task *t, struct pg *pg, const struct plan_ask *ask,
    struct str plan_json, const char *actor, const char *request_id,
    struct pg_result **rows_r)
{
	struct pg_batch *b = pg_batch_begin(t, pg, pg_as_system());

	pg_batch_add(b, NULL, sql_lock, PG_ARGS(PG_TEXT(ask->service)));
	pg_batch_add(b, rows_r, sql_save,
	    PG_ARGS(PG_TEXT(ask->service),
		PG_TEXT(stage_desc(ask->target)->environment),
		PG_TEXT(ask->commit), PG_STR(plan_json), PG_TEXT(actor),
		PG_TEXT(request_id)));
	pg_batch_run(b);
}
