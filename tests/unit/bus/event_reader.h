/* event_reader.h - a task that reads events, for tests of pub and sub. */
#ifndef TESTS_BUS_EVENT_READER_H
#define TESTS_BUS_EVENT_READER_H

#include "common/bus/events.h"
#include "tests/unit/bus/fixture.h"

#define KEEP 600

/* A task that reads a number of events and remembers them. */
struct reader {
	struct task task;
	struct event_sub *sub;
	struct event ev;
	int64_t wait_ms;
	unsigned want, n;
	uint64_t seq[KEEP];
	char topic[KEEP][16];
	char body[KEEP][16];
	bool timed_out, done;
};

/* Reads `want` events of a topic, or until none comes for wait_ms. */
struct reader *reader_new(struct world *w, struct event_hub *hub,
    const char *topic, unsigned want, size_t max_queued, int64_t wait_ms);
/* The same with a sub that is open already; it is closed at the end. */
struct reader *reader_of(
    struct world *w, struct event_sub *sub, unsigned want, int64_t wait_ms);
/* Turns the loop until it is done, at most 15 s. */
void reader_wait(struct world *w, const struct reader *r);

/* On w->url. */
struct event_pub *reader_pub(struct world *w);
struct event_hub *reader_hub(struct world *w, const char *urls);
/* Subscribing takes a moment that nobody announces: returns when events of
 * pub come through to hub. */
void reader_settle(
    struct world *w, struct event_pub *pub, struct event_hub *hub);

#endif
