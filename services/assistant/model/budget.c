/* budget.c - what one person's answers may cost in a day.
 *
 * Before a model is asked, the most that this answer may cost is added to what
 * today has cost, if that fits; when it is over, what was not spent is taken
 * off. Answers at the same time cannot spend the same cent, at whatever
 * process they are made. One that is stopped, or dies, stays counted as the
 * most that it may have cost. Days are kept for a month. */
#include "services/assistant/model/talk.h"

#define MICROS_PER_CENT 10000

static const char sql_hold[] =
    "WITH old AS (DELETE FROM model_spent WHERE user_id = $1 "
    "AND day < (now() AT TIME ZONE 'UTC')::date - 31) "
    "INSERT INTO model_spent AS s (user_id, day, usd_micros) "
    "VALUES ($1, (now() AT TIME ZONE 'UTC')::date, $2) "
    "ON CONFLICT (user_id, day) DO UPDATE "
    "SET usd_micros = s.usd_micros + $2 WHERE s.usd_micros + $2 <= $3 "
    "RETURNING day::text AS day";

static const char sql_settle[] =
    "UPDATE model_spent SET usd_micros = greatest(usd_micros + $2, 0) "
    "WHERE user_id = $1 AND day = $3::date";

static int64_t day_micros(const struct assistant_options *o)
{
	return (int64_t)(o->llm_day_cents * MICROS_PER_CENT);
}

static int64_t answer_micros(const struct assistant_options *o)
{
	return (int64_t)(MIN(o->llm_budget_cents, o->llm_day_cents) *
			 MICROS_PER_CENT);
}

/* A model without a price costs nothing. */
static bool has_price(const struct assistant_options *o)
{
	return o->llm_price_in > 0 || o->llm_price_out > 0;
}

enum step_result model_afford(struct task *task)
{
	struct chat *c = chat_of(task);
	const struct assistant_options *o = assistant_of(c)->opt;

	if (!has_price(o))
		return STEP_NEXT;
	task_tolerate(task, &c->talk->held_err);
	pg_query(task, assistant_of(c)->service->pg,
	    pg_as_user(c->r.env.user_id), &c->talk->held, sql_hold,
	    PG_ARGS(PG_I64(c->r.env.user_id), PG_I64(answer_micros(o)),
		PG_I64(day_micros(o))));
	return STEP_WAIT;
}

enum step_result model_afforded(struct task *task)
{
	struct talk *t = chat_of(task)->talk;

	if (!has_price(assistant_of(t->chat)->opt))
		return STEP_NEXT;
	if (t->held_err.code != ERR_OK)
		return talk_end(t, "not_counted");
	return pg_rows(t->held) == 0 ? talk_end(t, "day_budget") : STEP_NEXT;
}

/* A sum that could not be settled is too high: that is the safe side. */
enum step_result model_settle(struct task *task)
{
	struct chat *c = chat_of(task);
	struct talk *t = c->talk;
	int64_t micros;

	if (t == NULL || t->held == NULL || pg_rows(t->held) == 0)
		return STEP_NEXT;
	micros =
	    (int64_t)t->cost_usd_micros - answer_micros(assistant_of(c)->opt);
	task_tolerate(task, &t->held_err);
	pg_query(task, assistant_of(c)->service->pg,
	    pg_as_user(c->r.env.user_id), NULL, sql_settle,
	    PG_ARGS(PG_I64(c->r.env.user_id), PG_I64(micros),
		PG_TEXT(pg_text(t->held, 0, "day"))));
	return STEP_WAIT;
}
