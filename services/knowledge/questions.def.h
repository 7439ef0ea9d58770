/* questions.def.h - the SQL of knowledge_query, laid out by hand.
 *
 * Every statement takes $1 user, $2 words ('' all), $3 id (0 any), $4 window
 * in days (0 all), $5 limit, and answers one row: items (JSON), total. */
#ifndef KNOWLEDGE_QUESTIONS_DEF_H
#define KNOWLEDGE_QUESTIONS_DEF_H

#define ITEMS(item, rows)                                                      \
	"SELECT coalesce(jsonb_agg(item ORDER BY n), '[]')::text AS items, "   \
	"coalesce(max(total), 0) AS total FROM (SELECT jsonb_build_object("    \
	item ") AS item, row_number() OVER () AS n, total FROM (" rows         \
	") rows) items"
#define SINCE(column)                                                          \
	"($4::bigint = 0 OR " column                                           \
	" > now() - make_interval(days => $4::int)) "
#define HAS_WORDS(columns)                                                     \
	"($2::text = '' OR position(lower($2) IN lower(" columns ")) > 0) "

#define SQL_PEOPLE                                                             \
	ITEMS("'id', id::text, 'name', name, 'addr', addr, 'company', "        \
	"domain, 'first_at', first_at, 'last_at', last_at, 'wrote', wrote, "   \
	"'received', received, 'last_email_id', last_email::text",             \
	"SELECT w.id, w.name, w.addr, c.domain, w.first_at, w.last_at, "       \
	"count(*) FILTER (WHERE p.role = 'from') AS wrote, "                   \
	"count(*) FILTER (WHERE p.role <> 'from') AS received, "               \
	"(array_agg(p.email_id ORDER BY p.at DESC))[1] AS last_email, "        \
	"count(*) OVER () AS total FROM people w "                             \
	"LEFT JOIN companies c ON c.id = w.company_id "                        \
	"JOIN participations p ON p.person_id = w.id "                         \
	"WHERE w.user_id = $1 AND " HAS_WORDS("w.name || ' ' || w.addr")       \
	"AND ($3::bigint = 0 OR w.id = $3) AND " SINCE("p.at")                 \
	"GROUP BY w.id, c.domain ORDER BY count(*) DESC, w.addr LIMIT $5")

#define SQL_COMPANIES                                                          \
	ITEMS("'id', id::text, 'domain', domain, 'first_at', first_at, "       \
	"'last_at', last_at, 'people', people, 'emails', emails, "             \
	"'last_email_id', last_email::text",                                   \
	"SELECT c.id, c.domain, c.first_at, c.last_at, "                       \
	"count(DISTINCT w.id) AS people, "                                     \
	"count(DISTINCT p.email_id) AS emails, "                               \
	"(array_agg(p.email_id ORDER BY p.at DESC))[1] AS last_email, "        \
	"count(*) OVER () AS total FROM companies c "                          \
	"JOIN people w ON w.company_id = c.id "                                \
	"JOIN participations p ON p.person_id = w.id "                         \
	"WHERE c.user_id = $1 AND " HAS_WORDS("c.domain || ' ' || w.name")     \
	"AND ($3::bigint = 0 OR c.id = $3) AND " SINCE("p.at")                 \
	"GROUP BY c.id ORDER BY emails DESC, c.domain LIMIT $5")

#define SQL_THREADS                                                            \
	ITEMS("'id', thread_id::text, 'subject', subject, 'emails', emails, "  \
	"'first_at', first_at, 'last_at', last_at, 'people', people",          \
	"SELECT e.thread_id, min(e.subject) AS subject, count(*) AS emails, "  \
	"min(e.received_at) AS first_at, max(e.received_at) AS last_at, "      \
	"array_agg(DISTINCT e.from_addr) AS people, "                          \
	"count(*) OVER () AS total FROM emails e "                             \
	"WHERE e.user_id = $1 AND e.thread_id IS NOT NULL "                    \
	"AND ($3::bigint = 0 OR e.thread_id = $3) "                            \
	"AND " SINCE("e.received_at")                                          \
	"AND " HAS_WORDS("e.subject || ' ' || e.from_addr")                    \
	"GROUP BY e.thread_id ORDER BY last_at DESC LIMIT $5")

/* Who wrote to whom: pairs of one email's sender and recipient. */
#define SQL_CORRESPONDENCE                                                     \
	ITEMS("'from', from_addr, 'to', to_addr, 'emails', emails, "           \
	"'first_at', first_at, 'last_at', last_at, 'last_email_id', "          \
	"last_email::text",                                                    \
	"SELECT f.addr AS from_addr, r.addr AS to_addr, count(*) AS emails, "  \
	"min(p.at) AS first_at, max(p.at) AS last_at, "                        \
	"(array_agg(p.email_id ORDER BY p.at DESC))[1] AS last_email, "        \
	"count(*) OVER () AS total FROM participations p "                     \
	"JOIN people f ON f.id = p.person_id "                                 \
	"JOIN participations q ON q.email_id = p.email_id AND "                \
	"q.role <> 'from' JOIN people r ON r.id = q.person_id "                \
	"WHERE p.user_id = $1 AND p.role = 'from' "                            \
	"AND ($3::bigint = 0 OR f.id = $3 OR r.id = $3) AND " SINCE("p.at")    \
	"AND " HAS_WORDS("f.name || ' ' || f.addr || ' ' || r.name || ' ' "    \
	"|| r.addr")                                                           \
	"GROUP BY f.addr, r.addr ORDER BY emails DESC, last_at DESC LIMIT $5")

#define SQL_APPLICATIONS                                                       \
	ITEMS("'id', id::text, 'company', domain, 'role', role_title, "        \
	"'stage', stage, 'first_at', first_at, 'last_at', last_at, "           \
	"'last_email_id', last_email_id::text, 'subject', subject, "           \
	"'silent_days', extract(day FROM now() - last_at)::int",               \
	"SELECT a.*, c.domain, e.subject, count(*) OVER () AS total "          \
	"FROM applications a JOIN companies c ON c.id = a.company_id "         \
	"LEFT JOIN emails e ON e.id = a.last_email_id "                        \
	"WHERE a.user_id = $1 AND ($3::bigint = 0 OR a.id = $3) "              \
	"AND " SINCE("a.last_at")                                              \
	"AND " HAS_WORDS("c.domain || ' ' || a.stage")                         \
	"ORDER BY a.last_at DESC LIMIT $5")

#endif
