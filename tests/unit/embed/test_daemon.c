/* test_daemon.c - embed_texts over the bus, with and without weights. */
#include "services/embed/embed.h"
#include "tests/unit/embed/small.h"
#include "tests/unit/unit.h"

#include "common/base/die.h"
#include "common/base/log.h"

#include <stdio.h>
#include <stdlib.h>

struct stand {
	char dir[64], path[96], url[96];
	struct loop *loop;
	struct bus *bus, *client;
	struct service service;
	struct embed_options opt;
	struct embed daemon;
	struct bus_handler handler; /* outlives the bus */
};

static const struct metric_def defs[] = {EMBED_METRICS(METRICS_DEF)};

static int set_up(void **state)
{
	struct stand *s = xcalloc(1, sizeof *s);
	struct bus_peer peer = {"embed", s->url, ""};
	struct err err = {0};

	log_open("test", LOG_ERROR, STDERR_FILENO);
	s->loop = loop_new();
	snprintf(s->dir, sizeof s->dir, "/tmp/embed-test-XXXXXX");
	assert_non_null(mkdtemp(s->dir));
	snprintf(s->path, sizeof s->path, "%s/weights", s->dir);
	snprintf(s->url, sizeof s->url, "ipc://%s/embed.sock", s->dir);
	s->service.loop = s->loop;
	s->service.metrics = metrics_new("embed", "0", "0");
	s->opt.weights = s->path;
	s->daemon.service = &s->service;
	s->daemon.opt = &s->opt;
	for (size_t i = 0; i < EMBED_PURPOSES; i++)
		list_init(&s->daemon.queues[i]);
	metrics_register(
	    s->service.metrics, defs, ARRAY_LEN(defs), &s->daemon.metrics);
	s->handler = (struct bus_handler){.type = MSG_embed_texts,
	    .steps = embed_texts_steps,
	    .request_bytes = embed_texts_bytes,
	    .release = embed_texts_release};
	if (bus_open(s->loop, &(struct bus_config){.service = "embed"}, &s->bus,
		&err) < 0 ||
	    bus_serve(s->bus, s->url, &s->handler, 1, 100, &s->daemon, &err) <
		0 ||
	    bus_open(s->loop,
		&(struct bus_config){
		    .service = "test", .peers = &peer, .n_peers = 1},
		&s->client, &err) < 0)
		fail_msg("%s", err.text);
	*state = s;
	return 0;
}

static int tear_down(void **state)
{
	struct stand *s = *state;
	char socket[96];

	bus_close(&s->client);
	bus_close(&s->bus);
	model_close(&s->daemon.model);
	metrics_free(&s->service.metrics);
	loop_free(&s->loop);
	snprintf(socket, sizeof socket, "%s/embed.sock", s->dir);
	unlink(socket);
	unlink(s->path);
	rmdir(s->dir);
	free(s);
	return 0;
}

static void bring_weights(struct stand *s)
{
	struct model_file *f = small_model(11);

	small_model_put(f, s->path);
	free(f);
	embed_weights_open(&s->daemon);
	assert_non_null(s->daemon.model);
}

/* ---- asking ---- */

struct ask {
	struct task task;
	struct stand *stand;
	struct embed_texts msg;
	struct bus_reply reply;
	struct embed_vectors said;
	struct err err;
	struct arena *arena; /* keeps the reply */
	bool over;
	size_t order; /* of the end, by *counter */
	size_t *counter;
};

static enum step_result call(struct task *t)
{
	struct ask *a = CONTAINER_OF(t, struct ask, task);
	struct envelope env = {.role = ROLE_SERVICE};

	bus_call_msg(t, a->stand->client, "embed", &env, MSG_embed_texts,
	    &a->msg, &a->reply);
	return STEP_WAIT;
}

static enum step_result hear(struct task *t)
{
	struct ask *a = CONTAINER_OF(t, struct ask, task);

	a->err = t->err;
	if (a->err.code == ERR_OK &&
	    bus_decode(t, &a->reply, MSG_embed_vectors, &a->said, &a->err) < 0)
		a->said = (struct embed_vectors){0};
	a->over = true;
	if (a->counter != NULL)
		a->order = ++*a->counter;
	return STEP_NEXT;
}

static task_step *const ask_steps[] = {call, hear, NULL};

static void keep(struct task *t)
{
	(void)t;
}

static void begin(struct ask *a, struct stand *s, const char *purpose,
    const char *const *texts, size_t n)
{
	const char **copy;

	a->stand = s;
	a->arena = arena_new(4u << 20);
	copy = ARENA_ARRAY(a->arena, const char *, n + 1);
	for (size_t i = 0; i < n; i++)
		copy[i] = texts[i];
	a->msg = (struct embed_texts){
	    .texts = {copy, n}, .purpose = purpose, .max_tokens = 256};
	a->task.keep_arena = true;
	task_start(&a->task, s->loop, a->arena, ask_steps, 60000, keep);
}

static void finish(struct ask *a)
{
	for (int i = 0; i < 200000 && !a->over; i++)
		loop_turn(a->stand->loop, 100);
	assert_true(a->over);
}

/* Until passages are at work, or none. */
static void wait_queue(struct stand *s, bool at_work)
{
	const struct list *queue = &s->daemon.queues[EMBED_PASSAGE];

	for (int i = 0; i < 5000 && list_empty(queue) == at_work; i++)
		loop_turn(s->loop, 20);
	assert_int_equal(list_empty(queue), !at_work);
}

