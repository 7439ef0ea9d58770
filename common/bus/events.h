/* events.h - numbered hints to many: nng's pub/sub protocol on the loop.
 *
 * Delivery is not promised. Every event has a topic, a sequence number of its
 * topic (from 1, no gaps at the source) and a body, so a reader sees a gap and
 * reads the log behind it (a table or a Redis stream).
 */
#ifndef BUS_EVENTS_H
#define BUS_EVENTS_H

#include "common/loop/task.h"
#include "common/base/str.h"

struct event_pub; /* one listening socket */
/* Any nng SUB program can subscribe. */
MUST_CHECK int event_pub_open(
    struct loop *l, const char *url, struct event_pub **pub_r, struct err *err);
void event_pub_close(struct event_pub **pub);
/* Never blocks. topic at most 80 bytes, seq not 0; a body of more than 64 KB
 * is logged and dropped. */
void event_publish(
    struct event_pub *pub, const char *topic, uint64_t seq, struct str body);

struct event_hub; /* a process's connections to publishers, for its readers */
/* urls comma-separated, any nng PUB program's; connects and reconnects by
 * itself. */
MUST_CHECK int event_hub_open(struct loop *l, const char *urls,
    struct event_hub **hub_r, struct err *err);
/* Its readers are closed before. */
void event_hub_close(struct event_hub **hub);

/* One reader's queue of one exact topic, or of every topic with that prefix
 * when it ends in '*'. Holds at most max_queued events; older ones are
 * dropped (a gap in seq). */
struct event_sub;
struct event_sub *event_sub_open(
    struct event_hub *hub, const char *topic, size_t max_queued);
/* Not while a task waits in event_next(): from that task's own steps or its
 * free function. */
void event_sub_close(struct event_sub **sub);

struct event {
	char topic[84];
	uint64_t seq;    /* 0: none came in time */
	struct str body; /* valid until the next event is asked for */
};
/* A step's operation: the next event, or ev_r->seq == 0 after max_wait_ms. */
void event_next(struct task *t, struct event_sub *sub, int64_t max_wait_ms,
    struct event *ev_r);
/* From a step: another one if it is there already. Bound how many. */
bool event_more(struct event_sub *sub, struct event *ev_r);

#endif
