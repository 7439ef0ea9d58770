/* test_task.c - the step runner: every task answers exactly once. */
#include "common/loop/task.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

struct probe {
	struct task task;
	struct timer *timer; /* a fake operation of 20 ms */
	struct op op;
	struct op second;
	struct err tolerated;
	int worked, looped, answers, freed, cancelled;
	enum err_code seen;
	bool fail_op;
};

static void probe_free(struct task *t)
{
	struct probe *p = CONTAINER_OF(t, struct probe, task);

	timer_free(&p->timer);
	p->freed++;
}

static void op_cancelled(struct op *op)
{
	struct probe *p = CONTAINER_OF(op->task, struct probe, task);

	timer_free(&p->timer);
	p->cancelled++;
}

static void op_over(void *arg)
{
	struct probe *p = arg;
	struct err err = {0};

	timer_free(&p->timer);
	if (p->fail_op)
		err_set(&err, ERR_UNAVAILABLE, "peer went away");
	op_done(&p->op, &err);
}

static void start_op(struct probe *p, int64_t ms)
{
	op_begin(&p->op, &p->task, op_cancelled);
	p->timer = timer_new(p->task.loop, op_over, p);
	timer_arm(p->timer, ms);
}

static enum step_result work(struct task *t)
{
	struct probe *p = CONTAINER_OF(t, struct probe, task);

	p->worked++;
	start_op(p, 20);
	return STEP_WAIT;
}

static enum step_result work_tolerantly(struct task *t)
{
	struct probe *p = CONTAINER_OF(t, struct probe, task);

	task_tolerate(t, &p->tolerated);
	start_op(p, 5);
	return STEP_WAIT;
}

static enum step_result hurry(struct task *t)
{
	task_set_deadline(t, 5);
	return work(t);
}

static enum step_result take_time(struct task *t)
{
	task_set_deadline(t, 5000);
	return work(t);
}

static enum step_result loop_thrice(struct task *t)
{
	struct probe *p = CONTAINER_OF(t, struct probe, task);

	if (++p->looped < 3)
		task_goto(t, loop_thrice);
	return STEP_NEXT;
}

static enum step_result refuse(struct task *t)
{
	return task_fail_field(t, "q", "must not be empty");
}

static enum step_result drink(struct task *t)
{
	arena_alloc(t->arena, 1 << 20);
	return STEP_NEXT;
}

static enum step_result nap(struct task *t)
{
	task_sleep(t, 5);
	task_sleep(t, 15);
	return STEP_WAIT;
}

static enum step_result answer(struct task *t)
{
	struct probe *p = CONTAINER_OF(t, struct probe, task);

	p->answers++;
	p->seen = t->err.code;
	return STEP_NEXT;
}

static enum step_result answer_waiting(struct task *t)
{
	answer(t);
	task_sleep(t, 5);
	return STEP_WAIT;
}

static void run(struct loop *l, struct probe *p, int max_turns)
{
	while (!p->freed && max_turns-- > 0)
		loop_turn(l, 50);
}

static void start(struct loop *l, struct probe *p, task_step *const *steps,
    int64_t timeout_ms)
{
	task_start(
	    &p->task, l, arena_new(64 * 1024), steps, timeout_ms, probe_free);
}

static void steps_run_in_order_and_answer_once(void **state)
{
	static task_step *const steps[] = {loop_thrice, work, answer, NULL};
	struct loop *l = loop_new();
	struct probe p = {0};

	(void)state;
	start(l, &p, steps, 1000);
	assert_int_equal(p.answers, 0);
	run(l, &p, 50);
	assert_int_equal(p.looped, 3);
	assert_int_equal(p.worked, 1);
	assert_int_equal(p.answers, 1);
	assert_int_equal(p.seen, ERR_OK);
	assert_int_equal(p.freed, 1);
	loop_free(&l);
}

static void a_failing_step_jumps_to_the_answer(void **state)
{
	static task_step *const steps[] = {refuse, work, answer, NULL};
	struct loop *l = loop_new();
	struct probe p = {0};

	(void)state;
	start(l, &p, steps, 1000);
	assert_int_equal(p.worked, 0);
	assert_int_equal(p.answers, 1);
	assert_int_equal(p.seen, ERR_INVALID);
	assert_int_equal(p.freed, 1);
	loop_free(&l);
}

static void a_failed_operation_fails_the_task(void **state)
{
	static task_step *const steps[] = {work, loop_thrice, answer, NULL};
	struct loop *l = loop_new();
	struct probe p = {.fail_op = true};

	(void)state;
	start(l, &p, steps, 1000);
	run(l, &p, 50);
	assert_int_equal(p.looped, 0);
	assert_int_equal(p.seen, ERR_UNAVAILABLE);
	assert_int_equal(p.answers, 1);
	loop_free(&l);
}

