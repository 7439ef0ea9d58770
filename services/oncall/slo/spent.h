/* spent.h - what a stretch of time cost an agent: for incidents. Pure. */
#ifndef ONCALL_SLO_SPENT_H
#define ONCALL_SLO_SPENT_H

#include "services/oncall/slo/judge.h"

struct slo_spent {
	const char *agent;
	uint64_t requests, failed; /* without what is excluded */
	/* Of the 30 days' budget of bad requests, as many as come in 30 days
	 * now; 0 when none came. Above 1: more than all of it. */
	double budget_share;
	bool missed[OBJECTIVE_KINDS]; /* not kept in that time */
	/* Whose runs of it failed: of other requests nobody keeps whose they
	 * were. */
	uint64_t users_at_least;
};

/* What these counts of a stretch until minute `to` come to. */
struct slo_spent slo_spent_of(const struct slo_history *h, size_t agent,
    const struct slo_counts *c, int64_t to);

#endif
