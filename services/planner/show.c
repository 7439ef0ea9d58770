/* show.c - the plan as JSON: the artifacts of a run. */
#include "services/planner/plan.h"

#include "common/base/jsonw.h"

/* Rates and times of too few runs are null: a number would mislead. */
static void show_window(
    struct jsonw *w, const char *key, const struct window *of)
{
	bool known = of->runs >= RUNS_MIN;

	jsonw_kobj(w, key);
	jsonw_ki(w, "runs", of->runs);
	jsonw_ki(w, "failed", of->failed);
	jsonw_kb(w, "enough_data", known);
	if (known) {
		jsonw_kf(w, "success_rate",
		    1 - (double)of->failed / (double)of->runs, 4);
		jsonw_kf(w, "p95_ms", of->p95_ms, 1);
		jsonw_kf(w, "cost_usd", of->cost_usd, 6);
	}
	jsonw_end(w);
}

static void show_slos(struct jsonw *w, const struct plan_facts *facts)
{
	static const char *const keys[SLO_WINDOWS] = {
	    [SLO_1H] = "1h", [SLO_6H] = "6h", [SLO_30D] = "30d"};

	jsonw_karr(w, "slo");
	for (size_t i = 0; i < facts->n_slos; i++) {
		const struct slo *s = &facts->slos[i];

		jsonw_obj(w);
		jsonw_ks(w, "agent", s->agent);
		jsonw_kobj(w, "target");
		jsonw_kf(w, "success_rate", s->success_rate, 4);
		jsonw_kf(w, "p95_ms", s->p95_ms, 0);
		jsonw_kf(w, "cost_usd", s->cost_usd, 4);
		jsonw_end(w);
		for (int k = 0; k < SLO_WINDOWS; k++)
			show_window(w, keys[k], &s->of[k]);
		jsonw_end(w);
	}
	jsonw_end(w);
}

static void show_checks(struct jsonw *w, const struct plan *plan)
{
	jsonw_karr(w, "preconditions");
	for (size_t i = 0; i < plan->n_checks; i++) {
		const struct plan_check *c = &plan->checks[i];

		jsonw_obj(w);
		jsonw_ks(w, "name", c->name);
		jsonw_ks(w, "verdict", verdict_name(c->verdict));
		jsonw_kb(w, "enough_data", c->known);
		jsonw_ks(w, "detail", c->detail);
		jsonw_end(w);
	}
	jsonw_end(w);
}

/* A limit in a unit; 0 is none. */
static void show_limit(struct jsonw *w, const char *key, double v, int decimals)
{
	if (v > 0)
		jsonw_kf(w, key, v, decimals);
}

static void show_step(struct jsonw *w, const struct plan_step *s)
{
	const struct stage_desc *d = stage_desc(s->stage);

	jsonw_obj(w);
	jsonw_ks(w, "stage", d->name);
	jsonw_ks(w, "environment", d->environment);
	jsonw_ki(w, "canary_pct", d->canary_pct);
	jsonw_ks(w, "what", s->what);
	jsonw_ks(w, "command", s->command);
	jsonw_ki(w, "wait_minutes", s->wait_min);
	jsonw_kobj(w, "gate");
	jsonw_ks(w, "text", s->gate);
	show_limit(w, "runs_at_least", (double)s->runs_at_least, 0);
	show_limit(w, "error_rate_at_most", s->error_at_most, 4);
	show_limit(w, "p95_ms_at_most", s->p95_at_most_ms, 0);
	jsonw_end(w);
	jsonw_kobj(w, "rollback_when");
	jsonw_ks(w, "text", s->rollback);
	show_limit(w, "error_rate_over", s->rollback_error_over, 4);
	show_limit(w, "p95_ms_over", s->rollback_p95_over_ms, 1);
	jsonw_end(w);
	jsonw_end(w);
}

static void show_plan(struct jsonw *w, const struct plan_ask *ask,
    const struct plan_facts *facts, const struct plan *plan)
{
	jsonw_obj(w);
	jsonw_ks(w, "service", ask->service);
	jsonw_ks(w, "commit", ask->commit);
	jsonw_ks(w, "target", stage_desc(ask->target)->name);
	jsonw_ks(w, "at",
	    plan->at == STAGE_NONE ? NULL : stage_desc(plan->at)->name);
	jsonw_ki(w, "lane_pct", facts->lane_pct);
	jsonw_ks(w, "verdict", verdict_name(plan->verdict));
	jsonw_karr(w, "reasons");
	for (size_t i = 0; i < plan->n_reasons; i++)
		jsonw_str(w, plan->reasons[i]);
	jsonw_end(w);
	show_checks(w, plan);
	jsonw_karr(w, "steps");
	for (size_t i = 0; i < plan->n_steps; i++)
		show_step(w, &plan->steps[i]);
	jsonw_end(w);
	if (plan->release_id != 0)
		jsonw_kid(w, "release_id", plan->release_id);
	jsonw_kobj(w, "rollback");
	jsonw_ks(w, "command", plan->rollback_command);
	jsonw_ks(w, "to_commit", plan->rollback_to);
	jsonw_end(w);
	show_slos(w, facts);
	jsonw_kobj(w, "lanes");
	show_window(w, "stable", &facts->stable);
	show_window(w, "canary", &facts->canary);
	jsonw_end(w);
	jsonw_end(w);
}

struct str plan_show(struct arena *a, const struct plan_ask *ask,
    const struct plan_facts *facts, const struct plan *plan)
{
	struct buf b;
	struct jsonw w;
	struct str json;

	buf_init(&b, 256 * 1024);
	jsonw_init(&w, &b);
	show_plan(&w, ask, facts, plan);
	json = (struct str){arena_strndup(a, buf_str(&b), b.len), b.len};
	buf_deinit(&b);
	return json;
}
