/* open_load.c - requests that come when they come, not when the last one was
 * answered: a load that does not ease off when the server is slow.
 *
 *	open_load PORT FILE RATE SECONDS GOOD_MS [STEP_AT STEP_RATE]
 *
 * Poisson arrivals at RATE a second, from STEP_AT seconds on at STEP_RATE.
 * Lines of FILE are "GET PATH", in turn; the token is APPLYLENS_TOKEN. An
 * arrival takes an idle connection or opens one, at most CONNECTIONS_MAX.
 * Good is a 200 within GOOD_MS of its arrival.
 *
 * Prints "sent good refused late failed p50_us p99_us recovered_ms": times of
 * the good ones; recovered_ms from the step to the end of the last 50 ms in
 * which a request arrived that did not become good (-1: no step).
 */
#include "tests/bench/load.h"
#include "tests/bench/reply.h"

#include "common/base/clock.h"
#include "common/base/die.h"
#include "common/base/str.h"

#include <arpa/inet.h>
#include <errno.h>
#include <math.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define CONNECTIONS_MAX 4000
#define READ_BYTES 65536
#define SLOT_US 50000

struct conn {
	int fd; /* -1: not connected */
	bool busy;
	struct reply reply;
	int64_t due_us; /* when its request arrived */
};

struct load {
	uint16_t port;
	const char *token;
	char **line;
	size_t lines, next;
	double rate, step_rate;
	int64_t from_us, until_us, good_us, step_us;
	struct conn *conn;
	struct pollfd *fds;
	size_t conns;
	uint32_t *took_us;
	size_t sent, good, refused, late, failed;
	int64_t last_bad_us;
};

static int connect_to(uint16_t port)
{
	struct sockaddr_in to = {.sin_family = AF_INET,
	    .sin_port = htons(port),
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;

	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof to) < 0)
		quit(EX_UNAVAILABLE, "open_load: cannot connect to port %u: %m",
		    port);
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	return fd;
}

/* What became of the request that arrived at due_us. */
static void bad(struct load *l, int64_t due_us, size_t *counter)
{
	++*counter;
	l->last_bad_us = MAX(l->last_bad_us, due_us);
}

static void finish(struct load *l, struct conn *c, bool broken)
{
	int64_t took = clock_mono_us() - c->due_us;

	if (broken)
		bad(l, c->due_us, &l->failed);
	else if (c->reply.status == 503 || c->reply.status == 429)
		bad(l, c->due_us, &l->refused);
	else if (c->reply.status != 200)
		bad(l, c->due_us, &l->failed);
	else if (took > l->good_us)
		bad(l, c->due_us, &l->late);
	else
		l->took_us[l->good++] = (uint32_t)took;
	c->busy = false;
	if (broken || !c->reply.keeps) {
		close(c->fd);
		c->fd = -1;
	}
}

static struct conn *idle(struct load *l)
{
	for (size_t i = 0; i < l->conns; i++)
		if (!l->conn[i].busy)
			return &l->conn[i];
	if (l->conns == CONNECTIONS_MAX)
		return NULL;
	l->conn[l->conns].fd = -1;
	reply_init(&l->conn[l->conns].reply);
	return &l->conn[l->conns++];
}

static void arrive(struct load *l, int64_t due_us)
{
	struct conn *c = idle(l);
	char out[4096];
	int n;

	l->sent++;
	if (c == NULL) {
		bad(l, due_us, &l->late);
		return;
	}
	n = snprintf(out, sizeof out,
	    "%s HTTP/1.1\r\nHost: 127.0.0.1\r\n"
	    "Authorization: Bearer %s\r\n\r\n",
	    l->line[l->next++ % l->lines], l->token);
	if (c->fd < 0)
		c->fd = connect_to(l->port);
	c->busy = true;
	c->due_us = due_us;
	reply_clear(&c->reply);
	if (n <= 0 || (size_t)n >= sizeof out ||
	    write(c->fd, out, (size_t)n) != n)
		finish(l, c, true);
}

static void take(struct load *l, struct conn *c)
{
	char *room = buf_room(&c->reply.bytes, READ_BYTES);
	ssize_t n = room == NULL ? -1 : read(c->fd, room, READ_BYTES);
	int r;

	if (n > 0)
		buf_wrote(&c->reply.bytes, (size_t)n);
	r = n < 0 ? -1 : reply_came(&c->reply, (size_t)n);
	if (r < 0 || c->reply.whole)
		finish(l, c, r < 0);
}

