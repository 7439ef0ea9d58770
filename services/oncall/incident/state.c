/* state.c - the state machine of incidents. */
#include "services/oncall/incident/state.h"

#include "common/base/die.h"

#define MINUTE_MS 60000

enum who { ALERTS, PEOPLE, CALLERS };
/* A cell: a state, or one of these. */
enum { NO = INCIDENT_N_STATES, SAME, BACK };
#define CELL_NO NO
#define CELL_SAME SAME
#define CELL_BACK BACK
#define CELL_investigating INCIDENT_investigating
#define CELL_identified INCIDENT_identified
#define CELL_monitoring INCIDENT_monitoring
#define CELL_resolved INCIDENT_resolved
#define CELL_closed INCIDENT_closed

static const struct {
	const char *name;
	bool open;
} states[] = {
#define X_STATE(name, open) {#name, open},
    INCIDENT_STATES(X_STATE)
#undef X_STATE
};

static const struct {
	const char *name, *said, *text;
	enum who who;
	int to[INCIDENT_N_STATES];
} events[] = {
#define X_EVENT(name, said, who, a, b, c, d, e, doc)                           \
	{#name, #said, doc, who,                                               \
	    {CELL_##a, CELL_##b, CELL_##c, CELL_##d, CELL_##e}},
    INCIDENT_EVENTS(X_EVENT)
#undef X_EVENT
};

static const struct {
	const char *meaning;
	int64_t update_ms;
	bool postmortem;
} severities[] = {
#define X_SEVERITY(number, meaning, minutes, postmortem)                       \
	[number] = {meaning, (minutes)*MINUTE_MS, postmortem},
    INCIDENT_SEVERITIES(X_SEVERITY)
#undef X_SEVERITY
};

int incident_state_parse(const char *name, enum incident_state *state_r)
{
	for (size_t i = 0; i < ARRAY_LEN(states); i++)
		if (streq(states[i].name, name)) {
			*state_r = (enum incident_state)i;
			return 0;
		}
	return -1;
}

const char *incident_state_name(enum incident_state state)
{
	return states[state].name;
}

static enum incident_state state_of(const struct incident_row *row)
{
	enum incident_state state = INCIDENT_investigating;

	MUST(incident_state_parse(row->status, &state) == 0);
	return state;
}

bool incident_is_open(const struct incident_row *row)
{
	return states[state_of(row)].open;
}

const char *incident_event_kind(enum incident_event event)
{
	return events[event].said;
}

const char *incident_event_text(enum incident_event event)
{
	return events[event].text;
}

bool incident_event_is_people(enum incident_event event)
{
	return events[event].who != ALERTS;
}

int64_t incident_update_ms(int64_t severity)
{
	return severities[severity].update_ms;
}

bool incident_wants_postmortem(int64_t severity)
{
	return severities[severity].postmortem;
}

const char *incident_severity_meaning(int64_t severity)
{
	return severities[severity].meaning;
}

bool incident_may_reopen(const struct incident_row *row, int64_t now_ms,
    const struct incident_rules *rules)
{
	return state_of(row) == INCIDENT_resolved &&
	       now_ms - row->resolved_ms <= rules->reopen_ms;
}

/* ---- what the table does not say ---- */

static int refuse(const struct incident_row *row, enum incident_event event,
    int64_t now_ms, const struct incident_rules *rules, struct err *err)
{
	bool reopens = event == EVENT_reopen || event == EVENT_fire;

	if (reopens && state_of(row) == INCIDENT_resolved &&
	    !incident_may_reopen(row, now_ms, rules))
		return err_set(err, ERR_CONFLICT,
		    "it was resolved too long ago to be reopened: this is "
		    "another incident");
	if (event == EVENT_resolve && row->alerts_firing > 0)
		return err_set(err, ERR_CONFLICT,
		    "%lld of its alerts still fire: monitor it until they end",
		    (long long)row->alerts_firing);
	if (event == EVENT_close && row->postmortem_due_ms != 0 &&
	    row->postmortem_ms == 0)
		return err_set(
		    err, ERR_CONFLICT, "its postmortem is not finished");
	return 0;
}

static void take(struct incident_row *row, const char *actor, int64_t now_ms)
{
	if (row->acknowledged_ms == 0) {
		row->acknowledged_ms = now_ms;
		row->acknowledged_by = actor;
	}
	if (row->commander[0] == '\0')
		row->commander = actor;
}

static void move(struct incident_row *row, enum incident_state to,
    int64_t now_ms, const struct incident_rules *rules)
{
	enum incident_state from = state_of(row);

	row->status = states[to].name;
	if (states[to].open && !states[from].open) {
		/* It is not over: nobody is at it, until somebody says so. */
		row->resolved_ms = row->mitigated_ms = row->quiet_ms = 0;
		row->identified_ms = row->postmortem_due_ms = 0;
		row->acknowledged_ms = 0;
		row->acknowledged_by = "";
	}
	if (to == INCIDENT_identified && row->identified_ms == 0)
		row->identified_ms = now_ms;
	if (states[to].open)
		row->mitigated_ms = to == INCIDENT_monitoring ? now_ms : 0;
	if (to == INCIDENT_resolved) {
		row->resolved_ms = now_ms;
		row->next_update_ms = 0;
		if (row->mitigated_ms == 0)
			row->mitigated_ms = now_ms;
		if (row->postmortem_ms == 0 &&
		    incident_wants_postmortem(row->severity))
			row->postmortem_due_ms = now_ms + rules->postmortem_ms;
	}
	if (to == INCIDENT_closed)
		row->closed_ms = now_ms;
}

/* A status update is due so long after the last one, while it is open and
 * somebody leads. */
static void expect_update(struct incident_row *row, int64_t now_ms)
{
	int64_t every_ms = incident_update_ms(row->severity);

	row->next_update_ms =
	    every_ms == 0 || !incident_is_open(row) ? 0 : now_ms + every_ms;
}

/* A severity that is corrected after the end takes its postmortem with it, or
 * asks for one from then on. */
static void expect_postmortem(struct incident_row *row, int64_t now_ms,
    const struct incident_rules *rules)
{
	if (!incident_wants_postmortem(row->severity))
		row->postmortem_due_ms = 0;
	else if (row->postmortem_due_ms == 0 && row->postmortem_ms == 0)
		row->postmortem_due_ms = now_ms + rules->postmortem_ms;
}

int incident_apply(struct incident_row *row, enum incident_event event,
    const char *actor, int64_t now_ms, const struct incident_rules *rules,
    struct err *err)
{
	enum incident_state from = state_of(row);
	int to = events[event].to[from];

	if (to == NO)
		return err_set(err, ERR_CONFLICT,
		    "%s: an incident that is %s "
		    "does not allow it",
		    events[event].name, states[from].name);
	if (refuse(row, event, now_ms, rules, err) < 0)
		return -1;
	if (to == BACK)
		to = row->identified_ms != 0 ? INCIDENT_identified
					     : INCIDENT_investigating;
	if (to != SAME && (enum incident_state)to != from)
		move(row, (enum incident_state)to, now_ms, rules);
	if (event == EVENT_fire)
		row->quiet_ms = 0;
	if (event == EVENT_quiet && row->quiet_ms == 0)
		row->quiet_ms = now_ms;
	if (event == EVENT_review) {
		row->postmortem_ms = now_ms;
	} else if (incident_event_is_people(event) && states[from].open) {
		if (events[event].who == PEOPLE)
			take(row, actor, now_ms);
		expect_update(row, now_ms);
	}
	if (event == EVENT_miss)
		expect_update(row, now_ms);
	if ((event == EVENT_severity || event == EVENT_raise) &&
	    state_of(row) == INCIDENT_resolved)
		expect_postmortem(row, now_ms, rules);
	return 0;
}
