/* handoff.c - gives connections away, and takes them. See handoff.h.
 *
 * Giving looks at all connections again and again until none is left: one that
 * is in the middle of something is met later, between two requests. It runs
 * from its own timer only, so no step and no callback of a connection is on
 * the stack. */
#include "common/http/internal.h"
#include "common/http/packet.h"
#include "common/http/park.h"

#include "common/base/die.h"
#include "common/base/fdpass.h"
#include "common/base/log.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define LOOK_MS 5
#define GIVE_PER_TURN 128 /* about a millisecond */
#define TAKE_PER_TURN 64
#define SEND_BYTES (1 << 20)

struct handoff {
	struct http_server *server;
	int fd;
	struct watch *watch; /* of taking: the next packet */
	struct timer *look;  /* of giving */
	struct list node;    /* of taking: in server.takes */
	size_t n;            /* passed so far */
	bool broken;         /* the taker is gone */
	char *packet;        /* of taking: PACKET_MAX bytes */
};

static void on_look(void *arg);
static void on_packet(void *arg, int fd, unsigned ready);

/* ---- giving ---- */

void http_server_give(struct http_server *s, int fd)
{
	int room = SEND_BYTES;

	if (s->gives != NULL)
		handoff_end(&s->gives);
	server_stop_accepting(s);
	s->gives = xcalloc(1, sizeof *s->gives);
	s->gives->server = s;
	s->gives->fd = fd;
	list_init(&s->gives->node);
	setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
	s->gives->look = timer_new(s->loop, on_look, s->gives);
	timer_arm(s->gives->look, 0);
}

bool http_server_given(const struct http_server *s)
{
	return s->gives != NULL && s->n_conns == 0;
}

/* Bytes in both directions fit into a packet, and all is at rest. */
static bool is_at_rest(const struct http_conn *c)
{
	return !c->advancing && !c->freeing && !c->broken && !c->eof &&
	       c->rx.n + conn_queued(c) <= HANDOFF_BYTES_MAX;
}

static bool pack_stream(
    struct http_conn *c, struct packet *p, struct buf *state)
{
	const struct http_route *route = c->stream_route;

	if (route->passing == NULL || !route->passing->pack(c->owner, state))
		return false;
	MUST(!buf_failed(state));
	p->is_stream = true;
	p->method = route->method;
	p->path = str_of(route->path);
	p->state = (struct str){state->data, state->len};
	return true;
}

enum given { GIVEN, NOT_YET, FULL };

static enum given send_conn(
    struct handoff *h, struct http_conn *c, const struct packet *p)
{
	enum given given = GIVEN;
	struct buf b;

	buf_init(&b, PACKET_MAX);
	packet_write(&b, p);
	MUST(!buf_failed(&b));
	if (fdpass_send(h->fd, b.data, b.len, c->fd) < 0) {
		given = FULL;
		if (errno != EAGAIN && errno != ETOOMANYREFS &&
		    errno != ENOBUFS && errno != ENOMEM) {
			h->broken = true;
			log_warn("connections cannot be passed on",
			    LOG_S("error", strerror(errno)),
			    LOG_I("left", h->server->n_conns));
		}
	}
	buf_deinit(&b);
	return given;
}

static enum given give(struct handoff *h, struct http_conn *c)
{
	enum given given = NOT_YET;
	struct packet p = {
	    .http10 = c->http10,
	    .keep_alive = c->keep_alive,
	    .peer = str_of(c->peer),
	    .in = c->rx,
	    .out = {c->out.data + c->out_at, conn_queued(c)},
	};
	struct buf state;

	if (!is_at_rest(c))
		return NOT_YET;
	if (p.out.n == 0)
		p.out.p = "";
	buf_init(&state, HANDOFF_STATE_MAX);
	if (c->state == CONN_HEAD ||
	    (c->state == CONN_PARKED && pack_stream(c, &p, &state)))
		given = send_conn(h, c, &p);
	buf_deinit(&state);
	if (given == GIVEN) {
		h->n++;
		conn_free(c); /* the other process's descriptor lives on */
	}
	return given;
}

static enum given give_all(struct handoff *h)
{
	static const enum conn_wait places[] = {
	    WAIT_IDLE, WAIT_HEAD, WAIT_TASK, WAIT_WRITE};
	int n = 0;

