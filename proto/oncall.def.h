/* oncall.def.h - incidents: what goes wrong, who is at it, what became of it.
 * Numbers 260 to 289 are the incidents', 290 to 309 paging's and the rota's,
 * 310 to 319 the objectives'. */
#ifndef PROTO_ONCALL_DEF_H
#define PROTO_ONCALL_DEF_H

#define INCIDENT_STATUSES "investigating|identified|monitoring|resolved|closed"

#define INCIDENT(M, F, E, R)                                                   \
	F(M, ID, id, 0, 0, REQ, "of the incident")                             \
	F(M, STR, key, 1, 200, REQ, "what its alerts have in common")          \
	F(M, I64, version, 1, 1e9, REQ, "grows with every change")             \
	F(M, I64, severity, 1, 4, REQ, "1: full outage, to 4: a ticket")       \
	E(M, status, INCIDENT_STATUSES, REQ, "where it is")                    \
	F(M, STR, title, 1, 1024, REQ, "in a line")                            \
	F(M, STR, summary, 0, 65536, OPT(0), "what is known")                  \
	F(M, STRS, agents, 0, 100, OPT(0), "affected")                         \
	F(M, STR, runbook, 0, 1024, OPT(0), "what to read first")              \
	F(M, STR, opened_by, 1, 400, REQ, "alertmanager, or user:ID")          \
	F(M, STR, commander, 0, 400, OPT(0), "who leads; absent: nobody yet")  \
	F(M, ID, parent_id, 0, 0, OPT(0), "the incident it is a part of")      \
	F(M, I64, alerts_firing, 0, 1e9, REQ, "of its alerts")                 \
	F(M, STR, started_at, 1, 40, REQ, "RFC 3339: it began to be wrong")    \
	F(M, STR, created_at, 1, 40, REQ, "we heard of it")                    \
	F(M, STR, acknowledged_at, 1, 40, OPT(0), "somebody is at it")         \
	F(M, STR, acknowledged_by, 0, 400, OPT(0), "who")                      \
	F(M, STR, identified_at, 1, 40, OPT(0), "the cause was known")         \
	F(M, STR, mitigated_at, 1, 40, OPT(0), "monitoring since")             \
	F(M, STR, resolved_at, 1, 40, OPT(0), "over")                          \
	F(M, STR, closed_at, 1, 40, OPT(0), "nothing is left to do")           \
	F(M, STR, next_update_at, 1, 40, OPT(0), "a status update is due")     \
	F(M, STR, postmortem_due_at, 1, 40, OPT(0), "at the latest")           \
	F(M, STR, postmortem_at, 1, 40, OPT(0), "it was finished")
#define INCIDENT_LIST(M, F, E, R)                                              \
	E(M, status, "open|" INCIDENT_STATUSES, OPT(0), "open: not yet resolved") \
	F(M, I64, severity, 1, 4, OPT(0), "this one and worse")                \
	F(M, BOOL, postmortem_overdue, 0, 1, OPT(0),                           \
	    "over, and the postmortem's time is up")                           \
	F(M, ID, before, 0, 0, OPT(0), "older than this: the next page")       \
	F(M, I64, limit, 1, 200, OPT(50), "incidents")
#define INCIDENTS(M, F, E, R)                                                  \
	R(M, incident, incidents, 200, OPT(0), "newest first")                 \
	F(M, ID, next_before, 0, 0, OPT(0), "absent on the last page")
#define INCIDENT_SHOW(M, F, E, R)                                              \
	F(M, ID, id, 0, 0, REQ, "of the incident")
#define INCIDENT_ALERT(M, F, E, R)                                             \
	F(M, STR, fingerprint, 1, 200, REQ, "of its labels")                   \
	F(M, STR, alertname, 1, 1024, REQ, "the rule's name")                  \
	F(M, OBJECT, labels, 0, 262144, REQ, "name to value")                  \
	F(M, OBJECT, annotations, 0, 262144, REQ, "name to text")              \
	F(M, STR, starts_at, 1, 40, REQ, "by the clock of who sent it")        \
	F(M, STR, ends_at, 1, 40, OPT(0), "absent: it fires")                  \
	F(M, STR, last_seen, 1, 40, REQ, "when it was said last")              \
	F(M, I64, count, 1, 1e15, REQ, "how often it was said")
#define INCIDENT_IMPACT(M, F, E, R)                                            \
	F(M, STR, agent, 1, 64, REQ, "affected")                               \
	F(M, I64, requests, 0, 1e15, REQ, "while it lasted; 0: not known")     \
	F(M, I64, failed, 0, 1e15, REQ, "of these")                            \
	F(M, F64, budget_share, 0, 1e15, REQ,                                  \
	    "of the 30 days' budget of failed requests that went")             \
	F(M, STRS, missed, 0, 10, OPT(0), "objectives not kept in its time")   \
	F(M, I64, users_at_least, 0, 1e15, REQ,                                \
	    "whose runs failed; of other requests that is not recorded")
