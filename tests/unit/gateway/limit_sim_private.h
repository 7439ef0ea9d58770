/* limit_sim_private.h - inside the simulation: events, chance, the observer. */
#ifndef TEST_LIMIT_SIM_PRIVATE_H
#define TEST_LIMIT_SIM_PRIVATE_H

#include "tests/unit/gateway/limit_model.h"
#include "tests/unit/gateway/limit_sim.h"

#define MS LIMIT_TICKS_MS
#define BEAT (60 * MS)
#define TIMEOUT (1000 * MS)
#define WINDOW (10000LL * MS)

enum kind { ARRIVE, RUN, HEAR, BEGIN_BEAT, FAULT, RESTORE };

struct event {
	enum kind kind;
	int64_t at; /* true ticks */
	unsigned gateway, user, left, birth;
	bool waits, lost; /* a request waits; the answer will not come */
	struct limit_keys keys;
	struct limit_ask ask;
	struct limit_answer answer;
};

struct gateway {
	struct limiter *limiter; /* NULL: dead */
	unsigned births;
	int64_t base_us, since, ppm; /* its clock */
	int64_t frozen;              /* until */
	bool renewing;
};

struct observed {
	int64_t tat, ideal_tat, window;
	int64_t admitted, ideal; /* in the window */
};

struct sim {
	const struct sim_config *c;
	struct sim_result r;
	uint64_t random;
	int64_t now;
	struct event **heap;
	size_t n, room;
	struct gateway gateways[SIM_GATEWAYS];
	struct limit_model *redis[SIM_GATEWAYS]; /* the first, unless split */
	int64_t redis_down, redis_hung;          /* until */
	struct observed seen[LIMIT_POLICIES][SIM_USERS];
	struct limit_share shares[LIMIT_POLICIES];
	double missing;
	uint64_t windows;
};

/* limit_sim_events.c */
uint64_t sim_draw(struct sim *s);
int64_t sim_below(struct sim *s, int64_t n);
int64_t sim_latency(struct sim *s);
void sim_push(struct sim *s, struct event *e);
/* who: a gateway, or the user of an arrival. */
void sim_push_new(struct sim *s, enum kind kind, int64_t at, unsigned who);
struct event *sim_pop(struct sim *s); /* the caller's */

/* limit_sim_observer.c: what was admitted, and what would be by one alone. */
void sim_observe(struct sim *s, const struct limit_keys *k);
void sim_observe_ideal(struct sim *s, const struct limit_keys *k);

#endif
