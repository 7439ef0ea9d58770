/* shapes.def.h - what goes into and comes out of the gateway's own routes: a
 * line an answer. Routes that a daemon answers need none: their messages say
 * it, and the next number is the answer; where it is not, of the line here
 * only the answer counts. A route without a line is described as taking and giving any object.
 *
 * X(method, path, query, body, status, media, answer, param)
 *   query, body, answer  messages of proto/; none
 *   status  of the answer; a route may have several lines, the first is what
 *           is hoped for, and query and body are taken from it
 *   media   JSON, EMPTY, MAIL (message/rfc822), CSV (text/csv), ICS
 *           (text/calendar), EVENTS (text/event-stream), PAGE (text/html),
 *           BYTES (any), ZIP (application/zip), MARKDOWN (text/markdown)
 *   param   what the path's {..} is: ID, UUID, FLAG, SERVICE, AGENT; NONE
 */
#ifndef GATEWAY_SHAPES_DEF_H
#define GATEWAY_SHAPES_DEF_H

#define GATEWAY_SHAPES(X)                                                      \
	X(GET, "/", none, none, 200, JSON, home_shown, NONE)                   \
	X(GET, "/health", none, none, 200, JSON, health_shown, NONE)           \
	X(GET, "/health", none, none, 503, JSON, health_shown, NONE)           \
	X(GET, "/version", none, none, 200, JSON, version_shown, NONE)         \
	X(GET, "/openapi.json", none, none, 200, JSON, none, NONE)             \
	X(GET, "/openapi.json", none, none, 304, EMPTY, none, NONE)            \
	X(POST, "/api/session", none, session_open, 201, JSON,                 \
	    session_opened, NONE)                                              \
	X(GET, "/api/session", none, none, 200, JSON, session_shown, NONE)     \
	X(DELETE, "/api/session", none, none, 204, EMPTY, none, NONE)          \
	X(POST, "/api/login", none, login_request, 201, JSON,                  \
	    session_opened, NONE)                                              \
	X(GET, "/api/login/google", none, none, 302, EMPTY, none, NONE)        \
	X(GET, "/api/login/google/callback", none, none, 302, EMPTY, none,     \
	    NONE)                                                              \
	X(PUT, "/api/login/google", none, google_set, 200, JSON, google_set,   \
	    NONE)                                                              \
	X(POST, "/api/password", none, password_set, 204, EMPTY, none, NONE)   \
	X(GET, "/api/sessions", none, none, 200, JSON, sessions_shown, NONE)   \
	X(DELETE, "/api/sessions", none, none, 200, JSON, sessions_ended,      \
	    NONE)                                                              \
	X(DELETE, "/api/sessions/{id}", none, none, 204, EMPTY, none, ID)      \
	X(GET, "/api/tokens", none, none, 200, JSON, tokens_shown, NONE)       \
	X(POST, "/api/tokens", none, token_new, 201, JSON, token_made, NONE)   \
	X(DELETE, "/api/tokens/{id}", none, none, 204, EMPTY, none, ID)        \
	X(GET, "/api/chat/stream", stream_query, none, 200, EVENTS, none,      \
	    NONE)                                                              \
	X(POST, "/api/chat/stream", none, chat_ask, 200, EVENTS, none, NONE)   \
	X(POST, "/api/chat/memory", none, none, 200, JSON, memory_shown, NONE) \
	X(PUT, "/api/chat/memory/{id}", none, none, 200, JSON, memory_shown,   \
	    NONE)                                                              \
	X(DELETE, "/api/chat/memory", none, none, 200, JSON,                   \
	    memory_forgotten, NONE)                                            \
	X(GET, "/api/emails", emails_query, none, 200, JSON, emails_shown,     \
	    NONE)                                                              \
	X(POST, "/api/emails/import", import_query, none, 200, JSON,           \
	    ingest_report, NONE)                                               \
	X(GET, "/api/emails/{id}", none, none, 200, JSON, email_shown, ID)     \
	X(GET, "/api/emails/{id}/raw", none, none, 200, MAIL, none, ID)        \
	X(GET, "/api/emails/{id}/html", html_query, none, 200, PAGE, none, ID) \
	X(GET, "/api/emails/{id}/html/facts", none, none, 200, JSON,           \
	    html_facts, ID)                                                    \
	X(GET, "/api/emails/{id}/attachments/{n}", none, none, 200, BYTES,     \
	    none, ID)                                                          \
	X(POST, "/api/actions", none, none, 200, JSON, action_shown, NONE)     \
	X(POST, "/api/actions/{id}/{decision}", none, none, 200, JSON,         \
	    action_shown, NONE)                                                \
	X(DELETE, "/api/drafts/{id}", none, none, 200, JSON, item_deleted,     \
	    NONE)                                                              \
	X(PUT, "/api/drafts/{id}", none, none, 200, JSON, draft_shown, NONE)   \
	X(GET, "/api/drafts/{id}.eml", none, none, 200, MAIL, none, ID)        \
	X(DELETE, "/api/calendar/{id}", none, none, 200, JSON, item_deleted,   \
	    NONE)                                                              \
	X(GET, "/api/calendar.ics", none, none, 200, ICS, none, NONE)          \
	X(GET, "/api/calendar/{id}.ics", none, none, 200, ICS, none, ID)       \
	X(PUT, "/api/policies/{name}", none, none, 200, JSON, policies_shown,  \
	    NONE)                                                              \
	X(DELETE, "/api/policies/{name}", none, none, 200, JSON,               \
	    policies_shown, NONE)                                              \
	X(GET, "/api/applications.csv", application_table, none, 200, CSV,     \
	    none, NONE)                                                        \
	X(GET, "/api/threads/{id}", none, none, 200, JSON, thread_shown, ID)   \
	X(GET, "/api/agents", none, none, 200, JSON, agents_shown, NONE)       \
	X(GET, "/api/agents/runs/{id}", none, none, 200, JSON, run_shown,      \
	    UUID)                                                              \
	X(GET, "/api/agents/events", none, none, 200, EVENTS, none, NONE)      \
	X(GET, "/api/incidents/stream", none, none, 200, EVENTS, none, NONE)   \
	X(GET, "/api/agents/{name}", none, none, 200, JSON,                    \
	    agent_description, AGENT)                                          \
	X(POST, "/api/agents/{name}/run", none, run_request, 200, JSON,        \
	    run_answered, AGENT)                                               \
	X(POST, "/security/dsr", none, dsr_ask, 200, JSON, dsr_opened, NONE)   \
	X(POST, "/security/dsr/{id}/{decision}", none, none, 200, JSON,        \
	    dsr_shown, ID)                                                     \
	X(DELETE, "/security/holds/{user_id}", none, none, 200, JSON,          \
	    hold_shown, ID)                                                    \
	X(GET, "/security/dsr/{id}/export", none, none, 200, ZIP, none, ID)    \
	X(GET, "/security/erasures/{receipt}", none, none, 200, JSON,          \
	    dsr_shown, NONE)                                                   \
	X(POST, "/api/alerts", none, alerts_body, 200, JSON, alerts_taken,     \
	    NONE)                                                              \
	X(POST, "/api/pagerduty", none, pagerduty_body, 200, JSON,             \
	    pagerduty_taken, NONE)                                             \
	X(GET, "/api/incidents/{id}/postmortem", none, none, 200, MARKDOWN,    \
	    none, ID)                                                                \
	X(PUT, "/security/consents", none, none, 200, JSON, consents_shown,    \
	    NONE)                                                              \
	X(GET, "/oncall", oncall_show, none, 200, JSON, oncall_shown, NONE)    \
	X(GET, "/oncall", none, none, 302, EMPTY, none, NONE)                  \
	X(PUT, "/api/oncall/members", none, none, 200, JSON, oncall_shown,     \
	    NONE)                                                              \
	X(PUT, "/api/oncall/rotation", none, none, 200, JSON, oncall_shown,    \
	    NONE)                                                              \
	X(POST, "/api/oncall/overrides", none, none, 200, JSON, oncall_shown,  \
	    NONE)                                                              \
	X(DELETE, "/api/oncall/overrides/{id}", none, none, 200, JSON,         \
	    oncall_shown, NONE)                                                \
	X(GET, "/api/oncall/calendar.ics", oncall_calendar, none, 200, ICS,    \
	    none, NONE)                                                        \
	X(GET, "/api/flags", none, none, 200, JSON, flags_shown, NONE)         \
	X(GET, "/api/flags/{name}", none, none, 200, JSON, flag_shown, FLAG)   \
	X(PUT, "/api/flags/{name}", none, flag_set, 200, JSON, flag_shown,     \
	    FLAG)                                                              \
	X(DELETE, "/api/flags/{name}", none, none, 200, JSON, flag_shown,      \
	    FLAG)                                                              \
	X(GET, "/api/lanes", none, none, 200, JSON, lanes_shown, NONE)         \
	X(PUT, "/api/lanes/{name}", none, lane_set, 200, JSON, lane_shown,     \
	    SERVICE)                                                           \
	X(POST, "/api/lanes/override", none, lane_override, 200, JSON,         \
	    override_signed, NONE)                                             \
	X(POST, "/api/ux/heartbeat", none, ux_event, 204, EMPTY, none, NONE)   \
	X(POST, "/api/ux/chat/opened", none, ux_event, 204, EMPTY, none, NONE) \
	X(POST, "/api/ux/chat/sent", none, ux_event, 204, EMPTY, none, NONE)

#endif
