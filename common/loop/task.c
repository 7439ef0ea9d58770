/* task.c - the step runner. See task.h for the contract. */
#include "common/loop/task.h"

#include "common/base/die.h"

#include <stdarg.h>
#include <stdio.h>

static void task_run(struct task *t);
static void task_finish(struct task *t);
static void task_fail_over(struct task *t);
static void on_deadline(void *arg);
static void cancel_ops(struct task *t);

static unsigned last_step(const struct task *t)
{
	unsigned n = 0;

	while (t->steps[n] != NULL)
		n++;
	return n - 1;
}

void task_start(struct task *t, struct loop *l, struct arena *a,
    task_step *const *steps, int64_t timeout_ms,
    void (*free_fn)(struct task *t))
{
	t->loop = l;
	t->arena = a;
	t->steps = steps;
	t->free_fn = free_fn;
	loop_touch(l);
	t->started_us = t->step_began_us = loop_now_us(l);
	t->deadline_ms = loop_now_ms(l) + MAX(timeout_ms, 0);
	list_init(&t->ops);
	MUST(last_step(t) < TASK_MAX_STEPS);
	task_run(t);
}

/* ---- walking ---- */

static void note_step_end(struct task *t)
{
	int64_t now = loop_now_us(t->loop);

	t->step_us[t->current] += now - t->step_began_us;
	t->step_began_us = now;
}

/* A step begins where the one before it ended: one clock read for both. The
 * answer step gets a fresh, short deadline, so that it can't hang. */
static void begin_step(struct task *t)
{
	t->current = t->next++;
	if (t->steps[t->next] == NULL) {
		t->answering = true;
		t->deadline_ms = loop_now_ms(t->loop) + TASK_ANSWER_MS;
		if (t->timer != NULL)
			timer_disarm(t->timer);
	}
}

/* A request that never waits needs no timer at all. */
static void arm_deadline(struct task *t)
{
	if (t->timer == NULL)
		t->timer = timer_new(t->loop, on_deadline, t);
	if (!timer_armed(t->timer))
		timer_arm(t->timer, task_left_ms(t));
}

static void task_run(struct task *t)
{
	MUST(!t->running && list_empty(&t->ops));
	t->running = true;
	while (t->steps[t->next] != NULL) {
		enum step_result r;

		begin_step(t);
		r = t->steps[t->current](t);
		t->tolerate_next = NULL;
		if (arena_overdrawn(t->arena) && !t->answering) {
			err_set(&t->err, ERR_TOO_LARGE,
			    "the request needs more than %zu bytes of memory",
			    arena_used(t->arena));
			r = STEP_FAIL;
		}
		if (r == STEP_WAIT) {
			MUST(!list_empty(&t->ops));
			t->running = false;
			arm_deadline(t);
			return;
		}
		note_step_end(t);
		if (r == STEP_FAIL)
			task_fail_over(t);
		else
			MUST(list_empty(&t->ops));
	}
	t->running = false;
	task_finish(t);
}

/* What was started is abandoned; the answer is next, unless it just failed
 * itself. */
static void task_fail_over(struct task *t)
{
	MUST(t->err.code != ERR_OK);
	cancel_ops(t);
	if (!t->answering)
		t->next = last_step(t);
}

static void task_finish(struct task *t)
{
	struct arena *a = t->keep_arena ? NULL : t->arena;

	timer_free(&t->timer);
	t->free_fn(t);
	arena_free(&a);
}

void task_cancel(struct task *t)
{
	MUST(!t->running);
	cancel_ops(t);
	task_finish(t);
}

static void on_deadline(void *arg)
{
	struct task *t = arg;

	cancel_ops(t);
	note_step_end(t);
	if (t->answering) { /* the answer itself hung: nothing more to try */
		task_finish(t);
		return;
	}
	err_set(&t->err, ERR_DEADLINE, "not done within its time");
	t->next = last_step(t);
	task_run(t);
}

/* ---- operations ---- */

static void cancel_ops(struct task *t)
{
	LIST_EACH (node, &t->ops) {
		struct op *op = LIST_ENTRY(node, struct op, node);

		list_remove(&op->node);
		op->cancel(op);
	}
}

void op_begin(struct op *op, struct task *t, void (*cancel)(struct op *op))
{
	op->cancel = cancel;
	op->task = t;
	op->tolerate = t->tolerate_next;
	t->tolerate_next = NULL;
	if (op->tolerate != NULL)
		err_clear(op->tolerate);
	list_append(&t->ops, &op->node);
}

void op_done(struct op *op, const struct err *err)
{
	struct task *t = op->task;
	bool failed = err != NULL && err->code != ERR_OK;

	MUST(!t->running); /* a library called back before it returned */
	loop_touch(t->loop);
	list_remove(&op->node);
	if (failed && op->tolerate != NULL) {
		*op->tolerate = *err;
	} else if (failed) {
		t->err = *err;
		note_step_end(t);
		task_fail_over(t);
		task_run(t);
		return;
	}
	if (!list_empty(&t->ops))
		return;
	note_step_end(t);
	task_run(t);
}

void task_tolerate(struct task *t, struct err *err)
{
	t->tolerate_next = err;
}

/* ---- small things for steps ---- */

void task_goto(struct task *t, task_step *step)
{
	for (unsigned i = 0; t->steps[i] != NULL; i++) {
		if (t->steps[i] == step) {
			t->next = i;
			return;
		}
	}
	die("task_goto: no such step");
}

enum step_result task_fail(
    struct task *t, enum err_code code, const char *fmt, ...)
{
	char text[sizeof t->err.text];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	err_set(&t->err, code, "%s", text);
	return STEP_FAIL;
}

enum step_result task_fail_field(
    struct task *t, const char *field, const char *fmt, ...)
{
	char text[sizeof t->err.text];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	err_field(&t->err, field, "%s", text);
	return STEP_FAIL;
}

enum step_result task_end(struct task *t)
{
	(void)t;
	return STEP_NEXT;
}

int64_t task_left_ms(const struct task *t)
{
	return MAX(t->deadline_ms - loop_now_ms(t->loop), 0);
}

/* ---- sleeping ---- */

struct sleep {
	struct op op;
	struct timer *timer;
};

static void sleep_free(struct sleep *s)
{
	timer_free(&s->timer);
	/* s itself is in the task's arena */
}

static void sleep_cancel(struct op *op)
{
	sleep_free(CONTAINER_OF(op, struct sleep, op));
}

static void sleep_over(void *arg)
{
	struct sleep *s = arg;

	sleep_free(s);
	op_done(&s->op, NULL);
}

void task_sleep(struct task *t, int64_t ms)
{
	struct sleep *s = ARENA_NEW(t->arena, struct sleep);

	op_begin(&s->op, t, sleep_cancel);
	s->timer = timer_new(t->loop, sleep_over, s);
	timer_arm(s->timer, ms);
}
