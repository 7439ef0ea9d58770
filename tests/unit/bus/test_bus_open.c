/* test_bus_open.c - configuration, and tcp by address and by name. */
#include "tests/unit/bus/fixture.h"

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

static void tcp_works_with_addresses_and_names(void **state)
{
	struct world *w = *state;
	struct caller c[2];
	char url[64];
	struct err err = {0};
	unsigned port = 20000 + (unsigned)getpid() % 20000;

	for (;; port++) {
		snprintf(url, sizeof url, "tcp://127.0.0.1:%u", port);
		if (bus_open(w->loop, &(struct bus_config){.service = "x"},
			&w->server, &err) < 0)
			fail();
		if (bus_serve(w->server, url, NULL, 0, 1, NULL, &err) == 0)
			break;
		bus_close(&w->server);
	}
	bus_close(&w->server);
	w->server = world_server(w, url);
	world_client(w, url, "", (struct bus_config){0});
	caller_start(&c[0], w, "by address", 5000);
	world_wait(w, 1);
	assert_string_equal(c[0].blob_r, "by address");
	bus_close(&w->client);
	snprintf(url, sizeof url, "tcp://localhost:%u", port);
	world_client(w, url, "", (struct bus_config){0});
	caller_start(&c[1], w, "by name", 5000);
	world_wait(w, 2);
	assert_string_equal(c[1].blob_r, "by name");
}

static void an_unknown_name_is_an_absent_peer(void **state)
{
	struct world *w = *state;
	struct caller c;

	world_client(
	    w, "tcp://no-such-host.invalid:7000", "", (struct bus_config){0});
	caller_start(&c, w, "x", 100);
	world_wait(w, 1);
	assert_int_equal(c.err.code, ERR_DEADLINE);
}

static void closing_during_a_lookup_leaves_nothing(void **state)
{
	struct world *w = *state;

	for (int i = 0; i < 5; i++) {
		world_client(w, "tcp://no-such-host.invalid:7000", "",
		    (struct bus_config){0});
		for (int turn = 0; turn < i; turn++)
			loop_turn(w->loop, 0);
		bus_close(&w->client);
	}
	/* libevent lets go of a cancelled lookup in a turn of the loop. */
	world_turn_for(w, 5);
}

static void wrong_configuration_is_refused(void **state)
{
	struct world *w = *state;
	struct bus_peer peers[2] = {
	    {"a", "ipc:///tmp/a", ""}, {"a", "ipc:///tmp/b", ""}};
	struct bus_config config = {
	    .service = "x", .peers = peers, .n_peers = 2};
	struct err err = {0};
	struct bus *b;

	assert_int_equal(bus_open(w->loop, &config, &b, &err), -1);
	assert_int_equal(err.code, ERR_INVALID);
	peers[1] = (struct bus_peer){"b", "ipc:///tmp/b", "http://x"};
	assert_int_equal(bus_open(w->loop, &config, &b, &err), -1);
	assert_string_equal(err.text,
	    "b, canary lane: http://x: a bus URL is ipc:///path or "
	    "tcp://host:port");
	config.service = "a name of more than twenty-three bytes";
	config.n_peers = 0;
	assert_int_equal(bus_open(w->loop, &config, &b, &err), -1);
	assert_int_equal(err.code, ERR_INVALID);
}

#define WORLD_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    WORLD_TEST(tcp_works_with_addresses_and_names),
	    WORLD_TEST(an_unknown_name_is_an_absent_peer),
	    WORLD_TEST(closing_during_a_lookup_leaves_nothing),
	    WORLD_TEST(wrong_configuration_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
