/* bus.h - calls between daemons: nng's request/reply protocol on the loop.
 *
 * URLs are ipc:///path or tcp://host:port; any nng REQ program can call us
 * and any nng REP program can be called. A lost connection fails its calls at
 * once with ERR_UNAVAILABLE; nothing is ever sent twice by the transport. A
 * call to a peer that is not connected waits for it for patience_ms, then
 * fails with ERR_UNAVAILABLE. Calls of messages that the table marks safe are
 * retried once, on another connection where there is one (bus_retry.c). A
 * lane whose calls fail is not asked for a moment: ERR_UNAVAILABLE at once
 * (bus_breaker.c). Time that is up is ERR_DEADLINE, and nothing is sent; a
 * call that its caller gave less time than its task has is ERR_TIMEOUT.
 *
 * Lanes are resolved here: a service has stable endpoints and may have canary
 * endpoints and a percentage; lane_point.h of the envelope's lane_seed
 * decides, unless an operator did. A canary that cannot work is drained to
 * stable, which is counted (bus_drain.c).
 */
#ifndef BUS_BUS_H
#define BUS_BUS_H

#include "common/loop/task.h"
#include "proto/envelope.h"
#include "proto/proto.h"

struct bus;
struct bus_request;
struct metrics;

struct bus_peer {
	const char *service;    /* "search" */
	const char *url;        /* one or more, comma-separated */
	const char *canary_url; /* the same, or "" */
};

struct bus_config {
	const char *service; /* our own name: the caller in envelopes */
	const struct bus_peer *peers;
	size_t n_peers;
	uint8_t lane_key[16];   /* the same on every gateway */
	size_t max_in_flight;   /* per connection; 0 means 1024 */
	size_t max_frame_bytes; /* 0 means ENVELOPE_MAX_BYTES */
	int64_t patience_ms;    /* 0 means 2500 */
	int64_t ready_ms; /* between questions to peers; 0: none (bus_ready) */
	int64_t slow_start_ms;   /* 0 means 10 s (bus_drain.c) */
	struct metrics *metrics; /* or NULL; not written after bus_close */
	/* Runs once per request that was answered here, when its task is over:
	 * the summary line and the counters. May be NULL. */
	void (*done)(struct bus_request *r, void *arg);
	void *done_arg;
};

/* Checks the URLs (paths over 107 bytes, unknown schemes: ERR_INVALID) and
 * begins to connect. Returns 0 or -1. */
MUST_CHECK int bus_open(struct loop *l, const struct bus_config *c,
    struct bus **bus_r, struct err *err);
/* Fails what is outstanding, closes everything. */
void bus_close(struct bus **bus);

/* ---- calling ---- */

struct bus_reply {
	struct envelope env;
	struct str json; /* in the task's arena */
	struct str blob;
	int64_t took_us; /* from the call to its answer; 0: none came */
};

/* A step's operation: calls `service` with a message of type env->type.
 * user, role, ids, lane seed and idempotency key come from env. The call may
 * take what the task has left or, when that is less, env->timeout_ms (0: no
 * bound of its own): then it fails with ERR_TIMEOUT and the task goes on. json
 * and blob are copied. An answer with an error code fails the operation with
 * that code, field and text, like a lost connection does. */
void bus_call(struct task *t, struct bus *b, const char *service,
    const struct envelope *env, struct str json, struct str blob,
    struct bus_reply *reply_r);

/* As above from a message struct, by the message table. */
void bus_call_msg(struct task *t, struct bus *b, const char *service,
    const struct envelope *env, enum msg_type type, const void *msg,
    struct bus_reply *reply_r);

/* Decodes a reply into *out_r (zeroed struct of that message). Returns 0, or
 * -1 with ERR_BAD_PEER. */
MUST_CHECK int bus_decode(struct task *t, const struct bus_reply *reply,
    enum msg_type type, void *out_r, struct err *err);

/* Since the bus was opened. */
struct bus_counts {
	uint64_t calls;     /* frames sent for calls, repeats included */
	uint64_t retries;   /* safe calls sent again after a lost connection */
	uint64_t lost;      /* calls failed because their connection was lost */
	uint64_t late;      /* answers to calls that had ended already */
	uint64_t fallbacks; /* canary calls that went to stable */
	uint64_t unbudgeted; /* retries that the budget did not allow */
	uint64_t ejections;  /* of connections */
	uint64_t circuit_opened, refused; /* circuits; calls refused by them */
	uint64_t requests;                /* requests begun */
	uint64_t shed;    /* requests refused with ERR_OVERLOADED */
	uint64_t expired; /* requests whose time was up before they began */
};
struct bus_counts bus_counts(const struct bus *b);

#include "common/bus/bus_lanes.h"
#include "common/bus/bus_serve.h"

#endif
