/* test_peers.c - connections of one address, and who leaves when all places
 * are taken. */
#include "tests/unit/http/fixture.h"
#include "tests/unit/unit.h"
#include "common/http/peers.h"

#include <stdio.h>

#define HELLO "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"

static struct world *w;

static int set_up(void **state)
{
	(void)state;
	w = world_new();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	world_free(&w);
	return 0;
}

static void counts_each_address(void **state)
{
	struct peers *p = peers_new(2);

	(void)state;
	for (int round = 0; round < 3; round++) {
		assert_true(peers_enter(p, "192.0.2.1"));
		assert_true(peers_enter(p, "192.0.2.1"));
		assert_false(peers_enter(p, "192.0.2.1"));
		assert_true(peers_enter(p, "192.0.2.2"));
		peers_leave(p, "192.0.2.1");
		peers_leave(p, "192.0.2.1");
		peers_leave(p, "192.0.2.2");
	}
	peers_free(&p);
}

static void takes_a_network_of_64_bits_for_one(void **state)
{
	struct peers *p = peers_new(2);

	(void)state;
	assert_true(peers_enter(p, "2001:db8:1:2::1"));
	assert_true(peers_enter(p, "2001:db8:1:2:ffff::9"));
	assert_false(peers_enter(p, "2001:db8:1:2:3::4"));
	assert_true(peers_enter(p, "2001:db8:1:3::1"));
	assert_true(peers_enter(p, "::1"));
	assert_true(peers_enter(p, "::1"));
	assert_false(peers_enter(p, "::1"));
	peers_free(&p);
}

static void takes_a_mapped_address_for_its_own(void **state)
{
	struct peers *p = peers_new(1);

	(void)state;
	assert_true(peers_enter(p, "192.0.2.1"));
	assert_false(peers_enter(p, "::ffff:192.0.2.1"));
	assert_true(peers_enter(p, "::ffff:192.0.2.2"));
	peers_free(&p);
}

static void has_no_bound_for_local_sockets_or_without_one(void **state)
{
	struct peers *p = peers_new(1), *none = peers_new(0);

	(void)state;
	assert_null(none);
	for (int i = 0; i < 5; i++) {
		assert_true(peers_enter(p, "unix"));
		assert_true(peers_enter(none, "192.0.2.1"));
	}
	peers_leave(p, "unix");
	peers_leave(none, "192.0.2.1");
	peers_free(&p);
	peers_free(&none);
}

/* Its Content-Length is its length. */
static void assert_whole_problem(const char *answer)
{
	const char *body = strstr(answer, "\r\n\r\n") + 4;
	char line[60];

	snprintf(
	    line, sizeof line, "\r\nContent-Length: %zu\r\n", strlen(body));
	assert_non_null(strstr(answer, line));
	assert_non_null(strstr(answer, "application/problem+json\r\n"));
	assert_int_equal(body[0], '{');
	assert_int_equal(body[strlen(body) - 1], '}');
}

static void turns_away_the_connections_over_it(void **state)
{
	struct peer *a, *b;

	(void)state;
	w->config.max_peer_connections = 1;
	world_serve(w);
	a = peer_new(w);
	peer_sends(a, HELLO);
	peer_await(a, "hello\n");
	b = peer_new(w);
	peer_await_close(b);
	assert_true(peer_has(b, "HTTP/1.1 503 "));
	assert_whole_problem(buf_str(&b->got));
	peer_free(&b);
	peer_free(&a);
	/* The place is free again once the server has seen it. */
	for (int i = 0; i < 50; i++)
		loop_turn(w->loop, 1);
	b = peer_new(w);
	peer_sends(b, HELLO);
	peer_await(b, "hello\n");
	peer_free(&b);
}

static void gives_an_idle_ones_place_away_when_full(void **state)
{
	struct peer *idle, *slow, *next;

	(void)state;
	w->config.max_connections = 2;
	world_serve(w);
	slow = peer_new(w);
	peer_sends(slow, "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
	WORLD_UNTIL(w, http_server_in_flight(w->server) == 1);
	idle = peer_new(w);
	peer_sends(idle, HELLO);
	peer_await(idle, "hello\n");
	next = peer_new(w);
	peer_sends(next, HELLO);
	peer_await(next, "hello\n");
	peer_await_close(idle);
	assert_int_equal(http_server_in_flight(w->server), 1);
	peer_free(&idle);
	peer_free(&next);
	peer_free(&slow);
}

/* Slowloris: heads that never end hold every place. */
static void gives_a_slow_heads_place_away_when_full(void **state)
{
	struct peer *slow[3], *next;

	(void)state;
	w->config.max_connections = ARRAY_LEN(slow);
	world_serve(w);
	for (size_t i = 0; i < ARRAY_LEN(slow); i++) {
		slow[i] = peer_new(w);
		peer_sends(slow[i], "GET /hello HTTP/1.1\r\nX: ");
		loop_turn(w->loop, 5);
	}
	for (int i = 0; i < 110; i++) {
		usleep(10000);
		loop_turn(w->loop, 0);
		for (size_t k = 0; k < ARRAY_LEN(slow); k++)
			peer_sends(slow[k], "x");
	}
	next = peer_new(w);
	peer_sends(next, HELLO);
	peer_await(next, "hello\n");
	peer_await_close(slow[0]);
	peer_take(slow[1]);
	assert_false(slow[1]->closed);
	for (size_t i = 0; i < ARRAY_LEN(slow); i++)
		peer_free(&slow[i]);
	peer_free(&next);
}

#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(counts_each_address),
	    cmocka_unit_test(takes_a_network_of_64_bits_for_one),
	    cmocka_unit_test(takes_a_mapped_address_for_its_own),
	    cmocka_unit_test(has_no_bound_for_local_sockets_or_without_one),
	    T(turns_away_the_connections_over_it),
	    T(gives_an_idle_ones_place_away_when_full),
	    T(gives_a_slow_heads_place_away_when_full),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
