/* operation.h - one operation of a library as a task that a test waits for,
 * and the stores that it is done on (tests/lib/with_stores.sh). */
#ifndef TEST_OPERATION_H
#define TEST_OPERATION_H

#include "common/loop/task.h"

struct operation {
	struct task task;
	/* In the step after the one that waited, when all went well: the
	 * answer still lives. May be NULL. */
	void (*check)(struct operation *o);
	int64_t timeout_ms; /* 0: 20 s */
	struct err err;
	bool done;
};

/* Starts it; o lives until done. steps: one that begins the operation, then
 * operation_look. */
void operation_start(
    struct operation *o, struct loop *l, task_step *const *steps);
task_step operation_look;
/* Turns the loop until it is done; gives the error's code. */
enum err_code operation_wait(struct operation *o, struct loop *l);

/* The environment's variable; ends the program with code 77, skipped, without
 * it. */
const char *need_env(const char *name);
/* A shell function of tests/lib/stores.sh on the test's stores. */
void stores(const char *function);

#endif
