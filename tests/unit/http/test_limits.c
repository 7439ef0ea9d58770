/* test_limits.c - refusals on the wire, limits of time and number, listening,
 * draining. */
#include "tests/unit/http/fixture.h"
#include "tests/unit/unit.h"
#include "common/metrics/metrics.h"

#include <stdio.h>
#include <sys/stat.h>

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

#define HELLO "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"

static void assert_refused(struct str request, const char *status)
{
	const char *a = world_ask(w, request);

	if (strncmp(a, "HTTP/1.1 ", 9) != 0 ||
	    strncmp(a + 9, status, strlen(status)) != 0)
		fail_msg("not %s: %s", status, a);
	assert_non_null(strstr(a, "application/problem+json\r\n"));
	assert_non_null(strstr(a, "\r\nConnection: close\r\n"));
	/* Nothing behind it was taken for a request. */
	assert_null(strstr(a, "hello"));
	assert_int_equal(w->done, ++w->pieces);
	assert_int_equal(w->refused, w->done);
}

static void refuses_with_problems_and_closes(void **state)
{
	(void)state;
	world_serve(w);
	assert_refused(STR("GET / HTTP/1.1\n" HELLO), "400 Bad Request");
	assert_refused(STR("GET /hello HTTP/1.1\r\n\r\n" HELLO), "400 ");
	assert_refused(
	    STR("GET /a/../hello HTTP/1.1\r\nHost: a\r\n\r\n" HELLO), "400 ");
	assert_refused(
	    STR("POST /echo HTTP/1.1\r\nHost: a\r\n"
		"Content-Length: 5\r\nContent-Length: 40\r\n\r\n" HELLO),
	    "400 ");
	assert_refused(STR("POST /echo HTTP/1.1\r\nHost: a\r\n"
			   "Transfer-Encoding: xchunked\r\n\r\n" HELLO),
	    "501 Not Implemented");
	assert_refused(STR("GET /hello HTTP/2.0\r\nHost: a\r\n\r\n" HELLO),
	    "505 HTTP Version Not Supported");
	assert_refused(STR("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), "505 ");
	assert_refused(STR("\x16\x03\x01\x02\x00"), "400 ");
	assert_refused(STR("GET /hello HTTP/1.1\r\nHost: a\r\n"
			   "Expect: tea\r\n\r\n"),
	    "417 Expectation Failed");
}

static void refuses_large_heads_and_targets(void **state)
{
	static char text[20000];

	(void)state;
	world_serve(w);
	memset(text, 'x', sizeof text);
	memcpy(text, "GET /", 5);
	assert_refused((struct str){text, sizeof text}, "414 URI Too Long");
	memset(text, 'x', sizeof text);
	memcpy(text, "GET / HTTP/1.1\r\nX: ", 19);
	assert_refused((struct str){text, sizeof text},
	    "431 Request Header Fields Too Large");
}

/* ---- time ---- */

static void closes_silent_connections(void **state)
{
	struct peer *p;

	(void)state;
	w->config.head_timeout_ms = 40;
	world_serve(w);
	p = peer_new(w);
	peer_await_close(p);
	assert_int_equal(p->got.len, 0);
	assert_int_equal(w->done, 0);
	peer_free(&p);
}

static void answers_408_to_heads_that_trickle(void **state)
{
	struct peer *p;
	int turns = 0;

	(void)state;
	w->config.head_timeout_ms = 60;
	world_serve(w);
	p = peer_new(w);
	peer_sends(p, "GET /hello HTTP/1.1\r\nX: ");
	/* Each byte is progress, and all of them together are too slow. */
	while (!p->closed && turns++ < 2000) {
		peer_send(p, STR("x"));
		usleep(4000);
		loop_turn(w->loop, 0);
		peer_take(p);
	}
	assert_true(p->closed);
	assert_true(peer_has(p, "408 Request Timeout"));
	assert_int_equal(w->last_status, 408);
	peer_free(&p);
}

static void closes_idle_connections(void **state)
{
	struct peer *p;

	(void)state;
	w->config.idle_timeout_ms = 40;
	world_serve(w);
	p = peer_new(w);
	peer_sends(p, HELLO);
	peer_await_close(p);
	assert_true(peer_has(p, "hello\n"));
	assert_false(peer_has(p, "408"));
	peer_free(&p);
}

static void answers_408_to_bodies_that_trickle(void **state)
{
	static const char *const paths[] = {"/echo", "/upload"};

	(void)state;
	w->config.body_timeout_ms = 40;
	world_serve(w);
	for (size_t i = 0; i < ARRAY_LEN(paths); i++) {
		struct peer *p = peer_new(w);
		char head[200];
		int turns = 0;

		snprintf(head, sizeof head,
		    "POST %s HTTP/1.1\r\nHost: a\r\n"
		    "Content-Length: 900\r\n\r\n",
		    paths[i]);
		peer_sends(p, head);
		while (!p->closed && turns++ < 2000) {
			peer_send(p, STR("x"));
			usleep(4000);
			loop_turn(w->loop, 0);
			peer_take(p);
		}
		assert_true(p->closed);
		assert_true(peer_has(p, "408 Request Timeout"));
		peer_free(&p);
	}
	assert_int_equal(w->done, 2);
}

/* ---- number ---- */

static void turns_away_more_than_the_most_connections(void **state)
{
	struct metrics *m = metrics_new("test", "1", "abc");
	struct peer *a, *b, *c;
	struct buf text;

	(void)state;
	w->config.max_connections = 2;
	w->config.metrics = m;
	world_serve(w);
	a = peer_new(w);
	b = peer_new(w);
	c = peer_new(w);
	peer_await_close(c);
	assert_true(peer_has(c, "HTTP/1.1 503 "));
	peer_sends(a, HELLO);
	peer_await(a, "hello\n");
	peer_free(&a);
	peer_free(&c);
	peer_sends(b, HELLO);
	peer_await(b, "hello\n");
	/* There is room again. */
	a = peer_new(w);
	peer_sends(a, HELLO);
	peer_await(a, "hello\n");
	peer_free(&a);
	peer_free(&b);
	buf_init(&text, 1 << 20);
	metrics_write(m, &text);
	assert_non_null(
	    strstr(buf_str(&text), "\napplylens_http_turned_away_total 1\n"));
	buf_deinit(&text);
	http_server_close(&w->server);
	metrics_free(&m);
}

static void serves_many_connections(void **state)
{
	struct peer *peers[300];

	(void)state;
	world_serve(w);
	for (size_t i = 0; i < ARRAY_LEN(peers); i++)
		peers[i] = peer_new(w);
	for (int round = 0; round < 3; round++)
		for (size_t i = 0; i < ARRAY_LEN(peers); i++)
			peer_sends(peers[i], HELLO);
	for (size_t i = 0; i < ARRAY_LEN(peers); i++) {
		WORLD_UNTIL(w, (peer_take(peers[i]),
				   peer_count(peers[i], "hello\n") == 3));
		peer_free(&peers[i]);
	}
}

/* ---- listening ---- */

static void listens_on_unix_sockets(void **state)
{
	char dir[] = "/tmp/http-test-XXXXXX", listen[64];
	struct peer *p;
	struct stat st;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(listen, sizeof listen, "unix:%s/s", dir);
	w->config.listen = listen;
	world_serve(w);
	p = peer_new(w);
	peer_sends(p, HELLO);
	peer_await(p, "hello\n");
	assert_string_equal(w->last_peer, "unix");
	peer_free(&p);
	http_server_close(&w->server);
	assert_int_equal(stat(listen + 5, &st), -1);
	rmdir(dir);
}

static void replaces_the_socket_of_a_dead_server(void **state)
{
	char dir[] = "/tmp/http-test-XXXXXX", listen[64], kept[64];
	struct stat st;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(listen, sizeof listen, "unix:%s/s", dir);
	snprintf(kept, sizeof kept, "%s/kept", dir);
	w->config.listen = listen;
	world_serve(w);
	/* A crash leaves the name behind. */
	assert_int_equal(link(listen + 5, kept), 0);
	http_server_close(&w->server);
	assert_int_equal(rename(kept, listen + 5), 0);
	world_serve(w);
	http_server_close(&w->server);
	assert_int_equal(stat(listen + 5, &st), -1);
	rmdir(dir);
}

static void listens_on_ipv6(void **state)
{
	(void)state;
	w->config.listen = "[::1]:0";
	world_serve(w);
	assert_true(http_server_port(w->server) > 0);
}

static void tells_why_it_can_not_listen(void **state)
{
	static const char *const bad[] = {"nonsense", "127.0.0.1", "1.2.3:80",
	    "127.0.0.1:99999", "127.0.0.1:-1", "[::1:80",
	    "unix:", "a.example:80", ":x"};
	struct http_server *s = NULL;
	char taken[40];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		struct err err = {.code = ERR_OK};

		w->config.listen = bad[i];
		assert_int_equal(
		    http_server_open(w->loop, &w->config, &s, &err), -1);
		assert_int_equal(err.code, ERR_INVALID);
	}
	w->config.listen = "127.0.0.1:0";
	world_serve(w);
	snprintf(
	    taken, sizeof taken, "127.0.0.1:%u", http_server_port(w->server));
	w->config.listen = taken;
	for (int i = 0; i < 2; i++) {
		struct err err = {.code = ERR_OK};

		assert_int_equal(
		    http_server_open(w->loop, &w->config, &s, &err), -1);
		assert_int_equal(err.code, ERR_CONFLICT);
		assert_non_null(strstr(err.text, taken));
	}
}

/* ---- draining ---- */

static void drains(void **state)
{
	struct peer *idle, *busy;

	(void)state;
	world_serve(w);
	idle = peer_new(w);
	busy = peer_new(w);
	peer_sends(idle, HELLO);
	peer_await(idle, "hello\n");
	assert_true(http_server_drained(w->server, false));
	peer_sends(busy, "GET /nap HTTP/1.1\r\nHost: a\r\n\r\n");
	WORLD_UNTIL(w, http_server_in_flight(w->server) == 1);
	assert_false(http_server_drained(w->server, true));
	WORLD_UNTIL(w, http_server_drained(w->server, false));
	peer_await_close(idle);
	peer_await_close(busy);
	assert_true(peer_has(busy, "hello\n"));
	assert_true(peer_has(busy, "Connection: close\r\n"));
	assert_true(http_server_drained(w->server, false));
	peer_free(&idle);
	peer_free(&busy);
}

/* To its client it is a connection like any other. */
static void answers_what_was_on_its_way_when_draining_began(void **state)
{
	struct peer *late, *queued;

	(void)state;
	world_serve(w);
	late = peer_new(w);
	peer_sends(late, HELLO);
	peer_await(late, "hello\n");
	buf_clear(&late->got);
	queued = peer_new(w); /* connected, not yet accepted */
	assert_false(http_server_drained(w->server, true));
	peer_sends(late, HELLO);
	peer_sends(queued, HELLO);
	WORLD_UNTIL(w, http_server_drained(w->server, false));
	peer_await_close(late);
	peer_await_close(queued);
	assert_true(peer_has(late, "hello\n"));
	assert_true(peer_has(late, "Connection: close\r\n"));
	assert_true(peer_has(queued, "hello\n"));
	peer_free(&late);
	peer_free(&queued);
}

#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(refuses_with_problems_and_closes),
	    T(refuses_large_heads_and_targets),
	    T(closes_silent_connections),
	    T(answers_408_to_heads_that_trickle),
	    T(closes_idle_connections),
	    T(answers_408_to_bodies_that_trickle),
	    T(turns_away_more_than_the_most_connections),
	    T(serves_many_connections),
	    T(listens_on_unix_sockets),
	    T(replaces_the_socket_of_a_dead_server),
	    T(listens_on_ipv6),
	    T(tells_why_it_can_not_listen),
	    T(drains),
	    T(answers_what_was_on_its_way_when_draining_began),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
