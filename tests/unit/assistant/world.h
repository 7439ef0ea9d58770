/* world.h - a daemon without its stores: a loop, a bus, metrics, and a peer
 * that plays search as it is told. */
#ifndef TESTS_ASSISTANT_WORLD_H
#define TESTS_ASSISTANT_WORLD_H

#include "services/assistant/assistant.h"

#include "tests/unit/unit.h"

enum play { PLAY_ANSWER, PLAY_EMPTY, PLAY_HANG, PLAY_LIE, PLAY_REFUSE };

struct world {
	struct loop *loop;
	char dir[64];
	char url[100];
	struct bus *search; /* the peer; NULL: it is dead */
	enum play play;
	unsigned asked;        /* searches that reached the peer */
	unsigned answer_after; /* of these, how many find nothing first */
	char last_q[1024];
	uint32_t last_timeout_ms;
	char last_request_id[40];

	struct service service;
	struct assistant_options opt;
	struct assistant daemon;
};

struct world *world_new(void);
void world_free(struct world **w);
void world_search_start(struct world *w);
void world_search_die(struct world *w);

/* A question that is understood and searched, and nothing more. */
struct asking {
	bool done;
	struct err err;
	size_t n_hits;
	char backend[40];
};
void world_ask(
    struct world *w, const char *text, int64_t timeout_ms, struct asking *a);
/* Turns the loop until done, at most 10 s. */
void world_wait(struct world *w, const bool *done);

#endif
