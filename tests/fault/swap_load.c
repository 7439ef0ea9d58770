/* swap_load.c - a load on a gateway whose worker is replaced meanwhile, and a
 * count of what it loses.
 *
 *	swap_load PORT TOKEN USER REDIS_SOCKET EVENTS_URL STREAMS CLIENTS
 *
 * Requests, uploads and streams run until SIGTERM; then the answers end, every
 * stream has 20 s to read the rest, and the counts are printed, one "name
 * number" a line. "up" is printed when every stream has read its first event.
 */
#include "tests/fault/swap_load.h"

#include "common/base/die.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define REST_MS 20000
#define SAID_MAX 20

int load_connect(struct load *l)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct timeval tv = {.tv_sec = 30};

	MUST(fd >= 0);
	/* Loopback: it is made as soon as it is queued. */
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &tv, sizeof tv);
	if (connect(fd, (const struct sockaddr *)&l->gateway,
		sizeof l->gateway) < 0) {
		l->counts.refused++;
		close(fd);
		return -1;
	}
	return fd;
}

void load_fail(struct load *l, const char *who, const char *why)
{
	if (l->counts.failed + l->counts.uploads_failed + l->counts.cut <
	    SAID_MAX)
		fprintf(stderr, "# %s: %s\n", who, why);
}

static void on_signal(void *arg, int signo)
{
	struct load *l = arg;

	(void)signo;
	l->stopping = true;
}

static void print_counts(const struct counts *c)
{
	printf("requests %" PRIu64 "\nfailed %" PRIu64 "\nrefused %" PRIu64
	       "\nclosed %" PRIu64 "\nuploads %" PRIu64
	       "\nuploads_failed %" PRIu64 "\nevents %" PRIu64 "\nlost %" PRIu64
	       "\ndoubled %" PRIu64 "\nearly %" PRIu64 "\nwhole %" PRIu64
	       "\ncut %" PRIu64 "\n",
	    c->requests, c->failed, c->refused, c->closed, c->uploads,
	    c->uploads_failed, c->events, c->lost, c->doubled, c->early,
	    c->whole, c->cut);
}

static void run(struct load *l)
{
	bool up = false;
	int64_t until;

	while (!l->stopping) {
		loop_turn(l->loop, 100);
		if (!up && l->n_open == l->n_streams) {
			up = true;
			printf("up\n");
			fflush(stdout);
		}
	}
	feed_finish(l);
	until = loop_now_ms(l->loop) + REST_MS;
	while (loop_now_ms(l->loop) < until && (l->n_busy > 0 || l->n_open > 0))
		loop_turn(l->loop, 20);
}

int main(int argc, char **argv)
{
	struct load l = {.gateway = {.sin_family = AF_INET}};
	struct signal_watch *term;
	int64_t port, streams, clients;

	if (argc != 8 || str_to_i64(str_of(argv[1]), 1, 65535, &port) < 0 ||
	    str_to_i64(str_of(argv[6]), 0, 20000, &streams) < 0 ||
	    str_to_i64(str_of(argv[7]), 0, 1000, &clients) < 0) {
		fputs("usage: swap_load PORT TOKEN USER REDIS_SOCKET "
		      "EVENTS_URL STREAMS CLIENTS\n",
		    stderr);
		return 64;
	}
	l.loop = loop_new();
	l.gateway.sin_port = htons((uint16_t)port);
	l.gateway.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	l.token = argv[2];
	l.user = argv[3];
	term = signal_watch_new(l.loop, SIGTERM, on_signal, &l);
	feed_start(&l, argv[4], argv[5]);
	readers_start(&l, (size_t)streams);
	clients_start(&l, (size_t)clients);
	run(&l);
	l.counts.cut += l.n_open;
	l.counts.failed += l.n_busy;
	print_counts(&l.counts);
	clients_free(&l);
	readers_free(&l);
	feed_free(&l);
	signal_watch_free(&term);
	loop_free(&l.loop);
	return 0;
}
