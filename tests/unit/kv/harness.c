/* harness.c - see harness.h. */
#include "tests/unit/kv/harness.h"

#include "common/base/die.h"

#include <stdlib.h>

static enum step_result send_it(struct task *t)
{
	struct ask *a = CONTAINER_OF(t, struct ask, op.task);

	if (a->script != NULL)
		kv_eval(t, a->kv, a->script, a->n_keys, a->args, &a->reply);
	else
		kv_command(t, a->kv, a->args, &a->reply);
	return STEP_WAIT;
}

static task_step *const ask_steps[] = {send_it, operation_look, NULL};

static void check(struct operation *o)
{
	struct ask *a = CONTAINER_OF(o, struct ask, op);

	if (a->check != NULL)
		a->check(a);
}

void ask_start(struct stand *s, struct ask *a)
{
	a->kv = s->kv;
	a->op.check = check;
	operation_start(&a->op, s->loop, ask_steps);
}

void ask_wait(struct stand *s, struct ask *a)
{
	(void)operation_wait(&a->op, s->loop);
}

enum err_code ask(struct stand *s, struct ask *a)
{
	ask_start(s, a);
	return operation_wait(&a->op, s->loop);
}

enum err_code command(struct stand *s, struct kv_args args)
{
	struct ask a = {.args = args};

	return ask(s, &a);
}

/* The reply must be this number. */
void check_int(struct ask *a)
{
	assert_int_equal(a->reply.kind, KV_INT);
	assert_int_equal(a->reply.i, *(const int64_t *)a->arg);
}

enum err_code answers_int(struct stand *s, struct kv_args args, int64_t want)
{
	struct ask a = {.args = args, .check = check_int, .arg = &want};

	return ask(s, &a);
}

const char *url(void)
{
	return need_env("REDIS_URL");
}

void stand_open(struct stand *s, const char *to, size_t max_in_flight)
{
	struct kv_config c = {.url = to,
	    .command_timeout_ms = 300,
	    .max_in_flight = max_in_flight};
	struct err err = {0};

	s->loop = loop_new();
	assert_int_equal(kv_open(s->loop, &c, &s->kv, &err), 0);
}

void wait_up(struct stand *s)
{
	while (!kv_is_up(s->kv))
		loop_turn(s->loop, 1000);
}

void stand_close(struct stand *s)
{
	kv_close(&s->kv);
	loop_free(&s->loop);
}

int setup(void **state)
{
	struct stand *s = xcalloc(1, sizeof *s);

	stand_open(s, url(), 2000);
	wait_up(s);
	assert_int_equal(command(s, KV_ARGS(STR("FLUSHALL"))), ERR_OK);
	*state = s;
	return 0;
}

int teardown(void **state)
{
	stand_close(*state);
	free(*state);
	return 0;
}
