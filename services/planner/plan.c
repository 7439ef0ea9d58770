/* plan.c - the stages ahead, how to go back, and one verdict. */
#include "services/planner/plan_part.h"

#include <inttypes.h>

static void add_steps(struct planning *p);
static void add_rollback(struct planning *p);
static void decide(struct planning *p);

void plan_make(struct arena *a, const struct plan_ask *ask,
    const struct plan_facts *facts, struct plan *plan_r)
{
	struct planning p = {a, ask, facts, plan_r};
	const struct release *ours = path_canary(&p);

	*plan_r = (struct plan){.at = path_position(&p)};
	if (ours != NULL)
		plan_r->release_id = ours->id;
	for (size_t i = 0; i < facts->n_releases && ours == NULL; i++)
		if (streq(facts->releases[i].state, "planned") &&
		    commit_same(facts->releases[i].commit, ask->commit) &&
		    plan_r->release_id == 0)
			plan_r->release_id = facts->releases[i].id;
	if (plan_r->at < ask->target) {
		plan_check_all(&p);
		add_steps(&p);
	}
	add_rollback(&p);
	decide(&p);
}

static const char *command_of(
    const struct planning *p, const struct stage_desc *d)
{
	const char *pct =
	    d->canary_pct == 0
		? ""
		: arena_printf(p->arena, " --canary-pct %d", d->canary_pct);

	return arena_printf(p->arena,
	    "deploy/promote_release %s --from-commit %s --service %s%s",
	    d->environment, p->ask->commit, p->ask->service, pct);
}

/* Stages without users: the deployment's own health is the gate. */
static void gate_of_health(struct plan_step *s)
{
	s->gate = "GET /health answers 200 and healthy";
	s->rollback = "GET /health does not answer healthy";
}

static void gate_of_users(const struct planning *p, struct plan_step *s)
{
	const struct slo *own = plan_own_slo(p);
	double baseline = plan_baseline_ms(p);

	s->rollback_error_over = ROLLBACK_ERROR;
	s->rollback_p95_over_ms = baseline * ROLLBACK_LATENCY;
	s->rollback =
	    baseline > 0
		? arena_printf(p->arena,
		      "error rate over %.0f %%, or p95 over %.0f ms: twice "
		      "the %.0f ms of the stable lane",
		      100 * ROLLBACK_ERROR, s->rollback_p95_over_ms, baseline)
		: arena_printf(p->arena,
		      "error rate over %.0f %%, or p95 over twice the stable "
		      "lane's (too few runs to say it in ms now)",
		      100 * ROLLBACK_ERROR);
	s->runs_at_least = RUNS_MIN;
	/* A service without an objective stays within the handbook's line. */
	s->error_at_most = own == NULL ? ROLLBACK_ERROR : 1 - own->success_rate;
	s->p95_at_most_ms = own == NULL ? 0 : own->p95_ms;
	s->gate =
	    own == NULL
		? arena_printf(p->arena,
		      "GET /health is healthy; error rate at most %.0f %% "
		      "over %d requests",
		      100 * s->error_at_most, RUNS_MIN)
		: arena_printf(p->arena,
		      "GET /health is healthy; over at least %d runs error "
		      "rate at most %.0f %%, p95 at most %.0f ms",
		      RUNS_MIN, 100 * s->error_at_most, s->p95_at_most_ms);
}

static void add_step(struct planning *p, enum stage stage)
{
	struct plan_step *s = &p->plan->steps[p->plan->n_steps++];
	const struct stage_desc *d = stage_desc(stage);

	s->stage = stage;
	s->command = command_of(p, d);
	s->wait_min = stage == p->ask->target ? 0 : d->wait_min;
	switch (stage) {
	case STAGE_NONE:
	case STAGE_DEV:
	case STAGE_STAGING:
		s->what = arena_printf(p->arena, "deploy %s to %s",
		    p->ask->service, d->environment);
		gate_of_health(s);
		break;
	case STAGE_CANARY_10:
	case STAGE_CANARY_50:
		s->what = arena_printf(p->arena,
		    "put %d %% of the users on the canary lane of %s",
		    d->canary_pct, p->ask->service);
		gate_of_users(p, s);
		break;
	case STAGE_PROD:
		s->what = arena_printf(p->arena,
		    "make the commit the stable lane of %s for all users",
		    p->ask->service);
		gate_of_users(p, s);
		break;
	}
}

static void add_steps(struct planning *p)
{
	for (int s = p->plan->at + 1; s <= (int)p->ask->target; s++)
		add_step(p, (enum stage)s);
}

static void add_rollback(struct planning *p)
{
	const struct release *good = path_last_good(p);

	p->plan->rollback_command = arena_printf(p->arena,
	    "deploy/promote_release prod --rollback --service %s",
	    p->ask->service);
	p->plan->rollback_to = good == NULL ? NULL : good->commit;
}

/* The worst check decides, and every check as bad as it is a reason. */
static void decide(struct planning *p)
{
	struct plan *plan = p->plan;

	if (plan->n_steps == 0) {
		plan->verdict = VERDICT_NO_GO;
		plan->reasons[plan->n_reasons++] =
		    arena_printf(p->arena, "nothing to do: the commit is in %s",
			stage_desc(plan->at)->name);
		return;
	}
	for (size_t i = 0; i < plan->n_checks; i++)
		plan->verdict = MAX(plan->verdict, plan->checks[i].verdict);
	for (size_t i = 0; i < plan->n_checks; i++)
		if (plan->verdict != VERDICT_GO &&
		    plan->checks[i].verdict == plan->verdict)
			plan->reasons[plan->n_reasons++] =
			    plan->checks[i].detail;
	if (plan->n_reasons == 0)
		plan->reasons[plan->n_reasons++] =
		    arena_printf(p->arena, "nothing speaks against %s",
			stage_desc(plan->steps[0].stage)->name);
}

const char *verdict_name(enum verdict v)
{
	switch (v) {
	case VERDICT_GO:
		return "go";
	case VERDICT_WAIT:
		return "wait";
	case VERDICT_NO_GO:
		return "no-go";
	}
	return "no-go";
}
