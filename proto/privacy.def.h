/* privacy.def.h - what people ask of their own data: requests, consents, and
 * the log of what was done. */
#ifndef PROTO_PRIVACY_DEF_H
#define PROTO_PRIVACY_DEF_H

#define DSR_KINDS "access|portability|erasure"

#define DSR_OPEN(M, F, E, R)                                                   \
	E(M, kind, DSR_KINDS, REQ, "a copy of everything, or its end")         \
	F(M, STR, confirm, 1, 320, OPT(0), "erasure: the account's address")
/* What the route takes beside; the gateway alone sees passwords. */
#define DSR_ASK(M, F, E, R)                                                    \
	DSR_OPEN(M, F, E, R)                                                   \
	F(M, STR, password, 1, 1024, OPT(0), "erasure: when the account has one")
#define DSR_OPENED(M, F, E, R)                                                 \
	F(M, ID, id, 0, 0, REQ, "of the request, or of the one that is open")  \
	F(M, BOOL, is_new, 0, 1, REQ, "false: it was open already")            \
	F(M, STR, receipt, 1, 100, OPT(0),                                     \
	    "erasure: shows how it went when the account is gone; said once")
#define DSR_LIST(M, F, E, R)                                                   \
	F(M, ID, before, 0, 0, OPT(0), "older than this request: the next page") \
	F(M, I64, limit, 1, 200, OPT(50), "requests")
#define DSR_LISTED(M, F, E, R)                                                 \
	F(M, JSON, requests, 0, 1048576, REQ, "list of objects, newest first") \
	F(M, ID, next_before, 0, 0, OPT(0), "absent on the last page")
#define DSR_SHOW(M, F, E, R)                                                   \
	F(M, ID, id, 0, 0, REQ, "request of the envelope's user")
#define DSR_SHOWN(M, F, E, R)                                                  \
	F(M, OBJECT, request, 0, 65536, REQ, "kind, status, dates, counts")
#define DSR_OVERDUE(M, F, E, R)                                                \
	F(M, I64, limit, 1, 200, OPT(50), "requests")
#define DSR_LATE(M, F, E, R)                                                   \
	F(M, JSON, requests, 0, 1048576, REQ, "list of objects, latest first") \
	F(M, I64, total, 0, 1e12, REQ, "open requests past their date")
#define DSR_RECEIPT(M, F, E, R)                                                \
	F(M, STR, receipt, 1, 100, REQ, "as the erasure's answer had it")

#define DSR_DECIDE(M, F, E, R)                                                 \
	F(M, ID, id, 0, 0, REQ, "request of anybody")                          \
	E(M, decision, "extend|refuse", REQ, "two more months, once; or none") \
	F(M, STR, reason, 1, 500, REQ, "which the person is told")
#define HOLD_SET(M, F, E, R)                                                   \
	F(M, ID, user_id, 0, 0, REQ, "whose erasure waits")                    \
	F(M, STR, reason, 1, 500, REQ, "which the person is told")
#define HOLD_SHOWN(M, F, E, R)                                                 \
	F(M, BOOL, held, 0, 1, REQ, "their erasure waits")                     \
	F(M, STR, since, 1, 40, OPT(0), "RFC 3339")
#define HOLD_END(M, F, E, R)                                                   \
	F(M, ID, user_id, 0, 0, REQ, "who may be erased again")
#define HOLD_LIST(M, F, E, R)
#define HOLDS_LISTED(M, F, E, R)                                               \
	F(M, JSON, holds, 0, 1048576, REQ, "user_id, reason, since; oldest first")

/* The lines of services/privacy/purposes.def.h. */
#define CONSENT_PURPOSES                                                       \
	"product_analytics|language_model|chat_memory|support_sharing"

#define CONSENT_LIST(M, F, E, R)
#define CONSENT_CHANGE(M, F, E, R)                                             \
	F(M, I64, version, 0, 1000000, REQ, "of the text that was shown")      \
	F(M, BOOL, granted, 0, 1, REQ, "agreed, or not")                       \
	F(M, STR, at, 1, 40, REQ, "RFC 3339")
#define CONSENT(M, F, E, R)                                                    \
	E(M, purpose, CONSENT_PURPOSES, REQ, "name")                           \
	F(M, STR, text, 1, 1000, REQ, "what is agreed to")                     \
	F(M, I64, version, 1, 1000000, REQ, "of that text")                    \
	F(M, BOOL, granted, 0, 1, REQ, "agreed to this version; else not")     \
	F(M, BOOL, outdated, 0, 1, REQ, "agreed, but to an older text")        \
	R(M, consent_change, history, 100, OPT(0), "newest first")
