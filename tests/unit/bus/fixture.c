/* fixture.c - see fixture.h. */
#include "tests/unit/bus/fixture.h"

#include "common/base/clock.h"
#include "common/base/die.h"
#include "common/base/log.h"

#include "tests/unit/unit.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- the server's side ---- */

struct echo {
	struct bus_request r;
	bool finished;
};

static enum step_result work(struct task *t)
{
	struct echo *e = CONTAINER_OF(t, struct echo, r.task);
	struct world *w = e->r.daemon;
	const char *blob = arena_strndup(t->arena, e->r.blob.p, e->r.blob.n);

	w->begun++;
	w->last_env = e->r.env;
	if (e->r.env.type == MSG_agent_run) {
		const struct agent_run *m = e->r.msg;

		str_copy(w->last_objective, sizeof w->last_objective,
		    str_of(m->objective));
	}
	e->r.cost_usd_micros = 7;
	if (strcmp(blob, "fail") == 0)
		return task_fail(t, ERR_NOT_FOUND, "no such \"thing\"");
	if (strcmp(blob, "field") == 0)
		return task_fail_field(t, "filters.from", "not an address");
	if (strncmp(blob, "sleep ", 6) == 0) {
		task_sleep(t, atoi(blob + 6));
		return STEP_WAIT;
	}
	return STEP_NEXT;
}

static enum step_result answer(struct task *t)
{
	struct echo *e = CONTAINER_OF(t, struct echo, r.task);
	const char *blob = arena_strndup(t->arena, e->r.blob.p, e->r.blob.n);
	struct agent_description d = {
	    .name = "echo",
	    .description = "answers",
	    .version = "1",
	    .lane = "stable",
	};

	e->finished = true;
	if (t->err.code != ERR_OK) {
		bus_answer_err(&e->r);
	} else if (strcmp(blob, "msg") == 0) {
		bus_answer_msg(&e->r, MSG_agent_description, &d);
	} else if (strncmp(blob, "huge ", 5) == 0) {
		size_t n = (size_t)atol(blob + 5);

		bus_answer_json(&e->r, STR("{}"),
		    (struct str){arena_alloc(t->arena, n), n});
	} else if (strcmp(blob, "mute") != 0) {
		bus_answer_json(&e->r, e->r.json, e->r.blob);
	}
	return STEP_NEXT;
}

static task_step *const echo_steps[] = {work, answer, NULL};

static void release(struct bus_request *r)
{
	struct echo *e = CONTAINER_OF(r, struct echo, r);
	struct world *w = r->daemon;

	w->released++;
	if (!e->finished)
		w->cancelled++;
}

static const struct bus_handler handlers[] = {
    {.type = MSG_agent_describe,
	.steps = echo_steps,
	.request_bytes = sizeof(struct echo),
	.arena_bytes = 64u << 20,
	.release = release},
    {.type = MSG_agent_run,
	.steps = echo_steps,
	.request_bytes = sizeof(struct echo),
	.release = release},
};

struct bus *world_server(struct world *w, const char *url)
{
	struct bus *b;
	struct err err = {0};

	assert_int_equal(bus_open(w->loop,
			     &(struct bus_config){.service = "echo"}, &b, &err),
	    0);
	if (bus_serve(b, url, handlers, ARRAY_LEN(handlers), w->max_requests, w,
		&err) < 0)
		fail_msg("%s", err.text);
	return b;
}

/* ---- the world ---- */

struct world *world_new(void)
{
	struct world *w = xcalloc(1, sizeof *w);

	log_open("test", LOG_ERROR, STDERR_FILENO);
	w->loop = loop_new();
	w->max_requests = 1000;
	snprintf(w->dir, sizeof w->dir, "/tmp/bus-test-XXXXXX");
	assert_non_null(mkdtemp(w->dir));
	snprintf(w->url, sizeof w->url, "ipc://%s/echo.sock", w->dir);
	return w;
}

