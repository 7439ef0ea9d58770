/* test_interval.c - against values computed another way: tails summed with
 * exact fractions, intervals as roots of (k/n - p)^2 = z^2 p (1 - p) / n with
 * 40 decimals (Python's fractions and decimal). */
#include "services/oncall/slo/interval.h"

#include "tests/unit/unit.h"

#include <math.h>

static const struct {
	uint64_t bad, n;
	double p, tail;
} tails[] = {
    {1, 5, 0.144, 0.540411848884},
    {5, 5, 0.144, 6.1917364224e-05},
    {3, 10, 0.3, 0.6172172136},
    {9, 10, 0.288, 0.000100979534308},
    {2, 2, 0.0144, 0.00020736},
    {20, 1000, 0.01, 0.00328835978773},
    {150, 1000, 0.144, 0.307338267292},
    {30, 2000, 0.0144, 0.43594992714},
    {1, 1000, 0.001, 0.632304575229},
    {5000, 10000, 0.48, 3.28006384614e-05},
    {0, 10, 0.5, 1},
    {3, 2, 0.5, 0},
    {1, 2, 0, 0},
    {1, 2, 1, 1},
};

static const struct {
	uint64_t bad, n;
	double low, high;
} intervals[] = {
    {0, 0, 0, 1},
    {0, 1, 0, 0.793450685623},
    {1, 1, 0.206549314377, 1},
    {1, 5, 0.0362241086324, 0.624465370237},
    {0, 100, 0, 0.036993498207},
    {3, 100, 0.010254524024, 0.0845193642905},
    {50, 100, 0.403831530366, 0.596168469634},
    {20, 1000, 0.0129836829164, 0.0306900052297},
    {999, 1000, 0.994357441402, 0.999823453629},
};

static void is_near(double got, double want)
{
	if (fabs(got - want) > 1e-9 * fmax(fabs(want), 1e-6))
		fail_msg("%.12g is not %.12g", got, want);
}

static void tails_are_exact(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(tails); i++)
		is_near(binomial_tail(tails[i].bad, tails[i].n, tails[i].p),
		    tails[i].tail);
}

static void intervals_are_wilsons(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(intervals); i++) {
		struct share_interval got =
		    share_interval(intervals[i].bad, intervals[i].n);

		is_near(got.low, intervals[i].low);
		is_near(got.high, intervals[i].high);
	}
}

static void a_tail_falls_as_more_are_asked_for(void **state)
{
	(void)state;
	for (uint64_t n = 1; n < 1000000; n = n * 7 + 3)
		for (uint64_t k = 1, step = n / 50 + 1; k + step <= n;
		     k += step) {
			double some = binomial_tail(k, n, 0.288);
			double more = binomial_tail(k + step, n, 0.288);

			assert_true(some >= 0 && some <= 1);
			assert_true(more <= some + 1e-12);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(tails_are_exact),
	    cmocka_unit_test(intervals_are_wilsons),
	    cmocka_unit_test(a_tail_falls_as_more_are_asked_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