static void a_tolerated_failure_goes_on(void **state)
{
	static task_step *const steps[] = {
	    work_tolerantly, loop_thrice, answer, NULL};
	struct loop *l = loop_new();
	struct probe p = {.fail_op = true};

	(void)state;
	start(l, &p, steps, 1000);
	run(l, &p, 50);
	assert_int_equal(p.looped, 3);
	assert_int_equal(p.seen, ERR_OK);
	assert_int_equal(p.tolerated.code, ERR_UNAVAILABLE);
	loop_free(&l);
}

static void the_deadline_cancels_and_answers(void **state)
{
	static task_step *const steps[] = {work, answer, NULL};
	struct loop *l = loop_new();
	struct probe p = {0};

	(void)state;
	start(l, &p, steps, 5);
	run(l, &p, 50);
	assert_int_equal(p.cancelled, 1);
	assert_int_equal(p.answers, 1);
	assert_int_equal(p.seen, ERR_DEADLINE);
	loop_free(&l);
}

static void an_overdrawn_arena_fails_the_request(void **state)
{
	static task_step *const steps[] = {drink, work, answer, NULL};
	struct loop *l = loop_new();
	struct probe p = {0};

	(void)state;
	start(l, &p, steps, 1000);
	assert_int_equal(p.worked, 0);
	assert_int_equal(p.seen, ERR_TOO_LARGE);
	assert_int_equal(p.answers, 1);
	loop_free(&l);
}

static void cancel_frees_without_answer(void **state)
{
	static task_step *const steps[] = {work, answer, NULL};
	struct loop *l = loop_new();
	struct probe p = {0};

	(void)state;
	start(l, &p, steps, 1000);
	task_cancel(&p.task);
	assert_int_equal(p.cancelled, 1);
	assert_int_equal(p.answers, 0);
	assert_int_equal(p.freed, 1);
	loop_free(&l);
}

static void two_operations_are_awaited_together(void **state)
{
	static task_step *const steps[] = {nap, loop_thrice, answer, NULL};
	struct loop *l = loop_new();
	struct probe p = {0};

	(void)state;
	start(l, &p, steps, 1000);
	run(l, &p, 50);
	assert_int_equal(p.looped, 3);
	assert_int_equal(p.answers, 1);
	loop_free(&l);
}

static void a_step_may_bring_the_deadline_nearer(void **state)
{
	static task_step *const steps[] = {work, hurry, answer, NULL};
	struct loop *l = loop_new();
	struct probe p = {0};

	(void)state;
	start(l, &p, steps, 5000);
	run(l, &p, 100);
	assert_int_equal(p.worked, 2);
	assert_int_equal(p.cancelled, 1);
	assert_int_equal(p.seen, ERR_DEADLINE);
	loop_free(&l);
}

static void a_step_may_put_the_deadline_off(void **state)
{
	static task_step *const steps[] = {take_time, work, answer, NULL};
	struct loop *l = loop_new();
	struct probe p = {0};

	(void)state;
	start(l, &p, steps, 5);
	run(l, &p, 100);
	assert_int_equal(p.worked, 2);
	assert_int_equal(p.cancelled, 0);
	assert_int_equal(p.seen, ERR_OK);
	loop_free(&l);
}

static void racing_deadlines_answer_exactly_once(void **state)
{
	static task_step *const steps[] = {
	    work, nap, work, answer_waiting, NULL};
	struct loop *l = loop_new();
	struct probe p[90] = {0};
	int freed = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(p); i++)
		start(l, &p[i], steps, (int64_t)i);
	for (int turns = 0; freed < (int)ARRAY_LEN(p) && turns < 3000;
	     turns++) {
		loop_turn(l, 50);
		freed = 0;
		for (size_t i = 0; i < ARRAY_LEN(p); i++)
			freed += p[i].freed;
	}
	for (size_t i = 0; i < ARRAY_LEN(p); i++) {
		assert_int_equal(p[i].answers, 1);
		assert_int_equal(p[i].freed, 1);
	}
	loop_free(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(steps_run_in_order_and_answer_once),
	    cmocka_unit_test(a_failing_step_jumps_to_the_answer),
	    cmocka_unit_test(a_failed_operation_fails_the_task),
	    cmocka_unit_test(a_tolerated_failure_goes_on),
	    cmocka_unit_test(the_deadline_cancels_and_answers),
	    cmocka_unit_test(a_step_may_bring_the_deadline_nearer),
	    cmocka_unit_test(a_step_may_put_the_deadline_off),
	    cmocka_unit_test(an_overdrawn_arena_fails_the_request),
	    cmocka_unit_test(cancel_frees_without_answer),
	    cmocka_unit_test(two_operations_are_awaited_together),
	    cmocka_unit_test(racing_deadlines_answer_exactly_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
