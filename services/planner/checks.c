/* checks.c - what speaks for and against the next stage, with its numbers. */
#include "services/planner/plan_part.h"

#include <inttypes.h>

/* The handbook's alerts on the error budget. */
#define BURN_FAST 14.4
#define BURN_SLOW 6.0
#define LATENCY_CRITICAL 1.5 /* of the objective */
/* A plan that nobody carried out for a day blocks no other. */
#define PLANNED_HOLDS_MIN (24 * 60)

static void staging_first(struct planning *p);
static void earlier_attempt(struct planning *p);
static void unfinished_release(struct planning *p);
static void canary_lane(struct planning *p);
static void objectives(struct planning *p);
static void canary_watched(struct planning *p);
static void canary_judged(struct planning *p);

void plan_check_all(struct planning *p)
{
	staging_first(p);
	earlier_attempt(p);
	unfinished_release(p);
	canary_lane(p);
	objectives(p);
	canary_watched(p);
	canary_judged(p);
}

static bool has_users(enum stage s)
{
	return s >= STAGE_CANARY_10;
}

/* What is about users only advises while the next stage has none. */
static void add(
    struct planning *p, const char *name, enum verdict v, const char *detail)
{
	struct plan_check *c = &p->plan->checks[p->plan->n_checks++];

	if (!has_users(p->plan->at + 1))
		v = VERDICT_GO;
	*c = (struct plan_check){name, v, true, detail};
}

static void add_unknown(
    struct planning *p, const char *name, enum verdict v, const char *detail)
{
	add(p, name, v, detail);
	p->plan->checks[p->plan->n_checks - 1].known = false;
}

static void staging_first(struct planning *p)
{
	if (!has_users(p->ask->target))
		return;
	if (p->plan->at >= STAGE_STAGING)
		add(p, "staging_first", VERDICT_GO,
		    "the commit has passed staging");
	else
		add(p, "staging_first", VERDICT_GO,
		    arena_printf(p->arena,
			"the commit has not passed staging: the plan begins "
			"in %s",
			stage_desc(p->plan->at + 1)->name));
}

static void earlier_attempt(struct planning *p)
{
	for (size_t i = 0; i < p->facts->n_releases; i++) {
		const struct release *r = &p->facts->releases[i];
		bool users = streq(r->environment, "canary") ||
			     streq(r->environment, "prod");

		if (!users || !commit_same(r->commit, p->ask->commit) ||
		    streq(r->state, "planned"))
			continue;
		if (streq(r->state, "rolled_back"))
			add(p, "earlier_attempt", VERDICT_NO_GO,
			    arena_printf(p->arena,
				"release %" PRIu64 " of this commit was rolled "
				"back from %s: release one that repairs it",
				r->id, r->environment));
		else if (streq(r->state, "failed"))
			add(p, "earlier_attempt", VERDICT_GO,
			    arena_printf(p->arena,
				"release %" PRIu64 " of this commit failed in "
				"%s: this is another try",
				r->id, r->environment));
		return;
	}
}

static void unfinished_release(struct planning *p)
{
	for (size_t i = 0; i < p->facts->n_releases; i++) {
		const struct release *r = &p->facts->releases[i];
		bool canary = streq(r->state, "canary");

		if (commit_same(r->commit, p->ask->commit) ||
		    (!canary && (!streq(r->state, "planned") ||
				    r->age_min > PLANNED_HOLDS_MIN)))
			continue;
		add(p, "unfinished_release", VERDICT_WAIT,
		    arena_printf(p->arena,
			"release %" PRIu64 " of %.12s is %s since %" PRId64
			" min: finish it or take it back first",
			r->id, r->commit, canary ? "in canary" : "planned",
			r->age_min));
		return;
	}
	add(p, "unfinished_release", VERDICT_GO,
	    "no other release of the service is under way");
}

