/* operation.c - see operation.h. */
#include "tests/lib/operation.h"

#include "common/base/die.h"

#include <stdio.h>
#include <stdlib.h>

#define SKIPPED 77

enum step_result operation_look(struct task *t)
{
	struct operation *o = CONTAINER_OF(t, struct operation, task);

	o->err = t->err;
	if (o->err.code == ERR_OK && o->check != NULL)
		o->check(o);
	return STEP_NEXT;
}

static void finished(struct task *t)
{
	CONTAINER_OF(t, struct operation, task)->done = true;
}

void operation_start(
    struct operation *o, struct loop *l, task_step *const *steps)
{
	o->task = (struct task){0};
	o->done = false;
	task_start(&o->task, l, arena_new(1 << 24), steps,
	    o->timeout_ms ? o->timeout_ms : 20000, finished);
}

enum err_code operation_wait(struct operation *o, struct loop *l)
{
	while (!o->done)
		loop_turn(l, 1000);
	return o->err.code;
}

const char *need_env(const char *name)
{
	const char *value = getenv(name);

	if (value != NULL && *value != '\0')
		return value;
	fprintf(stderr,
	    "skipped: %s is not set (run by tests/lib/with_stores.sh)\n", name);
	exit(SKIPPED);
}

void stores(const char *function)
{
	char *line = xprintf(". \"$STORES_ROOT/tests/lib/stores.sh\" && "
			     "%s \"$STORES_DIR\"",
	    function);

	if (system(line) != 0)
		quit(EX_UNAVAILABLE, "%s failed", function);
	free(line);
}
