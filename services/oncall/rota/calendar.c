/* calendar.c - shifts as a calendar (RFC 5545) that people subscribe to. */
#include "services/oncall/rota/ask.h"

#include "common/mail/icsout.h"

#include <inttypes.h>

#define DAY_MS INT64_C(86400000)
#define CALENDAR_MAX ((size_t)2 << 20)

static task_step write_out;
oncall_steps oncall_calendar_steps = {
    oncall_operators_only, rota_load, rota_loaded, write_out, NULL};

/* A shift that is cut by an override is two events; each keeps its name as
 * long as it begins when it does. */
static void put(struct task *t, struct buf *out, enum rota_level level,
    const struct rota_turn *turn)
{
	const struct rota_level_desc *l = rota_level(level);

	ics_put(out,
	    &(struct ics_entry){
		.uid = arena_printf(t->arena, "oncall-%s-%" PRIi64 "@applylens",
		    l->name, turn->from_ms),
		.title = arena_printf(
		    t->arena, "On call: %s (%s)", turn->member->name, l->title),
		.location = "",
		.notes = turn->override_id != 0 ? "Stands in." : "",
		.begin_ms = turn->from_ms,
		.end_ms = turn->until_ms,
		.stamp_ms = rota_ask_of(t)->at_ms,
	    });
}

static void put_level(struct task *t, struct buf *out, enum rota_level level,
    const char *email, int64_t until_ms)
{
	const struct rota_ask *x = rota_ask_of(t);
	struct rota_turn turn;

	for (int64_t at = x->at_ms; at < until_ms && !buf_failed(out);
	     at = turn.until_ms) {
		turn = rota_at(&x->rota, level, at);
		turn.until_ms = MIN(turn.until_ms, until_ms);
		if (turn.member != NULL &&
		    (email == NULL || streq(turn.member->email, email)))
			put(t, out, level, &turn);
	}
}

static enum step_result write_out(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	const struct oncall_calendar *ask = r->bus.msg;
	const char *email = NULL;
	struct buf out;

	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	if (ask->email != NULL)
		email = rota_email(t->arena, ask->email);
	buf_init(&out, CALENDAR_MAX);
	ics_begin(&out);
	for (enum rota_level l = 0; l < ROTA_LEVEL_COUNT; l++)
		put_level(t, &out, l, email,
		    rota_ask_of(t)->at_ms + ask->days * DAY_MS);
	ics_end(&out);
	if (buf_failed(&out)) {
		err_set(&t->err, ERR_TOO_LARGE, "too many shifts: fewer days");
		bus_answer_err(&r->bus);
	} else {
		bus_answer_json(
		    &r->bus, STR("{}"), (struct str){buf_str(&out), out.len});
	}
	buf_deinit(&out);
	return STEP_NEXT;
}
