/* growth.h - how fast something grows, and when it is full: from samples, with
 * the interval that their spread allows. */
#ifndef CLI_MAINTAIN_GROWTH_H
#define CLI_MAINTAIN_GROWTH_H

#include "common/base/base.h"

#define GROWTH_MIN 3 /* steps from a sample to the next; fewer say nothing */

struct growth_sample {
	double day; /* when, in days */
	double value;
};

/* A day's growth over a window: mean, and 95 % interval of the mean (Student's
 * t of the steps' rates, each weighted by its length: what happens by day is
 * taken as independent). known false: fewer than GROWTH_MIN steps. */
struct growth {
	bool known;
	size_t steps;
	double days; /* from the first sample to the last */
	double per_day, low, high;
};

/* Samples in order of time; those of the last window_days before the last. */
struct growth growth_of(
    const struct growth_sample *s, size_t n, double window_days);

/* Days until `room` is used up: soonest and latest by the interval; INFINITY
 * where it does not grow. */
struct growth_end {
	double mean, soonest, latest;
};
struct growth_end growth_end(const struct growth *g, double room);

/* Mean and 95 % interval of the mean of independent values: the same, of a day
 * each. */
struct growth growth_mean(const double *v, size_t n);

#endif
