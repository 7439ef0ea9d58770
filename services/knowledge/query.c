/* query.c - knowledge_query: questions over the graph, one statement each. */
#include "services/knowledge/knowledge.h"

#include "services/knowledge/questions.def.h"

struct query_request {
	struct bus_request bus; /* first */
	struct pg_result *rows;
};

static task_step ask, answer;
task_step *const knowledge_query_steps[] = {ask, answer, NULL};
const size_t knowledge_query_bytes = sizeof(struct query_request);

/* One person or company is the list of those, narrowed by id or words. */
static const struct {
	const char *kind, *sql;
} questions[] = {
    {"people", SQL_PEOPLE},
    {"person", SQL_PEOPLE},
    {"companies", SQL_COMPANIES},
    {"company", SQL_COMPANIES},
    {"threads", SQL_THREADS},
    {"correspondence", SQL_CORRESPONDENCE},
    {"applications", SQL_APPLICATIONS},
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
