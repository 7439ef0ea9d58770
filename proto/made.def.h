/* made.def.h - what approved actions made: tasks, drafts, events of the
 * calendar. Ingest keeps them. */
#ifndef PROTO_MADE_DEF_H
#define PROTO_MADE_DEF_H

#define MADE_FROM(M, F, E, R)                                                  \
	F(M, ID, action_id, 0, 0, OPT(0), "the action that made it")           \
	F(M, ID, email_id, 0, 0, OPT(0), "the mail that it came from")         \
	F(M, STR, email_subject, 0, 100000, OPT(0), "of that mail")            \
	F(M, STR, email_from, 0, 100000, OPT(0), "of that mail: address")      \
	F(M, STR, created_at, 1, 40, REQ, "RFC 3339")                          \
	F(M, STR, changed_at, 1, 40, OPT(0), "RFC 3339: by its person, last")

#define TASK_LINE(M, F, E, R)                                                  \
	F(M, ID, id, 0, 0, REQ, "task")                                        \
	F(M, STR, title, 1, 1200, REQ, "one line")                             \
	F(M, STR, notes, 0, 32000, OPT(0), "lines")                            \
	F(M, STR, due_at, 10, 40, OPT(0), "RFC 3339: a time, or a whole day")  \
	E(M, status, "open|done", REQ, "how far it is")                        \
	F(M, STR, done_at, 1, 40, OPT(0), "RFC 3339")                          \
	MADE_FROM(M, F, E, R)
#define TASK_LIST(M, F, E, R)                                                  \
	E(M, status, "open|done", OPT(0), "only these; default all")           \
	F(M, ID, after, 0, 0, OPT(0), "behind this task: the next page")       \
	F(M, I64, limit, 1, 200, OPT(50), "tasks")
#define TASKS_SHOWN(M, F, E, R)                                                \
	R(M, task_line, tasks, 200, OPT(0), "what is due first, first")        \
	F(M, ID, next_after, 0, 0, OPT(0), "absent on the last page")
/* What is left out stays as it is. */
#define TASK_CHANGE(M, F, E, R)                                                \
	F(M, ID, id, 0, 0, REQ, "task of the envelope's user")                 \
	F(M, STR, title, 1, 300, OPT(0), "one line")                           \
	F(M, STR, notes, 0, 8000, OPT(0), "lines")                             \
	F(M, STR, due_at, 0, 40, OPT(0), "RFC 3339: a time or a day; \"\": none") \
	E(M, status, "open|done", OPT(0), "finished, or not after all")
#define ITEM_DELETE(M, F, E, R)                                                \
	F(M, ID, id, 0, 0, REQ, "of the envelope's user")
#define ITEM_DELETED(M, F, E, R)                                               \
	F(M, ID, id, 0, 0, REQ, "what is no more")

#define DRAFT_LINE(M, F, E, R)                                                 \
	F(M, ID, id, 0, 0, REQ, "draft")                                       \
	F(M, STRS, to, 0, 100, REQ, "address or Name <address>")               \
	F(M, STRS, cc, 0, 100, REQ, "the same")                                \
	F(M, STR, subject, 0, 3600, REQ, "one line")                           \
	F(M, STR, body, 0, 131072, REQ, "plain text, lines")                   \
	F(M, STR, mailto, 1, 2000, OPT(0),                                     \
	    "the same as a URL (RFC 6068); absent: its addresses are too many") \
	F(M, BOOL, mailto_cut, 0, 1, REQ, "that URL has not all of the body")  \
	MADE_FROM(M, F, E, R)
#define DRAFT_LIST(M, F, E, R)                                                 \
	F(M, ID, before, 0, 0, OPT(0), "older than this draft: the next page") \
	F(M, I64, limit, 1, 50, OPT(20), "drafts")
#define DRAFTS_SHOWN(M, F, E, R)                                               \
	R(M, draft_line, drafts, 50, OPT(0), "newest first")                   \
	F(M, ID, next_before, 0, 0, OPT(0), "absent on the last page")
#define DRAFT_SHOW(M, F, E, R)                                                 \
	F(M, ID, id, 0, 0, REQ, "draft of the envelope's user")
/* What is left out is empty. */
#define DRAFT_CHANGE(M, F, E, R)                                               \
	F(M, ID, id, 0, 0, REQ, "draft of the envelope's user")                \
	DRAFT_PARAMS(M, F, E, R)

