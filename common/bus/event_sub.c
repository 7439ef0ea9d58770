/* event_sub.c - one reader: a bounded ring, and the operation that waits. */
#include "common/bus/event_private.h"

#include "common/base/die.h"
#include "common/bus/event_wire.h"

#include <stdlib.h>

#define FIRST_PLACES 8

static void on_time(void *arg);

struct event_sub *event_sub_open(
    struct event_hub *hub, const char *topic, size_t max_queued)
{
	struct event_sub *sub = xcalloc(1, sizeof *sub);

	sub->max = MAX(max_queued, 1);
	sub->topic = event_topic_get(hub, topic);
	list_append(&sub->topic->subs, &sub->node);
	list_init(&sub->ready);
	return sub;
}

static struct event_msg *pop(struct event_sub *sub)
{
	struct event_msg *m = sub->ring[sub->first];

	sub->first = (sub->first + 1) % sub->places;
	sub->n--;
	return m;
}

void event_sub_close(struct event_sub **subp)
{
	struct event_sub *sub = *subp;

	if (sub == NULL)
		return;
	MUST(!sub->waiting); /* the task that waits is cancelled first */
	while (sub->n > 0)
		event_msg_unref(pop(sub));
	event_msg_unref(sub->current);
	timer_free(&sub->timer);
	list_remove(&sub->ready);
	list_remove(&sub->node);
	event_topic_release(sub->topic);
	free(sub->ring);
	free(sub);
	*subp = NULL;
}

/* ---- the ring ---- */

/* Most readers never hold more than a few: thousands of streams cost little. */
static void grow(struct event_sub *sub)
{
	size_t places = sub->places == 0 ? FIRST_PLACES : 2 * sub->places;
	struct event_msg **ring;
	size_t n = sub->n;

	places = MIN(places, sub->max);
	ring = xcalloc(places, sizeof *ring);
	for (size_t i = 0; i < n; i++)
		ring[i] = sub->ring[(sub->first + i) % sub->places];
	free(sub->ring);
	sub->ring = ring;
	sub->places = places;
	sub->first = 0;
}

void event_sub_push(struct event_sub *sub, struct event_msg *m)
{
	if (sub->n == sub->max)
		event_msg_unref(pop(sub));
	else if (sub->n == sub->places)
		grow(sub);
	sub->ring[(sub->first + sub->n) % sub->places] = m;
	sub->n++;
	m->refs++;
	if (sub->waiting)
		event_hub_ready(sub->topic->hub, sub);
}

/* ---- the operation ---- */

static void stop_waiting(struct event_sub *sub)
{
	sub->waiting = false;
	timer_disarm(sub->timer);
	list_remove(&sub->ready);
}

static void next_cancel(struct op *op)
{
	stop_waiting(CONTAINER_OF(op, struct event_sub, op));
}

static void give_out(struct event_sub *sub, struct event *ev)
{
	struct event_msg *m = sub->current = pop(sub);

	str_copy(ev->topic, sizeof ev->topic, m->topic);
	ev->seq = m->seq;
	ev->body = m->body;
}

void event_sub_deliver(struct event_sub *sub)
{
	MUST(sub->waiting && sub->n > 0);
	stop_waiting(sub);
	give_out(sub, sub->ev_r);
	op_done(&sub->op, NULL);
}

bool event_more(struct event_sub *sub, struct event *ev_r)
{
	MUST(!sub->waiting);
	if (sub->n == 0)
		return false;
	event_msg_unref(sub->current);
	give_out(sub, ev_r);
	return true;
}

static void on_time(void *arg)
{
	struct event_sub *sub = arg;

	if (sub->n > 0) { /* it is being handed over */
		event_sub_deliver(sub);
		return;
	}
	stop_waiting(sub);
	op_done(&sub->op, NULL);
}

void event_next(struct task *t, struct event_sub *sub, int64_t max_wait_ms,
    struct event *ev_r)
{
	MUST(!sub->waiting);
	event_msg_unref(sub->current);
	sub->current = NULL;
	*ev_r = (struct event){.seq = 0};
	sub->ev_r = ev_r;
	sub->waiting = true;
	if (sub->timer == NULL)
		sub->timer = timer_new(t->loop, on_time, sub);
	op_begin(&sub->op, t, next_cancel);
	if (sub->n > 0)
		event_hub_ready(sub->topic->hub, sub);
	else
		timer_arm(sub->timer, max_wait_ms);
}