#define INCIDENT_SHOWN(M, F, E, R)                                             \
	INCIDENT(M, F, E, R)                                                   \
	R(M, incident_alert, alerts, 200, OPT(0), "the newest of them first")  \
	R(M, incident_impact, impact, 10, OPT(0),                              \
	    "its agents that have objectives; if it names none, all that missed one") \
	F(M, IDS, children, 0, 1000, OPT(0), "incidents that are parts of it")

#define ALERTS_POSTED(M, F, E, R)
#define ALERTS_TAKEN(M, F, E, R)                                               \
	F(M, I64, begun, 0, 1e6, REQ, "alerts that fire")                      \
	F(M, I64, ended, 0, 1e6, REQ, "that are over")                         \
	F(M, I64, repeated, 0, 1e6, REQ, "that were told of before")           \
	F(M, I64, late, 0, 1e6, REQ, "copies of what is over")                 \
	F(M, I64, opened, 0, 1e6, REQ, "incidents")

#define INCIDENT_OPEN(M, F, E, R)                                              \
	F(M, STR, title, 1, 200, REQ, "in a line")                             \
	F(M, I64, severity, 1, 4, REQ, "1: full outage, to 4: a ticket")       \
	F(M, STR, summary, 0, 8192, OPT(0), "what is known")                   \
	F(M, STRS, agents, 0, 100, OPT(0), "affected")                         \
	F(M, STR, runbook, 0, 512, OPT(0), "what to read first")               \
	F(M, ID, parent_id, 0, 0, OPT(0), "the incident it is a part of")
#define INCIDENT_ACTIONS                                                       \
	"acknowledge|identify|monitor|resolve|close|reopen|severity|assign|note"
#define INCIDENT_ACT(M, F, E, R)                                               \
	F(M, ID, id, 0, 0, REQ, "of the incident")                             \
	E(M, action, INCIDENT_ACTIONS, REQ, "what happens")                    \
	F(M, I64, version, 1, 1e9, OPT(0),                                     \
	    "only if nobody changed it since it was this one")                 \
	F(M, STR, text, 1, 8192, OPT(0), "for the timeline; a note needs it")  \
	F(M, I64, severity, 1, 4, OPT(0), "severity: the new one")             \
	F(M, STR, commander, 1, 200, OPT(0), "assign: who; default you")       \
	F(M, BOOL, force, 0, 1, OPT(0), "resolve: though alerts fire")

#define INCIDENT_HISTORY(M, F, E, R)                                           \
	F(M, ID, id, 0, 0, REQ, "of the incident")                             \
	F(M, I64, limit, 1, 1000, OPT(500), "lines, the newest")
#define INCIDENT_ENTRY(M, F, E, R)                                             \
	F(M, STR, at, 1, 40, REQ, "RFC 3339")                                  \
	F(M, STR, kind, 1, 100, REQ, "opened, alert_fired, note, change, ...") \
	F(M, STR, actor, 0, 400, OPT(0), "alertmanager, user:ID, service:NAME") \
	F(M, STR, text, 0, 65536, OPT(0), "what happened")
#define INCIDENT_TOLD(M, F, E, R)                                              \
	R(M, incident_entry, entries, 1300, OPT(0), "oldest first")

#define POSTMORTEM_SHOW(M, F, E, R)                                            \
	F(M, ID, id, 0, 0, REQ, "of the incident")
#define POSTMORTEM_KEEP(M, F, E, R)                                            \
	F(M, ID, id, 0, 0, REQ, "of the incident")                             \
	F(M, STR, markdown, 1, 100000, REQ, "with the sections of the draft")
#define INCIDENT_REPORT(M, F, E, R)                                            \
	F(M, I64, days, 1, 365, OPT(7), "until now")
#define INCIDENT_REPORTED(M, F, E, R)                                          \
	F(M, OBJECT, report, 0, 1048576, REQ,                                  \
	    "by severity: n, and median and 90 % of the times in seconds")
/* What is used of it; more is passed over. */
#define ALERTS_BODY(M, F, E, R)                                                \
	E(M, version, "4", REQ, "of the payload")                              \
	F(M, LIST, alerts, 1, 1048576, REQ,                                    \
	    "objects: status, labels with alertname, annotations, startsAt, "  \
	    "endsAt, fingerprint")                                             \
	F(M, I64, truncatedAlerts, 0, 1e9, OPT(0), "left out by the sender")

#define PAGERDUTY_POSTED(M, F, E, R)                                           \
	F(M, STR, signature, 1, 1024, REQ, "X-PagerDuty-Signature")
#define PAGERDUTY_TAKEN(M, F, E, R)                                            \
	E(M, outcome,                                                          \
	    "acknowledged|resolved|noted|already|over|repeated|stale|"         \
	    "unknown|ignored", REQ, "what the event did to the incident")
