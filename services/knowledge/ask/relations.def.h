/* relations.def.h - the SQL of questions about the user and others: who do I
 * know, how did we meet, what is open, who owes whom, what happened, by whom.
 * The rules are those of questions.def.h; laid out by hand. */
#ifndef KNOWLEDGE_RELATIONS_DEF_H
#define KNOWLEDGE_RELATIONS_DEF_H

#include "services/knowledge/ask/questions.def.h"

/* People at a company, those the user writes with most first. */
#define SQL_KNOW                                                               \
	ASKED(PERSON_KEYS,                                                     \
	"SELECT " PERSON_ROW " FROM (SELECT q.*, count(*) OVER () AS " \
	"total FROM (SELECT DISTINCT p.* FROM (SELECT c.domain FROM companies " \
	"c WHERE c.user_id = a.u AND " PLACE_IS("c") "ORDER BY c.emails DESC " \
	"LIMIT 5) c JOIN addresses s ON s.user_id = a.u AND s.domain = "       \
	"c.domain AND s.domain <> '' JOIN people p ON p.user_id = a.u AND "    \
	"p.id = s.person_id WHERE " HAS_WORDS("a.words", "p.id") ") q WHERE "  \
	"(a.since IS NULL OR q.last_at >= a.since) AND q.first_at <= a.as_of " \
	"ORDER BY least(q.wrote, q.asked) DESC, q.wrote + q.got + q.asked "    \
	"DESC, q.id LIMIT a.n) p" PERSON_BESIDE                                \
	"ORDER BY least(p.wrote, p.asked) DESC, p.wrote + p.got + p.asked "    \
	"DESC, p.id")

/* The first mail in which a person takes part, and who had brought them in. */
#define SQL_MET                                                                \
	ASKED("'id', id::text, 'name', name, 'met_at', true_at, "              \
	"'introduced_by', introduced_by, 'email_id', email_id::text, "         \
	"'first_wrote_at', first_wrote, 'evidence', jsonb_build_array("        \
	"evidence, subject)",                                                  \
	"SELECT p.id, p.name, p.total, f.true_at, f.email_id, " EVIDENCE("f")  \
	" AS evidence, graph_evidence(a.u, f.email_id, 'subject', 0, 1000) "   \
	"AS subject, CASE WHEN m.sender = '' OR m.sender = ANY (s.addrs) "     \
	"THEN NULL ELSE (SELECT jsonb_build_object('addr', m.sender, 'id', "   \
	"i.id::text, 'name', i.name) FROM (SELECT 1) one LEFT JOIN addresses " \
	"x ON x.user_id = a.u AND x.addr = m.sender LEFT JOIN people i ON "    \
	"i.user_id = a.u AND i.id = x.person_id) END AS introduced_by, "       \
	"(SELECT w.true_at FROM (" LATEST("'participant' AND f.part = 'from'", \
	"key", "s.addrs", "ASC") ") w) AS first_wrote FROM (SELECT q.*, "      \
	"count(*) OVER () AS total FROM " PEOPLE_NAMED("20")        \
	" q LIMIT a.n) p CROSS JOIN LATERAL (SELECT " ADDRS_OF("p.id")         \
	" AS addrs) s JOIN LATERAL (" LATEST("'participant'", "key", "s.addrs", \
	"ASC") ") f ON true JOIN linked m ON m.user_id = a.u AND m.email_id = " \
	"f.email_id ORDER BY p.wrote + p.got + p.asked DESC, p.id")

/* Threads whose last mail waits for an answer, oldest first; then what was
 * promised, asked and agreed in the latest threads, and is not over. */
