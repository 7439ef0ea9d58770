/* oncall.c - the handbook's link to who is on call: a program gets the rota,
 * a browser the page that shows it. */
#include "services/gateway/steps.h"
#include "services/gateway/web.h"

#include "services/gateway/bring.h"

#define QUERY_JSON_MAX 4096

static task_step page, ask, answer;
step_list oncall_steps = {page, GATEWAY_DOOR, gateway_admit, ask, answer, NULL};

static enum step_result page(struct task *t)
{
	if (gateway_web_wanted(gateway_request(t)))
		task_goto(t, answer);
	return STEP_NEXT;
}

static enum step_result ask(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct buf *b = ARENA_NEW(t->arena, struct buf);

	buf_init(b, QUERY_JSON_MAX);
	arena_defer(t->arena, buf_release, b);
	if (bring_query(t->arena, r->http.query,
		&proto_message(MSG_oncall_show)->rec, b, &t->err) < 0)
		return STEP_FAIL;
	r->env.type = MSG_oncall_show;
	bus_call(t, gateway_of(r)->service->bus, "oncall", &r->env,
	    (struct str){buf_str(b), b->len}, STR(""), &r->reply);
	return STEP_WAIT;
}

static enum step_result answer(struct task *t)
{
	struct gateway_request *r = gateway_request(t);

	http_add_header(&r->http, "Vary", "Accept");
	if (!gateway_web_wanted(r))
		return gateway_answer_reply(t);
	http_add_header(&r->http, "Location", "/operations?tab=oncall");
	http_answer(&r->http, 302, NULL, STR(""));
	return STEP_NEXT;
}
