/* answers.def.h - what the gateway's own routes answer. Like their queries and
 * bodies these never travel on the bus; SQL or steps write them, so the tables
 * are checked against real answers by tests/property. */
#ifndef PROTO_ANSWERS_DEF_H
#define PROTO_ANSWERS_DEF_H

#define HOME_SHOWN(M, F, E, R)                                                 \
	F(M, STR, name, 1, 40, REQ, "ApplyLens")                               \
	F(M, STR, version, 1, 40, REQ, "of the gateway")                       \
	F(M, STR, health, 1, 200, REQ, "path")                                 \
	F(M, STR, api, 1, 200, REQ, "path of this description")                \
	F(M, STR, search, 1, 200, REQ, "path, an example")                     \
	F(M, STR, chat, 1, 200, REQ, "path, an example")                       \
	F(M, STR, sign_in, 1, 200, REQ, "the header to send")

#define VERSION_SHOWN(M, F, E, R)                                              \
	F(M, STR, version, 1, 40, REQ, "semantic version")                     \
	F(M, STR, commit, 1, 64, REQ, "of the source")                         \
	F(M, BOOL, google_sign_in, 0, 1, OPT(0), "Google can sign in here")

#define HEALTH_SHOWN(M, F, E, R)                                               \
	E(M, status, "healthy|degraded|unhealthy", REQ, "of the whole")        \
	F(M, STR, version, 1, 40, REQ, "of the gateway")                       \
	F(M, STR, commit, 1, 64, REQ, "of the source")                         \
	F(M, OBJECT, services, 0, 65536, REQ, "name to {status, detail, latency_ms}")

#define SESSION_OPENED(M, F, E, R)                                             \
	F(M, ID, user_id, 0, 0, REQ, "who signed in")                          \
	F(M, STR, email, 1, 320, REQ, "address")                               \
	F(M, STR, csrf_token, 1, 100, REQ, "for X-CSRF-Token; also a cookie")

#define SESSION_SHOWN(M, F, E, R)                                              \
	F(M, ID, user_id, 0, 0, REQ, "who asks")                               \
	F(M, STR, email, 1, 320, REQ, "address")                               \
	E(M, role, "user|operator|admin", REQ, "what they may")                \
	E(M, by, "session|token", REQ, "what the request came with")           \
	F(M, STRS, scopes, 0, 50, REQ, "what that may do")                     \
	F(M, STR, expires_at, 1, 40, OPT(0), "RFC 3339; null: it does not")

#define SESSION_LINE(M, F, E, R)                                               \
	F(M, ID, id, 0, 0, REQ, "to end it by")                                \
	F(M, STR, device, 0, 1000, OPT(0), "browser and system, guessed")      \
	F(M, STR, peer, 0, 100, OPT(0), "address that opened it")              \
	F(M, STR, opened_by, 0, 100, OPT(0), "how: password, token ...")       \
	F(M, STR, created_at, 1, 40, OPT(0), "RFC 3339")                       \
	F(M, STR, last_seen_at, 1, 40, OPT(0), "RFC 3339")                     \
	F(M, STR, expires_at, 1, 40, OPT(0), "RFC 3339")                       \
	F(M, BOOL, current, 0, 1, REQ, "the one that asks")

#define SESSIONS_SHOWN(M, F, E, R)                                             \
	R(M, session_line, sessions, 1000, OPT(0), "newest first")

#define SESSIONS_ENDED(M, F, E, R)                                             \
	F(M, I64, ended, 0, 1000000, REQ, "sessions that there were")

#define TOKEN_PART(M, F, E, R)                                                 \
	F(M, ID, id, 0, 0, REQ, "to revoke it by")                             \
	F(M, STR, name, 1, 1000, REQ, "what it is for")                        \
	F(M, STR, hint, 0, 40, OPT(0), "how the token begins")                 \
	F(M, STRS, scopes, 0, 50, OPT(0), "what it may do")                    \
	F(M, STR, created_at, 1, 40, REQ, "RFC 3339")                          \
	F(M, STR, expires_at, 1, 40, OPT(0), "RFC 3339; null: it does not")    \
	F(M, STR, last_used_at, 1, 40, OPT(0), "RFC 3339")                     \
	F(M, ID, made_by, 0, 0, OPT(0), "the token that made it")

#define TOKEN_LINE(M, F, E, R)                                                 \
	TOKEN_PART(M, F, E, R)                                                 \
	F(M, BOOL, current, 0, 1, OPT(0), "the one that asks")

#define TOKENS_SHOWN(M, F, E, R)                                               \
	R(M, token_line, tokens, 1000, OPT(0), "newest first")

#define TOKEN_MADE(M, F, E, R)                                                 \
	F(M, STR, token, 1, 200, REQ, "the secret: shown this once")           \
	TOKEN_PART(M, F, E, R)

