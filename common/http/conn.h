/* conn.h - one connection: its state and what it waits for. */
#ifndef HTTP_CONN_H
#define HTTP_CONN_H

#include "common/http/chunked.h"

enum conn_state {
	CONN_HEAD,    /* between requests, or a head is arriving */
	CONN_BODY,    /* a buffered body is arriving for req */
	CONN_BUSY,    /* req's task runs */
	CONN_PARKED,  /* a stream between its events: owner, no req */
	CONN_DISCARD, /* the rest of an answered request's body goes by */
	CONN_FLUSH,   /* answered; the kernel has to take it first */
	CONN_CLOSING, /* the last answer goes out, then the end */
	CONN_LINGER,  /* our side is shut; what still comes is dropped */
	CONN_OVER     /* nothing left to do */
};

/* What a connection waits for: each has one limit of time. */
enum conn_wait {
	WAIT_IDLE, /* the next request */
	WAIT_HEAD,
	WAIT_BODY,
	WAIT_TASK, /* no limit: the task has its own */
	WAIT_WRITE,
	WAIT_LINGER,
	WAITS
};

struct http_conn {
	struct http_server *server;
	int fd;
	struct watch *watch;
	unsigned watching;
	enum conn_state state;
	enum conn_wait wait;
	struct list node; /* in server->waiting[wait], oldest first */
	int64_t since_ms; /* in that list, or since the last progress */
	bool progressed;

	struct str rx;  /* read and not yet used: in `in` or in scratch */
	struct buf in;  /* what outlives a turn */
	size_t scanned; /* of rx, by http_head_find */
	struct buf out; /* what the kernel did not take yet */
	size_t out_at;

	struct http_request *req;
	bool keep_alive;
	bool http10;
	bool expects_continue; /* and was not told to go on yet */
	bool linger;           /* unread input: close gently */
	bool advancing;        /* conn_advance is on the stack */
	bool broken;           /* the peer is gone */
	bool eof;              /* the peer sends no more */
	bool freeing;
	uint64_t kick; /* deferred conn_advance, or 0 */

	/* The body of req. */
	bool body_chunked;
	struct chunked chunked;
	uint64_t body_left;    /* of Content-Length */
	uint64_t body_bytes;   /* received so far */
	uint64_t window_bytes; /* since since_ms, for the slowest speed */
	struct buf body;       /* whole, or the current piece */
	struct op body_op;
	bool body_wanted; /* body_op is outstanding */
	struct str *piece_r;
	int body_status; /* why the body failed, for the answer; or 0 */
	/* The answer. */
	bool stream_cut;
	bool parking; /* the stream outlives its request */
	void *owner;  /* of the parked stream, also while it is awake */
	const struct http_route *stream_route;
	struct op drain_op;
	bool drain_wanted;
	size_t low_water;

	char peer[48];
};

struct http_conn *conn_new(struct http_server *s, int fd, const char *peer);
void conn_free(struct http_conn *c); /* cancels its task */
/* Goes on with whatever can go on; may free c. */
void conn_advance(struct http_conn *c);
/* The same a little later: from inside steps. */
void conn_kick(struct http_conn *c);
void conn_use(struct http_conn *c, size_t n); /* n bytes of rx are done */
/* Sends the head and the body, or queues what isn't taken. */
void conn_send(struct http_conn *c, struct str head, struct str body);
void conn_queue(struct http_conn *c, struct str bytes);
size_t conn_queued(const struct http_conn *c);
void conn_flush(struct http_conn *c); /* marks broken, frees nothing */

#endif
