/* server.h - a strict HTTP/1.1 server on bufferevents.
 *
 * A request becomes a task: when its head (and, unless the route streams, its
 * body) is complete and well-formed, the route's steps run. What is not valid
 * HTTP never reaches a step: it is answered here with problem+json and the
 * connection is closed. One request a connection is worked on at a time;
 * pipelined ones wait, bounded. A client that leaves cancels its task.
 *
 * Refused: two Content-Lengths that differ, Content-Length with
 * Transfer-Encoding, any coding but "chunked", bare LF, obs-fold, NUL or other
 * control bytes, missing or repeated Host, spaces before the colon, unknown
 * versions, heads over the bound (431), targets over 8 KB (414), bodies over
 * the route's bound (413), heads or bodies that arrive too slowly (408).
 */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include "common/base/buf.h"
#include "common/base/str.h"
#include "common/loop/task.h"

struct http_server;
struct http_conn;
struct metrics;

enum http_method {
	HTTP_GET = 1, HTTP_HEAD = 2, HTTP_POST = 4, HTTP_PUT = 8,
	HTTP_DELETE = 16, HTTP_OPTIONS = 32, HTTP_PATCH = 64
};
const char *http_method_name(enum http_method m);

struct http_header {
	struct str name, value;
};

#define HTTP_MAX_PARAMS 4

/* One line of a route table. GET routes answer HEAD too. */
struct http_route {
	enum http_method method;
	/* "/api/emails/{id}": whole segments only; a last "{name*}" takes the
	 * rest of the path, slashes and all. A literal wins over "{name}",
	 * that over "{name*}". */
	const char *path;
	task_step *const *steps;
	size_t max_body_bytes;
	int64_t timeout_ms; /* 0 means 30 s */
	bool streams_body;  /* steps start with the head; see http_body_next */
	const void *data;   /* the service's own row */
};

/* First member of a service's request struct. Strings borrow from the arena
 * and live as long as the request. */
struct http_request {
	struct task task;
	void *daemon;
	const struct http_route *route;
	enum http_method method;
	const char *path;  /* percent-decoded, valid UTF-8, no dot segments */
	struct str query;  /* raw, without '?' */
	const char *params[HTTP_MAX_PARAMS]; /* {..} of the route, in order */
	const struct http_header *headers;
	size_t n_headers;
	struct str body;
	const char *peer;  /* client address without port, or "unix" */
	/* For the server's own problems; a begin hook sets it. Or NULL. */
	const char *request_id;
	struct http_conn *conn;
	/* the answer */
	int status; /* 0 until answered */
	size_t sent_bytes;
	struct buf extra_headers;
	bool streaming;
};

struct http_server_config {
	const char *listen; /* "127.0.0.1:8080", "[::1]:0", "unix:/path" */
	const struct http_route *routes;
	size_t n_routes;
	size_t request_bytes; /* sizeof the service's request struct */
	size_t arena_bytes;   /* 0 means 1 MB beyond the body */
	/* Runs first for every request, also for those that are refused
	 * before routing (route NULL, any member may be empty): sets
	 * request_id, adds headers that every answer has. May be NULL. */
	void (*begin)(struct http_request *r);
	/* Before freeing, after done, on every request; may be NULL. */
	void (*release)(struct http_request *r);
	void *daemon;
	size_t max_connections; /* 0 means 20000; beyond: 503 and close */
	size_t max_head_bytes;  /* 0 means 16 KB */
	int64_t head_timeout_ms; /* 0 means 10 s, for the whole head */
	int64_t body_timeout_ms; /* 0 means 30 s without at least 1 KB/s */
	int64_t idle_timeout_ms; /* 0 means 75 s between requests */
	struct metrics *metrics; /* may be NULL */
	/* Runs once per request when its task is over: the access log and the
	 * counters. Also for requests that were refused before routing (route
	 * NULL). status is 499 when the client left first. May be NULL. */
	void (*done)(struct http_request *r);
};

MUST_CHECK int http_server_open(struct loop *l,
    const struct http_server_config *c, struct http_server **s_r,
    struct err *err);
void http_server_close(struct http_server **s); /* cancels what runs */
/* The port really bound (for ":0"). */
unsigned http_server_port(const struct http_server *s);
/* Stops accepting; keep-alive ends with the current answers. True once no
 * request is in flight. */
bool http_server_drained(struct http_server *s, bool begin_draining);
size_t http_server_in_flight(const struct http_server *s);

/* ---- reading a request ---- */
/* The header's value (first one), or an empty str. name in any case. */
struct str http_header(const struct http_request *r, const char *name);
/* The value of a query parameter, percent- and plus-decoded into the arena;
 * NULL when absent. Malformed encoding: err filled, returns -1. */
MUST_CHECK int http_query(struct http_request *r, const char *name,
    const char **value_r, struct err *err);
/* A cookie's value in the arena, or NULL. */
const char *http_cookie(struct http_request *r, const char *name);

/* A step's operation on routes that stream: the next piece of the body, at
 * most 256 KB, valid until the next call; empty at the end. The client is
 * read no faster than this is called. Counts against max_body_bytes. */
void http_body_next(struct http_request *r, struct str *piece_r);

/* ---- answering, once, from the answer step ---- */
/* Adds a header line; name and value must not hold CR or LF (dies). */
void http_add_header(struct http_request *r, const char *name,
    const char *value);
/* Content-Length, Date and Connection are the server's. body is copied. */
void http_answer(struct http_request *r, int status, const char *content_type,
    struct str body);
/* RFC 9457: {"type","title","status","detail","field"?,"request_id"?}.
 * request_id may be NULL. */
void http_answer_problem(struct http_request *r, const struct err *err,
    const char *request_id);

/* ---- streaming an answer (SSE) ---- */
/* Sends the head, chunked; may be called from any step before the last. The
 * stream ends when the task ends; answer step must not call http_answer. */
void http_stream_begin(struct http_request *r, int status,
    const char *content_type);
/* Queues bytes. Never blocks. */
void http_stream_write(struct http_request *r, struct str bytes);
/* The stream will end as if the connection broke: the client can tell that
 * it is not whole. */
void http_stream_cut(struct http_request *r);
/* Bytes queued and not yet taken by the kernel: bound it. */
size_t http_stream_queued(const struct http_request *r);
/* A step's operation: until less than low_water bytes are queued. */
void http_stream_drain(struct http_request *r, size_t low_water);

#endif
