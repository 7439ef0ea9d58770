/* action.def.h - what agents propose and people decide. Ingest, which owns the
 * mail, carries it out. */
#ifndef PROTO_ACTION_DEF_H
#define PROTO_ACTION_DEF_H

#define ACTION_STATUSES                                                        \
	"proposed|approved|rejected|executed|failed|undone"

#define ACTION_LIST(M, F, E, R)                                                \
	E(M, status, ACTION_STATUSES, OPT(0), "only these; default all")       \
	F(M, ID, email_id, 0, 0, OPT(0), "only those of this email")           \
	F(M, ID, before, 0, 0, OPT(0), "older than this action: the next page") \
	F(M, I64, limit, 1, 200, OPT(50), "actions")
#define ACTIONS_SHOWN(M, F, E, R)                                              \
	F(M, JSON, actions, 0, 1048576, REQ, "list of actions, newest first")  \
	F(M, ID, next_before, 0, 0, OPT(0), "absent on the last page")

#define ACTION_DECIDE(M, F, E, R)                                              \
	F(M, ID, id, 0, 0, REQ, "action of the envelope's user")               \
	E(M, decision, "approve|reject|undo", REQ, "what the person says")
#define ACTION_PROPOSE(M, F, E, R)                                             \
	F(M, ID, email_id, 0, 0, REQ, "email of the envelope's user")          \
	E(M, kind, "archive|label|quarantine|unsubscribe", REQ, "what to do")  \
	F(M, STRS, add, 0, 20, OPT(0), "label: labels to add")                 \
	F(M, STRS, remove, 0, 20, OPT(0), "label: labels to take away")        \
	F(M, STR, reason, 0, 500, OPT(0), "why")
#define ACTION_SHOWN(M, F, E, R)                                               \
	F(M, JSON, action, 0, 65536, REQ, "the action as it is now")

#define ACTION_MESSAGES(X)                                                     \
	X(action_list, ACTION_LIST, 54, true, "gateway, assistant", "ingest",  \
	    "Which actions are proposed, decided, done?")                      \
	X(actions_shown, ACTIONS_SHOWN, 55, true, "ingest",                    \
	    "gateway, assistant", "Actions.")                                  \
	X(action_decide, ACTION_DECIDE, 56, true, "gateway, assistant",        \
	    "ingest", "Approve and carry out, reject, or take back.")          \
	X(action_propose, ACTION_PROPOSE, 57, true, "gateway, assistant",      \
	    "ingest", "Propose an action; the same again is one.")             \
	X(action_shown, ACTION_SHOWN, 58, true, "ingest",                      \
	    "gateway, assistant", "An action.")

#endif
