/* test_events.c - a streamed answer's events, heard over the real pub/sub with
 * Redis away; who may stop what; how many may run. */
#include "tests/unit/assistant/world.h"

#include "common/bus/events.h"
#include "proto/json.h"

#include <stdio.h>

#define HEARD_MAX 600

struct heard {
	struct task task;
	struct event_sub *sub;
	struct event event;
	uint64_t seqs[HEARD_MAX];
	char *bodies[HEARD_MAX]; /* malloc */
	size_t n;
	bool over;
};

static task_step hear, heard_one, heard_all;
static task_step *const hear_steps[] = {hear, heard_one, heard_all, NULL};

static enum step_result hear(struct task *t)
{
	struct heard *h = CONTAINER_OF(t, struct heard, task);

	event_next(t, h->sub, 5000, &h->event);
	return STEP_WAIT;
}

static enum step_result heard_one(struct task *t)
{
	struct heard *h = CONTAINER_OF(t, struct heard, task);

	if (h->event.seq == 0 || h->n == HEARD_MAX)
		return STEP_NEXT;
	h->seqs[h->n] = h->event.seq;
	h->bodies[h->n] = strndup(h->event.body.p, h->event.body.n);
	if (strncmp(h->bodies[h->n++], "done\n", 5) != 0)
		task_goto(t, hear);
	return STEP_NEXT;
}

static enum step_result heard_all(struct task *t)
{
	struct heard *h = CONTAINER_OF(t, struct heard, task);

	h->over = true;
	return STEP_NEXT;
}

static void nothing(struct task *t)
{
	(void)t;
}

static size_t count_of(const struct heard *h, const char *name)
{
	char want[40];
	size_t n = 0;

	snprintf(want, sizeof want, "%s\n", name);
	for (size_t i = 0; i < h->n; i++)
		n += strncmp(h->bodies[i], want, strlen(want)) == 0;
	return n;
}

/* A chat with a draft, as the steps leave it. */
static struct chat *drafted(struct world *w, struct arena *a, const char *text)
{
	struct chat *c = ARENA_NEW(a, struct chat);
	struct chat_ask *ask = ARENA_NEW(a, struct chat_ask);

	ask->window_days = 30;
	c->ask = ask;
	c->streamed = c->drafted = true;
	c->r.daemon = &w->daemon;
	c->r.task.loop = w->loop;
	c->r.task.arena = a;
	c->r.env.user_id = 7;
	str_copy(
	    c->r.env.request_id, sizeof c->r.env.request_id, STR("answer-1"));
	ids_uuid7(c->conversation_id);
	c->began_us = loop_now_us(w->loop);
	c->question.explanation = "find";
	c->question.intent = INTENT_FIND;
	draft_init(&c->draft, a, NULL, 0, 0);
	buf_adds(&c->draft.text, text);
	c->draft.citations[0] = (struct chat_citation){.n = 1, .id = 5};
	c->draft.n_citations = 1;
	c->draft.actions[0].json = STR("{\"kind\":\"archive\"}");
	c->draft.n_actions = 1;
	return c;
}

static void say_all(struct chat *c)
{
	struct chat_answer a = {.conversation_id = c->conversation_id,
	    .answer_id = c->r.env.request_id,
	    .intent = "find",
	    .answer = buf_str(&c->draft.text),
	    .search_stats = STR("{}"),
	    .timing = STR("{}")};

	event_ready(c);
	event_intent(c);
	event_tool(c, "search", "acme", 3, 1500);
	event_citations(c);
	event_tokens(c);
	event_answer(c, &a);
	event_actions(c);
	event_done(c, true, false);
}

static void settle(struct world *w, int turns)
{
	for (int i = 0; i < turns; i++)
		loop_turn(w->loop, 10);
}

/* Redis is a path where nothing listens. */
static void open_events(struct world *w, struct event_hub **hub_r)
{
	char url[120], kv[120];
	struct err err = {0};

	snprintf(url, sizeof url, "ipc://%s/events", w->dir);
	snprintf(kv, sizeof kv, "unix://%s/nobody.sock", w->dir);
	if (kv_open(w->loop,
		&(struct kv_config){.url = kv, .max_in_flight = 100},
		&w->service.kv, &err) < 0 ||
	    event_pub_open(w->loop, url, &w->service.events, &err) < 0 ||
	    event_hub_open(w->loop, url, hub_r, &err) < 0)
		fail_msg("%s", err.text);
}

static void close_events(struct world *w, struct event_hub **hub)
{
	event_hub_close(hub);
	event_pub_close(&w->service.events);
	kv_close(&w->service.kv);
}

static void assert_tokens_are(const struct heard *h, const char *text)
{
	struct arena *a = arena_new(1 << 20);
	struct buf all;

	buf_init(&all, 1 << 20);
	for (size_t i = 0; i < h->n; i++) {
		const struct json *j;
		struct err err;

		if (strncmp(h->bodies[i], "token\n", 6) != 0)
			continue;
		assert_null(strchr(h->bodies[i] + 6, '\n'));
		assert_int_equal(
		    json_parse(a, str_of(h->bodies[i] + 6), &j, &err), 0);
		buf_adds(&all, json_str(json_get(j, "text"), ""));
	}
	assert_string_equal(buf_str(&all), text);
	buf_deinit(&all);
	arena_free(&a);
}

