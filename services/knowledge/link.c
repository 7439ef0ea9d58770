/* link.c - knowledge_link: a batch of emails into the graph, once. */
#include "services/knowledge/knowledge.h"

#include "services/knowledge/people.h"

/* An email with thousands of recipients says little about each. */
#define PEOPLE_PER_EMAIL 50

struct link_request {
	struct bus_request bus; /* first */
	struct pg_result *mail;
	struct participations *who;
};

static task_step load, read, save, answer;
task_step *const knowledge_link_steps[] = {load, read, save, answer, NULL};
const size_t knowledge_link_bytes = sizeof(struct link_request);

static const char sql_load[] =
    "SELECT id, thread_id, received_at, from_name, from_addr, to_addrs, "
    "cc_addrs FROM emails WHERE user_id = $1 AND id = ANY($2) ORDER BY id";

/* Rows are written in the order of their keys, so that two batches that meet
 * the same people can't wait for each other in a circle. */
static const char sql_companies[] =
    "INSERT INTO companies (user_id, domain, first_at, last_at) "
    "SELECT $1, domain, min(at), max(at) "
    "FROM unnest($2::text[], $3::timestamptz[]) AS p(domain, at) "
    "WHERE domain <> '' GROUP BY domain ORDER BY domain "
    "ON CONFLICT (user_id, domain) DO UPDATE SET "
    "first_at = least(companies.first_at, excluded.first_at), "
    "last_at = greatest(companies.last_at, excluded.last_at)";

static const char sql_people[] =
    "INSERT INTO people (user_id, addr, name, company_id, first_at, last_at) "
    "SELECT $1, p.addr, max(p.name), (SELECT c.id FROM companies c "
    "WHERE c.user_id = $1 AND c.domain = max(p.domain)), min(p.at), max(p.at) "
    "FROM unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[]) "
    "AS p(domain, addr, name, at) GROUP BY p.addr ORDER BY p.addr "
    "ON CONFLICT (user_id, addr) DO UPDATE SET "
    "name = CASE WHEN excluded.name <> '' AND "
    "excluded.last_at >= people.last_at THEN excluded.name "
    "ELSE people.name END, "
    "company_id = coalesce(people.company_id, excluded.company_id), "
    "first_at = least(people.first_at, excluded.first_at), "
    "last_at = greatest(people.last_at, excluded.last_at)";

static const char sql_participations[] =
    "INSERT INTO participations (user_id, email_id, person_id, role, "
    "thread_id, at) SELECT $1, p.email_id, w.id, p.role, "
    "nullif(p.thread_id, 0), p.at FROM unnest($2::bigint[], $3::text[], "
    "$4::text[], $5::bigint[], $6::timestamptz[]) "
    "AS p(email_id, role, addr, thread_id, at) "
    "JOIN people w ON w.user_id = $1 AND w.addr = p.addr "
    "ON CONFLICT (email_id, person_id, role) DO NOTHING";

/* The furthest stage that the mail of a company's own people tells of. A
 * later rejection ends an application, a later interview or offer reopens
 * it; a repeated receipt does not move it back. */
static const char sql_applications[] =
    "INSERT INTO applications (user_id, company_id, role_title, stage, "
    "first_at, last_at, last_email_id) "
    "SELECT DISTINCT ON (w.company_id) $1, w.company_id, '', s.stage, "
    "min(e.received_at) OVER (PARTITION BY w.company_id), e.received_at, e.id "
    "FROM unnest($2::bigint[]) x(id) "
    "CROSS JOIN LATERAL (SELECT m.id, m.received_at, m.from_addr FROM emails m "
    "WHERE m.id = x.id AND m.user_id = $1 LIMIT 1) e "
    "CROSS JOIN LATERAL (SELECT k.category FROM classifications k "
    "WHERE k.email_id = e.id LIMIT 1) c "
    "JOIN (VALUES ('application_receipt', 'applied'), "
    "('recruiter', 'recruiter'), ('interview', 'interview'), "
    "('offer', 'offer'), ('rejection', 'rejected')) AS s(category, stage) "
    "ON s.category = c.category "
    "CROSS JOIN LATERAL (SELECT p.company_id FROM people p "
    "WHERE p.user_id = $1 AND p.addr = e.from_addr LIMIT 1) w "
    "WHERE w.company_id IS NOT NULL "
    "ORDER BY w.company_id, array_position(ARRAY['applied', 'recruiter', "
    "'interview', 'offer', 'rejected'], s.stage) DESC, e.received_at DESC "
    "ON CONFLICT (user_id, company_id, role_title) DO UPDATE SET "
    "stage = CASE WHEN excluded.last_at < applications.last_at AND "
    "array_position(ARRAY['recruiter', 'applied', 'interview', 'offer', "
    "'rejected'], excluded.stage) <= array_position(ARRAY['recruiter', "
    "'applied', 'interview', 'offer', 'rejected'], applications.stage) "
    "THEN applications.stage "
    "WHEN excluded.stage IN ('applied', 'recruiter') "
    "AND applications.stage <> 'recruiter' THEN applications.stage "
    "ELSE excluded.stage END, "
    "first_at = least(applications.first_at, excluded.first_at), "
    "last_at = greatest(applications.last_at, excluded.last_at), "
    "last_email_id = CASE WHEN excluded.last_at >= applications.last_at "
    "THEN excluded.last_email_id ELSE applications.last_email_id END";

