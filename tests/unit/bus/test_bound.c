/* test_bound.c - calls that get less time than their task has; among them
 * some to a peer that hangs. */
#include "tests/unit/bus/peer.h"
#include "tests/unit/bus/raw_peer.h"

#include "common/base/clock.h"

#include "tests/unit/unit.h"

#include <stdlib.h>

#define LONG_MS 60000 /* of a task that must not be waited for */

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

/* A server that accepts, greets and says nothing more; returns its end. */
static int hanging(struct world *w, int *listener_r)
{
	int fd;

	*listener_r = raw_listen(w);
	world_client(w, w->url, "", (struct bus_config){0});
	fd = raw_accept(w, *listener_r);
	raw_greet(w, fd, 0x31);
	world_turn_until(w, client_is_up);
	return fd;
}

static void ask_bound(
    struct caller *c, struct world *w, uint32_t bound_ms, int64_t task_ms)
{
	*c = (struct caller){
	    .type = MSG_search_stats,
	    .json = STR("{}"),
	    .env = {.lane_seed = 1, .timeout_ms = bound_ms},
	};
	caller_go(c, w, task_ms);
}

static void a_call_ends_at_its_bound_and_says_so(void **state)
{
	struct world *w = *state;
	struct caller c;
	int listener, fd = hanging(w, &listener);

	ask_bound(&c, w, 20, LONG_MS);
	world_wait(w, 1);
	assert_int_equal(c.err.code, ERR_TIMEOUT);
	assert_non_null(strstr(c.err.text, "echo"));
	assert_true(client_is_up(w));
	close(fd);
	close(listener);
}

static void the_time_of_its_task_is_still_a_deadline(void **state)
{
	struct world *w = *state;
	struct caller sooner, unbound;
	int listener, fd = hanging(w, &listener);

	ask_bound(&sooner, w, LONG_MS, 20);
	ask_bound(&unbound, w, 0, 20);
	world_wait(w, 2);
	assert_int_equal(sooner.err.code, ERR_DEADLINE);
	assert_int_equal(unbound.err.code, ERR_DEADLINE);
	close(fd);
	close(listener);
}

static void the_peer_hears_how_long_its_caller_waits(void **state)
{
	struct world *w = *state;
	struct peer p;
	struct caller c;

	peer_open(&p, w, "");
	peer_client(w, &p, 1);
	ask_bound(&c, w, 4000, LONG_MS);
	world_wait(w, 1);
	assert_int_equal(c.err.code, ERR_OK);
	assert_in_range(p.last_env.timeout_ms, 1, 4000);
	peer_close(&p);
}

static void an_answer_in_time_is_the_end_of_the_bound(void **state)
{
	struct world *w = *state;
	struct peer p;
	struct caller c;

	peer_open(&p, w, "");
	peer_client(w, &p, 1);
	do { /* a machine that sleeps meanwhile is asked again */
		unsigned done = w->done;

		ask_bound(&c, w, 100, LONG_MS);
		world_wait(w, done + 1);
	} while (c.err.code == ERR_TIMEOUT);
	assert_int_equal(c.err.code, ERR_OK);
	world_turn_for(w, 150);
	assert_int_equal(bus_counts(w->client).late, 0);
	peer_close(&p);
}

static void an_answer_after_the_bound_is_counted_and_dropped(void **state)
{
	struct world *w = *state;
	struct envelope env = {.is_answer = true};
	struct caller c, next;
	char body[4096];
	int listener, fd = hanging(w, &listener);

	ask_bound(&c, w, 20, LONG_MS);
	(void)raw_read_frame(w, fd, body, sizeof body);
	world_wait(w, 1);
	raw_write_message(
	    w, fd, (struct str){body, 4}, &env, STR("{}"), STR("late"));
	ask_bound(&next, w, 30000, LONG_MS);
	(void)raw_read_frame(w, fd, body, sizeof body);
	raw_write_message(
	    w, fd, (struct str){body, 4}, &env, STR("{}"), STR("in time"));
	world_wait(w, 2);
	assert_int_equal(c.err.code, ERR_TIMEOUT);
	assert_int_equal(bus_counts(w->client).late, 1);
	assert_int_equal(next.err.code, ERR_OK);
	assert_string_equal(next.blob_r, "in time");
	close(fd);
	close(listener);
}

