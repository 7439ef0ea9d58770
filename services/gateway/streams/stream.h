/* stream.h - open streams: what one is, and how it goes on elsewhere.
 *
 * A stream reads a log: events with numbers from 1 on without gaps, kept in
 * Redis, or of incidents in PostgreSQL. Events that are heard are hints: each is
 * written when it is the next one, and a gap is filled from the log. Between
 * events a stream is a parked connection (common/http/park.h) and a struct of
 * some 200 bytes.
 *
 * A stream goes on in another process from its state and its socket
 * (stream_passing): what was missed meanwhile is read from the log.
 */
#ifndef GATEWAY_STREAM_H
#define GATEWAY_STREAM_H

#include "common/base/ids.h"
#include "common/base/list.h"
#include "common/http/park.h"
#include "services/gateway/gateway.h"

enum stream_kind {
	STREAM_ANSWER,    /* one answer of the chat; ends with it */
	STREAM_RUNS,      /* a user's agent runs; ends when it is old */
	STREAM_INCIDENTS, /* what changes of incidents; the same */
	STREAM_KINDS
};

/* All that a stream is. Flat: it is sent to another process as it is. */
struct stream_state {
	uint64_t user_id;
	uint64_t sent;          /* number of the last event written; 0: none */
	int64_t opened_unix_ms; /* when its connection asked for it */
	uint32_t kind;          /* enum stream_kind */
	uint32_t role;          /* enum role of the user */
	char log[UUID_CHARS + 1]; /* the answer's id, or that of the log */
};

struct stream {
	struct stream_state is;
	struct streams *all;
	struct http_conn *conn; /* NULL until it is parked the first time */
	struct stream_topic *topic;
	struct list node;    /* in topic.parked or topic.others */
	struct list quiet;   /* in all.quiet[kind] while parked, oldest first */
	int64_t quiet_ms;    /* since when, for the order of that list */
	int64_t wrote_ms;    /* anything */
	int64_t progress_ms; /* an event */
	bool awake;          /* a request works on it */
	bool slow;           /* it has not read what was sent */
	bool look;           /* the log may have what was not heard */
	bool over;           /* its last event was written */
};

/* ---- all streams of a process ---- */
struct streams;
struct streams *streams_new(struct gateway *gw);
/* Every stream was closed before. */
void streams_free(struct streams **all);
extern const struct http_passing stream_passing; /* of all its routes */
void stream_left(void *stream);                  /* http_server_config.left */
/* A request that began a stream ends; http_server_config.release. */
void stream_release(struct gateway_request *r);

/* ---- agent runs tell their user's readers ---- */
struct run_note {
	const char *run_id, *agent, *lane;
	const char *status, *error; /* of a run that ended; or NULL */
	bool dry_run;
	double duration_ms;
};
/* A step's operation that may fail, and what a step after it calls. */
struct run_noted {
	struct kv_reply reply;
	struct err err;
	struct str body;
};
void stream_note_run(struct gateway_request *r, const struct run_note *n,
    struct run_noted *noted_r);
void stream_run_noted(struct gateway_request *r, const struct run_noted *noted);

#endif