static void canary_lane(struct planning *p)
{
	const struct release *ours = path_canary(p);
	const struct plan_facts *f = p->facts;
	int want = ours == NULL ? 0 : ours->canary_pct;
	bool foreign = f->lane_pct > 0 && f->lane_release != 0 &&
		       (ours == NULL || ours->id != f->lane_release);

	if (foreign)
		add(p, "canary_lane", VERDICT_WAIT,
		    arena_printf(p->arena,
			"%d %% of the users are on the canary lane for "
			"release %" PRIu64,
			f->lane_pct, f->lane_release));
	else if (f->lane_pct != want)
		add(p, "canary_lane", VERDICT_WAIT,
		    arena_printf(p->arena,
			"%d %% of the users are on the canary lane where the "
			"releases say %d %%: set the lane right first",
			f->lane_pct, want));
	else
		add(p, "canary_lane", VERDICT_GO,
		    arena_printf(p->arena,
			"%d %% of the users are on the canary lane, as the "
			"releases say",
			want));
}

/* ---- objectives ---- */

static bool enough(const struct window *w)
{
	return w->runs >= RUNS_MIN;
}

static double error_rate(const struct window *w)
{
	return w->runs == 0 ? 0 : (double)w->failed / (double)w->runs;
}

/* How many times faster than allowed the budget goes; 0: too few runs. */
static double burn(const struct slo *s, const struct window *w)
{
	return enough(w) ? error_rate(w) / MAX(1 - s->success_rate, 1e-6) : 0;
}

static const char *burning(
    const struct planning *p, const struct slo *s, int window, const char *span)
{
	const struct window *w = &s->of[window];

	return arena_printf(p->arena,
	    "%" PRId64 " of %" PRId64 " runs failed in %s: the error budget "
	    "burns %.1f times too fast",
	    w->failed, w->runs, span, burn(s, w));
}

static enum verdict judge_slo(
    const struct planning *p, const struct slo *s, const char **detail_r)
{
	const struct window *hour = &s->of[SLO_1H];

	if (burn(s, hour) > BURN_FAST) {
		*detail_r = burning(p, s, SLO_1H, "1 h");
		return VERDICT_NO_GO;
	}
	if (burn(s, &s->of[SLO_6H]) > BURN_SLOW) {
		*detail_r = burning(p, s, SLO_6H, "6 h");
		return VERDICT_WAIT;
	}
	if (burn(s, &s->of[SLO_30D]) > 1) {
		*detail_r = burning(p, s, SLO_30D, "30 d");
		return VERDICT_WAIT;
	}
	if (enough(hour) && hour->p95_ms > s->p95_ms * LATENCY_CRITICAL) {
		*detail_r = arena_printf(p->arena,
		    "p95 is %.0f ms over %" PRId64 " runs in 1 h, the "
		    "objective %.0f ms",
		    hour->p95_ms, hour->runs, s->p95_ms);
		return VERDICT_WAIT;
	}
	return VERDICT_GO;
}

static const char *in_words(const struct planning *p, const struct slo *s)
{
	const struct window *w = &s->of[SLO_30D];
	const char *late = w->p95_ms > s->p95_ms ? ", above" : ", within";
	const char *dear = w->cost_usd > s->cost_usd ? ", above" : ", within";

	return arena_printf(p->arena,
	    "%.1f %% of %" PRId64 " runs in 30 d succeeded (objective %.1f "
	    "%%); p95 %.0f ms%s %.0f ms; cost %.4f USD%s %.2f USD",
	    100 * (1 - error_rate(w)), w->runs, 100 * s->success_rate,
	    w->p95_ms, late, s->p95_ms, w->cost_usd, dear, s->cost_usd);
}

static void objective(struct planning *p, const struct slo *s)
{
	const char *name = arena_printf(p->arena, "slo.%s", s->agent);
	const char *detail = NULL;
	enum verdict v = judge_slo(p, s, &detail);

	if (detail != NULL)
		add(p, name, v, detail);
	else if (enough(&s->of[SLO_30D]))
		add(p, name, VERDICT_GO, in_words(p, s));
	else
		add_unknown(p, name, VERDICT_GO,
		    arena_printf(p->arena,
			"not enough data: %" PRId64 " runs in 1 h, %" PRId64
			" in 6 h, %" PRId64 " in 30 d; %d are needed",
			s->of[SLO_1H].runs, s->of[SLO_6H].runs,
			s->of[SLO_30D].runs, RUNS_MIN));
}