#define EMAIL_VERDICT(M, F, E, R)                                              \
	F(M, STR, category, 1, 40, OPT(0), "triage's; null: not yet known")    \
	F(M, I64, priority, 0, 100, OPT(0), "what needs the user")             \
	E(M, band, "now|today|later|none", OPT(0), "priority in words")        \
	F(M, I64, risk, 0, 100, OPT(0), "0 harmless to 100 dangerous")         \
	E(M, risk_level, "safe|low|medium|high|critical", OPT(0), "in words")  \
	F(M, BOOL, needs_reply, 0, 1, OPT(0), "somebody waits for the user")   \
	F(M, STR, due_at, 1, 40, OPT(0), "RFC 3339: a deadline in the text")

#define EMAIL_LINE(M, F, E, R)                                                 \
	F(M, ID, id, 0, 0, REQ, "email")                                       \
	F(M, ID, thread_id, 0, 0, OPT(0), "thread")                            \
	F(M, STR, subject, 0, 100000, OPT(0), "decoded")                       \
	F(M, STR, from_name, 0, 100000, OPT(0), "sender")                      \
	F(M, STR, from_addr, 0, 100000, OPT(0), "sender's address")            \
	F(M, STR, received_at, 1, 40, REQ, "RFC 3339")                         \
	F(M, STR, snippet, 0, 100000, OPT(0), "how the text begins")           \
	F(M, STRS, labels, 0, 1000, REQ, "labels")                             \
	EMAIL_VERDICT(M, F, E, R)                                              \
	F(M, BOOL, has_attachments, 0, 1, REQ, "any")

#define EMAILS_SHOWN(M, F, E, R)                                               \
	R(M, email_line, emails, 200, OPT(0), "in the order asked for")        \
	F(M, STR, next_cursor, 1, 64, OPT(0), "null on the last page")

#define EMAIL_WHOLE(M, F, E, R)                                                \
	F(M, ID, id, 0, 0, REQ, "email")                                       \
	F(M, ID, thread_id, 0, 0, OPT(0), "thread")                            \
	F(M, STR, message_id, 0, 100000, OPT(0), "of the header")              \
	F(M, STR, subject, 0, 100000, OPT(0), "decoded")                       \
	F(M, STR, from_name, 0, 100000, OPT(0), "sender")                      \
	F(M, STR, from_addr, 0, 100000, OPT(0), "sender's address")            \
	F(M, JSON, to, 0, 4194304, OPT(0), "list of recipients")               \
	F(M, JSON, cc, 0, 4194304, OPT(0), "list of recipients")               \
	F(M, STR, date, 1, 40, OPT(0), "RFC 3339: as the header says")         \
	F(M, STR, received_at, 1, 40, REQ, "RFC 3339")                         \
	F(M, STR, body_text, 0, 67108864, OPT(0), "plain text")                \
	F(M, STR, snippet, 0, 100000, OPT(0), "how the text begins")           \
	F(M, LIST, attachments, 0, 4194304, REQ, "objects")                    \
	F(M, STRS, labels, 0, 1000, REQ, "labels")                             \
	F(M, I64, size_bytes, 0, 1e15, REQ, "as it came")                      \
	F(M, BOOL, is_outgoing, 0, 1, REQ, "sent by the user")                 \
	F(M, JSON, defects, 0, 65536, OPT(0), "what was wrong with it")        \
	F(M, STR, parse_error, 1, 100000, OPT(0), "why it is kept unparsed")   \
	F(M, F64, category_probability, 0, 1, OPT(0), "of the category")       \
	EMAIL_VERDICT(M, F, E, R)                                              \
	F(M, STR, event_at, 1, 40, OPT(0), "RFC 3339: when it takes place")    \
	F(M, JSON, reasons, 0, 1048576, OPT(0), "list of triage_reason")       \
	F(M, BOOL, corrected, 0, 1, OPT(0), "a person has decided")

#define THREAD_SHOWN(M, F, E, R)                                               \
	F(M, ID, id, 0, 0, REQ, "thread")                                      \
	R(M, email_whole, emails, 500, REQ, "oldest first")

#define AGENT_LINE(M, F, E, R)                                                 \
	F(M, STR, name, 1, 64, REQ, "agent name, e.g. inbox.triage")           \
	F(M, STR, description, 1, 500, OPT(0), "what it is for")               \
	F(M, STRS, capabilities, 0, 50, OPT(0), "what it can be asked")        \
	F(M, OBJECT, params, 0, 16384, OPT(0), "parameter to its meaning")     \
	F(M, STR, version, 1, 40, OPT(0), "of the daemon")                     \
	E(M, lane, "stable|canary", OPT(0), "of the process that answered")    \
	F(M, STR, not_ready, 0, 200, OPT(0), "why it cannot do its work now")  \
	F(M, STR, error, 1, 300, OPT(0), "why it said nothing of itself")

