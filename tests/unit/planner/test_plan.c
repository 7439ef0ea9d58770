/* test_plan.c - verdicts: what speaks against the next stage, and how much. */
#include "tests/unit/planner/planned.h"

#include "tests/unit/unit.h"

static void a_quiet_installation_is_a_go(void **state)
{
	struct planned *p = *state;

	PLANNED(p, STAGED);
	assert_int_equal(p->plan.verdict, VERDICT_GO);
	assert_int_equal(p->plan.n_reasons, 1);
	assert_non_null(strstr(p->plan.reasons[0], "canary 10 %"));
}

/* ---- releases ---- */

struct release_case {
	struct release newest;
	const char *check;
	enum verdict verdict;
};
static const struct release_case release_cases[] = {
    {{2, "canary", OTHER, "canary", 10, 5}, "unfinished_release", VERDICT_WAIT},
    {{2, "prod", OTHER, "planned", 0, 60}, "unfinished_release", VERDICT_WAIT},
    {{2, "prod", OTHER, "planned", 0, 1441}, "unfinished_release", VERDICT_GO},
    {{2, "prod", OTHER, "promoted", 100, 5}, "unfinished_release", VERDICT_GO},
    {{2, "prod", OTHER, "rolled_back", 0, 5}, "unfinished_release", VERDICT_GO},
    {{2, "prod", MINE, "planned", 0, 5}, "unfinished_release", VERDICT_GO},
    {{2, "canary", MINE, "rolled_back", 10, 5}, "earlier_attempt",
	VERDICT_NO_GO},
    {{2, "prod", MINE, "rolled_back", 0, 5}, "earlier_attempt", VERDICT_NO_GO},
    {{2, "canary", MINE, "failed", 0, 5}, "earlier_attempt", VERDICT_GO},
};

static void releases_before_it_decide(void **state)
{
	struct planned *p = *state;

	for (size_t i = 0; i < ARRAY_LEN(release_cases); i++) {
		const struct release_case *c = &release_cases[i];

		PLANNED(p, c->newest, STAGED);
		assert_int_equal(
		    planned_check(p, c->check)->verdict, c->verdict);
		assert_true(p->plan.verdict >= c->verdict);
	}
}

static void what_was_rolled_back_may_be_promoted_again(void **state)
{
	struct planned *p = *state;

	PLANNED(p, {3, "prod", OTHER, "promoted", 100, 5},
	    {2, "canary", MINE, "promoted", 100, 60},
	    {1, "canary", MINE, "rolled_back", 10, 90}, STAGED);
	assert_int_equal(p->plan.verdict, VERDICT_GO);
}

static void a_short_commit_is_the_prefix_of_a_long_one(void **state)
{
	struct planned *p = *state;

	PLANNED(p, {1, "staging", MINE "0000000000", "promoted", 0, 90});
	assert_int_equal(p->plan.at, STAGE_STAGING);
}

/* ---- the lane ---- */

struct lane_case {
	int pct;
	uint64_t release_id;
	const char *state; /* of MINE in canary at 10 %, release 2 */
	enum verdict verdict;
};
static const struct lane_case lane_cases[] = {
    {0, 0, "promoted", VERDICT_GO},
    {10, 0, "promoted", VERDICT_WAIT},
    {10, 9, "promoted", VERDICT_WAIT},
    {10, 2, "canary", VERDICT_GO},
    {10, 0, "canary", VERDICT_GO},
    {10, 9, "canary", VERDICT_WAIT},
    {50, 2, "canary", VERDICT_WAIT},
    {0, 0, "canary", VERDICT_WAIT},
};

static void the_lane_must_be_as_the_releases_say(void **state)
{
	struct planned *p = *state;

	for (size_t i = 0; i < ARRAY_LEN(lane_cases); i++) {
		const struct lane_case *c = &lane_cases[i];

		p->facts.lane_pct = c->pct;
		p->facts.lane_release = c->release_id;
		p->facts.lane_age_min = 60;
		PLANNED(p, {2, "canary", MINE, c->state, 10, 60}, STAGED);
		assert_int_equal(
		    planned_check(p, "canary_lane")->verdict, c->verdict);
	}
}

/* ---- objectives: 99 % of runs succeed, p95 is at most 800 ms ---- */

