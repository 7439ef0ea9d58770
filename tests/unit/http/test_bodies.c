/* test_bodies.c - request bodies on the wire: whole, streamed, refused. */
#include "tests/unit/http/fixture.h"
#include "tests/unit/unit.h"

#include <stdio.h>
#include <sys/socket.h>

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

#define POST(path) "POST " path " HTTP/1.1\r\nHost: a\r\n"
#define CLOSE "Connection: close\r\n"
#define CHUNKED "Transfer-Encoding: chunked\r\n"

static void assert_has(const char *text, const char *part)
{
	if (strstr(text, part) == NULL)
		fail_msg("no \"%s\" in: %s", part, text);
}

/* n bytes with a pattern, and the sum that /upload makes of them. */
static char *pattern(size_t n, unsigned *sum_r)
{
	char *p = malloc(n + 1);

	assert_non_null(p);
	*sum_r = 0;
	for (size_t i = 0; i < n; i++) {
		p[i] = (char)('a' + i * 7 % 23);
		*sum_r = *sum_r * 31 + (unsigned char)p[i];
	}
	p[n] = '\0';
	return p;
}

/* ---- buffered ---- */

static void gives_the_whole_body(void **state)
{
	(void)state;
	assert_has(world_ask(w, STR(POST("/echo") CLOSE
				    "Content-Length: 5\r\n\r\nhello")),
	    "5:hello.");
	assert_has(
	    world_ask(w, STR(POST("/echo") CLOSE "Content-Length: 0\r\n\r\n")),
	    "0:.");
	assert_has(world_ask(w, STR(POST("/echo") CLOSE "\r\n")), "0:.");
}

static void gives_the_decoded_chunks(void **state)
{
	(void)state;
	assert_has(world_ask(w,
		       STR(POST("/echo") CLOSE CHUNKED
			   "\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\nT: x\r\n\r\n")),
	    "5:hello.");
	assert_has(
	    world_ask(w, STR(POST("/nothing") CLOSE CHUNKED "\r\n0\r\n\r\n")),
	    "0:.");
}

static void takes_bodies_up_to_the_bound(void **state)
{
	char text[2000];
	unsigned sum;
	char *body = pattern(1000, &sum);

	(void)state;
	snprintf(text, sizeof text,
	    POST("/echo") CLOSE "Content-Length: 1000\r\n\r\n%s", body);
	assert_has(world_ask(w, str_of(text)), "1000:");
	snprintf(text, sizeof text,
	    POST("/echo") CLOSE CHUNKED "\r\n3e8\r\n%s\r\n0\r\n\r\n", body);
	assert_has(world_ask(w, str_of(text)), body);
	free(body);
}

static void refuses_bodies_over_the_bound(void **state)
{
	char text[2000];
	unsigned sum;
	char *body = pattern(1001, &sum);

	(void)state;
	/* Told by the head alone. */
	assert_has(
	    world_ask(w, STR(POST("/echo") "Content-Length: 1001\r\n\r\n")),
	    "413 Content Too Large\r\n");
	snprintf(text, sizeof text,
	    POST("/echo") CHUNKED "\r\n3e9\r\n%s\r\n0\r\n\r\n", body);
	assert_has(world_ask(w, str_of(text)), "413 Content Too Large\r\n");
	assert_has(world_ask(w,
		       STR(POST("/nothing") CHUNKED "\r\n1\r\nx\r\n0\r\n\r\n")),
	    "413 Content Too Large\r\n");
	assert_int_equal(w->last_status, 413);
	free(body);
}

static void refuses_malformed_chunks(void **state)
{
	(void)state;
	assert_has(world_ask(w, STR(POST("/echo") CHUNKED "\r\n5\r\nhelloX")),
	    "400 Bad Request\r\n");
	assert_has(world_ask(w, STR(POST("/upload") CHUNKED "\r\n5\r\nhelloX")),
	    "400 Bad Request\r\n");
}

