/* test_limit_script.c - Redis does what the model says, answer by answer: the
 * script in a real Redis beside the model that the simulation runs on. */
#include "services/gateway/limits/script.h"
#include "tests/unit/gateway/limit_model.h"
#include "tests/unit/kv/harness.h"

#include "common/base/die.h"

#include <stdio.h>
#include <stdlib.h>

static const struct limiter_config config = {
    .policies =
	{
	    [LIMIT_user] = {"user", 6000, 1000, false},
	    [LIMIT_token] = {"token", 7001, 300, false},
	    [LIMIT_chat] = {"chat", 100000000, 10000000, false},
	    [LIMIT_cost] = {"cost", 1, 525600, true},
	},
    .gateways = 1,
    .id = 7,
};

struct call {
	struct task task;
	struct stand *stand;
	const struct limiter *limiter;
	struct kv_script *script;
	const struct limit_ask *ask;
	struct limit_answer *answer_r;
	struct kv_reply reply;
	struct err err;
	bool done;
};

static enum step_result send(struct task *t)
{
	struct call *c = CONTAINER_OF(t, struct call, task);

	limit_script_ask(
	    t, c->stand->kv, c->script, c->limiter, c->ask, &c->reply);
	return STEP_WAIT;
}

static enum step_result receive(struct task *t)
{
	struct call *c = CONTAINER_OF(t, struct call, task);

	c->err = t->err;
	if (t->err.code == ERR_OK)
		assert_int_equal(limit_script_read(&c->reply, c->ask->n,
				     c->answer_r, &c->err),
		    0);
	return STEP_NEXT;
}

static void over(struct task *t)
{
	CONTAINER_OF(t, struct call, task)->done = true;
}

static void ask_redis(struct stand *s, const struct limiter *l,
    struct kv_script *script, const struct limit_ask *ask,
    struct limit_answer *answer_r)
{
	static task_step *const steps[] = {send, receive, NULL};
	struct call c = {.stand = s,
	    .limiter = l,
	    .script = script,
	    .ask = ask,
	    .answer_r = answer_r};

	task_start(&c.task, s->loop, arena_new(1 << 20), steps, 5000, over);
	while (!c.done)
		loop_turn(s->loop, 1000);
	assert_string_equal(c.err.text, "");
}

/* ---- a common life ---- */

struct pair {
	struct stand *stand;
	struct limiter *limiter;
	struct limit_model *model;
	struct limit_share shares[LIMIT_POLICIES];
	struct kv_script script;
	uint64_t random;
	int64_t now;
	char epoch[LIMIT_EPOCH_CHARS + 1];
};

static int64_t below(struct pair *p, int64_t n) /* xorshift64*, Vigna 2016 */
{
	p->random ^= p->random >> 12;
	p->random ^= p->random << 25;
	p->random ^= p->random >> 27;
	return (
	    int64_t)((p->random * 0x2545F4914F6CDD1DULL >> 11) % (uint64_t)n);
}

static void pair_open(struct pair *p, struct stand *s)
{
	*p = (struct pair){.stand = s, .random = 42};
	p->limiter = limiter_new(&config, 0);
	p->model = limit_model_new();
	for (int i = 0; i < LIMIT_POLICIES; i++)
		p->shares[i] = *limiter_share(p->limiter, (enum limit_id)i);
	limit_script_init(&p->script);
}

static void pair_close(struct pair *p)
{
	limiter_free(&p->limiter);
	limit_model_free(&p->model);
}

static struct limit_ask any_ask(struct pair *p)
{
	static const enum limit_id ids[] = {
	    LIMIT_user, LIMIT_token, LIMIT_chat, LIMIT_cost};
	struct limit_ask a = {.gateway = (uint64_t)below(p, 3),
	    .claim = below(p, 5) == 0 ? -1 : p->now};

	str_copy(a.epoch, sizeof a.epoch,
	    str_of(below(p, 50) == 0 ? "another" : p->epoch));
	snprintf(
	    a.offer, sizeof a.offer, "epoch%lld", (long long)below(p, 1000000));
	a.n = (size_t)below(p, LIMIT_ASK_MAX + 1);
	for (size_t i = 0; i < a.n; i++) {
		enum limit_id id = ids[below(p, 4)];

		a.v[i] = (struct limit_wish){
		    .key = {id, (uint64_t)below(p, 5)},
		    .want = below(p, 100) * (id == LIMIT_chat ? 10000 : 1),
		    .debit = id == LIMIT_cost ? below(p, 2000) : 0,
		};
	}
	return a;
}

