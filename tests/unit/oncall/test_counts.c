/* test_counts.c - windows over rings of minutes and hours. */
#include "services/oncall/slo/counts.h"

#include "tests/unit/unit.h"

#define NOW ((int64_t)29000000) /* a minute of Unix time, not a whole hour */

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

static void good(struct slo_history *h, int64_t minute, uint64_t n)
{
	const struct slo_counts c = {.good = n};

	assert_true(slo_history_add(h, 1, minute, &c));
}

static uint64_t sum(struct slo_history *h, int64_t now, int64_t minutes)
{
	return slo_history_sum(h, 1, now, minutes).good;
}

static void a_window_ends_with_this_minute(void **state)
{
	struct slo_history *h = *state;

	good(h, NOW - 5, 1000);
	good(h, NOW - 4, 10);
	good(h, NOW, 1);
	assert_int_equal(sum(h, NOW, 5), 11);
	assert_int_equal(sum(h, NOW, 6), 1011);
	assert_int_equal(sum(h, NOW + 1, 5), 1);
	assert_int_equal(sum(h, NOW + 60, 5), 0);
}

static void other_agents_are_apart(void **state)
{
	struct slo_history *h = *state;

	good(h, NOW, 3);
	assert_int_equal(slo_history_sum(h, 0, NOW, 5).good, 0);
}

static void six_hours_are_kept_by_the_minute(void **state)
{
	struct slo_history *h = *state;

	for (int64_t m = NOW - 1000; m <= NOW; m++)
		good(h, m, 1);
	assert_int_equal(sum(h, NOW, 60), 60);
	assert_int_equal(sum(h, NOW, 360), 360);
}

static void thirty_days_are_kept_by_the_hour(void **state)
{
	struct slo_history *h = *state;
	int64_t days30 = 30 * 24 * 60, got;

	for (int64_t m = NOW - days30 - 600; m <= NOW; m++)
		good(h, m, 1);
	got = (int64_t)sum(h, NOW, days30);
	assert_true(got >= days30 && got <= days30 + 60);
	got = (int64_t)sum(h, NOW, 3 * 24 * 60);
	assert_true(got >= 3 * 24 * 60 && got <= 3 * 24 * 60 + 60);
}

static void what_came_late_is_counted_where_it_belongs(void **state)
{
	struct slo_history *h = *state;

	good(h, NOW, 1);
	good(h, NOW - 100, 7);
	assert_int_equal(sum(h, NOW, 60), 1);
	assert_int_equal(sum(h, NOW, 120), 8);
	/* Its minute's place is another's by now; the hour still has it. */
	good(h, NOW - 400, 5);
	assert_int_equal(sum(h, NOW, 360), 8);
	assert_int_equal(sum(h, NOW, 3 * 24 * 60), 13);
}

static void no_time_pushes_the_history_out(void **state)
{
	struct slo_history *h = *state;
	const struct slo_counts c = {.good = 1};

	good(h, NOW, 1);
	assert_false(slo_history_add(h, 1, NOW * 1000, &c));
	assert_false(slo_history_add(h, 1, 0, &c));
	assert_false(slo_history_add(h, 1, -7, &c));
	assert_false(slo_history_add(h, 1, NOW - 31 * 24 * 60, &c));
	assert_int_equal(sum(h, NOW, 30 * 24 * 60), 1);
}

int main(void)
{
#define TEST(fn) cmocka_unit_test_setup_teardown(fn, setup, teardown)
	const struct CMUnitTest tests[] = {
	    TEST(a_window_ends_with_this_minute),
	    TEST(other_agents_are_apart),
	    TEST(six_hours_are_kept_by_the_minute),
	    TEST(thirty_days_are_kept_by_the_hour),
	    TEST(what_came_late_is_counted_where_it_belongs),
	    TEST(no_time_pushes_the_history_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
