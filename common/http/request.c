/* request.c - from the bytes of a head to a running task, and its end. */
#include "common/http/internal.h"
#include "common/http/packet.h"

#include "common/base/die.h"
#include "common/base/log.h"
#include "common/http/cors.h"
#include "common/http/uri.h"

#include <stdio.h>

#define RESUME_MS 10000 /* for a stream's first steps in another process */

static void request_over(struct task *t);

/* ---- memory: arenas are used again ---- */

static struct http_request *request_new(struct http_conn *c)
{
	struct http_server *s = c->server;
	struct http_request *r;
	struct arena *a = s->n_spare > 0 ? s->spare[--s->n_spare]
					 : arena_new(s->config.arena_bytes +
						     s->config.max_head_bytes +
						     HTTP_READ_BYTES);

	r = arena_alloc(a, s->config.request_bytes);
	r->task.loop = s->loop;
	r->task.arena = a;
	r->task.keep_arena = true;
	r->task.started_us = loop_now_us(s->loop);
	r->daemon = s->config.daemon;
	r->peer = c->peer;
	r->conn = c;
	r->path = "";
	r->query = r->body = r->standing_headers = (struct str){"", 0};
	buf_init(&r->extra_headers, 32768);
	c->req = r;
	c->body_status = 0;
	c->stream_cut = c->parking = false;
	s->n_requests++;
	return r;
}

static void request_free(struct http_request *r)
{
	struct http_conn *c = r->conn;
	struct http_server *s = c->server;
	struct arena *a = r->task.arena;

	if (s->config.done != NULL && !r->woken)
		s->config.done(r);
	if (s->config.release != NULL)
		s->config.release(r);
	buf_deinit(&r->extra_headers);
	buf_deinit(&c->body);
	buf_init(&c->body, 0);
	c->req = NULL;
	s->n_requests--;
	/* One that grew large isn't kept. */
	if (s->n_spare < HTTP_SPARE_ARENAS && arena_used(a) < 32768) {
		arena_reset(a);
		s->spare[s->n_spare++] = a;
	} else {
		arena_free(&a);
	}
}

static void run_begin(struct http_request *r)
{
	const struct http_server_config *config = &r->conn->server->config;

	if (config->begin != NULL)
		config->begin(r);
	cors_begin(config->cors, r);
}

/* ---- the end ---- */

void request_after(struct http_conn *c)
{
	if (c->eof)
		c->keep_alive = false;
	if (!c->keep_alive) {
		c->linger = !body_over(c) || c->rx.n > 0;
		c->state = CONN_CLOSING;
	} else {
		c->state = body_over(c) ? CONN_FLUSH : CONN_DISCARD;
	}
	/* The next head's time begins when it does. */
	c->wait = WAIT_TASK;
	c->progressed = true;
}

static void request_end(struct http_request *r)
{
	struct http_conn *c = r->conn;

	if (r->status == 0 && !c->freeing && c->server->config.finish != NULL)
		c->server->config.finish(r);
	if (r->status == 0 && c->freeing) {
		r->status = err_http_status(ERR_CANCELLED);
	} else if (r->status == 0) {
		log_error("a request ended without an answer",
		    LOG_S("path", r->route != NULL ? r->route->path : ""));
		answer_refusal(r, 500, "the request was not answered");
	}
	if (r->streaming && !c->freeing && !c->parking)
		stream_end(c);
	request_free(r);
	if (c->parking) {
		c->state = CONN_PARKED;
		return;
	}
	park_over(c);
	request_after(c);
}

/* The task is over: its free_fn. The arena was taken back (keep_arena). */
static void request_over(struct task *t)
{
	struct http_request *r = CONTAINER_OF(t, struct http_request, task);
	struct http_conn *c = r->conn;

	request_end(r);
	conn_advance(c);
}

void request_abandon(struct http_conn *c)
{
	if (c->state == CONN_BUSY)
		task_cancel(&c->req->task);
	else
		request_end(c->req);
}

bool request_stays(struct http_conn *c)
{
	if (c->state != CONN_BUSY || !c->req->stays)
		return false;
	c->broken = false;
	c->eof = true;
	c->out_at = c->out.len; /* nobody reads the rest */
	return true;
}

void request_refuse(struct http_conn *c, struct http_refusal why)
{
	struct http_request *r = c->req;

	if (r == NULL) {
		r = request_new(c);
		run_begin(r);
	}
	/* What follows in the stream can't be told apart any more. */
	c->keep_alive = false;
	answer_refusal(r, why.status, why.detail);
	request_end(r);
	c->linger = true;
}

/* ---- the beginning ---- */

void request_start(
    struct http_conn *c, task_step *const *steps, int64_t timeout_ms)
{
	struct http_request *r = c->req;

	c->state = CONN_BUSY;
	task_start(&r->task, c->server->loop, r->task.arena, steps,
	    timeout_ms > 0 ? timeout_ms : 30000, request_over);
}

static bool start(struct http_conn *c)
{
	const struct http_route *route = c->req->route;

	request_start(c, route->steps, route->timeout_ms);
	return true;
}

struct http_request *request_woken(struct http_conn *c)
{
	struct http_request *r = request_new(c);

	r->route = c->stream_route;
	r->method = HTTP_GET;
	r->status = 200;
	r->streaming = r->woken = true;
	return r;
}

