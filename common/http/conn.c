/* conn.c - a connection: bytes in, bytes out, and what comes next.
 *
 * Everything that happens to a connection ends in conn_advance(), the one
 * place that goes on to the next state, waits, or frees it. Steps run deep
 * inside of it or inside of some library's callback; they only leave marks
 * (broken, kick) and never free the connection.
 */
#include "common/http/internal.h"

#include "common/base/die.h"
#include "common/base/log.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

static void on_ready(void *arg, int fd, unsigned ready);
static void on_kick(void *arg);
static bool advance_once(struct http_conn *c);
static void keep_input(struct http_conn *c);
static void settle(struct http_conn *c);

struct http_conn *conn_new(struct http_server *s, int fd, const char *peer)
{
	struct http_conn *c = xcalloc(1, sizeof *c);

	c->server = s;
	c->fd = fd;
	c->state = CONN_HEAD;
	c->wait = WAIT_HEAD;
	c->since_ms = loop_now_ms(s->loop);
	c->keep_alive = true;
	str_copy(c->peer, sizeof c->peer, str_of(peer));
	buf_init(&c->in, HTTP_AHEAD_BYTES + HTTP_READ_BYTES);
	buf_init(&c->out, HTTP_OUT_MAX_BYTES);
	buf_init(&c->body, 0);
	list_append(&s->waiting[c->wait], &c->node);
	s->n_conns++;
	c->watch = watch_new(s->loop, fd, on_ready, c);
	c->watching = WATCH_READ;
	watch_set(c->watch, c->watching);
	return c;
}

void conn_free(struct http_conn *c)
{
	MUST(!c->freeing);
	c->freeing = true;
	if (c->req != NULL)
		request_abandon(c);
	park_over(c);
	if (c->kick != 0)
		loop_defer_cancel(c->server->loop, c->kick);
	watch_free(&c->watch);
	close(c->fd);
	list_remove(&c->node);
	c->server->n_conns--;
	peers_leave(c->server->peers, c->peer);
	buf_deinit(&c->in);
	buf_deinit(&c->out);
	buf_deinit(&c->body);
	free(c);
}

/* ---- bytes in ---- */

void conn_use(struct http_conn *c, size_t n)
{
	MUST(n <= c->rx.n);
	c->rx.p += n;
	c->rx.n -= n;
}

/* One read a turn: what is left in the kernel wakes us again. */
static void fill(struct http_conn *c)
{
	struct http_server *s = c->server;
	ssize_t n;

	if (c->rx.n >= HTTP_AHEAD_BYTES || c->eof)
		return;
	n = recv(c->fd, s->scratch, HTTP_READ_BYTES, 0);
	if (n > 0 && c->rx.n > 0) {
		buf_consume(&c->in, (size_t)(c->rx.p - c->in.data));
		buf_add(&c->in, s->scratch, (size_t)n);
		MUST(!buf_failed(&c->in));
		c->rx = (struct str){c->in.data, c->in.len};
	} else if (n > 0) {
		c->rx = (struct str){s->scratch, (size_t)n};
	} else if (n == 0) {
		c->eof = true;
	} else if (errno != EAGAIN && errno != EINTR) {
		c->broken = true;
	}
}

/* What was not used moves out of the shared scratch; an idle connection holds
 * no buffer. */
static void keep_input(struct http_conn *c)
{
	if (c->rx.n == 0) {
		if (c->in.data != NULL)
			buf_deinit(&c->in);
		return;
	}
	if (c->in.data != NULL && c->rx.p >= c->in.data &&
	    c->rx.p < c->in.data + c->in.alloc)
		return;
	buf_clear(&c->in);
	buf_add(&c->in, c->rx.p, c->rx.n);
	MUST(!buf_failed(&c->in));
	c->rx = (struct str){c->in.data, c->in.len};
}

/* ---- bytes out ---- */

size_t conn_queued(const struct http_conn *c)
{
	return c->out.len - c->out_at;
}

void conn_queue(struct http_conn *c, struct str bytes)
{
	/* What was sent already makes room before the buffer grows. */
	if (c->out_at > 0 && c->out_at >= c->out.len / 2) {
		buf_consume(&c->out, c->out_at);
		c->out_at = 0;
	}
	buf_add(&c->out, bytes.p, bytes.n);
	if (buf_failed(&c->out))
		c->broken = true;
}