static void takes_bodies_in_pieces(void **state)
{
	struct peer *p = peer_new(w);

	(void)state;
	peer_sends(p, POST("/echo") "Content-Length: 6\r\n\r\nab");
	WORLD_UNTIL(w, w->begun == 1);
	peer_sends(p, "cd");
	loop_turn(w->loop, 5);
	peer_sends(p, "efGET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
	peer_await(p, "6:abcdef.");
	peer_await(p, "hello\n");
	peer_free(&p);
}

static void forgets_a_client_that_leaves_amid_its_body(void **state)
{
	struct peer *p = peer_new(w);

	(void)state;
	peer_sends(p, POST("/echo") "Content-Length: 6\r\n\r\nab");
	WORLD_UNTIL(w, w->begun == 1);
	peer_free(&p);
	WORLD_UNTIL(w, w->done == 1);
	assert_int_equal(w->last_status, 499);
}

/* ---- 100-continue ---- */

static void says_continue_when_the_body_is_wanted(void **state)
{
	struct peer *p = peer_new(w);

	(void)state;
	peer_sends(p, POST("/echo") "Expect: 100-continue\r\n"
				    "Content-Length: 2\r\n\r\n");
	peer_await(p, "HTTP/1.1 100 Continue\r\n\r\n");
	peer_sends(p, "ok");
	peer_await(p, "2:ok.");
	peer_sends(
	    p, POST("/upload") "Expect: 100-continue\r\n" CHUNKED "\r\n");
	WORLD_UNTIL(w, (peer_take(p), peer_count(p, "100 Continue") == 2));
	peer_sends(p, "2\r\nok\r\n0\r\n\r\n");
	peer_await(p, "2 bytes");
	peer_free(&p);
}

static void does_not_say_continue_to_what_it_refuses(void **state)
{
	const char *a = world_ask(
	    w, STR(POST("/echo") "Expect: 100-continue\r\nContent-Length: "
				 "5000\r\n\r\n"));

	(void)state;
	assert_null(strstr(a, "100 Continue"));
	assert_has(a, "413 Content Too Large");
	assert_has(
	    world_ask(w,
		STR(POST("/nowhere") "Expect: 100-continue\r\nContent-Length: "
				     "5\r\n\r\n")),
	    "HTTP/1.1 404");
	assert_has(
	    world_ask(w,
		STR(POST("/ignore") "Expect: 100-continue\r\nContent-Length: "
				    "5\r\n\r\n")),
	    "HTTP/1.1 200");
}

static void does_not_say_continue_when_the_body_is_there(void **state)
{
	const char *a = world_ask(
	    w, STR(POST("/echo") CLOSE
		   "Expect: 100-continue\r\nContent-Length: 2\r\n\r\nok"));

	(void)state;
	assert_null(strstr(a, "100 Continue"));
	assert_has(a, "2:ok.");
}

/* ---- what nobody reads ---- */

static void skips_small_bodies_that_nobody_reads(void **state)
{
	struct peer *p = peer_new(w);

	(void)state;
	peer_sends(p, POST("/nowhere") "Content-Length: 5\r\n\r\nhel");
	peer_await(p, "HTTP/1.1 404");
	peer_sends(p, "loGET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
	peer_await(p, "hello\n");
	peer_sends(p,
	    POST("/ignore") "Content-Length: 3\r\n\r\nabc"
			    "GET /users/9 HTTP/1.1\r\nHost: a\r\n\r\n");
	peer_await(p, "user 9");
	peer_free(&p);
}

static void closes_after_large_bodies_that_nobody_reads(void **state)
{
	unsigned sum;
	char *body = pattern(1 << 20, &sum);
	struct peer *p = peer_new(w);

	(void)state;
	peer_sends(p, POST("/ignore") "Content-Length: 1048576\r\n\r\n");
	peer_send(p, (struct str){body, 1 << 20});
	peer_await_close(p);
	/* The answer survived, though not all was read. */
	assert_true(peer_has(p, "Connection: close\r\n"));
	assert_true(peer_has(p, "hello\n"));
	peer_free(&p);
	free(body);
}

static void closes_after_chunks_that_nobody_reads(void **state)
{
	(void)state;
	assert_has(world_ask(w,
		       STR(POST("/nowhere") CHUNKED "\r\n1\r\nx\r\n0\r\n\r\n")),
	    "Connection: close\r\n");
}

/* ---- streamed ---- */

static void upload(size_t n, bool chunked)
{
	unsigned sum;
	char *body = pattern(n, &sum), head[200], expected[100];
	struct peer *p = peer_new(w);

	if (chunked)
		snprintf(head, sizeof head,
		    POST("/upload") CHUNKED "\r\n%zx\r\n", n);
	else
		snprintf(head, sizeof head,
		    POST("/upload") "Content-Length: %zu\r\n\r\n", n);
	peer_sends(p, head);
	peer_send(p, (struct str){body, n});
	if (chunked)
		peer_sends(p, "\r\n0\r\n\r\n");
	snprintf(expected, sizeof expected, "%zu bytes, sum %u", n, sum);
	peer_await(p, expected);
	peer_free(&p);
	free(body);
}

static void streams_bodies_in_pieces(void **state)
{
	(void)state;
	upload(3000000, false);
	assert_true(w->pieces > 10);
	assert_true(w->largest_piece <= 262144);
	upload(3000000, true);
	upload(1, true);
	upload(0, false);
	upload((size_t)4 << 20, false);
}

static void streams_bodies_to_slow_steps(void **state)
{
	(void)state;
	w->hold_upload = true;
	upload(1000000, false);
	upload(1000000, true);
}

/* Back-pressure: what nobody asked for stays with the client. */
static void reads_no_faster_than_steps_ask(void **state)
{
	unsigned sum;
	char *body = pattern((size_t)4 << 20, &sum);
	struct peer *p = peer_new(w);
	size_t sent = 0;

	(void)state;
	peer_sends(p, "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
	WORLD_UNTIL(w, http_server_in_flight(w->server) == 1);
	for (int idle = 0; idle < 20; idle++) {
		ssize_t n = send(
		    p->fd, body, (size_t)4 << 20, MSG_DONTWAIT | MSG_NOSIGNAL);

		sent += n > 0 ? (size_t)n : 0;
		if (n > 0)
			idle = 0;
		loop_turn(w->loop, 1);
		if (sent > ((size_t)64 << 20))
			break;
	}
	/* The kernel's buffers and 64 KB, but not all that we have. */
	assert_true(sent < ((size_t)32 << 20));
	peer_free(&p);
	free(body);
	http_server_close(&w->server);
}

static void refuses_streamed_bodies_over_the_bound(void **state)
{
	unsigned sum;
	char *body = pattern((size_t)5 << 20, &sum);
	struct peer *p = peer_new(w);

	(void)state;
	assert_has(world_ask(w,
		       STR(POST("/upload") "Content-Length: 4194305\r\n\r\n")),
	    "413 Content Too Large");
	peer_sends(p, POST("/upload") CHUNKED "\r\n500000\r\n");
	peer_send(p, (struct str){body, (size_t)5 << 20});
	peer_await_close(p);
	assert_true(peer_has(p, "413 Content Too Large"));
	assert_true(peer_has(p, "\"request_id\":\"req-1\""));
	peer_free(&p);
	free(body);
}

static void cancels_uploads_when_the_client_leaves(void **state)
{
	struct peer *p = peer_new(w);

	(void)state;
	peer_sends(p, POST("/upload") "Content-Length: 10\r\n\r\nabc");
	WORLD_UNTIL(w, w->pieces == 1);
	peer_free(&p);
	WORLD_UNTIL(w, w->done == 1);
	assert_int_equal(w->last_status, 499);
}

#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(gives_the_whole_body),
	    T(gives_the_decoded_chunks),
	    T(takes_bodies_up_to_the_bound),
	    T(refuses_bodies_over_the_bound),
	    T(refuses_malformed_chunks),
	    T(takes_bodies_in_pieces),
	    T(forgets_a_client_that_leaves_amid_its_body),
	    T(says_continue_when_the_body_is_wanted),
	    T(does_not_say_continue_to_what_it_refuses),
	    T(does_not_say_continue_when_the_body_is_there),
	    T(skips_small_bodies_that_nobody_reads),
	    T(closes_after_large_bodies_that_nobody_reads),
	    T(closes_after_chunks_that_nobody_reads),
	    T(streams_bodies_in_pieces),
	    T(streams_bodies_to_slow_steps),
	    T(reads_no_faster_than_steps_ask),
	    T(refuses_streamed_bodies_over_the_bound),
	    T(cancels_uploads_when_the_client_leaves),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
