/* test_health.c - circuits and ejections. */
#include "tests/unit/bus/peer.h"

#include "tests/unit/unit.h"

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

/* ---- the circuit ---- */

static void a_lane_whose_calls_fail_is_not_asked_for_a_moment(void **state)
{
	struct world *w = *state;
	struct peer p;
	struct caller c;

	peer_open(&p, w, "");
	peer_client(w, &p, 1);
	p.code = ERR_UNAVAILABLE;
	assert_int_equal(ask_in_turn(w, 20, false), 0);
	assert_int_equal(p.calls, 20);
	ask_once(&c, w, 5000);
	world_wait(w, 21);
	assert_int_equal(c.err.code, ERR_UNAVAILABLE);
	assert_non_null(strstr(c.err.text, "not asked for a moment"));
	assert_int_equal(p.calls, 20);
	assert_int_equal(bus_counts(w->client).circuit_opened, 1);
	assert_int_equal(bus_counts(w->client).refused, 1);
	peer_close(&p);
}

static void one_call_at_a_time_tries_whether_it_is_over(void **state)
{
	struct world *w = *state;
	struct peer p;
	struct caller c[3];
	unsigned ok = 0;

	peer_open(&p, w, "");
	peer_client(w, &p, 1);
	p.code = ERR_UNAVAILABLE;
	(void)ask_in_turn(w, 20, false);
	world_turn_for(w, 600);
	p.code = ERR_OK;
	p.sleep_ms = 30;
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		ask_once(&c[i], w, 5000);
	world_wait(w, 23);
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		ok += c[i].err.code == ERR_OK;
	assert_int_equal(ok, 1);
	assert_int_equal(p.calls, 21);
	assert_int_equal(ask_in_turn(w, 5, false), 5);
	peer_close(&p);
}

static void a_trial_that_fails_opens_it_again(void **state)
{
	struct world *w = *state;
	struct peer p;

	peer_open(&p, w, "");
	peer_client(w, &p, 1);
	p.code = ERR_UNAVAILABLE;
	(void)ask_in_turn(w, 20, false);
	world_turn_for(w, 600);
	assert_int_equal(ask_in_turn(w, 5, false), 0);
	assert_int_equal(p.calls, 21);
	peer_close(&p);
}

/* All at once, of a peer that takes calls and does not answer. */
static void ask_hanging(struct peer *p, struct world *w, struct caller *c,
    unsigned n, int64_t timeout_ms)
{
	peer_open(p, w, "");
	peer_client(w, p, 1);
	p->sleep_ms = 9000;
	for (size_t i = 0; i < n; i++)
		ask_once(&c[i], w, timeout_ms);
	world_wait(w, n);
}

/* Whoever gives little time must not close a service to the others. */
static void timeouts_of_a_moment_do_not_open_it(void **state)
{
	struct world *w = *state;
	struct peer p;
	struct caller c[40];

	ask_hanging(&p, w, c, ARRAY_LEN(c), 30);
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		assert_int_equal(c[i].err.code, ERR_DEADLINE);
	assert_int_equal(bus_counts(w->client).circuit_opened, 0);
	p.sleep_ms = 0;
	assert_int_equal(ask_in_turn(w, 3, false), 3);
	peer_close(&p);
}

static void a_hanging_peer_opens_it_and_is_tried_again(void **state)
{
	struct world *w = *state;
	struct peer p;
	struct caller c[30];

	ask_hanging(&p, w, c, ARRAY_LEN(c), 1200);
	assert_int_equal(bus_counts(w->client).circuit_opened, 1);
	p.sleep_ms = 0;
	assert_int_equal(ask_in_turn(w, 1, false), 0);
	world_turn_for(w, 600);
	assert_int_equal(ask_in_turn(w, 3, false), 3);
	peer_close(&p);
}

static void refusals_of_too_much_work_do_not_open_it(void **state)
{
	struct world *w = *state;
	struct peer p;

	peer_open(&p, w, "");
	peer_client(w, &p, 1);
	p.code = ERR_OVERLOADED;
	assert_int_equal(ask_in_turn(w, 50, false), 0);
	assert_int_equal(p.calls, 50);
	p.code = ERR_INVALID;
	assert_int_equal(ask_in_turn(w, 50, false), 0);
	assert_int_equal(p.calls, 100);
	assert_int_equal(bus_counts(w->client).circuit_opened, 0);
	peer_close(&p);
}

