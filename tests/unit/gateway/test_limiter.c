/* test_limiter.c - leases are spent once; alone, the rate holds exactly. */
#include "services/gateway/limiter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

static const struct limit_policy policy = {.per_minute = 600, .burst = 100};

static void without_a_lease_nothing_is_taken(void **state)
{
	struct limiter *l = limiter_new(&policy);

	(void)state;
	assert_false(limiter_take(l, 7, 1000));
	limiter_free(&l);
}

static void a_lease_is_spent_once(void **state)
{
	struct limiter *l = limiter_new(&policy);

	(void)state;
	limiter_grant(l, 7, 2, 1000);
	assert_true(limiter_take(l, 7, 1000));
	assert_false(limiter_take(l, 8, 1000));
	assert_true(limiter_take(l, 7, 1001));
	assert_false(limiter_take(l, 7, 1002));
	limiter_free(&l);
}

static void an_unspent_lease_lapses(void **state)
{
	struct limiter *l = limiter_new(&policy);

	(void)state;
	limiter_grant(l, 7, 5, 1000);
	assert_false(limiter_take(l, 7, 1000 + 10000));
	limiter_free(&l);
}

static void what_is_leased_is_taken_off_the_burst(void **state)
{
	struct limiter *l = limiter_new(&policy);

	(void)state;
	assert_int_equal(limiter_lease(l) + limiter_shared_burst(l), 100);
	assert_int_equal(limiter_interval_us(l), 100000);
	limiter_free(&l);
}

static void alone_the_burst_passes_and_then_the_rate(void **state)
{
	struct limiter *l = limiter_new(&policy);
	int64_t now_us = 1000000;
	int passed = 0;

	(void)state;
	for (int i = 0; i < 200; i++)
		passed += limiter_alone(l, 7, now_us) == 0;
	assert_int_equal(passed, 100);
	/* ten seconds at ten a second */
	for (int i = 0; i < 10000; i++)
		passed += limiter_alone(l, 7, now_us + i * 1000) == 0;
	assert_in_range(passed, 199, 200);
	limiter_free(&l);
}

static void alone_it_says_how_long_to_wait(void **state)
{
	struct limiter *l = limiter_new(&policy);

	(void)state;
	for (int i = 0; i < 100; i++)
		assert_int_equal(limiter_alone(l, 7, 5000000), 0);
	assert_in_range(limiter_alone(l, 7, 5000000), 90, 110);
	limiter_free(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(without_a_lease_nothing_is_taken),
	    cmocka_unit_test(a_lease_is_spent_once),
	    cmocka_unit_test(an_unspent_lease_lapses),
	    cmocka_unit_test(what_is_leased_is_taken_off_the_burst),
	    cmocka_unit_test(alone_the_burst_passes_and_then_the_rate),
	    cmocka_unit_test(alone_it_says_how_long_to_wait),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
