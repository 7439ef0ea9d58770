/* consents.c - what people agree to. The last row of a purpose holds, and only
 * for the version of the text that it names. */
#include "services/privacy/privacy.h"

#include "common/base/clock.h"
#include "common/base/die.h"
#include "services/privacy/purposes.def.h"

#define HISTORY_MAX 100 /* decisions shown of a purpose */

struct purpose {
	const char *name;
	int64_t version;
	const char *text;
};

static const struct purpose purposes[] = {
#define X_PURPOSE(name, version, text) {#name, version, text},
    PRIVACY_PURPOSES(X_PURPOSE)
#undef X_PURPOSE
};

static task_step check, load, answer;
privacy_steps consent_list_steps = {load, answer, NULL};
privacy_steps consent_set_steps = {check, load, answer, NULL};

static const char sql_load[] =
    "SELECT purpose, granted, text_version, at FROM (SELECT *, row_number() "
    "OVER (PARTITION BY purpose ORDER BY id DESC) AS n FROM consents "
    "WHERE user_id = $1) c WHERE n <= $2 ORDER BY id DESC";

/* Said again, it is the same decision. */
static const char sql_save[] =
    "WITH one AS (SELECT id FROM users WHERE id = $1 FOR UPDATE), "
    "last AS (SELECT c.granted, c.text_version FROM consents c, one "
    "WHERE c.user_id = one.id AND c.purpose = $2 ORDER BY c.id DESC LIMIT 1), "
    "made AS (INSERT INTO consents (user_id, purpose, granted, text_version) "
    "SELECT one.id, $2, $3, $4 FROM one WHERE NOT EXISTS (SELECT FROM last "
    "WHERE last.granted = $3 AND last.text_version = $4) RETURNING id) "
    "INSERT INTO audit_log (user_id, actor, action, subject, detail, "
    "request_id) SELECT $1, 'user:' || $1, CASE WHEN $3 THEN "
    "'consent.granted' ELSE 'consent.withdrawn' END, 'purpose:' || $2, "
    "jsonb_build_object('version', $4::int), $5 FROM made";

static struct privacy_request *of(struct task *t)
{
	return CONTAINER_OF(t, struct privacy_request, bus.task);
}

static const struct purpose *find(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(purposes); i++)
		if (streq(purposes[i].name, name))
			return &purposes[i];
	return NULL;
}

static enum step_result check(struct task *t)
{
	struct privacy_request *r = of(t);
	const struct privacy *d = r->bus.daemon;
	const struct consent_set *ask = r->bus.msg;
	const struct purpose *p = find(ask->purpose);
	uint64_t user_id = r->bus.env.user_id;

	MUST(p != NULL); /* the message's table knows the same names */
	if (ask->version != 0 && ask->version != p->version)
		return task_fail(t, ERR_CONFLICT,
		    "the text has changed since it was read: read it again");
	pg_query(t, d->service->pg, pg_as_user(user_id), &r->rows, sql_save,
	    PG_ARGS(PG_I64(user_id), PG_TEXT(p->name), PG_BOOL(ask->granted),
		PG_I64(p->version), PG_TEXT(r->bus.env.request_id)));
	return STEP_WAIT;
}

static enum step_result load(struct task *t)
{
	struct privacy_request *r = of(t);
	const struct privacy *d = r->bus.daemon;
	uint64_t user_id = r->bus.env.user_id;

	if (user_id == 0)
		return task_fail(t, ERR_FORBIDDEN, "a person's consents only");
	pg_query(t, d->service->pg, pg_as_user(user_id), &r->rows, sql_load,
	    PG_ARGS(PG_I64(user_id), PG_I64(HISTORY_MAX)));
	return STEP_WAIT;
}

static struct consent read_one(
    struct task *t, const struct pg_result *rows, const struct purpose *p)
{
	struct consent_change *v =
	    ARENA_ARRAY(t->arena, struct consent_change, HISTORY_MAX);
	struct consent c = {
	    .purpose = p->name, .text = p->text, .version = p->version};

	for (size_t i = 0; i < pg_rows(rows); i++) {
		if (!streq(pg_text(rows, i, "purpose"), p->name))
			continue;
		v[c.history.n++] = (struct consent_change){
		    .version = pg_i64(rows, i, "text_version"),
		    .granted = pg_bool(rows, i, "granted"),
		    .at = clock_utc_text(t->arena, pg_time(rows, i, "at")),
		};
	}
	c.history.v = v;
	if (c.history.n > 0 && v[0].granted) {
		c.granted = v[0].version == p->version;
		c.outdated = !c.granted;
	}
	return c;
}

static enum step_result answer(struct task *t)
{
	struct privacy_request *r = of(t);
	struct consent v[ARRAY_LEN(purposes)];
	struct consents_shown m;

	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	for (size_t i = 0; i < ARRAY_LEN(purposes); i++)
		v[i] = read_one(t, r->rows, &purposes[i]);
	m = (struct consents_shown){.consents = {v, ARRAY_LEN(purposes)}};
	bus_answer_msg(&r->bus, MSG_consents_shown, &m);
	return STEP_NEXT;
}
