/* counts.h - what happened to an agent in a stretch of time, and a history of
 * it: six hours by the minute, thirty days by the hour. In memory, pure;
 * PostgreSQL has the same rows. */
#ifndef ONCALL_SLO_COUNTS_H
#define ONCALL_SLO_COUNTS_H

#include "common/base/base.h"
#include "common/service/objectives.h"
#include "services/oncall/slo/bounds.def.h"

#define SLO_BUCKETS (SLO_BOUNDS_N + 1) /* the last: above all */
extern const double slo_bounds[SLO_BOUNDS_N];

struct slo_counts {
#define X_MEMBER(name) uint64_t name;
	SLO_COUNTS(X_MEMBER)
#undef X_MEMBER
	uint64_t buckets[SLO_BUCKETS]; /* requests by duration */
	double cost_usd;
};

void slo_counts_add(struct slo_counts *to, const struct slo_counts *c);
bool slo_counts_empty(const struct slo_counts *c);

#define SLO_MINUTES 360
#define SLO_HOURS (24 * OBJECTIVES_WINDOW_DAYS + 1)
struct slo_history;
struct slo_history *slo_history_new(void);
void slo_history_free(struct slo_history **h);
void slo_history_clear(struct slo_history *h);

/* minute: of Unix time. What is older than the history keeps, or so far ahead
 * that it would push all of it out, is left out of it: false. */
bool slo_history_add(struct slo_history *h, size_t agent, int64_t minute,
    const struct slo_counts *c);
/* An hour that was counted before; leaves the minutes alone. */
void slo_history_add_hour(struct slo_history *h, size_t agent, int64_t hour,
    const struct slo_counts *c);
/* A minute that add_hour has told of already. */
void slo_history_add_minute(struct slo_history *h, size_t agent, int64_t minute,
    const struct slo_counts *c);

/* The last `minutes` up to and with `now`. Beyond six hours whole hours are
 * summed: the window is up to one longer. */
struct slo_counts slo_history_sum(
    const struct slo_history *h, size_t agent, int64_t now, int64_t minutes);

#endif
