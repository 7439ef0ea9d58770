/* test_judge.c - kept, broken or unknown; budgets; which rules fire. */
#include "services/oncall/slo/judge.h"

#include "common/base/str.h"
#include "common/metrics/metrics.h"
#include "tests/unit/unit.h"

#include <math.h>

#define NOW ((int64_t)29000000)
#define DAY_MIN (24 * 60)

static int setup(void **state)
{
	*state = slo_history_new();
	return 0;
}

static int teardown(void **state)
{
	struct slo_history *h = *state;

	slo_history_free(&h);
	return 0;
}

static size_t agent(const char *name)
{
	return (size_t)(objective_of(name) - objectives);
}

static void add(struct slo_history *h, const char *name, int64_t minute,
    struct slo_counts c)
{
	assert_true(slo_history_add(h, agent(name), minute, &c));
}

static struct slo_status judge(
    struct slo_history *h, const char *name, enum objective_kind kind)
{
	struct slo_status s;

	assert_true(slo_judge(h, agent(name), kind, NOW, &s));
	return s;
}

static struct slo_status search(struct slo_history *h)
{
	return judge(h, "inbox.search", OBJECTIVE_SUCCESS);
}

static bool fires(const struct slo_status *s, const char *rule)
{
	for (size_t i = 0; i < s->n_burns; i++)
		if (streq(s->burns[i].rule->name, rule))
			return s->burns[i].firing;
	fail_msg("no rule %s", rule);
	return false;
}

static void nothing_happened_is_unknown(void **state)
{
	for (size_t i = 0; i < OBJECTIVES_N; i++)
		for (int k = 0; k < OBJECTIVE_KINDS; k++) {
			struct slo_status s;

			if (!slo_judge(
				*state, i, (enum objective_kind)k, NOW, &s))
				continue;
			assert_int_equal(s.kept, SLO_UNKNOWN);
			assert_false(s.known);
			for (size_t r = 0; r < s.n_burns; r++)
				assert_false(s.burns[r].firing);
		}
}

static void too_few_say_nothing_whichever_way(void **state)
{
	add(*state, "inbox.search", NOW, (struct slo_counts){.good = 99});
	assert_int_equal(search(*state).kept, SLO_UNKNOWN);
	add(*state, "inbox.search", NOW, (struct slo_counts){.good = 1});
	assert_int_equal(search(*state).kept, SLO_KEPT);
}

static void a_single_failure_of_five_neither_breaks_nor_pages(void **state)
{
	struct slo_status s;

	add(*state, "inbox.search", NOW,
	    (struct slo_counts){.good = 4, .bad = 1});
	s = search(*state);
	assert_int_equal(s.kept, SLO_UNKNOWN);
	for (size_t i = 0; i < s.n_burns; i++)
		assert_false(s.burns[i].firing);
	add(*state, "inbox.search", NOW, (struct slo_counts){.bad = 4});
	assert_int_equal(search(*state).kept, SLO_BROKEN); /* 5 of 9 */
}

static void shares_are_exact_once_there_are_enough(void **state)
{
	struct slo_status s;

	add(*state, "inbox.search", NOW,
	    (struct slo_counts){.good = 990, .bad = 10, .excluded = 500});
	s = search(*state);
	assert_int_equal(s.kept, SLO_KEPT);
	assert_true(fabs(s.actual - 0.99) < 1e-12);
	assert_true(fabs(s.budget_left) < 1e-9);
	add(*state, "inbox.search", NOW, (struct slo_counts){.bad = 1});
	s = search(*state);
	assert_int_equal(s.kept, SLO_BROKEN);
	assert_true(s.budget_left < 0);
	assert_true(s.exhausted_in_s >= 0 && s.exhausted_in_s <= 0);
}