static struct link_request *request_of(struct task *t)
{
	return CONTAINER_OF(t, struct link_request, bus.task);
}

static struct pg_arg ids_arg(struct task *t, struct ids ids)
{
	int64_t *v = ARENA_ARRAY(t->arena, int64_t, ids.n);

	for (size_t i = 0; i < ids.n; i++)
		v[i] = (int64_t)ids.v[i];
	return (struct pg_arg)PG_I64S(v, ids.n);
}

static enum step_result load(struct task *t)
{
	struct link_request *r = request_of(t);
	const struct knowledge *k = r->bus.daemon;
	const struct knowledge_link *ask = r->bus.msg;

	if (r->bus.env.user_id == 0)
		return task_fail(t, ERR_INVALID, "a user is needed");
	pg_query(t, k->service->pg, pg_as_user(r->bus.env.user_id), &r->mail,
	    sql_load,
	    PG_ARGS(PG_I64(r->bus.env.user_id), ids_arg(t, ask->email_ids)));
	return STEP_WAIT;
}

static void read_row(struct task *t, struct link_request *r, size_t row)
{
	const struct pg_result *m = r->mail;
	struct mail_of mail = {
	    .email_id = pg_i64(m, row, "id"),
	    .thread_id = pg_is_null(m, row, "thread_id")
			     ? 0
			     : pg_i64(m, row, "thread_id"),
	    .at_ms = pg_time(m, row, "received_at"),
	};
	const char **list;
	size_t n;

	participations_add(t->arena, r->who, &mail, "from",
	    arena_printf(t->arena, "%s <%s>", pg_text(m, row, "from_name"),
		pg_text(m, row, "from_addr")));
	n = pg_texts(t, m, row, "to_addrs", &list);
	for (size_t i = 0; i < MIN(n, PEOPLE_PER_EMAIL); i++)
		participations_add(t->arena, r->who, &mail, "to", list[i]);
	n = pg_texts(t, m, row, "cc_addrs", &list);
	for (size_t i = 0; i < MIN(n, PEOPLE_PER_EMAIL); i++)
		participations_add(t->arena, r->who, &mail, "cc", list[i]);
}

static enum step_result read(struct task *t)
{
	struct link_request *r = request_of(t);
	size_t rows = pg_rows(r->mail);

	r->who =
	    participations_new(t->arena, rows * (2 * PEOPLE_PER_EMAIL + 1));
	for (size_t i = 0; i < rows; i++)
		read_row(t, r, i);
	return STEP_NEXT;
}

static enum step_result save(struct task *t)
{
	struct link_request *r = request_of(t);
	const struct knowledge *k = r->bus.daemon;
	const struct knowledge_link *ask = r->bus.msg;
	const struct participations *p = r->who;
	uint64_t user = r->bus.env.user_id;
	struct pg_batch *b =
	    pg_batch_begin(t, k->service->pg, pg_as_user(user));

	pg_batch_add(b, NULL, sql_companies,
	    PG_ARGS(PG_I64(user), PG_TEXTS(p->domains, p->n),
		PG_TIMES(p->times_ms, p->n)));
	pg_batch_add(b, NULL, sql_people,
	    PG_ARGS(PG_I64(user), PG_TEXTS(p->domains, p->n),
		PG_TEXTS(p->addrs, p->n), PG_TEXTS(p->names, p->n),
		PG_TIMES(p->times_ms, p->n)));
	pg_batch_add(b, NULL, sql_participations,
	    PG_ARGS(PG_I64(user), PG_I64S(p->email_ids, p->n),
		PG_TEXTS(p->roles, p->n), PG_TEXTS(p->addrs, p->n),
		PG_I64S(p->thread_ids, p->n), PG_TIMES(p->times_ms, p->n)));
	pg_batch_add(b, NULL, sql_applications,
	    PG_ARGS(PG_I64(user), ids_arg(t, ask->email_ids)));
	pg_batch_run(b);
	return STEP_WAIT;
}

static struct ids missing_ids(struct task *t, const struct link_request *r)
{
	const struct knowledge_link *ask = r->bus.msg;
	uint64_t *v = ARENA_ARRAY(t->arena, uint64_t, ask->email_ids.n);
	size_t n = 0;

	for (size_t i = 0; i < ask->email_ids.n; i++) {
		bool found = false;

		for (size_t k = 0; !found && k < pg_rows(r->mail); k++)
			found = (uint64_t)pg_i64(r->mail, k, "id") ==
				ask->email_ids.v[i];
		if (!found)
			v[n++] = ask->email_ids.v[i];
	}
	return (struct ids){v, n};
}

static enum step_result answer(struct task *t)
{
	struct link_request *r = request_of(t);
	struct knowledge_linked m;

	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	m = (struct knowledge_linked){
	    .linked = (int64_t)pg_rows(r->mail),
	    .missing = missing_ids(t, r),
	};
	bus_answer_msg(&r->bus, MSG_knowledge_linked, &m);
	return STEP_NEXT;
}
