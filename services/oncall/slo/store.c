/* store.c - minutes and counters between memory and the database. */
#include "services/oncall/slo/columns.def.h"
#include "services/oncall/slo/slo.h"

#include "common/base/log.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#define TIDY_MS 3600000

_Static_assert(SLO_COLUMNS_N == 8 + SLO_BUCKETS, "a column a bucket");

#define X_NAME(name, place) #name ", "
#define X_PLACE(name, place) "c[" #place "], "
#define X_SUM(name, place) "sum(" #name ")::bigint AS " #name ", "
#define X_ADD(name, place) #name " = m." #name " + EXCLUDED." #name ", "

static const char sql_turn[] = "SELECT version FROM slo_turn";
static const char sql_scrapes[] =
    "SELECT target, started_s, array_to_string(counts, ',') AS counts, "
    "seen_at FROM slo_scrapes";
static const char sql_minutes[] =
    "SELECT agent, (extract(epoch FROM minute) / 60)::bigint AS "
    "at, " SLO_COLUMNS(
	X_SUM) "sum(cost_usd)::float8 AS cost_usd FROM slo_minutes "
	       "WHERE minute > now() - interval '6 hours' GROUP BY 1, 2";
static const char sql_hours[] =
    "SELECT agent, floor(extract(epoch FROM minute) / 3600)::bigint AS "
    "at, " SLO_COLUMNS(
	X_SUM) "sum(cost_usd)::float8 AS cost_usd FROM slo_minutes "
	       "WHERE minute > now() - interval '31 days' GROUP BY "
	       "1, 2 ORDER BY 2";

static const char sql_save[] =
    "WITH turn AS (UPDATE slo_turn SET version = version + 1 "
    "WHERE version = $1 RETURNING version), "
    "minutes AS (INSERT INTO slo_minutes AS m (minute, agent, "
    "lane, " SLO_COLUMNS(
	X_NAME) "cost_usd) "
		"SELECT at, agent, lane, " SLO_COLUMNS(
		    X_PLACE) "usd FROM turn, "
			     "unnest($2::timestamptz[], $3::text[], "
			     "$4::text[], $5::text[], "
			     "$6::float8[]) AS r(at, agent, lane, counts, "
			     "usd), "
			     "LATERAL (SELECT counts::bigint[] AS c) AS x "
			     "ON CONFLICT (minute, agent, lane) DO UPDATE "
			     "SET " SLO_COLUMNS(
				 X_ADD) "cost_usd = m.cost_usd + "
					"EXCLUDED.cost_usd), "
					"scrapes AS (INSERT INTO slo_scrapes "
					"AS s (target, daemon, started_s, "
					"counts, seen_at) SELECT target, "
					"daemon, started, counts::float8[], "
					"seen "
					"FROM turn, unnest($7::text[], "
					"$8::text[], $9::float8[], "
					"$10::text[], "
					"$11::timestamptz[]) AS r(target, "
					"daemon, started, counts, seen) "
					"ON CONFLICT (target) DO UPDATE SET "
					"daemon = EXCLUDED.daemon, "
					"started_s = EXCLUDED.started_s, "
					"counts = EXCLUDED.counts, "
					"seen_at = EXCLUDED.seen_at), "
					"same AS (UPDATE slo_scrapes s SET "
					"seen_at = r.seen FROM turn, "
					"unnest($12::text[], "
					"$13::timestamptz[]) AS r(target, "
					"seen) WHERE s.target = r.target) "
					"SELECT version FROM turn";
static const char sql_tidy_minutes[] =
    "DELETE FROM slo_minutes WHERE minute < now() - interval '35 days'";
static const char sql_tidy_scrapes[] =
    "DELETE FROM slo_scrapes WHERE seen_at < now() - interval '35 days'";

/* ---- reading ---- */