static void an_outage_fires_fast_and_clears_with_its_short_window(void **state)
{
	struct slo_status s;

	for (int64_t m = NOW - 59; m <= NOW; m++)
		add(*state, "inbox.search", m, (struct slo_counts){.good = 10});
	s = search(*state);
	assert_false(fires(&s, "fast"));
	for (int64_t m = NOW - 20; m <= NOW - 5; m++)
		add(*state, "inbox.search", m, (struct slo_counts){.bad = 15});
	s = search(*state);
	assert_true(s.burns[0].rate_long > 14.4);
	assert_false(fires(&s, "fast")); /* over: not in the last 5 min */
	add(*state, "inbox.search", NOW, (struct slo_counts){.bad = 40});
	s = search(*state);
	assert_true(fires(&s, "fast"));
}

static void all_failing_fires_every_fast_rule_there_is(void **state)
{
	for (size_t i = 0; i < OBJECTIVES_N; i++)
		for (int k = 0; k < OBJECTIVE_PRECISION; k++) {
			struct slo_counts c = {.bad = 30, .stale = 30};
			struct slo_status s;

			c.buckets[SLO_BOUNDS_N] = 30;
			slo_history_clear(*state);
			assert_true(slo_history_add(*state, i, NOW, &c));
			if (!slo_judge(
				*state, i, (enum objective_kind)k, NOW, &s))
				continue;
			for (size_t r = 0; r < s.n_burns; r++)
				assert_true(s.burns[r].firing);
		}
}

static void a_trickle_of_failures_is_told_by_the_slow_rule(void **state)
{
	struct slo_status s;

	/* One request an hour, each fails: no hour has enough of them. */
	for (int64_t m = NOW - 300; m <= NOW; m += 60)
		add(*state, "inbox.search", m, (struct slo_counts){.bad = 1});
	s = search(*state);
	assert_false(fires(&s, "fast"));
	assert_true(fires(&s, "slow"));
}

static void a_leak_of_days_is_told(void **state)
{
	struct slo_status s;

	for (int64_t m = NOW - 3 * DAY_MIN; m <= NOW; m++)
		add(*state, "inbox.search", m,
		    (struct slo_counts){.good = 98, .bad = 2});
	s = search(*state);
	assert_false(fires(&s, "fast"));
	assert_false(fires(&s, "slow"));
	assert_true(fires(&s, "leak"));
}

static void the_last_hour_says_when_the_budget_is_gone(void **state)
{
	struct slo_status s;

	for (int64_t m = NOW - 10 * DAY_MIN; m <= NOW; m++)
		add(*state, "inbox.search", m,
		    (struct slo_counts){.good = 100});
	for (int64_t m = NOW - 59; m <= NOW; m++)
		add(*state, "inbox.search", m, (struct slo_counts){.bad = 2});
	s = search(*state);
	/* left * 30 d / rate, of figures that the status shows. */
	assert_true(fabs(s.exhausted_in_s - s.budget_left * 30 * 86400 /
						s.burns[0].rate_long) < 1e-3);
	assert_true(s.budget_left > 0 && s.budget_left < 1);
}

static void latency_counts_requests_beyond_the_target(void **state)
{
	struct slo_counts c = {0};
	struct slo_status s;

	c.buckets[9] = 950; /* up to 0.5 s */
	c.buckets[10] = 40; /* up to 0.8 s, search's p95 */
	c.buckets[11] = 10; /* up to 1 s */
	add(*state, "inbox.search", NOW, c);
	s = judge(*state, "inbox.search", OBJECTIVE_P95);
	assert_int_equal(s.events.n, 1000);
	assert_int_equal(s.events.bad, 10);
	assert_int_equal(s.kept, SLO_KEPT);
	assert_true(s.quantile <= 0.5 && s.quantile > 0.25);
	assert_true(s.quantile_high >= 0.5 && s.quantile_low <= 0.25);
	s = judge(*state, "inbox.search", OBJECTIVE_P99);
	assert_int_equal(s.events.bad, 0);
}

static void slower_than_the_last_bound_has_no_upper_end(void **state)
{
	struct slo_counts c = {0};
	struct slo_status s;

	c.buckets[SLO_BOUNDS_N] = 100;
	add(*state, "inbox.search", NOW, c);
	s = judge(*state, "inbox.search", OBJECTIVE_P95);
	assert_int_equal(s.kept, SLO_BROKEN);
	assert_true(s.quantile >= 30 && isinf(s.quantile_high));
}

