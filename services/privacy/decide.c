/* decide.c - what operators decide: dsr_decide gives a request two more months
 * or refuses it; hold_set and hold_end make a person's erasure wait. */
#include "services/privacy/privacy.h"

#include "common/base/clock.h"

static task_step decide, decided, set_hold, end_hold, held, list, listed;
privacy_steps dsr_decide_steps = {decide, decided, NULL};
privacy_steps hold_set_steps = {set_hold, held, NULL};
privacy_steps hold_end_steps = {end_hold, held, NULL};
privacy_steps hold_list_steps = {list, listed, NULL};

static const char sql_decide[] =
    "SELECT outcome, request::text AS request FROM dsr_decide($1, $2, $3, $4, "
    "$5)";
static const char sql_hold[] =
    "SELECT outcome, since FROM privacy_hold($1, $2, $3, $4)";
static const char sql_list[] =
    "SELECT coalesce(jsonb_agg(jsonb_build_object('user_id', id::text, "
    "'reason', legal_hold, 'since', legal_hold_at) ORDER BY legal_hold_at, "
    "id), '[]')::text AS holds FROM (SELECT * FROM users "
    "WHERE legal_hold <> '' ORDER BY legal_hold_at, id LIMIT 1000) u";

/* Why it was not done, by what the database says. */
static const struct {
	const char *outcome;
	enum err_code code;
	const char *text;
} refusals[] = {
    {"missing", ERR_NOT_FOUND, "there is none of that id"},
    {"over", ERR_CONFLICT, "it is not open any more"},
    {"extended", ERR_CONFLICT, "it was extended already; once is all"},
    {"late", ERR_CONFLICT,
	"its first month is over: the person had to hear of it before"},
    {"begun", ERR_CONFLICT, "the erasure has begun"},
};

static struct privacy_request *of(struct task *t)
{
	return CONTAINER_OF(t, struct privacy_request, bus.task);
}

static struct pg *pg_of(const struct privacy_request *r)
{
	const struct privacy *d = r->bus.daemon;

	return d->service->pg;
}

/* Answers what was not done; false: it was. */
static bool refused(struct privacy_request *r)
{
	struct task *t = &r->bus.task;

	for (size_t i = 0; t->err.code == ERR_OK && i < ARRAY_LEN(refusals);
	     i++)
		if (streq(refusals[i].outcome, pg_text(r->rows, 0, "outcome")))
			err_set(
			    &t->err, refusals[i].code, "%s", refusals[i].text);
	if (t->err.code == ERR_OK)
		return false;
	bus_answer_err(&r->bus);
	return true;
}

static enum step_result decide(struct task *t)
{
	struct privacy_request *r = of(t);
	const struct dsr_decide *ask = r->bus.msg;

	if (r->bus.env.role < ROLE_OPERATOR)
		return task_fail(t, ERR_FORBIDDEN, "this needs an operator");
	pg_query(t, pg_of(r), pg_as_system(), &r->rows, sql_decide,
	    PG_ARGS(PG_I64(ask->id), PG_TEXT(ask->decision),
		PG_TEXT(ask->reason), PG_I64(r->bus.env.user_id),
		PG_TEXT(r->bus.env.request_id)));
	return STEP_WAIT;
}

static enum step_result decided(struct task *t)
{
	struct privacy_request *r = of(t);
	struct dsr_shown m;

	if (refused(r))
		return STEP_NEXT;
	m = (struct dsr_shown){.request = pg_str(r->rows, 0, "request")};
	bus_answer_msg(&r->bus, MSG_dsr_shown, &m);
	return STEP_NEXT;
}

/* ---- holds ---- */

static enum step_result hold(
    struct privacy_request *r, uint64_t user_id, const char *reason)
{
	struct task *t = &r->bus.task;

	if (r->bus.env.role < ROLE_OPERATOR)
		return task_fail(t, ERR_FORBIDDEN, "this needs an operator");
	pg_query(t, pg_of(r), pg_as_system(), &r->rows, sql_hold,
	    PG_ARGS(PG_I64(user_id), PG_TEXT(reason),
		PG_I64(r->bus.env.user_id), PG_TEXT(r->bus.env.request_id)));
	return STEP_WAIT;
}

static enum step_result set_hold(struct task *t)
{
	const struct hold_set *ask = of(t)->bus.msg;

	return hold(of(t), ask->user_id, ask->reason);
}

static enum step_result end_hold(struct task *t)
{
	const struct hold_end *ask = of(t)->bus.msg;

	return hold(of(t), ask->user_id, "");
}

static enum step_result held(struct task *t)
{
	struct privacy_request *r = of(t);
	char since[CLOCK_UTC_CHARS + 1];
	struct hold_shown m = {0};

	if (refused(r))
		return STEP_NEXT;
	m.held = !pg_is_null(r->rows, 0, "since");
	if (m.held) {
		clock_format_utc(
		    pg_time(r->rows, 0, "since"), since, sizeof since);
		m.since = since;
	}
	bus_answer_msg(&r->bus, MSG_hold_shown, &m);
	return STEP_NEXT;
}

static enum step_result list(struct task *t)
{
	struct privacy_request *r = of(t);

	if (r->bus.env.role < ROLE_OPERATOR)
		return task_fail(t, ERR_FORBIDDEN, "this needs an operator");
	pg_query(t, pg_of(r), pg_as_system(), &r->rows, sql_list, PG_NO_ARGS);
	return STEP_WAIT;
}

static enum step_result listed(struct task *t)
{
	struct privacy_request *r = of(t);
	struct holds_listed m;

	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	m = (struct holds_listed){.holds = pg_str(r->rows, 0, "holds")};
	bus_answer_msg(&r->bus, MSG_holds_listed, &m);
	return STEP_NEXT;
}