static bool would_block(void)
{
	return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

void conn_flush(struct http_conn *c)
{
	while (!c->broken && conn_queued(c) > 0) {
		ssize_t n = send(c->fd, c->out.data + c->out_at, conn_queued(c),
		    MSG_NOSIGNAL);

		if (n < 0) {
			c->broken = !would_block();
			return;
		}
		c->out_at += (size_t)n;
		c->progressed = true;
	}
	if (c->out.data != NULL && conn_queued(c) == 0) {
		c->out_at = 0;
		buf_deinit(&c->out);
	}
}

static ssize_t send_parts(int fd, struct str head, struct str body)
{
	struct iovec parts[2] = {{.iov_len = head.n}, {.iov_len = body.n}};
	struct msghdr msg = {.msg_iov = parts, .msg_iovlen = 2};

	if (body.n == 0)
		return send(fd, head.p, head.n, MSG_NOSIGNAL);
	/* iovec has no const; sendmsg only reads. */
	memcpy(&parts[0].iov_base, &head.p, sizeof head.p);
	memcpy(&parts[1].iov_base, &body.p, sizeof body.p);
	return sendmsg(fd, &msg, MSG_NOSIGNAL);
}

void conn_send(struct http_conn *c, struct str head, struct str body)
{
	ssize_t sent;
	size_t n;

	/* While more requests wait in the input, answers share a write. */
	if (conn_queued(c) > 0 || c->broken ||
	    (c->advancing && c->rx.n > 0 &&
		head.n + body.n < HTTP_CORK_BYTES / 4)) {
		conn_queue(c, head);
		conn_queue(c, body);
		return;
	}
	sent = send_parts(c->fd, head, body);
	if (sent < 0) {
		c->broken = !would_block();
		sent = 0;
	}
	n = (size_t)sent;
	if (n < head.n) {
		conn_queue(c, (struct str){head.p + n, head.n - n});
		n = head.n;
	}
	n -= head.n;
	if (n < body.n)
		conn_queue(c, (struct str){body.p + n, body.n - n});
}

/* ---- what comes next ---- */

static void on_ready(void *arg, int fd, unsigned ready)
{
	struct http_conn *c = arg;

	(void)fd;
	if (ready & WATCH_WRITE)
		conn_flush(c);
	if (ready & WATCH_READ)
		fill(c);
	conn_advance(c);
}

static void on_kick(void *arg)
{
	struct http_conn *c = arg;

	c->kick = 0;
	conn_advance(c);
}

void conn_kick(struct http_conn *c)
{
	if (c->kick == 0 && !c->freeing)
		c->kick = loop_defer(c->server->loop, on_kick, c);
}

void conn_advance(struct http_conn *c)
{
	if (c->advancing || c->freeing)
		return;
	c->advancing = true;
	while (!c->broken && c->state != CONN_OVER && advance_once(c))
		;
	conn_flush(c);
	keep_input(c);
	c->advancing = false;
	settle(c);
}

/* Shut our side first and read on for a moment: closing with input unread
 * would reset the connection and might take the answer along. */
static bool close_gently(struct http_conn *c)
{
	conn_flush(c);
	if (conn_queued(c) > 0)
		return false;
	if (!c->linger || c->eof) {
		c->state = CONN_OVER;
		return false;
	}
	shutdown(c->fd, SHUT_WR);
	c->state = CONN_LINGER;
	return true;
}

/* Answers wait for the kernel before the next request is begun, but for a
 * few small ones of a pipeline. */
static bool after_answer(struct http_conn *c)
{
	if (conn_queued(c) >= HTTP_CORK_BYTES || c->rx.n == 0)
		conn_flush(c);
	if (conn_queued(c) >= HTTP_CORK_BYTES ||
	    (conn_queued(c) > 0 && c->rx.n == 0))
		return false;
	c->state = CONN_HEAD;
	return true;
}

/* Returns true when there may be more to do at once. */
static bool advance_once(struct http_conn *c)
{
	switch (c->state) {
	case CONN_HEAD:
		if (c->rx.n > 0)
			return request_head(c);
		c->broken = c->eof;
		return false;
	case CONN_BODY:
		if (c->rx.n > 0)
			return request_body(c);
		c->broken = c->eof;
		return false;
	case CONN_BUSY:
		/* A peer that shut its side has left: nobody waits. */
		c->broken = c->eof;
		return !c->broken && body_advance(c);
	case CONN_PARKED:
		c->broken = c->eof;
		return false;
	case CONN_DISCARD:
		if (!body_discard(c)) {
			c->broken = c->eof;
			return false;
		}
		c->state = CONN_FLUSH;
		return true;
	case CONN_FLUSH:
		return after_answer(c);
	case CONN_CLOSING:
		return close_gently(c);
	case CONN_LINGER:
		conn_use(c, c->rx.n);
		if (c->eof)
			c->state = CONN_OVER;
		return false;
	case CONN_OVER:
		break;
	}
	return false;
}

static enum conn_wait wait_of(const struct http_conn *c)
{
	switch (c->state) {
	case CONN_HEAD:
		if (c->rx.n > 0 || c->wait == WAIT_HEAD)
			return WAIT_HEAD;
		return WAIT_IDLE;
	case CONN_BODY:
	case CONN_DISCARD:
		return WAIT_BODY;
	case CONN_BUSY:
		if (conn_queued(c) > 0)
			return WAIT_WRITE;
		return c->body_wanted ? WAIT_BODY : WAIT_TASK;
	case CONN_PARKED:
		return conn_queued(c) > 0 ? WAIT_WRITE : WAIT_TASK;
	case CONN_FLUSH:
	case CONN_CLOSING:
		return WAIT_WRITE;
	case CONN_LINGER:
	case CONN_OVER:
		break;
	}
	return WAIT_LINGER;
}

/* Frees what is over; else waits for the right things. */
static void settle(struct http_conn *c)
{
	enum conn_wait wait;
	unsigned watching = 0;

	if ((c->broken && !request_stays(c)) || c->state == CONN_OVER) {
		conn_free(c);
		return;
	}
	wait = wait_of(c);
	if (wait != c->wait || c->progressed) {
		c->wait = wait;
		c->since_ms = loop_now_ms(c->server->loop);
		c->window_bytes = 0;
		list_remove(&c->node);
		list_append(&c->server->waiting[wait], &c->node);
		c->progressed = false;
	}
	if (!c->eof && c->rx.n < HTTP_AHEAD_BYTES)
		watching |= WATCH_READ;
	if (conn_queued(c) > 0)
		watching |= WATCH_WRITE;
	/* The last flush took what the one before it could not. */
	if (c->drain_wanted && conn_queued(c) < c->low_water)
		conn_kick(c);
	if (watching != c->watching) {
		c->watching = watching;
		watch_set(c->watch, watching);
	}
}