static void ask_both(struct pair *p, const struct limit_ask *ask)
{
	struct limit_answer redis, model;

	ask_redis(p->stand, p->limiter, &p->script, ask, &redis);
	limit_model_answer(p->model, p->shares, ask, &model);
	assert_string_equal(redis.epoch, model.epoch);
	assert_int_equal(redis.now, model.now);
	assert_int_equal(redis.gateways, model.gateways);
	for (size_t i = 0; i < ask->n; i++) {
		assert_int_equal(redis.v[i].granted, model.v[i].granted);
		assert_int_equal(redis.v[i].room, model.v[i].room);
		assert_int_equal(redis.v[i].wait, model.v[i].wait);
	}
	str_copy(p->epoch, sizeof p->epoch, str_of(model.epoch));
}

static void the_script_answers_as_the_model_does(void **state)
{
	struct pair p;

	pair_open(&p, *state);
	for (int i = 0; i < 5000; i++) {
		struct limit_ask a = any_ask(&p);

		ask_both(&p, &a);
		p.now +=
		    below(&p, 4) == 0 ? below(&p, 100000000) : below(&p, 20000);
		if (below(&p, 1000) == 0) {
			assert_int_equal(
			    command(p.stand, KV_ARGS(STR("FLUSHALL"))), ERR_OK);
			limit_model_flush(p.model);
			p.now = 0;
		}
	}
	pair_close(&p);
}

/* Fifteen years after the epoch began, to the tick. */
static void late_in_an_epoch_it_is_exact_still(void **state)
{
	struct pair p;
	struct limit_ask a;

	pair_open(&p, *state);
	a = any_ask(&p);
	ask_both(&p, &a);
	p.now = 15 * LIMIT_DEPTH_MAX + 1;
	for (int i = 0; i < 1000; i++) {
		a = any_ask(&p);
		ask_both(&p, &a);
		p.now += below(&p, 30000);
	}
	pair_close(&p);
}

static void a_restart_begins_anew_whatever_was_kept(void **state)
{
	struct pair p;
	struct limit_ask a;
	struct limit_answer before, after;

	pair_open(&p, *state);
	a = any_ask(&p);
	ask_redis(p.stand, p.limiter, &p.script, &a, &before);
	/* The run id is Redis's own; another is what a restart leaves. */
	assert_int_equal(
	    command(p.stand, KV_ARGS(STR("HSET"), STR("limits:clock"),
				 STR("run"), STR("another"))),
	    ERR_OK);
	str_copy(a.epoch, sizeof a.epoch, str_of(before.epoch));
	a.claim = 1000000000;
	a.n = 1;
	a.v[0] = (struct limit_wish){.key = {LIMIT_user, 1}, .want = 10};
	str_copy(a.offer, sizeof a.offer, STR("new"));
	ask_redis(p.stand, p.limiter, &p.script, &a, &after);
	assert_string_equal(after.epoch, "new");
	assert_int_equal(after.now, 0);
	assert_int_equal(after.v[0].granted, 0);
	pair_close(&p);
}

static void what_is_no_answer_is_refused(void **state)
{
	const struct kv_reply epoch = {.kind = KV_STR, .s = STR("e")},
			      number = {.kind = KV_INT, .i = 1},
			      negative = {.kind = KV_INT, .i = -1};
	const struct kv_reply good[] = {epoch, number, number, number, number,
	    number},
			      odd[] = {epoch, number, number, negative, number,
				  number},
			      text[] = {epoch, number, number, epoch, number,
				  number},
			      first[] = {number, number, number, number, number,
				  number};
	struct limit_answer answer;
	struct err err = {0};

	(void)state;
#define READ(v_, n_)                                                           \
	limit_script_read(                                                     \
	    &(struct kv_reply){.kind = KV_ARRAY, .v = (v_), .n = (n_)}, 1,     \
	    &answer, &err)
	assert_int_equal(READ(good, 6), 0);
	assert_int_equal(READ(good, 5), -1);
	assert_int_equal(err.code, ERR_BAD_PEER);
	assert_int_equal(READ(odd, 6), -1);
	assert_int_equal(READ(text, 6), -1);
	assert_int_equal(READ(first, 6), -1);
	assert_int_equal(limit_script_read(&number, 0, &answer, &err), -1);
#undef READ
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		the_script_answers_as_the_model_does, setup, teardown),
	    cmocka_unit_test_setup_teardown(
		late_in_an_epoch_it_is_exact_still, setup, teardown),
	    cmocka_unit_test_setup_teardown(
		a_restart_begins_anew_whatever_was_kept, setup, teardown),
	    cmocka_unit_test(what_is_no_answer_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
