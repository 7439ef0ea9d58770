/* questions.def.h - the SQL of the questions, laid out by hand.
 *
 * Every statement takes the columns of the row "a" (ask.c fills them): u user,
 * words (prefixes, lower case; {} all), want (an id, 0 any), since (NULL all), n items,
 * place (a company's domain or name; '' any), as_of (then, for what is open
 * and what was known), others (words of a second person); and answers one row:
 * items (JSON), total.
 *
 * No statement reads more than a bounded part of a user's mail: lists come
 * from an index in their order, and what is searched below a person is the
 * latest NEAR mails or threads.
 */
#ifndef KNOWLEDGE_QUESTIONS_DEF_H
#define KNOWLEDGE_QUESTIONS_DEF_H

#define NEAR "200"
#define MOST "1001" /* so far is counted */

#define RARE "2000" /* more of a word are not candidates one by one */

/* Row-level security lets an index be asked only for what is ready: so where
 * prefixes end is made first, and which word the fewest persons have. */
#define ASKED(item, rows)                                                      \
	"WITH q AS MATERIALIZED (SELECT $1::bigint AS u, $2::text[] AS words, " \
	"$3::bigint AS want, $4::timestamptz AS since, $5::bigint AS n, "      \
	"$6::text AS place, $7::timestamptz AS as_of, $8::text[] AS others), " \
	"r AS MATERIALIZED (SELECT q.*, cardinality(words) AS words_n, "       \
	ENDS("words") " AS words_to, " ENDS("others") " AS others_to FROM q), " \
	"a AS MATERIALIZED (SELECT r.*, b.*, words_n = 0 OR rare_n = " RARE " " \
	"AS walks FROM r LEFT JOIN LATERAL (SELECT " \
	"v.w AS rare, v.w_to AS rare_to, k.n AS rare_n FROM unnest(r.words, "  \
	"r.words_to) v(w, w_to) CROSS JOIN LATERAL (SELECT count(*) AS n FROM " \
	"(SELECT FROM people_words k WHERE k.user_id = r.u AND k.word >= v.w " \
	"AND k.word < v.w_to LIMIT " RARE ") x) k ORDER BY k.n, v.w LIMIT 1) b " \
	"ON true) SELECT coalesce(jsonb_agg(item ORDER BY nr), '[]')::text AS " \
	"items, coalesce(max(total), 0)::bigint AS total FROM (SELECT "        \
	"jsonb_build_object(" item ") AS item, row_number() OVER () AS nr, "   \
	"total FROM a CROSS JOIN LATERAL (" rows ") x) items"

#define ENDS(words)                                                            \
	"ARRAY(SELECT w || U&'\\FFFD' FROM unnest(q." words ") WITH ORDINALITY " \
	"x(w, i) ORDER BY i)"

#define HAS_WORDS(words, person)                                               \
	"NOT EXISTS (SELECT FROM unnest(" words ", " words "_to) z(w, w_to) "  \
	"WHERE NOT EXISTS (SELECT FROM people_words k WHERE k.user_id = a.u "  \
	"AND k.person_id = " person " AND k.word >= z.w AND k.word < z.w_to))"

/* Persons who have all words, the most written with first. */
#define OFTEN(p) p ".wrote + " p ".got + " p ".asked DESC, " p ".id"
#define PEOPLE_NAMED(most)                                                     \
	"(SELECT p.* FROM ((SELECT p.* FROM people p WHERE p.user_id = a.u AND " \
	"a.want = 0 AND a.walks AND (a.words_n = 0 OR "            \
	HAS_WORDS("a.words", "p.id") ") ORDER BY " OFTEN("p") " LIMIT " most ") " \
	"UNION ALL SELECT p.* FROM people p WHERE p.user_id = a.u AND "        \
	"a.want <> 0 AND p.id = a.want AND " HAS_WORDS("a.words", "p.id")      \
	" UNION ALL SELECT p.* FROM (SELECT DISTINCT k.person_id FROM "        \
	"people_words k WHERE a.want = 0 AND a.rare_n < " RARE " AND k.user_id = " \
	"a.u AND k.word >= a.rare AND k.word < a.rare_to) k JOIN people p ON " \
	"p.user_id = a.u AND p.id = k.person_id WHERE "                        \
	HAS_WORDS("a.words", "p.id") ") p ORDER BY " OFTEN("p") " LIMIT " most ")"

