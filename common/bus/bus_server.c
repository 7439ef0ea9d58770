/* bus_server.c - listeners and the connections of callers, with bounds. */
#include "common/bus/bus_server.h"

#include "common/base/die.h"
#include "common/base/log.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define BACKLOG 511
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
		    LOG_S("url", c->server->url.text),
		    LOG_S("error", err->text));
	conn_free(c);
}

static void conn_new(struct bus_server *s, int fd)
{
	struct bus_conn *c = xcalloc(1, sizeof *c);
	int on = 1;

	c->server = s;
	c->opened_ms = loop_now_ms(s->bus->loop);
	list_init(&c->requests);
	list_append(&s->conns, &c->node);
	s->n_conns++;
	if (s->url.transport == SP_TCP) {
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
		setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
	}
	sp_conn_open(&c->stream, s->bus->loop, fd, s->url.transport, SP_REP,
	    s->bus->max_frame_bytes, &stream_events);
}

/* ---- accepting ---- */

static void on_accept(void *arg, int listener, unsigned ready)
{
	struct bus_server *s = arg;

	(void)ready;
	for (int i = 0; i < ACCEPT_PER_TURN; i++) {
		int fd =
		    accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

		if (fd < 0 && errno != EAGAIN && errno != ECONNABORTED &&
		    errno != EINTR) {
			/* Out of descriptors: the sweep tries again. */
			log_error("bus can't accept", LOG_S("url", s->url.text),
			    LOG_S("error", strerror(errno)));
			watch_set(s->watch, WATCH_NONE);
		}
		if (fd < 0)
			return;
		if (s->n_conns >= MAX_CONNS) {
			log_warn("bus has too many callers",
			    LOG_S("url", s->url.text));
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

	if (s->watch != NULL)
		watch_set(s->watch, WATCH_READ);
	LIST_EACH (node, &s->conns) {
		struct bus_conn *c = LIST_ENTRY(node, struct bus_conn, node);
		bool mute =
		    c->stream.state == SP_CONN_HELLO && c->opened_ms < oldest;

		if (mute || c->given_up)
			conn_free(c);
	}
}

/* ---- listening ---- */

/* A socket file that nobody accepts on is left over from a killed process. */
static int clear_stale(const struct sp_url *url, struct err *err)
{
	const struct sockaddr_un *un =
	    (const struct sockaddr_un *)(const void *)&url->addr;
	struct stat st;
	int fd, rc, number;

	if (lstat(un->sun_path, &st) < 0)
		return 0; /* nothing there; bind says the rest */
	if (!S_ISSOCK(st.st_mode))
		return err_set(
		    err, ERR_CONFLICT, "%s: not a socket", url->text);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return err_set(
		    err, ERR_UNAVAILABLE, "%s: %s", url->text, strerror(errno));
	rc = connect(fd, (const struct sockaddr *)&url->addr, url->addr_bytes);
	number = errno;
	close(fd);
	if (rc == 0 || number != ECONNREFUSED)
		return err_set(err, ERR_CONFLICT, "%s: %s", url->text,
		    rc == 0 ? "in use" : strerror(number));
	unlink(un->sun_path);
	return 0;
}

static int bind_url(const struct sp_url *url, int fd, struct err *err)
{
	int on = 1;

	if (url->transport == SP_IPC) {
		/* The file is born with the mode of the descriptor, so that
		 * nobody else can slip in before a chmod. */
		if (clear_stale(url, err) < 0)
			return -1;
		if (fchmod(fd, 0600) < 0)
			return err_set(err, ERR_UNAVAILABLE, "%s: %s",
			    url->text, strerror(errno));
	} else {
		setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	}
	if (bind(fd, (const struct sockaddr *)&url->addr, url->addr_bytes) ==
		0 &&
	    listen(fd, BACKLOG) == 0)
		return 0;
	return err_set(err,
	    errno == EADDRINUSE ? ERR_CONFLICT : ERR_UNAVAILABLE, "%s: %s",
	    url->text, strerror(errno));
}

static void remember_file(struct bus_server *s)
{
	const struct sockaddr_un *un =
	    (const struct sockaddr_un *)(const void *)&s->url.addr;
	struct stat st;

	if (s->url.transport == SP_IPC && stat(un->sun_path, &st) == 0) {
		s->file_dev = (uint64_t)st.st_dev;
		s->file_ino = (uint64_t)st.st_ino;
	}
}

/* Only our own file: a successor may have put its own in place. */
static void remove_file(const struct bus_server *s)
{
	const struct sockaddr_un *un =
	    (const struct sockaddr_un *)(const void *)&s->url.addr;
	struct stat st;

	if (s->url.transport == SP_IPC && stat(un->sun_path, &st) == 0 &&
	    (uint64_t)st.st_dev == s->file_dev &&
	    (uint64_t)st.st_ino == s->file_ino)
		unlink(un->sun_path);
}

static void stop_listening(struct bus_server *s)
{
	if (s->fd < 0)
		return;
	watch_free(&s->watch);
	remove_file(s);
	close(s->fd);
	s->fd = -1;
}

static int open_listener(struct sp_url *url, int *fd_r, struct err *err)
{
	int fd = socket(
	    url->addr.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return err_set(err, ERR_UNAVAILABLE, "listen: %s: %s",
		    url->text, strerror(errno));
	if (bind_url(url, fd, err) < 0) {
		close(fd);
		return err_wrap(err, "listen");
	}
	*fd_r = fd;
	return 0;
}

static int parse_listener(const char *url, struct sp_url *u_r, struct err *err)
{
	if (sp_url_parse(str_of(url), u_r, err) < 0 ||
	    sp_url_resolve(u_r, err) < 0)
		return err_wrap(err, "listen");
	return 0;
}

int bus_listen(const char *url, int *fd_r, struct err *err)
{
	struct sp_url parsed;

	if (parse_listener(url, &parsed, err) < 0)
		return -1;
	return open_listener(&parsed, fd_r, err);
}

static struct bus_server *server_new(
    struct bus *b, const struct sp_url *url, int fd)
{
	struct bus_server *s = xcalloc(1, sizeof *s);

	s->bus = b;
	s->url = *url;
	s->fd = fd;
	list_init(&s->conns);
	list_append(&b->servers, &s->node);
	s->watch = watch_new(b->loop, fd, on_accept, s);
	watch_set(s->watch, WATCH_READ);
	s->sweep = timer_new(b->loop, on_sweep, s);
	timer_every(s->sweep, SWEEP_MS);
	return s;
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
	bool ours = fd < 0;
	struct bus_server *s;
	struct sp_url parsed;

	if (parse_listener(url, &parsed, err) < 0 ||
	    (ours && open_listener(&parsed, &fd, err) < 0))
		return -1;
	s = server_new(b, &parsed, fd);
	s->handlers = h;
	s->n_handlers = n;
	s->max_requests = max_requests;
	s->daemon = daemon;
	if (ours)
		remember_file(s);
	return 0;
}

/* ---- the end ---- */

void bus_servers_close(struct bus *b)
{
	LIST_EACH (node, &b->servers) {
		struct bus_server *s =
		    LIST_ENTRY(node, struct bus_server, node);

		stop_listening(s);
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
	stop_listening(s);
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
