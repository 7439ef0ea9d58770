/* test_park.c - streams between their events: written to, woken, ended, left.
 */
#include "tests/unit/http/fixture.h"
#include "tests/unit/unit.h"

#include "common/http/park.h"

#include <stdio.h>

/* The route /parked parks its stream; this is its owner. */
static struct parked *owner_of(struct world *w)
{
	return &w->parked;
}

static struct world *w;

static int set_up(void **state)
{
	(void)state;
	w = world_new();
	world_serve(w);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	world_free(&w);
	return 0;
}

static struct peer *park_one(const char *version)
{
	struct peer *p = peer_new(w);
	char head[100];

	snprintf(head, sizeof head, "GET /parked HTTP/%s\r\nHost: a\r\n\r\n",
	    version);
	peer_sends(p, head);
	peer_await(p, "data: first\n\n");
	WORLD_UNTIL(w, owner_of(w)->conn != NULL);
	return p;
}

static void its_request_is_over_while_it_waits(void **state)
{
	struct peer *p = park_one("1.1");

	(void)state;
	assert_int_equal(http_server_in_flight(w->server), 0);
	assert_int_equal(w->done, 1);
	assert_int_equal(w->released, 1);
	assert_int_equal(owner_of(w)->left, 0);
	assert_false(http_server_drained(w->server, false));
	peer_free(&p);
	WORLD_UNTIL(w, owner_of(w)->left == 1);
	assert_true(http_server_drained(w->server, false));
}

static void what_is_written_is_a_chunk(void **state)
{
	struct peer *p = park_one("1.1");

	(void)state;
	http_park_write(owner_of(w)->conn, STR("data: more\n\n"));
	peer_await(p, "\r\nc\r\ndata: more\n\n\r\n");
	peer_free(&p);
}

static void or_bytes_for_1_0(void **state)
{
	struct peer *p = park_one("1.0");

	(void)state;
	http_park_write(owner_of(w)->conn, STR("data: more\n\n"));
	peer_await(p, "data: first\n\ndata: more\n\n");
	http_park_end(owner_of(w)->conn);
	peer_await_close(p);
	peer_free(&p);
}

static void its_end_leaves_the_connection_to_the_next_request(void **state)
{
	struct peer *p = park_one("1.1");

	(void)state;
	http_park_end(owner_of(w)->conn);
	assert_int_equal(owner_of(w)->left, 1);
	peer_await(p, "\r\n0\r\n\r\n");
	peer_sends(p, "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
	peer_await(p, "hello\n");
	assert_int_equal(owner_of(w)->left, 1);
	peer_free(&p);
}

static void a_request_that_came_meanwhile_is_next(void **state)
{
	struct peer *p = park_one("1.1");

	(void)state;
	peer_sends(p, "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
	for (int i = 0; i < 20; i++)
		loop_turn(w->loop, 1);
	assert_false(peer_has(p, "hello\n"));
	http_park_end(owner_of(w)->conn);
	peer_await(p, "hello\n");
	peer_free(&p);
}

static void steps_run_on_it_and_park_it_again(void **state)
{
	struct peer *p = park_one("1.1");

	(void)state;
	for (unsigned i = 0; i < 3; i++) {
		http_park_wake(owner_of(w)->conn, world_woken_steps, 5000);
		WORLD_UNTIL(w, http_server_in_flight(w->server) == 0);
		while (peer_count(p, "data: woken\n\n") <= i) {
			loop_turn(w->loop, 5);
			peer_take(p);
		}
	}
	assert_int_equal(owner_of(w)->left, 0);
	/* Done is for requests that a client made. */
	assert_int_equal(w->done, 1);
	assert_int_equal(w->released, 1);
	assert_int_equal(w->woken, 3);
	peer_free(&p);
	WORLD_UNTIL(w, owner_of(w)->left == 1);
}

static void steps_that_do_not_park_it_end_it(void **state)
{
	struct peer *p = park_one("1.1");

	(void)state;
	owner_of(w)->ends = true;
	http_park_wake(owner_of(w)->conn, world_woken_steps, 5000);
	peer_await(p, "\r\n0\r\n\r\n");
	assert_int_equal(owner_of(w)->left, 1);
	peer_free(&p);
}

static void who_leaves_while_steps_run_is_told_once(void **state)
{
	struct peer *p = park_one("1.1");

	(void)state;
	http_park_wake(owner_of(w)->conn, world_woken_steps, 5000);
	assert_int_equal(http_server_in_flight(w->server), 1);
	peer_free(&p);
	WORLD_UNTIL(w, owner_of(w)->left > 0);
	for (int i = 0; i < 20; i++)
		loop_turn(w->loop, 1);
	assert_int_equal(owner_of(w)->left, 1);
	assert_int_equal(http_server_in_flight(w->server), 0);
}

static void a_reader_that_does_not_read_is_seen_in_the_queue(void **state)
{
	struct peer *p = park_one("1.1");
	static char text[100000];
	size_t n = 0;

	(void)state;
	memset(text, 'x', sizeof text);
	while (http_park_queued(owner_of(w)->conn) == 0) {
		assert_true(++n < 1000);
		http_park_write(
		    owner_of(w)->conn, (struct str){text, sizeof text});
	}
	while (http_park_queued(owner_of(w)->conn) > 0) {
		peer_take(p);
		loop_turn(w->loop, 5);
	}
	assert_int_equal(peer_count(p, "\r\n186a0\r\n"), n);
	peer_free(&p);
}

static void the_server_s_end_is_the_stream_s(void **state)
{
	struct peer *p = park_one("1.1");

	(void)state;
	http_server_close(&w->server);
	assert_int_equal(owner_of(w)->left, 1);
	peer_free(&p);
}

#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(its_request_is_over_while_it_waits),
	    T(what_is_written_is_a_chunk),
	    T(or_bytes_for_1_0),
	    T(its_end_leaves_the_connection_to_the_next_request),
	    T(a_request_that_came_meanwhile_is_next),
	    T(steps_run_on_it_and_park_it_again),
	    T(steps_that_do_not_park_it_end_it),
	    T(who_leaves_while_steps_run_is_told_once),
	    T(a_reader_that_does_not_read_is_seen_in_the_queue),
	    T(the_server_s_end_is_the_stream_s),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