#define CONSENTS(M, F, E, R)                                                   \
	R(M, consent, consents, 100, REQ, "every purpose there is")
#define CONSENT_SET(M, F, E, R)                                                \
	E(M, purpose, CONSENT_PURPOSES, REQ, "name")                           \
	F(M, BOOL, granted, 0, 1, REQ, "agree, or take it back")               \
	F(M, I64, version, 1, 1000000, OPT(0),                                 \
	    "of the text that was read; default the one that holds")

#define AUDIT_LIST(M, F, E, R)                                                 \
	F(M, ID, before, 0, 0, OPT(0), "older than this line: the next page")  \
	F(M, I64, limit, 1, 200, OPT(50), "lines")
#define AUDIT_LINE(M, F, E, R)                                                 \
	F(M, ID, id, 0, 0, REQ, "of the line")                                 \
	F(M, STR, at, 1, 40, REQ, "RFC 3339")                                  \
	F(M, STR, who, 1, 200, REQ, "you, a part of ApplyLens, somebody else") \
	F(M, STR, what, 1, 400, REQ, "in words")                               \
	F(M, STR, action, 1, 100, REQ, "its name")                             \
	F(M, STR, subject, 0, 400, OPT(0), "what it was done to")              \
	F(M, OBJECT, detail, 0, 65536, REQ, "all that was noted")
#define AUDIT_LINES(M, F, E, R)                                                \
	R(M, audit_line, lines, 200, OPT(0), "newest first")                   \
	F(M, ID, next_before, 0, 0, OPT(0), "absent on the last page")

#define PRIVACY_RECORDS(X)                                                     \
	X(consent_change, CONSENT_CHANGE, "One decision.")                     \
	X(consent, CONSENT, "One purpose, and what the person says of it.")    \
	X(audit_line, AUDIT_LINE, "Who did what, when.")

#define PRIVACY_MESSAGES(X)                                                    \
	X(dsr_open, DSR_OPEN, 180, true, "gateway", "privacy",                 \
	    "A person wants their data, or its end.")                          \
	X(dsr_opened, DSR_OPENED, 181, true, "privacy", "gateway",             \
	    "It is written down and will be done.")                            \
	X(dsr_list, DSR_LIST, 182, true, "gateway", "privacy",                 \
	    "What has the user asked for?")                                    \
	X(dsr_listed, DSR_LISTED, 183, true, "privacy", "gateway",             \
	    "Requests.")                                                       \
	X(dsr_show, DSR_SHOW, 184, true, "gateway", "privacy",                 \
	    "How far is one?")                                                 \
	X(dsr_shown, DSR_SHOWN, 185, true, "privacy", "gateway",               \
	    "A request.")                                                      \
	X(dsr_overdue, DSR_OVERDUE, 186, true, "gateway", "privacy",           \
	    "Which requests of anybody are past their date?")                  \
	X(dsr_late, DSR_LATE, 187, true, "privacy", "gateway",                 \
	    "Those, without what is in them.")                                 \
	X(dsr_receipt, DSR_RECEIPT, 188, true, "gateway", "privacy",           \
	    "How went the erasure with this receipt?")                         \
	X(dsr_decide, DSR_DECIDE, 189, true, "gateway", "privacy",             \
	    "An operator gives a request more time, or refuses it.")           \
	X(hold_set, HOLD_SET, 174, true, "gateway", "privacy",                 \
	    "Somebody's data must be kept for now.")                           \
	X(hold_shown, HOLD_SHOWN, 175, true, "privacy", "gateway",             \
	    "Whether it must.")                                                \
	X(hold_end, HOLD_END, 176, true, "gateway", "privacy",                 \
	    "It need not any more.")                                           \
	X(hold_list, HOLD_LIST, 178, true, "gateway", "privacy",               \
	    "Whose must?")                                                     \
	X(holds_listed, HOLDS_LISTED, 179, true, "privacy", "gateway",         \
	    "The first thousand.")                                             \
	X(consent_list, CONSENT_LIST, 190, true, "gateway, assistant",         \
	    "privacy", "What does the user agree to?")                         \
	X(consents_shown, CONSENTS, 191, true, "privacy",                      \
	    "gateway, assistant", "Every purpose.")                            \
	X(consent_set, CONSENT_SET, 192, true, "gateway", "privacy",           \
	    "The user agrees, or takes it back.")                              \
	X(audit_list, AUDIT_LIST, 194, true, "gateway", "privacy",             \
	    "What was done for and by the user?")                              \
	X(audit_lines, AUDIT_LINES, 195, true, "privacy", "gateway",           \
	    "Lines of the audit log.")                                         \
	X(dsr_ask, DSR_ASK, 196, true, "", "gateway",                          \
	    "The body of POST /security/dsr.")

#endif
