/* act.c - what operators do: an incident is opened by hand, acknowledged, moved
 * through its states, given a severity, a commander, a note. */
#include "services/oncall/oncall.h"

#include "common/base/die.h"
#include "services/oncall/incident/save.h"

#include <inttypes.h>

#define ATTEMPTS 5

struct acting {
	struct incident_change c;
	struct pg_result *id;
	struct err lost; /* of the last attempt to save */
	unsigned attempts;
	bool done; /* it is so already */
};

static task_step take_id, open, load, change, saved, answer_opened, answer;
oncall_steps incident_open_steps = {
    oncall_operators_only, take_id, open, saved, answer_opened, NULL};
oncall_steps incident_act_steps = {
    oncall_operators_only, load, change, saved, answer, NULL};

static const char sql_id[] = "SELECT nextval('incidents_id_seq') AS id";
static const char sql_load[] =
    "SELECT " INCIDENT_COLUMNS "FROM incidents i WHERE i.id = $1";
static const char sql_audit[] =
    "INSERT INTO audit_log (user_id, actor, action, subject, detail, "
    "request_id) VALUES (0, $1, 'incident.' || $2, 'incident:' || $3, "
    "jsonb_build_object('status', $4::text, 'severity', $5::int), $6)";

static struct acting *of(struct task *t)
{
	struct oncall_request *r = oncall_request(t);

	if (r->own == NULL)
		r->own = ARENA_NEW(t->arena, struct acting);
	return r->own;
}

/* Both in one transaction: the incident, and that this operator did it. */
static enum step_result write(struct task *t, const char *action)
{
	struct oncall_request *r = oncall_request(t);
	struct acting *x = of(t);
	struct pg_batch *b =
	    pg_batch_begin(t, oncall_of(r)->service->pg, pg_as_system());

	incident_changes_save(
	    t, b, oncall_of(r), &x->c, 1, loop_unix_ms(t->loop));
	pg_batch_add(b, NULL, sql_audit,
	    PG_ARGS(PG_TEXT(oncall_actor(t)), PG_TEXT(action),
		PG_TEXT(arena_printf(t->arena, "%" PRIu64, x->c.row.id)),
		PG_TEXT(x->c.row.status), PG_I64(x->c.row.severity),
		PG_TEXT(r->bus.env.request_id)));
	task_tolerate(t, &x->lost);
	pg_batch_run(b);
	return STEP_WAIT;
}

/* ---- by hand ---- */

static enum step_result take_id(struct task *t)
{
	struct oncall_request *r = oncall_request(t);

	pg_query(t, oncall_of(r)->service->pg, pg_as_system(), &of(t)->id,
	    sql_id, PG_NO_ARGS);
	return STEP_WAIT;
}

static const char *or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

static enum step_result open(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	const struct incident_open *ask = r->bus.msg;
	struct acting *x = of(t);
	int64_t now_ms = loop_unix_ms(t->loop);
	int64_t update_ms = incident_update_ms(ask->severity);
	uint64_t id = (uint64_t)pg_i64(x->id, 0, "id");

	x->c.row = (struct incident_row){
	    .id = id,
	    .parent_id = ask->parent_id,
	    .key = arena_printf(t->arena, "by-hand/%" PRIu64, id),
	    .severity = ask->severity,
	    .status = incident_state_name(INCIDENT_investigating),
	    .title = ask->title,
	    .summary = or_empty(ask->summary),
	    .runbook = or_empty(ask->runbook),
	    .agents = ask->agents,
	    .opened_by = oncall_actor(t),
	    .commander = "",
	    .acknowledged_by = "",
	    .started_ms = now_ms,
	    .created_ms = now_ms,
	    .next_update_ms = update_ms == 0 ? 0 : now_ms + update_ms,
	};
	incident_tell(t->arena, &x->c, EVENT_fire, "opened", oncall_actor(t),
	    arena_printf(
		t->arena, "SEV%d: %s", (int)ask->severity, ask->title));
	return write(t, "open");
}

/* ---- what there is ---- */

static enum step_result load(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	const struct incident_act *ask = r->bus.msg;

	pg_query(t, oncall_of(r)->service->pg, pg_as_system(), &r->rows,
	    sql_load, PG_ARGS(PG_I64(ask->id)));
	return STEP_WAIT;
}

static enum incident_event event_of(const char *action)
{
	static const struct {
		const char *action;
		enum incident_event event;
	} v[] = {{"acknowledge", EVENT_acknowledge},
	    {"identify", EVENT_identify}, {"monitor", EVENT_monitor},
	    {"resolve", EVENT_resolve}, {"close", EVENT_close},
	    {"reopen", EVENT_reopen}, {"severity", EVENT_severity},
	    {"assign", EVENT_assign}};

