/* test_ready.c - peers that are asked whether they can work. */
#include "tests/unit/bus/peer.h"
#include "tests/unit/bus/raw_peer.h"

#include "common/base/clock.h"
#include "common/bus/bus_private.h"

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

static void client_of_two(
    struct world *w, const struct peer *a, const struct peer *b)
{
	char urls[260];

	snprintf(urls, sizeof urls, "%s,%s", a->url, b->url);
	client(w, urls, "");
}

/* Until that connection of the lane is known to be so. */
static void until_known(
    struct world *w, enum lane lane, size_t end, enum bus_readiness want)
{
	const struct bus_group *g = &w->client->services[0]->lanes[lane];
	int64_t last = clock_mono_ms() + 10000;

	while (g->ends[end].readiness != want) {
		assert_true(clock_mono_ms() < last);
		loop_turn(w->loop, 10);
	}
}

/* ---- who is ready ---- */

static void who_is_not_ready_gets_no_calls_while_another_is(void **state)
{
	struct world *w = *state;
	struct peer a, b;

	peer_open(&a, w, "");
	peer_open(&b, w, "2");
	client_of_two(w, &a, &b);
	a.not_ready = "no database";
	until_known(w, LANE_STABLE, 0, BUS_READY_NO);
	assert_int_equal(ask_in_turn(w, 30, false), 30);
	assert_int_equal(a.calls, 0);
	a.not_ready = NULL;
	until_known(w, LANE_STABLE, 0, BUS_READY_YES);
	assert_int_equal(ask_in_turn(w, 60, false), 60);
	assert_true(a.calls > 0);
	peer_close(&a);
	peer_close(&b);
}

static void the_only_one_gets_calls_whatever_it_says(void **state)
{
	struct world *w = *state;
	struct peer a;

	peer_open(&a, w, "");
	client(w, a.url, "");
	a.not_ready = "no database";
	until_known(w, LANE_STABLE, 0, BUS_READY_NO);
	assert_int_equal(ask_in_turn(w, 5, false), 5);
	peer_close(&a);
}

static void nobody_ready_is_as_good_as_everybody(void **state)
{
	struct world *w = *state;
	struct peer a, b;

	peer_open(&a, w, "");
	peer_open(&b, w, "2");
	client_of_two(w, &a, &b);
	a.not_ready = b.not_ready = "no database";
	until_known(w, LANE_STABLE, 0, BUS_READY_NO);
	until_known(w, LANE_STABLE, 1, BUS_READY_NO);
	assert_int_equal(ask_in_turn(w, 40, false), 40);
	assert_true(a.calls > 0 && b.calls > 0);
	peer_close(&a);
	peer_close(&b);
}

static void a_lie_about_oneself_is_no_reason(void **state)
{
	struct world *w = *state;
	struct peer a, b;

	peer_open(&a, w, "");
	peer_open(&b, w, "2");
	a.lies = true;
	client_of_two(w, &a, &b);
	until_known(w, LANE_STABLE, 0, BUS_READY_YES);
	assert_int_equal(ask_in_turn(w, 40, false), 40);
	assert_true(a.calls > 0 && a.asked > 0);
	peer_close(&a);
	peer_close(&b);
}

static void questions_are_not_counted_as_calls(void **state)
{
	struct world *w = *state;
	struct peer a;

	peer_open(&a, w, "");
	client(w, a.url, "");
	while (a.asked < 3)
		loop_turn(w->loop, ASK_MS);
	assert_int_equal(bus_counts(w->client).calls, 0);
	peer_close(&a);
}

/* As if nobody had called it for a minute's worth of questions. */
static void whom_nobody_calls_is_asked_seldom_until_called(void **state)
{
	struct world *w = *state;
	struct bus_endpoint *e;
	struct peer a;

	peer_open(&a, w, "");
	client(w, a.url, "");
	until_known(w, LANE_STABLE, 0, BUS_READY_YES);
	e = &w->client->services[0]->lanes[LANE_STABLE].ends[0];
	assert_true(e->ask_at_ms <= loop_now_ms(w->loop) + ASK_MS);
	e->called_ms -= 1000 * ASK_MS;
	while (e->ask_at_ms <= loop_now_ms(w->loop) + ASK_MS)
		loop_turn(w->loop, 5);
	assert_true(e->readiness == BUS_READY_YES);
	assert_int_equal(ask_in_turn(w, 1, false), 1);
	assert_true(e->ask_at_ms <= loop_now_ms(w->loop) + ASK_MS);
	/* And found out all the same when it stops being well. */
	e->called_ms -= 1000 * ASK_MS;
	a.not_ready = "no database";
	until_known(w, LANE_STABLE, 0, BUS_READY_NO);
	peer_close(&a);
}

