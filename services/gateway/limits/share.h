/* share.h - the numbers of a policy, and how they are shared out.
 *
 * A policy admits, in any interval of length t, at most burst + t * rate: the
 * generic cell rate algorithm (ITU-T I.371, virtual scheduling) at one central
 * observer. An eighth of rate and burst is split evenly among the gateways,
 * who spend their part by themselves (local); Redis hands out the rest as
 * leases (shared). What is leased at one time may be spent a lapse later, and
 * the time that gateways and Redis agree on may lag by LIMIT_STALE: both are
 * taken off the shared tolerance, so that what is spent, not what is leased,
 * conforms. The proof is in docs/limits.md.
 *
 * All times are ticks of 100 ns: whole numbers below 2^53 (28 years), which
 * the doubles of Redis's Lua hold exactly. Intervals are rounded up.
 */
#ifndef GATEWAY_LIMIT_SHARE_H
#define GATEWAY_LIMIT_SHARE_H

#include "common/base/base.h"

#define LIMIT_TICKS_MS 10000
#define LIMIT_STALE (200 * LIMIT_TICKS_MS) /* see limiter.h */
#define LIMIT_LAPSE_MAX (2000 * LIMIT_TICKS_MS)
#define LIMIT_DEPTH_MIN (800 * LIMIT_TICKS_MS) /* of the shared bucket */
#define LIMIT_DEPTH_MAX (365LL * 86400 * 1000 * LIMIT_TICKS_MS)

struct limit_policy {
	const char *name;
	int64_t per_minute; /* 0: switched off */
	int64_t burst;      /* cells that may come at once, at least 2 */
	bool afterwards;    /* cells are charged when the answer is known */
};

/* A conforming cell comes at now, with tat' = max(tat, now) + interval, when
 * tat' - now <= tolerance. */
struct limit_part {
	int64_t interval, tolerance; /* ticks; interval 0: no part */
};

struct limit_share {
	struct limit_part whole; /* what all gateways together hold to */
	struct limit_part shared, local;
	int64_t lapse;     /* ticks that a lease may be spent in */
	int64_t lease_max; /* cells */
};

/* Shares p among that many gateways. A burst too small for the rate lowers the
 * rate of the shared part (LIMIT_DEPTH_MIN); a burst that takes more than a
 * year to come back is cut. */
struct limit_share limit_share_of(
    const struct limit_policy *p, int64_t gateways);
/* Cells a minute that may be relied on, by one busy gateway. */
int64_t limit_share_per_minute(const struct limit_share *s);

/* A monotonic clock in ticks, a thousandth slow: whatever a clock's error (up
 * to 900 ppm), it is not faster than true time. */
static inline int64_t limit_ticks(int64_t mono_us)
{
	int64_t ticks = mono_us * (LIMIT_TICKS_MS / 1000);

	return ticks - (ticks >> 10);
}

/* Ticks until one more cell conforms; 0: it does now. */
static inline int64_t limit_wait(
    const struct limit_part *p, int64_t tat, int64_t now)
{
	int64_t ahead = MAX(tat, now) + p->interval - now - p->tolerance;

	return MAX(ahead, 0);
}

/* Cells that conform now. */
static inline int64_t limit_room(
    const struct limit_part *p, int64_t tat, int64_t now)
{
	int64_t free_ticks = now + p->tolerance - MAX(tat, now);

	return free_ticks < p->interval ? 0 : free_ticks / p->interval;
}

#endif
