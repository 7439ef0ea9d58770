/* test_streams.c - answers that are written while they are made. */
#include "tests/unit/http/fixture.h"
#include "tests/unit/unit.h"

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

static void writes_chunks_and_ends_them(void **state)
{
	struct peer *p = peer_new(w);

	(void)state;
	peer_sends(p, "GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
	peer_await(p, "data: two\n\n");
	assert_true(peer_has(p, "Transfer-Encoding: chunked\r\n"));
	assert_true(peer_has(p, "Content-Type: text/event-stream\r\n"));
	assert_false(peer_has(p, "Content-Length"));
	peer_await(p, "\r\n0\r\n\r\n");
	assert_true(peer_has(p,
	    "\r\n\r\nb\r\ndata: one\n\n\r\n"
	    "b\r\ndata: two\n\n\r\nd\r\ndata: three\n\n\r\n0\r\n\r\n"));
	assert_false(p->closed);
	peer_sends(p, "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
	peer_await(p, "hello\n");
	peer_free(&p);
}

static void streams_to_1_0_until_it_closes(void **state)
{
	struct peer *p = peer_new(w);

	(void)state;
	peer_sends(p, "GET /events HTTP/1.0\r\nConnection: keep-alive"
		      "\r\n\r\n");
	peer_await_close(p);
	assert_false(peer_has(p, "chunked"));
	assert_true(peer_has(p, "Connection: close\r\n"));
	assert_true(peer_has(p, "\r\n\r\ndata: one\n\ndata: two\n\n"
				"data: three\n\n"));
	peer_free(&p);
}

static void streams_no_body_to_head(void **state)
{
	struct peer *p = peer_new(w);

	(void)state;
	peer_sends(p, "HEAD /events HTTP/1.1\r\nHost: a\r\n\r\n"
		      "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
	peer_await(p, "hello\n");
	assert_false(peer_has(p, "data:"));
	assert_false(peer_has(p, "\r\n0\r\n"));
	peer_free(&p);
}

static void breaks_off_streams_that_are_cut(void **state)
{
	struct peer *p = peer_new(w);

	(void)state;
	peer_sends(p, "GET /cut HTTP/1.1\r\nHost: a\r\n\r\n");
	peer_await_close(p);
	assert_true(peer_has(p, "4\r\nhalf\r\n"));
	assert_false(peer_has(p, "\r\n0\r\n"));
	peer_free(&p);
}

/* A reader that does not read bounds the writer, and is let go when it
 * leaves. */
static void bounds_what_a_slow_reader_costs(void **state)
{
	struct peer *p = peer_new(w);
	size_t before;

	(void)state;
	peer_sends(p, "GET /flood HTTP/1.1\r\nHost: a\r\n\r\n");
	WORLD_UNTIL(w, w->written > 0);
	do {
		before = w->written;
		for (int i = 0; i < 20; i++)
			loop_turn(w->loop, 1);
	} while (w->written != before);
	assert_true(w->written < (size_t)32 << 20);
	peer_free(&p);
	WORLD_UNTIL(w, w->done == 1);
}

static void drains_to_a_reader_that_reads(void **state)
{
	struct peer *p = peer_new(w);
	unsigned chunks = ((size_t)64 << 20) / 4096;

	(void)state;
	peer_sends(p, "GET /flood HTTP/1.1\r\nHost: a\r\n\r\n");
	for (int turns = 0; w->done == 0; turns++) {
		assert_true(turns < 100000);
		peer_take(p);
		loop_turn(w->loop, 5);
	}
	peer_await(p, "\r\n0\r\n\r\n");
	assert_int_equal(peer_count(p, "\r\n1000\r\n"), chunks);
	peer_free(&p);
}

static void cancels_streams_when_the_client_leaves(void **state)
{
	struct peer *p = peer_new(w);

	(void)state;
	peer_sends(p, "GET /flood HTTP/1.1\r\nHost: a\r\n\r\n");
	peer_await(p, "ffff");
	assert_int_equal(http_server_in_flight(w->server), 1);
	peer_free(&p);
	WORLD_UNTIL(w, http_server_in_flight(w->server) == 0);
	/* It was answered, as far as it went. */
	assert_int_equal(w->last_status, 200);
}

#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(writes_chunks_and_ends_them),
	    T(streams_to_1_0_until_it_closes),
	    T(streams_no_body_to_head),
	    T(breaks_off_streams_that_are_cut),
	    T(bounds_what_a_slow_reader_costs),
	    T(drains_to_a_reader_that_reads),
	    T(cancels_streams_when_the_client_leaves),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
