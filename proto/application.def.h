/* application.def.h - the tracker of job applications, which knowledge.search
 * folds out of what mail says. */
#ifndef PROTO_APPLICATION_DEF_H
#define PROTO_APPLICATION_DEF_H

#define APPLICATION_STAGE_NAMES                                                \
	"applied|screening|assessment|interview|offer|accepted|rejected|"      \
	"withdrawn|closed"

#define APPLICATION_FILTER(M, F, E, R)                                         \
	E(M, stage, APPLICATION_STAGE_NAMES "|ghosted|open", OPT(0),           \
	    "only these; open: not at an end; default all")                    \
	F(M, STR, company, 0, 200, OPT(0), "its name or domain")               \
	F(M, STR, q, 0, 200, OPT(0), "words in company, domain or title")      \
	E(M, sort, "last|first|next|company|stage", OPT(0),                    \
	    "last mail first (default), newest, nearest date, name, furthest") \
	F(M, BOOL, hidden, 0, 1, OPT(0), "those that were hidden, too")        \
	F(M, I64, ghosted_days, 1, 365, OPT(21), "silence that counts as one")
#define APPLICATION_LIST(M, F, E, R)                                           \
	APPLICATION_FILTER(M, F, E, R)                                         \
	F(M, ID, after, 0, 0, OPT(0), "behind this application: the next page") \
	F(M, I64, limit, 1, 200, OPT(50), "applications")
#define APPLICATIONS_SHOWN(M, F, E, R)                                         \
	F(M, JSON, applications, 0, 4194304, REQ, "list of objects")           \
	F(M, I64, total, 0, 1e12, REQ, "that fit")                             \
	F(M, ID, next_after, 0, 0, OPT(0), "absent on the last page")

#define APPLICATION_SHOW(M, F, E, R)                                           \
	F(M, ID, id, 0, 0, REQ, "application, or any of its emails")           \
	F(M, I64, ghosted_days, 1, 365, OPT(21), "silence that counts as one")
#define APPLICATION_SHOWN(M, F, E, R)                                          \
	F(M, JSON, application, 0, 4194304, REQ,                               \
	    "its state, and events with their evidence in order of time")

#define APPLICATION_CORRECT(M, F, E, R)                                        \
	F(M, ID, id, 0, 0, REQ, "application, or any of its emails")           \
	E(M, what, "stage|merge|hide|role|company", REQ, "what is said of it") \
	F(M, STR, value, 0, 200, OPT(0), "stage, title of the job or name")    \
	F(M, ID, other_id, 0, 0, OPT(0), "merge: the other application")
#define APPLICATION_UNDO(M, F, E, R)                                           \
	F(M, ID, id, 0, 0, REQ, "correction of the envelope's user")
#define APPLICATION_CORRECTED(M, F, E, R)                                      \
	F(M, ID, id, 0, 0, REQ, "of the correction")

#define APPLICATION_MESSAGES(X)                                                \
	X(application_list, APPLICATION_LIST, 64, true,                       \
	    "gateway, assistant", "knowledge", "Which applications are there?") \
	X(applications_shown, APPLICATIONS_SHOWN, 65, true, "knowledge",      \
	    "gateway, assistant", "Applications.")                             \
	X(application_show, APPLICATION_SHOW, 66, true, "gateway, assistant", \
	    "knowledge", "How did one go?")                                    \
	X(application_shown, APPLICATION_SHOWN, 67, true, "knowledge",        \
	    "gateway, assistant", "One application.")                          \
	X(application_correct, APPLICATION_CORRECT, 68, false,                \
	    "gateway, assistant", "knowledge", "A person knows better.")       \
	X(application_corrected, APPLICATION_CORRECTED, 69, true,             \
	    "knowledge", "gateway, assistant", "It is stored, or gone.")       \
	X(application_undo, APPLICATION_UNDO, 72, true, "gateway, assistant", \
	    "knowledge", "A correction is taken back.")                        \
	X(application_table, APPLICATION_FILTER, 73, true, "gateway",         \
	    "knowledge", "All that fit, as CSV in the answer's blob.")

#endif
