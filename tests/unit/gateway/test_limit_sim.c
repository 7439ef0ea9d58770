/* test_limit_sim.c - a million arrivals at three gateways, every fault among
 * them: an exact observer never sees too much. LIMIT_ARRIVALS: how many. */
#include "tests/unit/gateway/limit_sim.h"
#include "tests/unit/unit.h"

static uint64_t arrivals(void)
{
	const char *text = getenv("LIMIT_ARRIVALS");

	return text != NULL ? strtoull(text, NULL, 10) : 1000000;
}

static struct sim_result run(struct sim_config c)
{
	struct sim_result r = limit_sim_run(&c);

	print_message("%llu arrivals in %lld s, admitted %llu, alone %llu; "
		      "missing of a user in 10 s: mean %.1f, most %lld\n",
	    (unsigned long long)r.arrivals,
	    (long long)(r.ticks / LIMIT_TICKS_MS / 1000),
	    (unsigned long long)r.admitted, (unsigned long long)r.ideal,
	    r.missing_mean, (long long)r.missing_max);
	return r;
}

static void nothing_is_too_much_whatever_breaks(void **state)
{
	struct sim_result r;

	(void)state;
	r = run((struct sim_config){.seed = 1,
	    .arrivals = arrivals(),
	    .faults = true,
	    .pause_us = 3000000});
	assert_true(r.arrivals >= arrivals());
	assert_true(r.admitted > r.arrivals / 10);
	assert_true(r.restarts > 0 && r.losses > 0 && r.flushes > 0);
	assert_true(r.kills > 0 && r.freezes > 0 && r.hangs > 0);
	assert_true(r.drifts > 0);
	assert_int_equal(r.too_much, 0);
}

static void nothing_is_too_much_at_the_limit(void **state)
{
	struct sim_result r;

	(void)state;
	r = run((struct sim_config){.seed = 2,
	    .arrivals = arrivals(),
	    .faults = true,
	    .pause_us = 100000});
	assert_int_equal(r.too_much, 0);
}

/* The observer sees what is too much: gateways that each take the whole. */
static void three_whole_limits_are_seen_to_be_too_much(void **state)
{
	struct sim_result r;

	(void)state;
	r = run((struct sim_config){.seed = 3,
	    .arrivals = 200000,
	    .split_brain = true,
	    .pause_us = 100000});
	assert_true(r.too_much > 0);
}

/* docs/limits.md: 7/8 and the gateway's own part, a thousandth slow. */
static void a_busy_gateway_admits_what_is_promised(void **state)
{
	const struct limiter_config c = limit_sim_policies();
	const struct limit_share s =
	    limit_share_of(&c.policies[LIMIT_user], c.gateways);
	struct sim_result r;
	int64_t promised, whole;

	(void)state;
	r = run((struct sim_config){.seed = 4,
	    .arrivals = 500000,
	    .one_gateway = true,
	    .saturate = true});
	whole = r.ticks / s.whole.interval;
	promised =
	    whole / 1000 * 998 * 7 / 8 + whole / 8 / c.gateways / 1000 * 998;
	/* It begins with every bucket empty. */
	assert_true((int64_t)r.admitted >=
		    promised - s.whole.tolerance / s.whole.interval);
	assert_true((int64_t)r.admitted <=
		    whole + s.whole.tolerance / s.whole.interval);
	assert_int_equal(r.too_much, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(nothing_is_too_much_whatever_breaks),
	    cmocka_unit_test(nothing_is_too_much_at_the_limit),
	    cmocka_unit_test(three_whole_limits_are_seen_to_be_too_much),
	    cmocka_unit_test(a_busy_gateway_admits_what_is_promised),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