#define EVIDENCE(f)                                                            \
	"graph_evidence(a.u, " f ".email_id, " f ".part, " f ".from_byte, "    \
	f ".to_byte)"

/* The facts of kind about or of these addresses, one an address. */
#define LATEST(kind, column, addrs, order)                                     \
	"SELECT f.* FROM unnest(" addrs ") x(addr) CROSS JOIN LATERAL ("       \
	"SELECT f.* FROM facts f WHERE f.user_id = a.u AND f.kind = " kind     \
	" AND f." column " = x.addr AND f.true_at <= a.as_of AND f.learnt_at " \
	"<= a.as_of ORDER BY f.true_at " order ", f.email_id " order           \
	" LIMIT 1) f ORDER BY f.true_at " order ", f.email_id " order " LIMIT 1"

#define ADDRS_OF(person)                                                       \
	"ARRAY(SELECT s.addr FROM addresses s WHERE s.user_id = a.u AND "      \
	"s.person_id = " person " ORDER BY s.addr)"

#define PERSON_KEYS                                                            \
	"'id', id::text, 'name', name, 'addr', addr, 'addrs', addrs, "         \
	"'company', domain, 'title', title, 'first_at', first_at, 'last_at', " \
	"last_at, 'wrote', wrote, 'received', asked + got, 'asked', asked, "   \
	"'merged', why, 'last_email_id', last_email_id::text, 'evidence', "    \
	"jsonb_build_array(evidence)"

#define PERSON_ROW                                                             \
	"p.*, s.addrs, f.email_id AS last_email_id, " EVIDENCE("f")            \
	" AS evidence"
#define PERSON_BESIDE                                                          \
	" CROSS JOIN LATERAL (SELECT " ADDRS_OF("p.id") " AS addrs) s "        \
	"LEFT JOIN LATERAL (" LATEST("'participant'", "key", "s.addrs", "DESC") \
	") f ON true "

#define SQL_PEOPLE                                                             \
	ASKED(PERSON_KEYS,                                                     \
	"SELECT " PERSON_ROW " FROM (SELECT q.*, count(*) OVER () AS " \
	"total FROM " PEOPLE_NAMED(MOST) " q WHERE (a.since IS NULL " \
	"OR q.last_at >= a.since) AND q.first_at <= a.as_of AND (a.place = '' " \
	"OR EXISTS (SELECT FROM addresses s WHERE s.user_id = a.u AND "        \
	"s.person_id = q.id AND s.domain = a.place)) "                         \
	"ORDER BY q.wrote + q.got + q.asked DESC, q.id LIMIT a.n) p"           \
	PERSON_BESIDE "ORDER BY p.wrote + p.got + p.asked DESC, p.id")

