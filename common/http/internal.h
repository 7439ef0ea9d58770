/* internal.h - the server and its connections, shared by the files of this
 * folder: server.c (listening, limits of time), conn.c (bytes in and out),
 * request.c (from head to task), body.c (bodies that stream), answer.c and
 * stream.c (what goes out). */
#ifndef HTTP_INTERNAL_H
#define HTTP_INTERNAL_H

#include "common/http/chunked.h"
#include "common/http/route.h"

#define HTTP_READ_BYTES ((size_t)65536)    /* most at one read */
#define HTTP_AHEAD_BYTES ((size_t)65536)   /* read while a task works */
#define HTTP_DISCARD_BYTES 65536           /* of a body nobody wanted */
#define HTTP_PIECE_BYTES ((size_t)262144)  /* most in one body piece */
#define HTTP_CORK_BYTES ((size_t)65536)    /* of pipelined answers */
#define HTTP_OUT_MAX_BYTES ((size_t)1 << 28)
#define HTTP_LINGER_MS 2000
#define HTTP_STALL_MS 60000 /* a reader that takes not one byte */
#define HTTP_SPARE_ARENAS 64

enum conn_state {
	CONN_HEAD,    /* between requests, or a head is arriving */
	CONN_BODY,    /* a buffered body is arriving for req */
	CONN_BUSY,    /* req's task runs */
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

	struct str rx;   /* read and not yet used: in `in` or in scratch */
	struct buf in;   /* what outlives a turn */
	size_t scanned;  /* of rx, by http_head_find */
	struct buf out;  /* what the kernel did not take yet */
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
	uint64_t body_left;  /* of Content-Length */
	uint64_t body_bytes; /* received so far */
	uint64_t window_bytes; /* since since_ms, for the slowest speed */
	struct buf body;     /* whole, or the current piece */
	struct op body_op;
	bool body_wanted; /* body_op is outstanding */
	struct str *piece_r;
	int body_status; /* why the body failed, for the answer; or 0 */
	/* The answer. */
	bool stream_cut;
	struct op drain_op;
	bool drain_wanted;
	size_t low_water;

	char peer[48];
};

struct http_server {
	struct loop *loop;
	struct http_server_config config; /* with the defaults filled in */
	struct routes *routes;
	int fd;
	struct watch *watch;
	struct timer *accept_again; /* after descriptors ran out */
	struct timer *sweep;
	unsigned port;
	char unix_path[108]; /* "" for TCP */
	uint64_t unix_ino;
	struct list waiting[WAITS];
	size_t n_conns;
	size_t n_requests;
	size_t n_turned_away;
	bool draining;
	struct arena *spare[HTTP_SPARE_ARENAS];
	size_t n_spare;
	struct http_head head; /* of the request being parsed */
	struct buf answer;     /* the head being written */
	int64_t date_s;
	char date[40]; /* "Date: ...\r\n" */
	size_t date_bytes;
	char scratch[HTTP_READ_BYTES];
};

/* ---- conn.c ---- */
void conn_new(struct http_server *s, int fd, const char *peer);
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
void conn_expired(struct http_conn *c);

/* ---- request.c: each returns true when there may be more to do ---- */
bool request_head(struct http_conn *c);
bool request_body(struct http_conn *c);
/* Answers, without a task, a request that isn't taken, and ends it. */
void request_refuse(struct http_conn *c, struct http_refusal why);
void request_abandon(struct http_conn *c); /* the client left */

/* ---- body.c ---- */
void body_begin(struct http_conn *c, const struct http_head *h);
bool body_over(const struct http_conn *c);
/* Moves payload from rx to c->body, up to max bytes there. */
MUST_CHECK int body_take(struct http_conn *c, size_t max,
    struct http_refusal *why);
/* Completes body_op and drain_op when they can be. */
bool body_advance(struct http_conn *c);
void body_expired(struct http_conn *c);
bool body_discard(struct http_conn *c);
/* Whether the next request can follow the body that nobody read. */
bool body_skippable(const struct http_conn *c);
void body_say_continue(struct http_conn *c);

/* ---- answer.c ---- */
void answer_refusal(struct http_request *r, int status, const char *detail);
/* Starts server->answer: status line, Date, Connection, extra headers. */
void answer_begin(struct http_request *r, int status,
    const char *content_type);
/* ---- stream.c ---- */
void stream_end(struct http_request *r);

#endif