void slo_load(struct task *t, struct slo *slo, struct slo_rows *rows)
{
	struct pg_batch *b =
	    pg_batch_begin(t, slo->service->pg, pg_as_system());

	pg_batch_add(b, &rows->turn, sql_turn, PG_NO_ARGS);
	pg_batch_add(b, &rows->scrapes, sql_scrapes, PG_NO_ARGS);
	pg_batch_add(b, &rows->minutes, sql_minutes, PG_NO_ARGS);
	pg_batch_add(b, &rows->hours, sql_hours, PG_NO_ARGS);
	pg_batch_run(b);
}

struct slo_counts slo_row_counts(const struct pg_result *r, size_t row)
{
	struct slo_counts c = {.cost_usd = pg_f64(r, row, "cost_usd")};

#define X_READ(name) c.name = (uint64_t)pg_i64(r, row, #name);
	SLO_COUNTS(X_READ)
#undef X_READ
	for (size_t i = 0; i < SLO_BUCKETS; i++) {
		char name[8];

		snprintf(name, sizeof name, "b%zu", i);
		c.buckets[i] = (uint64_t)pg_i64(r, row, name);
	}
	return c;
}

/* Counts of another version have another number of places: then the target is
 * as if never seen. */
static bool read_counts(struct str text, struct slo_reading *r)
{
	struct str word;
	size_t n = 0;

	while (str_split(&text, ',', &word)) {
		if (n == SLO_READING_N || str_to_double(word, &r->v[n++]) < 0)
			return false;
	}
	return n == SLO_READING_N;
}

static void load_scrapes(struct slo *slo, const struct pg_result *r)
{
	slo->n_seen = 0;
	for (size_t i = 0; i < pg_rows(r) && slo->n_seen < TARGETS_MAX; i++) {
		struct slo_seen *s = &slo->seen[slo->n_seen];

		*s = (struct slo_seen){
		    .last = {
			.started_s = pg_f64(r, i, "started_s"),
			.at_ms = pg_time(r, i, "seen_at"),
		    }};
		str_copy(s->target.address, sizeof s->target.address,
		    pg_str(r, i, "target"));
		s->seen = read_counts(pg_str(r, i, "counts"), &s->last);
		slo->n_seen++;
	}
}

void slo_loaded(struct slo *slo, const struct slo_rows *rows)
{
	slo_history_clear(slo->history);
	for (size_t i = 0; i < pg_rows(rows->hours); i++) {
		size_t agent = slo_agent(pg_text(rows->hours, i, "agent"));
		struct slo_counts c = slo_row_counts(rows->hours, i);

		if (agent < OBJECTIVES_N)
			slo_history_add_hour(slo->history, agent,
			    pg_i64(rows->hours, i, "at"), &c);
	}
	for (size_t i = 0; i < pg_rows(rows->minutes); i++) {
		size_t agent = slo_agent(pg_text(rows->minutes, i, "agent"));
		struct slo_counts c = slo_row_counts(rows->minutes, i);

		if (agent < OBJECTIVES_N)
			slo_history_add_minute(slo->history, agent,
			    pg_i64(rows->minutes, i, "at"), &c);
	}
	load_scrapes(slo, rows->scrapes);
	slo->version = pg_i64(rows->turn, 0, "version");
	slo->loaded = true;
}

/* ---- writing ---- */

struct rows_out {
	struct arena *arena;
	int64_t at[SLO_UNSAVED_MAX];
	const char *agents[SLO_UNSAVED_MAX], *lanes[SLO_UNSAVED_MAX],
	    *counts[SLO_UNSAVED_MAX];
	double usd[SLO_UNSAVED_MAX];
	const char *targets[TARGETS_MAX], *daemons[TARGETS_MAX],
	    *readings[TARGETS_MAX];
	double started[TARGETS_MAX];
	int64_t seen_at[TARGETS_MAX];
	size_t n_targets;
	/* Whose counters the database has. */
	const char *same[TARGETS_MAX];
	int64_t same_seen_at[TARGETS_MAX];
	size_t n_same;
};