/* The same with what joined the addresses, and company and title then. */
#define SQL_PERSON                                                             \
	ASKED(PERSON_KEYS ", 'company_then', company_then, 'title_then', "     \
	"title_then, 'why', reasons",                                          \
	"SELECT " PERSON_ROW ", (SELECT s2.domain FROM (" LATEST(     \
	"'participant'", "key", "s.addrs", "DESC") ") l JOIN addresses s2 ON " \
	"s2.user_id = a.u AND s2.addr = l.key) AS company_then, (SELECT "      \
	"l.value FROM (" LATEST("'signature_title'", "key", "s.addrs", "DESC") \
	") l) AS title_then, (SELECT coalesce(jsonb_agg(w.w || "               \
	"jsonb_build_object('evidence', (SELECT jsonb_agg(" EVIDENCE("l") ") " \
	"FROM (" LATEST("w.kind", "key", "w.pair", "ASC") ") l))), '[]') FROM " \
	"(SELECT w, CASE w ->> 'rule' WHEN 'phone' THEN 'signature_phone' "    \
	"WHEN 'also' THEN 'address_also' WHEN 'reply_to' THEN 'reply_to' "     \
	"ELSE 'participant' END AS kind, ARRAY[w ->> 'a', w ->> 'b'] AS pair " \
	"FROM jsonb_array_elements(p.why) w OFFSET 0) w) AS reasons FROM "     \
	"(SELECT q.*, "                                                        \
	"count(*) OVER () AS total FROM " PEOPLE_NAMED(MOST)        \
	" q WHERE a.since IS NULL OR q.last_at >= a.since "                    \
	"ORDER BY q.wrote + q.got + q.asked DESC, q.id LIMIT "                 \
	"least(a.n, 20)) p" PERSON_BESIDE                                      \
	"ORDER BY p.wrote + p.got + p.asked DESC, p.id")

#define PLACE_IS(c)                                                            \
	"(a.place = '' OR " c ".domain = a.place OR " c ".domain LIKE "        \
	"a.place || '.%' OR lower(" c ".name) = a.place) "

#define SQL_COMPANIES                                                          \
	ASKED("'id', id::text, 'domain', domain, 'name', name, 'first_at', "   \
	"first_at, 'last_at', last_at, 'people', people, 'emails', emails, "   \
	"'last_email_id', last_email_id::text, 'evidence', "                   \
	"jsonb_build_array(evidence)",                                         \
	"SELECT c.*, f.email_id AS last_email_id, " EVIDENCE("f")              \
	" AS evidence FROM (SELECT c.*, count(*) OVER () AS total FROM "       \
	"companies c WHERE c.user_id = a.u AND (a.want = 0 OR c.id = a.want) AND " \
	"(a.since IS NULL OR c.last_at >= a.since) AND " PLACE_IS("c")         \
	"AND NOT EXISTS (SELECT FROM unnest(a.words) w WHERE position(w IN "   \
	"c.domain || ' ' || lower(c.name)) = 0) ORDER BY c.emails DESC, "      \
	"c.domain LIMIT a.n) c LEFT JOIN LATERAL (" LATEST("'participant'",    \
	"key", "ARRAY(SELECT s.addr FROM addresses s WHERE s.user_id = a.u "   \
	"AND s.domain = c.domain AND s.domain <> '' ORDER BY s.last_at DESC "  \
	"LIMIT 20)", "DESC") ") f ON true ORDER BY c.emails DESC, c.domain")

#define SQL_THREADS                                                            \
	ASKED("'id', thread_id::text, 'subject', subject, 'emails', emails, "  \
	"'first_at', first_at, 'last_at', at, 'people', people, 'asks', asks, " \
	"'last_email_id', email_id::text, 'evidence', "                        \
	"jsonb_build_array(graph_evidence(a.u, email_id, 'subject', 0, 1000))", \
	"SELECT t.*, e.subject, l.first_at, l.people, count(*) OVER () AS "    \
	"total FROM (SELECT t.* FROM ((SELECT t.* FROM turns t WHERE "         \
	"a.words_n = 0 AND a.want = 0 AND t.user_id = a.u ORDER BY t.at DESC, " \
	"t.thread_id LIMIT " NEAR ") UNION SELECT t.* FROM turns t WHERE a.want " \
	"<> 0 AND t.user_id = a.u AND t.thread_id = a.want UNION SELECT t.* "  \
	"FROM " PEOPLE_NAMED("20") " p JOIN addresses s ON s.user_id = a.u AND " \
	"s.person_id = p.id CROSS JOIN LATERAL (SELECT t.* FROM turns t WHERE " \
	"t.user_id = a.u AND t.other = s.addr ORDER BY t.at DESC LIMIT " NEAR  \
	") t WHERE a.words_n > 0 AND a.want = 0 UNION SELECT t.* FROM (SELECT " \
	"t.* FROM turns t WHERE a.words_n > 0 AND a.want = 0 AND t.user_id = a.u " \
	"ORDER BY t.at DESC, t.thread_id LIMIT " NEAR ") t WHERE EXISTS (SELECT " \
	"FROM emails e WHERE e.id = t.email_id AND e.user_id = a.u AND NOT "   \
	"EXISTS (SELECT FROM unnest(a.words) w WHERE position(w IN "           \
	"lower(e.subject)) = 0))) t WHERE a.since IS NULL OR t.at >= a.since " \
	"ORDER BY t.at DESC, t.thread_id LIMIT least(a.n, " NEAR               \
	")) t JOIN LATERAL (SELECT e.subject FROM emails e WHERE e.id = "      \
	"t.email_id AND e.user_id = a.u LIMIT 1) e ON true CROSS JOIN LATERAL ( " \
	"SELECT min(k.at) AS first_at, array_agg(DISTINCT k.sender) FILTER ("  \
	"WHERE k.sender <> '') AS people FROM (SELECT k.at, k.sender FROM "    \
	"linked k WHERE k.user_id = a.u AND k.thread_id = t.thread_id ORDER "  \
	"BY k.at LIMIT " NEAR ") k) l ORDER BY t.at DESC, t.thread_id")

