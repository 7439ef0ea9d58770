/* test_drain.c - what becomes of a canary that cannot work. */
#include "tests/unit/bus/peer.h"
#include "tests/unit/bus/raw_peer.h"

#include "common/base/clock.h"
#include "common/bus/lane_point.h"

#include "tests/unit/unit.h"

#include <stdio.h>

#define ASK_MS 100 /* twice that without an answer is silence */

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

static void client(struct world *w, const char *urls, const char *canary)
{
	world_client(w, urls, canary,
	    (struct bus_config){.ready_ms = ASK_MS, .slow_start_ms = 2000});
	connected(w, LANE_STABLE);
}

struct lanes {
	struct peer stable, canary;
};

static void lanes_open(struct lanes *l, struct world *w)
{
	peer_open(&l->stable, w, "");
	peer_open(&l->canary, w, "2");
	client(w, l->stable.url, l->canary.url);
	connected(w, LANE_CANARY);
	bus_set_canary(w->client, "echo", 100);
}

static void lanes_close(struct lanes *l)
{
	peer_close(&l->stable);
	peer_close(&l->canary);
}

static enum lane lane_of(struct world *w, uint64_t seed)
{
	struct caller c;

	ask_safe(&c, w, seed, 5000);
	world_wait(w, w->done + !c.done);
	assert_int_equal(c.err.code, ERR_OK);
	return c.reply.env.lane;
}

static void until_lane(struct world *w, uint64_t seed, enum lane lane)
{
	int64_t end = clock_mono_ms() + 10000;

	while (lane_of(w, seed) != lane) {
		assert_true(clock_mono_ms() < end);
		world_turn_for(w, 5);
	}
}

/* A seed whose point for "echo" lies in these hundredths of a percent. */
static uint64_t seed_between(unsigned least, unsigned most)
{
	static const uint8_t key[16];
	uint64_t seed = 0;

	for (unsigned p = 0; p < least || p >= most;)
		p = lane_point(key, "echo", ++seed);
	return seed;
}

static void a_canary_that_is_not_ready_is_drained_and_told(void **state)
{
	struct world *w = *state;
	struct bus_lane_move moves[4];
	struct lanes l;

	lanes_open(&l, w);
	assert_int_equal(lane_of(w, 1), LANE_CANARY);
	l.canary.not_ready = "no database";
	until_lane(w, 1, LANE_STABLE);
	assert_int_equal(bus_lane_moves(w->client, 0, moves, 4), 1);
	assert_true(moves[0].drained);
	assert_string_equal(moves[0].service, "echo");
	assert_string_equal(moves[0].why, "nobody is ready");
	l.canary.not_ready = NULL;
	until_lane(w, seed_between(0, 10), LANE_CANARY);
	assert_int_equal(bus_lane_moves(w->client, 1, moves, 4), 1);
	assert_false(moves[0].drained);
	assert_int_equal(moves[0].number, 2);
	lanes_close(&l);
}

static void a_canary_comes_back_slowly_the_same_seeds_first(void **state)
{
	struct world *w = *state;
	uint64_t first = seed_between(0, 100), last = seed_between(9900, 10000);
	struct lanes l;

	lanes_open(&l, w);
	assert_int_equal(lane_of(w, last), LANE_CANARY);
	l.canary.not_ready = "no database";
	until_lane(w, first, LANE_STABLE);
	l.canary.not_ready = NULL;
	until_lane(w, first, LANE_CANARY);
	assert_int_equal(lane_of(w, last), LANE_STABLE);
	until_lane(w, last, LANE_CANARY);
	assert_int_equal(lane_of(w, first), LANE_CANARY);
	lanes_close(&l);
}

static void an_operator_need_not_wait_for_slow_starts(void **state)
{
	struct world *w = *state;
	struct caller c = {
	    .type = MSG_search_stats,
	    .json = STR("{}"),
	    .env = {.lanes = "echo=canary"},
	};
	struct lanes l;

	lanes_open(&l, w);
	bus_set_canary(w->client, "echo", 0);
	caller_go(&c, w, 5000);
	world_wait(w, 1);
	assert_int_equal(c.reply.env.lane, LANE_CANARY);
	c = (struct caller){
	    .type = MSG_search_stats,
	    .json = STR("{}"),
	    .env = {.lanes = "echo=stable"},
	};
	bus_set_canary(w->client, "echo", 100);
	caller_go(&c, w, 5000);
	world_wait(w, 2);
	assert_int_equal(c.reply.env.lane, LANE_STABLE);
	lanes_close(&l);
}

