/* knowledge.def.h - knowledge.search: the graph of people and companies; and
 * the reports of warehouse.health and analytics.insights. */
#ifndef PROTO_KNOWLEDGE_DEF_H
#define PROTO_KNOWLEDGE_DEF_H

#define KNOWLEDGE_LINK(M, F, E, R)                                             \
	F(M, IDS, email_ids, 0, 1000, REQ, "emails of the envelope's user")
#define KNOWLEDGE_LINKED(M, F, E, R)                                           \
	F(M, I64, linked, 0, 1000, REQ, "emails whose people are in the graph") \
	F(M, IDS, missing, 0, 1000, OPT(0), "not in the database")

#define KNOWLEDGE_QUERY(M, F, E, R)                                            \
	E(M, kind, "people|person|companies|company|threads|correspondence|"   \
	    "applications|know|met|open|owed|promised|timeline|path|query", REQ,        \
	    "what is asked for")                                               \
	F(M, STR, q, 0, 500, OPT(0),                                           \
	    "name, address or domain; know: a company; query: a question")     \
	F(M, STR, as_of, 1, 40, OPT(0),                                        \
	    "as it was true and known on this day: 2026-03-01")                \
	F(M, ID, id, 0, 0, OPT(0), "person, company or application")           \
	F(M, I64, window_days, 0, 3650, OPT(0), "only what is this young; 0: all") \
	F(M, I64, limit, 1, 200, OPT(50), "items")
#define KNOWLEDGE_ANSWER(M, F, E, R)                                           \
	F(M, JSON, items, 0, 4194304, REQ, "list of objects, each with evidence") \
	F(M, I64, total, 0, 1e12, REQ, "items there are")

#define KNOWLEDGE_SAID(M, F, E, R)                                             \
	E(M, what, "same|not_same|forget|erase", REQ,                          \
	    "one person, not one; neither said; a's facts are to vanish")      \
	F(M, STR, a, 3, 320, REQ, "an address")                                \
	F(M, STR, b, 3, 320, OPT(0), "another address; not with erase")
#define KNOWLEDGE_HEARD(M, F, E, R)                                            \
	F(M, I64, emails, 0, 1e12, REQ, "that are linked again after erasing")

#define KNOWLEDGE_REBUILD(M, F, E, R)                                          \
	F(M, ID, after, 0, 0, OPT(0), "the last answer's next; begin without")
#define KNOWLEDGE_REBUILT(M, F, E, R)                                          \
	F(M, BOOL, done, 0, 0, REQ, "all is counted anew and in place")        \
	F(M, BOOL, same, 0, 0, REQ, "no table differed from what was there")   \
	F(M, ID, next, 0, 0, OPT(0), "to go on after")                         \
	F(M, I64, emails, 0, 1e12, REQ, "linked emails in all")                \
	F(M, I64, linked, 0, 1000, REQ, "read again by this call")             \
	F(M, I64, changed, 0, 1000, REQ, "of them, whose facts differed")      \
	F(M, JSON, tables, 0, 8192, REQ, "list of {name, rows, rows_before, same}")

#define REPORT_QUERY(M, F, E, R)                                               \
	F(M, STR, kind, 1, 64, REQ, "the report's name")                       \
	F(M, I64, days, 1, 3650, OPT(30), "how far back")
#define REPORT(M, F, E, R)                                                     \
	F(M, STR, kind, 1, 64, REQ, "the report's name")                       \
	F(M, JSON, report, 0, 4194304, REQ, "object; see docs/agents.md")

#define KNOWLEDGE_MESSAGES(X)                                                  \
	X(knowledge_link, KNOWLEDGE_LINK, 60, true, "ingest", "knowledge",     \
	    "Add these emails' people and companies to the graph.")            \
	X(knowledge_linked, KNOWLEDGE_LINKED, 61, true, "knowledge", "ingest", \
	    "The graph is committed.")                                         \
	X(knowledge_query, KNOWLEDGE_QUERY, 62, true, "gateway, assistant",    \
	    "knowledge", "Ask the graph.")                                     \
	X(knowledge_answer, KNOWLEDGE_ANSWER, 63, true, "knowledge",           \
	    "gateway, assistant", "Items with their evidence.")                \
	X(knowledge_said, KNOWLEDGE_SAID, 140, true, "gateway", "knowledge",   \
	    "What the user says of people.")                                   \
	X(knowledge_heard, KNOWLEDGE_HEARD, 141, true, "knowledge", "gateway", \
	    "It is committed, and the graph follows it.")                      \
	X(knowledge_rebuild, KNOWLEDGE_REBUILD, 142, true, "gateway",          \
	    "knowledge", "Make the graph again, page by page.")                \
	X(knowledge_rebuilt, KNOWLEDGE_REBUILT, 143, true, "knowledge",        \
	    "gateway", "A page is done, or all of it.")                        \
	X(report_query, REPORT_QUERY, 70, true, "gateway, assistant",          \
	    "warehouse, analytics", "Make a report.")                          \
	X(report, REPORT, 71, true, "warehouse, analytics",                    \
	    "gateway, assistant", "A report.")

#endif
