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
	F(M, LIST, actions, 0, 8388608, REQ, "newest first")                   \
	F(M, ID, next_before, 0, 0, OPT(0), "absent on the last page")

#define ACTION_DECIDE(M, F, E, R)                                              \
	F(M, ID, id, 0, 0, REQ, "action of the envelope's user")               \
	E(M, decision, "approve|reject|undo", REQ, "what the person says")
#define ACTIONS_DECIDE(M, F, E, R)                                             \
	F(M, IDS, ids, 0, 100, REQ, "actions of the envelope's user")          \
	E(M, decision, "approve|reject|undo", REQ, "what the person says")
#define ACTION_DECIDED(M, F, E, R)                                             \
	F(M, ID, id, 0, 0, REQ, "action")                                      \
	E(M, status, ACTION_STATUSES, OPT(0), "as it is now; or an error")     \
	F(M, STR, error, 1, 300, OPT(0), "why nothing was done")
#define ACTIONS_DECIDED(M, F, E, R)                                            \
	R(M, action_decided, results, 100, OPT(0), "in the order of the ids")
#define ACTION_KINDS                                                           \
	"archive|label|quarantine|unsubscribe|draft|task|calendar"

/* ---- what each kind takes as its params ---- */
#define PLAIN_PARAMS(M, F, E, R)
#define LABEL_PARAMS(M, F, E, R)                                               \
	F(M, STRS, add, 0, 20, OPT(0), "labels to add, 1 to 200 bytes each")   \
	F(M, STRS, remove, 0, 20, OPT(0), "labels to take away")
#define TASK_PARAMS(M, F, E, R)                                                \
	F(M, STR, title, 1, 300, REQ, "one line")                              \
	F(M, STR, notes, 0, 8000, OPT(0), "lines")                             \
	F(M, STR, due_at, 10, 40, OPT(0), "RFC 3339: a time, or a whole day")
#define EVENT_PARAMS(M, F, E, R)                                               \
	F(M, STR, title, 1, 300, REQ, "one line")                              \
	F(M, STR, starts_at, 10, 40, REQ, "RFC 3339: a time; all_day: a day")  \
	F(M, STR, ends_at, 10, 40, OPT(0),                                     \
	    "the first moment, or day, behind it; absent: open, or one day")   \
	F(M, BOOL, all_day, 0, 1, OPT(0), "whole days, in no zone")            \
	F(M, STR, location, 0, 500, OPT(0), "one line")                        \
	F(M, STR, notes, 0, 8000, OPT(0), "lines")
#define DRAFT_PARAMS(M, F, E, R)                                               \
	F(M, STRS, to, 0, 100, REQ, "at least one: address or Name <address>") \
	F(M, STRS, cc, 0, 100, OPT(0), "the same, or none")                    \
	F(M, STR, subject, 0, 900, OPT(0), "one line")                         \
	F(M, STR, body, 0, 32768, OPT(0), "plain text, lines")

#define ACTION_PROPOSAL(M, F, E, R)                                            \
	F(M, ID, email_id, 0, 0, REQ, "email of the envelope's user")          \
	E(M, kind, ACTION_KINDS, REQ, "what to do")                            \
	F(M, OBJECT, params, 0, 131072, OPT(0),                                \
	    "as the kind wants them: label_params, task_params, event_params " \
	    "(calendar), draft_params; none for others")                       \
	F(M, STR, reason, 0, 500, OPT(0), "why")
#define ACTION_PROPOSE(M, F, E, R)                                             \
	ACTION_PROPOSAL(M, F, E, R)                                            \
	F(M, STRS, add, 0, 20, OPT(0), "label: labels to add; or in params")   \
	F(M, STRS, remove, 0, 20, OPT(0), "label: labels to take away")
#define ACTIONS_PROPOSE(M, F, E, R)                                            \
	R(M, action_proposal, proposals, 100, REQ, "each on its own")          \
	F(M, BOOL, dry_run, 0, 1, OPT(0), "check and preview; file nothing")
#define ACTION_FILED(M, F, E, R)                                               \
	F(M, ID, id, 0, 0, OPT(0), "of the action that waits now")             \
	F(M, OBJECT, params, 0, 262144, OPT(0), "as they were understood")     \
	F(M, LIST, preview, 0, 524288, OPT(0), "as of an action")              \
	F(M, STR, error, 1, 300, OPT(0), "why there is none")                  \
	F(M, STR, field, 1, 64, OPT(0), "of the proposal, where one is wrong")
#define ACTIONS_PROPOSED(M, F, E, R)                                           \
	R(M, action_filed, results, 100, REQ, "in the order of the proposals")
#define ACTION_SHOWN(M, F, E, R)                                               \
	F(M, OBJECT, action, 0, 1048576, REQ,                                  \
	    "as it is now; its preview: list of {what, before, after} of what " \
	    "approving it would change, or taking it back")

#define ACTION_RECORDS(X)                                                      \
	X(plain_params, PLAIN_PARAMS,                                          \
	    "Of archive, quarantine and unsubscribe: nothing.")                \
	X(label_params, LABEL_PARAMS, "Of kind label: one at least.")          \
	X(task_params, TASK_PARAMS, "Of kind task.")                           \
	X(event_params, EVENT_PARAMS, "Of kind calendar.")                     \
	X(draft_params, DRAFT_PARAMS, "Of kind draft: an answer to the email.") \
	X(action_proposal, ACTION_PROPOSAL, "An action that might be.")        \
	X(action_filed, ACTION_FILED, "What became of a proposal.")            \
	X(action_decided, ACTION_DECIDED, "What became of an action.")

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
	    "gateway, assistant", "An action.")                                \
	X(actions_propose, ACTIONS_PROPOSE, 110, true, "gateway, assistant",   \
	    "ingest",                                                          \
	    "Propose many; what is wrong with one is said of that one.")       \
	X(actions_proposed, ACTIONS_PROPOSED, 111, true, "ingest",             \
	    "gateway, assistant", "What became of each.")                      \
	X(actions_decide, ACTIONS_DECIDE, 112, true, "gateway, assistant",     \
	    "ingest", "The same for many; what can't be done is said of each.") \
	X(actions_decided, ACTIONS_DECIDED, 113, true, "ingest",               \
	    "gateway, assistant", "What became of each.")

#endif
