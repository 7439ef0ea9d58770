/* agents.c - what the agents say of themselves. */
#include "services/gateway/agents.h"

#include "common/base/jsonw.h"
#include "common/service/services.def.h"
#include "services/gateway/steps.h"

struct agent {
	const char *service, *agent;
};

/* Daemons with an empty agent name are no agents. */
#define X_AGENT(name, agent_name, port, doc) {#name, agent_name},
static const struct agent agents[] = {SERVICES(X_AGENT)};

struct described {
	const struct agent *who;
	struct err err;
	struct bus_reply reply;
};

struct descriptions {
	struct described of[ARRAY_LEN(agents)];
	size_t n;
};

static task_step describe_all, show_all, describe_one;

step_list agents_steps = {
    GATEWAY_DOOR, gateway_admit, describe_all, show_all, NULL};
step_list agent_steps = {
    GATEWAY_DOOR, describe_one, gateway_answer_reply, NULL};

const char *agent_service(const char *agent_name)
{
	for (size_t i = 0; i < ARRAY_LEN(agents); i++)
		if (agents[i].agent[0] != '\0' &&
		    streq(agents[i].agent, agent_name))
			return agents[i].service;
	return NULL;
}

static void describe(
    struct gateway_request *r, const char *service, struct bus_reply *reply)
{
	r->env.type = MSG_agent_describe;
	bus_call(&r->http.task, gateway_of(r)->service->bus, service, &r->env,
	    STR("{}"), (struct str){"", 0}, reply);
}

static enum step_result describe_one(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const char *service = agent_service(r->http.params[0]);

	if (service == NULL)
		return task_fail(t, ERR_NOT_FOUND, "there is no agent %.60s",
		    r->http.params[0]);
	describe(r, service, &r->reply);
	return STEP_WAIT;
}

static enum step_result describe_all(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct descriptions *d = ARENA_NEW(t->arena, struct descriptions);

	r->own = d;
	for (size_t i = 0; i < ARRAY_LEN(agents); i++) {
		struct described *one;

		if (agents[i].agent[0] == '\0')
			continue;
		one = &d->of[d->n++];
		one->who = &agents[i];
		task_tolerate(t, &one->err);
		describe(r, agents[i].service, &one->reply);
	}
	return STEP_WAIT;
}

static enum step_result show_all(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct descriptions *d = r->own;
	struct buf b;
	struct jsonw w;

	/* Time being up leaves those who answered. */
	if (d == NULL || (t->err.code != ERR_OK && t->err.code != ERR_DEADLINE))
		return gateway_problem(r);
	buf_init(&b, 256 * 1024);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	jsonw_karr(&w, "agents");
	for (size_t i = 0; i < d->n; i++) {
		const struct described *one = &d->of[i];

		if (one->reply.took_us > 0 && one->err.code == ERR_OK) {
			jsonw_raw(&w, one->reply.json.p, one->reply.json.n);
			continue;
		}
		jsonw_obj(&w);
		jsonw_ks(&w, "name", one->who->agent);
		jsonw_ks(&w, "error",
		    one->err.code == ERR_OK ? "no answer in time"
					    : one->err.text);
		jsonw_end(&w);
	}
	jsonw_end(&w);
	jsonw_end(&w);
	return gateway_json(r, 200, &b);
}
