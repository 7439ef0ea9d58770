/* peer.h - servers that can be told to fail, and callers for them. */
#ifndef TESTS_BUS_PEER_H
#define TESTS_BUS_PEER_H

#include "tests/unit/bus/fixture.h"

struct peer {
	struct world *world;
	struct bus *bus; /* NULL while it is away */
	char url[120];
	/* What it does. */
	enum err_code code;    /* of every answer but those to questions */
	const char *not_ready; /* what it says when asked; NULL: ready */
	bool lies;             /* when asked, with what is no description */
	int64_t sleep_ms;      /* before an answer */
	int64_t burn_ms;       /* the same, but nothing else runs meanwhile */
	/* What it saw. */
	unsigned calls, asked;
	struct envelope last_env;
};

/* At w->url with this suffix. */
void peer_open(struct peer *p, struct world *w, const char *suffix);
void peer_close(struct peer *p);
/* Both, in the place where it was. */
void peer_restart(struct peer *p);

/* A client of these as one lane, connected. */
void peer_client(struct world *w, const struct peer *v, size_t n);

/* Calls of messages that are safe to repeat, or not; seed decides the lane. */
void ask_safe(
    struct caller *c, struct world *w, uint64_t seed, int64_t timeout_ms);
void ask_once(struct caller *c, struct world *w, int64_t timeout_ms);
/* n calls one after another, each waited for; returns how many went well. */
unsigned ask_in_turn(struct world *w, unsigned n, bool safe);

/* Turns until the lane has a connection, and a little longer. */
void connected(struct world *w, enum lane lane);

#endif
