/* rota.def.h - who is on call, and what operators change of that. Numbers 290
 * to 309, with the incidents' of oncall.def.h. */
#ifndef PROTO_ROTA_DEF_H
#define PROTO_ROTA_DEF_H

#define ONCALL_LEVELS "primary|secondary|manager|vp|cto"

#define ONCALL_TURN(M, F, E, R)                                                \
	E(M, level, ONCALL_LEVELS, REQ, "who is called first, second, ...")    \
	F(M, STR, title, 1, 100, REQ, "of the level")                          \
	F(M, STR, name, 1, 400, OPT(0), "absent: nobody is on call")           \
	F(M, STR, email, 3, 320, OPT(0), "theirs")                             \
	F(M, STR, begins_at, 1, 40, OPT(0), "RFC 3339")                        \
	F(M, STR, ends_at, 1, 40, OPT(0), "absent: not within a year")         \
	F(M, BOOL, overridden, 0, 1, REQ, "the rotation says otherwise")
#define ONCALL_FAULT(M, F, E, R)                                               \
	E(M, kind, "gap|double", REQ,                                          \
	    "nobody is on call; or the same person at the next level, too")    \
	E(M, level, ONCALL_LEVELS, REQ, "where")                               \
	F(M, STR, name, 1, 400, OPT(0), "double: who")                         \
	F(M, STR, begins_at, 1, 40, REQ, "RFC 3339")                           \
	F(M, STR, ends_at, 1, 40, REQ, "RFC 3339")
#define ONCALL_MEMBER(M, F, E, R)                                              \
	F(M, STR, email, 3, 320, REQ, "tells people apart")                    \
	F(M, STR, name, 1, 100, REQ, "as pages name them")                     \
	F(M, STR, slack_id, 0, 21, OPT(0), "U or W, capitals and digits")
#define ONCALL_ROTATION(M, F, E, R)                                            \
	E(M, level, ONCALL_LEVELS, REQ, "whose")                               \
	F(M, STR, time_zone, 1, 64, REQ, "of the IANA: Europe/Berlin")         \
	F(M, STR, first_day, 10, 10, REQ, "of the first shift: 2026-11-23")    \
	F(M, STR, handover, 5, 5, REQ, "local time: 09:00")                    \
	F(M, I64, shift_days, 1, 28, OPT(7), "between handovers")              \
	F(M, STRS, members, 1, 50, REQ, "addresses, in the order of shifts")   \
	F(M, STR, in_force_from, 1, 40, OPT(0), "RFC 3339; default now")
#define ONCALL_OVERRIDE(M, F, E, R)                                            \
	E(M, level, ONCALL_LEVELS, REQ, "where")                               \
	F(M, STR, email, 3, 320, OPT(0), "who takes over; absent: nobody")     \
	F(M, STR, begins_at, 1, 40, REQ, "RFC 3339; not before now")           \
	F(M, STR, ends_at, 1, 40, REQ, "RFC 3339")                             \
	F(M, STR, reason, 0, 200, OPT(0), "why")
#define ONCALL_OVERRIDE_LINE(M, F, E, R)                                       \
	F(M, ID, id, 0, 0, REQ, "to take it back")                             \
	ONCALL_OVERRIDE(M, F, E, R)

#define ONCALL_SHOW(M, F, E, R)                                                \
	F(M, STR, at, 1, 40, OPT(0), "RFC 3339; default now")
#define ONCALL_SHOWN(M, F, E, R)                                               \
	F(M, STR, at, 1, 40, REQ, "RFC 3339")                                  \
	R(M, oncall_turn, now, 10, OPT(0), "who is on call then, by level")    \
	R(M, oncall_turn, next, 10, OPT(0), "who comes next, by level")        \
	R(M, oncall_fault, faults, 100, OPT(0), "of the 30 days from then on") \
	R(M, oncall_member, members, 200, OPT(0), "who can be on call")        \
	R(M, oncall_rotation, rotations, 500, OPT(0),                          \
	    "in force then, or later")                                         \
	R(M, oncall_override_line, overrides, 1000, OPT(0), "not yet over")
#define ONCALL_MEMBERS_SET(M, F, E, R)                                         \
	R(M, oncall_member, members, 200, REQ,                                 \
	    "all of them; who is missing has left")                            \
	ROTA_PREVIEW(M, F, E, R)
#define ROTA_PREVIEW(M, F, E, R)                                               \
	F(M, BOOL, preview, 0, 1, OPT(0), "only say how it would then be")
#define ONCALL_ROTATION_SET(M, F, E, R)                                        \
	ONCALL_ROTATION(M, F, E, R)                                            \
	ROTA_PREVIEW(M, F, E, R)
#define ONCALL_OVERRIDE_ADD(M, F, E, R)                                        \
	ONCALL_OVERRIDE(M, F, E, R)                                            \
	ROTA_PREVIEW(M, F, E, R)
#define ONCALL_OVERRIDE_DROP(M, F, E, R)                                       \
	F(M, ID, id, 0, 0, REQ, "of the override")
#define ONCALL_CALENDAR(M, F, E, R)                                            \
	F(M, STR, email, 3, 320, OPT(0), "whose shifts; default everybody's")  \
	F(M, I64, days, 1, 366, OPT(90), "from now on")
#define INCIDENT_ESCALATE(M, F, E, R)                                          \
	F(M, ID, id, 0, 0, REQ, "of the incident")
#define INCIDENT_ESCALATED(M, F, E, R)                                         \
	F(M, ID, id, 0, 0, REQ, "of the incident")                             \
	E(M, level, ONCALL_LEVELS, REQ, "is called next, at once")

#define ROTA_RECORDS(X)                                                        \
	X(oncall_turn, ONCALL_TURN, "Who is on call, and until when.")         \
	X(oncall_fault, ONCALL_FAULT, "What is wrong with the rota.")          \
	X(oncall_member, ONCALL_MEMBER, "Somebody who can be on call.")        \
	X(oncall_rotation, ONCALL_ROTATION, "How a level hands over.")         \
	X(oncall_override_line, ONCALL_OVERRIDE_LINE,                          \
	    "What stands before a rotation.")

#define ROTA_MESSAGES(X)                                                       \
	X(oncall_show, ONCALL_SHOW, 290, true, "gateway", "oncall",            \
	    "Who is on call?")                                                 \
	X(oncall_shown, ONCALL_SHOWN, 291, true, "oncall", "gateway",          \
	    "They, and the whole rota.")                                       \
	X(oncall_members_set, ONCALL_MEMBERS_SET, 292, true, "gateway",        \
	    "oncall", "These people can be on call; answered by oncall_shown.") \
	X(oncall_rotation_set, ONCALL_ROTATION_SET, 293, false, "gateway",     \
	    "oncall", "A level hands over so; answered by oncall_shown.")      \
	X(oncall_override_add, ONCALL_OVERRIDE_ADD, 294, false, "gateway",     \
	    "oncall", "Somebody stands in; answered by oncall_shown.")         \
	X(oncall_override_drop, ONCALL_OVERRIDE_DROP, 295, true, "gateway",    \
	    "oncall", "Or not; answered by oncall_shown.")                     \
	X(oncall_calendar, ONCALL_CALENDAR, 296, true, "gateway", "oncall",    \
	    "Shifts as text/calendar, in the blob.")                           \
	X(incident_escalate, INCIDENT_ESCALATE, 298, false, "gateway",         \
	    "oncall", "The next one is to be called, now.")                    \
	X(incident_escalated, INCIDENT_ESCALATED, 299, false, "oncall",        \
	    "gateway", "So it is.")

#endif
