/* gate_law.h - how much may be at work at once, found from how long it takes.
 *
 * A gradient controller after Netflix's concurrency-limits (Gradient2, 2018)
 * and Envoy's adaptive concurrency: the limit shrinks by tolerance / ratio
 * when work takes longer than it does undisturbed, and grows by the square
 * root of itself while it is in use. Different here: work is of kinds, and
 * each is measured against a floor of its own, so that a change of the mix is
 * not taken for congestion. A floor rises only from times when the limit did
 * not bind, or at the least limit, where little can queue.
 *
 * Pure: no clock, no memory but its own.
 */
#ifndef GATE_GATE_LAW_H
#define GATE_GATE_LAW_H

#include "common/base/base.h"

#define GATE_KINDS_MAX 128
#define GATE_WINDOW_US 100000  /* the limit moves once in so long, */
#define GATE_WINDOW_SAMPLES 8  /* from at least so much work */
#define GATE_EPOCH_US 15000000 /* a floor lives two of these */
#define GATE_TOLERANCE 2.0     /* times its floor that work may take */
#define GATE_CLIP 10.0         /* no single piece of work says more */

struct gate_kind {
	double floor_us;       /* 0: not known yet */
	double epoch_least_us; /* of window means, in this epoch */
	double window_us;      /* sum of this window's samples */
	unsigned window_n;
};

struct gate_law {
	double limit, least, most;
	struct gate_kind kinds[GATE_KINDS_MAX];
	double took_us, floor_us; /* sums of this window's samples */
	unsigned samples;
	double peak;      /* the most that was at work in this window */
	bool bound;       /* the limit held somebody back in this window */
	bool epoch_bound; /* or in this epoch */
	int64_t window_began_us, epoch_began_us;
};

/* start, least and most: pieces of work at once, 1 <= least <= most. */
void gate_law_init(struct gate_law *law, double start, double least,
    double most, int64_t now_us);
/* A piece of work took took_us; in_flight were at work when it ended, itself
 * among them. kind < GATE_KINDS_MAX. */
void gate_law_sample(struct gate_law *law, unsigned kind, int64_t took_us,
    double in_flight, int64_t now_us);
/* A piece of work failed of overload: counts as GATE_CLIP floors. */
void gate_law_overrun(struct gate_law *law, unsigned kind, int64_t now_us);
/* Somebody has to wait for the limit. */
void gate_law_held(struct gate_law *law);

#endif