static void who_is_silent_gets_no_calls_while_another_answers(void **state)
{
	struct world *w = *state;
	struct peer b;
	char urls[260];
	int listener = raw_listen(w), fd;

	peer_open(&b, w, "2");
	snprintf(urls, sizeof urls, "%s,%s", w->url, b.url);
	world_client(w, urls, "", (struct bus_config){.ready_ms = ASK_MS});
	fd = raw_mute(w, listener);
	connected(w, LANE_STABLE);
	until_known(w, LANE_STABLE, 0, BUS_READY_SILENT);
	assert_int_equal(ask_in_turn(w, 30, false), 30);
	assert_int_equal(b.calls, 30);
	peer_close(&b);
	close(fd);
	close(listener);
}

static void a_hung_sibling_loses_its_safe_calls(void **state)
{
	struct world *w = *state;
	struct peer b;
	struct caller c[20];
	char urls[260];
	int listener = raw_listen(w), fd;

	peer_open(&b, w, "2");
	snprintf(urls, sizeof urls, "%s,%s", w->url, b.url);
	world_client(w, urls, "", (struct bus_config){.ready_ms = ASK_MS});
	fd = raw_mute(w, listener);
	connected(w, LANE_STABLE);
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		ask_safe(&c[i], w, i, 9000);
	world_wait(w, ARRAY_LEN(c));
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		assert_int_equal(c[i].err.code, ERR_OK);
	assert_int_equal(b.calls, ARRAY_LEN(c));
	assert_true(bus_counts(w->client).retries > 0);
	peer_close(&b);
	close(fd);
	close(listener);
}

/* Three of four silent: then the one that answers must not bear it all. */
static void silence_of_most_is_not_believed(void **state)
{
	struct world *w = *state;
	struct world *more[2] = {world_new(), world_new()};
	struct peer b;
	struct caller c[24];
	char urls[500];
	int listeners[3], fds[3];
	unsigned late = 0;

	listeners[0] = raw_listen(w);
	listeners[1] = raw_listen(more[0]);
	listeners[2] = raw_listen(more[1]);
	peer_open(&b, w, "2");
	snprintf(urls, sizeof urls, "%s,%s,%s,%s", w->url, more[0]->url,
	    more[1]->url, b.url);
	world_client(w, urls, "", (struct bus_config){.ready_ms = ASK_MS});
	for (size_t i = 0; i < 3; i++)
		fds[i] = raw_mute(w, listeners[i]);
	connected(w, LANE_STABLE);
	for (size_t i = 0; i < 3; i++)
		until_known(w, LANE_STABLE, i, BUS_READY_SILENT);
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		ask_once(&c[i], w, 300);
	world_wait(w, ARRAY_LEN(c));
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		late += c[i].err.code == ERR_DEADLINE;
	assert_true(late > 0 && late < ARRAY_LEN(c));
	peer_close(&b);
	for (size_t i = 0; i < 3; i++) {
		close(fds[i]);
		close(listeners[i]);
	}
	world_free(&more[0]);
	world_free(&more[1]);
}

#define WORLD_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    WORLD_TEST(who_is_not_ready_gets_no_calls_while_another_is),
	    WORLD_TEST(the_only_one_gets_calls_whatever_it_says),
	    WORLD_TEST(nobody_ready_is_as_good_as_everybody),
	    WORLD_TEST(a_lie_about_oneself_is_no_reason),
	    WORLD_TEST(questions_are_not_counted_as_calls),
	    WORLD_TEST(whom_nobody_calls_is_asked_seldom_until_called),
	    WORLD_TEST(who_is_silent_gets_no_calls_while_another_answers),
	    WORLD_TEST(a_hung_sibling_loses_its_safe_calls),
	    WORLD_TEST(silence_of_most_is_not_believed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