static void a_canary_whose_calls_fail_is_drained(void **state)
{
	struct world *w = *state;
	struct bus_lane_move moves[4];
	struct lanes l;
	unsigned ok;

	lanes_open(&l, w);
	l.canary.code = ERR_UNAVAILABLE;
	/* Twenty open it; now and then one more tries. */
	ok = ask_in_turn(w, 60, false);
	assert_int_equal(ok, l.stable.calls);
	assert_true(ok >= 20);
	assert_true(bus_lane_moves(w->client, 0, moves, 4) > 0);
	assert_string_equal(moves[0].why, "its calls fail");
	lanes_close(&l);
}

static void a_dead_canary_is_drained_at_once_and_safe_calls_survive(
    void **state)
{
	struct world *w = *state;
	struct caller safe[8], once[4];
	struct lanes l;

	lanes_open(&l, w);
	l.canary.sleep_ms = 5000;
	for (size_t i = 0; i < ARRAY_LEN(safe); i++)
		ask_safe(&safe[i], w, i, 9000);
	for (size_t i = 0; i < ARRAY_LEN(once); i++)
		ask_once(&once[i], w, 9000);
	world_turn_for(w, 30);
	assert_int_equal(l.canary.calls, 12);
	peer_close(&l.canary);
	world_wait(w, 12);
	for (size_t i = 0; i < ARRAY_LEN(safe); i++)
		assert_int_equal(safe[i].err.code, ERR_OK);
	for (size_t i = 0; i < ARRAY_LEN(once); i++)
		assert_int_equal(once[i].err.code, ERR_UNAVAILABLE);
	assert_int_equal(l.stable.calls, ARRAY_LEN(safe));
	assert_int_equal(ask_in_turn(w, 10, false), 10);
	lanes_close(&l);
}

static void a_hung_canary_loses_its_safe_calls_to_stable(void **state)
{
	struct world *w = *state;
	struct peer stable;
	struct caller c[6], once;
	int listener = raw_listen(w), fd;

	peer_open(&stable, w, "2");
	world_client(
	    w, stable.url, w->url, (struct bus_config){.ready_ms = ASK_MS});
	fd = raw_mute(w, listener);
	connected(w, LANE_CANARY);
	bus_set_canary(w->client, "echo", 100);
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		ask_safe(&c[i], w, i, 9000);
	ask_once(&once, w, 600);
	world_wait(w, ARRAY_LEN(c) + 1);
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		assert_int_equal(c[i].err.code, ERR_OK);
		assert_int_equal(c[i].reply.env.lane, LANE_STABLE);
	}
	assert_int_equal(once.err.code, ERR_DEADLINE);
	assert_int_equal(stable.calls, ARRAY_LEN(c));
	peer_close(&stable);
	close(fd);
	close(listener);
}

static void a_canary_that_flaps_fails_no_safe_call(void **state)
{
	struct world *w = *state;
	struct lanes l;

	lanes_open(&l, w);
	for (int i = 0; i < 20; i++) {
		assert_int_equal(ask_in_turn(w, 5, true), 5);
		peer_close(&l.canary);
		assert_int_equal(ask_in_turn(w, 5, true), 5);
		peer_restart(&l.canary);
		world_turn_for(w, 30);
	}
	lanes_close(&l);
}

#define WORLD_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    WORLD_TEST(a_canary_that_is_not_ready_is_drained_and_told),
	    WORLD_TEST(a_canary_comes_back_slowly_the_same_seeds_first),
	    WORLD_TEST(an_operator_need_not_wait_for_slow_starts),
	    WORLD_TEST(a_canary_whose_calls_fail_is_drained),
	    WORLD_TEST(a_dead_canary_is_drained_at_once_and_safe_calls_survive),
	    WORLD_TEST(a_hung_canary_loses_its_safe_calls_to_stable),
	    WORLD_TEST(a_canary_that_flaps_fails_no_safe_call),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
