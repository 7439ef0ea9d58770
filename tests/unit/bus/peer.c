/* peer.c - see peer.h. */
#include "tests/unit/bus/peer.h"

#include "common/base/clock.h"

#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>

/* ---- the server's side ---- */

static enum step_result work(struct task *t)
{
	struct bus_request *r = CONTAINER_OF(t, struct bus_request, task);
	struct peer *p = r->daemon;
	int64_t end = clock_mono_ms() + p->burn_ms;

	p->calls++;
	p->last_env = r->env;
	while (clock_mono_ms() < end)
		continue;
	if (p->code != ERR_OK)
		return task_fail(t, p->code, "told to");
	if (p->sleep_ms == 0)
		return STEP_NEXT;
	task_sleep(t, p->sleep_ms);
	return STEP_WAIT;
}

static enum step_result answer(struct task *t)
{
	struct bus_request *r = CONTAINER_OF(t, struct bus_request, task);

	if (t->err.code != ERR_OK)
		bus_answer_err(r);
	else
		bus_answer_json(r, STR("{}"), STR(""));
	return STEP_NEXT;
}

static enum step_result describe(struct task *t)
{
	struct bus_request *r = CONTAINER_OF(t, struct bus_request, task);
	struct peer *p = r->daemon;
	const struct agent_description d = {
	    .name = "peer",
	    .description = "does as it is told",
	    .version = "1",
	    .lane = "stable",
	    .not_ready = p->not_ready,
	};

	p->asked++;
	if (p->lies)
		bus_answer_json(r, STR("[\"what?\"]"), STR("\1\2\3"));
	else
		bus_answer_msg(r, MSG_agent_description, &d);
	return STEP_NEXT;
}

static task_step *const work_steps[] = {work, answer, NULL};
static task_step *const describe_steps[] = {describe, NULL};

static const struct bus_handler handlers[] = {
    {.type = MSG_search_stats,
	.steps = work_steps,
	.request_bytes = sizeof(struct bus_request)},
    {.type = MSG_agent_run,
	.steps = work_steps,
	.request_bytes = sizeof(struct bus_request)},
    {.type = MSG_agent_describe,
	.steps = describe_steps,
	.request_bytes = sizeof(struct bus_request)},
};

static void serve(struct peer *p)
{
	const struct bus_config config = {.service = "peer"};
	struct err err = {0};

	assert_int_equal(bus_open(p->world->loop, &config, &p->bus, &err), 0);
	if (bus_serve(p->bus, p->url, handlers, ARRAY_LEN(handlers), 1000, p,
		&err) < 0)
		fail_msg("%s", err.text);
}

void peer_open(struct peer *p, struct world *w, const char *suffix)
{
	memset(p, 0, sizeof *p);
	p->world = w;
	snprintf(p->url, sizeof p->url, "%s%s", w->url, suffix);
	serve(p);
}

void peer_close(struct peer *p)
{
	bus_close(&p->bus);
}

void peer_restart(struct peer *p)
{
	peer_close(p);
	serve(p);
}

/* ---- callers ---- */

void peer_client(struct world *w, const struct peer *v, size_t n)
{
	char urls[500] = "";
	size_t at = 0;

	for (size_t i = 0; i < n; i++)
		at += (size_t)snprintf(urls + at, sizeof urls - at, "%s%s",
		    i > 0 ? "," : "", v[i].url);
	world_client(w, urls, "", (struct bus_config){0});
	connected(w, LANE_STABLE);
}

void ask_safe(
    struct caller *c, struct world *w, uint64_t seed, int64_t timeout_ms)
{
	*c = (struct caller){
	    .type = MSG_search_stats,
	    .json = STR("{}"),
	    .env = {.lane_seed = seed},
	};
	caller_go(c, w, timeout_ms);
}

void ask_once(struct caller *c, struct world *w, int64_t timeout_ms)
{
	caller_start_unsafe(c, w, "", timeout_ms);
}

unsigned ask_in_turn(struct world *w, unsigned n, bool safe)
{
	unsigned ok = 0;

	for (unsigned i = 0; i < n; i++) {
		struct caller c;

		if (safe)
			ask_safe(&c, w, 1, 5000);
		else
			ask_once(&c, w, 5000);
		world_wait(w, w->done + !c.done);
		ok += c.err.code == ERR_OK;
	}
	return ok;
}

void connected(struct world *w, enum lane lane)
{
	int64_t end = clock_mono_ms() + 10000;

	while (!bus_is_up(w->client, "echo", lane)) {
		assert_true(clock_mono_ms() < end);
		loop_turn(w->loop, 10);
	}
	world_turn_for(w, 60); /* its siblings, and the first answers */
}
