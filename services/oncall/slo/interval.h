/* interval.h - how much a count of bad events among few says. Pure.
 *
 * share_interval: Wilson's score interval (E. B. Wilson, JASA 22, 1927), which
 * keeps its level with small n where the textbook's does not (Brown, Cai and
 * DasGupta, Statistical Science 16, 2001).
 * binomial_tail: exact, by the regularised incomplete beta function (NIST
 * DLMF 8.17.5 and 8.17.22). */
#ifndef ONCALL_SLO_INTERVAL_H
#define ONCALL_SLO_INTERVAL_H

#include "common/base/base.h"

struct share_interval {
	double low, high; /* 0 to 1 */
};
/* Of the share behind `bad` of n events, at 95 %. n 0: 0 to 1. */
struct share_interval share_interval(uint64_t bad, uint64_t n);

/* The chance of `bad` or more bad ones among n when each is bad with chance
 * p, 0 <= p <= 1. */
double binomial_tail(uint64_t bad, uint64_t n, double p);

#endif
