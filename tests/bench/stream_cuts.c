/* stream_cuts.c - readers whose connections are cut at random bytes.
 *
 *	stream_cuts TOKEN CUTS WALKERS SEED PORT[,PORT...]   (127.0.0.1)
 *
 * Each walker asks, reads a random number of bytes, cuts the connection and
 * comes back with the Last-Event-ID it got to, at a random port, until the
 * answer is done. The events it put together must be numbered without a gap
 * and without a repeat, say in pieces what the whole answer says, and be byte
 * for byte what a reader gets who reads the log at once. Servers may die
 * meanwhile: a broken connection is one more cut. Prints a line of counts; 1:
 * something was lost, doubled or different. */
#include "tests/bench/stream_reading.h"

#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PATIENCE_S 60
#define PORTS_MAX 8
#define WALKERS_MAX 64

static const char *const questions[] = {
    "What do I have to do this week?",
    "Summarize my mail",
    "Which interviews do I have?",
    "Any offers?",
    "Which bills are due?",
};
#define QUESTIONS (sizeof questions / sizeof questions[0])

enum {
	CUTS,
	BREAKS,
	ANSWERS,
	RETRIES,
	LOST,
	DOUBLED,
	DIFFERENT,
	ERRORS,
	COUNTS
};
struct counts {
	unsigned of[COUNTS];
};
static const char *const count_names[COUNTS] = {"cuts", "breaks", "answers",
    "retries", "lost", "doubled", "different", "errors"};

struct walker {
	const char *token;
	int ports[PORTS_MAX];
	unsigned n_ports;
	uint64_t random;
	struct counts n;
};

/* splitmix64 (Steele, Lea, Flood 2014). */
static uint64_t draw(struct walker *w, uint64_t below)
{
	uint64_t z = w->random += 0x9e3779b97f4a7c15;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return (z ^ (z >> 31)) % below;
}

static void nap_ms(long ms)
{
	struct timespec t = {ms / 1000, ms % 1000 * 1000000};

	nanosleep(&t, NULL);
}

/* ---- one connection ---- */

static int dial(struct walker *w)
{
	struct sockaddr_in a = {.sin_family = AF_INET};
	struct timeval patience = {10, 0};
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	a.sin_port = htons((uint16_t)w->ports[draw(w, w->n_ports)]);
	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	if (connect(fd, (struct sockaddr *)&a, sizeof a) == 0)
		return fd;
	close(fd);
	return -1;
}

static int begin(struct walker *w, const struct reading *r, const char *asked)
{
	char head[1024], body[512];
	int fd = dial(w), n;

	if (fd < 0)
		return -1;
	snprintf(body, sizeof body,
	    "{\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}],"
	    "\"window_days\":90}",
	    asked);
	if (r->log[0] == '\0')
		n = snprintf(head, sizeof head,
		    "POST /api/chat/stream HTTP/1.1\r\nHost: a\r\n"
		    "Authorization: Bearer %s\r\nConnection: close\r\n"
		    "Content-Type: application/json\r\n"
		    "Content-Length: %zu\r\n\r\n%s",
		    w->token, strlen(body), body);
	else
		n = snprintf(head, sizeof head,
		    "GET /api/chat/stream HTTP/1.1\r\nHost: a\r\n"
		    "Authorization: Bearer %s\r\nConnection: close\r\n"
		    "Last-Event-ID: %s.%" PRIu64 "\r\n\r\n",
		    w->token, r->log, r->last);
	if (send(fd, head, (size_t)n, MSG_NOSIGNAL) == n)
		return fd;
	close(fd);
	return -1;
}

static void take_event(
    struct walker *w, struct reading *r, const char *event, size_t n)
{
	char log[40];
	uint64_t seq;

	if (sscanf(event, "id: %36[0-9a-f-].%" SCNu64, log, &seq) != 2)
		return;
	if (r->log[0] == '\0')
		memcpy(r->log, log, sizeof log);
	if (strcmp(log, r->log) != 0)
		w->n.of[DIFFERENT]++;
	if (seq <= r->last && strstr(event, "\nevent: error\n") == NULL)
		w->n.of[DOUBLED]++;
	if (seq > r->last + 1)
		w->n.of[LOST]++;
	r->last = seq;
	memcpy(r->events + r->n_events, event, n);
	r->n_events += n;
	reading_take_text(r, event);
}

static void take_events(struct walker *w, struct reading *r)
{
	char *at = r->plain, *end;

	while ((end = strstr(at, "\n\n")) != NULL) {
		char after = end[2];

		end[2] = '\0';
		take_event(w, r, at, (size_t)(end + 2 - at));
		end[2] = after;
		at = end + 2;
	}
}

enum end { CUT, BROKEN, WHOLE, REFUSED };

/* Reads at most `budget` bytes. */
static enum end read_some(
    struct walker *w, struct reading *r, int fd, size_t budget)
{
	enum end how = CUT;

