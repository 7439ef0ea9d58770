/* spent.c - requests failed in a stretch of time, and of which budget. */
#include "services/oncall/slo/spent.h"

#include "common/base/str.h"

#define WINDOW_MIN ((int64_t)OBJECTIVES_WINDOW_DAYS * 24 * 60)

size_t slo_spent(const struct slo_history *h, const char *const *agents,
    size_t n, int64_t from, int64_t to, struct slo_spent *spent_r)
{
	size_t found = 0;

	for (size_t i = 0; i < n; i++) {
		const struct objective *o = objective_of(agents[i]);
		struct slo_counts c, all;
		struct slo_spent *s = &spent_r[found];
		double budget;

		if (o == NULL)
			continue;
		c = slo_history_between(h, (size_t)(o - objectives), from, to);
		all = slo_history_sum(
		    h, (size_t)(o - objectives), to, WINDOW_MIN);
		*s = (struct slo_spent){.agent = o->agent,
		    .requests = c.good + c.bad,
		    .failed = c.bad};
		budget = (double)(all.good + all.bad) * (1 - o->success);
		if (budget > 0)
			s->budget_share = (double)c.bad / budget;
		found++;
	}
	return found;
}