static void answer_allow(struct http_request *r, unsigned allowed)
{
	char allow[64];

	routes_allow(allowed, allow);
	http_add_header(r, "Allow", allow);
	if (r->method == HTTP_OPTIONS) {
		cors_preflight(r->conn->server->config.cors, r, allow);
		http_answer(r, 204, NULL, (struct str){"", 0});
	} else {
		answer_refusal(r, 405, "the path has other methods");
	}
	request_end(r);
}

/* Sets r->route and r->params. */
static const struct http_route *match_route(
    struct http_request *r, struct route_match *m)
{
	const struct http_server *s = r->conn->server;

	routes_match(s->routes, r->method, r->path, m);
	if (m->allowed == 0 &&
	    (r->method & (HTTP_GET | HTTP_HEAD | HTTP_OPTIONS)))
		m->route = s->config.otherwise;
	r->route = m->route;
	for (size_t i = 0; i < m->n_params; i++)
		r->params[i] = arena_strndup(
		    r->task.arena, m->params[i].p, m->params[i].n);
	return m->route;
}

/* What has no route is answered here. */
static bool find_route(struct http_request *r)
{
	struct route_match m;

	if (r->path[0] == '*') {
		answer_allow(r, 127);
		return false;
	}
	if (match_route(r, &m) == NULL) {
		if (m.allowed != 0) {
			answer_allow(r, m.allowed);
			return false;
		}
		answer_refusal(r, 404, "there is nothing at this path");
		request_end(r);
		return false;
	}
	return true;
}

/* The strings of the head move into the request. */
static int adopt_head(
    struct http_request *r, const struct http_head *h, struct http_refusal *why)
{
	struct arena *a = r->task.arena;
	char *path = arena_alloc(a, h->path.n + 1);

	r->method = h->method;
	r->query = h->query;
	r->headers =
	    arena_memdup(a, h->headers, h->n_headers * sizeof h->headers[0]);
	r->n_headers = h->n_headers;
	if (uri_path(h->path, path, why) < 0)
		return -1;
	r->path = path;
	return 0;
}

/* The head is whole: becomes c->req. -1: refused already. */
static int take_head(struct http_conn *c, size_t n)
{
	struct http_head *h = &c->server->head;
	struct http_request *r = request_new(c);
	struct str head = {arena_memdup(r->task.arena, c->rx.p, n), n};
	struct http_refusal why;
	int parsed;

	conn_use(c, n);
	c->scanned = 0;
	parsed = http_head_parse(head, h, &why);
	r->method = h->method;
	c->http10 = h->minor == 0;
	c->keep_alive = h->keep_alive;
	body_begin(c, h);
	if (parsed == 0)
		parsed = adopt_head(r, h, &why);
	run_begin(r);
	if (parsed < 0)
		request_refuse(c, why);
	return parsed;
}

bool request_head(struct http_conn *c)
{
	struct http_refusal why;
	struct http_request *r;
	ptrdiff_t n = http_head_find(
	    c->rx, c->server->config.max_head_bytes, &c->scanned, &why);

	if (n < 0)
		request_refuse(c, why);
	else if (n == 0)
		c->broken = c->eof;
	if (n <= 0)
		return n < 0;
	if (take_head(c, (size_t)n) < 0 || !find_route(c->req))
		return true;
	r = c->req;
	if (c->body_left > r->route->max_body_bytes) {
		request_refuse(
		    c, (struct http_refusal){413,
			   "the request body is larger than this path takes"});
		return true;
	}
	if (r->route->streams_body || body_over(c))
		return start(c);
	c->state = CONN_BODY;
	if (c->rx.n == 0)
		body_say_continue(c);
	return c->rx.n > 0;
}

/* A body that is whole in one read needs no buffer of its own. */
static bool take_at_once(struct http_conn *c, struct http_request *r)
{
	size_t n = c->rx.n;
	char *copy;

	if (c->body_chunked || c->body_bytes > 0 || c->body_left > n)
		return false;
	n = (size_t)c->body_left;
	copy = arena_strndup(r->task.arena, c->rx.p, n);
	r->body = (struct str){copy, n};
	conn_use(c, n);
	c->body_left = 0;
	c->body_bytes = n;
	return true;
}

bool request_body(struct http_conn *c)
{
	struct http_request *r = c->req;
	size_t max = r->route->max_body_bytes;
	struct http_refusal why;

	if (take_at_once(c, r))
		return start(c);
	/* One byte of room beyond what is allowed tells too much from all. */
	if (c->body.max == 0)
		buf_init(&c->body, max + 1);
	if (body_take(c, max + 1, &why) < 0) {
		request_refuse(c, why);
		return true;
	}
	if (!body_over(c))
		return c->rx.n > 0;
	r->body = (struct str){buf_str(&c->body), c->body.len};
	return start(c);
}

/* ---- from another process ---- */

void request_resume(struct http_conn *c, const struct packet *p)
{
	struct routes *routes = c->server->routes;
	struct route_match m;
	struct http_request *r;
	char path[PACKET_PATH_MAX + 1];

	str_copy(path, sizeof path, p->path);
	routes_match(routes, p->method, path, &m);
	if (m.route == NULL || m.route->passing == NULL) {
		log_error("a stream came that no route takes over",
		    LOG_S("path", path));
		c->broken = true;
		return;
	}
	c->stream_route = m.route;
	r = request_woken(c);
	/* Any bytes: no text. */
	r->body.p = arena_memdup(r->task.arena, p->state.p, p->state.n);
	r->body.n = p->state.n;
	request_start(c, m.route->passing->steps, RESUME_MS);
}
