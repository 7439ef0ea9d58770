/* agent.c - what all agents answer alike: who they are, and a run's result. */
#include "common/service/frame.h"
#include "common/service/services.def.h"

#include "common/base/ids.h"
#include "version.h"

#include <stdarg.h>
#include <stdio.h>

#define RUN_LOGS_MAX 200

static task_step describe;
static task_step *const describe_steps[] = {describe, NULL};

static const struct bus_handler describe_handler = {
    .type = MSG_agent_describe,
    .steps = describe_steps,
    .request_bytes = sizeof(struct bus_request),
    .arena_bytes = 64 * 1024,
};

const struct bus_handler *frame_handlers(struct service_frame *f, size_t *n_r)
{
	const struct service_desc *d = f->service.desc;
	struct bus_handler *all =
	    ARENA_ARRAY(f->arena, struct bus_handler, d->n_handlers + 1);

	for (size_t i = 0; i < d->n_handlers; i++)
		all[i] = d->handlers[i];
	all[d->n_handlers] = describe_handler;
	*n_r = d->n_handlers + 1;
	return all;
}

#define X_NAME(name, agent_name, port, doc)                                    \
	if (streq(service, #name))                                             \
		return agent_name;

const char *frame_agent_name(const char *service)
{
	SERVICES(X_NAME)
	return "";
}

static struct strs capabilities_of(
    struct arena *a, const struct service_agent *agent)
{
	struct strs list = {0};

	while (agent != NULL && agent->capabilities[list.n] != NULL)
		list.n++;
	list.v = ARENA_ARRAY(a, const char *, list.n);
	for (size_t i = 0; i < list.n; i++)
		list.v[i] = agent->capabilities[i];
	return list;
}

static enum step_result describe(struct task *t)
{
	struct bus_request *r = CONTAINER_OF(t, struct bus_request, task);
	const struct service *s = *(struct service *const *)r->daemon;
	const struct service_agent *agent = s->desc->agent;
	const char *name = frame_agent_name(s->name);
	const struct agent_description m = {
	    .name = name[0] != '\0' ? name : s->name,
	    .description = agent == NULL ? s->name : agent->description,
	    .capabilities = capabilities_of(t->arena, agent),
	    .params = agent == NULL ? STR("{}") : str_of(agent->params_json),
	    .version = APPLYLENS_VERSION "+" APPLYLENS_COMMIT,
	    .lane = lane_name(s->lane),
	    .not_ready = frame_not_ready(s->frame),
	};

	bus_answer_msg(r, MSG_agent_description, &m);
	return STEP_NEXT;
}

void service_answer_run(struct bus_request *r, struct agent_result *result)
{
	const struct agent_run *ask = r->msg;

	if (r->task.err.code != ERR_OK) {
		bus_answer_err(r);
		return;
	}
	result->run_id = ask->run_id;
	if (result->status == NULL)
		result->status = "succeeded";
	bus_answer_msg(r, MSG_agent_result, result);
}

void service_run_log(
    struct task *t, struct agent_result *result, const char *fmt, ...)
{
	va_list ap;

	if (result->logs.v == NULL)
		result->logs.v =
		    ARENA_ARRAY(t->arena, const char *, RUN_LOGS_MAX);
	if (result->logs.n >= RUN_LOGS_MAX)
		return;
	va_start(ap, fmt);
	result->logs.v[result->logs.n++] = arena_vprintf(t->arena, fmt, ap);
	va_end(ap);
}

struct envelope service_envelope(const struct service *s, uint64_t user_id)
{
	struct envelope env = {
	    .user_id = user_id,
	    .lane_seed = user_id,
	    .role = ROLE_SERVICE,
	    .lane = s->lane,
	};

	ids_request(NULL, env.request_id, env.trace_id, env.span_id);
	return env;
}

struct envelope service_envelope_for(const struct bus_request *r)
{
	struct envelope env = r->env;

	env.is_answer = false;
	env.cost_usd_micros = 0;
	env.timeout_ms = 0;
	return env;
}
