/* pagerduty.c - POST /api/pagerduty: PagerDuty's webhook goes to oncall as it
 * came, with its signature, which is all the proof there is of who sends it. */
#include "services/gateway/gateway.h"

#include "services/gateway/steps.h"

#define SIGNATURE_MAX 1024

static task_step forward;
step_list pagerduty_steps = {gateway_limit_address, gateway_address_limited,
    forward, gateway_answer_reply, NULL};

static enum step_result forward(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct str signature = http_header(&r->http, "x-pagerduty-signature");
	struct pagerduty_posted m;
	struct buf json;

	if (signature.n == 0 || signature.n > SIGNATURE_MAX)
		return task_fail(
		    t, ERR_UNAUTHENTICATED, "this needs X-PagerDuty-Signature");
	m = (struct pagerduty_posted){
	    .signature = arena_strndup(t->arena, signature.p, signature.n)};
	buf_init(&json, 8 * SIGNATURE_MAX);
	proto_encode(&json, &proto_message(MSG_pagerduty_posted)->rec, &m);
	r->env.type = MSG_pagerduty_posted;
	bus_call(t, gateway_of(r)->service->bus, "oncall", &r->env,
	    (struct str){buf_str(&json), json.len}, r->http.body, &r->reply);
	buf_deinit(&json);
	return STEP_WAIT;
}
