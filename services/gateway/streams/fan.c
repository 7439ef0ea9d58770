/* fan.c - writes what was heard to those who are behind, in rounds, so
 * that thousands of readers of one event never hold the loop. */
#include "services/gateway/streams/part.h"

#include "common/base/die.h"

#include <stdlib.h>

#define LOOK_AT_CLOCK 8        /* writes between two looks at the clock */
#define COALESCED_BYTES 16384u /* of several events in one write */

struct stream_fan {
	struct task task;
	struct streams *all;
	struct arena_mark mark;
};

static task_step fan_later, fan_round, fan_over;
static task_step *const fan_now_steps[] = {fan_round, fan_over, NULL};
static task_step *const fan_later_steps[] = {
    fan_later, fan_round, fan_over, NULL};

/* ---- one stream ---- */

static void look(struct stream *s)
{
	s->look = true;
	stream_wakes(s);
	http_park_wake(s->conn, stream_look_steps, STREAM_LOOK_MS);
}

/* The events behind the last one written, as far as they are here without a
 * gap: in one write. Returns the last of them, or NULL. */
static const struct stream_event *write_next(struct stream *s)
{
	const struct stream_event *last = NULL;
	uint64_t seq = s->is.sent;
	struct str all = {"", 0};
	size_t n = 0;
	struct buf b;

	buf_init(&b, COALESCED_BYTES + STREAM_EVENT_BYTES);
	LIST_EACH (node, &s->topic->events) {
		const struct stream_event *e =
		    LIST_ENTRY(node, struct stream_event, node);

		if (e->seq <= seq)
			continue;
		if (e->seq != seq + 1 || all.n > COALESCED_BYTES)
			break;
		if (n++ == 0) { /* most often there is one: no copy */
			all = (struct str){e->text, e->n};
		} else {
			if (b.len == 0)
				buf_add(&b, all.p, all.n);
			buf_add(&b, e->text, e->n);
			all = (struct str){buf_str(&b), b.len};
		}
		seq = e->seq;
		last = e;
	}
	if (n > 0) {
		http_park_write(s->conn, all);
		s->is.sent = seq;
		s->wrote_ms = s->progress_ms =
		    loop_now_ms(s->all->gw->service->loop);
		metrics_counter_add(
		    METRICS_ONLY(s->all->metrics.events), (double)n);
	}
	buf_deinit(&b);
	return last;
}

/* The stream may be gone afterwards. */
static void serve(struct stream *s)
{
	struct stream_topic *t = s->topic;
	const struct stream_event *last;

	if (s->look || !streq(s->is.log, t->log) ||
	    http_park_queued(s->conn) > STREAM_QUEUED_BYTES / 2) {
		look(s);
		return;
	}
	last = write_next(s);
	if (last == NULL) { /* a gap: the log has it */
		look(s);
		return;
	}
	stream_not_quiet(s);
	if (last->last) {
		s->over = true;
		http_park_end(s->conn);
	} else if (!stream_is_behind(s)) {
		list_remove(&s->node);
		list_append(&t->parked, &s->node);
	}
}

/* ---- rounds ---- */

static bool topic_is_done(const struct stream_topic *t)
{
	return list_empty(&t->parked) ||
	       !stream_is_behind(
		   CONTAINER_OF(t->parked.next, struct stream, node));
}

/* Whoever is served goes behind those who are not, so the first tells. */
static void serve_some(struct streams *all)
{
	struct loop *l = all->gw->service->loop;
	int64_t began_us = loop_now_us(l);

	for (unsigned n = 1; !list_empty(&all->busy); n++) {
		struct stream_topic *t =
		    LIST_FIRST(&all->busy, struct stream_topic, busy);

		if (topic_is_done(t)) {
			list_remove(&t->busy);
			stream_topic_prune(t);
			continue;
		}
		serve(LIST_FIRST(&t->parked, struct stream, node));
		if (n % LOOK_AT_CLOCK == 0 &&
		    loop_now_us(l) - began_us >= STREAM_BUDGET_US)
			break;
	}
	began_us = loop_now_us(l) - began_us;
	metrics_observe(
	    METRICS_ONLY(all->metrics.held), (double)began_us / 1e6);
	all->longest_us = MAX(all->longest_us, began_us);
	metrics_gauge_set(
	    METRICS_ONLY(all->metrics.longest), (double)all->longest_us / 1e6);
}

static enum step_result fan_later(struct task *t)
{
	task_sleep(t, 0);
	return STEP_WAIT;
}

static enum step_result fan_round(struct task *t)
{
	struct stream_fan *fan = CONTAINER_OF(t, struct stream_fan, task);

	arena_rewind(t->arena, &fan->mark);
	serve_some(fan->all);
	if (list_empty(&fan->all->busy))
		return STEP_NEXT;
	task_goto(t, fan_round);
	task_sleep(t, 0);
	return STEP_WAIT;
}

static enum step_result fan_over(struct task *t)
{
	if (t->err.code != ERR_OK)
		die("streams: writing to readers failed: %s", t->err.text);
	return STEP_NEXT;
}

static void fan_free(struct task *t)
{
	CONTAINER_OF(t, struct stream_fan, task)->all->fan = NULL;
}

static void fan_start(struct streams *all, task_step *const *steps)
{
	struct arena *a;

	if (all->fan != NULL || list_empty(&all->busy))
		return;
	a = arena_new(65536);
	all->fan = ARENA_NEW(a, struct stream_fan);
	all->fan->all = all;
	all->fan->mark = arena_mark(a);
	task_start(&all->fan->task, all->gw->service->loop, a, steps, INT32_MAX,
	    fan_free);
}

void streams_fan(struct streams *all)
{
	fan_start(all, fan_now_steps);
}

void streams_fan_later(struct streams *all)
{
	fan_start(all, fan_later_steps);
}

void streams_fan_stop(struct streams *all)
{
	if (all->fan != NULL)
		task_cancel(&all->fan->task);
}
