/* metrics.def.h - what is told of objectives. Columns: common/metrics. A gauge
 * is NaN while nothing is known. */
#ifndef ONCALL_SLO_METRICS_DEF_H
#define ONCALL_SLO_METRICS_DEF_H

#define SLO_METRICS(X)                                                         \
	X(GAUGE, p95, "applylens_agent_latency_p95_seconds", "agent",          \
	    "seconds", "of the last hour, linear within a bucket")             \
	X(GAUGE, p99, "applylens_agent_latency_p99_seconds", "agent",          \
	    "seconds", "of the last hour, linear within a bucket")             \
	X(GAUGE, success, "applylens_agent_success_rate", "agent", "ratio",    \
	    "requests of the last hour that went well")                        \
	X(GAUGE, errors, "applylens_agent_error_rate", "agent", "ratio",       \
	    "requests of the last hour that failed")                           \
	X(GAUGE, cost, "applylens_agent_cost_per_request_usd", "agent",        \
	    "dollars", "of a request, on average of 30 days")                  \
	X(GAUGE, compliant, "applylens_agent_slo_compliant", "agent", "",      \
	    "1: all that is known of its 30 days is as promised; 0: not")      \
	X(GAUGE, budget, "applylens_slo_error_budget_remaining_ratio",         \
	    "agent,objective", "ratio",                                        \
	    "of the 30 days' error budget; below 0 when overspent")            \
	X(GAUGE, burn, "applylens_slo_burn_rate", "agent,objective,window",    \
	    "ratio", "how fast the budget burns; 1 just spends it in 30 days") \
	X(GAUGE, burning, "applylens_slo_burning", "agent,objective,rule", "", \
	    "1: it burns as fast as the rule says, and that is no chance")     \
	X(GAUGE, kept, "applylens_slo_objective_compliant",                    \
	    "agent,objective", "", "1 kept, 0 broken, over 30 days")           \
	X(COUNTER, scrapes, "applylens_slo_scrapes_total", "daemon,outcome",   \
	    "", "looks at counters: ok, unreachable, not_believed")            \
	X(GAUGE, unsaved, "applylens_slo_unsaved", "", "rows",                 \
	    "minutes of agents that wait for the database")

#endif
