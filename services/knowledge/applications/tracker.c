/* tracker.c - reads a user's facts of applications, and folds them. */
#include "services/knowledge/applications/tracker.h"

#include "common/base/clock.h"
#include "common/base/map.h"

#define DAY_MS INT64_C(86400000)

static const char sql_facts[] =
    "SELECT f.email_id, coalesce(l.thread_id, 0) AS thread_id, l.at, f.kind, "
    "f.part, f.from_byte, f.to_byte, f.key, f.value, f.until_at, "
    "f.confidence FROM facts f JOIN linked l ON l.user_id = f.user_id "
    "AND l.email_id = f.email_id WHERE f.user_id = $1 AND f.kind = ANY "
    "('{stage,role_title,company_name}') AND EXISTS (SELECT FROM facts s "
    "WHERE s.user_id = $1 AND s.email_id = f.email_id AND s.kind = 'stage') "
    "ORDER BY l.at DESC, f.email_id DESC, f.n LIMIT $2";

static const char sql_said[] =
    "SELECT id, email_id, other_id, what, value, at FROM application_said "
    "WHERE user_id = $1 ORDER BY id DESC LIMIT $2";

/* When the other side was last heard in a thread, whatever it said. */
static const char sql_heard[] =
    "SELECT x.thread_id, max(l.at) AS at FROM (SELECT DISTINCT k.thread_id "
    "FROM facts f JOIN linked k ON k.user_id = f.user_id AND "
    "k.email_id = f.email_id WHERE f.user_id = $1 AND f.kind = 'stage' AND "
    "k.thread_id IS NOT NULL) x CROSS JOIN LATERAL (SELECT l.at FROM linked l "
    "WHERE l.user_id = $1 AND l.thread_id = x.thread_id AND NOT "
    "l.is_outgoing ORDER BY l.at DESC LIMIT 1) l GROUP BY x.thread_id";

static const struct {
	const char *name;
	enum fold_correction_kind kind;
} kinds[] = {
    {"stage", FOLD_STAGE},
    {"merge", FOLD_MERGE},
    {"hide", FOLD_HIDE},
    {"role", FOLD_ROLE},
    {"company", FOLD_COMPANY},
};

void tracker_load(
    struct task *t, struct pg *pg, uint64_t user, struct tracker *tr)
{
	struct pg_batch *b = pg_batch_begin(t, pg, pg_as_user(user));

	pg_batch_add(b, &tr->facts, sql_facts,
	    PG_ARGS(PG_I64(user), PG_I64(FOLD_FACTS)));
	pg_batch_add(b, &tr->said, sql_said,
	    PG_ARGS(PG_I64(user), PG_I64(TRACKER_CORRECTIONS)));
	pg_batch_add(b, &tr->heard, sql_heard, PG_ARGS(PG_I64(user)));
	pg_batch_run(b);
}

static size_t read_facts(
    struct arena *a, const struct pg_result *r, struct fold_fact **v_r)
{
	struct fold_fact *v = ARENA_ARRAY(a, struct fold_fact, pg_rows(r) + 1);
	size_t n = 0;

	for (size_t i = 0; i < pg_rows(r); i++) {
		int kind = fact_kind_of(pg_text(r, i, "kind"));
		int part = fact_part_of(pg_text(r, i, "part"));

		if (kind < 0 || part < 0)
			continue; /* of a newer program */
		v[n++] = (struct fold_fact){
		    .email_id = (uint64_t)pg_i64(r, i, "email_id"),
		    .thread_id = (uint64_t)pg_i64(r, i, "thread_id"),
		    .at_ms = pg_time(r, i, "at"),
		    .kind = (enum fact_kind)kind,
		    .part = (enum fact_part)part,
		    .from = (uint32_t)pg_i64(r, i, "from_byte"),
		    .to = (uint32_t)pg_i64(r, i, "to_byte"),
		    .key = pg_text(r, i, "key"),
		    .value = pg_text(r, i, "value"),
		    .until_ms = pg_is_null(r, i, "until_at")
				    ? 0
				    : pg_time(r, i, "until_at"),
		    .confidence_milli = (int)pg_i64(r, i, "confidence"),
		};
	}
	*v_r = v;
	return n;
}