static const char *counts_text(struct arena *a, const struct slo_counts *c)
{
	const char *text;
	struct buf b;

	buf_init(&b, 4096);
#define X_PUT(name) buf_addf(&b, "%" PRIu64 ",", c->name);
	SLO_COUNTS(X_PUT)
#undef X_PUT
	for (size_t i = 0; i < SLO_BUCKETS; i++)
		buf_addf(&b, "%" PRIu64 "%s", c->buckets[i],
		    i + 1 < SLO_BUCKETS ? "," : "");
	text = arena_printf(a, "{%s}", buf_str(&b));
	buf_deinit(&b);
	return text;
}

static const char *reading_text(struct arena *a, const struct slo_reading *r)
{
	const char *text;
	struct buf b;

	buf_init(&b, 16384);
	for (size_t i = 0; i < SLO_READING_N; i++) {
		if (i > 0)
			buf_addc(&b, ',');
		/* Nearly all: and most are 0. */
		if (r->v[i] == trunc(r->v[i]) && fabs(r->v[i]) < 1e15)
			buf_add_i64(&b, (int64_t)r->v[i]);
		else
			buf_addf(&b, "%.17g", r->v[i]);
	}
	text = arena_printf(a, "{%s}", buf_str(&b));
	buf_deinit(&b);
	return text;
}

static void put_minutes(struct rows_out *out, const struct slo *slo)
{
	for (size_t i = 0; i < slo->n_unsaved; i++) {
		const struct slo_unsaved *u = &slo->unsaved[i];

		out->at[i] = u->minute * 60000;
		out->agents[i] = objectives[u->agent].agent;
		out->lanes[i] = u->lane == 0 ? "stable" : "canary";
		out->counts[i] = counts_text(out->arena, &u->counts);
		out->usd[i] = u->counts.cost_usd;
	}
}

static void put_targets(struct rows_out *out, const struct slo *slo)
{
	for (size_t i = 0; i < slo->n_seen; i++) {
		const struct slo_seen *s = &slo->seen[i];

		if (!s->seen)
			continue;
		if (!s->news) {
			out->same[out->n_same] = s->target.address;
			out->same_seen_at[out->n_same++] = s->last.at_ms;
			continue;
		}
		out->targets[out->n_targets] = s->target.address;
		out->daemons[out->n_targets] = s->target.daemon;
		out->readings[out->n_targets] =
		    reading_text(out->arena, &s->last);
		out->started[out->n_targets] = s->last.started_s;
		out->seen_at[out->n_targets++] = s->last.at_ms;
	}
}

void slo_save(struct task *t, struct slo *slo, struct pg_result **turn_r)
{
	struct pg_batch *b =
	    pg_batch_begin(t, slo->service->pg, pg_as_system());
	struct rows_out *out = ARENA_NEW(t->arena, struct rows_out);
	int64_t now = loop_now_ms(slo->service->loop);
	size_t n = slo->n_unsaved;

	out->arena = t->arena;
	put_minutes(out, slo);
	put_targets(out, slo);
	pg_batch_add(b, turn_r, sql_save,
	    PG_ARGS(PG_I64(slo->version), PG_TIMES(out->at, n),
		PG_TEXTS(out->agents, n), PG_TEXTS(out->lanes, n),
		PG_TEXTS(out->counts, n), PG_F64S(out->usd, n),
		PG_TEXTS(out->targets, out->n_targets),
		PG_TEXTS(out->daemons, out->n_targets),
		PG_F64S(out->started, out->n_targets),
		PG_TEXTS(out->readings, out->n_targets),
		PG_TIMES(out->seen_at, out->n_targets),
		PG_TEXTS(out->same, out->n_same),
		PG_TIMES(out->same_seen_at, out->n_same)));
	if (now - slo->tidied_ms > TIDY_MS) {
		slo->tidied_ms = now;
		pg_batch_add(b, NULL, sql_tidy_minutes, PG_NO_ARGS);
		pg_batch_add(b, NULL, sql_tidy_scrapes, PG_NO_ARGS);
	}
	pg_batch_run(b);
}
