/* latency.c - how long answers take: requests of a file, one after the other
 * on each of some connections that are kept.
 *
 *	latency PORT FILE [CONNECTIONS [TIMES]]
 *
 * Lines of FILE are "METHOD PATH[ BODY]"; the token is APPLYLENS_TOKEN.
 * Prints "requests failed per_second p50 p90 p99 max first_p50 first_p99":
 * microseconds to the whole answer and to its first event (or first byte of
 * the body). The first failure is shown on stderr. Exits with 1 when any
 * request failed.
 */
#include "tests/bench/load.h"
#include "tests/bench/reply.h"

#include "common/base/clock.h"
#include "common/base/die.h"
#include "common/base/str.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define CONNECTIONS_MAX 256
#define SILENCE_MS 30000
#define READ_BYTES 65536

struct conn {
	int fd; /* -1: not connected */
	struct reply reply;
	int64_t began_us, first_us;
	const char *line; /* the request under way; NULL: none */
};

struct bench {
	uint16_t port;
	const char *token;
	char **line;
	size_t lines, requests, next;
	struct conn *conn;
	size_t conns;
	uint32_t *took_us, *first_us;
	size_t done, failed;
};

/* ---- a request ---- */

static void write_all(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t w = write(fd, p, n);

		if (w <= 0)
			quit(EX_UNAVAILABLE, "latency: the server went away");
		p += w;
		n -= (size_t)w;
	}
}

static int connect_to(uint16_t port)
{
	struct sockaddr_in to = {.sin_family = AF_INET,
	    .sin_port = htons(port),
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;

	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof to) < 0)
		quit(
		    EX_UNAVAILABLE, "latency: cannot connect to port %u", port);
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	return fd;
}

static void send_next(struct bench *b, struct conn *c)
{
	struct buf out;
	const char *path, *body;

	c->line = NULL;
	if (b->next == b->requests)
		return;
	c->line = b->line[b->next++ % b->lines];
	path = strchr(c->line, ' ') + 1;
	body = strchr(path, ' ');
	buf_init(&out, 1 << 20);
	buf_addf(&out,
	    "%.*s HTTP/1.1\r\nHost: 127.0.0.1\r\n"
	    "Authorization: Bearer %s\r\n",
	    (int)(body == NULL ? strlen(c->line) : (size_t)(body - c->line)),
	    c->line, b->token);
	if (body != NULL)
		buf_addf(&out,
		    "Content-Type: application/json\r\n"
		    "Content-Length: %zu\r\n\r\n%s",
		    strlen(body + 1), body + 1);
	else
		buf_adds(&out, "\r\n");
	reply_clear(&c->reply);
	c->first_us = 0;
	c->began_us = clock_mono_us();
	if (c->fd < 0)
		c->fd = connect_to(b->port);
	write_all(c->fd, buf_str(&out), out.len);
	buf_deinit(&out);
}

static void finish(struct bench *b, struct conn *c, bool broken)
{
	int64_t now = clock_mono_us();

	if (broken || c->reply.status != 200) {
		if (b->failed++ == 0)
			fprintf(stderr, "latency: %s: %d, %.300s\n", c->line,
			    c->reply.status,
			    buf_str(&c->reply.bytes) + c->reply.head_bytes);
	} else {
		b->took_us[b->done] = (uint32_t)(now - c->began_us);
		b->first_us[b->done] = (uint32_t)(c->first_us - c->began_us);
		b->done++;
	}
	if (broken || !c->reply.keeps) {
		close(c->fd);
		c->fd = -1;
	}
	send_next(b, c);
}

static void take(struct bench *b, struct conn *c)
{
	char *room = buf_room(&c->reply.bytes, READ_BYTES);
	ssize_t n = room == NULL ? -1 : read(c->fd, room, READ_BYTES);
	int r;

	if (n > 0)
		buf_wrote(&c->reply.bytes, (size_t)n);
	r = n < 0 ? -1 : reply_came(&c->reply, (size_t)n);
	if (c->reply.begun && c->first_us == 0)
		c->first_us = clock_mono_us();
	if (r < 0 || c->reply.whole)
		finish(b, c, r < 0);
}

/* ---- the run ---- */

static void run(struct bench *b)
{
	struct pollfd fds[CONNECTIONS_MAX];
	size_t who[CONNECTIONS_MAX];

	for (size_t i = 0; i < b->conns; i++) {
		b->conn[i].fd = -1;
		reply_init(&b->conn[i].reply);
		send_next(b, &b->conn[i]);
	}
	for (;;) {
		nfds_t n = 0;

		for (size_t i = 0; i < b->conns; i++)
			if (b->conn[i].line != NULL) {
				who[n] = i;
				fds[n++] = (struct pollfd){
				    .fd = b->conn[i].fd, .events = POLLIN};
			}
		if (n == 0)
			break;
		if (poll(fds, n, SILENCE_MS) <= 0)
			quit(EX_TEMPFAIL, "latency: no answer for %d s",
			    SILENCE_MS / 1000);
		for (nfds_t i = 0; i < n; i++)
			if (fds[i].revents != 0)
				take(b, &b->conn[who[i]]);
	}
	for (size_t i = 0; i < b->conns; i++)
		reply_deinit(&b->conn[i].reply);
}

static void report(struct bench *b, int64_t took_us)
{
	size_t n = b->done;

	load_times_sort(b->took_us, n);
	load_times_sort(b->first_us, n);
	printf("%zu %zu %.0f %u %u %u %u %u %u\n", n, b->failed,
	    (double)n * 1e6 / (double)took_us,
	    load_times_quantile(b->took_us, n, 0.5),
	    load_times_quantile(b->took_us, n, 0.9),
	    load_times_quantile(b->took_us, n, 0.99),
	    load_times_quantile(b->took_us, n, 1),
	    load_times_quantile(b->first_us, n, 0.5),
	    load_times_quantile(b->first_us, n, 0.99));
}

/* ---- the start ---- */

static int64_t number(const char *s, int64_t max)
{
	int64_t v;

	if (str_to_i64(str_of(s), 1, max, &v) < 0)
		quit(EX_USAGE, "latency: %s is not in 1 to %lld", s,
		    (long long)max);
	return v;
}

int main(int argc, char **argv)
{
	struct bench b = {.conns = 1};
	int64_t from_us;

	if (argc < 3)
		quit(
		    EX_USAGE, "usage: latency PORT FILE [CONNECTIONS [TIMES]]");
	b.port = (uint16_t)number(argv[1], 65535);
	b.line = load_lines("latency", argv[2], &b.lines);
	for (size_t i = 0; i < b.lines; i++)
		if (strchr(b.line[i], ' ') == NULL)
			quit(EX_DATAERR, "latency: no path in \"%s\"",
			    b.line[i]);
	if (argc > 3)
		b.conns = (size_t)number(argv[3], CONNECTIONS_MAX);
	b.requests = b.lines * (size_t)(argc > 4 ? number(argv[4], 1000) : 1);
	b.token = getenv("APPLYLENS_TOKEN");
	if (b.token == NULL)
		b.token = "";
	b.conn = xcalloc(b.conns, sizeof *b.conn);
	b.took_us = xcalloc(b.requests, sizeof *b.took_us);
	b.first_us = xcalloc(b.requests, sizeof *b.first_us);
	from_us = clock_mono_us();
	run(&b);
	report(&b, clock_mono_us() - from_us);
	load_lines_free(b.line, b.lines);
	free(b.conn);
	free(b.took_us);
	free(b.first_us);
	return b.failed > 0;
}