#define AGENTS_SHOWN(M, F, E, R)                                               \
	R(M, agent_line, agents, 20, REQ, "the agents")

#define RUN_PART(M, F, E, R)                                                   \
	F(M, STR, run_id, 36, 36, REQ, "to look it up by")                     \
	F(M, STR, agent, 1, 64, REQ, "agent name")                             \
	F(M, STR, error, 1, 1000, OPT(0), "why it failed")                     \
	F(M, BOOL, dry_run, 0, 1, REQ, "nothing was changed")                  \
	F(M, BOOL, allow_actions, 0, 1, REQ, "actions might be proposed")      \
	F(M, OBJECT, artifacts, 0, 4194304, OPT(0), "the agent's findings")    \
	F(M, I64, ops_count, 0, 1000000000, OPT(0), "queries, calls, writes")  \
	F(M, F64, cost_cents_used, 0, 100000, OPT(0), "US cents")              \
	F(M, F64, duration_ms, 0, 1e9, OPT(0), "milliseconds")                 \
	E(M, lane, "stable|canary", OPT(0), "of the agent that ran")

#define RUN_ANSWERED(M, F, E, R)                                               \
	RUN_PART(M, F, E, R)                                                   \
	E(M, status, "succeeded|failed|canceled", REQ, "how it ended")         \
	F(M, STRS, logs, 0, 200, REQ, "what was done, in order")

#define RUN_SHOWN(M, F, E, R)                                                  \
	RUN_PART(M, F, E, R)                                                   \
	E(M, status, "running|succeeded|failed|canceled", REQ, "how far it is") \
	F(M, JSON, logs, 0, 4194304, OPT(0), "list: what was done, in order")  \
	F(M, STR, objective, 1, 2000, REQ, "what was wanted")                  \
	F(M, OBJECT, params, 0, 65536, OPT(0), "the agent's parameters")       \
	F(M, STR, started_at, 1, 40, REQ, "RFC 3339")                          \
	F(M, STR, finished_at, 1, 40, OPT(0), "RFC 3339")

#define FLAG_SHOWN(M, F, E, R)                                                 \
	F(M, STR, name, 1, 64, REQ, "flag")                                    \
	F(M, JSON, value, 1, 4096, REQ, "any JSON value")                      \
	F(M, STR, updated_by, 1, 100, REQ, "user:ID")                          \
	F(M, STR, updated_at, 1, 40, REQ, "RFC 3339")

#define FLAGS_SHOWN(M, F, E, R)                                                \
	R(M, flag_line, flags, 100000, OPT(0), "by name")

#define LANE_SHOWN(M, F, E, R)                                                 \
	F(M, STR, service, 1, 40, REQ, "service")                              \
	F(M, F64, canary_pct, 0, 100, REQ, "percent of users")                 \
	F(M, STR, release_id, 1, 20, OPT(0), "the release that set it")        \
	F(M, STR, updated_at, 1, 40, REQ, "RFC 3339")

#define OVERRIDE_SIGNED(M, F, E, R)                                            \
	F(M, STR, header, 1, 100, REQ, "its name")                             \
	F(M, STR, value, 1, 1000, REQ, "to send in it")                        \
	F(M, I64, expires_at_s, 0, 1e12, REQ, "Unix time")

#define LANES_SHOWN(M, F, E, R)                                                \
	R(M, lane_line, lanes, 100, OPT(0), "by service")

#define HTML_LINK(M, F, E, R)                                                  \
	F(M, STR, text, 0, 200, REQ, "what is shown")                          \
	F(M, STR, host, 0, 253, REQ, "where it leads")                         \
	E(M, kind, "web|mail|phone", REQ, "http and https, mailto, tel")       \
	F(M, STRS, warn, 0, 4, REQ, "mismatch: the text names another site; "  \
	    "userinfo: a name before @; address: a bare number; alphabet: "    \
	    "letters other than ASCII's")

#define HTML_FACTS(M, F, E, R)                                                 \
	E(M, kind, "html|text", REQ, "text: it has no HTML")                   \
	F(M, BOOL, own_colors, 0, 1, REQ, "it sets colours: shown on white")   \
	F(M, BOOL, cut, 0, 1, REQ, "the mail is longer than the page")         \
	F(M, I64, remote_images, 0, 1e9, REQ, "not loaded")                    \
	F(M, I64, trackers, 0, 1e9, REQ, "of those, not meant to be seen")     \
	F(M, I64, inline_images, 0, 1e9, REQ, "came with the mail, shown")     \
	F(M, OBJECT, removed, 0, 4096, REQ, "what was taken out, counted")     \
	F(M, I64, links_total, 0, 1e9, REQ, "links of the page")               \
	R(M, html_link, links, 200, REQ, "the first of them")

