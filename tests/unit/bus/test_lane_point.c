/* test_lane_point.c - the hash of lanes: monotone, exact, sticky, independent.
 */
#include "common/base/ids.h"
#include "common/bus/bus.h"
#include "common/bus/lane_point.h"

#include "tests/unit/unit.h"

#include <math.h>
#include <stdio.h>

#define KEYS 1000000u

static const uint8_t some_key[16] = "sixteen bytes 1";

static struct bus *bus_with_key(struct loop *l, const uint8_t key[16])
{
	struct bus_peer peer = {"search", "ipc:///nowhere/x.sock", ""};
	struct bus_config config = {
	    .service = "test", .peers = &peer, .n_peers = 1};
	struct err err = {0};
	struct bus *b;

	memcpy(config.lane_key, key, 16);
	assert_int_equal(bus_open(l, &config, &b, &err), 0);
	return b;
}

static bool is_canary(const struct bus *b, uint64_t seed)
{
	return bus_lane(b, "search", seed) == LANE_CANARY;
}

/* Each key changes from stable to canary at one step of 0.01, and at no other:
 * asked just below and at its own step for every key, and for some keys at
 * every step. */
static void a_larger_percentage_only_adds_keys(void **state)
{
	struct loop *l = loop_new();
	struct bus *b = bus_with_key(l, some_key);
	uint32_t *by_point = calloc(KEYS, sizeof *by_point);
	uint32_t first[LANE_POINTS + 1] = {0};
	bool was[1000] = {0};

	(void)state;
	for (uint32_t i = 0; i < KEYS; i++)
		first[lane_point(some_key, "search", i) + 1]++;
	for (size_t p = 0; p < LANE_POINTS; p++)
		first[p + 1] += first[p];
	for (uint32_t i = 0; i < KEYS; i++)
		by_point[first[lane_point(some_key, "search", i)]++] = i;
	for (size_t step = 0, at = 0; step <= LANE_POINTS; step++) {
		size_t until = step == 0 ? 0 : first[step - 1];

		for (size_t i = at; i < until; i++)
			assert_false(is_canary(b, by_point[i]));
		bus_set_canary(b, "search", (double)step / 100);
		for (; at < until; at++)
			assert_true(is_canary(b, by_point[at]));
		for (uint32_t i = 0; i < ARRAY_LEN(was); i++) {
			bool is = is_canary(b, i);

			assert_true(is || !was[i]);
			was[i] = is;
		}
	}
	for (size_t i = 0; i < ARRAY_LEN(was); i++)
		assert_true(was[i]);
	free(by_point);
	bus_close(&b);
	loop_free(&l);
}

static double share(const struct bus *b, uint64_t first, uint64_t n)
{
	uint64_t canary = 0;

	for (uint64_t i = 0; i < n; i++)
		canary += is_canary(b, first + i);
	return 100.0 * (double)canary / (double)n;
}

/* Any key: that of zeros, and another one in every run. */
static void a_million_users_err_by_less_than_a_tenth_of_a_point(void **state)
{
	static const double percents[] = {1, 10, 33.3, 50, 99};

	(void)state;
	for (int k = 0; k < 2; k++) {
		struct loop *l = loop_new();
		uint8_t key[16] = {0};
		struct bus *b;

		if (k > 0)
			ids_random(key, sizeof key);
		b = bus_with_key(l, key);
		for (size_t i = 0; i < ARRAY_LEN(percents); i++) {
			double got;

			bus_set_canary(b, "search", percents[i]);
			got = share(b, (uint64_t)k * 12345, KEYS);
			if (fabs(got - percents[i]) > 0.1)
				fail_msg(
				    "%g %% became %g %%", percents[i], got);
		}
		bus_close(&b);
		loop_free(&l);
	}
}

