/* jobs.h - the jobs that keep streams going; see watch.c's table. */
#ifndef GATEWAY_STREAM_JOBS_H
#define GATEWAY_STREAM_JOBS_H

#include "common/bus/events.h"
#include "common/service/service.h"

/* tick.c: hears of events; and looks after quiet streams. */
#define STREAM_TICK_MS 250
struct stream_hear {
	struct service_run run; /* first */
	struct event_sub *sub;
	struct event event;
	struct arena_mark mark; /* a round's memory begins here */
};
extern task_step *const stream_hear_steps[], *const stream_tick_steps[];
void stream_hear_release(struct service_run *run);
/* Ends the user's streams: who may still read comes back and is asked who they
 * are. One that reads its log at the moment goes on: at most an answer to its
 * end, or runs for an hour. */
struct streams;
void streams_end_user(struct streams *all, uint64_t user_id);
/* incidents.c, for watch.c: what is new, asked after each of its waits. false:
 * nobody reads, and nothing is asked. */
#define STREAM_INCIDENTS_CHANGED "incident_events" /* what the database says */
bool stream_incidents_ask(
    struct task *t, struct gateway *gw, struct pg_result **events_r);
void stream_incidents_told(struct streams *all, const struct pg_result *events);
/* runs.c: what other gateways tell of runs. */
#define STREAM_HINTS_MS 200
struct stream_hints {
	struct service_run run; /* first */
	struct kv_reply reply;
};
extern task_step *const stream_hints_steps[];

#endif