/* An agent answers for itself; what all agents stand on, for all. */
static void objectives(struct planning *p)
{
	for (size_t i = 0; i < p->facts->n_slos; i++) {
		const struct slo *s = &p->facts->slos[i];

		if ((p->ask->agent[0] == '\0' ||
			streq(p->ask->agent, s->agent)) &&
		    p->plan->n_checks < PLAN_CHECKS_MAX - 2)
			objective(p, s);
	}
}

const struct slo *plan_own_slo(const struct planning *p)
{
	for (size_t i = 0; i < p->facts->n_slos; i++)
		if (streq(p->facts->slos[i].agent, p->ask->agent))
			return &p->facts->slos[i];
	return NULL;
}

double plan_baseline_ms(const struct planning *p)
{
	const struct slo *own = plan_own_slo(p);

	if (enough(&p->facts->stable))
		return p->facts->stable.p95_ms;
	if (own != NULL && enough(&own->of[SLO_6H]))
		return own->of[SLO_6H].p95_ms;
	return 0;
}

/* ---- a canary under way ---- */

static void canary_watched(struct planning *p)
{
	const struct release *ours = path_canary(p);
	int64_t watched, wanted;

	if (ours == NULL || p->plan->at == STAGE_PROD)
		return;
	wanted = stage_desc(p->plan->at)->wait_min;
	watched = p->facts->lane_pct > 0
		      ? MIN(ours->age_min, p->facts->lane_age_min)
		      : ours->age_min;
	if (watched < wanted)
		add(p, "canary_watched", VERDICT_WAIT,
		    arena_printf(p->arena,
			"%d %% are on the canary for %" PRId64 " min: %" PRId64
			" min are left of %" PRId64,
			ours->canary_pct, watched, wanted - watched, wanted));
	else
		add(p, "canary_watched", VERDICT_GO,
		    arena_printf(p->arena,
			"%d %% are on the canary for %" PRId64 " min",
			ours->canary_pct, watched));
}

static enum verdict judge_canary(
    const struct planning *p, const struct slo *own)
{
	const struct window *c = &p->facts->canary;
	double baseline = plan_baseline_ms(p);

	if (error_rate(c) > ROLLBACK_ERROR ||
	    (baseline > 0 && c->p95_ms > baseline * ROLLBACK_LATENCY))
		return VERDICT_NO_GO;
	if (error_rate(c) > 1 - own->success_rate || c->p95_ms > own->p95_ms)
		return VERDICT_WAIT;
	return VERDICT_GO;
}

static void canary_judged(struct planning *p)
{
	const struct window *c = &p->facts->canary;
	const struct slo *own = plan_own_slo(p);
	enum verdict v;

	if (path_canary(p) == NULL || p->plan->at == STAGE_PROD)
		return;
	if (own == NULL) {
		add_unknown(p, "canary_judged", VERDICT_GO,
		    arena_printf(p->arena,
			"%s is not an agent, so no run tells of its lanes: "
			"compare /metrics of both before going on",
			p->ask->service));
		return;
	}
	if (!enough(c)) {
		add_unknown(p, "canary_judged", VERDICT_WAIT,
		    arena_printf(p->arena,
			"not enough data: %" PRId64 " runs on the canary "
			"lane, %d are needed",
			c->runs, RUNS_MIN));
		return;
	}
	v = judge_canary(p, own);
	add(p, "canary_judged", v,
	    arena_printf(p->arena,
		"%" PRId64 " of %" PRId64 " runs on the canary lane failed, "
		"p95 %.0f ms%s",
		c->failed, c->runs, c->p95_ms,
		v == VERDICT_NO_GO  ? ": roll back now"
		: v == VERDICT_WAIT ? ": outside the objective, hold"
				    : ""));
}