static void every_latency_target_is_a_bound(void **state)
{
	(void)state;
	for (size_t i = 0; i < OBJECTIVES_N; i++) {
		const double targets[] = {
		    objectives[i].p95_ms, objectives[i].p99_ms};

		for (size_t k = 0; k < ARRAY_LEN(targets); k++) {
			bool found = targets[k] <= 0;

			for (size_t b = 0; b < SLO_BOUNDS_N; b++)
				found |= fabs(slo_bounds[b] * 1000 -
					      targets[k]) < 1e-9;
			if (!found)
				fail_msg("%g ms is no bound", targets[k]);
		}
	}
}

static void the_bounds_are_those_of_the_metric(void **state)
{
	static const struct metric_def def = {METRIC_HISTOGRAM, "took",
	    "took_seconds", "", "answer_seconds", "x"};
	struct metrics *m = metrics_new("t", "1", "c");
	struct metric_family *f;
	struct metrics_hist h;

	(void)state;
	metrics_register(m, &def, 1, &f);
	metrics_hist_read_all(f, &h);
	assert_int_equal(h.bounds_n, SLO_BOUNDS_N);
	for (size_t i = 0; i < SLO_BOUNDS_N; i++)
		assert_true(fabs(h.bounds[i] - slo_bounds[i]) < 1e-12);
	metrics_free(&m);
}

static void precision_is_never_proven_by_silence(void **state)
{
	struct slo_status s;

	add(*state, "inbox.triage", NOW,
	    (struct slo_counts){.verdicts = 100000, .corrected = 10});
	s = judge(*state, "inbox.triage", OBJECTIVE_PRECISION);
	assert_int_equal(s.kept, SLO_UNKNOWN);
	assert_false(s.known);
	assert_true(s.interval.low <= 0 && s.interval.high > 0.99);
	add(*state, "inbox.triage", NOW,
	    (struct slo_counts){.corrected = 6000, .undone = 10});
	s = judge(*state, "inbox.triage", OBJECTIVE_PRECISION);
	assert_int_equal(s.kept, SLO_BROKEN);
}

static void cost_is_the_mean_of_a_request(void **state)
{
	struct slo_status s;

	add(*state, "inbox.search", NOW,
	    (struct slo_counts){.good = 10, .cost_usd = 0.1});
	s = judge(*state, "inbox.search", OBJECTIVE_COST);
	assert_int_equal(s.kept, SLO_KEPT);
	assert_true(fabs(s.actual - 0.01) < 1e-12);
	add(*state, "inbox.search", NOW, (struct slo_counts){.cost_usd = 1});
	s = judge(*state, "inbox.search", OBJECTIVE_COST);
	assert_int_equal(s.kept, SLO_BROKEN);
}

int main(void)
{
#define TEST(fn) cmocka_unit_test_setup_teardown(fn, setup, teardown)
	const struct CMUnitTest tests[] = {
	    TEST(nothing_happened_is_unknown),
	    TEST(too_few_say_nothing_whichever_way),
	    TEST(a_single_failure_of_five_neither_breaks_nor_pages),
	    TEST(shares_are_exact_once_there_are_enough),
	    TEST(an_outage_fires_fast_and_clears_with_its_short_window),
	    TEST(all_failing_fires_every_fast_rule_there_is),
	    TEST(a_trickle_of_failures_is_told_by_the_slow_rule),
	    TEST(a_leak_of_days_is_told),
	    TEST(the_last_hour_says_when_the_budget_is_gone),
	    TEST(latency_counts_requests_beyond_the_target),
	    TEST(slower_than_the_last_bound_has_no_upper_end),
	    TEST(every_latency_target_is_a_bound),
	    TEST(the_bounds_are_those_of_the_metric),
	    TEST(precision_is_never_proven_by_silence),
	    TEST(cost_is_the_mean_of_a_request),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
