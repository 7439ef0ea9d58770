/* state.def.h - the states of an incident, the events that move it, and what a
 * severity asks for. */
#ifndef ONCALL_INCIDENT_STATE_DEF_H
#define ONCALL_INCIDENT_STATE_DEF_H

/* X(name, open) */
#define INCIDENT_STATES(X)                                                     \
	X(investigating, true)  /* something is wrong */                       \
	X(identified, true)     /* and we know what */                         \
	X(monitoring, true)     /* it is mitigated; is it? */                  \
	X(resolved, false)      /* it is over */                               \
	X(closed, false)        /* and nothing is left to do */

/* X(name, said, who, in each of the five states, "what the timeline says")
 *   said   the timeline's kind
 *   who    ALERTS: rules and the clock; PEOPLE: operators, who thereby are
 *          at it; CALLERS: operators who are not, and have somebody called
 *   state  NO: refused; SAME: it stays; BACK: identified when the cause was
 *          known, else investigating; or the state it moves to
 */
#define INCIDENT_EVENTS(X)                                                     \
	X(fire, alert_fired, ALERTS, SAME, SAME, BACK, investigating, NO,      \
	    "an alert fires")                                                  \
	X(end, alert_ended, ALERTS, SAME, SAME, SAME, SAME, SAME,              \
	    "an alert is over")                                                \
	X(quiet, monitoring, ALERTS, monitoring, monitoring, SAME, NO, NO,     \
	    "no alert of it fires any more")                                   \
	X(calm, resolved, ALERTS, NO, NO, resolved, NO, NO,                    \
	    "it stayed quiet")                                                 \
	X(miss, update_missed, ALERTS, SAME, SAME, SAME, NO, NO,               \
	    "a status update was due and did not come")                        \
	X(raise, severity, ALERTS, SAME, SAME, SAME, SAME, NO,                 \
	    "an alert is more severe")                                         \
	X(group, grouped, ALERTS, SAME, SAME, SAME, NO, NO,                    \
	    "it is part of a larger one")                                      \
	X(acknowledge, acknowledged, PEOPLE, SAME, SAME, SAME, NO, NO,         \
	    "somebody is at it")                                               \
	X(identify, identified, PEOPLE, identified, NO, identified, NO, NO,    \
	    "the cause is known")                                              \
	X(monitor, monitoring, PEOPLE, monitoring, monitoring, NO, NO, NO,     \
	    "it is mitigated")                                                 \
	X(resolve, resolved, PEOPLE, resolved, resolved, resolved, NO, NO,     \
	    "it is over")                                                      \
	X(close, closed, PEOPLE, NO, NO, NO, closed, NO,                       \
	    "nothing is left to do")                                           \
	X(reopen, reopened, PEOPLE, NO, NO, NO, investigating, NO,             \
	    "it is not over")                                                  \
	X(severity, severity, CALLERS, SAME, SAME, SAME, SAME, NO,             \
	    "another severity")                                                \
	X(assign, assigned, PEOPLE, SAME, SAME, SAME, SAME, NO,                \
	    "another commander")                                               \
	X(note, note, PEOPLE, SAME, SAME, SAME, SAME, SAME,                    \
	    "a note, or a status update")                                      \
	X(review, postmortem, PEOPLE, NO, NO, NO, SAME, SAME,                  \
	    "the postmortem is finished")

/* X(number, "meaning", minutes between status updates, postmortem) */
#define INCIDENT_SEVERITIES(X)                                                 \
	X(1, "complete service outage", 15, true)                              \
	X(2, "significant degradation", 15, true)                              \
	X(3, "minor issue", 0, false)                                          \
	X(4, "low priority", 0, false)

#endif