static void vectors_come_as_a_blob_in_order(void **state)
{
	struct stand *s = *state;
	static const char *const texts[] = {"hello", "un, a", "hello"};
	struct ask a = {0};
	float v[MODEL_DIM];
	int8_t want[MODEL_DIM];

	bring_weights(s);
	begin(&a, s, "passage", texts, 3);
	finish(&a);
	if (a.err.code != ERR_OK)
		fail_msg("%s", a.err.text);
	assert_string_equal(a.said.model, MODEL_NAME);
	assert_int_equal(a.said.dim, MODEL_DIM);
	assert_int_equal(a.said.n, 3);
	assert_int_equal(a.said.tokens, 3 + 5 + 3);
	assert_int_equal(a.reply.blob.n, 3 * MODEL_DIM);
	for (size_t i = 0; i < 3; i++) {
		model_embed(s->daemon.model, str_of(texts[i]), 256, v);
		model_pack(v, want);
		assert_memory_equal(
		    a.reply.blob.p + i * MODEL_DIM, want, sizeof want);
	}
	arena_free(&a.arena);
}

static void no_texts_are_the_callers_mistake(void **state)
{
	struct stand *s = *state;
	struct ask a = {0};

	bring_weights(s);
	begin(&a, s, "query", NULL, 0);
	finish(&a);
	assert_int_equal(a.err.code, ERR_INVALID);
	if (!streq(a.err.field, "texts"))
		fail_msg("%s: %s", a.err.field, a.err.text);
	arena_free(&a.arena);
}

static void without_weights_it_says_so(void **state)
{
	struct stand *s = *state;
	static const char *const texts[] = {"hello"};
	struct ask a = {0}, b = {0};

	embed_weights_open(&s->daemon);
	begin(&a, s, "query", texts, 1);
	finish(&a);
	assert_int_equal(a.err.code, ERR_UNAVAILABLE);
	assert_non_null(strstr(a.err.text, "no weights: "));
	assert_non_null(strstr(a.err.text, "No such file"));
	arena_free(&a.arena);
	/* They come while it runs. */
	bring_weights(s);
	begin(&b, s, "query", texts, 1);
	finish(&b);
	assert_int_equal(b.err.code, ERR_OK);
	arena_free(&b.arena);
}

static void a_refused_file_is_read_again_when_it_is_another(void **state)
{
	struct stand *s = *state;
	struct model_file *f = small_model(5);

	f->words[1][1] ^= 1;
	small_model_put(f, s->path);
	embed_weights_open(&s->daemon);
	assert_null(s->daemon.model);
	assert_non_null(strstr(s->daemon.no_weights.text, "is damaged"));
	f->words[1][1] ^= 1;
	unlink(s->path);
	small_model_put(f, s->path);
	embed_weights_open(&s->daemon);
	assert_non_null(s->daemon.model);
	free(f);
}

/* However many passages were asked for before it. */
static void a_query_goes_before_passages(void **state)
{
	struct stand *s = *state;
	const char *many[64];
	static const char *const one[] = {"hello"};
	struct ask passages[2] = {0}, query = {0};
	size_t counter = 0;

	bring_weights(s);
	for (size_t i = 0; i < ARRAY_LEN(many); i++)
		many[i] = "hello, un a, hello";
	for (size_t i = 0; i < 2; i++) {
		passages[i].counter = &counter;
		begin(&passages[i], s, "passage", many, ARRAY_LEN(many));
	}
	/* Until they are at work. */
	wait_queue(s, true);
	query.counter = &counter;
	begin(&query, s, "query", one, 1);
	finish(&query);
	assert_false(passages[0].over);
	assert_false(passages[1].over);
	finish(&passages[0]);
	finish(&passages[1]);
	assert_int_equal(query.order, 1);
	assert_int_equal(passages[0].order, 2);
	assert_int_equal(passages[1].order, 3);
	assert_int_equal(passages[1].said.n, 64);
	arena_free(&query.arena);
	arena_free(&passages[0].arena);
	arena_free(&passages[1].arena);
}

static void who_leaves_is_no_longer_waited_for(void **state)
{
	struct stand *s = *state;
	const char *many[64];
	static const char *const one[] = {"hello"};
	struct ask left = {0}, next = {0};

	bring_weights(s);
	for (size_t i = 0; i < ARRAY_LEN(many); i++)
		many[i] = "hello";
	begin(&left, s, "passage", many, ARRAY_LEN(many));
	wait_queue(s, true);
	bus_close(&s->client); /* its connection is gone */
	wait_queue(s, false);
	finish(&left);
	assert_int_equal(left.err.code, ERR_UNAVAILABLE);
	arena_free(&left.arena);
	{
		struct bus_peer peer = {"embed", s->url, ""};
		struct err err = {0};

		if (bus_open(s->loop,
			&(struct bus_config){
			    .service = "test", .peers = &peer, .n_peers = 1},
			&s->client, &err) < 0)
			fail_msg("%s", err.text);
	}
	begin(&next, s, "passage", one, 1);
	finish(&next);
	assert_int_equal(next.err.code, ERR_OK);
	arena_free(&next.arena);
}

int main(void)
{
#define TEST(t) cmocka_unit_test_setup_teardown(t, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(vectors_come_as_a_blob_in_order),
	    TEST(no_texts_are_the_callers_mistake),
	    TEST(without_weights_it_says_so),
	    TEST(a_refused_file_is_read_again_when_it_is_another),
	    TEST(a_query_goes_before_passages),
	    TEST(who_leaves_is_no_longer_waited_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
