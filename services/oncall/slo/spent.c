/* spent.c - requests failed in a stretch of time, of which budget, and what was
 * not kept. */
#include "services/oncall/slo/spent.h"

#define WINDOW_MIN ((int64_t)OBJECTIVES_WINDOW_DAYS * 24 * 60)

struct slo_spent slo_spent_of(const struct slo_history *h, size_t agent,
    const struct slo_counts *c, int64_t to)
{
	const struct objective *o = &objectives[agent];
	struct slo_counts all = slo_history_sum(h, agent, to, WINDOW_MIN);
	struct slo_spent s = {
	    .agent = o->agent, .requests = c->good + c->bad, .failed = c->bad};
	double budget = (double)(all.good + all.bad) * (1 - o->success);

	if (budget > 0)
		s.budget_share = (double)c->bad / budget;
	for (int k = 0; k < OBJECTIVE_KINDS; k++)
		s.missed[k] =
		    slo_kept_among(o, (enum objective_kind)k, c) == SLO_BROKEN;
	return s;
}