/* A key that is well known, so that chance has no say: hashes as seeds. */
static void a_million_hashes_err_by_less_than_a_tenth_of_a_point(void **state)
{
	static const double percents[] = {1, 10, 33.3, 50, 99};
	static const uint8_t seed_key[16] = {7};
	struct loop *l = loop_new();
	struct bus *b = bus_with_key(l, some_key);

	(void)state;
	for (size_t k = 0; k < ARRAY_LEN(percents); k++) {
		uint64_t canary = 0;
		double got;

		bus_set_canary(b, "search", percents[k]);
		for (uint32_t i = 0; i < KEYS; i++)
			canary +=
			    is_canary(b, ids_siphash(seed_key, &i, sizeof i));
		got = 100.0 * (double)canary / KEYS;
		if (fabs(got - percents[k]) > 0.1)
			fail_msg("%g %% became %g %%", percents[k], got);
	}
	bus_close(&b);
	loop_free(&l);
}

static void every_hundred_users_hold_the_share_exactly(void **state)
{
	struct loop *l = loop_new();
	struct bus *b = bus_with_key(l, some_key);

	(void)state;
	for (int percent = 0; percent <= 100; percent++) {
		bus_set_canary(b, "search", percent);
		for (uint64_t block = 0; block < 50; block++)
			assert_true(share(b, block * 100, 100) == percent);
	}
	bus_close(&b);
	loop_free(&l);
}

/* Written down once: another build, process or machine decides the same. */
static void points_are_those_of_every_build(void **state)
{
	static const struct {
		const char *service;
		uint64_t seed;
		unsigned point;
	} golden[] = {
	    {"search", 0, 823},
	    {"search", 1, 5882},
	    {"search", 99, 4694},
	    {"search", 100, 1803},
	    {"search", UINT64_MAX, 6052},
	    {"triage", 1, 7367},
	    {"triage", 1000000, 1743},
	    {"knowledge", 1, 2045},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(golden); i++) {
		unsigned point =
		    lane_point(some_key, golden[i].service, golden[i].seed);

		if (point != golden[i].point)
			fail_msg("%s %llu: %u", golden[i].service,
			    (unsigned long long)golden[i].seed, point);
	}
}

/* Of the keys in one service's canary, another service takes its own share,
 * at whichever percentages. */
static void services_decide_independently(void **state)
{
	static const unsigned cuts[] = {1000, 3333, 5000, 9000};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cuts); i++) {
		double expected = (double)cuts[i] * cuts[i] /
				  (1.0 * LANE_POINTS * LANE_POINTS);
		unsigned both = 0;

		for (uint32_t n = 0; n < KEYS; n++)
			both += lane_point(some_key, "search", n) < cuts[i] &&
				lane_point(some_key, "triage", n) < cuts[i];
		if (fabs((double)both / KEYS - expected) > 0.003)
			fail_msg("%u: %u of a million in both", cuts[i], both);
	}
}

/* Two neighbours of a block are in the canary together about as often as any
 * two that were drawn without being put back. */
static void neighbours_are_not_kept_together(void **state)
{
	unsigned both = 0;

	(void)state;
	for (uint32_t n = 0; n < KEYS; n += 2)
		both += lane_point(some_key, "search", n) < 1000 &&
			lane_point(some_key, "search", n + 1) < 1000;
	/* 10/100 * 9/99 of half a million, and six deviations. */
	assert_true(both > 4545 - 410 && both < 4545 + 410);
}

/* Every fraction of a percent is as large as the others: chi-squared of ten
 * thousand points, whose deviation is 141. */
static void points_are_spread_evenly(void **state)
{
	unsigned *n = calloc(LANE_POINTS, sizeof *n);
	double chi2 = 0;

	(void)state;
	for (uint32_t i = 0; i < KEYS; i++)
		n[lane_point(some_key, "search", i)]++;
	for (size_t p = 0; p < LANE_POINTS; p++)
		chi2 += (n[p] - 100.0) * (n[p] - 100.0) / 100.0;
	assert_true(chi2 > 9999 - 850 && chi2 < 9999 + 850);
	free(n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_larger_percentage_only_adds_keys),
	    cmocka_unit_test(
		a_million_users_err_by_less_than_a_tenth_of_a_point),
	    cmocka_unit_test(
		a_million_hashes_err_by_less_than_a_tenth_of_a_point),
	    cmocka_unit_test(every_hundred_users_hold_the_share_exactly),
	    cmocka_unit_test(points_are_those_of_every_build),
	    cmocka_unit_test(services_decide_independently),
	    cmocka_unit_test(neighbours_are_not_kept_together),
	    cmocka_unit_test(points_are_spread_evenly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
