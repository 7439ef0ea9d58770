/* test_feed_faults.c - peers that stall, break off, reset, flood and lie. */
#include "tests/unit/http/feed_reader.h"
#include "tests/unit/unit.h"

#include <stdio.h>
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

/* ---- ends before the end ---- */

static void a_closed_feed_closes_its_connection(void **state)
{
	struct reader r = {.max_pieces = 1};
	char byte;
	struct raw p;

	(void)state;
	raw_open(&p, w);
	start(&r, p.port, "/");
	raw_accept(&p);
	raw_send(&p, SSE_HEAD "one ");
	WORLD_UNTIL(w, r.done);
	assert_int_equal(r.err.code, ERR_OK);
	WORLD_UNTIL(w, recv(p.fd, &byte, 1, 0) == 0);
	raw_close(&p);
}

static void a_cancelled_task_closes_its_connection(void **state)
{
	struct reader r = {.status = 0};
	char byte;
	struct raw p;

	(void)state;
	raw_open(&p, w);
	start(&r, p.port, "/");
	raw_accept(&p);
	raw_send(&p, SSE_HEAD "one ");
	WORLD_UNTIL(w, r.pieces == 1);
	task_cancel(&r.task);
	assert_true(r.done);
	WORLD_UNTIL(w, recv(p.fd, &byte, 1, 0) == 0);
	raw_close(&p);
}

static void a_stall_is_told_from_a_late_beginning(void **state)
{
	struct reader stalls = {.stall_ms = 30};
	struct reader late = {.call.timeout_ms = 30};
	struct raw p, q;

	(void)state;
	raw_open(&p, w);
	start(&stalls, p.port, "/");
	raw_accept(&p);
	raw_send(&p, SSE_HEAD "one ");
	WORLD_UNTIL(w, stalls.done);
	assert_int_equal(stalls.err.code, ERR_DEADLINE);
	assert_non_null(strstr(stalls.err.text, "nothing more came"));
	assert_string_equal(stalls.text, "one ");
	raw_close(&p);
	raw_open(&q, w);
	start(&late, q.port, "/");
	raw_accept(&q);
	WORLD_UNTIL(w, late.done);
	assert_int_equal(late.err.code, ERR_DEADLINE);
	assert_non_null(strstr(late.err.text, "no answer"));
	assert_false(late.opened);
	raw_close(&q);
}

static void what_came_before_a_break_is_given(void **state)
{
	static const struct {
		const char *bytes, *text;
		enum err_code code;
	} lies[] = {
	    {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort", "short",
		ERR_BAD_PEER},
	    {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe",
		"he", ERR_BAD_PEER},
	    {"HTTP/1.1 200 OK\r\nTransfer-Encoding: "
	     "chunked\r\n\r\n2\r\nhe\r\nzz",
		"he", ERR_BAD_PEER},
	    {"nonsense\r\n\r\n", "", ERR_BAD_PEER},
	    {"", "", ERR_UNAVAILABLE},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(lies); i++) {
		struct reader r = {.status = 0};
		struct raw p;

		raw_open(&p, w);
		start(&r, p.port, "/secret?key=secret");
		raw_accept(&p);
		raw_send(&p, lies[i].bytes);
		close(p.fd);
		p.fd = -1;
		WORLD_UNTIL(w, r.done);
		if (r.err.code != lies[i].code)
			fail_msg("%s: %s", lies[i].bytes, r.err.text);
		assert_string_equal(r.text, lies[i].text);
		assert_null(strstr(r.err.text, "secret"));
		raw_close(&p);
	}
}

static void a_reset_is_an_error(void **state)
{
	struct linger hard = {.l_onoff = 1};
	struct reader r = {.status = 0};
	struct raw p;

	(void)state;
	raw_open(&p, w);
	start(&r, p.port, "/");
	raw_accept(&p);
	raw_send(&p, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\none");
	WORLD_UNTIL(w, r.pieces == 1);
	setsockopt(p.fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
	close(p.fd);
	p.fd = -1;
	WORLD_UNTIL(w, r.done);
	assert_int_equal(r.err.code, ERR_BAD_PEER);
	raw_close(&p);
}

static void an_endless_head_is_refused(void **state)
{
	struct reader r = {.status = 0};
	char line[1100];
	struct raw p;

	(void)state;
	raw_open(&p, w);
	start(&r, p.port, "/");
	raw_accept(&p);
	raw_send(&p, "HTTP/1.1 200 OK\r\n");
	snprintf(line, sizeof line, "X-Long: %01000d\r\n", 0);
	for (int i = 0; i < 200 && !r.done; i++) {
		(void)!send(p.fd, line, strlen(line), MSG_NOSIGNAL);
		loop_turn(w->loop, 1);
	}
	WORLD_UNTIL(w, r.done);
	assert_int_equal(r.err.code, ERR_BAD_PEER);
	assert_non_null(strstr(r.err.text, "head"));
	raw_close(&p);
}

static void an_answer_over_the_bound_is_refused(void **state)
{
	struct reader r = {.call.max_answer_bytes = 100000};

	(void)state;
	run(&r, "/big");
	assert_int_equal(r.err.code, ERR_BAD_PEER);
	assert_true(r.bytes <= 100000);
}

static void a_call_that_can_not_be_is_refused(void **state)
{
	static const char *const split[] = {"X: a\r\nY: b", NULL};
	struct reader r = {.call.headers = split};

	(void)state;
	run(&r, "/hello");
	assert_int_equal(r.err.code, ERR_INTERNAL);
}

#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(a_closed_feed_closes_its_connection),
	    T(a_cancelled_task_closes_its_connection),
	    T(a_stall_is_told_from_a_late_beginning),
	    T(what_came_before_a_break_is_given),
	    T(a_reset_is_an_error),
	    T(an_endless_head_is_refused),
	    T(an_answer_over_the_bound_is_refused),
	    T(a_call_that_can_not_be_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
