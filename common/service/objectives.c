/* objectives.c - the table of objectives, and which burn rate tells. */
#include "common/service/objectives.h"

#include "common/base/base.h"
#include "common/base/str.h"

#define X_OBJECTIVE(agent, p95, p99, success, minutes, share, cost, precision) \
	{agent, p95, p99, success, minutes, share, cost, precision},
const struct objective objectives[OBJECTIVES_N] = {OBJECTIVES(X_OBJECTIVE)};

#define X_RULE(name, alert, severity, long_s, short_s, factor, most_bad)       \
	{name, alert, severity, long_s, short_s, factor, most_bad},
const struct burn_rule burn_rules[BURN_RULES_N] = {BURN_RULES(X_RULE)};

const struct objective *objective_of(const char *agent)
{
	for (size_t i = 0; i < OBJECTIVES_N; i++)
		if (streq(objectives[i].agent, agent))
			return &objectives[i];
	return NULL;
}

const char *objective_name(enum objective_kind kind)
{
	static const char *const names[OBJECTIVE_KINDS] = {
	    [OBJECTIVE_SUCCESS] = "success",
	    [OBJECTIVE_P95] = "latency_p95",
	    [OBJECTIVE_P99] = "latency_p99",
	    [OBJECTIVE_FRESHNESS] = "freshness",
	    [OBJECTIVE_PRECISION] = "precision",
	    [OBJECTIVE_COST] = "cost",
	};

	return names[kind];
}

double objective_target(const struct objective *o, enum objective_kind kind)
{
	switch (kind) {
	case OBJECTIVE_SUCCESS:
		return o->success;
	case OBJECTIVE_P95:
		return o->p95_ms > 0 ? 0.95 : 0;
	case OBJECTIVE_P99:
		return o->p99_ms > 0 ? 0.99 : 0;
	case OBJECTIVE_FRESHNESS:
		return o->fresh_share;
	case OBJECTIVE_PRECISION:
		return o->precision;
	case OBJECTIVE_COST:
		return o->cost_usd;
	case OBJECTIVE_KINDS:
		break;
	}
	return 0;
}

int burn_threshold(const struct burn_rule *rule, double target,
    double *factor_r, struct err *err)
{
	double budget = 1 - target, factor = rule->factor;

	if (!(target > 0 && target < 1)) {
		err_field(err, "target", "must be between 0 and 1");
		return -1;
	}
	if (factor * budget > rule->most_bad)
		factor = rule->most_bad / budget;
	if (factor * budget >= 1) {
		err_field(err, "factor",
		    "%s burn: %g times a budget of %g cannot be: %g %% bad",
		    rule->name, factor, budget, 100 * factor * budget);
		return -1;
	}
	if (factor < 1) {
		err_field(err, "target",
		    "%s burn: with a budget of %g it would fire at %g times "
		    "it, while the promise is kept",
		    rule->name, budget, factor);
		return -1;
	}
	*factor_r = factor;
	return 0;
}
