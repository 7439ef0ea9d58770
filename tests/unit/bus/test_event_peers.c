/* test_event_peers.c - events from and to programs on libnng. */
#include "tests/unit/bus/event_reader.h"
#include "tests/unit/bus/nng_peer.h"

#include "common/base/clock.h"

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

static void a_reader_survives_killed_publishers_of_nng(void **state)
{
	struct world *w = *state;
	struct event_hub *hub = reader_hub(w, w->url);

	for (int i = 0; i < 3; i++) {
		pid_t pid = nng_peer_start("nng-pub", w->url, NULL);
		struct reader *r = reader_new(w, hub, "tick", 20, 100, 15000);

		reader_wait(w, r);
		assert_int_equal(r->n, 20);
		assert_int_equal(r->seq[19], r->seq[0] + 19);
		assert_string_equal(r->body[0], "body");
		free(r);
		nng_peer_kill(pid);
	}
	event_hub_close(&hub);
}

static void a_subscriber_of_nng_hears_us(void **state)
{
	struct world *w = *state;
	struct event_pub *pub = reader_pub(w);
	pid_t pid = nng_peer_start("nng-sub", w->url, NULL);
	int64_t until = clock_mono_ms() + 15000;
	uint64_t seq = 1;
	int code;

	while ((code = nng_peer_ended(pid)) == -1) {
		assert_true(clock_mono_ms() < until);
		event_publish(pub, "tock", seq++, STR("hint"));
		world_turn_for(w, 2);
	}
	assert_int_equal(code, 0);
	event_pub_close(&pub);
}

#define WORLD_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    WORLD_TEST(a_reader_survives_killed_publishers_of_nng),
	    WORLD_TEST(a_subscriber_of_nng_hears_us),
	};
	int code = nng_peer_main(argc, argv);

	if (code >= 0)
		return code;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
