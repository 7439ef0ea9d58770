/* said.c - knowledge_said: what the user says of people. Two addresses are
 * the same person, or not, or as it was before; an erased person's facts go
 * with all that rests on them alone. It is committed with what follows from
 * it; an erasure is committed with the note, in the pipeline, that the mail
 * is to be linked again. */
#include "services/knowledge/knowledge.h"

#include "services/knowledge/people/name.h"
#include "services/knowledge/store/graph.h"

#include <stdlib.h>

struct said_request {
	struct graph_request graph; /* first */
	struct graph_say say;
	struct pg_result *erased;
};

static task_step check, answer;
task_step *const knowledge_said_steps[] = {check, graph_turn, graph_load,
    graph_reach, graph_save, graph_saved, answer, NULL};
const size_t knowledge_said_bytes = sizeof(struct said_request);

/* All addresses of the person are erased. What is waiting in the pipeline is
 * linked later anyway; a lease on it is lost, for its reader saw the old. */
static const char sql_erase[] =
    "WITH them AS (SELECT a.addr FROM addresses a WHERE a.user_id = $1 AND "
    "(a.addr = $2 OR a.person_id = (SELECT nullif(b.person_id, 0) "
    "FROM addresses b WHERE b.user_id = $1 AND b.addr = $2)) "
    "UNION SELECT $2), kept AS (INSERT INTO said (user_id, what, a) "
    "SELECT $1, 'erased', 'sha256:' || encode(sha256(convert_to(addr, "
    "'UTF8')), 'hex') FROM them ON CONFLICT DO NOTHING), forgotten AS ("
    "DELETE FROM said s USING them WHERE s.user_id = $1 "
    "AND s.what <> 'erased' AND (s.a = them.addr OR s.b = them.addr)), "
    "mails AS (SELECT f.email_id FROM them CROSS JOIN LATERAL (SELECT "
    "f.email_id FROM facts f WHERE f.user_id = $1 AND f.kind = ANY ($3) "
    "AND f.key = them.addr) f UNION SELECT f.email_id FROM them "
    "CROSS JOIN LATERAL (SELECT f.email_id FROM facts f WHERE "
    "f.user_id = $1 AND f.speaker = them.addr "
    "AND f.kind <> 'participant') f) "
    "INSERT INTO pipeline (email_id, user_id, stage) "
    "SELECT email_id, $1, 'indexed' FROM mails ORDER BY email_id "
    "ON CONFLICT (email_id) DO UPDATE SET claimed_by = NULL, "
    "claimed_until = NULL RETURNING email_id";

static struct said_request *request_of(struct task *t)
{
	return CONTAINER_OF(t, struct said_request, graph.bus.task);
}

static void erase(struct task *t, struct said_request *r, const char *addr)
{
	uint64_t user = r->graph.bus.env.user_id;
	const char **kinds = ARENA_ARRAY(t->arena, const char *, FACT_KINDS_N);

	for (size_t i = 0; i < FACT_KINDS_N; i++)
		kinds[i] = fact_kind_name((enum fact_kind)i);
	pg_query(t, graph_pg(&r->graph), pg_as_user(user), &r->erased,
	    sql_erase,
	    PG_ARGS(
		PG_I64(user), PG_TEXT(addr), PG_TEXTS(kinds, FACT_KINDS_N)));
}

static enum step_result check(struct task *t)
{
	struct said_request *r = request_of(t);
	const struct knowledge_said *ask = r->graph.bus.msg;
	const char *a = fact_addr_key(t->arena, ask->a), *b = "";
	const char **also = ARENA_ARRAY(t->arena, const char *, 2);

	r->graph.email_ids = (struct pg_arg)PG_I64S(NULL, 0);
	if (a[0] == '\0')
		return task_fail_field(t, "a", "is no address");
	if (streq(ask->what, "erase")) {
		erase(t, r, a);
		task_goto(t, answer);
		return STEP_WAIT;
	}
	b = fact_addr_key(t->arena, ask->b);
	if (b[0] == '\0')
		return task_fail_field(t, "b", "is no address");
	if (streq(a, b))
		return task_fail_field(t, "b", "is the same address as a");
	if (addr_is_role(a) || addr_is_role(b))
		return task_fail_field(t, addr_is_role(a) ? "a" : "b",
		    "is a desk's or a machine's address, no person's");
	r->say = (struct graph_say){.what = ask->what,
	    .a = strcmp(a, b) < 0 ? a : b,
	    .b = strcmp(a, b) < 0 ? b : a};
	r->graph.say = &r->say;
	also[0] = a;
	also[1] = b;
	r->graph.also = also;
	r->graph.also_n = 2;
	return STEP_NEXT;
}

static enum step_result answer(struct task *t)
{
	struct said_request *r = request_of(t);
	struct knowledge_heard m = {0};

	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->graph.bus);
		return STEP_NEXT;
	}
	m.emails = (int64_t)pg_rows(r->erased);
	bus_answer_msg(&r->graph.bus, MSG_knowledge_heard, &m);
	return STEP_NEXT;
}
