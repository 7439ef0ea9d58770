/* bus_server.c - the connections of callers, with bounds. */
#include "common/bus/bus_server.h"

#include "common/base/die.h"
#include "common/base/log.h"

#include <stdlib.h>
#include <unistd.h>

#define ACCEPT_PER_TURN 64
#define MAX_CONNS 1024
#define MAX_UNANSWERED 2048 /* of one connection: then it isn't read */
#define SWEEP_MS 1000
#define HELLO_MS 3000

struct bus_conn {
	struct sp_conn stream;
	struct bus_server *server;
	struct list node;     /* in server.conns */
	struct list requests; /* being answered */
	size_t n_requests;
	int64_t opened_ms;
	bool given_up;
};

static void stream_up(struct sp_conn *stream);
static int stream_frame(
    struct sp_conn *stream, struct str body, struct err *err);
static void stream_drained(struct sp_conn *stream);
static void stream_lost(struct sp_conn *stream, const struct err *err);
static void on_accept(void *arg, int fd, unsigned ready);
static void on_sweep(void *arg);

static const struct sp_conn_events stream_events = {
    .up = stream_up,
    .frame = stream_frame,
    .drained = stream_drained,
    .lost = stream_lost,
};

/* ---- connections ---- */

struct sp_conn *bus_conn_stream(struct bus_conn *c)
{
	return &c->stream;
}

static void set_pause(struct bus_conn *c)
{
	sp_conn_pause(&c->stream,
	    c->server->bus->draining || c->n_requests >= MAX_UNANSWERED ||
		sp_conn_unsent(&c->stream) >= SP_OUT_HIGH);
}

void bus_conn_count(struct bus_conn *c, int change)
{
	size_t by = (size_t)abs(change);

	if (change > 0) {
		c->n_requests += by;
		c->server->n_requests += by;
		c->server->bus->n_requests += by;
	} else {
		c->n_requests -= by;
		c->server->n_requests -= by;
		c->server->bus->n_requests -= by;
	}
	set_pause(c);
}

void bus_conn_give_up(struct bus_conn *c)
{
	c->given_up = true;
}

static void conn_free(struct bus_conn *c)
{
	sp_conn_close(&c->stream);
	bus_requests_cancel(&c->requests);
	list_remove(&c->node);
	c->server->n_conns--;
	free(c);
}

static void stream_up(struct sp_conn *stream)
{
	(void)stream;
}

static int stream_frame(
    struct sp_conn *stream, struct str body, struct err *err)
{
	struct bus_conn *c = CONTAINER_OF(stream, struct bus_conn, stream);

	if (bus_request_start(c->server, c, &c->requests, body, err) < 0)
		return -1;
	set_pause(c);
	return 0;
}

static void stream_drained(struct sp_conn *stream)
{
	set_pause(CONTAINER_OF(stream, struct bus_conn, stream));
}

static void stream_lost(struct sp_conn *stream, const struct err *err)
{
	struct bus_conn *c = CONTAINER_OF(stream, struct bus_conn, stream);

	if (err->code == ERR_BAD_PEER)
		log_warn("bus caller sent nonsense",
		    LOG_S("url", c->server->listener.url.text),
		    LOG_S("error", err->text));
	conn_free(c);
}

static void conn_new(struct bus_server *s, int fd)
{
	struct bus_conn *c = xcalloc(1, sizeof *c);

	c->server = s;
	c->opened_ms = loop_now_ms(s->bus->loop);
	list_init(&c->requests);
	list_append(&s->conns, &c->node);
	s->n_conns++;
	sp_conn_open(&c->stream, s->bus->loop, fd, s->listener.url.transport,
	    SP_REP, s->bus->max_frame_bytes, &stream_events);
}

/* ---- accepting ---- */

static void on_accept(void *arg, int listener, unsigned ready)
{
	struct bus_server *s = arg;

	(void)listener;
	(void)ready;
	for (int i = 0; i < ACCEPT_PER_TURN; i++) {
		int fd = sp_listener_accept(&s->listener);

		if (fd < 0)
			return;
		if (s->n_conns >= MAX_CONNS) {
			log_warn("bus has too many callers",
			    LOG_S("url", s->listener.url.text));
			close(fd);
			continue;
		}
		conn_new(s, fd);
	}
}

static void on_sweep(void *arg)
{
	struct bus_server *s = arg;
	int64_t oldest = loop_now_ms(s->bus->loop) - HELLO_MS;

	sp_listener_again(&s->listener);
	LIST_EACH (node, &s->conns) {
		struct bus_conn *c = LIST_ENTRY(node, struct bus_conn, node);
		bool mute =
		    c->stream.state == SP_CONN_HELLO && c->opened_ms < oldest;

		if (mute || c->given_up)
			conn_free(c);
	}
}

/* ---- listening ---- */

int bus_listen(const char *url, int *fd_r, struct err *err)
{
	struct sp_url parsed;

	if (sp_listen_parse(url, &parsed, err) < 0)
		return -1;
	return sp_listen(&parsed, fd_r, err);
}

int bus_serve(struct bus *b, const char *url, const struct bus_handler *h,
    size_t n, size_t max_requests, void *daemon, struct err *err)
{
	return bus_serve_on(b, url, -1, h, n, max_requests, daemon, err);
}

int bus_serve_on(struct bus *b, const char *url, int fd,
    const struct bus_handler *h, size_t n, size_t max_requests, void *daemon,
    struct err *err)
{
	struct bus_server *s = xcalloc(1, sizeof *s);

	if (sp_listener_open(
		&s->listener, b->loop, url, fd, on_accept, s, err) < 0) {
		free(s);
		return -1;
	}
	s->bus = b;
	list_init(&s->conns);
	list_append(&b->servers, &s->node);
	s->sweep = timer_new(b->loop, on_sweep, s);
	timer_every(s->sweep, SWEEP_MS);
	s->handlers = h;
	s->n_handlers = n;
	s->max_requests = max_requests;
	s->daemon = daemon;
	return 0;
}

/* ---- the end ---- */

void bus_servers_close(struct bus *b)
{
	LIST_EACH (node, &b->servers) {
		struct bus_server *s =
		    LIST_ENTRY(node, struct bus_server, node);

		sp_listener_close(&s->listener);
		LIST_EACH (conn, &s->conns)
			conn_free(LIST_ENTRY(conn, struct bus_conn, node));
		timer_free(&s->sweep);
		list_remove(&s->node);
		free(s);
	}
}

/* What is idle is closed at once, so that its caller turns to another
 * process instead of filling a socket that nobody reads. */
static bool drain_server(struct bus_server *s)
{
	sp_listener_close(&s->listener);
	LIST_EACH (node, &s->conns) {
		struct bus_conn *c = LIST_ENTRY(node, struct bus_conn, node);

		set_pause(c);
		if (c->n_requests == 0 && sp_conn_unsent(&c->stream) == 0)
			conn_free(c);
	}
	return list_empty(&s->conns);
}

bool bus_drained(struct bus *b, bool begin_draining)
{
	bool drained = b->n_requests == 0;

	if (begin_draining)
		b->draining = true;
	if (!b->draining)
		return drained;
	LIST_EACH (node, &b->servers) {
		if (!drain_server(LIST_ENTRY(node, struct bus_server, node)))
			drained = false;
	}
	return drained;
}
