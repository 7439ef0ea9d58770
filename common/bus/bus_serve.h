/* bus_serve.h - answering calls: the other half of bus.h. */
#ifndef BUS_BUS_SERVE_H
#define BUS_BUS_SERVE_H

#include "common/loop/task.h"
#include "proto/envelope.h"
#include "proto/proto.h"

struct bus;
struct bus_conn;
struct bus_server;

/* A request being answered: the first member of a daemon's request struct.
 * msg is decoded and checked before the first step runs. */
struct bus_request {
	struct task task;
	void *daemon;             /* the daemon's own struct */
	struct envelope env;      /* of the call */
	struct str json, blob;    /* in the arena */
	const void *msg;          /* struct of that message type */
	uint64_t cost_usd_micros; /* add to it; goes out with the answer */
	/* Private to bus_answer.c. */
	struct bus_server *server;
	const struct bus_handler *handler;
	struct bus_conn *conn; /* outlives the request: it cancels it */
	struct list node;      /* among the requests of conn */
	uint8_t trace[64];     /* nng's request ids, given back as they came */
	uint8_t trace_bytes;
	bool answered;
};

struct bus_handler {
	enum msg_type type;
	task_step *const *steps;
	size_t request_bytes;   /* sizeof the daemon's request struct */
	size_t arena_bytes;     /* 0 means 1 MB */
	int64_t max_timeout_ms; /* 0 means 30 s */
	void (*release)(struct bus_request *r); /* or NULL */
};

/* Listens on url and answers. A stale socket file is replaced; an address in
 * use is ERR_CONFLICT. Sheds with ERR_OVERLOADED beyond max_requests. */
MUST_CHECK int bus_serve(struct bus *b, const char *url,
    const struct bus_handler *handlers, size_t n, size_t max_requests,
    void *daemon, struct err *err);

/* The listening socket alone, close-on-exec, for a process that outlives the
 * one that answers; that one answers with bus_serve_on(), which owns fd from
 * then on and leaves the socket's file alone. -1 for fd: as bus_serve(). */
MUST_CHECK int bus_listen(const char *url, int *fd_r, struct err *err);
MUST_CHECK int bus_serve_on(struct bus *b, const char *url, int fd,
    const struct bus_handler *handlers, size_t n, size_t max_requests,
    void *daemon, struct err *err);

/* From the answer step, once: a body already encoded (its message type is
 * left open, MSG_none), a message struct, or task.err. Without any the bus
 * answers INTERNAL. */
void bus_answer_json(struct bus_request *r, struct str json, struct str blob);
void bus_answer_msg(struct bus_request *r, enum msg_type type, const void *msg);
void bus_answer_err(struct bus_request *r);
/* For the last step to end with: task.err if it is one, else the message. */
enum step_result bus_answer_end(
    struct bus_request *r, enum msg_type type, const void *msg);

/* Stops accepting and reading; true once nothing is in flight. */
bool bus_drained(struct bus *b, bool begin_draining);
size_t bus_requests_in_flight(const struct bus *b);

#endif