void world_free(struct world **wp)
{
	struct world *w = *wp;
	char command[100];

	bus_close(&w->client);
	bus_close(&w->server);
	assert_int_equal(w->begun, w->released);
	/* libevent lets go of a cancelled lookup in a turn of the loop. */
	world_turn_for(w, 1);
	loop_free(&w->loop);
	snprintf(command, sizeof command, "rm -rf %s", w->dir);
	assert_int_equal(system(command), 0);
	free(w);
	*wp = NULL;
}

void world_serve(struct world *w)
{
	w->server = world_server(w, w->url);
}

void world_client(struct world *w, const char *url, const char *canary,
    struct bus_config config)
{
	struct bus_peer peer = {"echo", url, canary};
	struct err err = {0};

	config.service = "client";
	config.peers = &peer;
	config.n_peers = 1;
	if (bus_open(w->loop, &config, &w->client, &err) < 0)
		fail_msg("%s", err.text);
}

void world_turn_until(struct world *w, bool (*ready)(struct world *w))
{
	int64_t end = clock_mono_ms() + 10000;

	while (!ready(w)) {
		assert_true(clock_mono_ms() < end);
		loop_turn(w->loop, 50);
	}
}

void world_wait(struct world *w, unsigned n_done)
{
	int64_t end = clock_mono_ms() + 10000;

	while (w->done < n_done) {
		assert_true(clock_mono_ms() < end);
		loop_turn(w->loop, 50);
	}
}

void world_turn_for(struct world *w, int64_t ms)
{
	int64_t end = clock_mono_ms() + ms;

	while (clock_mono_ms() < end)
		loop_turn(w->loop, end - clock_mono_ms());
}

bool client_is_up(struct world *w)
{
	return bus_is_up(w->client, "echo", LANE_STABLE);
}

/* ---- callers ---- */

static enum step_result call_step(struct task *t)
{
	struct caller *c = CONTAINER_OF(t, struct caller, task);

	bus_call(t, c->world->client, c->service, &c->env, c->json, c->blob,
	    &c->reply);
	return STEP_WAIT;
}

static enum step_result note_step(struct task *t)
{
	struct caller *c = CONTAINER_OF(t, struct caller, task);

	c->err = t->err;
	if (t->err.code == ERR_OK) {
		c->blob_r_bytes = c->reply.blob.n;
		memcpy(c->blob_r,
		    c->reply.blob.p == NULL ? "" : c->reply.blob.p,
		    MIN(sizeof c->blob_r - 1, c->reply.blob.n));
	}
	assert_false(c->done);
	c->done = true;
	c->world->done++;
	return STEP_NEXT;
}

static task_step *const caller_steps[] = {call_step, note_step, NULL};

static void caller_free(struct task *t)
{
	(void)t; /* the caller is the test's */
}

void caller_go(struct caller *c, struct world *w, int64_t timeout_ms)
{
	c->world = w;
	if (c->service == NULL)
		c->service = "echo";
	c->env.type = (uint16_t)c->type;
	task_start(&c->task, w->loop, arena_new(64u << 20), caller_steps,
	    timeout_ms, caller_free);
}

void caller_start(
    struct caller *c, struct world *w, const char *blob, int64_t timeout_ms)
{
	*c = (struct caller){.type = MSG_agent_describe, .json = STR("{}")};
	c->blob = str_of(blob);
	caller_go(c, w, timeout_ms);
}

void caller_start_unsafe(
    struct caller *c, struct world *w, const char *blob, int64_t timeout_ms)
{
	*c = (struct caller){
	    .type = MSG_agent_run,
	    .json = STR("{\"run_id\":\"018f0000-0000-7000-8000-00000000000"
			"1\",\"objective\":\"look\"}"),
	};
	c->blob = str_of(blob);
	caller_go(c, w, timeout_ms);
}

unsigned open_fds(void)
{
	DIR *dir = opendir("/proc/self/fd");
	unsigned n = 0;

	assert_non_null(dir);
	while (readdir(dir) != NULL)
		n++;
	closedir(dir);
	return n;
}