static void check_stream(const char *text)
{
	struct world *w = world_new();
	struct arena *a = arena_new(16u << 20);
	struct event_hub *hub = NULL;
	struct heard *h = calloc(1, sizeof *h);
	struct chat *c = drafted(w, a, text);

	list_init(&w->daemon.logs);
	answer_log_scripts_init(&w->daemon.scripts);
	open_events(w, &hub);
	answer_log_open(c, "0123456789abcdef", false);
	h->sub = event_sub_open(hub, "chat.answer-1", HEARD_MAX);
	settle(w, 30); /* until the ear is connected */
	task_start(
	    &h->task, w->loop, arena_new(1 << 20), hear_steps, 9000, nothing);
	say_all(c);
	world_wait(w, &h->over);
	assert_true(h->n > 6 && h->n < 500);
	for (size_t i = 0; i < h->n; i++)
		assert_int_equal(h->seqs[i], i + 1);
	assert_int_equal(count_of(h, "ready"), 1);
	assert_int_equal(count_of(h, "citation"), 1);
	assert_int_equal(count_of(h, "answer"), 1);
	assert_int_equal(count_of(h, "action"), 1);
	assert_int_equal(count_of(h, "done"), 1);
	assert_tokens_are(h, text);
	assert_true(
	    metrics_value(METRICS_ONLY(w->daemon.metrics.log_losses)) > 0);
	for (size_t i = 0; i < h->n; i++)
		free(h->bodies[i]);
	answer_log_close(c);
	assert_true(list_empty(&w->daemon.logs));
	draft_deinit(&c->draft);
	event_sub_close(&h->sub);
	close_events(w, &hub);
	free(h);
	arena_free(&a);
	world_free(&w);
}

static void an_answer_is_numbered_events_even_without_redis(void **state)
{
	(void)state;
	check_stream("Anna: \xe2\x80\x9cIt is on Monday.\xe2\x80\x9d [1]\n\n"
		     "- Gr\xc3\xbc\xc3\x9f"
		     "e, Anna [1]");
}

static void the_longest_answer_has_a_bounded_number_of_events(void **state)
{
	static char text[DRAFT_TEXT_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof text - 1; i++)
		text[i] = "words \xc3\xa9t words\n"[i % 16];
	text[sizeof text - 16] = '\0';
	check_stream(text);
}

/* ---- running ---- */

static struct chat *running(
    struct world *w, uint64_t user, const char *conversation)
{
	struct chat *c = calloc(1, sizeof *c);

	c->r.daemon = &w->daemon;
	c->r.env.user_id = user;
	str_copy(c->conversation_id, sizeof c->conversation_id,
	    str_of(conversation));
	return c;
}

static void answers_at_once_are_bounded_for_a_user(void **state)
{
	struct world *w = world_new();
	struct chat *c[4];
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < 3; i++)
		c[i] = running(w, 7, "a");
	c[3] = running(w, 8, "b");
	assert_int_equal(running_add(c[0], &err), 0);
	assert_int_equal(running_add(c[1], &err), 0);
	assert_int_equal(running_add(c[2], &err), -1);
	assert_int_equal(err.code, ERR_RATE_LIMITED);
	assert_int_equal(running_add(c[3], &err), 0);
	running_remove(c[0]);
	running_remove(c[0]);
	assert_int_equal(w->daemon.n_running, 2);
	assert_int_equal(running_add(c[2], &err), 0);
	for (size_t i = 0; i < 4; i++) {
		running_remove(c[i]);
		free(c[i]);
	}
	assert_int_equal(w->daemon.n_running, 0);
	world_free(&w);
}

static void only_ones_own_answer_is_stopped(void **state)
{
	struct world *w = world_new();
	struct chat *mine = running(w, 7, "conversation");
	struct chat *other = running(w, 7, "another");
	struct chat *theirs = running(w, 8, "conversation");
	struct chat_stop m = {.conversation_id = "conversation"};
	struct bus_request stop = {.daemon = &w->daemon, .msg = &m};
	struct err err = {0};

	(void)state;
	assert_int_equal(running_add(mine, &err), 0);
	assert_int_equal(running_add(other, &err), 0);
	assert_int_equal(running_add(theirs, &err), 0);
	stop.env.user_id = 7;
	assert_int_equal(stop_answer(&stop.task), STEP_NEXT);
	assert_true(mine->stopped);
	assert_false(other->stopped);
	assert_false(theirs->stopped);
	running_remove(mine);
	running_remove(other);
	running_remove(theirs);
	free(mine);
	free(other);
	free(theirs);
	world_free(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_answer_is_numbered_events_even_without_redis),
	    cmocka_unit_test(the_longest_answer_has_a_bounded_number_of_events),
	    cmocka_unit_test(answers_at_once_are_bounded_for_a_user),
	    cmocka_unit_test(only_ones_own_answer_is_stopped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