#define PAGERDUTY_BODY(M, F, E, R)                                             \
	F(M, OBJECT, event, 0, 262144, REQ,                                    \
	    "id, event_type, occurred_at, agent, data with incident_key")

/* ---- objectives ---- */

#define SLO_LIST(M, F, E, R)
#define SLO_LISTED(M, F, E, R)                                                 \
	F(M, STR, at, 1, 40, REQ, "RFC 3339: as it was then")                  \
	F(M, JSON, agents, 0, 1048576, REQ,                                    \
	    "a list: agent, compliant (yes, no, unknown), its objectives")
#define SLO_SHOW(M, F, E, R)                                                   \
	F(M, STR, name, 1, 64, REQ, "of an agent, or gateway")
#define SLO_SHOWN(M, F, E, R)                                                  \
	F(M, STR, at, 1, 40, REQ, "RFC 3339: as it was then")                  \
	F(M, OBJECT, slo, 0, 65536, REQ,                                       \
	    "target, actual, interval, budget and burn rates by objective")

#define ONCALL_RECORDS(X)                                                      \
	X(incident, INCIDENT, "Something is wrong, or was.")                   \
	X(incident_alert, INCIDENT_ALERT, "An alert, from firing to its end.") \
	X(incident_impact, INCIDENT_IMPACT, "What an incident cost an agent.") \
	X(incident_entry, INCIDENT_ENTRY, "A line of an incident's timeline.")

#define ONCALL_MESSAGES(X)                                                     \
	X(incident_list, INCIDENT_LIST, 260, true, "gateway", "oncall",        \
	    "What is wrong?")                                                  \
	X(incidents, INCIDENTS, 261, true, "oncall", "gateway",                \
	    "Incidents.")                                                      \
	X(incident_show, INCIDENT_SHOW, 262, true, "gateway", "oncall",        \
	    "What is known of one?")                                           \
	X(incident_shown, INCIDENT_SHOWN, 263, true, "oncall", "gateway",      \
	    "All of that.")                                                    \
	X(alerts_posted, ALERTS_POSTED, 264, true, "gateway", "oncall",        \
	    "Alertmanager's webhook; its body is the blob.")                   \
	X(alerts_taken, ALERTS_TAKEN, 265, true, "oncall", "gateway",          \
	    "It is committed.")                                                \
	X(incident_open, INCIDENT_OPEN, 266, false, "gateway", "oncall",       \
	    "An operator says that something is wrong.")                       \
	X(incident_opened, INCIDENT, 267, true, "oncall", "gateway",           \
	    "It is an incident.")                                              \
	X(incident_act, INCIDENT_ACT, 268, false, "gateway", "oncall",         \
	    "An operator does something about an incident.")                   \
	X(incident_acted, INCIDENT, 269, true, "oncall", "gateway",            \
	    "The incident as it is now.")                                      \
	X(incident_history, INCIDENT_HISTORY, 270, true, "gateway", "oncall",  \
	    "What happened?")                                                  \
	X(incident_told, INCIDENT_TOLD, 271, true, "oncall", "gateway",        \
	    "Its timeline, with what was changed from an hour before it on.")  \
	X(postmortem_show, POSTMORTEM_SHOW, 272, true, "gateway", "oncall",    \
	    "Why was it, and what follows? Markdown in the answer's blob.")    \
	X(postmortem_keep, POSTMORTEM_KEEP, 274, false, "gateway", "oncall",   \
	    "It is finished.")                                                 \
	X(postmortem_kept, INCIDENT, 275, true, "oncall", "gateway",           \
	    "It is kept.")                                                     \
	X(incident_report, INCIDENT_REPORT, 276, true, "gateway", "oncall",    \
	    "How was it to be on call?")                                       \
	X(incident_reported, INCIDENT_REPORTED, 277, true, "oncall", "gateway", \
	    "In numbers.")                                                     \
	X(alerts_body, ALERTS_BODY, 278, true, "", "gateway",                  \
	    "The body of POST /api/alerts.")                                   \
	X(pagerduty_posted, PAGERDUTY_POSTED, 279, true, "gateway", "oncall",  \
	    "PagerDuty's webhook; its body is the blob.")                      \
	X(pagerduty_taken, PAGERDUTY_TAKEN, 280, true, "oncall", "gateway",    \
	    "It is done, or need not be.")                                     \
	X(pagerduty_body, PAGERDUTY_BODY, 281, true, "", "gateway",            \
	    "The body of POST /api/pagerduty.")                                \
	X(slo_list, SLO_LIST, 310, true, "gateway", "oncall",                  \
	    "Is what was promised kept?")                                      \
	X(slo_listed, SLO_LISTED, 311, true, "oncall", "gateway",              \
	    "By agent and objective.")                                         \
	X(slo_show, SLO_SHOW, 312, true, "gateway", "oncall",                  \
	    "Does this agent keep it?")                                        \
	X(slo_shown, SLO_SHOWN, 313, true, "oncall", "gateway",                \
	    "By objective, with windows.")

#endif
