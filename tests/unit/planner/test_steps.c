/* test_steps.c - the stages ahead: commands, waits, gates, the way back. */
#include "tests/unit/planner/planned.h"

#include "proto/json.h"
#include "tests/unit/unit.h"

struct path_case {
	const char *environment, *state;
	int pct;
	enum stage target;
	size_t n_steps;
	enum stage first; /* when there are steps */
};
static const struct path_case path_cases[] = {
    {"dev", "failed", 0, STAGE_PROD, 5, STAGE_DEV},
    {"dev", "promoted", 0, STAGE_PROD, 4, STAGE_STAGING},
    {"staging", "promoted", 0, STAGE_PROD, 3, STAGE_CANARY_10},
    {"staging", "rolled_back", 0, STAGE_PROD, 5, STAGE_DEV},
    {"canary", "canary", 10, STAGE_PROD, 2, STAGE_CANARY_50},
    {"canary", "canary", 50, STAGE_PROD, 1, STAGE_PROD},
    {"prod", "canary", 50, STAGE_PROD, 1, STAGE_PROD},
    {"prod", "promoted", 100, STAGE_PROD, 0, STAGE_NONE},
    {"dev", "promoted", 0, STAGE_DEV, 0, STAGE_NONE},
    {"dev", "promoted", 0, STAGE_STAGING, 1, STAGE_STAGING},
    {"staging", "promoted", 0, STAGE_CANARY_10, 1, STAGE_CANARY_10},
    {"canary", "canary", 10, STAGE_CANARY_10, 0, STAGE_NONE},
    {"canary", "canary", 50, STAGE_CANARY_10, 0, STAGE_NONE},
};

static void no_stage_is_left_out_and_none_is_done_twice(void **state)
{
	struct planned *p = *state;

	for (size_t i = 0; i < ARRAY_LEN(path_cases); i++) {
		const struct path_case *c = &path_cases[i];

		p->ask.target = c->target;
		PLANNED(p, {1, c->environment, MINE, c->state, c->pct, 60});
		assert_int_equal(p->plan.n_steps, c->n_steps);
		for (size_t s = 0; s < c->n_steps; s++)
			assert_int_equal(
			    p->plan.steps[s].stage, (int)c->first + (int)s);
		if (c->n_steps == 0)
			assert_int_equal(p->plan.verdict, VERDICT_NO_GO);
	}
}

static void a_commit_nobody_has_seen_begins_in_dev(void **state)
{
	struct planned *p = *state;

	plan_make(p->arena, &p->ask, &p->facts, &p->plan);
	assert_int_equal(p->plan.at, STAGE_NONE);
	assert_int_equal(p->plan.n_steps, 5);
	assert_int_equal(p->plan.steps[0].stage, STAGE_DEV);
}

static void a_former_prod_commit_can_come_back(void **state)
{
	struct planned *p = *state;

	PLANNED(p, {3, "prod", OTHER, "promoted", 100, 5},
	    {2, "prod", MINE, "promoted", 100, 900}, STAGED);
	assert_int_equal(p->plan.n_steps, 3);
	assert_string_equal(p->plan.rollback_to, OTHER);
}

static const char *const commands[] = {
    "deploy/promote_release dev --from-commit abc1234 --service search",
    "deploy/promote_release staging --from-commit abc1234 --service search",
    "deploy/promote_release canary --from-commit abc1234 --service search "
    "--canary-pct 10",
    "deploy/promote_release canary --from-commit abc1234 --service search "
    "--canary-pct 50",
    "deploy/promote_release prod --from-commit abc1234 --service search "
    "--canary-pct 100",
};

static void every_stage_has_its_command(void **state)
{
	struct planned *p = *state;

	plan_make(p->arena, &p->ask, &p->facts, &p->plan);
	for (size_t i = 0; i < STAGES; i++)
		assert_string_equal(p->plan.steps[i].command, commands[i]);
}

static void thirty_minutes_lie_between_stages_but_not_after_the_last(
    void **state)
{
	struct planned *p = *state;

	p->ask.target = STAGE_CANARY_50;
	PLANNED(p, {1, "dev", MINE, "promoted", 0, 60});
	assert_int_equal(p->plan.n_steps, 3);
	assert_int_equal(p->plan.steps[0].wait_min, 30);
	assert_int_equal(p->plan.steps[1].wait_min, 30);
	assert_int_equal(p->plan.steps[2].wait_min, 0);
}

static void users_are_gated_by_the_agents_objective(void **state)
{
	struct planned *p = *state;
	const struct plan_step *s = &p->plan.steps[0];

	PLANNED(p, STAGED);
	assert_int_equal(s->runs_at_least, 20);
	assert_true(s->error_at_most > 0.0099 && s->error_at_most < 0.0101);
	assert_true(s->p95_at_most_ms == 800);
	assert_true(s->rollback_error_over == 0.05);
	assert_true(s->rollback_p95_over_ms == 240);
}

static void without_runs_no_milliseconds_are_made_up(void **state)
{
	struct planned *p = *state;

	for (int i = 0; i < SLO_WINDOWS; i++)
		p->slo.of[i] = (struct window){.runs = 3, .p95_ms = 5};
	PLANNED(p, STAGED);
	assert_true(p->plan.steps[0].rollback_p95_over_ms == 0);
	assert_non_null(strstr(p->plan.steps[0].rollback, "too few runs"));
}

static void a_release_that_is_planned_goes_on(void **state)
{
	struct planned *p = *state;

	PLANNED(p, {7, "prod", MINE, "planned", 0, 5}, STAGED);
	assert_int_equal(p->plan.release_id, 7);
	assert_int_equal(p->plan.verdict, VERDICT_GO);
}

static void the_first_release_has_nothing_to_go_back_to(void **state)
{
	struct planned *p = *state;

	PLANNED(p, STAGED);
	assert_null(p->plan.rollback_to);
	assert_string_equal(p->plan.rollback_command,
	    "deploy/promote_release prod --rollback --service search");
}

static void the_plan_is_one_json_object(void **state)
{
	struct planned *p = *state;
	const struct json *j;
	struct err err = {0};

	p->slo.of[SLO_1H] = (struct window){.runs = 3, .p95_ms = 5};
	PLANNED(p, STAGED);
	assert_int_equal(
	    json_parse(p->arena,
		plan_show(p->arena, &p->ask, &p->facts, &p->plan), &j, &err),
	    0);
	assert_string_equal(json_str(json_get(j, "verdict"), ""), "go");
	assert_int_equal(json_len(json_get(j, "steps")), 3);
	j = json_at(json_get(j, "slo"), 0);
	assert_null(json_get(json_get(j, "1h"), "success_rate"));
	assert_non_null(json_get(json_get(j, "6h"), "success_rate"));
}

#define T(name)                                                                \
	cmocka_unit_test_setup_teardown(name, planned_setup, planned_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(no_stage_is_left_out_and_none_is_done_twice),
	    T(a_commit_nobody_has_seen_begins_in_dev),
	    T(a_former_prod_commit_can_come_back),
	    T(every_stage_has_its_command),
	    T(thirty_minutes_lie_between_stages_but_not_after_the_last),
	    T(users_are_gated_by_the_agents_objective),
	    T(without_runs_no_milliseconds_are_made_up),
	    T(a_release_that_is_planned_goes_on),
	    T(the_first_release_has_nothing_to_go_back_to),
	    T(the_plan_is_one_json_object),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
