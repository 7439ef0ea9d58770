/* swap_load.h - clients that count what a gateway loses; see swap_load.c. */
#ifndef TESTS_SWAP_LOAD_H
#define TESTS_SWAP_LOAD_H

#include "common/base/buf.h"
#include "common/base/str.h"
#include "common/loop/loop.h"

#include <netinet/in.h>

#define FEED_ANSWERS 10

struct counts {
	uint64_t requests; /* answered 200, whole */
	uint64_t failed;   /* any other answer, or none */
	uint64_t refused;  /* connections refused */
	uint64_t closed;   /* kept-alive connections that the server ended */
	uint64_t uploads, uploads_failed;
	uint64_t events; /* that streams read, in order */
	uint64_t lost, doubled;
	uint64_t early; /* streams that ended well, before their last event */
	uint64_t whole, cut; /* streams, by how they ended */
};

struct load {
	struct loop *loop;
	struct sockaddr_in gateway;
	const char *token;
	const char *user; /* id */
	struct counts counts;
	bool stopping; /* no new requests */
	size_t n_busy; /* requests and uploads under way */
	size_t n_streams, n_open;
	struct client *clients;
	struct reader *readers;
	struct feed *feed;
};

/* A connection that is being made, non-blocking; -1 and refused is counted. */
int load_connect(struct load *l);
void load_fail(struct load *l, const char *who, const char *why);

/* swap_clients.c: connections kept alive, with pauses, heads in two parts,
 * fresh ones, and uploads of a mail in small pieces. */
void clients_start(struct load *l, size_t n);
void clients_free(struct load *l);

/* swap_readers.c: streams, spread over the feed's answers. */
void readers_start(struct load *l, size_t n);
void readers_free(struct load *l);

/* swap_feed.c: answers that grow until they are told to end. */
void feed_start(struct load *l, const char *redis, const char *events_url);
const char *feed_answer(const struct load *l, size_t i);
void feed_finish(struct load *l); /* each answer's last event */
/* Whether that is the number of each answer's last event. */
bool feed_is_last(const struct load *l, uint64_t seq);
void feed_free(struct load *l);

#endif
