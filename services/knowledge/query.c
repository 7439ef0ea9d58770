/* query.c - knowledge_query: questions over the graph, one statement each.
 *
 * Every statement takes $1 user, $2 words ('' all), $3 id (0 any), $4 window
 * in days (0 all), $5 limit, and answers one row: items (JSON), total. */
#include "services/knowledge/knowledge.h"

struct query_request {
	struct bus_request bus; /* first */
	struct pg_result *rows;
};

static task_step ask, answer;
task_step *const knowledge_query_steps[] = {ask, answer, NULL};
const size_t knowledge_query_bytes = sizeof(struct query_request);

#define ITEMS(row)                                                             \
	"SELECT coalesce(jsonb_agg(item ORDER BY n), '[]')::text AS items, "   \
	"coalesce(max(total), 0) AS total FROM (SELECT " row " AS item, "      \
	"row_number() OVER () AS n, total FROM ("
#define END_ITEMS ") rows) items"
#define SINCE(column)                                                          \
	"($4::bigint = 0 OR " column                                           \
	" > now() - make_interval(days => $4::int)) "
#define LIKE_Q(columns)                                                        \
	"($2::text = '' OR position(lower($2) IN lower(" columns ")) > 0) "

static const char sql_people[] = ITEMS(
    "jsonb_build_object('id', id::text, 'name', name, 'addr', addr, "
    "'company', domain, 'first_at', first_at, 'last_at', last_at, "
    "'wrote', wrote, 'received', received, 'last_email_id', "
    "last_email::text)") "SELECT w.id, w.name, w.addr, c.domain, "
			 "w.first_at, w.last_at, "
			 "count(*) FILTER (WHERE p.role = 'from') AS "
			 "wrote, "
			 "count(*) FILTER (WHERE p.role <> 'from') AS "
			 "received, "
			 "(array_agg(p.email_id ORDER BY p.at "
			 "DESC))[1] AS last_email, "
			 "count(*) OVER () AS total FROM people w "
			 "LEFT JOIN companies c ON c.id = w.company_id "
			 "JOIN participations p ON p.person_id = w.id "
			 "WHERE w.user_id = $1 AND " LIKE_Q(
			     "w.name || "
			     "' ' || "
			     "w.addr") "AND ($3::bigint = 0 OR w.id = $3) "
				       "AND " SINCE("p.at") "GROUP BY w.id, "
							    "c.domain ORDER BY "
							    "count(*) DESC, "
							    "w.addr LIMIT "
							    "$5" END_ITEMS;

static const char sql_companies[] = ITEMS(
    "jsonb_build_object('id', id::text, 'domain', domain, "
    "'first_at', "
    "first_at, 'last_at', last_at, 'people', people, 'emails', "
    "emails, "
    "'last_email_id', last_email::text)") "SELECT c.id, c.domain, "
					  "c.first_at, c.last_at, "
					  "count(DISTINCT w.id) AS "
					  "people, count(DISTINCT "
					  "p.email_id) AS emails, "
					  "(array_agg(p.email_id "
					  "ORDER BY p.at DESC))[1] "
					  "AS last_email, "
					  "count(*) OVER () AS "
					  "total FROM companies c "
					  "JOIN people w ON "
					  "w.company_id = c.id "
					  "JOIN participations p "
					  "ON p.person_id = w.id "
					  "WHERE c.user_id = $1 "
					  "AND " LIKE_Q(
					      "c.domain "
					      "|| ' ' || "
					      "w.name") "AND ($3::bigint = 0 "
							"OR c.id = $3) "
							"AND " SINCE("p.at") "G"
									     "R"
									     "O"
									     "U"
									     "P"
									     " "
									     "B"
									     "Y"
									     " "
									     "c"
									     "."
									     "i"
									     "d"
									     " "
									     "O"
									     "R"
									     "D"
									     "E"
									     "R"
									     " "
									     "B"
									     "Y"
									     " "
									     "e"
									     "m"
									     "a"
									     "i"
									     "l"
									     "s"
									     " "
									     "D"
									     "E"
									     "S"
									     "C"
									     ","
									     " "
									     "c"
									     "."
									     "d"
									     "o"
									     "m"
									     "a"
									     "i"
									     "n"
									     " "
									     "L"
									     "I"
									     "M"
									     "I"
									     "T"
									     " "
									     "$"
									     "5" END_ITEMS;

static const char sql_threads[] =
    ITEMS("jsonb_build_object('id', thread_id::text, 'subject', subject, "
	  "'emails', "
	  "emails, 'first_at', first_at, 'last_at', last_at, 'people', "
	  "people)") "SELECT e.thread_id, min(e.subject) AS subject, "
		     "count(*) AS emails, "
		     "min(e.received_at) AS first_at, max(e.received_at) "
		     "AS last_at, "
		     "array_agg(DISTINCT e.from_addr) AS people, "
		     "count(*) OVER () AS total "
		     "FROM emails e WHERE e.user_id = $1 AND e.thread_id "
		     "IS NOT NULL "
		     "AND ($3::bigint = 0 OR e.thread_id = $3) "
		     "AND " SINCE("e.received_at") "AND " LIKE_Q(
			 "e.subject || ' ' || e.from_addr") "GROUP BY "
							    "e.thread_id "
							    "ORDER BY "
							    "last_at "
							    "DESC LIMIT "
							    "$"
							    "5" END_ITEMS;

