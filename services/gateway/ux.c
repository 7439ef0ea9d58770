/* ux.c - what people do in the web app, counted. */
#include "services/gateway/access.h"

#include "services/gateway/steps.h"

static task_step count, answer;
step_list ux_steps = {GATEWAY_DOOR, count, answer, NULL};

static enum step_result count(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct gateway_metrics *m = gateway_of(r)->metrics;
	const struct ux_event *body = gateway_body(r, MSG_ux_event, &t->err);
	const char *path = r->http.route->path;

	if (body == NULL)
		return STEP_FAIL;
	if (streq(path, "/api/ux/chat/opened"))
		metrics_counter_inc(METRICS_ONLY(m->chats_opened));
	else if (streq(path, "/api/ux/chat/sent"))
		metrics_counter_inc(METRICS_ONLY(m->messages_sent));
	else
		metrics_counter_inc(METRICS_WITH(
		    m->heartbeats, body->page == NULL ? "other" : body->page));
	return STEP_NEXT;
}

static enum step_result answer(struct task *t)
{
	struct gateway_request *r = gateway_request(t);

	if (t->err.code != ERR_OK)
		return gateway_problem(r);
	return gateway_answer(r, 204, NULL, (struct str){"", 0});
}
