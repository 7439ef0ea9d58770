/* test_choice.c - retries, and the choice of connections. */
#include "tests/unit/bus/peer.h"

#include "tests/unit/unit.h"

#include <stdio.h>

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

/* ---- two connections that calls may choose between ---- */

static void two_open(struct peer p[2], struct world *w)
{
	peer_open(&p[0], w, "");
	peer_open(&p[1], w, "2");
	peer_client(w, p, 2);
}

static void two_close(struct peer p[2])
{
	peer_close(&p[0]);
	peer_close(&p[1]);
}

/* ---- retries ---- */

static void who_cannot_has_a_sibling_that_can(void **state)
{
	struct world *w = *state;
	struct peer p[2];

	two_open(p, w);
	p[0].code = ERR_OVERLOADED;
	assert_int_equal(ask_in_turn(w, 20, true), 20);
	assert_true(p[0].calls > 0);
	assert_int_equal(p[1].calls, 20);
	assert_int_equal(bus_counts(w->client).retries, p[0].calls);
	two_close(p);
}

static void what_is_not_safe_is_not_repeated(void **state)
{
	struct world *w = *state;
	struct peer p[2];

	two_open(p, w);
	p[0].code = p[1].code = ERR_OVERLOADED;
	assert_int_equal(ask_in_turn(w, 20, false), 0);
	assert_int_equal(p[0].calls + p[1].calls, 20);
	assert_int_equal(bus_counts(w->client).retries, 0);
	two_close(p);
}

/* Three a second for ten seconds, when no call goes well. */
static void trouble_is_not_doubled_by_retries(void **state)
{
	struct world *w = *state;
	struct peer p[2];

	two_open(p, w);
	p[0].code = p[1].code = ERR_OVERLOADED;
	assert_int_equal(ask_in_turn(w, 100, true), 0);
	assert_int_equal(bus_counts(w->client).retries, 30);
	assert_int_equal(bus_counts(w->client).unbudgeted, 70);
	assert_int_equal(p[0].calls + p[1].calls, 130);
	two_close(p);
}

static void calls_that_go_well_pay_for_retries(void **state)
{
	struct world *w = *state;
	struct peer p[2];

	two_open(p, w);
	assert_int_equal(ask_in_turn(w, 200, true), 200);
	p[0].code = p[1].code = ERR_OVERLOADED;
	assert_int_equal(ask_in_turn(w, 100, true), 0);
	assert_int_equal(bus_counts(w->client).retries, 30 + 200 / 5);
	two_close(p);
}

static void nothing_is_repeated_when_time_is_nearly_up(void **state)
{
	struct world *w = *state;
	struct peer p[2];
	struct caller c[10];

	two_open(p, w);
	p[0].code = p[1].code = ERR_OVERLOADED;
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		ask_safe(&c[i], w, 1, 9);
	world_wait(w, ARRAY_LEN(c));
	assert_int_equal(bus_counts(w->client).retries, 0);
	two_close(p);
}

/* ---- choice ---- */

static void the_slower_of_two_gets_fewer_calls(void **state)
{
	struct world *w = *state;
	struct peer p[2];
	struct caller c[4];

	two_open(p, w);
	p[0].sleep_ms = 40;
	p[1].sleep_ms = 1;
	for (int i = 0; i < 30; i++) {
		for (size_t k = 0; k < ARRAY_LEN(c); k++)
			ask_safe(&c[k], w, 1, 5000);
		world_wait(w, w->done + ARRAY_LEN(c));
	}
	assert_true(p[1].calls > 4 * p[0].calls);
	assert_true(p[0].calls > 0);
	two_close(p);
}

static void equals_share_the_calls(void **state)
{
	struct world *w = *state;
	struct peer p[4];

	for (size_t i = 0; i < ARRAY_LEN(p); i++) {
		char suffix[2] = {(char)('0' + i), '\0'};

		peer_open(&p[i], w, suffix);
	}
	peer_client(w, p, ARRAY_LEN(p));
	for (int i = 0; i < 25; i++) {
		struct caller c[40];

		for (size_t k = 0; k < ARRAY_LEN(c); k++)
			ask_safe(&c[k], w, 1, 5000);
		world_wait(w, w->done + ARRAY_LEN(c));
	}
	for (size_t i = 0; i < ARRAY_LEN(p); i++) {
		assert_true(p[i].calls > 100); /* of 250 */
		peer_close(&p[i]);
	}
}

#define WORLD_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    WORLD_TEST(who_cannot_has_a_sibling_that_can),
	    WORLD_TEST(what_is_not_safe_is_not_repeated),
	    WORLD_TEST(trouble_is_not_doubled_by_retries),
	    WORLD_TEST(calls_that_go_well_pay_for_retries),
	    WORLD_TEST(nothing_is_repeated_when_time_is_nearly_up),
	    WORLD_TEST(the_slower_of_two_gets_fewer_calls),
	    WORLD_TEST(equals_share_the_calls),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