	for (size_t i = 0; i < ARRAY_LEN(v); i++)
		if (streq(v[i].action, action))
			return v[i].event;
	return EVENT_note; /* the message's table knows no other */
}

/* What the event says beside its name: fields that it needs, or has no use
 * for; and what is so already. */
static int prepare(struct task *t, enum incident_event event,
    const struct incident_act *ask, const char **text_r)
{
	struct acting *x = of(t);
	struct incident_row *row = &x->c.row;

	*text_r = ask->text;
	if (event == EVENT_note && ask->text == NULL)
		return err_field(&t->err, "text", "a note needs it");
	if ((ask->severity != 0) != (event == EVENT_severity))
		return err_field(&t->err, "severity",
		    event == EVENT_severity ? "must be 1 to 4"
					    : "only to change it");
	if (ask->commander != NULL && event != EVENT_assign)
		return err_field(&t->err, "commander", "only to assign");
	if (ask->force && event != EVENT_resolve)
		return err_field(&t->err, "force", "only to resolve");
	if (event == EVENT_acknowledge)
		x->done = row->acknowledged_ms != 0;
	if (ask->force)
		row->alerts_firing = 0;
	if (event == EVENT_severity) {
		x->done = row->severity == ask->severity;
		row->severity = ask->severity;
		*text_r =
		    arena_printf(t->arena, "SEV%d%s%s", (int)ask->severity,
			ask->text == NULL ? "" : ": ", or_empty(ask->text));
	}
	if (event == EVENT_assign) {
		row->commander =
		    ask->commander != NULL ? ask->commander : oncall_actor(t);
		*text_r = arena_printf(t->arena, "to %s%s%s", row->commander,
		    ask->text == NULL ? "" : ": ", or_empty(ask->text));
	}
	return 0;
}

static enum step_result change(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	const struct incident_act *ask = r->bus.msg;
	const struct incident_rules rules = incident_rules(oncall_of(r));
	enum incident_event event = event_of(ask->action);
	struct acting *x = of(t);
	const char *text;

	if (pg_rows(r->rows) == 0)
		return task_fail(t, ERR_NOT_FOUND, "no such incident");
	x->c =
	    (struct incident_change){.row = incident_row_read(t, r->rows, 0)};
	if (ask->version != 0 && ask->version != x->c.row.version)
		return task_fail(t, ERR_CONFLICT,
		    "it was changed since: its version is %" PRId64 " now",
		    x->c.row.version);
	if (prepare(t, event, ask, &text) < 0)
		return STEP_FAIL;
	if (x->done) {
		task_goto(t, answer);
		return STEP_NEXT;
	}
	if (incident_happens(t->arena, &x->c, event, oncall_actor(t), text,
		loop_unix_ms(t->loop), &rules, &t->err) < 0)
		return STEP_FAIL;
	return write(t, ask->action);
}

/* Somebody else came first: the state is looked at again, unless the operator
 * wants it as it was, or that was another opened under its key. */
static enum step_result saved(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	struct acting *x = of(t);

	if (x->lost.code == ERR_OK) {
		x->c.row.version++;
		return STEP_NEXT;
	}
	if (incident_is_race(&x->lost) && r->rows != NULL &&
	    ++x->attempts < ATTEMPTS) {
		metrics_counter_inc(METRICS_ONLY(oncall_of(r)->metrics.races));
		task_goto(t, load);
		return STEP_NEXT;
	}
	t->err = x->lost;
	if (t->err.code == ERR_INVALID && x->c.row.parent_id != 0)
		err_field(&t->err, "parent_id", "no such incident");
	if (t->err.code == ERR_CONFLICT)
		err_set(&t->err, ERR_CONFLICT,
		    "another incident of its key is open: work on that one");
	return STEP_FAIL;
}

/* Both answers have the record's fields. */
_Static_assert(sizeof(struct incident) == sizeof(struct incident_opened) &&
		   sizeof(struct incident) == sizeof(struct incident_acted),
    "made of one table");

static enum step_result say(struct task *t, enum msg_type type)
{
	struct oncall_request *r = oncall_request(t);
	struct incident m;

	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	m = incident_row_view(t->arena, &of(t)->c.row);
	bus_answer_msg(&r->bus, type, &m);
	return STEP_NEXT;
}

static enum step_result answer_opened(struct task *t)
{
	struct oncall *d = oncall_of(oncall_request(t));

	if (t->err.code == ERR_OK)
		metrics_counter_inc(METRICS_WITH(d->metrics.opened, "people"));
	return say(t, MSG_incident_opened);
}

static enum step_result answer(struct task *t)
{
	return say(t, MSG_incident_acted);
}
