/* test_auth_throttle.c - attempts held up more and more, to a cap. */
#include "services/gateway/identity/throttle.h"

#include "tests/unit/unit.h"

#include <stdio.h>

static const struct throttle_policy policy = {.free = 3, .cap_s = 8};

static int setup(void **state)
{
	*state = throttle_new();
	return 0;
}

static int teardown(void **state)
{
	struct throttle *t = *state;

	throttle_free(&t);
	assert_null(t);
	return 0;
}

static void some_are_free_then_each_doubles_the_wait_to_a_cap(void **state)
{
	static const int64_t want_ms[] = {
	    0, 0, 0, 1000, 2000, 4000, 8000, 8000, 8000};
	struct throttle *t = *state;
	int64_t now = 0;

	for (size_t i = 0; i < ARRAY_LEN(want_ms); i++) {
		assert_int_equal(throttle_take(t, "k", &policy, now), 0);
		assert_int_equal(throttle_wait_ms(t, "k", now), want_ms[i]);
		now += want_ms[i];
	}
}

static void who_comes_too_early_is_told_and_not_counted(void **state)
{
	struct throttle *t = *state;

	for (int i = 0; i < 4; i++)
		assert_int_equal(throttle_take(t, "k", &policy, 0), 0);
	for (int i = 0; i < 100; i++)
		assert_int_equal(throttle_take(t, "k", &policy, 400), 600);
	assert_int_equal(throttle_take(t, "k", &policy, 1000), 0);
	assert_int_equal(throttle_wait_ms(t, "k", 1000), 2000);
}

static void keys_are_apart(void **state)
{
	struct throttle *t = *state;

	for (int i = 0; i < 4; i++)
		assert_int_equal(throttle_take(t, "k", &policy, 0), 0);
	assert_int_equal(throttle_take(t, "other", &policy, 0), 0);
	assert_int_equal(throttle_wait_ms(t, "nobody", 0), 0);
}

static void a_right_one_is_given_back_or_forgets(void **state)
{
	struct throttle *t = *state;

	for (int i = 0; i < 20; i++) {
		assert_int_equal(throttle_take(t, "peer", &policy, 0), 0);
		throttle_give_back(t, "peer");
	}
	for (int i = 0; i < 4; i++)
		assert_int_equal(throttle_take(t, "user", &policy, 0), 0);
	throttle_forget(t, "user");
	assert_int_equal(throttle_wait_ms(t, "user", 0), 0);
	throttle_give_back(t, "nobody");
	throttle_forget(t, "nobody");
}

static void who_is_left_alone_begins_anew(void **state)
{
	struct throttle *t = *state;
	int64_t later = 1000 + THROTTLE_FORGET_MS;

	for (int i = 0; i < 4; i++)
		assert_int_equal(throttle_take(t, "k", &policy, 0), 0);
	for (int i = 0; i < 3; i++)
		assert_int_equal(throttle_take(t, "k", &policy, later), 0);
	assert_int_equal(throttle_wait_ms(t, "k", later), 0);
}

static void any_number_of_attempts_is_the_cap(void **state)
{
	struct throttle *t = *state;
	int64_t now = 0;

	for (int i = 0; i < 200; i++, now += 8000)
		assert_int_equal(throttle_take(t, "k", &policy, now), 0);
	assert_int_equal(throttle_wait_ms(t, "k", now - 8000), 8000);
}

static void the_table_stays_bounded(void **state)
{
	struct throttle *t = *state;
	char key[32];

	for (int i = 0; i < 3 * THROTTLE_KEYS_MAX; i++) {
		snprintf(key, sizeof key, "%d", i);
		assert_int_equal(throttle_take(t, key, &policy, 0), 0);
	}
}

#define IN(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    IN(some_are_free_then_each_doubles_the_wait_to_a_cap),
	    IN(who_comes_too_early_is_told_and_not_counted),
	    IN(keys_are_apart),
	    IN(a_right_one_is_given_back_or_forgets),
	    IN(who_is_left_alone_begins_anew),
	    IN(any_number_of_attempts_is_the_cap),
	    IN(the_table_stays_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
