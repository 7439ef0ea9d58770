/* gate.c - who is at work, who waits, who is turned away. See gate.h. */
#include "common/gate/gate.h"

#include "common/base/die.h"

#include <stdlib.h>

#define SWEEP_MS 10
#define STANDING_AFTER_US 100000
#define BACKGROUND_PART 0.75

struct gate {
	struct gate_config config;
	struct loop *loop;
	struct gate_law law;
	struct timer *sweep;                  /* runs while somebody waits */
	struct list waiting[GATE_PRIORITIES]; /* oldest first */
	struct gate_state state;
	int64_t queue_began_us; /* since when somebody waits; 0: nobody */
	bool admitting;         /* admit() is on the stack */
};

static void on_sweep(void *arg);

struct gate *gate_new(struct loop *l, const struct gate_config *c)
{
	struct gate *g = xcalloc(1, sizeof *g);

	g->config = *c;
	g->loop = l;
	gate_law_init(&g->law, c->start, c->least, c->most, loop_now_us(l));
	for (size_t i = 0; i < GATE_PRIORITIES; i++)
		list_init(&g->waiting[i]);
	g->sweep = timer_new(l, on_sweep, g);
	return g;
}

void gate_free(struct gate **gp)
{
	struct gate *g = *gp;

	if (g == NULL)
		return;
	MUST(g->state.in_flight == 0);
	for (size_t i = 0; i < GATE_PRIORITIES; i++)
		MUST(list_empty(&g->waiting[i]));
	timer_free(&g->sweep);
	free(g);
	*gp = NULL;
}

struct gate_state gate_state(const struct gate *g)
{
	struct gate_state s = g->state;

	s.limit = g->law.limit;
	return s;
}

/* ---- room ---- */

static bool has_room(const struct gate *g, enum gate_priority priority)
{
	double room = g->law.limit;

	if (priority == GATE_BACKGROUND)
		room = MAX(room * BACKGROUND_PART, 1.0);
	return g->state.in_flight + 1 <= (unsigned)room;
}

static void let_in(struct gate *g, struct gate_pass *pass)
{
	pass->waiting = false;
	pass->since_us = loop_now_us(g->loop);
	g->state.in_flight++;
}

/* Nobody overtakes their equals or betters. */
static bool is_next(const struct gate *g, enum gate_priority priority)
{
	for (size_t i = 0; i <= (size_t)priority; i++)
		if (g->state.waiting[i] > 0)
			return false;
	return true;
}

/* ---- waiting ---- */

static void stop_waiting(struct gate_pass *pass)
{
	struct gate *g = pass->gate;

	list_remove(&pass->node);
	g->state.waiting[pass->priority]--;
	for (size_t i = 0; i < GATE_PRIORITIES; i++)
		if (g->state.waiting[i] > 0)
			return;
	g->queue_began_us = 0;
	timer_disarm(g->sweep);
}

static void cancel(struct op *op)
{
	struct gate_pass *pass = CONTAINER_OF(op, struct gate_pass, op);

	stop_waiting(pass);
	pass->gate = NULL;
}

static void wait(struct task *t, struct gate *g, struct gate_pass *pass)
{
	int64_t now_us = loop_now_us(g->loop);

	pass->waiting = true;
	pass->since_us = now_us;
	list_append(&g->waiting[pass->priority], &pass->node);
	g->state.waiting[pass->priority]++;
	if (g->queue_began_us == 0 && !g->config.patient) {
		g->queue_began_us = now_us;
		timer_every(g->sweep, SWEEP_MS);
	}
	op_begin(&pass->op, t, cancel);
}

static const char refusal[] =
    "%s has more to do than it can; try again in a second";

/* Fails what waits; the task may be gone afterwards. */
static void turn_away(struct gate *g, struct gate_pass *pass)
{
	struct err err = {0};

	err_set(&err, ERR_OVERLOADED, refusal, g->config.name);
	g->state.turned_away[pass->priority]++;
	stop_waiting(pass);
	pass->gate = NULL;
	op_done(&pass->op, &err);
}

enum step_result gate_enter(struct task *t, struct gate *g,
    enum gate_priority priority, unsigned kind, struct gate_pass *pass)
{
	MUST(pass->gate == NULL && kind < GATE_KINDS_MAX);
	if (g->state.waiting[priority] >= GATE_WAITING_MAX) {
		g->state.turned_away[priority]++;
		return task_fail(t, ERR_OVERLOADED, refusal, g->config.name);
	}
	pass->gate = g;
	pass->priority = priority;
	pass->kind = kind;
	if (is_next(g, priority) && has_room(g, priority)) {
		let_in(g, pass);
		return STEP_NEXT;
	}
	gate_law_held(&g->law);
	wait(t, g, pass);
	return STEP_WAIT;
}

/* The one that waits longest, interactive first, while there is room. A task
 * that goes on may end at once and come back here: it leaves the rest to the
 * one below it on the stack. */
static void admit(struct gate *g)
{
	if (g->admitting)
		return;
	g->admitting = true;
	for (size_t i = 0; i < GATE_PRIORITIES;) {
		struct gate_pass *pass;

		if (list_empty(&g->waiting[i])) {
			i++;
			continue;
		}
		if (!has_room(g, (enum gate_priority)i))
			break;
		pass = LIST_FIRST(&g->waiting[i], struct gate_pass, node);
		stop_waiting(pass);
		let_in(g, pass);
		op_done(&pass->op, NULL);
		i = 0;
	}
	g->admitting = false;
}

static void on_sweep(void *arg)
{
	struct gate *g = arg;
	int64_t now_us = loop_now_us(g->loop), limit_us = GATE_WAIT_MS * 1000;

	if (g->queue_began_us != 0 &&
	    now_us - g->queue_began_us > STANDING_AFTER_US)
		limit_us = GATE_STANDING_MS * 1000;
	for (size_t i = 0; i < GATE_PRIORITIES; i++) {
		while (!list_empty(&g->waiting[i])) {
			struct gate_pass *pass =
			    LIST_FIRST(&g->waiting[i], struct gate_pass, node);

			if (now_us - pass->since_us <= limit_us)
				break;
			turn_away(g, pass);
		}
	}
	admit(g);
}

/* ---- the end ---- */

void gate_leave(struct gate_pass *pass, enum gate_outcome outcome)
{
	struct gate *g = pass->gate;
	int64_t now_us;

	if (g == NULL)
		return;
	MUST(!pass->waiting);
	pass->gate = NULL;
	now_us = loop_now_us(g->loop);
	if (outcome == GATE_DONE)
		gate_law_sample(&g->law, pass->kind, now_us - pass->since_us,
		    g->state.in_flight, now_us);
	else if (outcome == GATE_OVERRUN)
		gate_law_overrun(&g->law, pass->kind, now_us);
	g->state.in_flight--;
	admit(g);
}
