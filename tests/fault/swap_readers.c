/* swap_readers.c - streams: every event once, in order, in whole chunks. */
#include "tests/fault/swap_load.h"

#include "common/base/die.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define IN_BYTES ((size_t)1 << 20)

struct reader {
	struct load *load;
	int fd;
	struct watch *watch;
	struct buf raw;  /* not yet unchunked */
	struct buf text; /* not yet a whole line */
	bool begun;      /* its head was read */
	uint64_t last;   /* number of the last event; 1 was had before */
};

/* why: it was cut; NULL: it was ended, by its last event or before. */
static void over(struct reader *r, const char *why)
{
	struct load *l = r->load;
	struct counts *c = &l->counts;

	if (why != NULL)
		load_fail(l, "stream", why);
	if (why != NULL)
		c->cut++;
	else if (feed_is_last(l, r->last))
		c->whole++;
	else
		c->early++;
	l->n_open -= r->last > 1;
	watch_free(&r->watch);
	close(r->fd);
	r->fd = -1;
}

static void take_id(struct reader *r, struct str line)
{
	struct counts *c = &r->load->counts;
	ptrdiff_t dot = str_find(line, ".");
	uint64_t seq;

	MUST(dot > 0);
	line.p += dot + 1;
	line.n -= (size_t)dot + 1;
	MUST(str_to_u64(line, &seq) == 0);
	if (seq <= r->last) {
		c->doubled++;
	} else {
		c->lost += seq - r->last - 1;
		c->events++;
		r->load->n_open += r->last == 1;
		r->last = seq;
	}
}

static void take_lines(struct reader *r)
{
	char *end;

	while (r->text.len > 0 &&
	       (end = memchr(r->text.data, '\n', r->text.len)) != NULL) {
		struct str line = {r->text.data, (size_t)(end - r->text.data)};

		if (str_starts(line, "id: "))
			take_id(r, line);
		buf_consume(&r->text, line.n + 1);
	}
}

/* One chunk: 1 taken, 0 not yet whole, -1 broken, 2 the last. */
static int take_chunk(struct reader *r)
{
	struct str s = {r->raw.data, r->raw.len};
	ptrdiff_t end = s.n == 0 ? -1 : str_find(s, "\r\n");
	unsigned long n;
	char *stop;

	if (end < 0)
		return s.n > 20 ? -1 : 0;
	n = strtoul(r->raw.data, &stop, 16);
	if (end == 0 || stop != r->raw.data + end || n > IN_BYTES / 2)
		return -1;
	if (s.n < (size_t)end + 2 + n + 2)
		return 0;
	if (memcmp(s.p + (size_t)end + 2 + n, "\r\n", 2) != 0)
		return -1;
	buf_add(&r->text, s.p + end + 2, n);
	buf_consume(&r->raw, (size_t)end + 2 + n + 2);
	take_lines(r);
	return n == 0 ? 2 : 1;
}

static bool take_head(struct reader *r)
{
	struct str s = {r->raw.data, r->raw.len};
	ptrdiff_t end = str_find(s, "\r\n\r\n");

	if (end < 0)
		return false;
	if (!str_starts(s, "HTTP/1.1 200 ")) {
		over(r, "not answered 200");
		return false;
	}
	buf_consume(&r->raw, (size_t)end + 4);
	r->begun = true;
	return true;
}

static void on_bytes(void *arg, int fd, unsigned ready)
{
	struct reader *r = arg;
	char in[65536];
	ssize_t n = recv(fd, in, sizeof in, MSG_DONTWAIT);
	int taken = 1;

	(void)ready;
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		over(r, n == 0 ? "ended early" : strerror(errno));
		return;
	}
	buf_add(&r->raw, in, (size_t)n);
	if (!r->begun && !take_head(r))
		return;
	while (taken == 1)
		taken = take_chunk(r);
	if (taken != 0)
		over(r, taken == 2 ? NULL : "a chunk is broken");
}

static void begin(struct load *l, struct reader *r, size_t i)
{
	char head[512];
	int n = snprintf(head, sizeof head,
	    "GET /api/chat/stream HTTP/1.1\r\nHost: a\r\n"
	    "Authorization: Bearer %s\r\nLast-Event-ID: %s.1\r\n\r\n",
	    l->token, feed_answer(l, i));

	r->load = l;
	r->last = 1;
	buf_init(&r->raw, IN_BYTES);
	buf_init(&r->text, IN_BYTES);
	r->fd = load_connect(l);
	if (r->fd < 0)
		quit(EX_UNAVAILABLE, "no connection for a stream");
	MUST(write(r->fd, head, (size_t)n) == n);
	r->watch = watch_new(l->loop, r->fd, on_bytes, r);
	watch_set(r->watch, WATCH_READ);
}

void readers_start(struct load *l, size_t n)
{
	l->n_streams = n;
	l->readers = xcalloc(n + 1, sizeof *l->readers);
	for (size_t i = 0; i < n; i++)
		begin(l, &l->readers[i], i);
}

void readers_free(struct load *l)
{
	for (size_t i = 0; i < l->n_streams; i++) {
		struct reader *r = &l->readers[i];

		watch_free(&r->watch);
		if (r->fd >= 0)
			close(r->fd);
		buf_deinit(&r->raw);
		buf_deinit(&r->text);
	}
	free(l->readers);
}
