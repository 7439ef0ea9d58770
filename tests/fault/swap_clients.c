/* swap_clients.c - clients that ask again and again, each in its own way. */
#include "tests/fault/swap_load.h"

#include "common/base/die.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define IN_BYTES ((size_t)1 << 20)

enum manner {
	AT_ONCE,   /* kept alive, the next request at once */
	PAUSES,    /* kept alive, pauses between requests */
	TWO_PARTS, /* kept alive, heads in two parts with a pause */
	FRESH,     /* a connection for each request */
	UPLOADS,   /* a mailbox in pieces with pauses */
	MANNERS
};

static const char *const paths[] = {
    "/healthz", "/api/emails?limit=1", "/api/search?q=quagga", "/version"};

struct client {
	struct load *load;
	enum manner manner;
	int fd; /* -1: none */
	struct watch *watch;
	struct timer *timer;
	struct buf in;
	const char *path;
	char head[1024];
	size_t head_bytes, sent_bytes;
	bool busy;    /* an answer is waited for */
	bool closing; /* the answer says that it is the last */
	unsigned n;   /* requests begun */
	int piece;    /* of an upload; -1: head */
};

static void on_bytes(void *arg, int fd, unsigned ready);
static void on_time(void *arg);

static bool is_upload(const struct client *c)
{
	return c->manner == UPLOADS;
}

static void hang_up(struct client *c)
{
	watch_free(&c->watch);
	if (c->fd >= 0)
		close(c->fd);
	c->fd = -1;
	buf_clear(&c->in);
}

static void after(struct client *c, bool good, const char *why)
{
	struct counts *n = &c->load->counts;

	c->busy = false;
	c->load->n_busy--;
	if (!good) {
		load_fail(c->load, is_upload(c) ? "upload" : c->path, why);
		hang_up(c);
	} else if (c->closing || c->manner == FRESH || is_upload(c)) {
		hang_up(c);
	}
	if (is_upload(c))
		*(good ? &n->uploads : &n->uploads_failed) += 1;
	else
		*(good ? &n->requests : &n->failed) += 1;
	timer_arm(c->timer, c->manner == PAUSES ? c->n * 7 % 40 : 2);
}

/* ---- asking ---- */

static bool send_all(struct client *c, const char *p, size_t n)
{
	return send(c->fd, p, n, MSG_NOSIGNAL) == (ssize_t)n;
}

static void send_rest(struct client *c)
{
	bool sent =
	    send_all(c, c->head + c->sent_bytes, c->head_bytes - c->sent_bytes);

	c->sent_bytes = c->head_bytes;
	if (!sent)
		after(c, false, "cannot be sent");
}

static void ask(struct client *c)
{
	c->path = paths[c->n++ % ARRAY_LEN(paths)];
	c->head_bytes = (size_t)snprintf(c->head, sizeof c->head,
	    "GET %s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n%s\r\n",
	    c->path, c->load->token,
	    c->manner == FRESH ? "Connection: close\r\n" : "");
	c->sent_bytes = 0;
	if (c->manner != TWO_PARTS) {
		send_rest(c);
		return;
	}
	c->sent_bytes = c->head_bytes / 2;
	if (!send_all(c, c->head, c->sent_bytes))
		after(c, false, "cannot be sent");
	else
		timer_arm(c->timer, c->n * 5 % 20);
}

/* Five mails, each in a chunk of its own. */
static void upload_piece(struct client *c)
{
	char mail[512], chunk[600];
	int n;

	if (c->piece < 0) {
		c->n++;
		n = snprintf(chunk, sizeof chunk,
		    "POST /api/emails/import HTTP/1.1\r\nHost: a\r\n"
		    "Authorization: Bearer %s\r\n"
		    "Content-Type: application/mbox\r\n"
		    "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n",
		    c->load->token);
	} else if (c->piece < 5) {
		n = snprintf(mail, sizeof mail,
		    "From a@a.example Sat Jan  3 01:05:34 2026\n"
		    "From: a@a.example\nTo: b@b.example\nSubject: swap\n"
		    "Message-ID: <%d.%p.%u.%d@swap.example>\n"
		    "Date: Sat, 3 Jan 2026 01:05:34 +0000\n\nHello.\n\n",
		    getpid(), (void *)c, c->n, c->piece);
		n = snprintf(chunk, sizeof chunk, "%x\r\n%s\r\n", n, mail);
	} else {
		n = snprintf(chunk, sizeof chunk, "0\r\n\r\n");
	}
	if (!send_all(c, chunk, (size_t)n))
		after(c, false, "cannot be sent");
	else if (c->piece++ < 5)
		timer_arm(c->timer, 30);
}