	r->n_raw = 0;
	while (r->n_raw < budget) {
		ssize_t n = recv(fd, r->raw + r->n_raw, budget - r->n_raw, 0);

		if (n <= 0) {
			how = BROKEN;
			break;
		}
		r->n_raw += (size_t)n;
	}
	r->raw[r->n_raw] = '\0';
	if (r->n_raw >= 12 && strncmp(r->raw, "HTTP/1.1 200", 12) != 0)
		return REFUSED;
	reading_dechunk(r);
	take_events(w, r);
	return r->over ? WHOLE : how;
}

/* ---- one answer ---- */

/* Most cuts are within the head or the first events of what is left. */
static size_t budget_of(struct walker *w)
{
	return 1 + (size_t)draw(w, draw(w, 3) == 0 ? 8000 : 1500);
}

/* false: it can't be had. */
static bool walk(
    struct walker *w, struct reading *r, const char *asked, bool is_cut)
{
	time_t until = time(NULL) + PATIENCE_S;

	while (!r->over) {
		int fd = begin(w, r, asked);
		enum end how = fd < 0 ? REFUSED
				      : read_some(w, r, fd,
					    is_cut ? budget_of(w) : BYTES_MAX);

		if (fd >= 0)
			close(fd);
		w->n.of[CUTS] += how == CUT;
		w->n.of[BREAKS] += how == BROKEN;
		w->n.of[RETRIES] += how == REFUSED;
		if (how == REFUSED) {
			if (strncmp(r->raw, "HTTP/1.1 404", 12) == 0 ||
			    time(NULL) > until)
				return false;
			nap_ms(20);
		}
	}
	return true;
}

static void check(struct walker *w, struct reading *r, const char *asked)
{
	struct reading whole;

	reading_init(&whole);
	memcpy(whole.log, r->log, sizeof whole.log);
	if (r->failed) {
		w->n.of[ERRORS]++;
		fprintf(stderr, "error: %.*s\n", (int)r->n_plain, r->plain);
	} else if (r->answer == NULL || strlen(r->answer) != r->n_tokens ||
		   memcmp(r->answer, r->tokens, r->n_tokens) != 0) {
		w->n.of[DIFFERENT]++;
		fprintf(stderr, "%s: tokens are not the answer\n", r->log);
	}
	if (!walk(w, &whole, asked, false) || whole.n_events != r->n_events ||
	    memcmp(whole.events, r->events, r->n_events) != 0) {
		w->n.of[DIFFERENT]++;
		fprintf(stderr, "%s: %zu bytes, uncut %zu\n", r->log,
		    r->n_events, whole.n_events);
	}
	reading_deinit(&whole);
}

static void walk_all(struct walker *w, unsigned cuts)
{
	while (w->n.of[CUTS] + w->n.of[BREAKS] < cuts) {
		const char *asked = questions[draw(w, QUESTIONS)];
		struct reading r;

		reading_init(&r);
		if (walk(w, &r, asked, true)) {
			w->n.of[ANSWERS]++;
			check(w, &r, asked);
		} else {
			w->n.of[LOST]++;
			fprintf(stderr, "%s: given up at %" PRIu64 ": %.300s\n",
			    r.log, r.last, r.raw);
		}
		reading_deinit(&r);
	}
}

/* ---- all of them ---- */

static int start(struct walker *w, unsigned cuts)
{
	int ends[2];

	if (pipe(ends) < 0)
		abort();
	if (fork() == 0) {
		walk_all(w, cuts);
		_exit(
		    write(ends[1], &w->n, sizeof w->n) == sizeof w->n ? 0 : 1);
	}
	close(ends[1]);
	return ends[0];
}

static bool add(struct counts *all, int fd)
{
	struct counts n;
	bool good = read(fd, &n, sizeof n) == sizeof n;

	close(fd);
	for (size_t i = 0; good && i < COUNTS; i++)
		all->of[i] += n.of[i];
	return good;
}

int main(int argc, char **argv)
{
	struct walker w = {.n_ports = 0};
	struct counts all = {{0}};
	int from[WALKERS_MAX];
	unsigned walkers, cuts;
	bool good = true;

	if (argc != 6) {
		fprintf(stderr, "usage: stream_cuts TOKEN CUTS WALKERS SEED "
				"PORT[,PORT...]\n");
		return 64;
	}
	w.token = argv[1];
	cuts = (unsigned)strtoul(argv[2], NULL, 10);
	walkers = (unsigned)strtoul(argv[3], NULL, 10);
	if (walkers == 0 || walkers > WALKERS_MAX)
		return 64;
	for (char *p = strtok(argv[5], ","); p != NULL && w.n_ports < PORTS_MAX;
	     p = strtok(NULL, ","))
		w.ports[w.n_ports++] = (int)strtol(p, NULL, 10);
	for (unsigned i = 0; i < walkers; i++) {
		w.random = strtoull(argv[4], NULL, 10) * 1000 + i;
		from[i] = start(&w, (cuts + walkers - 1) / walkers);
	}
	for (unsigned i = 0; i < walkers; i++)
		good &= add(&all, from[i]);
	while (wait(NULL) > 0)
		;
	for (size_t i = 0; i < COUNTS; i++) {
		printf("%s %u ", count_names[i], all.of[i]);
		good &= i < LOST || all.of[i] == 0;
	}
	printf("\n");
	return good ? 0 : 1;
}
