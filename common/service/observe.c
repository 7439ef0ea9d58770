/* observe.c - what is counted and logged of every request on the bus. */
#include "common/service/count.h"
#include "common/service/frame.h"
#include "common/service/summary.h"

#include "common/base/die.h"
#include "common/base/log.h"

#include <inttypes.h>
#include <stdio.h>

#define SERVICE_METRICS(X)                                                     \
	X(COUNTER, requests, "applylens_bus_requests_total",                   \
	    "message,outcome", "", "requests answered on the bus")             \
	X(HISTOGRAM, duration, "applylens_bus_request_duration_seconds",       \
	    "message", "seconds", "from a request's start to its answer")      \
	X(COUNTER, agent_requests, "applylens_agent_requests_total",           \
	    "agent,lane,outcome", "", "runs and questions of an agent")        \
	X(HISTOGRAM, agent_duration,                                           \
	    "applylens_agent_request_duration_seconds", "agent,lane",          \
	    "answer_seconds", "duration of an agent's requests")               \
	X(COUNTER, agent_cost, "applylens_agent_cost_usd_total", "agent", "",  \
	    "cost of an agent's requests, US dollars")

struct service_metrics {
	METRICS_STRUCT(families, SERVICE_METRICS) of;
	const char *agent; /* NULL: not an agent */
};

static const struct metric_def defs[] = {SERVICE_METRICS(METRICS_DEF)};

static void begin_agent(
    struct service_metrics *m, const char *agent, const char *lane);

void frame_metrics_new(struct service_frame *f)
{
	struct service_metrics *m = ARENA_NEW(f->arena, struct service_metrics);

	metrics_register(f->service.metrics, defs, ARRAY_LEN(defs), &m->of);
	m->agent = frame_agent_name(f->service.name);
	if (m->agent[0] == '\0')
		m->agent = NULL;
	else
		begin_agent(m, m->agent, lane_name(f->service.lane));
	f->metrics = m;
}

/* What objectives count is there at 0: Prometheus' rate() cannot see the event
 * that a series is born with. */
static void begin_agent(
    struct service_metrics *m, const char *agent, const char *lane)
{
	METRICS_WITH(m->of.agent_requests, agent, lane, "ok");
	for (int code = 0; code < ERR_CODES; code++)
		if (err_is_failure((enum err_code)code))
			METRICS_WITH(m->of.agent_requests, agent, lane,
			    err_name((enum err_code)code));
	METRICS_WITH(m->of.agent_duration, agent, lane);
	METRICS_WITH(m->of.agent_cost, agent);
}

const char *service_steps_json(const struct task *t, char *out, size_t bytes)
{
	size_t at = (size_t)snprintf(out, bytes, "[");

	for (unsigned i = 0;
	     t->steps != NULL && t->steps[i] != NULL && at + 24 < bytes; i++)
		at += (size_t)snprintf(out + at, bytes - at, "%s%" PRId64,
		    i > 0 ? "," : "", t->step_us[i]);
	snprintf(out + at, bytes - at, "]");
	return out;
}

/* What no person waits for: callers ask everybody once a second whether they
 * are well, and the pipeline brings mail in bulk. Beside it the questions
 * would not be seen, neither slow nor failing. */
static bool is_upkeep(unsigned type)
{
	static const enum msg_type upkeep[] = {MSG_agent_describe,
	    MSG_search_index, MSG_search_delete, MSG_knowledge_link};

	for (size_t i = 0; i < ARRAY_LEN(upkeep); i++)
		if (type == upkeep[i])
			return true;
	return false;
}

static void count(struct service_frame *f, const struct bus_request *r,
    const char *message, double seconds)
{
	struct service_metrics *m = f->metrics;
	bool good = r->task.err.code == ERR_OK;
	const char *outcome = good ? "ok" : err_name(r->task.err.code);
	const char *lane = lane_name(f->service.lane);

	metrics_counter_inc(METRICS_WITH(m->of.requests, message, outcome));
	metrics_observe_trace(METRICS_WITH(m->of.duration, message), seconds,
	    r->env.trace_id, loop_unix_ms(f->service.loop));
	if (m->agent == NULL || is_upkeep(r->env.type))
		return;
	metrics_counter_inc(
	    METRICS_WITH(m->of.agent_requests, m->agent, lane, outcome));
	metrics_observe_trace(
	    METRICS_WITH(m->of.agent_duration, m->agent, lane), seconds,
	    r->env.trace_id, loop_unix_ms(f->service.loop));
	metrics_counter_add(METRICS_WITH(m->of.agent_cost, m->agent),
	    (double)r->cost_usd_micros / 1e6);
}

void service_count_begin(struct service *s, const char *agent)
{
	const struct service_frame *f =
	    CONTAINER_OF(s, struct service_frame, service);

	begin_agent(f->metrics, agent, lane_name(s->lane));
}

void service_count_answer(struct service *s, const char *agent,
    enum err_code code, int64_t duration_us)
{
	const struct service_frame *f =
	    CONTAINER_OF(s, struct service_frame, service);
	struct service_metrics *m = f->metrics;
	const char *lane = lane_name(s->lane);

	metrics_counter_inc(METRICS_WITH(m->of.agent_requests, agent, lane,
	    code == ERR_OK ? "ok" : err_name(code)));
	metrics_observe(METRICS_WITH(m->of.agent_duration, agent, lane),
	    (double)duration_us / 1e6);
}

void service_count_cost(
    struct service *s, const char *agent, uint64_t usd_micros)
{
	const struct service_frame *f =
	    CONTAINER_OF(s, struct service_frame, service);

	metrics_counter_add(METRICS_WITH(f->metrics->of.agent_cost, agent),
	    (double)usd_micros / 1e6);
}

/* The caller's mistakes and what went well are summaries; the rest a person
 * may have to look at. Describing oneself is too trivial for a line. */
static enum log_level level_of(const struct bus_request *r)
{
	if (r->env.type == MSG_agent_describe && r->task.err.code == ERR_OK)
		return LOG_DEBUG;
	return r->task.err.code == ERR_INTERNAL ? LOG_ERROR : LOG_INFO;
}

void frame_request_done(struct bus_request *r, void *frame)
{
	struct service_frame *f = frame;
	const struct msg_desc *m = proto_message((enum msg_type)r->env.type);
	int64_t us = loop_now_us(f->service.loop) - r->task.started_us;
	char steps[SERVICE_STEPS_CHARS];

	count(f, r, m->rec.name, (double)us / 1e6);
	LOG_AT(level_of(r), "request", LOG_S("request_id", r->env.request_id),
	    LOG_S("trace_id", r->env.trace_id), LOG_S("call", m->rec.name),
	    LOG_S("caller", r->env.caller),
	    LOG_S("outcome", err_name(r->task.err.code)),
	    LOG_S("error", r->task.err.text), LOG_I("duration_us", us),
	    LOG_JSON(
		"steps_us", service_steps_json(&r->task, steps, sizeof steps)));
}