	for (size_t i = 0; i < ARRAY_LEN(places); i++) {
		LIST_EACH (node, &h->server->waiting[places[i]]) {
			enum given given =
			    give(h, LIST_ENTRY(node, struct http_conn, node));

			n += given == GIVEN;
			if (given == FULL || n >= GIVE_PER_TURN)
				return FULL;
		}
	}
	return NOT_YET;
}

static void on_look(void *arg)
{
	struct handoff *h = arg;
	enum given given = h->broken ? NOT_YET : give_all(h);

	if (h->broken) /* nobody to give to: as before any other end */
		(void)http_server_drained(h->server, true);
	timer_arm(h->look, given == FULL ? 1 : LOOK_MS);
}

/* ---- ending ---- */

void http_server_end_streams(struct http_server *s)
{
	static const enum conn_wait places[] = {WAIT_TASK, WAIT_WRITE};

	for (size_t i = 0; i < ARRAY_LEN(places); i++) {
		LIST_EACH (node, &s->waiting[places[i]]) {
			struct http_conn *c =
			    LIST_ENTRY(node, struct http_conn, node);

			if (c->state == CONN_PARKED && is_at_rest(c))
				http_park_end(c);
		}
	}
}

/* ---- taking ---- */

void http_server_take(struct http_server *s, int fd)
{
	struct handoff *h = xcalloc(1, sizeof *h);

	h->server = s;
	h->fd = fd;
	h->packet = xcalloc(1, PACKET_MAX);
	h->watch = watch_new(s->loop, fd, on_packet, h);
	watch_set(h->watch, WATCH_READ);
	list_append(&s->takes, &h->node);
}

bool http_server_taking(const struct http_server *s)
{
	return !list_empty(&s->takes);
}

static void adopt(struct http_server *s, int fd, const struct packet *p)
{
	char peer[48];
	struct http_conn *c;

	str_copy(peer, sizeof peer, p->peer);
	peers_bring(s->peers, peer);
	c = conn_new(s, fd, peer);
	c->http10 = p->http10;
	c->keep_alive = p->keep_alive;
	buf_add(&c->in, p->in.p, p->in.n);
	c->rx = (struct str){c->in.data, c->in.len};
	conn_queue(c, p->out);
	c->wait = WAIT_TASK; /* its next wait begins now */
	c->progressed = true;
	c->advancing = true; /* steps run in here, and free nothing */
	if (p->is_stream)
		request_resume(c, p);
	c->advancing = false;
	conn_advance(c);
}

static void take(struct handoff *h, int fd, size_t n)
{
	struct packet p;

	if (packet_read((struct str){h->packet, n}, &p) < 0 || fd < 0) {
		log_error("a connection came in a packet that cannot be read",
		    LOG_I("bytes", n));
		if (fd >= 0)
			close(fd);
		return;
	}
	h->n++;
	adopt(h->server, fd, &p);
}

static void on_packet(void *arg, int sock, unsigned ready)
{
	struct handoff *h = arg;
	int fd;

	(void)ready;
	for (int i = 0; i < TAKE_PER_TURN; i++) {
		ssize_t n = fdpass_recv(sock, h->packet, PACKET_MAX, &fd);

		if (n > 0) {
			take(h, fd, (size_t)n);
		} else if (n < 0 && errno == EMSGSIZE) {
			log_error("a connection came in an oversized packet");
		} else {
			bool over =
			    n == 0 || (errno != EAGAIN && errno != EWOULDBLOCK);

			if (over)
				handoff_end(&h);
			return;
		}
	}
}

void handoff_end(struct handoff **hp)
{
	struct handoff *h = *hp;

	if (h == NULL)
		return;
	log_info(h->look != NULL ? "connections were passed on"
				 : "connections were taken over",
	    LOG_I("connections", h->n));
	watch_free(&h->watch);
	timer_free(&h->look);
	list_remove(&h->node);
	close(h->fd);
	free(h->packet);
	free(h);
	*hp = NULL;
}

void handoff_end_takes(struct http_server *s)
{
	while (!list_empty(&s->takes)) {
		struct handoff *h = LIST_FIRST(&s->takes, struct handoff, node);

		handoff_end(&h);
	}
}