static size_t read_said(
    struct arena *a, const struct pg_result *r, struct fold_correction **v_r)
{
	struct fold_correction *v =
	    ARENA_ARRAY(a, struct fold_correction, pg_rows(r) + 1);
	size_t n = 0;

	for (size_t i = 0; i < pg_rows(r); i++) {
		for (size_t k = 0; k < ARRAY_LEN(kinds); k++) {
			if (!streq(kinds[k].name, pg_text(r, i, "what")))
				continue;
			v[n++] = (struct fold_correction){
			    .id = (uint64_t)pg_i64(r, i, "id"),
			    .email_id = (uint64_t)pg_i64(r, i, "email_id"),
			    .other_id = (uint64_t)pg_i64(r, i, "other_id"),
			    .kind = kinds[k].kind,
			    .value = pg_text(r, i, "value"),
			    .at_ms = pg_time(r, i, "at"),
			};
		}
	}
	*v_r = v;
	return n;
}

/* Of the threads of an application the one heard last. */
static int64_t heard_of(const struct map *threads, const struct application *ap)
{
	int64_t heard = 0;

	for (size_t i = 0; i < ap->events_n; i++) {
		const int64_t *at = map_get(threads, ap->events[i].thread_id);

		if (at != NULL && *at > heard)
			heard = *at;
	}
	return heard;
}

void tracker_fold(struct task *t, struct tracker *tr)
{
	struct fold_fact *facts;
	struct fold_correction *said;
	size_t n = read_facts(t->arena, tr->facts, &facts);
	size_t said_n = read_said(t->arena, tr->said, &said);
	struct map *threads = map_new();

	tr->now_ms = clock_unix_ms();
	tr->n = applications_fold(t->arena, facts, n, said, said_n, &tr->v);
	tr->heard_ms = ARENA_ARRAY(t->arena, int64_t, tr->n + 1);
	for (size_t i = 0; i < pg_rows(tr->heard); i++) {
		int64_t *at = ARENA_NEW(t->arena, int64_t);

		*at = pg_time(tr->heard, i, "at");
		(void)map_put(
		    threads, (uint64_t)pg_i64(tr->heard, i, "thread_id"), at);
	}
	for (size_t i = 0; i < tr->n; i++)
		tr->heard_ms[i] = heard_of(threads, &tr->v[i]);
	map_free(&threads);
}

bool tracker_is_ghosted(const struct tracker *tr, size_t i)
{
	return application_is_ghosted(
	    &tr->v[i], tr->heard_ms[i], tr->now_ms, tr->ghosted_days);
}

int64_t tracker_silent_days(const struct tracker *tr, size_t i)
{
	int64_t since = MAX(tr->heard_ms[i], tr->v[i].last_ms);

	return MAX(tr->now_ms - since, 0) / DAY_MS;
}

void tracker_write(struct jsonw *w, const struct tracker *tr, size_t i)
{
	const struct application *ap = &tr->v[i];

	jsonw_kid(w, "id", ap->id);
	jsonw_ks(
	    w, "company", ap->company[0] != '\0' ? ap->company : ap->domain);
	jsonw_ks(w, "domain", ap->domain);
	jsonw_ks(w, "role", ap->role);
	jsonw_ks(w, "stage", application_stage_name(ap->stage));
	jsonw_kb(w, "ghosted", tracker_is_ghosted(tr, i));
	jsonw_ktime(w, "first_at", ap->first_ms);
	jsonw_ktime(w, "last_at", ap->last_ms);
	jsonw_ktime(w, "next_at", ap->next_ms > tr->now_ms ? ap->next_ms : 0);
	jsonw_ki(w, "silent_days", tracker_silent_days(tr, i));
	jsonw_ki(w, "events", (int64_t)ap->events_n);
	jsonw_kid(w, "last_email_id", ap->events[ap->events_n - 1].email_id);
	jsonw_kb(w, "corrected", ap->corrected);
	jsonw_kb(w, "hidden", ap->hidden);
}
