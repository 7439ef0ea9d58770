/* query.c - knowledge_query: a question over the graph, one statement. */
#include "services/knowledge/knowledge.h"

#include "common/base/clock.h"
#include "services/knowledge/ask/ask.h"

struct query_request {
	struct bus_request bus; /* first */
	struct ask ask;
	struct pg_result *rows;
};

static task_step ask, answer;
task_step *const knowledge_query_steps[] = {ask, answer, NULL};
const size_t knowledge_query_bytes = sizeof(struct query_request);

static struct query_request *request_of(struct task *t)
{
	return CONTAINER_OF(t, struct query_request, bus.task);
}

static enum step_result ask(struct task *t)
{
	struct query_request *r = request_of(t);
	const struct knowledge *k = r->bus.daemon;

	if (ask_read(t->arena, r->bus.msg, clock_unix_ms(), &r->ask, &t->err) <
	    0)
		return STEP_FAIL;
	ask_start(t, k->service->pg, r->bus.env.user_id, &r->ask, &r->rows);
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