static void a_connection_that_comes_back_is_tried_at_once(void **state)
{
	struct world *w = *state;
	struct peer p;

	peer_open(&p, w, "");
	peer_client(w, &p, 1);
	p.code = ERR_UNAVAILABLE;
	(void)ask_in_turn(w, 20, false);
	p.code = ERR_OK;
	peer_restart(&p);
	world_turn_for(w, 50);
	connected(w, LANE_STABLE);
	assert_int_equal(ask_in_turn(w, 3, false), 3);
	peer_close(&p);
}

static void a_good_sibling_is_not_cut_off(void **state)
{
	struct world *w = *state;
	struct peer p[2];
	unsigned ok;

	peer_open(&p[0], w, "");
	peer_open(&p[1], w, "2");
	peer_client(w, p, 2);
	assert_int_equal(ask_in_turn(w, 20, false), 20);
	p[0].code = ERR_UNAVAILABLE;
	ok = ask_in_turn(w, 100, false);
	assert_true(ok >= 90);
	assert_int_equal(bus_counts(w->client).circuit_opened, 0);
	peer_close(&p[0]);
	peer_close(&p[1]);
}

/* ---- ejection ---- */

/* Sixteen at once, so that whoever seems slower is asked too. */
static void ask_many(struct world *w)
{
	struct caller c[16];

	for (size_t k = 0; k < ARRAY_LEN(c); k++)
		ask_once(&c[k], w, 5000);
	world_wait(w, w->done + ARRAY_LEN(c));
}

static void five_failures_in_a_row_are_left_alone_for_a_second(void **state)
{
	struct world *w = *state;
	struct peer p[2];
	unsigned before;

	peer_open(&p[0], w, "");
	peer_open(&p[1], w, "2");
	peer_client(w, p, 2);
	p[0].code = ERR_UNAVAILABLE;
	/* What failed counts as slow for a while, so fill the other one. */
	p[1].sleep_ms = 20;
	for (int i = 0; i < 200 && bus_counts(w->client).ejections == 0; i++)
		ask_many(w);
	assert_int_equal(bus_counts(w->client).ejections, 1);
	before = p[0].calls;
	assert_true(before >= 5);
	assert_int_equal(ask_in_turn(w, 30, false), 30);
	assert_int_equal(p[0].calls, before);
	p[0].code = ERR_OK;
	world_turn_for(w, 1100);
	for (int i = 0; i < 40 && p[0].calls == before; i++)
		ask_many(w);
	assert_true(p[0].calls > before);
	peer_close(&p[0]);
	peer_close(&p[1]);
}

static void at_most_half_are_left_alone(void **state)
{
	struct world *w = *state;
	struct peer p[3];

	peer_open(&p[0], w, "");
	peer_open(&p[1], w, "2");
	peer_open(&p[2], w, "3");
	peer_client(w, p, 3);
	assert_int_equal(ask_in_turn(w, 50, false), 50);
	for (size_t i = 0; i < 3; i++)
		p[i].code = ERR_BAD_PEER;
	(void)ask_in_turn(w, 40, false);
	assert_int_equal(bus_counts(w->client).ejections, 1);
	for (size_t i = 0; i < 3; i++)
		peer_close(&p[i]);
}

static void the_only_connection_is_never_left_alone(void **state)
{
	struct world *w = *state;
	struct peer p;

	peer_open(&p, w, "");
	peer_client(w, &p, 1);
	p.code = ERR_UNAVAILABLE;
	(void)ask_in_turn(w, 19, false);
	assert_int_equal(p.calls, 19);
	assert_int_equal(bus_counts(w->client).ejections, 0);
	peer_close(&p);
}

#define WORLD_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    WORLD_TEST(a_lane_whose_calls_fail_is_not_asked_for_a_moment),
	    WORLD_TEST(one_call_at_a_time_tries_whether_it_is_over),
	    WORLD_TEST(a_trial_that_fails_opens_it_again),
	    WORLD_TEST(timeouts_of_a_moment_do_not_open_it),
	    WORLD_TEST(a_hanging_peer_opens_it_and_is_tried_again),
	    WORLD_TEST(refusals_of_too_much_work_do_not_open_it),
	    WORLD_TEST(a_connection_that_comes_back_is_tried_at_once),
	    WORLD_TEST(a_good_sibling_is_not_cut_off),
	    WORLD_TEST(five_failures_in_a_row_are_left_alone_for_a_second),
	    WORLD_TEST(at_most_half_are_left_alone),
	    WORLD_TEST(the_only_connection_is_never_left_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
