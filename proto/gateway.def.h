/* gateway.def.h - bodies and queries of the gateway's own routes. They never
 * travel on the bus; the table checks and documents them all the same. */
#ifndef PROTO_GATEWAY_DEF_H
#define PROTO_GATEWAY_DEF_H

#define SESSION_OPEN(M, F, E, R)                                               \
	F(M, STR, token, 1, 200, REQ, "an API token")

#define EMAILS_QUERY(M, F, E, R)                                               \
	F(M, I64, limit, 1, 200, OPT(50), "emails")                            \
	F(M, STR, cursor, 0, 64, OPT(0), "next_cursor of the page before")     \
	E(M, sort, "newest|priority", OPT(0), "default newest")                \
	F(M, STR, category, 1, 40, OPT(0), "only this category")               \
	F(M, STR, label, 1, 200, OPT(0), "only with this label")               \
	E(M, band, "now|today|later|none", OPT(0), "only this priority band")

#define RUN_REQUEST(M, F, E, R)                                                \
	F(M, STR, objective, 1, 2000, REQ, "what is wanted, in words")         \
	F(M, OBJECT, params, 0, 65536, OPT(0), "see the agent's params") \
	F(M, BOOL, dry_run, 0, 1, OPT(1), "true: change nothing")              \
	F(M, BOOL, allow_actions, 0, 1, OPT(0), "may propose actions")         \
	F(M, I64, budget_ms, 0, 600000, OPT(0), "milliseconds; 0 the deadline") \
	F(M, I64, budget_ops, 0, 1000000, OPT(0), "operations; 0 unlimited")   \
	F(M, F64, budget_cost_cents, 0, 10000, OPT(0), "US cents; 0 unlimited")

#define FLAG_SET(M, F, E, R)                                                   \
	F(M, JSON, value, 1, 4096, REQ, "any JSON value")

#define LANE_SET(M, F, E, R)                                                   \
	F(M, F64, canary_pct, 0, 100, REQ, "percent of users, two decimals at most")

#define LANE_OVERRIDE(M, F, E, R)                                              \
	F(M, STR, lanes, 1, 159, REQ, "service=lane, with commas in between")  \
	F(M, I64, for_s, 1, 86400, OPT(3600), "seconds that it holds")

#define UX_EVENT(M, F, E, R)                                                   \
	E(M, page, "inbox|thread|search|chat|actions|import|tracker|"          \
	    "insights|operations|privacy|settings|other", OPT(0),              \
	    "which page; default other")

#define STREAM_QUERY(M, F, E, R)                                               \
	F(M, STR, q, 1, 8000, OPT(0), "the question")                          \
	F(M, I64, window_days, 1, 365, OPT(30), "how far back to look")        \
	F(M, I64, max_results, 1, 100, OPT(50), "mail to consider")            \
	F(M, STR, conversation_id, 36, 36, OPT(0), "go on with it")            \
	F(M, BOOL, propose, 0, 1, OPT(0), "true is for POST only")             \
	F(M, BOOL, remember, 0, 1, OPT(0), "true is for POST only")            \
	E(M, tone, "warmer|more_direct|formal|casual", OPT(0), "of drafts")    \
	E(M, mode, "auto|extractive|model", OPT(0), "who writes")

#define IMPORT_QUERY(M, F, E, R)                                               \
	F(M, STR, import_id, 1, 64, OPT(0), "repeats of one import count once") \
	F(M, STR, label, 1, 200, OPT(0), "a label for every message")

#define HTML_QUERY(M, F, E, R)                                                 \
	E(M, images, "0", OPT(0), "1 is refused: no image of another host is "  \
	    "loaded")

#define GATEWAY_MESSAGES(X)                                                    \
	X(session_open, SESSION_OPEN, 200, false, "client", "gateway",         \
	    "Body of POST /api/session.")                                      \
	X(emails_query, EMAILS_QUERY, 201, true, "client", "gateway",          \
	    "Query of GET /api/emails.")                                       \
	X(run_request, RUN_REQUEST, 202, false, "client", "gateway",           \
	    "Body of POST /api/agents/{name}/run.")                            \
	X(flag_set, FLAG_SET, 203, true, "client", "gateway",                  \
	    "Body of PUT /api/flags/{name}.")                                  \
	X(lane_set, LANE_SET, 204, true, "client", "gateway",                  \
	    "Body of PUT /api/lanes/{name}.")                                  \
	X(lane_override, LANE_OVERRIDE, 236, true, "client", "gateway",        \
	    "Body of POST /api/lanes/override.")                               \
	X(ux_event, UX_EVENT, 205, false, "client", "gateway",                 \
	    "Body of POST /api/ux/...")                                        \
	X(stream_query, STREAM_QUERY, 206, true, "client", "gateway",          \
	    "Query of GET /api/chat/stream.")                                  \
	X(import_query, IMPORT_QUERY, 207, true, "client", "gateway",          \
	    "Query of POST /api/emails/import.")                               \
	X(html_query, HTML_QUERY, 246, true, "client", "gateway",              \
	    "Query of GET /api/emails/{id}/html.")

#endif
