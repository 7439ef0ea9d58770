/* test_requests.c - requests and their answers on the wire. */
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

#define ASK(line, ...)                                                         \
	world_ask(w, STR(line " HTTP/1.1\r\nHost: a\r\nConnection: close"      \
			      "\r\n" __VA_ARGS__ "\r\n"))

static void assert_has(const char *text, const char *part)
{
	if (strstr(text, part) == NULL)
		fail_msg("no \"%s\" in: %s", part, text);
}

static void assert_lacks(const char *text, const char *part)
{
	if (strstr(text, part) != NULL)
		fail_msg("\"%s\" in: %s", part, text);
}

static void answers_get(void **state)
{
	const char *a = ASK("GET /hello");

	(void)state;
	assert_int_equal(strncmp(a, "HTTP/1.1 200 OK\r\nDate: ", 23), 0);
	assert_has(a, " GMT\r\nContent-Type: text/plain\r\n");
	assert_has(a, "\r\nConnection: close\r\n");
	assert_has(a, "\r\nContent-Length: 6\r\n\r\nhello\n");
	assert_int_equal(w->last_status, 200);
	assert_int_equal(w->last_sent_bytes, strlen(a));
	assert_string_equal(w->last_peer, "127.0.0.1");
}

static void gives_params_path_and_query(void **state)
{
	(void)state;
	assert_has(ASK("GET /users/J%C3%B6rg%20X?a=%31"),
	    "\r\n\r\nuser J\xc3\xb6rg X at /users/J\xc3\xb6rg X?a=%31");
}

static void answers_head_without_body(void **state)
{
	const char *a = ASK("HEAD /hello");

	(void)state;
	assert_has(a, "\r\nContent-Length: 6\r\n\r\n");
	assert_string_equal(strstr(a, "\r\n\r\n"), "\r\n\r\n");
}

static void answers_problems(void **state)
{
	const char *a = ASK("GET /fail");

	(void)state;
	assert_has(a, "HTTP/1.1 404 Not Found\r\n");
	assert_has(a, "Content-Type: application/problem+json\r\n");
	assert_has(a, "\"status\":404,\"detail\":\"no \\\"such\\\" thing\","
		      "\"request_id\":\"req-1\"}");
	a = ASK("GET /field");
	assert_has(a, "HTTP/1.1 400 Bad Request\r\n");
	assert_has(a, "\"field\":\"limit\"");
}

static void answers_unknown_paths(void **state)
{
	const char *a = ASK("GET /nowhere");

	(void)state;
	assert_has(a, "HTTP/1.1 404 Not Found\r\n");
	assert_has(a, "application/problem+json");
	assert_int_equal(w->refused, 1);
	assert_int_equal(w->last_status, 404);
	assert_string_equal(w->last_path, "/nowhere");
	assert_int_equal(w->last_method, HTTP_GET);
}

static void answers_other_methods_with_allow(void **state)
{
	const char *a = ASK("DELETE /hello");

	(void)state;
	assert_has(a, "HTTP/1.1 405 Method Not Allowed\r\n");
	assert_has(a, "\r\nAllow: GET, HEAD, OPTIONS\r\n");
	assert_int_equal(w->refused, 1);
	assert_has(ASK("GET /echo"), "\r\nAllow: POST, OPTIONS\r\n");
}

static void answers_options(void **state)
{
	const char *a = ASK("OPTIONS /echo");

	(void)state;
	assert_has(a, "HTTP/1.1 204 No Content\r\n");
	assert_has(a, "\r\nAllow: POST, OPTIONS\r\n");
	assert_lacks(a, "Content-Length");
	assert_has(ASK("OPTIONS *"), "PATCH");
	assert_has(ASK("OPTIONS /nowhere"), "404");
}

static void answers_500_when_steps_do_not(void **state)
{
	(void)state;
	assert_has(ASK("GET /mute"), "HTTP/1.1 500 Internal Server Error\r\n");
	assert_int_equal(w->last_status, 500);
}

static void takes_and_adds_headers(void **state)
{
	const char *a = ASK("GET /headers", "x-mine: yes\r\n");

	(void)state;
	assert_has(a, "\r\nX-Request-Id: id-7\r\n");
	assert_has(a, "\r\nCache-Control: no-store\r\n");
	assert_has(a, "\r\n\r\nyes");
}

