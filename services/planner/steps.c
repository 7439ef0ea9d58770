/* steps.c - understand what shall be released, look, plan, record, tell.
 *
 * A dry run proposes. A live one that may act records the release as planned;
 * nothing is deployed here. */
#include "services/planner/planner.h"

#include <inttypes.h>
#include <stdio.h>

struct planner_run {
	struct bus_request bus; /* first */
	struct plan_ask ask;
	struct plan_rows rows;
	struct plan_facts facts;
	struct plan plan;
	struct pg_result *saved;
	bool saving;
	struct agent_result result;
};

static task_step understand, permit, look, make, record, answer;
task_step *const planner_run_steps[] = {
    understand, permit, look, make, record, answer, NULL};
const size_t planner_run_bytes = sizeof(struct planner_run);

static struct planner_run *run_of(struct task *t)
{
	return CONTAINER_OF(t, struct planner_run, bus.task);
}

static enum step_result understand(struct task *t)
{
	struct planner_run *r = run_of(t);
	const struct agent_run *m = r->bus.msg;

	if (plan_ask_read(t->arena, m->objective, m->params, &r->ask, &t->err) <
	    0)
		return STEP_FAIL;
	service_run_log(t, &r->result, "asked: %s at %s to %s", r->ask.service,
	    r->ask.commit, stage_desc(r->ask.target)->name);
	return STEP_NEXT;
}

/* Everybody may look at a plan; releases are written for operators only. */
static enum step_result permit(struct task *t)
{
	struct planner_run *r = run_of(t);
	const struct agent_run *m = r->bus.msg;

	if (m->dry_run)
		return STEP_NEXT;
	if (!m->allow_actions)
		return task_fail_field(
		    t, "allow_actions", "must be true when dry_run is false");
	if (r->bus.env.role != ROLE_OPERATOR && r->bus.env.role != ROLE_ADMIN)
		return task_fail(t, ERR_FORBIDDEN,
		    "recording a release needs the role operator or admin");
	return STEP_NEXT;
}

static enum step_result look(struct task *t)
{
	struct planner_run *r = run_of(t);
	const struct planner *p = r->bus.daemon;

	plan_load(t, p->service->pg, r->ask.service, r->ask.agent, &r->rows);
	r->result.ops_count += PLAN_LOAD_OPS;
	return STEP_WAIT;
}

static void tell(struct task *t, struct planner_run *r)
{
	const struct plan *plan = &r->plan;

	for (size_t i = 0; i < plan->n_checks; i++)
		service_run_log(t, &r->result, "%s: %s, %s",
		    plan->checks[i].name, verdict_name(plan->checks[i].verdict),
		    plan->checks[i].detail);
	for (size_t i = 0; i < plan->n_steps; i++)
		service_run_log(t, &r->result, "step %zu: %s, then %d min",
		    i + 1, plan->steps[i].what, plan->steps[i].wait_min);
	for (size_t i = 0; i < plan->n_reasons; i++)
		service_run_log(t, &r->result, "verdict %s: %s",
		    verdict_name(plan->verdict), plan->reasons[i]);
}

static enum step_result make(struct task *t)
{
	struct planner_run *r = run_of(t);
	struct planner *p = r->bus.daemon;

	plan_read(t, &r->rows, &r->facts);
	plan_make(t->arena, &r->ask, &r->facts, &r->plan);
	r->result.artifacts = plan_show(t->arena, &r->ask, &r->facts, &r->plan);
	metrics_counter_inc(METRICS_WITH(
	    p->metrics.plans, r->ask.service, verdict_name(r->plan.verdict)));
	tell(t, r);
	return STEP_NEXT;
}

static enum step_result record(struct task *t)
{
	struct planner_run *r = run_of(t);
	const struct planner *p = r->bus.daemon;
	const struct agent_run *m = r->bus.msg;
	char actor[32];

	if (m->dry_run)
		return STEP_NEXT;
	if (r->plan.verdict != VERDICT_GO) {
		service_run_log(t, &r->result,
		    "nothing was recorded: the verdict is %s",
		    verdict_name(r->plan.verdict));
		return STEP_NEXT;
	}
	if (r->plan.release_id != 0) {
		service_run_log(t, &r->result,
		    "release %" PRIu64 " of this commit goes on",
		    r->plan.release_id);
		return STEP_NEXT;
	}
	snprintf(actor, sizeof actor, "user:%" PRIu64, r->bus.env.user_id);
	r->saving = true;
	r->result.ops_count += 2;
	plan_save(t, p->service->pg, &r->ask, r->result.artifacts, actor,
	    r->bus.env.request_id, &r->saved);
	return STEP_WAIT;
}

static void say_recorded(struct task *t, struct planner_run *r)
{
	struct planner *p = r->bus.daemon;

	if (pg_rows(r->saved) == 0) {
		err_set(&t->err, ERR_CONFLICT,
		    "another release of %s was begun meanwhile",
		    r->ask.service);
		return;
	}
	r->plan.release_id = (uint64_t)pg_i64(r->saved, 0, "id");
	metrics_counter_inc(METRICS_WITH(p->metrics.recorded, r->ask.service));
	service_run_log(t, &r->result,
	    "release %" PRIu64 " is recorded as planned", r->plan.release_id);
}

/* The artifacts once more, now with the release. */
static enum step_result answer(struct task *t)
{
	struct planner_run *r = run_of(t);

	if (t->err.code == ERR_OK && r->saving)
		say_recorded(t, r);
	if (t->err.code == ERR_OK)
		r->result.artifacts =
		    plan_show(t->arena, &r->ask, &r->facts, &r->plan);
	service_answer_run(&r->bus, &r->result);
	return STEP_NEXT;
}
