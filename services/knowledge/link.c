/* link.c - knowledge_link: a batch of emails into the graph. What is linked
 * already changes nothing; what is gone takes its facts with it. */
#include "services/knowledge/knowledge.h"

#include "services/knowledge/store/graph.h"

static task_step begin, answer;
task_step *const knowledge_link_steps[] = {begin, graph_turn, graph_load,
    graph_reach, graph_save, graph_saved, answer, NULL};
const size_t knowledge_link_bytes = sizeof(struct graph_request);

static enum step_result begin(struct task *t)
{
	struct graph_request *g = graph_request_of(t);
	const struct knowledge_link *ask = g->bus.msg;
	int64_t *v = ARENA_ARRAY(t->arena, int64_t, ask->email_ids.n + 1);

	if (g->bus.env.user_id == 0)
		return task_fail(t, ERR_INVALID, "a user is needed");
	for (size_t i = 0; i < ask->email_ids.n; i++)
		v[i] = (int64_t)ask->email_ids.v[i];
	g->email_ids = (struct pg_arg)PG_I64S(v, ask->email_ids.n);
	return STEP_NEXT;
}

static struct ids missing_ids(struct task *t, const struct graph_request *g)
{
	const struct knowledge_link *ask = g->bus.msg;
	const struct pg_result *mails = g->load.mails;
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
	struct graph_request *g = graph_request_of(t);
	struct knowledge_linked m;

	if (t->err.code != ERR_OK) {
		bus_answer_err(&g->bus);
		return STEP_NEXT;
	}
	m = (struct knowledge_linked){
	    .linked = (int64_t)pg_rows(g->load.mails),
	    .missing = missing_ids(t, g),
	};
	bus_answer_msg(&g->bus, MSG_knowledge_linked, &m);
	return STEP_NEXT;
}