/* RFC 9457; the "application/problem+json" of everything that goes wrong. */
#define PROBLEM(M, F, E, R)                                                    \
	F(M, STR, type, 1, 100, REQ, "about:blank: the status says it all")    \
	F(M, STR, title, 1, 100, REQ, "the status in words")                   \
	F(M, I64, status, 400, 599, REQ, "as in the status line")              \
	F(M, STR, detail, 1, 300, REQ, "what is wrong, for a person")          \
	F(M, STR, field, 1, 64, OPT(0), "which field of the request")          \
	F(M, STR, request_id, 1, 40, OPT(0), "what the log has it under")

#define ANSWER_RECORDS(X)                                                      \
	X(email_line, EMAIL_LINE, "An email in a list.")                       \
	X(email_whole, EMAIL_WHOLE, "An email and triage's verdict.")          \
	X(session_line, SESSION_LINE, "Where somebody is signed in.")          \
	X(token_line, TOKEN_LINE, "An API token, without its secret.")         \
	X(agent_line, AGENT_LINE, "What an agent says of itself.")             \
	X(flag_line, FLAG_SHOWN, "A runtime flag.")                            \
	X(html_link, HTML_LINK, "A link in a mail's page.")                    \
	X(lane_line, LANE_SHOWN, "A service's canary lane.")

#define ANSWER_MESSAGES(X)                                                     \
	X(home_shown, HOME_SHOWN, 210, true, "gateway", "client",              \
	    "Answer of GET /.")                                                \
	X(version_shown, VERSION_SHOWN, 211, true, "gateway", "client",        \
	    "Answer of GET /version.")                                         \
	X(health_shown, HEALTH_SHOWN, 212, true, "gateway", "client",          \
	    "Answer of GET /health.")                                          \
	X(session_opened, SESSION_OPENED, 213, true, "gateway", "client",      \
	    "Answer of POST /api/session.")                                    \
	X(session_shown, SESSION_SHOWN, 214, true, "gateway", "client",        \
	    "Answer of GET /api/session.")                                     \
	X(emails_shown, EMAILS_SHOWN, 215, true, "gateway", "client",          \
	    "Answer of GET /api/emails.")                                      \
	X(email_shown, EMAIL_WHOLE, 216, true, "gateway", "client",            \
	    "Answer of GET /api/emails/{id}.")                                 \
	X(thread_shown, THREAD_SHOWN, 217, true, "gateway", "client",          \
	    "Answer of GET /api/threads/{id}.")                                \
	X(agents_shown, AGENTS_SHOWN, 218, true, "gateway", "client",          \
	    "Answer of GET /api/agents.")                                      \
	X(run_answered, RUN_ANSWERED, 219, true, "gateway", "client",          \
	    "Answer of POST /api/agents/{name}/run.")                          \
	X(run_shown, RUN_SHOWN, 220, true, "gateway", "client",                \
	    "Answer of GET /api/agents/runs/{id}.")                            \
	X(flag_shown, FLAG_SHOWN, 221, true, "gateway", "client",              \
	    "Answer of GET, PUT and DELETE /api/flags/{name}.")                \
	X(flags_shown, FLAGS_SHOWN, 222, true, "gateway", "client",            \
	    "Answer of GET /api/flags.")                                       \
	X(lane_shown, LANE_SHOWN, 223, true, "gateway", "client",              \
	    "Answer of PUT /api/lanes/{name}.")                                \
	X(lanes_shown, LANES_SHOWN, 224, true, "gateway", "client",            \
	    "Answer of GET /api/lanes.")                                       \
	X(sessions_shown, SESSIONS_SHOWN, 226, true, "gateway", "client",      \
	    "Answer of GET /api/sessions.")                                    \
	X(sessions_ended, SESSIONS_ENDED, 227, true, "gateway", "client",      \
	    "Answer of DELETE /api/sessions.")                                 \
	X(tokens_shown, TOKENS_SHOWN, 228, true, "gateway", "client",          \
	    "Answer of GET /api/tokens.")                                      \
	X(token_made, TOKEN_MADE, 229, true, "gateway", "client",              \
	    "Answer of POST /api/tokens.")                                     \
	X(override_signed, OVERRIDE_SIGNED, 230, true, "gateway", "client",    \
	    "Answer of POST /api/lanes/override.")                             \
	X(html_facts, HTML_FACTS, 247, true, "ingest", "gateway",              \
	    "Answer of GET /api/emails/{id}/html/facts.")                      \
	X(problem, PROBLEM, 225, true, "gateway", "client",                    \
	    "Answer when something is wrong (RFC 9457).")

#endif