/* Who wrote to whom, in the latest mail of who is asked for. */
#define SQL_CORRESPONDENCE                                                     \
	ASKED("'from', sender, 'to', key, 'emails', emails, 'first_at', "      \
	"first_at, 'last_at', last_at, 'last_email_id', last_email::text, "    \
	"'evidence', jsonb_build_array(graph_evidence(a.u, last_email, "       \
	"'subject', 0, 1000))",                                                \
	"SELECT m.sender, f.key, count(*) AS emails, min(m.at) AS first_at, "  \
	"max(m.at) AS last_at, (array_agg(m.email_id ORDER BY m.at DESC, "     \
	"m.email_id))[1] AS last_email, count(*) OVER () AS total FROM "       \
	"(SELECT DISTINCT m.* FROM " PEOPLE_NAMED("20") " p JOIN "  \
	"addresses s ON s.user_id = a.u AND s.person_id = p.id CROSS JOIN "    \
	"LATERAL (SELECT f.email_id FROM facts f WHERE f.user_id = a.u AND "   \
	"f.kind = 'participant' AND f.key = s.addr AND (a.since IS NULL OR "   \
	"f.true_at >= a.since) ORDER BY f.true_at DESC LIMIT " NEAR ") g "     \
	"JOIN linked m ON m.user_id = a.u AND m.email_id = g.email_id) m "     \
	"JOIN facts f ON f.user_id = a.u AND f.email_id = m.email_id AND "     \
	"f.kind = 'participant' AND f.part <> 'from' GROUP BY m.sender, f.key " \
	"ORDER BY emails DESC, last_at DESC, f.key LIMIT a.n")

/* The latest stage that the mail of each company tells of. */
#define SQL_APPLICATIONS                                                       \
	ASKED("'company', key, 'stage', value, 'last_at', true_at, "           \
	"'last_email_id', email_id::text, 'silent_days', "                     \
	"extract(day FROM a.as_of - true_at)::int, 'evidence', "               \
	"jsonb_build_array(" EVIDENCE("x") ")",                                \
	"SELECT f.*, count(*) OVER () AS total FROM (SELECT DISTINCT ON "      \
	"(f.key) f.* FROM facts f WHERE f.user_id = a.u AND f.kind = 'stage' " \
	"AND a.want = 0 AND f.true_at <= a.as_of AND f.learnt_at <= a.as_of "    \
	"ORDER BY f.key, f.true_at DESC, f.email_id DESC, f.n) f WHERE "       \
	"(a.since IS NULL OR f.true_at >= a.since) AND NOT EXISTS (SELECT "    \
	"FROM unnest(a.words) w WHERE position(w IN f.key || ' ' || f.value) " \
	"= 0) ORDER BY f.true_at DESC, f.key LIMIT a.n")

#endif
