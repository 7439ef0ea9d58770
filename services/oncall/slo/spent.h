/* spent.h - what a stretch of time cost an agent: for incidents. Pure. */
#ifndef ONCALL_SLO_SPENT_H
#define ONCALL_SLO_SPENT_H

#include "services/oncall/slo/counts.h"

struct slo_spent {
	const char *agent;
	uint64_t requests, failed; /* without what is excluded */
	/* Of the 30 days' budget of bad requests, as many as come in 30 days
	 * now; 0 when none came. Above 1: more than all of it. */
	double budget_share;
};

/* from and to: minutes of Unix time, both counted. An agent without objectives
 * is left out; returns how many were put into spent_r, which has room for n. */
size_t slo_spent(const struct slo_history *h, const char *const *agents,
    size_t n, int64_t from, int64_t to, struct slo_spent *spent_r);

#endif