/* Who wrote to whom: pairs of one email's sender and recipient. */
static const char sql_correspondence[] = ITEMS(
    "jsonb_build_object('from', from_addr, 'to', to_addr, 'emails', emails, "
    "'first_at', first_at, 'last_at', last_at, 'last_email_id', "
    "last_email::text)") "SELECT f.addr AS from_addr, r.addr AS to_addr, "
			 "count(*) AS emails, "
			 "min(p.at) AS first_at, max(p.at) AS last_at, "
			 "(array_agg(p.email_id ORDER BY p.at DESC))[1] AS "
			 "last_email, "
			 "count(*) OVER () AS total FROM participations p "
			 "JOIN people f ON f.id = p.person_id "
			 "JOIN participations q ON q.email_id = p.email_id AND "
			 "q.role <> 'from' "
			 "JOIN people r ON r.id = q.person_id "
			 "WHERE p.user_id = $1 AND p.role = 'from' "
			 "AND ($3::bigint = 0 OR f.id = $3 OR r.id = $3) "
			 "AND " SINCE("p.at") "AND " LIKE_Q(
			     "f.name || ' ' || f.addr || ' ' || r.name || ' ' "
			     "|| r.addr") "GROUP BY f.addr, r.addr ORDER BY "
					  "emails DESC, last_at DESC LIMIT "
					  "$5" END_ITEMS;

static const char
    sql_applications[] = ITEMS("jsonb_build_object('id', id::text, 'company', "
			       "domain, 'role', "
			       "role_title, 'stage', stage, 'first_at', "
			       "first_at, 'last_at', last_at, "
			       "'last_email_id', last_email_id::text, "
			       "'subject', subject, "
			       "'silent_days', extract(day FROM now() - "
			       "last_at)::int)") "SELECT a.*, "
						 "c.domain, "
						 "e.subject, "
						 "count(*) OVER "
						 "() AS total "
						 "FROM "
						 "applications a "
						 "JOIN companies "
						 "c ON c.id = "
						 "a.company_id "
						 "LEFT JOIN "
						 "emails e ON "
						 "e.id = "
						 "a.last_email_id "
						 "WHERE a.user_id "
						 "= $1 AND "
						 "($3::bigint = 0 "
						 "OR a.id = $3) "
						 "AND " SINCE(
						     "a."
						     "las"
						     "t_"
						     "at") "AND " LIKE_Q("c."
									 "domai"
									 "n || "
									 "' ' "
									 "|| "
									 "a."
									 "stag"
									 "e") "O"
									      "R"
									      "D"
									      "E"
									      "R"
									      " "
									      "B"
									      "Y"
									      " "
									      "a"
									      "."
									      "l"
									      "a"
									      "s"
									      "t"
									      "_"
									      "a"
									      "t"
									      " "
									      "D"
									      "E"
									      "S"
									      "C"
									      " "
									      "L"
									      "I"
									      "M"
									      "I"
									      "T"
									      " "
									      "$"
									      "5" END_ITEMS;

/* One person or company is the list of those, narrowed by id or words. */
static const struct {
	const char *kind, *sql;
} questions[] = {
    {"people", sql_people},
    {"person", sql_people},
    {"companies", sql_companies},
    {"company", sql_companies},
    {"threads", sql_threads},
    {"correspondence", sql_correspondence},
    {"applications", sql_applications},
};

const char *knowledge_sql(const char *kind)
{
	for (size_t i = 0; i < ARRAY_LEN(questions); i++)
		if (streq(questions[i].kind, kind))
			return questions[i].sql;
	return NULL;
}

static struct query_request *request_of(struct task *t)
{
	return CONTAINER_OF(t, struct query_request, bus.task);
}

static enum step_result ask(struct task *t)
{
	struct query_request *r = request_of(t);
	const struct knowledge *k = r->bus.daemon;
	const struct knowledge_query *q = r->bus.msg;
	uint64_t user = r->bus.env.user_id;

	pg_query(t, k->service->pg, pg_as_user(user), &r->rows,
	    knowledge_sql(q->kind),
	    PG_ARGS(PG_I64(user), PG_TEXT(q->q == NULL ? "" : q->q),
		PG_I64(q->id), PG_I64(q->window_days), PG_I64(q->limit)));
	return STEP_WAIT;
}

static enum step_result answer(struct task *t)
{
	struct query_request *r = request_of(t);
	struct knowledge_answer m;

	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	m = (struct knowledge_answer){
	    .items = pg_str(r->rows, 0, "items"),
	    .total = pg_i64(r->rows, 0, "total"),
	};
	bus_answer_msg(&r->bus, MSG_knowledge_answer, &m);
	return STEP_NEXT;
}
