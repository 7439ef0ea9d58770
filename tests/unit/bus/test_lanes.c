/* test_lanes.c - which lane a seed gets, and what a dead canary means. */
#include "tests/unit/bus/fixture.h"

#include "tests/unit/unit.h"

#include <math.h>
#include <stdio.h>

#define SEEDS 100000u

static int setup(void **state)
{
	*state = world_new();
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;

	world_free(&w);
	return 0;
}

static void client_with_key(struct world *w, uint8_t key)
{
	struct bus_config config = {.lane_key = {key}};

	world_client(w, w->url, "", config);
}

static void a_larger_percentage_only_adds_seeds(void **state)
{
	static const double steps[] = {0, 0.01, 1, 10, 33.33, 50, 99.99, 100};
	struct world *w = *state;
	unsigned char *was = calloc(SEEDS, 1);

	client_with_key(w, 1);
	for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
		unsigned n = 0;
		double share;

		bus_set_canary(w->client, "echo", steps[i]);
		for (uint64_t seed = 0; seed < SEEDS; seed++) {
			bool canary =
			    bus_lane(w->client, "echo", seed) == LANE_CANARY;

			assert_true(canary || !was[seed]);
			was[seed] = canary;
			n += canary;
		}
		share = 100.0 * n / SEEDS;
		if (fabs(share - steps[i]) > 0.5)
			fail_msg("%g %% became %g %%", steps[i], share);
	}
	free(was);
}

static void the_same_key_decides_the_same_on_another_gateway(void **state)
{
	struct world *w = *state;
	struct world *other = world_new(), *foreign = world_new();
	unsigned differ = 0;

	client_with_key(w, 1);
	client_with_key(other, 1);
	client_with_key(foreign, 2);
	bus_set_canary(w->client, "echo", 50);
	bus_set_canary(other->client, "echo", 50);
	bus_set_canary(foreign->client, "echo", 50);
	for (uint64_t seed = 0; seed < 1000; seed++) {
		enum lane lane = bus_lane(w->client, "echo", seed);

		assert_int_equal(lane, bus_lane(other->client, "echo", seed));
		differ += lane != bus_lane(foreign->client, "echo", seed);
	}
	assert_true(differ > 300);
	world_free(&other);
	world_free(&foreign);
}

static void percentages_beyond_0_and_100_are_cut(void **state)
{
	struct world *w = *state;

	client_with_key(w, 1);
	bus_set_canary(w->client, "nobody", 100);
	assert_int_equal(bus_lane(w->client, "nobody", 1), LANE_STABLE);
	bus_set_canary(w->client, "echo", 250);
	assert_int_equal(bus_lane(w->client, "echo", 1), LANE_CANARY);
	bus_set_canary(w->client, "echo", (double)NAN);
	assert_int_equal(bus_lane(w->client, "echo", 1), LANE_CANARY);
	bus_set_canary(w->client, "echo", -3);
	assert_int_equal(bus_lane(w->client, "echo", 1), LANE_STABLE);
}

static bool both_are_up(struct world *w)
{
	return client_is_up(w) && bus_is_up(w->client, "echo", LANE_CANARY);
}

static bool canary_is_down(struct world *w)
{
	return !bus_is_up(w->client, "echo", LANE_CANARY);
}

static void calls_reach_the_lane_of_their_seed(void **state)
{
	struct world *w = *state;
	struct caller c[40];
	char canary[120];
	struct bus *other;
	unsigned n = 0;

	snprintf(canary, sizeof canary, "%s2", w->url);
	world_serve(w);
	other = world_server(w, canary);
	world_client(w, w->url, canary, (struct bus_config){0});
	world_turn_until(w, both_are_up);
	bus_set_canary(w->client, "echo", 50);
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		c[i] = (struct caller){
		    .type = MSG_agent_describe,
		    .json = STR("{}"),
		    .env = {.lane_seed = i},
		};
		caller_go(&c[i], w, 5000);
	}
	world_wait(w, ARRAY_LEN(c));
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		assert_int_equal(c[i].err.code, ERR_OK);
		assert_int_equal(
		    c[i].reply.env.lane, bus_lane(w->client, "echo", i));
		n += c[i].reply.env.lane == LANE_CANARY;
	}
	assert_int_equal(bus_counts(other).requests, n);
	assert_int_equal(bus_counts(w->server).requests, ARRAY_LEN(c) - n);
	assert_true(n > 0 && n < ARRAY_LEN(c));
	bus_close(&other);
}

static void a_dead_canary_falls_back_to_stable_and_is_counted(void **state)
{
	struct world *w = *state;
	struct caller c[3];
	char canary[120];
	struct bus *other;

	snprintf(canary, sizeof canary, "%s2", w->url);
	world_serve(w);
	other = world_server(w, canary);
	world_client(w, w->url, canary, (struct bus_config){0});
	world_turn_until(w, both_are_up);
	bus_set_canary(w->client, "echo", 100);
	/* One is on its way when the canary dies, one comes after it. */
	caller_start(&c[0], w, "sleep 100", 5000);
	caller_start_unsafe(&c[1], w, "sleep 100", 5000);
	world_turn_for(w, 20);
	bus_close(&other);
	world_turn_until(w, canary_is_down);
	caller_start(&c[2], w, "after", 5000);
	world_wait(w, 3);
	assert_int_equal(c[0].err.code, ERR_OK);
	assert_int_equal(c[0].reply.env.lane, LANE_STABLE);
	assert_int_equal(c[1].err.code, ERR_UNAVAILABLE);
	assert_int_equal(c[2].err.code, ERR_OK);
	assert_int_equal(c[2].reply.env.lane, LANE_STABLE);
	assert_int_equal(bus_counts(w->client).fallbacks, 2);
}

static void endpoints_of_a_lane_share_the_calls(void **state)
{
	struct world *w = *state;
	struct caller c[20];
	char urls[260];
	struct bus *other;

	snprintf(urls, sizeof urls, "%s, %s2", w->url, w->url);
	world_serve(w);
	other = world_server(w, strchr(urls, ' ') + 1);
	world_client(w, urls, "", (struct bus_config){0});
	world_turn_until(w, client_is_up);
	world_turn_for(w, 50);
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		caller_start(&c[i], w, "sleep 10", 5000);
	world_wait(w, ARRAY_LEN(c));
	assert_int_equal(bus_counts(other).requests, 10);
	assert_int_equal(bus_counts(w->server).requests, 10);
	bus_close(&other);
}

#define WORLD_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    WORLD_TEST(a_larger_percentage_only_adds_seeds),
	    WORLD_TEST(the_same_key_decides_the_same_on_another_gateway),
	    WORLD_TEST(percentages_beyond_0_and_100_are_cut),
	    WORLD_TEST(calls_reach_the_lane_of_their_seed),
	    WORLD_TEST(a_dead_canary_falls_back_to_stable_and_is_counted),
	    WORLD_TEST(endpoints_of_a_lane_share_the_calls),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
