/* lessons.c - a user's corrections as lessons for the spam filter, read from
 * the mails that they are about. */
#include "services/triage/load.h"
#include "services/triage/triage.h"

struct triage_lessons_at {
	struct triage_learner *learner; /* ours until it is put */
	struct triage_taught_version version;
	struct arena_mark mark;
	size_t next, page; /* rows of the list */
};

/* Corrections of mail that is still there; the priority alone teaches
 * nothing. */
#define LESSONS_FROM                                                           \
	" FROM triage_feedback f JOIN emails e ON e.id = f.email_id"           \
	" AND e.user_id = f.user_id"                                           \
	" WHERE f.user_id = $1 AND f.category IS NOT NULL"

const char triage_sql_taught[] =
    "SELECT count(*) FILTER (WHERE f.undone_at IS NULL) AS holding,"
    " count(*) FILTER (WHERE f.undone_at IS NOT NULL) AS undone,"
    " coalesce(max(f.id) FILTER (WHERE f.undone_at IS NULL), 0) AS last_id,"
    " coalesce(sum(f.id) FILTER (WHERE f.undone_at IS NULL), 0)::bigint"
    "  AS id_sum" LESSONS_FROM;

/* Corrections may come between the version and this; so it has its own. */
static const char sql_list[] =
    "SELECT f.id, f.email_id, f.category, f.undone_at IS NULL AS "
    "holds" LESSONS_FROM " ORDER BY f.id";

static bool begin(struct task *t, struct triage_judging *j);
static bool list(struct task *t, struct triage_judging *j);
static bool ask_page(struct task *t, struct triage_judging *j);
static bool teach_page(struct task *t, struct triage_judging *j);

bool triage_judging_learn(struct task *t, struct triage_judging *j)
{
	switch (j->lessons.state) {
	case LESSONS_ASKED:
		return begin(t, j);
	case LESSONS_LISTED:
		return list(t, j);
	case LESSONS_READ:
		return teach_page(t, j);
	}
	return false;
}

static bool begin(struct task *t, struct triage_judging *j)
{
	const struct pg_result *r = j->lessons.version;
	struct triage_taught_version v = {.holding = pg_i64(r, 0, "holding"),
	    .undone = pg_i64(r, 0, "undone"),
	    .last_id = pg_i64(r, 0, "last_id"),
	    .id_sum = pg_i64(r, 0, "id_sum")};

	if (v.holding == 0)
		return false;
	j->lessons.learnt =
	    triage_taught_get(j->daemon->taught, j->user_id, &v);
	if (j->lessons.learnt != NULL)
		return false;
	j->lessons.state = LESSONS_LISTED;
	pg_query(t, j->daemon->service->pg, pg_as_user(j->user_id),
	    &j->lessons.list, sql_list, PG_ARGS(PG_I64(j->user_id)));
	return true;
}

static void version_add(
    struct triage_taught_version *v, const struct pg_result *r, size_t i)
{
	int64_t id = pg_i64(r, i, "id");

	if (!pg_bool(r, i, "holds")) {
		v->undone++;
		return;
	}
	v->holding++;
	v->last_id = id;
	v->id_sum += id;
}

/* Whether the layer in hand knows exactly the list's first lessons; then *from_r
 * is the row to go on with. */
static bool continues(const struct pg_result *r,
    const struct triage_taught_version *known, size_t *from_r)
{
	struct triage_taught_version v = {0, 0, 0, 0};
	size_t i = 0;

	for (; i < pg_rows(r) && pg_i64(r, i, "id") <= known->last_id; i++)
		version_add(&v, r, i);
	*from_r = i;
	return v.holding == known->holding && v.id_sum == known->id_sum;
}

static size_t row_after(const struct pg_result *r, int64_t skipped)
{
	size_t i = 0;

	for (; i < pg_rows(r) && skipped > 0; i++)
		skipped -= pg_bool(r, i, "holds");
	return i;
}

static void drop(void *p)
{
	struct triage_lessons_at *at = p;

	triage_learner_free(&at->learner);
}

static bool list(struct task *t, struct triage_judging *j)
{
	const struct pg_result *r = j->lessons.list;
	struct triage_lessons_at *at =
	    ARENA_NEW(t->arena, struct triage_lessons_at);
	struct triage_taught_version known;

	j->lessons.at = at;
	for (size_t i = 0; i < pg_rows(r); i++)
		version_add(&at->version, r, i);
	at->learner = triage_taught_take(
	    j->daemon->taught, j->user_id, &at->version, &known);
	if (at->learner != NULL && !continues(r, &known, &at->next))
		triage_learner_free(&at->learner);
	if (at->learner == NULL) {
		at->next =
		    row_after(r, triage_taught_skipped(at->version.holding));
		at->learner = triage_learner_new(
		    triage_learner_bits_for((size_t)at->version.holding));
	}
	arena_defer(t->arena, drop, at);
	at->mark = arena_mark(t->arena);
	return ask_page(t, j);
}

static bool finish(struct triage_judging *j)
{
	struct triage_lessons_at *at = j->lessons.at;

	triage_taught_put(
	    j->daemon->taught, j->user_id, &at->version, at->learner);
	j->lessons.learnt = at->learner;
	at->learner = NULL;
	return false;
}

static bool ask_page(struct task *t, struct triage_judging *j)
{
	struct triage_lessons_at *at = j->lessons.at;
	size_t left = pg_rows(j->lessons.list) - at->next;
	uint64_t *ids;

	at->page = MIN(left, (size_t)TRIAGE_LESSONS_PAGE);
	if (at->page == 0)
		return finish(j);
	ids = ARENA_ARRAY(t->arena, uint64_t, at->page);
	for (size_t i = 0; i < at->page; i++)
		ids[i] =
		    (uint64_t)pg_i64(j->lessons.list, at->next + i, "email_id");
	j->lessons.state = LESSONS_READ;
	pg_query(t, j->daemon->service->pg, pg_as_user(j->user_id),
	    &j->lessons.mails, triage_sql_emails,
	    PG_ARGS(PG_I64S(ids, at->page)));
	return true;
}

static void teach(struct task *t, struct triage_judging *j, size_t row)
{
	const struct pg_result *mails = j->lessons.mails;
	int64_t id = pg_i64(j->lessons.list, row, "email_id");
	enum triage_category c;

	if (!pg_bool(j->lessons.list, row, "holds") ||
	    triage_category_parse(
		pg_text(j->lessons.list, row, "category"), &c) < 0)
		return;
	for (size_t i = 0; i < pg_rows(mails); i++) {
		struct triage_mail m;
		struct triage_user u;

		if (pg_i64(mails, i, "id") != id)
			continue;
		triage_load_mail(t, j->daemon, mails, i, &m, &u);
		triage_scorer_teach(j->daemon->scorer, j->lessons.at->learner,
		    &m, triage_category(c)->junk);
		return;
	}
}

static bool teach_page(struct task *t, struct triage_judging *j)
{
	struct triage_lessons_at *at = j->lessons.at;

	for (size_t i = 0; i < at->page; i++)
		teach(t, j, at->next + i);
	at->next += at->page;
	arena_rewind(t->arena, &at->mark);
	return ask_page(t, j);
}