struct slo_case {
	const char *name;
	int window;
	struct window seen;
	enum verdict verdict;
	bool known;
};
static const struct slo_case slo_cases[] = {
    {"15 % fail in an hour: 15 times", SLO_1H, {100, 15, 100, 0}, VERDICT_NO_GO,
	true},
    {"14 % fail in an hour: 14 times", SLO_1H, {100, 14, 100, 0}, VERDICT_GO,
	true},
    {"7 % fail in six hours: 7 times", SLO_6H, {100, 7, 100, 0}, VERDICT_WAIT,
	true},
    {"5 % fail in six hours: 5 times", SLO_6H, {100, 5, 100, 0}, VERDICT_GO,
	true},
    {"2 % fail in a month: budget gone", SLO_30D, {1000, 20, 100, 0},
	VERDICT_WAIT, true},
    {"half fail, but of 19", SLO_1H, {19, 10, 100, 0}, VERDICT_GO, true},
    {"half fail of 20", SLO_1H, {20, 10, 100, 0}, VERDICT_NO_GO, true},
    {"p95 1201 ms", SLO_1H, {100, 0, 1201, 0}, VERDICT_WAIT, true},
    {"p95 1200 ms", SLO_1H, {100, 0, 1200, 0}, VERDICT_GO, true},
    {"too few in a month", SLO_30D, {19, 0, 100, 0}, VERDICT_GO, false},
    {"dear", SLO_30D, {100, 0, 100, 1.0}, VERDICT_GO, true},
};

static void objectives_decide(void **state)
{
	struct planned *p = *state;
	const struct slo quiet = p->slo;

	for (size_t i = 0; i < ARRAY_LEN(slo_cases); i++) {
		const struct slo_case *c = &slo_cases[i];
		const struct plan_check *check;

		p->slo = quiet;
		p->slo.of[c->window] = c->seen;
		PLANNED(p, STAGED);
		check = planned_check(p, "slo.inbox.search");
		if (check->verdict != c->verdict || check->known != c->known)
			fail_msg("%s: %s", c->name, check->detail);
	}
}

static void an_agent_answers_for_itself_only(void **state)
{
	struct planned *p = *state;
	const struct slo two[] = {p->slo,
	    {"inbox.triage", 1500, 0.98, 0.05, .of = {{100, 90, 9000, 0}}}};

	p->facts.slos = two;
	p->facts.n_slos = 2;
	PLANNED(p, STAGED);
	assert_int_equal(p->plan.verdict, VERDICT_GO);
}

static void what_all_agents_stand_on_answers_for_all(void **state)
{
	struct planned *p = *state;
	const struct slo two[] = {p->slo,
	    {"inbox.triage", 1500, 0.98, 0.05, .of = {{100, 90, 9000, 0}}}};

	p->ask.service = "gateway";
	p->ask.agent = "";
	p->facts.slos = two;
	p->facts.n_slos = 2;
	PLANNED(p, STAGED);
	assert_int_equal(
	    planned_check(p, "slo.inbox.triage")->verdict, VERDICT_NO_GO);
	assert_int_equal(p->plan.verdict, VERDICT_NO_GO);
}

static void a_burning_budget_only_advises_before_users_come(void **state)
{
	struct planned *p = *state;

	p->slo.of[SLO_1H].failed = 500;
	PLANNED(p, {1, "dev", MINE, "promoted", 0, 5});
	assert_int_equal(p->plan.verdict, VERDICT_GO);
	assert_non_null(
	    strstr(planned_check(p, "slo.inbox.search")->detail, "burns"));
}

static void every_check_as_bad_as_the_verdict_is_a_reason(void **state)
{
	struct planned *p = *state;

	p->slo.of[SLO_6H].failed = 500;
	p->facts.lane_pct = 10;
	PLANNED(p, STAGED);
	assert_int_equal(p->plan.verdict, VERDICT_WAIT);
	assert_int_equal(p->plan.n_reasons, 2);
}

/* ---- a canary under way: at 10 %, 40 minutes ---- */