#define SQL_OPEN                                                               \
	ASKED("'what', what, 'who', who, 'direction', direction, 'since', at, " \
	"'due', due, 'days', extract(day FROM a.as_of - at)::int, "            \
	"'thread_id', thread_id::text, 'text', value, 'evidence', "            \
	"jsonb_build_array(evidence)",                                         \
	"SELECT o.*, count(*) OVER () AS total FROM (WITH t AS (SELECT t.* "   \
	"FROM " PEOPLE_NAMED("5") " p JOIN addresses s ON "         \
	"s.user_id = a.u AND s.person_id = p.id CROSS JOIN LATERAL (SELECT "   \
	"t.* FROM turns t WHERE t.user_id = a.u AND t.other = s.addr ORDER BY " \
	"t.at DESC LIMIT " NEAR ") t) SELECT 'reply' AS what, t.other AS who, " \
	"CASE WHEN t.is_outgoing THEN 'they owe' ELSE 'you owe' END AS "       \
	"direction, t.at, NULL::timestamptz AS due, t.thread_id, '' AS value, " \
	"graph_evidence(a.u, t.email_id, 'subject', 0, 1000) AS evidence FROM " \
	"t WHERE t.asks AND NOT t.is_bulk AND t.at <= a.as_of AND (a.since IS " \
	"NULL OR t.at >= a.since) UNION ALL SELECT f.kind, t.other, CASE WHEN " \
	"f.key = t.other THEN 'they owe' ELSE 'you owe' END, f.true_at, "      \
	"f.until_at, t.thread_id, f.value, " EVIDENCE("f") " FROM t JOIN "     \
	"linked k ON k.user_id = a.u AND k.thread_id = t.thread_id JOIN facts " \
	"f ON f.user_id = a.u AND f.email_id = k.email_id AND f.kind IN ("     \
	"'commitment', 'deadline', 'meeting') WHERE f.true_at <= a.as_of AND " \
	"f.learnt_at <= a.as_of AND coalesce(f.until_at, f.true_at + "         \
	"interval '30 days') >= a.as_of - interval '30 days') o ORDER BY "     \
	"o.due, o.at, o.thread_id LIMIT a.n")

/* Who owes whom a reply: the last mail of a thread asks. Oldest last. */
#define OWED(outgoing, words)                                                  \
	"(SELECT " words " AS direction, t.* FROM turns t WHERE t.user_id = "  \
	"a.u AND t.is_outgoing = " outgoing " AND NOT t.is_bulk AND t.asks "   \
	"AND t.at <= a.as_of AND (a.since IS NULL OR t.at >= a.since) ORDER "  \
	"BY t.at DESC LIMIT a.n)"
#define SQL_OWED                                                               \
	ASKED("'direction', direction, 'who', other, 'id', person_id::text, "  \
	"'name', name, 'thread_id', thread_id::text, 'since', at, 'days', "    \
	"extract(day FROM a.as_of - at)::int, 'email_id', email_id::text, "    \
	"'evidence', jsonb_build_array(coalesce(asked, graph_evidence(a.u, "   \
	"email_id, 'subject', 0, 1000)))",                                     \
	"SELECT t.*, s.person_id, p.name, count(*) OVER () AS total, (SELECT " \
	EVIDENCE("f") " FROM facts f WHERE f.user_id = a.u AND f.email_id = "  \
	"t.email_id AND f.kind = 'request' ORDER BY f.n LIMIT 1) AS asked "    \
	"FROM (" OWED("false", "'you owe'") " UNION ALL " OWED("true",         \
	"'they owe'") ") t LEFT JOIN addresses s ON s.user_id = a.u AND "      \
	"s.addr = t.other LEFT JOIN people p ON p.user_id = a.u AND p.id = "   \
	"s.person_id ORDER BY t.at DESC, t.thread_id LIMIT a.n")

/* What the user promised in the latest of it, to whom, by when. */
#define SQL_PROMISED                                                           \
	ASKED("'what', kind, 'who', hearer, 'name', name, 'direction', "       \
	"'you owe', 'since', true_at, 'due', until_at, 'thread_id', "          \
	"thread_id::text, 'text', value, 'evidence', "                         \
	"jsonb_build_array(" EVIDENCE("x") ")",                                \
	"SELECT f.*, k.thread_id, k.hearer, p.name, count(*) OVER () AS total " \
	"FROM (SELECT f.* FROM facts f WHERE f.user_id = a.u AND f.speaker = " \
	"'' AND f.kind = 'commitment' AND f.true_at <= a.as_of AND "           \
	"f.learnt_at <= a.as_of AND (a.since IS NULL OR f.true_at >= a.since) " \
	"ORDER BY f.true_at DESC LIMIT " NEAR ") f JOIN linked k ON "          \
	"k.user_id = a.u AND k.email_id = f.email_id LEFT JOIN addresses s ON " \
	"s.user_id = a.u AND s.addr = k.hearer LEFT JOIN people p ON "         \
	"p.user_id = a.u AND p.id = s.person_id WHERE a.words_n = 0 OR "       \
	"(p.id IS NOT NULL AND " HAS_WORDS("a.words", "p.id") ") ORDER BY "    \
	"f.true_at DESC, f.email_id, f.n LIMIT a.n")

