/* test_feed.c - answers in pieces, as fast as they are taken. */
#include "tests/unit/http/feed_reader.h"
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <sys/socket.h>

static struct world *w;
static struct http_client *client;

static int set_up(void **state)
{
	struct err err;

	(void)state;
	unsetenv("http_proxy");
	w = world_new();
	world_serve(w);
	assert_int_equal(http_client_open(w->loop, 4, &client, &err), 0);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	http_client_close(&client);
	world_free(&w);
	return 0;
}

static void start(struct reader *r, unsigned port, const char *path)
{
	reader_start(r, w, client, port, path);
}

static void run(struct reader *r, const char *path)
{
	start(r, http_server_port(w->server), path);
	WORLD_UNTIL(w, r->done);
}

/* ---- peers that are well ---- */

static void pieces_come_as_they_are_sent(void **state)
{
	struct reader r = {.status = 0};
	struct raw p;

	(void)state;
	raw_open(&p, w);
	start(&r, p.port, "/");
	raw_accept(&p);
	raw_send(&p, SSE_HEAD "one ");
	WORLD_UNTIL(w, r.pieces == 1);
	assert_string_equal(r.text, "one ");
	raw_send(&p, "two ");
	WORLD_UNTIL(w, r.pieces == 2);
	raw_send(&p, "three");
	shutdown(p.fd, SHUT_WR);
	WORLD_UNTIL(w, r.done);
	assert_int_equal(r.err.code, ERR_OK);
	assert_int_equal(r.status, 200);
	assert_string_equal(r.type, "text/event-stream");
	assert_string_equal(r.text, "one two three");
	raw_close(&p);
}

static void any_status_and_an_empty_answer_are_success(void **state)
{
	struct reader nowhere = {.status = 0}, empty = {.status = 0};
	struct raw p;

	(void)state;
	run(&nowhere, "/nowhere");
	assert_int_equal(nowhere.err.code, ERR_OK);
	assert_int_equal(nowhere.status, 404);
	assert_true(nowhere.bytes > 0);
	raw_open(&p, w);
	start(&empty, p.port, "/");
	raw_accept(&p);
	raw_send(&p, "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
	WORLD_UNTIL(w, empty.done);
	assert_int_equal(empty.err.code, ERR_OK);
	assert_int_equal(empty.status, 503);
	assert_int_equal(empty.bytes, 0);
	raw_close(&p);
}

static void a_large_answer_comes_whole_in_bounded_pieces(void **state)
{
	struct reader r = {.call.max_answer_bytes = (size_t)16 << 20};

	(void)state;
	run(&r, "/big");
	assert_int_equal(r.err.code, ERR_OK);
	assert_int_equal(r.bytes, 8 << 20);
	assert_true(r.largest <= HTTP_FEED_BYTES);
}

/* ---- back-pressure ---- */

static void a_peer_is_read_no_faster_than_its_reader(void **state)
{
	enum { SEND = 32 << 20 };
	struct reader r = {
	    .nap_ms = 3000, .call.max_answer_bytes = (size_t)64 << 20};
	char *block = calloc(1, 65536);
	size_t sent = 0;
	struct raw p;

	(void)state;
	raw_open(&p, w);
	start(&r, p.port, "/");
	raw_accept(&p);
	raw_send(&p, SSE_HEAD "x");
	WORLD_UNTIL(w, r.opened);
	for (int turn = 0; turn < 200 && sent < SEND; turn++) {
		ssize_t n;

		while (sent < SEND &&
		       (n = send(p.fd, block, 65536, MSG_NOSIGNAL)) > 0)
			sent += (size_t)n;
		loop_turn(w->loop, 1);
	}
	/* What the kernel's buffers hold, and no more. */
	assert_true(sent < SEND);
	assert_true(r.bytes <= HTTP_FEED_BYTES);
	task_cancel(&r.task);
	free(block);
	raw_close(&p);
}

#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(pieces_come_as_they_are_sent),
	    T(any_status_and_an_empty_answer_are_success),
	    T(a_large_answer_comes_whole_in_bounded_pieces),
	    T(a_peer_is_read_no_faster_than_its_reader),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
