/* judge.c - from counts to verdicts. */
#include "services/oncall/slo/judge.h"

#include "common/base/die.h"

#include <math.h>

#define WINDOW_MIN ((int64_t)OBJECTIVES_WINDOW_DAYS * 24 * 60)

const char *slo_kept_name(enum slo_kept k)
{
	return k == SLO_KEPT ? "yes" : k == SLO_BROKEN ? "no" : "unknown";
}

static struct slo_events slower_than(const struct slo_counts *c, double ms)
{
	struct slo_events e = {0};

	for (size_t i = 0; i < SLO_BUCKETS; i++) {
		e.n += c->buckets[i];
		if (i == SLO_BOUNDS_N || slo_bounds[i] * 1000 > ms + 1e-6)
			e.bad += c->buckets[i];
	}
	return e;
}

struct slo_events slo_events_of(const struct objective *o,
    enum objective_kind kind, const struct slo_counts *c)
{
	uint64_t wrong = c->corrected - MIN(c->corrected, c->undone);

	switch (kind) {
	case OBJECTIVE_SUCCESS:
		return (struct slo_events){c->good + c->bad, c->bad};
	case OBJECTIVE_P95:
		return slower_than(c, o->p95_ms);
	case OBJECTIVE_P99:
		return slower_than(c, o->p99_ms);
	case OBJECTIVE_FRESHNESS:
		return (struct slo_events){c->fresh + c->stale, c->stale};
	case OBJECTIVE_PRECISION:
		return (struct slo_events){
		    c->verdicts, MIN(wrong, c->verdicts)};
	case OBJECTIVE_COST:
		return (struct slo_events){c->good + c->bad, 0};
	case OBJECTIVE_KINDS:
		break;
	}
	return (struct slo_events){0};
}

double slo_quantile(
    const struct slo_counts *c, double q, double *low_r, double *high_r)
{
	double n = 0, below = 0, rank;

	*low_r = *high_r = (double)NAN;
	for (size_t i = 0; i < SLO_BUCKETS; i++)
		n += (double)c->buckets[i];
	rank = q * n;
	for (size_t i = 0; i < SLO_BUCKETS && n > 0; i++) {
		double in = (double)c->buckets[i];

		if (in > 0 && below + in >= rank) {
			*low_r = i == 0 ? 0 : slo_bounds[i - 1];
			if (i == SLO_BOUNDS_N) {
				*high_r = (double)INFINITY;
				return *low_r;
			}
			*high_r = slo_bounds[i];
			return *low_r +
			       (*high_r - *low_r) * fmax(0, rank - below) / in;
		}
		below += in;
	}
	return (double)NAN;
}

static double burn_rate(const struct slo_events *e, double budget)
{
	return e->n == 0 ? (double)NAN : (double)e->bad / (double)e->n / budget;
}

static void judge_burn(const struct slo_history *h, size_t agent,
    struct slo_status *s, int64_t now, const struct burn_rule *rule)
{
	const struct objective *o = &objectives[agent];
	struct slo_burn *b = &s->burns[s->n_burns++];
	struct slo_counts c;
	double budget = 1 - s->target, bad;
	struct err err = {0};

	*b = (struct slo_burn){.rule = rule};
	if (burn_threshold(rule, s->target, &b->factor, &err) < 0)
		die("%s %s: %s", s->agent, objective_name(s->kind), err.text);
	c = slo_history_sum(h, agent, now, rule->long_s / 60);
	b->in_long = slo_events_of(o, s->kind, &c);
	c = slo_history_sum(h, agent, now, rule->short_s / 60);
	b->in_short = slo_events_of(o, s->kind, &c);
	b->rate_long = burn_rate(&b->in_long, budget);
	b->rate_short = burn_rate(&b->in_short, budget);
	b->at_least = share_interval(b->in_long.bad, b->in_long.n).low / budget;
	bad = b->factor * budget;
	b->firing =
	    b->in_short.n > 0 && b->rate_short > b->factor &&
	    binomial_tail(b->in_long.bad, b->in_long.n, bad) < SLO_ALPHA;
}

static enum slo_kept kept(const struct slo_status *s)
{
	const struct slo_events *e = &s->events;
	double budget = 1 - s->target;

	if ((double)e->n * budget < 1 - 1e-9)
		return binomial_tail(e->bad, e->n, budget) < SLO_ALPHA
			   ? SLO_BROKEN
			   : SLO_UNKNOWN;
	/* Who corrects a verdict was shown it; who doesn't may not have
	 * looked: errors are at least these. */
	if (s->kind == OBJECTIVE_PRECISION)
		return (double)e->bad > (double)e->n * budget ? SLO_BROKEN
							      : SLO_UNKNOWN;
	return (double)e->bad > (double)e->n * budget + 1e-9 ? SLO_BROKEN
							     : SLO_KEPT;
}