static void wait_for_answers(struct load *l, int64_t until_us)
{
	int64_t left_us = until_us - clock_mono_us();
	struct timespec left = {.tv_sec = MAX(left_us, 0) / 1000000,
	    .tv_nsec = MAX(left_us, 0) % 1000000 * 1000};

	for (size_t i = 0; i < l->conns; i++)
		l->fds[i] =
		    (struct pollfd){.fd = l->conn[i].busy ? l->conn[i].fd : -1,
			.events = POLLIN};
	if (ppoll(l->fds, l->conns, &left, NULL) <= 0)
		return;
	for (size_t i = 0; i < l->conns; i++)
		if (l->fds[i].revents != 0)
			take(l, &l->conn[i]);
}

static double gap_us(double rate)
{
	return -log(1.0 - drand48()) * 1e6 / rate;
}

static void run(struct load *l)
{
	double due = (double)l->from_us;
	size_t busy = 1;

	while (due < (double)l->until_us) {
		bool stepped = l->step_us > 0 && due >= (double)l->step_us;

		due += gap_us(stepped ? l->step_rate : l->rate);
		while (clock_mono_us() < (int64_t)due)
			wait_for_answers(l, (int64_t)due);
		arrive(l, (int64_t)due);
		wait_for_answers(l, 0);
	}
	/* What is under way may still become good. */
	while (busy > 0 && clock_mono_us() < l->until_us + 2 * l->good_us) {
		wait_for_answers(l, clock_mono_us() + 10000);
		busy = 0;
		for (size_t i = 0; i < l->conns; i++)
			busy += l->conn[i].busy;
	}
	for (size_t i = 0; i < l->conns; i++)
		if (l->conn[i].busy)
			bad(l, l->conn[i].due_us, &l->late);
}

static void report(struct load *l)
{
	size_t n = l->good;
	int64_t recovered_ms = -1;

	if (l->step_us > 0 && l->last_bad_us < l->step_us)
		recovered_ms = 0;
	else if (l->step_us > 0)
		recovered_ms = ((l->last_bad_us - l->step_us) / SLOT_US + 1) *
			       SLOT_US / 1000;
	load_times_sort(l->took_us, n);
	printf("%zu %zu %zu %zu %zu %u %u %lld\n", l->sent, n, l->refused,
	    l->late, l->failed, load_times_quantile(l->took_us, n, 0.5),
	    load_times_quantile(l->took_us, n, 0.99), (long long)recovered_ms);
}

static double number(const char *s)
{
	char *end;
	double v = strtod(s, &end);

	if (*end != '\0' || !(v > 0) || v > 1e6)
		quit(EX_USAGE, "open_load: %s is not above 0 and at most 1e6",
		    s);
	return v;
}

int main(int argc, char **argv)
{
	struct load l = {0};
	double seconds;

	if (argc != 6 && argc != 8)
		quit(EX_USAGE, "usage: open_load PORT FILE RATE SECONDS "
			       "GOOD_MS [STEP_AT STEP_RATE]");
	l.port = (uint16_t)number(argv[1]);
	l.line = load_lines("open_load", argv[2], &l.lines);
	l.rate = l.step_rate = number(argv[3]);
	seconds = number(argv[4]);
	l.good_us = (int64_t)(number(argv[5]) * 1000);
	l.from_us = clock_mono_us();
	l.until_us = l.from_us + (int64_t)(seconds * 1e6);
	if (argc == 8) {
		l.step_us = l.from_us + (int64_t)(number(argv[6]) * 1e6);
		l.step_rate = number(argv[7]);
	}
	l.token = getenv("APPLYLENS_TOKEN");
	if (l.token == NULL)
		l.token = "";
	l.conn = xcalloc(CONNECTIONS_MAX, sizeof *l.conn);
	l.fds = xcalloc(CONNECTIONS_MAX, sizeof *l.fds);
	l.took_us =
	    xcalloc((size_t)(MAX(l.rate, l.step_rate) * seconds * 2) + 1000,
		sizeof *l.took_us);
	srand48(7);
	run(&l);
	report(&l);
	for (size_t i = 0; i < l.conns; i++)
		reply_deinit(&l.conn[i].reply);
	load_lines_free(l.line, l.lines);
	free(l.conn);
	free(l.fds);
	free(l.took_us);
	return 0;
}
