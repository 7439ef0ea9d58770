/* internal.h - the server and its connections, shared by the files of this
 * folder: server.c (listening, limits of time), conn.c (bytes in and out),
 * request.c (from head to task), body.c (bodies that stream), answer.c,
 * stream.c and park.c (what goes out). */
#ifndef HTTP_INTERNAL_H
#define HTTP_INTERNAL_H

#include "common/http/conn.h"
#include "common/http/peers.h"
#include "common/http/route.h"

#define HTTP_READ_BYTES ((size_t)65536)   /* most at one read */
#define HTTP_AHEAD_BYTES ((size_t)65536)  /* read while a task works */
#define HTTP_DISCARD_BYTES 65536          /* of a body nobody wanted */
#define HTTP_PIECE_BYTES ((size_t)262144) /* most in one body piece */
#define HTTP_CORK_BYTES ((size_t)65536)   /* of pipelined answers */
#define HTTP_OUT_MAX_BYTES ((size_t)1 << 28)
#define HTTP_LINGER_MS 2000
#define HTTP_YIELD_MS 1000    /* for a head, when others want the place */
#define HTTP_STALL_MS 60000   /* a reader that takes not one byte */
#define HTTP_LAST_IDLE_MS 500 /* of a connection, once draining */
#define HTTP_SPARE_ARENAS 64

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
	struct peers *peers;
	size_t n_requests;
	size_t n_parked;
	size_t n_turned_away;
	struct metric_series *connections, *in_flight, *turned_away;
	bool draining;
	struct handoff *gives; /* or NULL */
	struct list takes;
	struct arena *spare[HTTP_SPARE_ARENAS];
	size_t n_spare;
	struct http_head head; /* of the request being parsed */
	struct buf answer;     /* the head being written */
	int64_t date_s;
	char date[40]; /* "Date: ...\r\n" */
	size_t date_bytes;
	char scratch[HTTP_READ_BYTES];
};

/* ---- request.c: each returns true when there may be more to do ---- */
bool request_head(struct http_conn *c);
bool request_body(struct http_conn *c);
/* Answers, without a task, a request that isn't taken, and ends it. */
void request_refuse(struct http_conn *c, struct http_refusal why);
void request_abandon(struct http_conn *c); /* the client left */
/* A request for a parked stream that wakes; its head was sent before. */
struct http_request *request_woken(struct http_conn *c);
void request_start(
    struct http_conn *c, task_step *const *steps, int64_t timeout_ms);
/* Where the connection goes when its request is answered. */
void request_after(struct http_conn *c);
/* The client left: does its request go on all the same, unheard? */
bool request_stays(struct http_conn *c);

/* The stream of a connection that came from another process goes on; when it
 * cannot, c is broken. */
struct packet;
void request_resume(struct http_conn *c, const struct packet *p);

/* ---- server.c and handoff.c ---- */
struct handoff;
void server_stop_accepting(struct http_server *s);
void handoff_end(struct handoff **h);
void handoff_end_takes(struct http_server *s);

/* ---- body.c ---- */
void body_begin(struct http_conn *c, const struct http_head *h);
bool body_over(const struct http_conn *c);
/* Moves payload from rx to c->body, up to max bytes there. */
MUST_CHECK int body_take(
    struct http_conn *c, size_t max, struct http_refusal *why);
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
void answer_begin(struct http_request *r, int status, const char *content_type);
/* ---- stream.c ---- */
/* The bytes as a chunk, or as they are. */
void stream_queue(struct http_conn *c, struct str bytes);
void stream_end(struct http_conn *c);
/* ---- park.c ---- */
/* The stream has no owner any more; nothing happens without one. */
void park_over(struct http_conn *c);

#endif
