/* bus_bound.c - a call may get less time than its task has.
 *
 * Who asks several neighbours for one answer must not lose all its time to the
 * one that hangs. Such a call has a timer; it ends the call wherever that is,
 * sent or waiting, and the task goes on. Its answer, should one come yet, is
 * counted as late and dropped like any other. */
#include "common/bus/bus_call.h"

static void on_bound(void *arg)
{
	struct bus_call *c = arg;
	struct bus *b = c->service->bus;
	struct err err = {0};

	if (c->err != NULL)
		return; /* it has failed, and hears so in this turn */
	err_set(&err, ERR_TIMEOUT, "%s: no answer in the time it was given",
	    c->service->name);
	bus_call_leave(c, ERR_TIMEOUT);
	bus_call_fails(b, c, &err);
	bus_fail_now(b);
}

void bus_bound_begin(struct bus_call *c, uint32_t timeout_ms)
{
	struct loop *l = c->op.task->loop;

	if (timeout_ms == 0 || timeout_ms >= task_left_ms(c->op.task))
		return;
	c->until_ms = loop_now_ms(l) + timeout_ms;
	c->bound = timer_new(l, on_bound, c);
	timer_arm(c->bound, timeout_ms);
}
