/* state.h - what an event does to an incident; pure. The table is state.def.h,
 * in the words of the production handbook. */
#ifndef ONCALL_INCIDENT_STATE_H
#define ONCALL_INCIDENT_STATE_H

#include "services/oncall/incident/row.h"
#include "services/oncall/incident/state.def.h"

#define ENUM_STATE(name, open) INCIDENT_##name,
enum incident_state { INCIDENT_STATES(ENUM_STATE) INCIDENT_N_STATES };
#undef ENUM_STATE
#define ENUM_EVENT(name, said, who, a, b, c, d, e, doc) EVENT_##name,
enum incident_event { INCIDENT_EVENTS(ENUM_EVENT) INCIDENT_N_EVENTS };
#undef ENUM_EVENT

struct incident_rules {
	int64_t reopen_ms;     /* after its end an incident is another one */
	int64_t postmortem_ms; /* after its end it is due */
};

/* Name and state; -1 for no such name. */
MUST_CHECK int incident_state_parse(
    const char *name, enum incident_state *state_r);
const char *incident_state_name(enum incident_state state);
bool incident_is_open(const struct incident_row *row);
/* The timeline's kind, and what it says when nobody says more. */
const char *incident_event_kind(enum incident_event event);
const char *incident_event_text(enum incident_event event);
/* Only an operator may cause it. */
bool incident_event_is_people(enum incident_event event);

/* Changes the row as the event does at now_ms (Unix ms): state, times, who.
 * `actor` is borrowed by the row. ERR_CONFLICT, with the row untouched: the
 * state does not allow it, the time to reopen is over, alerts still fire, or
 * the postmortem is missing. What only the caller knows (which severity, which
 * commander, whether something fires) it puts into the row itself. */
MUST_CHECK int incident_apply(struct incident_row *row,
    enum incident_event event, const char *actor, int64_t now_ms,
    const struct incident_rules *rules, struct err *err);

/* May a firing alert reopen it, or is that another incident? */
bool incident_may_reopen(const struct incident_row *row, int64_t now_ms,
    const struct incident_rules *rules);

/* Between status updates; 0: none are due. */
int64_t incident_update_ms(int64_t severity);
bool incident_wants_postmortem(int64_t severity);
const char *incident_severity_meaning(int64_t severity);

#endif
