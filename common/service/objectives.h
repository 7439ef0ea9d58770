/* objectives.h - the objectives of objectives.def.h, and the burn rates at
 * which somebody is told. Pure. */
#ifndef SERVICE_OBJECTIVES_H
#define SERVICE_OBJECTIVES_H

#include "common/base/err.h"
#include "common/service/objectives.def.h"

/* What is promised. The first four have a budget: a share of the events, 1 -
 * target, that may be bad. */
enum objective_kind {
	OBJECTIVE_SUCCESS,   /* event: a request */
	OBJECTIVE_P95,       /* event: a request; bad: slower than p95_ms */
	OBJECTIVE_P99,       /* the same with p99_ms */
	OBJECTIVE_FRESHNESS, /* event: a moment, four a minute */
	OBJECTIVE_PRECISION, /* event: a verdict */
	OBJECTIVE_COST,      /* no events: a mean */
	OBJECTIVE_KINDS
};

struct objective {
	const char *agent;
	double p95_ms, p99_ms, success;
	double fresh_minutes, fresh_share;
	double cost_usd, precision;
};

/* After so many failures mail is parked: tried once an hour, and no longer what
 * the pipeline and its freshness are judged by. */
#define OBJECTIVES_PARKED_AT 10

#define OBJECTIVES_N 8
extern const struct objective objectives[OBJECTIVES_N];

/* NULL: the agent has none. */
const struct objective *objective_of(const char *agent);
/* success latency_p95 latency_p99 freshness precision cost */
const char *objective_name(enum objective_kind kind);
/* The share of good events promised (cost: US dollars); 0: not promised. */
double objective_target(const struct objective *o, enum objective_kind kind);

struct burn_rule {
	const char *name, *alert, *severity;
	int long_s, short_s;
	double factor, most_bad;
};
#define BURN_RULES_N 3
extern const struct burn_rule burn_rules[BURN_RULES_N];

/* The burn rate at which the rule fires for this target, and with it the
 * share of bad events that fires it, factor * (1 - target). ERR_INVALID: the
 * rule could not fire (all events bad would not do), or would always (a kept
 * promise does). */
MUST_CHECK int burn_threshold(const struct burn_rule *rule, double target,
    double *factor_r, struct err *err);

#endif