/* The budget is so many bad events; the last hour says how fast it goes. */
static void judge_budget(const struct slo_history *h, size_t agent,
    struct slo_status *s, int64_t now)
{
	double budget = 1 - s->target, rate;
	struct slo_counts c = slo_history_sum(h, agent, now, 60);
	struct slo_events hour = slo_events_of(&objectives[agent], s->kind, &c);

	s->budget_total = (double)s->events.n * budget;
	s->budget_left =
	    s->events.n == 0 ? 1 : 1 - (double)s->events.bad / s->budget_total;
	rate = burn_rate(&hour, budget);
	if (s->budget_left <= 0 && s->events.n > 0)
		s->exhausted_in_s = 0;
	else if (rate > 0)
		s->exhausted_in_s =
		    s->budget_left * (double)WINDOW_MIN * 60 / rate;
}

static void judge_cost(struct slo_status *s, const struct slo_counts *c)
{
	s->known = s->events.n > 0;
	if (!s->known)
		return;
	s->actual = c->cost_usd / (double)s->events.n;
	s->kept = s->actual > s->target ? SLO_BROKEN : SLO_KEPT;
	s->budget_total = s->target * (double)s->events.n;
	s->budget_left = 1 - c->cost_usd / s->budget_total;
}

enum slo_kept slo_kept_among(const struct objective *o,
    enum objective_kind kind, const struct slo_counts *c)
{
	struct slo_status s = {.agent = o->agent,
	    .kind = kind,
	    .target = objective_target(o, kind),
	    .events = slo_events_of(o, kind, c)};

	if (s.target <= 0)
		return SLO_UNKNOWN;
	if (kind != OBJECTIVE_COST)
		return kept(&s);
	judge_cost(&s, c);
	return s.kept;
}

static void judge_latency(struct slo_status *s, const struct slo_counts *c)
{
	if (s->kind == OBJECTIVE_P95 || s->kind == OBJECTIVE_P99)
		s->quantile = slo_quantile(
		    c, s->target, &s->quantile_low, &s->quantile_high);
}

bool slo_judge(const struct slo_history *h, size_t agent,
    enum objective_kind kind, int64_t now, struct slo_status *s_r)
{
	const struct objective *o = &objectives[agent];
	struct slo_counts c = slo_history_sum(h, agent, now, WINDOW_MIN);
	struct share_interval bad;

	*s_r = (struct slo_status){
	    .agent = o->agent,
	    .kind = kind,
	    .target = objective_target(o, kind),
	    .events = slo_events_of(o, kind, &c),
	    .budget_left = 1,
	    .exhausted_in_s = (double)NAN,
	    .quantile = (double)NAN,
	    .quantile_low = (double)NAN,
	    .quantile_high = (double)NAN,
	};
	if (s_r->target <= 0)
		return false;
	if (kind == OBJECTIVE_COST) {
		judge_cost(s_r, &c);
		return true;
	}
	bad = share_interval(s_r->events.bad, s_r->events.n);
	s_r->interval = (struct share_interval){1 - bad.high, 1 - bad.low};
	s_r->known = s_r->events.n > 0 && kind != OBJECTIVE_PRECISION;
	if (s_r->known)
		s_r->actual =
		    1 - (double)s_r->events.bad / (double)s_r->events.n;
	/* Nothing says that the verdicts nobody corrected are right. */
	if (kind == OBJECTIVE_PRECISION)
		s_r->interval.low = 0;
	s_r->kept = kept(s_r);
	judge_latency(s_r, &c);
	judge_budget(h, agent, s_r, now);
	for (size_t i = 0; i < BURN_RULES_N && kind != OBJECTIVE_PRECISION; i++)
		judge_burn(h, agent, s_r, now, &burn_rules[i]);
	return true;
}

enum slo_kept slo_agent_kept(
    const struct slo_history *h, size_t agent, int64_t now)
{
	enum slo_kept all = SLO_KEPT;

	for (int k = 0; k < OBJECTIVE_KINDS; k++) {
		struct slo_status s;

		if (!slo_judge(h, agent, (enum objective_kind)k, now, &s))
			continue;
		if (s.kept == SLO_BROKEN)
			return SLO_BROKEN;
		if (s.kept == SLO_UNKNOWN && k != OBJECTIVE_PRECISION)
			all = SLO_UNKNOWN;
	}
	return all;
}
