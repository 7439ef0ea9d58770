/* world.c - see world.h. */
#include "tests/unit/assistant/world.h"

#include "common/base/clock.h"
#include "common/base/die.h"
#include "common/base/log.h"

#include <stdio.h>

/* ---- the peer ---- */

static enum step_result peer_work(struct task *t)
{
	struct bus_request *r = CONTAINER_OF(t, struct bus_request, task);
	struct world *w = r->daemon;
	const struct search_query *q = r->msg;

	w->asked++;
	w->last_timeout_ms = r->env.timeout_ms;
	str_copy(w->last_q, sizeof w->last_q, str_of(q->q));
	str_copy(w->last_request_id, sizeof w->last_request_id,
	    str_of(r->env.request_id));
	if (w->play == PLAY_HANG) {
		task_sleep(t, 60000);
		return STEP_WAIT;
	}
	if (w->play == PLAY_REFUSE)
		return task_fail(t, ERR_INTERNAL, "the index is broken");
	return STEP_NEXT;
}

static enum step_result peer_answer(struct task *t)
{
	struct bus_request *r = CONTAINER_OF(t, struct bus_request, task);
	struct world *w = r->daemon;
	struct search_hit hits[3] = {
	    {.id = 11, .category = "offer", .priority = 80},
	    {.id = 12, .category = "bill", .priority = 40},
	    {.id = 13, .category = "offer", .priority = 10},
	};
	struct search_result m = {
	    .total = 3, .backend = "sqlite", .hits = {hits, 3}};

	if (t->err.code != ERR_OK) {
		bus_answer_err(r);
		return STEP_NEXT;
	}
	if (w->play == PLAY_LIE) {
		bus_answer_json(r, STR("{\"total\":\"many\"}"), STR(""));
		return STEP_NEXT;
	}
	if (w->play == PLAY_EMPTY || w->asked <= w->answer_after) {
		m.total = 0;
		m.hits.n = 0;
	}
	bus_answer_msg(r, MSG_search_result, &m);
	return STEP_NEXT;
}

static task_step *const peer_steps[] = {peer_work, peer_answer, NULL};

static const struct bus_handler peer_handlers[] = {
    {.type = MSG_search_query,
	.steps = peer_steps,
	.request_bytes = sizeof(struct bus_request)},
};

void world_search_start(struct world *w)
{
	struct err err = {0};

	if (bus_open(w->loop, &(struct bus_config){.service = "search"},
		&w->search, &err) < 0 ||
	    bus_serve(w->search, w->url, peer_handlers, 1, 100, w, &err) < 0)
		fail_msg("%s", err.text);
}

void world_search_die(struct world *w)
{
	bus_close(&w->search);
}

/* ---- the world ---- */

static const struct metric_def defs[] = {ASSISTANT_METRICS(METRICS_DEF)};

struct world *world_new(void)
{
	struct world *w = xcalloc(1, sizeof *w);
	struct bus_peer peer = {"search", w->url, ""};
	struct bus_config config = {
	    .service = "assistant", .peers = &peer, .n_peers = 1};
	struct err err = {0};

	log_open("test", LOG_ERROR, STDERR_FILENO);
	w->loop = loop_new();
	snprintf(w->dir, sizeof w->dir, "/tmp/assistant-test-XXXXXX");
	assert_non_null(mkdtemp(w->dir));
	snprintf(w->url, sizeof w->url, "ipc://%s/search.sock", w->dir);
	if (bus_open(w->loop, &config, &w->service.bus, &err) < 0)
		fail_msg("%s", err.text);
	w->service.loop = w->loop;
	w->service.metrics = metrics_new("assistant", "0", "0");
	w->opt.max_answers = 10;
	w->opt.max_answers_user = 2;
	w->opt.keep_ms = 60000;
	w->daemon.service = &w->service;
	w->daemon.opt = &w->opt;
	w->daemon.lexicon = lexicon_new();
	list_init(&w->daemon.running);
	metrics_register(
	    w->service.metrics, defs, ARRAY_LEN(defs), &w->daemon.metrics);
	return w;
}

void world_free(struct world **wp)
{
	struct world *w = *wp;
	char command[100];

	bus_close(&w->search);
	bus_close(&w->service.bus);
	lexicon_free(&w->daemon.lexicon);
	metrics_free(&w->service.metrics);
	loop_free(&w->loop);
	snprintf(command, sizeof command, "rm -rf %s", w->dir);
	assert_int_equal(system(command), 0);
	free(w);
	*wp = NULL;
}

void world_wait(struct world *w, const bool *done)
{
	int64_t end = clock_mono_ms() + 10000;

	while (!*done) {
		assert_true(clock_mono_ms() < end);
		loop_turn(w->loop, 50);
	}
}

/* ---- asking ---- */

struct asker {
	struct chat chat;
	struct asking *out;
};

static enum step_result note(struct task *t)
{
	struct asker *a = CONTAINER_OF(chat_of(t), struct asker, chat);
	struct asking *out = a->out;

	out->err = t->err;
	out->n_hits = a->chat.n_hits;
	str_copy(out->backend, sizeof out->backend,
	    str_of(a->chat.backend != NULL ? a->chat.backend : ""));
	out->done = true;
	return STEP_NEXT;
}

static task_step *const ask_steps[] = {
    chat_understand, chat_search, chat_found, chat_more, note, NULL};

static void ask_free(struct task *t)
{
	(void)t; /* all of it is in the arena */
}

void world_ask(
    struct world *w, const char *text, int64_t timeout_ms, struct asking *out)
{
	struct arena *arena = arena_new(16u << 20);
	struct asker *a = ARENA_NEW(arena, struct asker);
	struct chat_turn *turn = ARENA_NEW(arena, struct chat_turn);
	struct chat_ask *ask = ARENA_NEW(arena, struct chat_ask);

	*out = (struct asking){0};
	*turn = (struct chat_turn){.role = "user", .content = text};
	ask->messages.v = turn;
	ask->messages.n = 1;
	ask->window_days = 30;
	ask->max_results = 50;
	a->out = out;
	a->chat.r.daemon = &w->daemon;
	a->chat.r.env.user_id = 7;
	str_copy(a->chat.r.env.request_id, sizeof a->chat.r.env.request_id,
	    STR("request-7"));
	a->chat.ask = ask;
	a->chat.asked = str_of(text);
	a->chat.clock.now_ms = loop_unix_ms(w->loop);
	task_start(
	    &a->chat.r.task, w->loop, arena, ask_steps, timeout_ms, ask_free);
}
