/* test_growth.c - how fast something grows, and how sure that is. */
#include "services/cli/maintain/growth.h"

#include "tests/unit/unit.h"

#include <math.h>

static void assert_near(double got, double want)
{
	assert_true(fabs(got - want) < 1e-9);
}

static void steady_growth_is_sure(void **state)
{
	struct growth_sample s[10];
	struct growth g;

	(void)state;
	for (int i = 0; i < 10; i++)
		s[i] = (struct growth_sample){i, 100 + 5 * i};
	g = growth_of(s, 10, 30);
	assert_true(g.known);
	assert_int_equal(g.steps, 9);
	assert_near(g.per_day, 5);
	assert_near(g.low, 5);
	assert_near(g.high, 5);
}

/* Steps 1, 2, 3: mean 2, variance 1, t(0.975, 2) 4.303. */
static void the_interval_is_students(void **state)
{
	const struct growth_sample s[] = {{0, 0}, {1, 1}, {2, 3}, {3, 6}};
	const double v[] = {1, 2, 3};
	struct growth g = growth_of(s, 4, 30), m = growth_mean(v, 3);

	(void)state;
	assert_near(g.per_day, 2);
	assert_near(g.high - 2, 4.303 / sqrt(3));
	assert_near(2 - g.low, 4.303 / sqrt(3));
	assert_near(m.high, g.high);
}

static void a_step_counts_by_its_length(void **state)
{
	const struct growth_sample s[] = {{0, 0}, {1, 2}, {4, 8}, {5, 10}};
	struct growth g = growth_of(s, 4, 30);

	(void)state;
	assert_near(g.per_day, 2);
	assert_near(g.low, 2);
}

static void only_the_window_counts(void **state)
{
	struct growth_sample s[20];
	struct growth g;

	(void)state;
	for (int i = 0; i < 20; i++)
		s[i] = (struct growth_sample){i, i < 12 ? 1000 * i : 12000};
	g = growth_of(s, 20, 7);
	assert_int_equal(g.steps, 7);
	assert_near(g.per_day, 0);
}

static void too_few_samples_say_nothing(void **state)
{
	const struct growth_sample s[] = {{0, 0}, {1, 1}, {2, 3}};
	const double v[] = {1, 2};

	(void)state;
	assert_false(growth_of(s, 0, 30).known);
	assert_false(growth_of(s, 1, 30).known);
	assert_false(growth_of(s, 3, 30).known);
	assert_int_equal(growth_of(s, 3, 30).steps, 2);
	assert_false(growth_mean(v, 2).known);
	assert_false(growth_mean(v, 0).known);
}

static void the_end_has_an_interval(void **state)
{
	const struct growth g = {
	    .known = true, .per_day = 2, .low = 1, .high = 4};
	const struct growth unsure = {
	    .known = true, .per_day = 2, .low = -1, .high = 5};
	struct growth_end end = growth_end(&g, 100);

	(void)state;
	assert_near(end.soonest, 25);
	assert_near(end.mean, 50);
	assert_near(end.latest, 100);
	assert_true(isinf(growth_end(&unsure, 100).latest));
	assert_near(growth_end(&unsure, 100).soonest, 20);
	assert_near(growth_end(&g, -1).latest, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(steady_growth_is_sure),
	    cmocka_unit_test(the_interval_is_students),
	    cmocka_unit_test(a_step_counts_by_its_length),
	    cmocka_unit_test(only_the_window_counts),
	    cmocka_unit_test(too_few_samples_say_nothing),
	    cmocka_unit_test(the_end_has_an_interval),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