static void does_not_split_on_a_broken_type(void **state)
{
	const char *a = ASK("GET /broken-type");

	(void)state;
	assert_lacks(a, "Set-Cookie");
	assert_has(a, "Content-Type: application/octet-stream\r\n");
}

static void decodes_query_and_cookie(void **state)
{
	(void)state;
	assert_has(ASK("GET /query?p=1&q=a+b%21"), "\r\n\r\na b!");
	assert_has(ASK("GET /query"), "\r\n\r\nnone");
	assert_has(ASK("GET /query?q=%zz"), "\"field\":\"q\"");
	assert_has(
	    ASK("GET /cookie", "Cookie: a=b; session_id=s1\r\n"), "\r\n\r\ns1");
	assert_has(ASK("GET /cookie", "Cookie: a=b\r\nCookie: "
				      "session_id=s2\r\n"),
	    "\r\n\r\ns2");
	assert_has(ASK("GET /cookie"), "\r\n\r\nnone");
}

static void keeps_1_1_connections(void **state)
{
	struct peer *p = peer_new(w);

	(void)state;
	for (unsigned i = 1; i <= 3; i++) {
		peer_sends(p, "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
		WORLD_UNTIL(w, w->done == i);
		peer_await(p, "hello\n");
	}
	assert_int_equal(peer_count(p, "200 OK"), 3);
	assert_false(peer_has(p, "Connection:"));
	assert_false(p->closed);
	peer_free(&p);
}

static void keeps_1_0_connections_that_ask(void **state)
{
	struct peer *p = peer_new(w);

	(void)state;
	peer_sends(p, "GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
	peer_await(p, "hello\n");
	assert_true(peer_has(p, "\r\nConnection: keep-alive\r\n"));
	peer_sends(p, "GET /hello HTTP/1.0\r\n\r\n");
	peer_await_close(p);
	assert_int_equal(peer_count(p, "hello\n"), 2);
	peer_free(&p);
}

static void answers_a_pipeline_in_order(void **state)
{
	struct peer *p = peer_new(w);

	(void)state;
	peer_sends(p,
	    "GET /users/1 HTTP/1.1\r\nHost: a\r\n\r\n"
	    "GET /nap HTTP/1.1\r\nHost: a\r\n\r\n"
	    "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
	    "GET /users/2 HTTP/1.1\r\nHost: a\r\n\r\n"
	    "GET /users/3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
	    "GET /users/4 HTTP/1.1\r\nHost: a\r\n\r\n");
	peer_await_close(p);
	assert_int_equal(peer_count(p, "200 OK"), 5);
	assert_true(strstr(buf_str(&p->got), "user 1") <
		    strstr(buf_str(&p->got), "hello\n"));
	assert_true(strstr(buf_str(&p->got), "hello\n") <
		    strstr(buf_str(&p->got), "3:abc."));
	assert_true(strstr(buf_str(&p->got), "3:abc.") <
		    strstr(buf_str(&p->got), "user 2"));
	assert_false(peer_has(p, "user 4"));
	peer_free(&p);
}

static void answers_a_pipeline_larger_than_what_is_read_ahead(void **state)
{
	static const char one[] =
	    "GET /nap HTTP/1.1\r\nHost: a\r\nX: "
	    "0123456789012345678901234567890123456789012345678901234567"
	    "\r\n\r\n";
	enum { N = 1500 };
	static char all[N * sizeof one];
	struct peer *p = peer_new(w);
	size_t n = 0;

	(void)state;
	for (int i = 0; i < N; i++, n += sizeof one - 1)
		memcpy(all + n, one, sizeof one);
	assert_true(n > 2 * 65536);
	peer_send(p, (struct str){all, n});
	for (int turns = 0; w->done < N && turns < 20000; turns++)
		loop_turn(w->loop, 5);
	peer_take(p);
	assert_int_equal(peer_count(p, "hello\n"), N);
	peer_free(&p);
}

static void takes_a_request_byte_by_byte(void **state)
{
	static const char text[] = "POST /echo HTTP/1.1\r\nHost: a\r\n"
				   "Content-Length: 5\r\n\r\nhello";
	struct peer *p = peer_new(w);

	(void)state;
	for (size_t i = 0; i < sizeof text - 1; i++) {
		peer_send(p, (struct str){text + i, 1});
		loop_turn(w->loop, 0);
	}
	peer_await(p, "5:hello.");
	peer_free(&p);
}

static void sends_large_answers_to_slow_readers(void **state)
{
	struct peer *p = peer_new(w);
	size_t head;

	(void)state;
	peer_sends(p, "GET /big HTTP/1.1\r\nHost: a\r\nConnection: close"
		      "\r\n\r\n");
	WORLD_UNTIL(w, w->done == 1);
	peer_await_close(p);
	assert_true(peer_has(p, "Content-Length: 8388608\r\n"));
	head = (size_t)(strstr(buf_str(&p->got), "\r\n\r\n") + 4 -
			buf_str(&p->got));
	assert_int_equal(p->got.len - head, 8388608);
	peer_free(&p);
}

static void answers_after_the_deadline(void **state)
{
	const char *a = ASK("GET /brief");

	(void)state;
	/* The answer step is hello: it runs though the wait did not end. */
	assert_has(a, "hello\n");
}

static void cancels_when_the_client_leaves(void **state)
{
	struct peer *p = peer_new(w);

	(void)state;
	peer_sends(p, "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
	WORLD_UNTIL(w, http_server_in_flight(w->server) == 1);
	peer_free(&p);
	WORLD_UNTIL(w, w->done == 1);
	assert_int_equal(w->last_status, 499);
	assert_int_equal(http_server_in_flight(w->server), 0);
}

static void goes_on_for_nobody_when_asked_to(void **state)
{
	struct peer *p = peer_new(w);

	(void)state;
	peer_sends(p, "GET /stay HTTP/1.1\r\nHost: a\r\n\r\n");
	WORLD_UNTIL(w, http_server_in_flight(w->server) == 1);
	peer_free(&p);
	WORLD_UNTIL(w, w->done == 1);
	assert_int_equal(w->last_status, 200);
	assert_int_equal(http_server_in_flight(w->server), 0);
}

static void lets_a_hook_answer_after_the_last_step(void **state)
{
	const char *a = world_ask(w, STR("GET /late HTTP/1.1\r\nHost: a\r\n"
					 "Connection: close\r\n\r\n"));

	(void)state;
	assert_has(a, "HTTP/1.1 202 Accepted\r\n");
	assert_has(a, "finished\n");
}

static void cancels_what_runs_when_it_closes(void **state)
{
	struct peer *p = peer_new(w);

	(void)state;
	peer_sends(p, "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
	WORLD_UNTIL(w, http_server_in_flight(w->server) == 1);
	http_server_close(&w->server);
	assert_int_equal(w->done, 1);
	peer_await_close(p);
	peer_free(&p);
}

static void add_split_header(void *arg)
{
	struct http_request r = {.status = 0};

	buf_init(&r.extra_headers, 1000);
	http_add_header(&r, "X", arg);
}

static void dies_on_header_values_with_line_ends(void **state)
{
	char lf[] = "a\nb", cr[] = "a\rb";

	(void)state;
	assert_dies(add_split_header, lf);
	assert_dies(add_split_header, cr);
}

#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(answers_get),
	    T(gives_params_path_and_query),
	    T(answers_head_without_body),
	    T(answers_problems),
	    T(answers_unknown_paths),
	    T(answers_other_methods_with_allow),
	    T(answers_options),
	    T(answers_500_when_steps_do_not),
	    T(takes_and_adds_headers),
	    T(does_not_split_on_a_broken_type),
	    T(decodes_query_and_cookie),
	    T(keeps_1_1_connections),
	    T(keeps_1_0_connections_that_ask),
	    T(answers_a_pipeline_in_order),
	    T(answers_a_pipeline_larger_than_what_is_read_ahead),
	    T(takes_a_request_byte_by_byte),
	    T(sends_large_answers_to_slow_readers),
	    T(answers_after_the_deadline),
	    T(cancels_when_the_client_leaves),
	    T(goes_on_for_nobody_when_asked_to),
	    T(lets_a_hook_answer_after_the_last_step),
	    T(cancels_what_runs_when_it_closes),
	    cmocka_unit_test(dies_on_header_values_with_line_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
