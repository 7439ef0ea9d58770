/* judge.h - is a promise kept, how much of its budget is spent, who is told?
 * Pure: history in, verdict out. docs/slo.md explains each number. */
#ifndef ONCALL_SLO_JUDGE_H
#define ONCALL_SLO_JUDGE_H

#include "services/oncall/slo/counts.h"
#include "services/oncall/slo/interval.h"

/* Below 1 / (1 - target) events a single bad one would break the promise: only
 * so many that chance SLO_ALPHA is against it can. */
enum slo_kept { SLO_UNKNOWN, SLO_KEPT, SLO_BROKEN };
const char *slo_kept_name(enum slo_kept k); /* unknown yes no */

/* A rule tells when that many bad events or more would come with less than
 * this chance, were the share of bad ones at the rule's threshold. */
#define SLO_ALPHA 0.001

struct slo_events {
	uint64_t n, bad;
};

struct slo_burn {
	const struct burn_rule *rule;
	double factor; /* at which it tells */
	struct slo_events in_long, in_short;
	double rate_long, rate_short; /* times the budget's; NaN: no event */
	double at_least;              /* the long one, lower bound at 95 % */
	bool firing;
};

struct slo_status {
	const char *agent;
	enum objective_kind kind;
	double target; /* share of good events; cost: US dollars */
	bool known;    /* actual and interval say something */
	double actual; /* as target */
	struct share_interval interval; /* of actual; not of cost */
	struct slo_events events;       /* of the window; cost: n only */
	enum slo_kept kept;
	/* latency: seconds, between the bounds of its bucket; NaN: none. At
	 * the top `high` is infinite. */
	double quantile, quantile_low, quantile_high;
	double budget_total;   /* bad events that the window allows */
	double budget_left;    /* share; below 0 when overspent */
	double exhausted_in_s; /* at the last hour's rate; NaN: it is not
				    being spent, or nobody can say; 0: is */
	size_t n_burns;
	struct slo_burn burns[BURN_RULES_N];
};

/* now: minute of Unix time. False: the agent has no such objective. */
bool slo_judge(const struct slo_history *h, size_t agent,
    enum objective_kind kind, int64_t now, struct slo_status *s_r);

/* Was it kept in a stretch of time, however short, by its counts? Unknown: too
 * little came, or the agent has no such objective. */
enum slo_kept slo_kept_among(const struct objective *o,
    enum objective_kind kind, const struct slo_counts *c);

/* The events of an objective among these counts. */
struct slo_events slo_events_of(const struct objective *o,
    enum objective_kind kind, const struct slo_counts *c);
/* Duration that a share q of the requests stayed below, linear within its
 * bucket, whose bounds say how wrong that can be. NaN: no request. */
double slo_quantile(
    const struct slo_counts *c, double q, double *low_r, double *high_r);

/* The worst of an agent's objectives: broken over unknown over kept; precision,
 * which nobody can know to be kept, only when it is broken. */
enum slo_kept slo_agent_kept(
    const struct slo_history *h, size_t agent, int64_t now);

#endif
