/* limit_sim.h - gateways under simulated time: the real limiter, a modelled
 * Redis, latency, and faults; every admission is shown to an exact observer.
 *
 * The observer counts in true time with the policy's own numbers. What it
 * would not have admitted, had it seen what was admitted before, is too much.
 */
#ifndef TEST_LIMIT_SIM_H
#define TEST_LIMIT_SIM_H

#include "services/gateway/limits/limiter.h"

#define SIM_GATEWAYS 3
#define SIM_USERS 40

struct sim_config {
	uint64_t seed;
	uint64_t arrivals;
	bool faults;
	bool one_gateway; /* all arrivals come to the first */
	bool split_brain; /* each gateway has a Redis of its own: too much */
	bool saturate;    /* one user, under the policy "user", never resting */
	/* Mean time between a user's bursts: small is more than the limits. */
	int64_t pause_us;
};

struct sim_result {
	uint64_t arrivals, admitted, too_much;
	uint64_t ideal;  /* the observer alone would have admitted */
	int64_t ticks;   /* true time that passed */
	uint64_t asked;  /* questions to Redis */
	uint64_t waited; /* requests that waited for one */
	uint64_t restarts, losses, flushes, kills, freezes, hangs, drifts;
	/* Of a user in 10 s, beside the observer alone, in cells. */
	double missing_mean;
	int64_t missing_max;
};

struct sim_result limit_sim_run(const struct sim_config *c);
/* The policies that the gateways hold to. */
struct limiter_config limit_sim_policies(void);

#endif
