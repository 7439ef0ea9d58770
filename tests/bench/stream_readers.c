/* stream_readers.c - thousands of readers of one stream, in one process.
 *
 *	stream_readers PORT PATH N      (127.0.0.1; the token is APPLYLENS_TOKEN)
 *
 * Opens N streams and prints "open N seconds". Then, for each number K on its
 * standard input, waits until every reader has got K more events and prints
 * "heard N spread_ms": from the first reader that had the last of them to the
 * last. At the end of its input it leaves. */
#include "common/base/clock.h"
#include "common/base/die.h"

#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define AT_ONCE 64 /* connections being opened */
#define PATIENCE_MS 60000

struct reader {
	int fd;
	bool open;       /* its head has come */
	unsigned events; /* got so far */
	size_t matched;  /* of the word below, across reads */
};

struct readers {
	struct reader *v;
	size_t n, n_open, n_heard;
	unsigned round;
	int epoll;
	int64_t first_us, last_us;
};

static const char word[] = "\nevent: ";

static void dial(struct readers *r, size_t i, int port, const char *path)
{
	struct sockaddr_in a = {.sin_family = AF_INET,
	    .sin_port = htons((uint16_t)port),
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	struct epoll_event ev = {.events = EPOLLIN, .data.u64 = i};
	char head[512];
	int n, fd = socket(AF_INET, SOCK_STREAM, 0);

	r->v[i].fd = fd;
	if (fd < 0 || connect(fd, (struct sockaddr *)&a, sizeof a) < 0)
		die("reader %zu cannot connect: %s", i, strerror(errno));
	n = snprintf(head, sizeof head,
	    "GET %s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n\r\n",
	    path, getenv("APPLYLENS_TOKEN"));
	if (send(fd, head, (size_t)n, MSG_NOSIGNAL) != n ||
	    epoll_ctl(r->epoll, EPOLL_CTL_ADD, fd, &ev) < 0)
		die("reader %zu cannot ask: %s", i, strerror(errno));
}

static void take_head(struct readers *r, struct reader *one, const char *p)
{
	if (one->open)
		return;
	if (strncmp(p, "HTTP/1.1 200 ", 13) != 0)
		die("a stream was refused: %.200s", p);
	one->open = true;
	r->n_open++;
}

static void take(struct readers *r, struct reader *one)
{
	char in[4096];
	ssize_t n = recv(one->fd, in, sizeof in - 1, 0);

	if (n <= 0)
		die("a stream ended: %s", n < 0 ? strerror(errno) : "closed");
	in[n] = '\0';
	take_head(r, one, in);
	for (ssize_t i = 0; i < n; i++) {
		if (in[i] != word[one->matched])
			one->matched = 0;
		if (in[i] == word[one->matched])
			one->matched++;
		if (word[one->matched] != '\0')
			continue;
		one->matched = 0;
		if (++one->events != r->round)
			continue;
		r->last_us = clock_mono_us();
		if (r->n_heard++ == 0)
			r->first_us = r->last_us;
	}
}

static void turn(struct readers *r)
{
	struct epoll_event ev[256];
	int n = epoll_wait(r->epoll, ev, 256, PATIENCE_MS);

	if (n <= 0)
		die("nothing came: %zu open, %zu heard", r->n_open, r->n_heard);
	for (int i = 0; i < n; i++)
		take(r, &r->v[ev[i].data.u64]);
}

int main(int argc, char **argv)
{
	struct rlimit files;
	struct readers r = {.round = 0};
	int64_t began_us = clock_mono_us();
	char line[64];

	if (argc != 4 || getenv("APPLYLENS_TOKEN") == NULL)
		die("usage: stream_readers PORT PATH N");
	getrlimit(RLIMIT_NOFILE, &files);
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
	r.n = strtoul(argv[3], NULL, 10);
	r.v = xcalloc(r.n, sizeof *r.v);
	r.epoll = epoll_create1(0);
	for (size_t i = 0; i < r.n; i++) {
		dial(&r, i, (int)strtol(argv[1], NULL, 10), argv[2]);
		while (i + 1 - r.n_open >= AT_ONCE)
			turn(&r);
	}
	while (r.n_open < r.n)
		turn(&r);
	printf("open %zu %.2f\n", r.n_open,
	    (double)(clock_mono_us() - began_us) / 1e6);
	fflush(stdout);
	while (fgets(line, sizeof line, stdin) != NULL) {
		r.round += (unsigned)strtoul(line, NULL, 10);
		r.n_heard = 0;
		while (r.n_heard < r.n)
			turn(&r);
		printf("heard %zu %.3f\n", r.n_heard,
		    (double)(r.last_us - r.first_us) / 1000);
		fflush(stdout);
	}
	return 0;
}
