/* event_reader.c - see event_reader.h. */
#include "tests/unit/bus/event_reader.h"

#include "common/base/clock.h"

#include "tests/unit/unit.h"

static enum step_result next(struct task *t);
static enum step_result take(struct task *t);

static enum step_result next(struct task *t)
{
	struct reader *r = CONTAINER_OF(t, struct reader, task);

	event_next(t, r->sub, r->wait_ms, &r->ev);
	return STEP_WAIT;
}

static enum step_result take(struct task *t)
{
	struct reader *r = CONTAINER_OF(t, struct reader, task);

	if (r->ev.seq == 0) {
		r->timed_out = true;
		return STEP_NEXT;
	}
	r->seq[r->n] = r->ev.seq;
	str_copy(r->topic[r->n], sizeof r->topic[0], str_of(r->ev.topic));
	str_copy(r->body[r->n], sizeof r->body[0], r->ev.body);
	if (++r->n < r->want)
		task_goto(t, next);
	return STEP_NEXT;
}

static enum step_result end(struct task *t)
{
	CONTAINER_OF(t, struct reader, task)->done = true;
	return STEP_NEXT;
}

static task_step *const steps[] = {next, take, end, NULL};

static void reader_free(struct task *t)
{
	struct reader *r = CONTAINER_OF(t, struct reader, task);

	event_sub_close(&r->sub);
}

struct reader *reader_of(
    struct world *w, struct event_sub *sub, unsigned want, int64_t wait_ms)
{
	struct reader *r = calloc(1, sizeof *r);

	r->sub = sub;
	r->want = want;
	r->wait_ms = wait_ms;
	task_start(
	    &r->task, w->loop, arena_new(1 << 16), steps, 20000, reader_free);
	return r;
}

struct reader *reader_new(struct world *w, struct event_hub *hub,
    const char *topic, unsigned want, size_t max_queued, int64_t wait_ms)
{
	return reader_of(
	    w, event_sub_open(hub, topic, max_queued), want, wait_ms);
}

void reader_wait(struct world *w, const struct reader *r)
{
	int64_t until = clock_mono_ms() + 15000;

	while (!r->done) {
		assert_true(clock_mono_ms() < until);
		loop_turn(w->loop, 20);
	}
}

struct event_pub *reader_pub(struct world *w)
{
	struct event_pub *pub;
	struct err err = {0};

	if (event_pub_open(w->loop, w->url, &pub, &err) < 0)
		fail_msg("%s", err.text);
	return pub;
}

struct event_hub *reader_hub(struct world *w, const char *urls)
{
	struct event_hub *hub;
	struct err err = {0};

	if (event_hub_open(w->loop, urls, &hub, &err) < 0)
		fail_msg("%s", err.text);
	return hub;
}

void reader_settle(
    struct world *w, struct event_pub *pub, struct event_hub *hub)
{
	struct reader *r = reader_new(w, hub, "settle", 1, 10, 15000);

	while (!r->done) {
		event_publish(pub, "settle", 1, STR(""));
		loop_turn(w->loop, 5);
	}
	free(r);
}
