/* routes.def.h - every route, one line each; docs/api.md is made from it.
 *
 * CALL(method, path, access, class, service, message, from, timeout_ms,
 *      "meaning")
 *   The request becomes a message to a daemon and its answer the body.
 *   from   QUERY: fields from the query string; BODY: the JSON body; each
 *          {name} in the path is a field of the message too
 * OWN(method, path, access, class, steps, max_body_bytes, timeout_ms, "meaning")
 *   The gateway's own steps.
 * access  PUBLIC, USER, OPERATOR, ADMIN: the least role
 * class   a line of classes.def.h: the scope a token needs, its priority
 */
#define GATEWAY_ROUTES(CALL, OWN)                                              \
	OWN(GET, "/", PUBLIC, OPEN, hello, 0, 0, "Where to go from here.")     \
	OWN(GET, "/health", PUBLIC, OPEN, health, 0, 1000,                     \
	    "Health of every service; 503 when unhealthy.")                    \
	OWN(GET, "/version", PUBLIC, OPEN, version, 0, 0,                      \
	    "Version and commit, and which ways in there are.")                \
	OWN(GET, "/openapi.json", PUBLIC, OPEN, openapi, 0, 0,                 \
	    "This API as OpenAPI 3.1.")                                        \
	OWN(POST, "/api/session", PUBLIC, ACCOUNT, session_open, 4096, 0,      \
	    "Sign in with an API token; sets session_id and csrf_token.")      \
	OWN(GET, "/api/session", USER, ACCOUNT, session_show, 0, 0,            \
	    "Who am I?")                                                       \
	OWN(DELETE, "/api/session", USER, ACCOUNT, session_close, 0, 0,        \
	    "Sign out.")                                                       \
	OWN(POST, "/api/login", PUBLIC, OPEN, login, 4096, 15000,              \
	    "Sign in with email and password; as POST /api/session.")          \
	OWN(GET, "/api/login/google", PUBLIC, OPEN, google, 0, 0,              \
	    "Sign in with Google; ?to=/path is where it ends.")                \
	OWN(GET, "/api/login/google/callback", PUBLIC, OPEN, google_back, 0,   \
	    15000, "Where Google sends browsers back to.")                     \
	OWN(PUT, "/api/login/google", USER, ACCOUNT, google_set, 1024, 0,      \
	    "May Google sign in to this account?")                             \
	OWN(POST, "/api/password", USER, ACCOUNT, password, 8192, 15000,       \
	    "Set or change the password; ends all other sessions.")            \
	OWN(GET, "/api/sessions", USER, ACCOUNT, sessions, 0, 0,               \
	    "Where you are signed in.")                                        \
	OWN(DELETE, "/api/sessions", USER, ACCOUNT, sessions_end, 0, 0,        \
	    "End all sessions but this one.")                                  \
	OWN(DELETE, "/api/sessions/{id}", USER, ACCOUNT, session_end, 0, 0,    \
	    "End one session.")                                                \
	OWN(GET, "/api/tokens", USER, ACCOUNT, tokens, 0, 0,                   \
	    "Your API tokens; their secrets are not kept.")                    \
	OWN(POST, "/api/tokens", USER, ACCOUNT, token_new, 8192, 0,            \
	    "Make a token: the answer alone has its secret.")                  \
	OWN(DELETE, "/api/tokens/{id}", USER, ACCOUNT, token_revoke, 0, 0,     \
	    "Revoke a token, with what it made and opened.")                   \
	CALL(POST, "/api/chat", USER, CHAT, assistant, chat_ask, BODY, 60000,  \
	    "Ask; the whole answer with its citations.")                       \
	OWN(GET, "/api/chat/stream", USER, CHAT, stream, 0, 600000,            \
	    "Ask; the answer as server-sent events. Resume: Last-Event-ID.")   \
	OWN(POST, "/api/chat/stream", USER, CHAT, stream, 65536, 600000,       \
	    "The same with a body as for /api/chat.")                          \
	CALL(POST, "/api/chat/{conversation_id}/stop", USER, CHAT, assistant,  \
	    chat_stop, QUERY, 0, "Stop the answer being made.")                \
	CALL(GET, "/api/chat/memory", USER, CHAT, assistant, memory_list,      \
	    QUERY, 0, "What you told the assistant to remember.")              \
	CALL(POST, "/api/chat/memory", USER, CHAT, assistant, memory_add,      \
	    BODY, 0, "Tell it; the same again is one.")                        \
	CALL(PUT, "/api/chat/memory/{id}", USER, CHAT, assistant,              \
	    memory_change, BODY, 0, "Change what it remembers.")               \
	CALL(DELETE, "/api/chat/memory/{id}", USER, CHAT, assistant,           \
	    memory_forget, QUERY, 0, "Make it forget that.")                   \
	CALL(DELETE, "/api/chat/memory", USER, CHAT, assistant,                \
	    memory_clear, QUERY, 0, "Make it forget everything.")              \
	CALL(GET, "/api/conversations", USER, CHAT, assistant,                 \
	    conversation_list, QUERY, 0, "Your conversations, by last use.")   \
	CALL(DELETE, "/api/conversations", USER, CHAT, assistant,              \
	    conversation_forget, QUERY, 0, "Delete all of them.")              \
	CALL(GET, "/api/conversations/{conversation_id}", USER, CHAT,          \
	    assistant, conversation_show, QUERY, 0, "What was said in it.")    \
	CALL(DELETE, "/api/conversations/{conversation_id}", USER, CHAT,       \
	    assistant, conversation_forget, QUERY, 0,                          \
	    "Delete it, and what resumes its answers.")                        \
	CALL(GET, "/api/search", USER, READ, search, search_query, QUERY, 0,   \
	    "Search mail with Gmail's operators.")                             \
	CALL(GET, "/api/suggest", USER, READ, search, search_suggest, QUERY,   \
	    0, "Completions from your own mail.")                              \
	CALL(POST, "/api/search/reindex", USER, WRITE, search, search_reindex, \
	    BODY, 60000,                                                       \
	    "Compare your index with your mailbox, page by page; mend it.")    \
	CALL(GET, "/api/search/lifecycle", OPERATOR, OPERATE, search,          \
	    search_lifecycle, QUERY, 10000,                                    \
	    "Embedded indexes: generation, age, what happens next and when.")  \
	CALL(POST, "/api/search/lifecycle", OPERATOR, OPERATE, search,         \
	    search_lifecycle_run, BODY, 10000,                                 \
	    "Do what is due in them now, or make one anew.")                   \
	OWN(GET, "/api/emails", USER, READ, emails, 0, 0,                      \
	    "Mail, newest or most urgent first.")                              \
	OWN(POST, "/api/emails/import", USER, BULK, import, 4294967296,        \
	    3600000, "Import message/rfc822 or application/mbox, streamed.")   \
	CALL(GET, "/api/emails/import", USER, BULK, ingest, ingest_status,     \
	    QUERY, 0, "What is still on its way through the pipeline.")        \
	OWN(GET, "/api/emails/{id}", USER, READ, email, 0, 0, "One email.")    \
	OWN(GET, "/api/emails/{id}/raw", USER, READ, raw, 0, 0,                \
	    "One email as it came.")                                           \
	OWN(GET, "/api/emails/{id}/html", USER, READ, file, 0, 0,              \
	    "One email as a page for a sandboxed frame.")                      \
	CALL(GET, "/api/emails/{id}/html/facts", USER, READ, ingest,           \
	    mail_facts, QUERY, 0,                                              \
	    "What is in that page, and what was taken out of it.")             \
	OWN(GET, "/api/emails/{id}/attachments/{n}", USER, READ, attachment,   \
	    0, 0, "A file of an email, counted from 0, to be saved.")          \
	CALL(GET, "/api/emails/{email_id}/triage", USER, READ, triage,         \
	    triage_one, QUERY, 0, "The verdict with its reasons.")             \
	CALL(POST, "/api/emails/{email_id}/feedback", USER, WRITE, triage,     \
	    triage_feedback, BODY, 0, "Correct a verdict, or undo that.")      \
	CALL(POST, "/api/emails/{email_id}/read", USER, WRITE, ingest,         \
	    email_mark, BODY, 0, "Read, or unread again.")                     \
	CALL(POST, "/api/emails/read", USER, WRITE, ingest, emails_mark, BODY, \
	    0, "The same for up to two hundred.")                              \
	CALL(GET, "/api/actions", USER, READ, ingest, action_list, QUERY, 0,   \
	    "What agents propose, and what became of it.")                     \
	CALL(POST, "/api/actions", USER, WRITE, ingest, action_propose, BODY,  \
	    0, "Propose an action on an email.")                               \
	CALL(POST, "/api/actions/propose", USER, WRITE, ingest,                \
	    actions_propose, BODY, 0,                                          \
	    "Propose up to a hundred at once, or only preview them.")          \
	CALL(POST, "/api/actions/decide", USER, WRITE, ingest,                 \
	    actions_decide, BODY, 0,                                           \
	    "Approve, reject or undo up to a hundred at once.")                \
	CALL(POST, "/api/actions/{id}/{decision}", USER, WRITE, ingest,        \
	    action_decide, QUERY, 0, "Approve, reject or undo an action.")     \
	CALL(GET, "/api/tasks", USER, READ, ingest, task_list, QUERY, 0,       \
	    "What is to be done, what is due first.")                          \
	CALL(POST, "/api/tasks/{id}", USER, WRITE, ingest, task_change, BODY,  \
	    0, "Change a task, or finish it; what is left out stays.")         \
	CALL(DELETE, "/api/tasks/{id}", USER, WRITE, ingest, task_delete,      \
	    QUERY, 0, "Away with a task.")                                     \
	CALL(GET, "/api/drafts", USER, READ, ingest, draft_list, QUERY, 0,     \
	    "Letters that nobody has sent, newest first.")                     \
	CALL(GET, "/api/drafts/{id}", USER, READ, ingest, draft_show, QUERY,   \
	    0, "One draft, and as a mailto: URL.")                             \
	CALL(PUT, "/api/drafts/{id}", USER, WRITE, ingest, draft_change, BODY, \
	    0, "Write a draft anew.")                                          \
	CALL(DELETE, "/api/drafts/{id}", USER, WRITE, ingest, draft_delete,    \
	    QUERY, 0, "Away with a draft.")                                    \
	OWN(GET, "/api/drafts/{id}.eml", USER, READ, file, 0, 0,               \
	    "A draft for any mail program (RFC 5322).")                        \
	CALL(GET, "/api/calendar", USER, READ, ingest, event_list, QUERY, 0,   \
	    "Events in the order of time.")                                    \
	OWN(GET, "/api/calendar.ics", USER, READ, file, 0, 0,                  \
	    "The calendar (RFC 5545): the newest thousand events.")            \
	OWN(GET, "/api/calendar/{id}.ics", USER, READ, file, 0, 0,             \
	    "One event (RFC 5545).")                                           \
	CALL(PUT, "/api/calendar/{id}", USER, WRITE, ingest, event_change,     \
	    BODY, 0, "Write an event anew.")                                   \
	CALL(DELETE, "/api/calendar/{id}", USER, WRITE, ingest, event_delete,  \
	    QUERY, 0, "Away with an event.")                                   \
	CALL(GET, "/api/policies", USER, READ, triage, policy_list, QUERY, 0,  \
	    "Which verdicts lead to proposed actions.")                        \
	CALL(PUT, "/api/policies/{name}", USER, WRITE, triage, policy_set,     \
	    BODY, 0, "Make or change a policy; what is left out stays.")       \
	CALL(DELETE, "/api/policies/{name}", USER, WRITE, triage,              \
	    policy_forget, QUERY, 0, "The product's own policy holds again.")  \
	OWN(GET, "/api/threads/{id}", USER, READ, thread, 0, 0,                \
	    "A conversation, oldest first.")                                   \
	OWN(GET, "/api/agents", USER, REPORT, agents, 0, 5000,                 \
	    "The six agents.")                                                 \
	OWN(GET, "/api/agents/events", USER, RUN, runs_stream, 0, 10000,       \
	    "Runs of agents as server-sent events. Resume: Last-Event-ID.")    \
	OWN(GET, "/api/agents/runs/{id}", USER, RUN, run_show, 0, 0,           \
	    "A run of an agent.")                                              \
	OWN(GET, "/api/agents/{name}", USER, REPORT, agent, 0, 5000,           \
	    "What an agent does and its parameters.")                          \
	OWN(POST, "/api/agents/{name}/run", USER, RUN, run, 131072, 60000,     \
	    "Run an agent; dry run by default.")                               \
	CALL(GET, "/api/knowledge/{kind}", USER, READ, knowledge,              \
	    knowledge_query, QUERY, 0,                                         \
	    "Ask the graph: people, companies, threads ...")                   \
	CALL(GET, "/api/applications", USER, READ, knowledge,                  \
	    application_list, QUERY, 0, "Job applications out of your mail.")  \
	OWN(GET, "/api/applications.csv", USER, READ, file, 0, 0,  \
	    "The same as a table (RFC 4180).")                                 \
	CALL(GET, "/api/applications/{id}", USER, READ, knowledge,             \
	    application_show, QUERY, 0,                                        \
	    "One application: its stages with their evidence.")                \
	CALL(POST, "/api/applications/{id}", USER, WRITE, knowledge,           \
	    application_correct, BODY, 0,                                      \
	    "Correct stage, title or company; merge or hide.")                 \
	CALL(DELETE, "/api/applications/corrections/{id}", USER, WRITE,        \
	    knowledge, application_undo, QUERY, 0, "Take a correction back.")  \
	CALL(POST, "/api/knowledge/said", USER, WRITE, knowledge,              \
	    knowledge_said, BODY, 0,                                           \
	    "Two addresses are one person, or not; or erase a person.")        \
	CALL(POST, "/api/knowledge/rebuild", USER, WRITE, knowledge,           \
	    knowledge_rebuild, BODY, 60000,                                    \
	    "Make the graph again, page by page, and compare.")                \
	CALL(GET, "/api/insights/{kind}", USER, REPORT, analytics,             \
	    report_query, QUERY, 0,                                            \
	    "Volumes, response times, senders, categories.")                   \
	CALL(GET, "/api/warehouse/{kind}", USER, REPORT, warehouse,            \
	    report_query, QUERY, 0, "Freshness, counts, nulls, parity.")       \
	OWN(POST, "/security/dsr", USER, ACCOUNT, dsr_new, 4096, 15000,        \
	    "Ask for a copy of all your data, or for its erasure.")            \
	CALL(GET, "/security/dsr", USER, ACCOUNT, privacy, dsr_list, QUERY, 0, \
	    "What you asked for, and how far it is.")                          \
	CALL(GET, "/security/dsr/overdue", OPERATOR, OPERATE, privacy,         \
	    dsr_overdue, QUERY, 0, "Anybody's requests past their date.")      \
	CALL(GET, "/security/dsr/{id}", USER, ACCOUNT, privacy, dsr_show,      \
	    QUERY, 0, "One request.")                                          \
	CALL(POST, "/security/dsr/{id}/{decision}", OPERATOR, OPERATE,         \
	    privacy, dsr_decide, BODY, 0,                                      \
	    "Extend anybody's request by two months, or refuse it.")           \
	CALL(GET, "/security/holds", OPERATOR, OPERATE, privacy, hold_list,    \
	    QUERY, 0, "Whose data must be kept for now, and why.")             \
	CALL(PUT, "/security/holds/{user_id}", OPERATOR, OPERATE, privacy,     \
	    hold_set, BODY, 0, "Their erasure waits, and says why.")           \
	CALL(DELETE, "/security/holds/{user_id}", OPERATOR, OPERATE, privacy,  \
	    hold_end, QUERY, 0, "It waits no longer.")                         \
	OWN(GET, "/security/dsr/{id}/export", USER, ACCOUNT, dsr_export, 0,    \
	    3600000, "The copy, as a ZIP; for seven days.")                    \
	OWN(GET, "/security/erasures/{receipt}", PUBLIC, OPEN, dsr_receipt, 0, \
	    0, "How the erasure went, by its receipt: the account is gone.")   \
	CALL(GET, "/security/consents", USER, ACCOUNT, privacy, consent_list,  \
	    QUERY, 0, "What you agree to, and since when.")                    \
	CALL(PUT, "/security/consents", USER, ACCOUNT, privacy, consent_set,   \
	    BODY, 0, "Agree to a purpose, or take it back.")                   \
	CALL(GET, "/security/audit", USER, ACCOUNT, privacy, audit_list,       \
	    QUERY, 0, "What was done by you and for you.")                     \
	CALL(GET, "/api/incidents", OPERATOR, OPERATE, oncall, incident_list,  \
	    QUERY, 0, "What is wrong, or was, newest first.")                  \
	CALL(GET, "/api/incidents/{id}", OPERATOR, OPERATE, oncall,            \
	    incident_show, QUERY, 0, "One incident with its alerts.")          \
	OWN(GET, "/api/incidents/stream", OPERATOR, OPERATE,                   \
	    incidents_stream, 0, 10000,                                        \
	    "Incidents that change as server-sent events. Resume: "            \
	    "Last-Event-ID.")                                                  \
	CALL(POST, "/api/incidents", OPERATOR, OPERATE, oncall, incident_open, \
	    BODY, 0, "Open an incident by hand.")                              \
	CALL(GET, "/api/incidents/{id}/timeline", OPERATOR, OPERATE, oncall,   \
	    incident_history, QUERY, 0,                                        \
	    "What happened, and what was changed from an hour before on.")     \
	CALL(GET, "/api/incidents/report", OPERATOR, OPERATE, oncall,          \
	    incident_report, QUERY, 0,                                         \
	    "How many, how long until somebody was at it, until it was over.") \
	OWN(GET, "/api/incidents/{id}/postmortem", OPERATOR, OPERATE, file, 0, \
	    0, "The postmortem, or a draft of it, as Markdown.")               \
	CALL(PUT, "/api/incidents/{id}/postmortem", OPERATOR, OPERATE, oncall, \
	    postmortem_keep, BODY, 0, "Finish the postmortem.")                \
	CALL(POST, "/api/incidents/{id}/{action}", OPERATOR, OPERATE, oncall,  \
	    incident_act, BODY, 0,                                             \
	    "Acknowledge, identify, monitor, resolve, close, reopen ...")      \
	OWN(POST, "/api/alerts", OPERATOR, ALERT, alerts, 1048576, 30000,      \
	    "Alertmanager's webhook, payload version 4.")                      \
	OWN(POST, "/api/pagerduty", PUBLIC, OPEN, pagerduty, 262144, 15000,    \
	    "PagerDuty's v3 webhook; X-PagerDuty-Signature says who it is.")   \
	CALL(GET, "/api/slo", OPERATOR, OPERATE, oncall, slo_list, QUERY, 0,   \
	    "Objectives: are they kept, and what is left of the budgets?")     \
	CALL(GET, "/api/slo/{name}", OPERATOR, OPERATE, oncall, slo_show,      \
	    QUERY, 0, "The same of one agent, or of gateway.")                 \
	CALL(POST, "/api/incidents/{id}/escalate", OPERATOR, OPERATE, oncall,  \
	    incident_escalate, QUERY, 0, "Call the next one, now.")            \
	OWN(GET, "/oncall", OPERATOR, OPERATE, oncall, 0, 0,                   \
	    "Who is on call? A browser is sent to the operations page.")       \
	CALL(GET, "/api/oncall", OPERATOR, OPERATE, oncall, oncall_show,       \
	    QUERY, 0, "Who is on call, who is next, gaps, the whole rota.")    \
	CALL(PUT, "/api/oncall/members", OPERATOR, OPERATE, oncall,            \
	    oncall_members_set, BODY, 0, "Who can be on call.")                \
	CALL(PUT, "/api/oncall/rotation", OPERATOR, OPERATE, oncall,           \
	    oncall_rotation_set, BODY, 0, "How a level hands over.")           \
	CALL(POST, "/api/oncall/overrides", OPERATOR, OPERATE, oncall,         \
	    oncall_override_add, BODY, 0, "Somebody stands in.")               \
	CALL(DELETE, "/api/oncall/overrides/{id}", OPERATOR, OPERATE, oncall,  \
	    oncall_override_drop, QUERY, 0, "Or not; begun, it ends now.")     \
	OWN(GET, "/api/oncall/calendar.ics", OPERATOR, OPERATE, file, 0, 0,    \
	    "Shifts (RFC 5545): everybody's, or one person's.")                \
	OWN(GET, "/api/flags", USER, OPERATE, flags, 0, 0, "Runtime flags.")   \
	OWN(GET, "/api/flags/{name}", USER, OPERATE, flag, 0, 0,               \
	    "One runtime flag.")                                               \
	OWN(PUT, "/api/flags/{name}", OPERATOR, OPERATE, flag_set, 4096, 0,    \
	    "Set a flag: {\"value\": ...}; effective everywhere at once.")     \
	OWN(DELETE, "/api/flags/{name}", OPERATOR, OPERATE, flag_set, 0, 0,    \
	    "Forget a flag: the environment's setting holds again.")           \
	OWN(GET, "/api/lanes", OPERATOR, OPERATE, lanes, 0, 0,                 \
	    "Canary percentage of each service.")                              \
	OWN(PUT, "/api/lanes/{name}", OPERATOR, OPERATE, lane_set, 4096, 0,    \
	    "Set a service's canary percentage: {\"canary_pct\": 10}.")        \
	OWN(POST, "/api/lanes/override", OPERATOR, OPERATE,                    \
	    lane_override, 4096, 0,                                            \
	    "Sign a choice of lanes, to send as X-ApplyLens-Lane.")            \
	OWN(POST, "/api/ux/heartbeat", USER, WATCH, ux, 1024, 0,               \
	    "A page is open: {\"page\": \"chat\"}.")                           \
	OWN(POST, "/api/ux/chat/opened", USER, WATCH, ux, 1024, 0,             \
	    "A chat opened.")                                                  \
	OWN(POST, "/api/ux/chat/sent", USER, WATCH, ux, 1024, 0,               \
	    "A message sent.")
