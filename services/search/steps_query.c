/* steps_query.c - answers search_query and search_suggest. */
#include "services/search/search.h"

struct query_request {
	struct bus_request bus; /* first: the bus's contract */
	struct search_asking asking;
};

static task_step query_load, query_mean, query_run, query_answer;
search_steps search_query_steps = {
    query_load, query_mean, query_run, query_answer, NULL};
const size_t search_query_bytes = sizeof(struct query_request);

static struct query_request *query_of(struct task *t)
{
	return CONTAINER_OF(t, struct query_request, bus.task);
}

static enum step_result query_load(struct task *t)
{
	struct query_request *r = query_of(t);

	r->asking.daemon = r->bus.daemon;
	r->asking.user_id = r->bus.env.user_id;
	r->asking.msg = r->bus.msg;
	return search_asking_load(t, &r->asking);
}

static enum step_result query_mean(struct task *t)
{
	return search_asking_mean(t, &query_of(t)->asking);
}

static enum step_result query_run(struct task *t)
{
	return search_asking_run(t, &query_of(t)->asking);
}

static enum step_result query_answer(struct task *t)
{
	struct query_request *r = query_of(t);

	r->asking.daemon = r->bus.daemon;
	search_asking_note(t, &r->asking);
	return bus_answer_end(&r->bus, MSG_search_result, &r->asking.result);
}

/* ---- suggest ---- */

struct suggest_request {
	struct bus_request bus; /* first: the bus's contract */
	struct search_suggestions result;
};

static task_step suggest_run, suggest_answer;
search_steps search_suggest_steps = {suggest_run, suggest_answer, NULL};
const size_t search_suggest_bytes = sizeof(struct suggest_request);

static struct suggest_request *suggest_of(struct task *t)
{
	return CONTAINER_OF(t, struct suggest_request, bus.task);
}

static enum step_result suggest_run(struct task *t)
{
	struct suggest_request *r = suggest_of(t);
	struct search *d = r->bus.daemon;
	const struct search_suggest *msg = r->bus.msg;

	if (r->bus.env.user_id == 0)
		return task_fail(t, ERR_FORBIDDEN, "a user's mail only");
	return d->backend->ops->suggest(d->backend, t, r->bus.env.user_id,
	    str_of(msg->q), (size_t)msg->limit, &r->result);
}

static enum step_result suggest_answer(struct task *t)
{
	struct suggest_request *r = suggest_of(t);

	return bus_answer_end(&r->bus, MSG_search_suggestions, &r->result);
}