static void begin(struct client *c)
{
	if (c->load->stopping)
		return;
	if (c->fd < 0) {
		c->fd = load_connect(c->load);
		if (c->fd < 0) {
			timer_arm(c->timer, 20);
			return;
		}
		c->watch = watch_new(c->load->loop, c->fd, on_bytes, c);
		watch_set(c->watch, WATCH_READ);
	}
	c->busy = true;
	c->closing = false;
	c->load->n_busy++;
	c->piece = -1;
	if (is_upload(c))
		upload_piece(c);
	else
		ask(c);
}

static void on_time(void *arg)
{
	struct client *c = arg;

	if (!c->busy)
		begin(c);
	else if (is_upload(c))
		upload_piece(c);
	else if (c->sent_bytes < c->head_bytes)
		send_rest(c);
}

/* ---- hearing ---- */

/* The whole answer's bytes, or 0. */
static size_t answer_bytes(const struct buf *in)
{
	struct str s = {in->data, in->len};
	ptrdiff_t end = s.n == 0 ? -1 : str_find(s, "\r\n\r\n");
	ptrdiff_t at = end < 0 ? -1 : str_find(s, "Content-Length: ");
	size_t n;

	if (at < 0 || at > end)
		return 0;
	n = (size_t)end + 4 + strtoul(in->data + at + 16, NULL, 10);
	return n <= in->len ? n : 0;
}

static void answered(struct client *c, size_t n)
{
	struct str s = {c->in.data, n};
	bool good = str_starts(s, "HTTP/1.1 200 ");
	char line[160];

	c->closing = str_find(s, "Connection: close\r\n") > 0;
	snprintf(line, sizeof line, "%.*s", (int)MIN(n, sizeof line - 1),
	    c->in.data);
	if (c->in.len > n)
		after(c, false, "more than an answer came");
	else
		after(c, good, line);
	buf_clear(&c->in);
}

static void on_bytes(void *arg, int fd, unsigned ready)
{
	struct client *c = arg;
	char in[65536];
	ssize_t got = recv(fd, in, sizeof in, MSG_DONTWAIT);
	size_t n;

	(void)ready;
	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (got <= 0 && c->busy) {
		after(c, false, got < 0 ? strerror(errno) : "no answer");
		return;
	}
	if (got <= 0) {
		c->load->counts.closed++;
		hang_up(c);
		return;
	}
	if (!c->busy) {
		c->load->counts.failed++;
		load_fail(c->load, "client", "bytes that nobody asked for");
		hang_up(c);
		return;
	}
	buf_add(&c->in, in, (size_t)got);
	n = answer_bytes(&c->in);
	if (n > 0)
		answered(c, n);
}

void clients_start(struct load *l, size_t n)
{
	l->clients = xcalloc(n + 1, sizeof *l->clients);
	for (size_t i = 0; i < n; i++) {
		struct client *c = &l->clients[i];

		c->load = l;
		c->manner = (enum manner)(i % MANNERS);
		c->fd = -1;
		buf_init(&c->in, IN_BYTES);
		c->timer = timer_new(l->loop, on_time, c);
		timer_arm(c->timer, (int64_t)i);
	}
	l->clients[n].load = NULL;
}

void clients_free(struct load *l)
{
	for (struct client *c = l->clients; c->load != NULL; c++) {
		hang_up(c);
		timer_free(&c->timer);
		buf_deinit(&c->in);
	}
	free(l->clients);
}
