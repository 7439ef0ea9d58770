/* alerts.c - POST /api/alerts: Alertmanager's webhook goes to oncall as it came,
 * since later versions of it say more than a table here could know. */
#include "services/gateway/gateway.h"

#include "services/gateway/steps.h"

static task_step forward;
step_list alerts_steps = {
    GATEWAY_DOOR, gateway_admit, forward, gateway_answer_reply, NULL};

static enum step_result forward(struct task *t)
{
	struct gateway_request *r = gateway_request(t);

	r->env.type = MSG_alerts_posted;
	bus_call(t, gateway_of(r)->service->bus, "oncall", &r->env, STR("{}"),
	    r->http.body, &r->reply);
	return STEP_WAIT;
}
