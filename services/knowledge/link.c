/* link.c - knowledge_link: a batch of emails into the graph. What is linked
 * already changes nothing; what is gone takes its facts with it. */
#include "services/knowledge/knowledge.h"

#include "services/knowledge/store/graph.h"

struct link_request {
	struct bus_request bus; /* first */
	struct graph_work graph;
};

static task_step begin, turn, load, reach, save, saved, answer;
task_step *const knowledge_link_steps[] = {
    begin, turn, load, reach, save, saved, answer, NULL};
const size_t knowledge_link_bytes = sizeof(struct link_request);

static struct link_request *request_of(struct task *t)
{
	return CONTAINER_OF(t, struct link_request, bus.task);
}

static enum step_result begin(struct task *t)
{
	struct link_request *r = request_of(t);
	const struct knowledge *k = r->bus.daemon;
	const struct knowledge_link *ask = r->bus.msg;
	int64_t *v = ARENA_ARRAY(t->arena, int64_t, ask->email_ids.n + 1);

	if (r->bus.env.user_id == 0)
		return task_fail(t, ERR_INVALID, "a user is needed");
	for (size_t i = 0; i < ask->email_ids.n; i++)
		v[i] = (int64_t)ask->email_ids.v[i];
	r->graph = (struct graph_work){
	    .pg = k->service->pg,
	    .turns = k->turns,
	    .user = r->bus.env.user_id,
	    .email_ids = PG_I64S(v, ask->email_ids.n),
	};
	return STEP_NEXT;
}

static enum step_result turn(struct task *t)
{
	if (graph_turn(t, &request_of(t)->graph))
		return STEP_NEXT;
	task_goto(t, turn);
	return STEP_WAIT;
}

static enum step_result load(struct task *t)
{
	graph_load(t, &request_of(t)->graph);
	return STEP_WAIT;
}

static enum step_result reach(struct task *t)
{
	struct graph_work *g = &request_of(t)->graph;

	if (!graph_extract(t, g)) {
		task_goto(t, answer);
		return STEP_NEXT;
	}
	graph_reach(t, g);
	return STEP_WAIT;
}

static enum step_result save(struct task *t)
{
	graph_save(t, &request_of(t)->graph);
	return STEP_WAIT;
}

static enum step_result saved(struct task *t)
{
	int again = graph_saved(t, &request_of(t)->graph, &t->err);

	if (again < 0)
		return STEP_FAIL;
	if (again > 0)
		task_goto(t, load);
	return STEP_NEXT;
}

static struct ids missing_ids(struct task *t, const struct link_request *r)
{
	const struct knowledge_link *ask = r->bus.msg;
	const struct pg_result *mails = r->graph.load.mails;
	uint64_t *v = ARENA_ARRAY(t->arena, uint64_t, ask->email_ids.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < ask->email_ids.n; i++) {
		bool found = false;

		for (size_t k = 0; !found && k < pg_rows(mails); k++)
			found = (uint64_t)pg_i64(mails, k, "id") ==
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
	    .linked = (int64_t)pg_rows(r->graph.load.mails),
	    .missing = missing_ids(t, r),
	};
	bus_answer_msg(&r->bus, MSG_knowledge_linked, &m);
	return STEP_NEXT;
}
