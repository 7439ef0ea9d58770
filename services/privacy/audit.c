/* audit.c - a person's lines of the audit log, in words. */
#include "services/privacy/privacy.h"

#include "common/base/clock.h"
#include "proto/json.h"
#include "services/privacy/audit_words.def.h"

#include <inttypes.h>

static task_step ask, answer;
privacy_steps audit_list_steps = {ask, answer, NULL};

static const char sql_list[] =
    "SELECT id, at, actor, action, subject, detail FROM audit_log "
    "WHERE user_id = $1 AND ($2::bigint = 0 OR id < $2) "
    "ORDER BY id DESC LIMIT $3";

static const struct {
	const char *action, *text;
} words[] = {
#define X_WORDS(action, text) {action, text},
    AUDIT_WORDS(X_WORDS)
#undef X_WORDS
};

static struct privacy_request *of(struct task *t)
{
	return CONTAINER_OF(t, struct privacy_request, bus.task);
}

static enum step_result ask(struct task *t)
{
	struct privacy_request *r = of(t);
	const struct privacy *d = r->bus.daemon;
	const struct audit_list *q = r->bus.msg;
	uint64_t user_id = r->bus.env.user_id;

	pg_query(t, d->service->pg, pg_as_user(user_id), &r->rows, sql_list,
	    PG_ARGS(PG_I64(user_id), PG_I64(q->before), PG_I64(q->limit)));
	return STEP_WAIT;
}

/* ---- in words ---- */

static const char *who(struct task *t, const char *actor)
{
	struct privacy_request *r = of(t);
	struct str s = str_of(actor);
	uint64_t id;

	if (str_starts(s, "user:") &&
	    str_to_u64((struct str){s.p + 5, s.n - 5}, &id) == 0)
		return id == r->bus.env.user_id ? "you" : "an operator";
	if (str_starts(s, "service:"))
		return arena_printf(t->arena, "ApplyLens (%s)", actor + 8);
	if (streq(actor, "anybody") || s.n == 0)
		return "somebody who was not signed in";
	return arena_printf(t->arena, "ApplyLens (%s)", actor);
}

static const char *plain(const char *action)
{
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (streq(words[i].action, action))
			return words[i].text;
	return action;
}

/* The few members of a detail that say what a reader asks next. */
static const char *what(struct task *t, const char *action, struct str detail)
{
	static const struct {
		const char *member, *before;
	} more[] = {{"kind", ": "}, {"by", ", by "}, {"peer", ", from "},
	    {"status", "; now "}};
	const struct json *d;
	struct err ignored;
	const char *text = plain(action);

	if (json_parse(t->arena, detail, &d, &ignored) < 0)
		return text;
	for (size_t i = 0; i < ARRAY_LEN(more); i++) {
		const char *value = json_str(json_get(d, more[i].member), "");

		if (value[0] != '\0')
			text = arena_printf(
			    t->arena, "%s%s%.60s", text, more[i].before, value);
	}
	return text;
}

static struct audit_line line_of(
    struct task *t, const struct pg_result *rows, size_t i)
{
	return (struct audit_line){
	    .id = (uint64_t)pg_i64(rows, i, "id"),
	    .at = clock_utc_text(t->arena, pg_time(rows, i, "at")),
	    .who = who(t, pg_text(rows, i, "actor")),
	    .what =
		what(t, pg_text(rows, i, "action"), pg_str(rows, i, "detail")),
	    .action = pg_text(rows, i, "action"),
	    .subject = pg_text(rows, i, "subject"),
	    .detail = pg_str(rows, i, "detail"),
	};
}

static enum step_result answer(struct task *t)
{
	struct privacy_request *r = of(t);
	const struct audit_list *q = r->bus.msg;
	size_t n = pg_rows(r->rows);
	struct audit_line *v = ARENA_ARRAY(t->arena, struct audit_line, n);
	struct audit_lines m = {.lines = {v, n}};

	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	for (size_t i = 0; i < n; i++)
		v[i] = line_of(t, r->rows, i);
	if (n > 0 && n == (size_t)q->limit)
		m.next_before = v[n - 1].id;
	bus_answer_msg(&r->bus, MSG_audit_lines, &m);
	return STEP_NEXT;
}
