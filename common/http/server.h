/* server.h - a strict HTTP/1.1 server on the loop.
 *
 * A request becomes a task: when its head (and, unless the route streams, its
 * body) is complete and well-formed, the route's steps run. What is not valid
 * HTTP never reaches a step: it is answered here with problem+json and the
 * connection is closed. One request a connection is worked on at a time;
 * pipelined ones wait, bounded. A client that leaves, or only shuts its sending
 * side, cancels its task. A body that nobody read is skipped when it is small,
 * else the connection ends with the answer.
 *
 * Refused: Content-Length with Transfer-Encoding, any coding but "chunked", a
 * repeated header that may come once (single.c), bare LF, obs-fold, NUL or
 * other control bytes, no Host, spaces before the colon, unknown versions,
 * heads over the bound (431), targets over 8 KB (414), bodies over the route's
 * bound (413), heads or bodies that arrive too slowly (408).
 */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include "common/http/request.h"

struct cors;
struct http_server;
struct metrics;

#define HTTP_PROBLEM_TYPE "application/problem+json"

struct http_server_config {
	const char *listen; /* "127.0.0.1:8080", "[::1]:0", "unix:/path" */
	/* A socket of http_listen() on that address, the server's from now
	 * on: its process was started by one that keeps the socket. 0: it is
	 * opened here. */
	int listen_fd;
	bool paused; /* does not accept until http_server_serve() */
	const struct http_route *routes;
	size_t n_routes;
	/* Takes GET, HEAD, OPTIONS of paths that no route has; or NULL. */
	const struct http_route *otherwise;
	size_t request_bytes; /* sizeof the service's request struct */
	size_t arena_bytes;   /* 0 means 1 MB beyond the body */
	/* Runs first for every request, also for those that are refused
	 * before routing (route NULL, any member may be empty): sets
	 * request_id, adds headers that every answer has. May be NULL. */
	void (*begin)(struct http_request *r);
	/* Before freeing, after done, on every request; may be NULL. */
	void (*release)(struct http_request *r);
	/* When a task ended without an answer, its last chance to give one: for
	 * answers that wait for something after the last step. May be NULL. */
	void (*finish)(struct http_request *r);
	void *daemon;
	size_t max_connections;      /* 0 means 20000; beyond: 503 and close */
	size_t max_peer_connections; /* of one address; 0 means no bound */
	size_t max_head_bytes;       /* 0 means 16 KB */
	int64_t head_timeout_ms;     /* 0 means 10 s, for the whole head */
	int64_t body_timeout_ms;     /* 0 means 30 s without at least 1 KB/s */
	int64_t idle_timeout_ms;     /* 0 means 75 s between requests */
	struct metrics *metrics;     /* of one server; may be NULL */
	const struct cors *cors;     /* cors.h; NULL: own origin only */
	/* Runs once per request when its task is over: the access log and the
	 * counters. Also for requests that were refused before routing (route
	 * NULL). status is 499 when the client left first. May be NULL. */
	void (*done)(struct http_request *r);
	/* A parked stream is over, whoever ended it: park.h. Must be set when
	 * streams are parked. */
	void (*left)(void *owner);
};

/* Bytes of the request's body that came. */
uint64_t http_received(const struct http_request *r);

MUST_CHECK int http_server_open(struct loop *l,
    const struct http_server_config *c, struct http_server **s_r,
    struct err *err);
void http_server_close(struct http_server **s); /* cancels what runs */
/* A listening socket without a server, close-on-exec. ERR_CONFLICT: the
 * address is in use. */
MUST_CHECK int http_listen(const char *listen, int *fd_r, struct err *err);
void http_server_serve(struct http_server *s); /* ends paused */
/* The port really bound (for ":0"). */
unsigned http_server_port(const struct http_server *s);
/* Takes what was queued for accepting, then stops accepting; keep-alive ends
 * with the next answer, or when nothing came for HTTP_LAST_IDLE_MS. True once
 * nobody is waited for. */
bool http_server_drained(struct http_server *s, bool begin_draining);
size_t http_server_in_flight(const struct http_server *s);

#endif