#define EVENT_LINE(M, F, E, R)                                                 \
	F(M, ID, id, 0, 0, REQ, "event")                                       \
	F(M, STR, uid, 1, 100, REQ, "as in its .ics, for ever")                \
	F(M, STR, title, 1, 1200, REQ, "one line")                             \
	F(M, STR, starts_at, 10, 40, REQ, "RFC 3339: a time; all_day: a day")  \
	F(M, STR, ends_at, 10, 40, OPT(0), "the first moment, or day, behind it") \
	F(M, BOOL, all_day, 0, 1, REQ, "whole days, in no zone")               \
	F(M, STR, location, 0, 2000, OPT(0), "one line")                       \
	F(M, STR, notes, 0, 32000, OPT(0), "lines")                            \
	MADE_FROM(M, F, E, R)
#define EVENT_LIST(M, F, E, R)                                                 \
	F(M, STR, from, 10, 40, OPT(0), "RFC 3339: not over by then; default all") \
	F(M, STR, until, 10, 40, OPT(0), "RFC 3339: begun by then")            \
	F(M, ID, after, 0, 0, OPT(0), "behind this event: the next page")      \
	F(M, I64, limit, 1, 200, OPT(50), "events")
#define CALENDAR_SHOWN(M, F, E, R)                                             \
	R(M, event_line, events, 200, OPT(0), "in the order of time")          \
	F(M, ID, next_after, 0, 0, OPT(0), "absent on the last page")
/* What is left out is empty. */
#define EVENT_CHANGE(M, F, E, R)                                               \
	F(M, ID, id, 0, 0, REQ, "event of the envelope's user")                \
	EVENT_PARAMS(M, F, E, R)
#define EVENT_FILE(M, F, E, R)                                                 \
	F(M, ID, id, 0, 0, OPT(0), "of the envelope's user; absent: all")

#define MADE_RECORDS(X)                                                        \
	X(task_line, TASK_LINE, "A task.")                                     \
	X(draft_line, DRAFT_LINE, "A letter that nobody has sent.")            \
	X(event_line, EVENT_LINE, "An event of the calendar.")

#define MADE_MESSAGES(X)                                                       \
	X(task_list, TASK_LIST, 120, true, "gateway, assistant", "ingest",     \
	    "What is to be done?")                                             \
	X(tasks_shown, TASKS_SHOWN, 121, true, "ingest", "gateway, assistant", \
	    "Tasks.")                                                          \
	X(task_change, TASK_CHANGE, 122, true, "gateway", "ingest",            \
	    "A person changes a task, or finishes it.")                        \
	X(task_shown, TASK_LINE, 123, true, "ingest", "gateway", "A task.")    \
	X(task_delete, ITEM_DELETE, 124, true, "gateway", "ingest",            \
	    "Away with a task.")                                               \
	X(item_deleted, ITEM_DELETED, 125, true, "ingest", "gateway",          \
	    "It is gone.")                                                     \
	X(draft_list, DRAFT_LIST, 126, true, "gateway, assistant", "ingest",   \
	    "What is not sent yet?")                                           \
	X(drafts_shown, DRAFTS_SHOWN, 127, true, "ingest",                     \
	    "gateway, assistant", "Drafts.")                                   \
	X(draft_show, DRAFT_SHOW, 128, true, "gateway", "ingest", "One draft.") \
	X(draft_shown, DRAFT_LINE, 129, true, "ingest", "gateway", "A draft.") \
	X(draft_change, DRAFT_CHANGE, 130, true, "gateway", "ingest",          \
	    "A person writes a draft anew.")                                   \
	X(draft_delete, ITEM_DELETE, 131, true, "gateway", "ingest",           \
	    "Away with a draft.")                                              \
	X(draft_file, DRAFT_SHOW, 132, true, "gateway", "ingest",              \
	    "A draft as message/rfc822 in the answer's blob.")                 \
	X(event_list, EVENT_LIST, 133, true, "gateway, assistant", "ingest",   \
	    "What is in the calendar?")                                        \
	X(events_shown, CALENDAR_SHOWN, 134, true, "ingest",                   \
	    "gateway, assistant", "Events.")                                   \
	X(event_file, EVENT_FILE, 135, true, "gateway", "ingest",              \
	    "Events as text/calendar in the answer's blob.")                   \
	X(event_change, EVENT_CHANGE, 136, true, "gateway", "ingest",          \
	    "A person writes an event anew.")                                  \
	X(event_shown, EVENT_LINE, 137, true, "ingest", "gateway",             \
	    "An event.")                                                       \
	X(event_delete, ITEM_DELETE, 138, true, "gateway", "ingest",           \
	    "Away with an event.")

#endif