/* What happened with a person: the latest mail, and what it says. */
#define SQL_TIMELINE                                                           \
	ASKED("'at', true_at, 'learnt_at', learnt_at, 'what', kind, 'who', "   \
	"speaker, 'text', value, 'until', until_at, 'email_id', "              \
	"email_id::text, 'evidence', jsonb_build_array(evidence)",             \
	"SELECT o.*, CASE WHEN o.kind = 'mail' THEN graph_evidence(a.u, "      \
	"o.email_id, 'subject', 0, 1000) ELSE " EVIDENCE("o") " END AS "       \
	"evidence, count(*) OVER () AS total FROM (WITH m AS (SELECT DISTINCT " \
	"g.email_id FROM " PEOPLE_NAMED("1") " p JOIN addresses s " \
	"ON s.user_id = a.u AND s.person_id = p.id CROSS JOIN LATERAL (SELECT " \
	"f.email_id FROM facts f WHERE f.user_id = a.u AND f.kind = "          \
	"'participant' AND f.key = s.addr AND f.true_at <= a.as_of AND "       \
	"f.learnt_at <= a.as_of ORDER BY f.true_at DESC LIMIT " NEAR ") g) "   \
	"SELECT 'mail' AS kind, k.sender AS speaker, '' AS value, k.at AS "    \
	"true_at, k.learnt_at, NULL::timestamptz AS until_at, k.email_id, "    \
	"'subject' AS part, 0 AS from_byte, 0 AS to_byte, -1 AS n FROM m JOIN " \
	"linked k ON k.user_id = a.u AND k.email_id = m.email_id UNION ALL "   \
	"SELECT f.kind, f.speaker, f.value, f.true_at, f.learnt_at, "          \
	"f.until_at, f.email_id, f.part, f.from_byte, f.to_byte, f.n FROM m "  \
	"JOIN facts f ON f.user_id = a.u AND f.email_id = m.email_id WHERE "   \
	"f.kind NOT IN ('participant', 'reply_to')) o WHERE (a.since IS NULL " \
	"OR o.true_at >= a.since) ORDER BY o.true_at DESC, o.email_id DESC, "  \
	"o.n LIMIT a.n")

/* From the user to a person: directly, or by somebody both are in mail with,
 * whom the user has written to. */
#define SQL_PATH                                                               \
	ASKED("'hops', hops, 'via', via, 'to', jsonb_build_object('id', "      \
	"id::text, 'name', name, 'addr', addr), 'emails', emails, 'evidence', " \
	"jsonb_build_array(evidence)",                                         \
	"SELECT o.*, count(*) OVER () AS total FROM (WITH b AS (SELECT p.*, "  \
	ADDRS_OF("p.id") " AS addrs FROM " PEOPLE_NAMED("1")        \
	" p), m AS (SELECT b.id, g.* FROM b CROSS JOIN unnest(b.addrs) x(addr) " \
	"CROSS JOIN LATERAL (SELECT f.* FROM facts f WHERE f.user_id = a.u "   \
	"AND f.kind = 'participant' AND f.key = x.addr AND f.true_at <= "      \
	"a.as_of ORDER BY f.true_at DESC LIMIT " NEAR ") g) SELECT 1 AS hops, " \
	"NULL::jsonb AS via, b.id, b.name, b.addr, b.wrote + b.asked AS "      \
	"emails, (SELECT " EVIDENCE("m") " FROM m ORDER BY m.true_at DESC "    \
	"LIMIT 1) AS evidence FROM b WHERE b.wrote + b.asked > 0 UNION ALL "   \
	"SELECT 2, jsonb_build_object('id', v.id::text, 'name', v.name, "      \
	"'addr', v.addr), b.id, b.name, b.addr, c.emails, (SELECT "            \
	EVIDENCE("f") " FROM facts f WHERE f.user_id = a.u AND f.email_id = "  \
	"c.last_email AND f.kind = 'participant' AND f.key = ANY (b.addrs) "   \
	"LIMIT 1) FROM b CROSS JOIN LATERAL (SELECT s.person_id, "             \
	"count(DISTINCT f.email_id) AS emails, max(f.email_id) AS last_email " \
	"FROM m JOIN facts f ON f.user_id = a.u AND f.email_id = m.email_id "  \
	"AND f.kind = 'participant' JOIN addresses s ON s.user_id = a.u AND "  \
	"s.addr = f.key WHERE s.person_id <> 0 AND s.person_id <> b.id GROUP " \
	"BY s.person_id) c JOIN people v ON v.user_id = a.u AND v.id = "       \
	"c.person_id AND v.asked > 0 WHERE (cardinality(a.others) = 0 OR "      \
	HAS_WORDS("a.others", "v.id") ")) o ORDER BY o.hops, o.emails DESC, "   \
	"o.via ->> 'addr' LIMIT a.n")

#endif
