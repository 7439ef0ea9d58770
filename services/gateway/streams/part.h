/* part.h - what the files of the streams share: topics and who reads
 * them, and the steps of a stream that looks into its log. */
#ifndef GATEWAY_STREAM_PART_H
#define GATEWAY_STREAM_PART_H

#include "common/base/map.h"
#include "common/bus/events.h"
#include "services/gateway/places.h"
#include "services/gateway/streams/metrics.h"
#include "services/gateway/streams/stream.h"

#define STREAM_EVENT_BYTES ((size_t)1 << 20)
/* More than this in a socket's queue: the reader is slow. */
#define STREAM_QUEUED_BYTES ((size_t)32768)
#define STREAM_BUDGET_US 500 /* the loop is held no longer than this */
#define STREAM_BEAT_MS 10000
#define STREAM_LOOK_MS 120000 /* a look, slow readers included */

/* What was heard of a log, as text, while somebody may need it. */
struct stream_event {
	struct list node; /* in topic.events, by number */
	uint64_t seq;
	bool last; /* no event follows */
	size_t n;
	char text[];
};

struct stream_topic {
	struct list parked; /* struct stream, those behind first */
	struct list others; /* struct stream: not parked yet, or awake */
	struct list events; /* struct stream_event */
	size_t n_events, event_bytes;
	uint64_t newest;          /* highest number heard of */
	char log[UUID_CHARS + 1]; /* whose numbers these are */
	struct list busy;         /* in all.busy: somebody is behind */
	char name[64];
};

struct streams {
	struct gateway *gw;
	struct smap *topics;
	struct list quiet[STREAM_KINDS];
	struct list busy; /* struct stream_topic */
	struct places *users;
	size_t n[STREAM_KINDS];
	struct stream_fan *fan; /* writes to who is behind; NULL: nobody is */
	char hints_at[48];      /* runs: how far the hints were read */
	struct kv_script note_run, open_runs;
	int64_t longest_us; /* a round of writing held the loop */
	struct stream_metrics metrics;
};

/* ---- topic.c: who reads what ---- */
/* Joins its topic: what is heard from now on waits for it. NULL with
 * ERR_RATE_LIMITED: the user has as many as they may. */
struct stream *stream_new(
    struct streams *all, const struct stream_state *is, struct err *err);
void stream_free(struct stream **s); /* not while it is parked */
/* It waits on this connection from now on, or works on it. */
void stream_sleeps(struct stream *s, struct http_conn *conn);
void stream_wakes(struct stream *s);
/* Something was written to it, or it was looked after. */
void stream_not_quiet(struct stream *s);
/* An event was heard; whoever needs it gets it. body is "name\n" and data. */
void streams_heard(struct streams *all, const char *topic, const char *log,
    uint64_t seq, struct str body);
/* The topic's events that nobody needs are dropped. */
void stream_topic_prune(struct stream_topic *t);

/* From one stream of a kind to the next; NULL begins, and ends. Only those
 * that are parked and not awake, the quietest first. */
struct stream *streams_next(
    struct streams *all, enum stream_kind kind, const struct stream *s);

/* ---- fan.c: writing to those who are behind ---- */
void streams_fan(struct streams *all); /* a first round at once */
void streams_fan_later(struct streams *all);
void streams_fan_stop(struct streams *all);
static inline bool stream_is_behind(const struct stream *s)
{
	return s->look || s->is.sent < s->topic->newest ||
	       !streq(s->is.log, s->topic->log);
}

/* ---- look.c: the steps of a stream that looks ---- */
extern task_step *const stream_look_steps[];
/* The end as far as this connection goes: an "error" event with the id of the
 * last event, so that who comes back is told what follows that. */
void stream_write_failure(
    struct gateway_request *r, struct stream *s, const char *why);

/* ---- open.c ---- */
/* A step's work: r->stream, or why not. */
enum step_result stream_open(
    struct gateway_request *r, const struct stream_state *is);
void stream_begin(struct gateway_request *r); /* the head */
/* In the last step of a request that streams: it waits for events, unless it
 * is over. */
void stream_park(struct gateway_request *r, struct stream *s);
/* What Last-Event-ID says, if it is there. */
MUST_CHECK int stream_last_id(
    struct gateway_request *r, struct stream_state *is, struct err *err);
/* As stream_open, of a log that goes on for ever and whose last number is
 * `newest` now. */
enum step_result stream_join(struct gateway_request *r, struct stream_state *is,
    struct str log, uint64_t newest);
/* The last steps of these: the head and where they are; then they wait. */
task_step stream_begin_here, stream_answer;

/* ---- runs.c ---- */
void streams_runs_init(struct streams *all);
void stream_log_key(const struct stream_state *is, char *key, size_t bytes);

/* ---- incidents.c ---- */
#define STREAM_INCIDENTS_TOPIC "incidents"
/* A page of the log from number `from` on: n, event ("name\n" and data). */
void stream_incidents_read(struct task *t, struct gateway *gw, uint64_t from,
    int64_t most, struct pg_result **events_r);

#endif
