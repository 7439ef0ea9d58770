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
	    "applications|know|met|open|owed|timeline|path|query", REQ,        \
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
	X(report_query, REPORT_QUERY, 70, true, "gateway, assistant",          \
	    "warehouse, analytics", "Make a report.")                          \
	X(report, REPORT, 71, true, "warehouse, analytics",                    \
	    "gateway, assistant", "A report.")

#endif
