/* test_limit_share.c - the parts add up to the whole, or to less. */
#include "services/gateway/limits/share.h"
#include "tests/unit/unit.h"

static const struct {
	int64_t per_minute, burst, gateways;
} cases[] = {{6000, 1000, 1}, {6000, 1000, 3}, {60, 20, 2}, {600, 2, 1},
    {1, 2, 100}, {7001, 999, 7}, {100000000, 10000000, 1},
    {100000000, 1000000000, 100}, {100000, 1000, 1}, {1, 1000000000, 1}};

static struct limit_share share_of(size_t i, struct limit_policy *p)
{
	*p = (struct limit_policy){
	    "x", cases[i].per_minute, cases[i].burst, false};
	return limit_share_of(p, cases[i].gateways);
}

/* 1/shared + gateways/local <= 1/whole, in whole numbers. */
static void the_rates_of_the_parts_are_no_more_than_the_whole(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct limit_policy p;
		struct limit_share s = share_of(i, &p);
		__int128 w = s.whole.interval, h = s.shared.interval,
			 l = s.local.interval;

		if (l == 0)
			assert_true(h >= w);
		else
			assert_true(w * (l + cases[i].gateways * h) <= h * l);
	}
}

static void the_bursts_of_the_parts_are_no_more_than_the_whole(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct limit_policy p;
		struct limit_share s = share_of(i, &p);
		int64_t local = s.local.interval == 0
				    ? 0
				    : s.local.tolerance / s.local.interval;
		int64_t shared = (s.shared.tolerance + s.lapse + LIMIT_STALE) /
				 s.shared.interval;

		assert_true(shared + cases[i].gateways * local <=
			    s.whole.tolerance / s.whole.interval);
	}
}

static void every_policy_can_grant_a_cell(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct limit_policy p;
		struct limit_share s = share_of(i, &p);

		assert_true(s.shared.tolerance >= s.shared.interval);
		assert_true(s.lapse > 0 && s.lease_max >= 1);
	}
}

static void all_numbers_are_exact_as_doubles(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct limit_policy p;
		struct limit_share s = share_of(i, &p);

		/* Twenty years of time, a full bucket and a lease. */
		assert_true(20 * LIMIT_DEPTH_MAX + 2 * s.shared.tolerance +
				s.lease_max * s.shared.interval <
			    (int64_t)1 << 53);
	}
}

static void a_usual_policy_loses_a_quarter_of_its_burst_at_most(void **state)
{
	struct limit_policy p;
	struct limit_share s = share_of(0, &p);

	(void)state;
	assert_true(s.shared.tolerance / s.shared.interval +
			s.local.tolerance / s.local.interval >=
		    p.burst * 3 / 4);
	assert_in_range(limit_share_per_minute(&s), 5999, 6000);
}

static void ticks_are_never_faster_than_true_time(void **state)
{
	int64_t hour_us = 3600000000LL;
	int64_t fast_us = hour_us + hour_us / 10000 * 9; /* 900 ppm */

	(void)state;
	assert_true(limit_ticks(fast_us) <= hour_us * 10);
	assert_true(limit_ticks(hour_us) >= hour_us / 1000 * 9990);
}

static void a_burst_conforms_and_then_the_rate(void **state)
{
	const struct limit_part p = {.interval = 100, .tolerance = 300};
	int64_t tat = 0, now = 1000;

	(void)state;
	assert_int_equal(limit_room(&p, tat, now), 3);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(limit_wait(&p, tat, now), 0);
		tat = MAX(tat, now) + p.interval;
	}
	assert_int_equal(limit_room(&p, tat, now), 0);
	assert_int_equal(limit_wait(&p, tat, now), 100);
	assert_int_equal(limit_wait(&p, tat, now + 99), 1);
	assert_int_equal(limit_wait(&p, tat, now + 100), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_rates_of_the_parts_are_no_more_than_the_whole),
	    cmocka_unit_test(
		the_bursts_of_the_parts_are_no_more_than_the_whole),
	    cmocka_unit_test(every_policy_can_grant_a_cell),
	    cmocka_unit_test(all_numbers_are_exact_as_doubles),
	    cmocka_unit_test(
		a_usual_policy_loses_a_quarter_of_its_burst_at_most),
	    cmocka_unit_test(ticks_are_never_faster_than_true_time),
	    cmocka_unit_test(a_burst_conforms_and_then_the_rate),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