static void waiting_for_a_connection_is_bound_too(void **state)
{
	struct world *w = *state;
	struct caller c;

	world_client(
	    w, w->url, "", (struct bus_config){.patience_ms = LONG_MS});
	ask_bound(&c, w, 20, LONG_MS);
	world_wait(w, 1);
	assert_int_equal(c.err.code, ERR_TIMEOUT);
	assert_int_equal(bus_counts(w->client).calls, 0);
}

/* The second connection does not give it new time. */
static void a_call_that_is_sent_again_keeps_its_bound(void **state)
{
	struct world *w = *state;
	struct caller c;
	char body[4096];
	int listener, fd = hanging(w, &listener), again;

	ask_bound(&c, w, 1000, LONG_MS);
	(void)raw_read_frame(w, fd, body, sizeof body);
	close(fd);
	again = raw_accept(w, listener);
	raw_greet(w, again, 0x31);
	world_wait(w, 1);
	assert_int_equal(c.err.code, ERR_TIMEOUT);
	close(again);
	close(listener);
}

static void a_task_that_is_cancelled_leaves_no_bound(void **state)
{
	struct world *w = *state;
	struct caller c;
	int listener, fd = hanging(w, &listener);

	ask_bound(&c, w, 20, LONG_MS);
	task_cancel(&c.task);
	world_turn_for(w, 40);
	assert_false(c.done);
	close(fd);
	close(listener);
}

static void a_bus_that_closes_ends_it_before_its_bound(void **state)
{
	struct world *w = *state;
	struct caller c;
	int listener, fd = hanging(w, &listener);

	ask_bound(&c, w, 30000, LONG_MS);
	bus_close(&w->client);
	assert_true(c.done);
	assert_int_equal(c.err.code, ERR_UNAVAILABLE);
	close(fd);
	close(listener);
}

/* A hundred calls, from one that is over at once to a quarter of a second. No
 * turn of the loop leaves one behind whose bound was over, by the coarse clock
 * of the loop's timers, before the turn began. */
#define CALLS 100
#define GRAIN_MS 10

static void no_call_outlives_its_bound(void **state)
{
	struct world *w = *state;
	struct caller *v = calloc(CALLS, sizeof *v);
	int64_t until_ms[CALLS];
	int listener, fd = hanging(w, &listener);
	unsigned seed = 20;

	assert_non_null(v);
	for (size_t i = 0; i < CALLS; i++) {
		uint32_t bound_ms = 1 + (uint32_t)rand_r(&seed) % 250;

		ask_bound(&v[i], w, bound_ms, LONG_MS);
		until_ms[i] = loop_now_ms(w->loop) + bound_ms;
	}
	while (w->done < CALLS) {
		int64_t began_ms = clock_mono_ms();

		loop_turn(w->loop, 50);
		for (size_t i = 0; i < CALLS; i++) {
			assert_true(
			    v[i].done || until_ms[i] > began_ms - GRAIN_MS);
			assert_true(
			    !v[i].done || until_ms[i] <= clock_mono_ms());
		}
	}
	for (size_t i = 0; i < CALLS; i++)
		assert_int_equal(v[i].err.code, ERR_TIMEOUT);
	free(v);
	close(fd);
	close(listener);
}

#define WORLD_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    WORLD_TEST(a_call_ends_at_its_bound_and_says_so),
	    WORLD_TEST(the_time_of_its_task_is_still_a_deadline),
	    WORLD_TEST(the_peer_hears_how_long_its_caller_waits),
	    WORLD_TEST(an_answer_in_time_is_the_end_of_the_bound),
	    WORLD_TEST(an_answer_after_the_bound_is_counted_and_dropped),
	    WORLD_TEST(waiting_for_a_connection_is_bound_too),
	    WORLD_TEST(a_call_that_is_sent_again_keeps_its_bound),
	    WORLD_TEST(a_task_that_is_cancelled_leaves_no_bound),
	    WORLD_TEST(a_bus_that_closes_ends_it_before_its_bound),
	    WORLD_TEST(no_call_outlives_its_bound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
