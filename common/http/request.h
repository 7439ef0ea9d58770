/* request.h - a request in its steps: what came, and how it is answered.
 *
 * Routes say which steps run; server.h runs them.
 */
#ifndef HTTP_REQUEST_H
#define HTTP_REQUEST_H

#include "common/base/buf.h"
#include "common/base/str.h"
#include "common/loop/task.h"

struct http_conn;

enum http_method {
	HTTP_GET = 1,
	HTTP_HEAD = 2,
	HTTP_POST = 4,
	HTTP_PUT = 8,
	HTTP_DELETE = 16,
	HTTP_OPTIONS = 32,
	HTTP_PATCH = 64
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
	/* How its streams pass to another process; or NULL. handoff.h */
	const struct http_passing *passing;
};

/* First member of a service's request struct. Strings borrow from the arena
 * and live as long as the request. */
struct http_request {
	struct task task;
	void *daemon;
	const struct http_route *route;
	enum http_method method;
	const char *path; /* percent-decoded, valid UTF-8, no dot segments */
	struct str query; /* raw, without '?' */
	const char *params[HTTP_MAX_PARAMS]; /* {..} of the route, in order */
	const struct http_header *headers;
	size_t n_headers;
	struct str body;
	const char *peer; /* client address without port, or "unix" */
	/* For the server's own problems; a begin hook sets it. Or NULL. */
	const char *request_id;
	struct http_conn *conn;
	bool stays; /* set by a step: its task goes on though the client left */
	/* the answer */
	int status; /* 0 until answered */
	size_t sent_bytes;
	struct buf extra_headers;
	/* Whole header lines that a begin hook gives every answer, borrowed; a
	 * step may put others in their place. */
	struct str standing_headers;
	bool streaming;
	bool woken; /* begun by http_park_wake(): no head, no done hook */
};

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
void http_add_header(
    struct http_request *r, const char *name, const char *value);
/* Content-Length, Date and Connection are the server's. body is copied. */
void http_answer(struct http_request *r, int status, const char *content_type,
    struct str body);
/* RFC 9457: {"type","title","status","detail","field"?,"request_id"?}.
 * request_id may be NULL. */
void http_answer_problem(
    struct http_request *r, const struct err *err, const char *request_id);
/* The same, to be sent later: the status, and the body appended to out. */
int http_problem(struct http_request *r, const struct err *err, struct buf *b);

/* ---- streaming an answer (SSE) ---- */
/* Sends the head, chunked; may be called from any step before the last. The
 * stream ends when the task ends; answer step must not call http_answer. */
void http_stream_begin(
    struct http_request *r, int status, const char *content_type);
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
