/* test_objectives.c - the table is the handbook's, and every rule can fire. */
#include "common/service/objectives.h"

#include "common/base/base.h"
#include "common/base/str.h"
#include "services/assistant/options.def.h"
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>

static void is_near(double got, double want)
{
	assert_true(got > want - 1e-9 && got < want + 1e-9);
}

static void six_agents_and_the_gateway_have_objectives(void **state)
{
	const struct objective *o = objective_of("inbox.search");

	(void)state;
	assert_non_null(o);
	is_near(o->p95_ms, 800);
	is_near(objective_target(o, OBJECTIVE_SUCCESS), 0.99);
	is_near(objective_target(o, OBJECTIVE_P99), 0.99);
	is_near(objective_target(o, OBJECTIVE_FRESHNESS), 0);
	is_near(objective_target(objective_of("gateway"), OBJECTIVE_SUCCESS),
	    0.999);
	is_near(objective_target(objective_of("gateway"), OBJECTIVE_P95), 0);
	assert_null(objective_of("inbox"));
}

static void every_rule_of_every_objective_can_fire(void **state)
{
	(void)state;
	for (size_t i = 0; i < OBJECTIVES_N; i++)
		for (int k = 0; k < OBJECTIVE_COST; k++)
			for (size_t r = 0; r < BURN_RULES_N; r++) {
				double factor = 0,
				       target = objective_target(&objectives[i],
					   (enum objective_kind)k);
				struct err err = {0};

				if (target <= 0)
					continue;
				if (burn_threshold(&burn_rules[r], target,
					&factor, &err) < 0)
					fail_msg("%s %s: %s",
					    objectives[i].agent,
					    objective_name(
						(enum objective_kind)k),
					    err.text);
				assert_true(factor >= 1);
				assert_true(factor * (1 - target) <=
					    burn_rules[r].most_bad + 1e-12);
			}
}

static void a_large_budget_lowers_the_factor(void **state)
{
	double factor = 0;

	(void)state;
	assert_int_equal(
	    burn_threshold(&burn_rules[0], 0.99, &factor, NULL), 0);
	is_near(factor, 14.4);
	assert_int_equal(
	    burn_threshold(&burn_rules[0], 0.95, &factor, NULL), 0);
	is_near(factor, 6); /* 30 % bad; 14.4 would be 72 % */
	assert_int_equal(
	    burn_threshold(&burn_rules[1], 0.95, &factor, NULL), 0);
	is_near(factor, 3);
}

static void a_rule_that_cannot_fire_is_refused_with_the_number(void **state)
{
	const struct burn_rule blunt = {
	    "fast", "A", "critical", 3600, 300, 14.4, 2};
	struct err err = {0};
	double factor = -1;

	(void)state;
	assert_int_equal(burn_threshold(&blunt, 0.9, &factor, &err), -1);
	assert_int_equal(err.code, ERR_INVALID);
	assert_non_null(strstr(err.text, "144 % bad"));
	is_near(factor, -1);
}

static void a_rule_that_fires_on_a_kept_promise_is_refused(void **state)
{
	struct err err = {0};
	double factor = -1;

	(void)state;
	assert_int_equal(
	    burn_threshold(&burn_rules[0], 0.5, &factor, &err), -1);
	assert_non_null(strstr(err.text, "while the promise is kept"));
	assert_int_equal(burn_threshold(&burn_rules[0], 1, &factor, &err), -1);
	assert_string_equal(err.field, "target");
}

/* What may be spent on an answer by default. */
static double answer_usd(void)
{
#define X_DEFAULT(type, member, name, value, ...) {name, value},
	static const struct {
		const char *name, *value;
	} defaults[] = {ASSISTANT_OPTIONS(X_DEFAULT)};
#undef X_DEFAULT

	for (size_t i = 0; i < ARRAY_LEN(defaults); i++)
		if (streq(defaults[i].name, "LLM_BUDGET_CENTS"))
			return strtod(defaults[i].value, NULL) / 100;
	fail_msg("no LLM_BUDGET_CENTS");
	return 0;
}

/* A promise that the budgets keep by themselves would tell nobody anything. */
static void who_spends_has_a_cost_that_can_be_missed(void **state)
{
	const struct objective *o = objective_of("assistant");

	(void)state;
	assert_non_null(o);
	assert_true(o->cost_usd > 0);
	assert_true(5 * o->cost_usd <= answer_usd() + 1e-9);
	for (int k = 0; k < OBJECTIVE_COST; k++)
		is_near(objective_target(o, (enum objective_kind)k), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(six_agents_and_the_gateway_have_objectives),
	    cmocka_unit_test(every_rule_of_every_objective_can_fire),
	    cmocka_unit_test(who_spends_has_a_cost_that_can_be_missed),
	    cmocka_unit_test(a_large_budget_lowers_the_factor),
	    cmocka_unit_test(
		a_rule_that_cannot_fire_is_refused_with_the_number),
	    cmocka_unit_test(a_rule_that_fires_on_a_kept_promise_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
