/* sp_conn.c - one connected SP stream. See sp_conn.h.
 *
 * Plain descriptors and two buffers: libevent's bufferevents read at most
 * 4 KB at once, which costs a factor of three with 8 KB messages. */
#include "common/bus/sp_conn.h"

#include "common/base/die.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#define READ_MIN (32u * 1024)
#define READ_MAX (256u * 1024)
/* A buffer that grew larger than this is given back when it is empty. */
#define KEEP_BYTES (1024u * 1024)

static void on_ready(void *arg, int fd, unsigned ready);
static void on_turn(void *arg);

void sp_conn_open(struct sp_conn *c, struct loop *l, int fd,
    enum sp_transport transport, enum sp_proto ours, size_t max_body_bytes,
    const struct sp_conn_events *events)
{
	uint8_t hello[SP_HELLO_BYTES];

	memset(c, 0, sizeof *c);
	c->events = events;
	c->loop = l;
	c->fd = fd;
	c->transport = transport;
	c->theirs = sp_proto_peer(ours);
	c->max_body_bytes = max_body_bytes;
	c->read_bytes = READ_MIN;
	c->state = SP_CONN_HELLO;
	buf_init(&c->in, max_body_bytes + SP_HEAD_MAX + 2 * READ_MAX);
	buf_init(&c->out, 4 * max_body_bytes + SP_OUT_HIGH);
	sp_hello_write(ours, hello);
	buf_add(&c->out, hello, sizeof hello);
	c->watch = watch_new(l, fd, on_ready, c);
	watch_set(c->watch, WATCH_READ);
	c->turn_ticket = loop_defer(l, on_turn, c);
}

void sp_conn_close(struct sp_conn *c)
{
	if (c->state == SP_CONN_CLOSED)
		return;
	c->state = SP_CONN_CLOSED;
	if (c->turn_ticket != 0)
		loop_defer_cancel(c->loop, c->turn_ticket);
	c->turn_ticket = 0;
	watch_free(&c->watch);
	close(c->fd);
	c->fd = -1;
	buf_deinit(&c->in);
	buf_deinit(&c->out);
	c->out_sent = 0;
}

/* The owner may free c: touch it no more. */
static void lose(struct sp_conn *c, const struct err *err)
{
	sp_conn_close(c);
	c->events->lost(c, err);
}

static void lose_errno(struct sp_conn *c, const char *what)
{
	struct err err = {0};

	err_set(&err, ERR_UNAVAILABLE, "%s: %s", what, strerror(errno));
	lose(c, &err);
}

static void need_turn(struct sp_conn *c)
{
	if (c->turn_ticket == 0)
		c->turn_ticket = loop_defer(c->loop, on_turn, c);
}

static void set_watch(struct sp_conn *c)
{
	unsigned mask = c->paused ? WATCH_NONE : WATCH_READ;

	watch_set(c->watch, mask | (c->wants_write ? WATCH_WRITE : 0));
}

/* ---- out ---- */

struct buf *sp_conn_begin(struct sp_conn *c)
{
	uint8_t head[SP_HEAD_MAX];

	MUST(c->state == SP_CONN_UP);
	/* Make room at the front now and then, not at each partial write. */
	if (c->out_sent > SP_OUT_LOW && c->out_sent > c->out.len / 2) {
		buf_consume(&c->out, c->out_sent);
		c->out_sent = 0;
	}
	c->frame_start = c->out.len;
	buf_add(&c->out, head, sp_head_write(c->transport, 0, head));
	return &c->out;
}

int sp_conn_end(struct sp_conn *c, struct err *err)
{
	size_t body_at = c->frame_start + sp_head_bytes(c->transport);
	size_t body = c->out.len - MIN(body_at, c->out.len);
	uint8_t head[SP_HEAD_MAX];

	if (buf_failed(&c->out) || body > c->max_body_bytes) {
		c->out.len = c->frame_start;
		c->out.failed = false;
		return err_set(err, ERR_TOO_LARGE,
		    "message of more than %zu bytes", c->max_body_bytes);
	}
	sp_head_write(c->transport, body, head);
	memcpy(c->out.data + c->frame_start, head, sp_head_bytes(c->transport));
	if (sp_conn_unsent(c) > SP_OUT_LOW)
		c->was_high = true;
	if (!c->wants_write)
		need_turn(c);
	return (int)body;
}

size_t sp_conn_unsent(const struct sp_conn *c)
{
	return c->out.len - c->out_sent;
}

static void forget_sent(struct sp_conn *c)
{
	size_t max = c->out.max;

	c->out_sent = 0;
	if (c->out.alloc > KEEP_BYTES) {
		buf_deinit(&c->out);
		buf_init(&c->out, max);
	}
	buf_clear(&c->out);
}

