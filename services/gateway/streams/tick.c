/* tick.c - the jobs that keep streams going: one hears of events, one
 * looks after streams that nothing happens to. */
#include "services/gateway/streams/part.h"

#include "services/gateway/streams/jobs.h"

#define HEARD_AT_ONCE 256 /* events before others have a turn */
#define HEAR_QUEUED 8192
#define HEAR_MS 60000
#define ANSWER_QUIET_MS 1000 /* then its log is looked at */
#define TICK_AT_ONCE 64
#define TICK_REST_MS 1

/* ---- hearing ---- */

static task_step hear_open, hear_next, hear_take;
task_step *const stream_hear_steps[] = {
    hear_open, hear_next, hear_take, task_end, NULL};

static struct stream_hear *hear_of(struct task *t)
{
	return CONTAINER_OF(t, struct stream_hear, run.task);
}

static enum step_result hear_open(struct task *t)
{
	struct stream_hear *h = hear_of(t);

	h->sub = event_sub_open(h->run.service->hub, "chat.*", HEAR_QUEUED);
	h->mark = arena_mark(t->arena);
	return STEP_NEXT;
}

static enum step_result hear_next(struct task *t)
{
	struct stream_hear *h = hear_of(t);

	arena_rewind(t->arena, &h->mark);
	event_next(t, h->sub, HEAR_MS, &h->event);
	return STEP_WAIT;
}

/* The topic is "chat.<answer id>", and so is the log. */
static enum step_result hear_take(struct task *t)
{
	struct stream_hear *h = hear_of(t);
	struct gateway *gw = h->run.daemon;

	if (h->event.seq != 0) {
		for (int i = 0; i < HEARD_AT_ONCE; i++) {
			streams_heard(gw->streams, h->event.topic,
			    h->event.topic + strlen("chat."), h->event.seq,
			    h->event.body);
			if (!event_more(h->sub, &h->event))
				break;
		}
		streams_fan(gw->streams);
	}
	task_goto(t, hear_next);
	return STEP_NEXT;
}

void stream_hear_release(struct service_run *run)
{
	event_sub_close(&CONTAINER_OF(run, struct stream_hear, run)->sub);
}

/* ---- streams that nothing happens to ---- */

static task_step tick;
task_step *const stream_tick_steps[] = {tick, task_end, NULL};

/* A stream without an end may have gone on for long enough that who reads it should be
 * asked again who they are; and a process that ends lets its readers go to
 * another one. Both come back with their Last-Event-ID. */
static bool is_old(const struct stream *s)
{
	const struct gateway *gw = s->all->gw;

	return http_park_draining(s->conn) ||
	       loop_unix_ms(gw->service->loop) - s->is.opened_unix_ms >=
		   gw->opt->stream_life_ms;
}

void streams_end_user(struct streams *all, uint64_t user_id)
{
	for (enum stream_kind kind = 0; kind < STREAM_KINDS; kind++) {
		struct stream *s = streams_next(all, kind, NULL);

		while (s != NULL) {
			struct stream *next = streams_next(all, kind, s);

			if (s->is.user_id == user_id)
				http_park_end(s->conn);
			s = next;
		}
	}
}

/* Answers are looked for at once. Of those who read one log that goes on, one
 * looks, and if it finds more than was heard the others are served. */
static void look_after(struct stream *s, int64_t now)
{
	stream_not_quiet(s);
	if (s->is.kind != STREAM_ANSWER && is_old(s)) {
		http_park_end(s->conn);
	} else if (s->is.kind == STREAM_ANSWER ||
		   s->topic->parked.next == &s->node) {
		stream_wakes(s);
		http_park_wake(s->conn, stream_look_steps, STREAM_LOOK_MS);
	} else if (http_park_queued(s->conn) == 0) {
		http_park_write(s->conn, STR(": keep-alive\n\n"));
		s->wrote_ms = now;
	}
}

/* The first of each list has been quiet for longest. */
static struct stream *next_quiet(struct streams *all, int64_t now)
{
	struct stream *s = streams_next(all, STREAM_ANSWER, NULL);

	if (s != NULL && now - s->quiet_ms >= ANSWER_QUIET_MS)
		return s;
	for (enum stream_kind k = STREAM_RUNS; k < STREAM_KINDS; k++) {
		s = streams_next(all, k, NULL);
		if (s != NULL && (now - s->quiet_ms >= STREAM_BEAT_MS ||
				     http_park_draining(s->conn)))
			return s;
	}
	return NULL;
}

static enum step_result tick(struct task *t)
{
	struct gateway *gw = CONTAINER_OF(t, struct service_run, task)->daemon;
	int64_t began_us = loop_now_us(t->loop);

	for (int i = 0; i < TICK_AT_ONCE; i++) {
		struct stream *s =
		    next_quiet(gw->streams, loop_now_ms(t->loop));

		if (s == NULL)
			return STEP_NEXT;
		look_after(s, loop_now_ms(t->loop));
		if (loop_now_us(t->loop) - began_us >= STREAM_BUDGET_US)
			break;
	}
	task_goto(t, tick);
	task_sleep(t, TICK_REST_MS);
	return STEP_WAIT;
}
