/* reading.h - one look at a daemon's counters, and what happened between two.
 * Pure.
 *
 * A reading holds sums of counters, not series: however many label values a
 * target makes up, it is as large as ever. A target that says impossible
 * things (less than before without having restarted, no number, more than
 * SLO_PER_SECOND) is not believed: that look counts nothing, and the next is
 * compared with it. */
#ifndef ONCALL_SLO_READING_H
#define ONCALL_SLO_READING_H

#include "common/base/arena.h"
#include "common/base/err.h"
#include "common/base/str.h"
#include "services/oncall/slo/counts.h"

#define SLO_LANES 2
#define SLO_PER_SECOND 1000000

/* Of what a daemon answered as an agent, for each lane. */
enum slo_own {
	OWN_GOOD,
	OWN_BAD,
	OWN_EXCLUDED,
	OWN_SWITCHED, /* refused since a switch is off; among the bad */
	OWN_COST,     /* millionths of a dollar */
	OWN_VERDICTS,
	OWN_CORRECTED,
	OWN_UNDONE,
	OWN_N,
};
/* Of what it asked of an agent's lane: what got no answer, and how long it
 * took, to the answer or to giving up: waiting for an agent that hangs is seen
 * by who waits. Buckets: as the exposition has them, each with all below it. */
enum slo_asked {
	ASKED_UNANSWERED,
	ASKED_BUCKETS,
	ASKED_N = ASKED_BUCKETS + SLO_BUCKETS,
};

#define SLO_OWN(lane, what) ((size_t)(lane)*OWN_N + (size_t)(what))
#define SLO_ASKED(agent, lane, what)                                           \
	(SLO_LANES * (size_t)OWN_N +                                           \
	    ((size_t)(agent)*SLO_LANES + (size_t)(lane)) * ASKED_N +           \
	    (size_t)(what))
#define SLO_READING_N SLO_ASKED(OBJECTIVES_N, 0, 0)

struct slo_reading {
	double started_s; /* process_start_time_seconds; 0: nobody said */
	int64_t at_ms;    /* Unix time of the look */
	double v[SLO_READING_N];
};

/* The query of an address that answers with what slo_read reads only. Who does
 * not know it answers with everything. In the arena. */
const char *slo_reading_query(struct arena *a);

/* text is what `daemon` (a name of services.def.h) answered. ERR_INVALID,
 * ERR_TOO_LARGE: as exposition.h; ERR_BAD_PEER: no number where a count
 * belongs, buckets that fall, no time of start. */
MUST_CHECK int slo_read(const char *daemon, struct str text, int64_t at_ms,
    struct slo_reading *r_r, struct err *err);

/* The same process with the same counters. */
bool slo_reading_same(
    const struct slo_reading *was, const struct slo_reading *now);

/* What happened since `was` (NULL: never looked before; then only what a
 * process younger than SLO_YOUNG_MS has counted is news). ERR_BAD_PEER: not
 * believed. */
#define SLO_YOUNG_MS 300000
MUST_CHECK int slo_since(const struct slo_reading *was,
    const struct slo_reading *now, struct slo_reading *news_r, struct err *err);

/* News as counts of one agent's lane: its own, when it is the daemon's. */
size_t slo_agent_of_daemon(const char *daemon); /* OBJECTIVES_N: of none */
struct slo_counts slo_news_of(const struct slo_reading *news,
    const char *daemon, size_t agent, size_t lane);

#endif
