/* gauges.c - verdicts as metrics. */
#include "services/oncall/slo/slo.h"

#include <math.h>

static const struct {
	const char *name;
	int64_t minutes;
} windows[] = {{"5m", 5}, {"30m", 30}, {"1h", 60}, {"6h", 360},
    {"3d", 3 * 24 * 60}, {"30d", OBJECTIVES_WINDOW_DAYS * 24 * 60}};

static void set(struct metric_family *f, const char *agent, double v)
{
	metrics_gauge_set(METRICS_WITH(f, agent), v);
}

static double as_number(enum slo_kept k)
{
	return k == SLO_UNKNOWN ? (double)NAN : k == SLO_KEPT ? 1 : 0;
}

static double share(uint64_t part, uint64_t n)
{
	return n == 0 ? (double)NAN : (double)part / (double)n;
}

static void burn_gauges(
    struct slo *slo, size_t agent, const struct slo_status *s, int64_t now)
{
	const char *objective = objective_name(s->kind);

	for (size_t i = 0; i < ARRAY_LEN(windows); i++) {
		struct slo_counts c = slo_history_sum(
		    slo->history, agent, now, windows[i].minutes);
		struct slo_events e =
		    slo_events_of(&objectives[agent], s->kind, &c);

		metrics_gauge_set(METRICS_WITH(slo->metrics.burn, s->agent,
				      objective, windows[i].name),
		    share(e.bad, e.n) / (1 - s->target));
	}
	for (size_t i = 0; i < s->n_burns; i++)
		metrics_gauge_set(METRICS_WITH(slo->metrics.burning, s->agent,
				      objective, s->burns[i].rule->name),
		    s->burns[i].firing);
}

static void objective_gauges(
    struct slo *slo, size_t agent, enum objective_kind kind, int64_t now)
{
	struct slo_status s;

	if (!slo_judge(slo->history, agent, kind, now, &s))
		return;
	metrics_gauge_set(
	    METRICS_WITH(slo->metrics.kept, s.agent, objective_name(kind)),
	    as_number(s.kept));
	metrics_gauge_set(
	    METRICS_WITH(slo->metrics.budget, s.agent, objective_name(kind)),
	    s.events.n == 0 ? (double)NAN : s.budget_left);
	if (kind == OBJECTIVE_COST)
		set(slo->metrics.cost, s.agent,
		    s.known ? s.actual : (double)NAN);
	else if (kind != OBJECTIVE_PRECISION)
		burn_gauges(slo, agent, &s, now);
}

void slo_gauges(struct slo *slo)
{
	int64_t now = slo_now(slo);

	for (size_t i = 0; i < OBJECTIVES_N; i++) {
		const char *agent = objectives[i].agent;
		struct slo_counts hour =
		    slo_history_sum(slo->history, i, now, 60);
		uint64_t n = hour.good + hour.bad;
		double low, high;

		set(slo->metrics.success, agent, share(hour.good, n));
		set(slo->metrics.errors, agent, share(hour.bad, n));
		set(slo->metrics.compliant, agent,
		    as_number(slo_agent_kept(slo->history, i, now)));
		for (int k = 0; k < OBJECTIVE_KINDS; k++)
			objective_gauges(slo, i, (enum objective_kind)k, now);
		if (objectives[i].p95_ms <= 0)
			continue;
		set(slo->metrics.p95, agent,
		    slo_quantile(&hour, 0.95, &low, &high));
		set(slo->metrics.p99, agent,
		    slo_quantile(&hour, 0.99, &low, &high));
	}
	metrics_gauge_set(
	    METRICS_ONLY(slo->metrics.unsaved), (double)slo->n_unsaved);
}