/* Returns -1 when the connection was lost: c may be gone. */
static int flush(struct sp_conn *c)
{
	bool blocked = false;

	while (c->out_sent < c->out.len && !blocked) {
		ssize_t n = send(c->fd, c->out.data + c->out_sent,
		    c->out.len - c->out_sent, MSG_NOSIGNAL);

		if (n >= 0) {
			c->out_sent += (size_t)n;
		} else if (errno == EAGAIN) {
			blocked = true;
		} else if (errno != EINTR) {
			lose_errno(c, "write");
			return -1;
		}
	}
	if (c->out_sent == c->out.len)
		forget_sent(c);
	c->wants_write = blocked;
	set_watch(c);
	if (c->was_high && sp_conn_unsent(c) <= SP_OUT_LOW) {
		c->was_high = false;
		c->events->drained(c);
	}
	return 0;
}

/* ---- in ---- */

/* Returns the bytes of hello used, 0 for more, -1 with err. */
static int take_hello(struct sp_conn *c, struct str in, struct err *err)
{
	if (in.n < SP_HELLO_BYTES)
		return 0;
	if (sp_hello_check((const uint8_t *)in.p, c->theirs, err) < 0)
		return -1;
	c->state = SP_CONN_UP;
	c->events->up(c);
	return SP_HELLO_BYTES;
}

/* Hands out what is complete. Returns the bytes used, or -1 with err. */
static ptrdiff_t hand_out(struct sp_conn *c, struct str in, struct err *err)
{
	size_t at = 0;

	if (c->state == SP_CONN_HELLO) {
		int n = take_hello(c, in, err);

		if (n <= 0)
			return n;
		at = (size_t)n;
	}
	while (!c->paused) {
		struct str body, rest = {in.p + at, in.n - at};
		size_t used;
		enum sp_cut cut;

		if (rest.n == 0)
			break;
		cut = sp_frame_cut(
		    c->transport, rest, c->max_body_bytes, &body, &used, err);
		if (cut == SP_CUT_BAD)
			return -1;
		if (cut == SP_CUT_MORE)
			break;
		at += used;
		if (c->events->frame(c, body, err) < 0)
			return -1;
	}
	return (ptrdiff_t)at;
}

static int parse(struct sp_conn *c)
{
	struct err err = {0};
	ptrdiff_t used;
	size_t max = c->in.max;

	used = hand_out(c, (struct str){c->in.data, c->in.len}, &err);
	if (used < 0) {
		lose(c, &err);
		return -1;
	}
	if (used > 0)
		buf_consume(&c->in, (size_t)used);
	if (c->in.len == 0 && c->in.alloc > KEEP_BYTES) {
		buf_deinit(&c->in);
		buf_init(&c->in, max);
	}
	return 0;
}

/* Room grows with what has really come, so that a length alone makes nobody
 * allocate. */
static size_t room_wanted(const struct sp_conn *c)
{
	return MIN(MAX(c->read_bytes, c->in.len), c->in.max - c->in.len - 1);
}

static int read_some(struct sp_conn *c)
{
	size_t want = room_wanted(c);
	char *room = buf_room(&c->in, want);
	ssize_t n;

	MUST(room != NULL);
	n = recv(c->fd, room, want, 0);
	if (n > 0) {
		c->read_ms = loop_now_ms(c->loop);
		buf_wrote(&c->in, (size_t)n);
		if ((size_t)n == want && c->read_bytes < READ_MAX)
			c->read_bytes *= 2;
		return parse(c);
	}
	if (n == 0) {
		struct err err = {0};

		err_set(&err, ERR_UNAVAILABLE, "closed by the other end");
		lose(c, &err);
		return -1;
	}
	if (errno == EAGAIN || errno == EINTR)
		return 0;
	lose_errno(c, "read");
	return -1;
}

static void on_ready(void *arg, int fd, unsigned ready)
{
	struct sp_conn *c = arg;

	(void)fd;
	if ((ready & WATCH_WRITE) != 0 && flush(c) < 0)
		return;
	if ((ready & WATCH_READ) != 0 && !c->paused)
		(void)read_some(c);
}

void sp_conn_pause(struct sp_conn *c, bool paused)
{
	if (c->state == SP_CONN_CLOSED || c->paused == paused)
		return;
	c->paused = paused;
	set_watch(c);
	if (!paused && c->in.len > 0)
		need_turn(c);
}

/* Once a turn: frames left over by a pause, then everything that the turn
 * wrote. */
static void on_turn(void *arg)
{
	struct sp_conn *c = arg;

	if (c->in.len > 0 && !c->paused && parse(c) < 0)
		return;
	c->turn_ticket = 0;
	if (!c->wants_write)
		(void)flush(c);
}