struct canary_case {
	const char *name;
	struct window stable, canary;
	enum verdict verdict;
	bool known;
};
static const struct canary_case canary_cases[] = {
    {"good", {400, 1, 100, 0}, {40, 0, 120, 0}, VERDICT_GO, true},
    {"nobody came", {400, 1, 100, 0}, {19, 0, 120, 0}, VERDICT_WAIT, false},
    {"6 % fail", {400, 1, 100, 0}, {100, 6, 120, 0}, VERDICT_NO_GO, true},
    {"5 % fail", {400, 1, 100, 0}, {100, 5, 120, 0}, VERDICT_WAIT, true},
    {"1 % fails", {400, 1, 100, 0}, {100, 1, 120, 0}, VERDICT_GO, true},
    {"twice as slow", {400, 1, 100, 0}, {100, 0, 200, 0}, VERDICT_GO, true},
    {"slower still", {400, 1, 100, 0}, {100, 0, 201, 0}, VERDICT_NO_GO, true},
    {"no stable runs: six hours of all", {2, 0, 1, 0}, {100, 0, 241, 0},
	VERDICT_NO_GO, true},
};

static void the_canarys_runs_decide(void **state)
{
	struct planned *p = *state;

	p->facts.lane_pct = 10;
	p->facts.lane_age_min = 40;
	for (size_t i = 0; i < ARRAY_LEN(canary_cases); i++) {
		const struct canary_case *c = &canary_cases[i];
		const struct plan_check *check;

		p->facts.stable = c->stable;
		p->facts.canary = c->canary;
		PLANNED(p, {2, "canary", MINE, "canary", 10, 40}, STAGED);
		check = planned_check(p, "canary_judged");
		if (check->verdict != c->verdict || check->known != c->known)
			fail_msg("%s: %s", c->name, check->detail);
		assert_int_equal(p->plan.verdict, c->verdict);
	}
}

static void above_the_objective_though_not_twice_as_slow_holds(void **state)
{
	struct planned *p = *state;

	p->facts.lane_pct = 10;
	p->facts.lane_age_min = 40;
	p->facts.stable = (struct window){400, 0, 700, 0};
	p->facts.canary = (struct window){100, 0, 900, 0};
	PLANNED(p, {2, "canary", MINE, "canary", 10, 40}, STAGED);
	assert_int_equal(
	    planned_check(p, "canary_judged")->verdict, VERDICT_WAIT);
}

static void a_canary_is_watched_for_thirty_minutes(void **state)
{
	struct planned *p = *state;

	p->facts.lane_pct = 10;
	p->facts.canary = (struct window){100, 0, 100, 0};
	for (int64_t min = 28; min <= 31; min++) {
		p->facts.lane_age_min = min;
		PLANNED(p, {2, "canary", MINE, "canary", 10, 50}, STAGED);
		assert_int_equal(planned_check(p, "canary_watched")->verdict,
		    min < 30 ? VERDICT_WAIT : VERDICT_GO);
	}
}

static void a_service_that_is_no_agent_is_judged_by_a_person(void **state)
{
	struct planned *p = *state;

	p->ask.service = "gateway";
	p->ask.agent = "";
	p->facts.lane_pct = 10;
	p->facts.lane_age_min = 40;
	PLANNED(p, {2, "canary", MINE, "canary", 10, 40}, STAGED);
	assert_false(planned_check(p, "canary_judged")->known);
	assert_int_equal(p->plan.verdict, VERDICT_GO);
}

#define T(name)                                                                \
	cmocka_unit_test_setup_teardown(name, planned_setup, planned_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(a_quiet_installation_is_a_go),
	    T(releases_before_it_decide),
	    T(what_was_rolled_back_may_be_promoted_again),
	    T(a_short_commit_is_the_prefix_of_a_long_one),
	    T(the_lane_must_be_as_the_releases_say),
	    T(objectives_decide),
	    T(an_agent_answers_for_itself_only),
	    T(what_all_agents_stand_on_answers_for_all),
	    T(a_burning_budget_only_advises_before_users_come),
	    T(every_check_as_bad_as_the_verdict_is_a_reason),
	    T(the_canarys_runs_decide),
	    T(above_the_objective_though_not_twice_as_slow_holds),
	    T(a_canary_is_watched_for_thirty_minutes),
	    T(a_service_that_is_no_agent_is_judged_by_a_person),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
