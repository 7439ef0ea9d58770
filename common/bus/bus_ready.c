/* bus_ready.c - every connection's peer is asked whether it can work.
 *
 * About once a second, and four times as often while it is not well, by the
 * message that every daemon answers: agent_describe. Whom nobody has called for
 * a minute is asked a fifth as often as long as it is well: most daemons never
 * call most others. Who says why it is not
 * ready, or does not answer twice running, gets no calls while others do
 * (bus_choice.c); a canary lane without anybody who is ready is drained. What
 * answers something else is a peer that knows no such question: it is well. */
#include "common/bus/bus_call.h"

#include "common/base/log.h"

#define TICKS 4 /* looks in every_ms */
#define MISSED 2
#define IDLE_AFTER 60 /* times every_ms without a call; then */
#define IDLE_TIMES 5  /* every_ms is so much longer */
#define ARENA_BYTES (64 * 1024)

struct bus_probe {
	struct task task;
	struct bus_endpoint *end;
	struct bus_reply reply;
};

static task_step ask, hear;
static task_step *const probe_steps[] = {ask, hear, NULL};

static struct bus_probe *probe_of(struct task *t)
{
	return CONTAINER_OF(t, struct bus_probe, task);
}

/* ---- one question ---- */

static enum step_result ask(struct task *t)
{
	struct bus_probe *p = probe_of(t);

	bus_call_endpoint(t, p->end, p, &p->reply);
	return STEP_WAIT;
}

static enum bus_readiness readiness_of(struct bus_probe *p)
{
	struct bus_endpoint *e = p->end;
	struct agent_description said = {0};
	struct task *t = &p->task;

	if (t->err.code == ERR_DEADLINE)
		return ++e->missed >= MISSED ? BUS_READY_SILENT : e->readiness;
	e->missed = 0;
	if (t->err.code == ERR_OK &&
	    bus_decode(t, &p->reply, MSG_agent_description, &said, NULL) == 0 &&
	    said.not_ready != NULL)
		return BUS_READY_NO;
	return BUS_READY_YES;
}

static void become(struct bus_endpoint *e, enum bus_readiness now)
{
	static const char *const words[] = {
	    [BUS_READY_UNKNOWN] = "unknown",
	    [BUS_READY_YES] = "ready",
	    [BUS_READY_NO] = "not ready",
	    [BUS_READY_SILENT] = "silent",
	};
	enum bus_readiness was = e->readiness;

	e->readiness = now;
	if (now == was || (was == BUS_READY_UNKNOWN && now == BUS_READY_YES))
		return;
	log_info("bus peer's readiness", LOG_S("peer", e->group->service->name),
	    LOG_S("lane", lane_name(e->group->lane)),
	    LOG_S("url", e->dial.url.text), LOG_S("is", words[now]));
}

static enum step_result hear(struct task *t)
{
	struct bus_probe *p = probe_of(t);
	struct bus_endpoint *e = p->end;
	struct bus_group *g = e->group;

	e->probe = NULL;
	/* A lost connection says so itself. */
	if (e->dial.state != SP_DIAL_UP)
		return STEP_NEXT;
	become(e, readiness_of(p));
	if (e->missed > 0)
		e->ask_at_ms = 0;
	if (e->readiness == BUS_READY_YES)
		bus_breaker_try(g, true);
	bus_lane_look(g);
	if (e->readiness == BUS_READY_SILENT && bus_has_other(g, e))
		bus_leave_silent(e);
	bus_pump(g);
	return STEP_NEXT;
}

static void probe_free(struct task *t)
{
	(void)t; /* it is in its arena */
}

static void start(struct bus_endpoint *e)
{
	struct bus *b = e->group->service->bus;
	struct arena *a = arena_new(ARENA_BYTES);
	struct bus_probe *p = ARENA_NEW(a, struct bus_probe);

	p->end = e;
	e->probe = p;
	task_start(&p->task, b->loop, a, probe_steps, b->ready_ms, probe_free);
}

/* ---- again and again ---- */

static bool is_well(const struct bus_endpoint *e)
{
	return e->readiness == BUS_READY_YES &&
	       e->group->breaker.state == BUS_CIRCUIT_CLOSED;
}

/* Until the next question. */
static int64_t pause_of(const struct bus_endpoint *e, int64_t now_ms)
{
	int64_t every_ms = e->group->service->bus->ready_ms;

	if (!is_well(e))
		return 0;
	return now_ms - e->called_ms > IDLE_AFTER * every_ms
		   ? IDLE_TIMES * every_ms
		   : every_ms;
}

void bus_ready_called(struct bus_endpoint *e)
{
	const struct bus *b = e->group->service->bus;

	e->called_ms = loop_now_ms(b->loop);
	e->ask_at_ms = MIN(e->ask_at_ms, e->called_ms + b->ready_ms);
}

static void look_at(struct bus_endpoint *e)
{
	const struct bus *b = e->group->service->bus;
	int64_t now_ms = loop_now_ms(b->loop);

	if (e->dial.state != SP_DIAL_UP || e->probe != NULL ||
	    e->in_flight.n >= e->in_flight.max || now_ms < e->ask_at_ms)
		return;
	e->ask_at_ms = now_ms + pause_of(e, now_ms);
	start(e);
}

static void on_tick(void *arg)
{
	struct bus *b = arg;

	for (size_t i = 0; i < b->n_services; i++) {
		for (size_t j = 0; j < BUS_LANES; j++) {
			struct bus_group *g = &b->services[i]->lanes[j];

			for (size_t k = 0; k < g->n_ends; k++)
				look_at(&g->ends[k]);
		}
	}
}

void bus_ready_up(struct bus_endpoint *e)
{
	e->readiness = BUS_READY_UNKNOWN;
	e->missed = 0;
	e->ask_at_ms = 0;
	e->called_ms = loop_now_ms(e->group->service->bus->loop);
	if (e->group->service->bus->ready_tick != NULL && e->probe == NULL)
		look_at(e);
}

void bus_ready_open(struct bus *b, int64_t every_ms)
{
	b->ready_ms = every_ms;
	if (every_ms <= 0 || b->n_services == 0)
		return;
	b->ready_tick = timer_new(b->loop, on_tick, b);
	timer_every(b->ready_tick, MAX(every_ms / TICKS, (int64_t)1));
}

void bus_ready_close(struct bus *b)
{
	timer_free(&b->ready_tick);
}
