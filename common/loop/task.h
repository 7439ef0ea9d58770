/* task.h - one request walked through an ordered list of steps.
 *
 *	static task_step *const triage_steps[] = {
 *		check, load, decide, save, answer, NULL };
 *
 * A step does a little and returns:
 *   STEP_NEXT  go on with the step below at once
 *   STEP_WAIT  one or more operations were started; the step below runs when
 *              ALL of them have finished (start several to fan out)
 *   STEP_FAIL  t->err says why; jump to the last step
 *
 * The last step ("answer") always runs, exactly once, whatever happened
 * before: success, STEP_FAIL, a failed operation, the deadline, an overdrawn
 * arena. It reads t->err and may itself wait (its own deadline is
 * TASK_ANSWER_MS). Only task_cancel() skips it.
 *
 * An operation that fails fails the task (the others started with it are
 * cancelled), unless task_tolerate() was called just before starting it:
 * then its error is put there and the task goes on.
 */
#ifndef LOOP_TASK_H
#define LOOP_TASK_H

#include "common/base/arena.h"
#include "common/base/err.h"
#include "common/base/list.h"
#include "common/loop/loop.h"

#define TASK_ANSWER_MS 10000
#define TASK_MAX_STEPS 32

struct task;
enum step_result { STEP_NEXT, STEP_WAIT, STEP_FAIL };
typedef enum step_result task_step(struct task *t);
task_step task_end; /* the last step of what answers nobody: does nothing */

/* A started operation. The library embeds it in its own state, fills cancel
 * and calls op_begin(); later it calls op_done() exactly once, never before
 * the call that started it has returned, unless cancel came first. */
struct op {
	/* Promise: no op_done() after this. Frees the library's state unless
	 * that lives elsewhere. */
	void (*cancel)(struct op *op);
	struct task *task;
	struct err *tolerate; /* not NULL: where a failure goes */
	struct list node;
};

struct task {
	struct loop *loop;
	struct arena *arena; /* this request's memory, freed with the task */
	struct err err;      /* code ERR_OK while all is well */
	task_step *const *steps;
	unsigned next; /* index of the step to run next */
	int64_t started_us;
	int64_t deadline_ms;             /* on loop_now_ms()'s clock */
	int64_t step_us[TASK_MAX_STEPS]; /* from a step's start to the next's */
	/* Private to task.c. */
	struct list ops;
	struct err *tolerate_next;
	struct timer *timer;
	void (*free_fn)(struct task *t);
	int64_t step_began_us;
	unsigned current;
	bool keep_arena; /* set before the start: free_fn disposes of it */
	bool running;
	bool answering;
};

/* Begins to walk. t is zeroed memory at the start of the caller's request
 * struct; arena and its ownership pass to the task. timeout_ms from now.
 * free_fn releases what the struct holds beside the arena, and the struct
 * itself if it is not in the arena; the arena is freed after it. Steps run at
 * once, inside this call: t may be gone when it returns. */
void task_start(struct task *t, struct loop *l, struct arena *a,
    task_step *const *steps, int64_t timeout_ms,
    void (*free_fn)(struct task *t));

/* Ends without answer: cancels what is outstanding. Not from its own steps. */
void task_cancel(struct task *t);

/* The next operation started on t may fail: its error goes to *err (zeroed
 * first), and the task goes on. */
void task_tolerate(struct task *t, struct err *err);

/* Jumps: the step that runs after this one is `step`, which must be in the
 * list. For loops: `task_goto(t, next_page); return STEP_NEXT;`. */
void task_goto(struct task *t, task_step *step);

/* Sets t->err and returns STEP_FAIL, for `return task_fail(t, ERR_X, ...)`. */
enum step_result task_fail(
    struct task *t, enum err_code code, const char *fmt, ...) PRINTF_LIKE(3, 4);
enum step_result task_fail_field(
    struct task *t, const char *field, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* What is left until the deadline, at least 0. */
int64_t task_left_ms(const struct task *t);

/* From a step, before it starts an operation: the deadline is timeout_ms from
 * now on, earlier or later than it was. For long work whose parts must not
 * take long. Nothing in the answer step, which has its own. */
static inline void task_set_deadline(struct task *t, int64_t timeout_ms)
{
	if (t->answering)
		return;
	t->deadline_ms = loop_now_ms(t->loop) + timeout_ms;
	if (t->timer != NULL)
		timer_disarm(t->timer);
}

/* Waits: the step below runs after ms. An operation like any other. */
void task_sleep(struct task *t, int64_t ms);

/* ---- for libraries that implement operations ---- */
void op_begin(struct op *op, struct task *t, void (*cancel)(struct op *op));
/* err NULL or code OK: it went well. The task may run on, and be freed,
 * inside this call: touch nothing of the request afterwards. */
void op_done(struct op *op, const struct err *err);

#endif
