/* test_client.c - calls to real peers: our own server, and peers that die,
 * hang and lie. */
#include "tests/unit/http/fixture.h"
#include "tests/unit/unit.h"
#include "common/http/client.h"

#include <stdio.h>
#include <sys/socket.h>

static struct world *w;
static struct http_client *client;

/* A task with one call in it, and what became of it. */
struct caller {
	struct task task;
	struct http_call call;
	struct http_reply reply;
	bool done;
	struct err err;
	/* Copies that outlive the task. */
	int status;
	char retry_after[20];
	char body[200];
	size_t body_bytes;
	char type[100];
};

static enum step_result fetch(struct task *t)
{
	struct caller *c = CONTAINER_OF(t, struct caller, task);

	http_fetch(t, client, &c->call, &c->reply);
	return STEP_WAIT;
}

static enum step_result note(struct task *t)
{
	struct caller *c = CONTAINER_OF(t, struct caller, task);

	c->err = t->err;
	c->status = c->reply.status;
	c->body_bytes = c->reply.body.n;
	str_copy(c->body, sizeof c->body, c->reply.body);
	str_copy(c->type, sizeof c->type, str_of(c->reply.content_type));
	str_copy(c->retry_after, sizeof c->retry_after,
	    str_of(c->reply.retry_after));
	return STEP_NEXT;
}

static task_step *const steps[] = {fetch, note, NULL};

static void caller_over(struct task *t)
{
	CONTAINER_OF(t, struct caller, task)->done = true;
}

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

static const char *url_of(unsigned port, const char *path)
{
	static char url[300];

	snprintf(url, sizeof url, "http://127.0.0.1:%u%s", port, path);
	return url;
}

static void start(struct caller *c, int64_t timeout_ms)
{
	if (c->call.method == NULL)
		c->call.method = "GET";
	task_start(&c->task, w->loop, arena_new(1 << 20), steps, timeout_ms,
	    caller_over);
}

static void run(struct caller *c)
{
	start(c, 10000);
	WORLD_UNTIL(w, c->done);
}

static unsigned own_port(void)
{
	return http_server_port(w->server);
}

/* ---- a peer that is well ---- */

static void gets(void **state)
{
	struct caller c = {.call.url = url_of(own_port(), "/users/7?a=b")};

	(void)state;
	run(&c);
	assert_int_equal(c.err.code, ERR_OK);
	assert_int_equal(c.status, 200);
	assert_string_equal(c.body, "user 7 at /users/7?a=b");
	assert_string_equal(c.type, "text/plain");
}

static void posts_with_headers(void **state)
{
	static const char *const more[] = {"X-Mine: yes", NULL};
	struct caller c = {.call = {.method = "POST",
			       .headers = more,
			       .url = url_of(own_port(), "/echo"),
			       .body = STR("hello")}};
	struct caller get = {.call = {.headers = more}};
	struct caller empty = {.call = {.method = "POST"}};

	(void)state;
	run(&c);
	assert_string_equal(c.body, "5:hello.");
	get.call.url = url_of(own_port(), "/headers");
	run(&get);
	assert_string_equal(get.body, "yes");
	empty.call.url = url_of(own_port(), "/echo");
	run(&empty);
	assert_string_equal(empty.body, "0:.");
}

static void takes_any_status_as_success(void **state)
{
	struct caller c = {.call.url = url_of(own_port(), "/nowhere")};

	(void)state;
	run(&c);
	assert_int_equal(c.err.code, ERR_OK);
	assert_int_equal(c.status, 404);
	assert_string_equal(c.type, "application/problem+json");
}

static void sends_other_methods(void **state)
{
	struct caller head = {
	    .call = {.method = "HEAD", .url = url_of(own_port(), "/hello")}};
	struct caller del = {.call = {.method = "DELETE"}};

	(void)state;
	run(&head);
	assert_int_equal(head.status, 200);
	assert_int_equal(head.body_bytes, 0);
	del.call.url = url_of(own_port(), "/hello");
	run(&del);
	assert_int_equal(del.status, 405);
	assert_int_equal(w->last_method, HTTP_DELETE);
}

static void reads_streams_and_large_answers(void **state)
{
	struct caller c = {.call.url = url_of(own_port(), "/events")};
	struct caller big = {.call = {.max_answer_bytes = 8388608}};

	(void)state;
	run(&c);
	assert_string_equal(c.body, "data: one\n\ndata: two\n\ndata: three"
				    "\n\n");
	big.call.url = url_of(own_port(), "/big");
	run(&big);
	assert_int_equal(big.err.code, ERR_OK);
	assert_int_equal(big.body_bytes, 8388608);
}

static void refuses_answers_over_the_bound(void **state)
{
	struct caller c = {.call = {.url = url_of(own_port(), "/big"),
			       .max_answer_bytes = 8388607}};

	(void)state;
	run(&c);
	assert_int_equal(c.err.code, ERR_BAD_PEER);
}

static void runs_more_calls_than_connections(void **state)
{
	static struct caller callers[40];

	(void)state;
	memset(callers, 0, sizeof callers);
	for (size_t i = 0; i < ARRAY_LEN(callers); i++) {
		callers[i].call.url = url_of(own_port(), "/nap");
		start(&callers[i], 10000);
	}
	for (size_t i = 0; i < ARRAY_LEN(callers); i++) {
		WORLD_UNTIL(w, callers[i].done);
		assert_string_equal(callers[i].body, "hello\n");
	}
}

/* ---- time ---- */

static void ends_at_its_timeout(void **state)
{
	struct caller c = {
	    .call = {.url = url_of(own_port(), "/slow"), .timeout_ms = 30}};

	(void)state;
	run(&c);
	assert_int_equal(c.err.code, ERR_DEADLINE);
	/* The other end sees us leave. */
	WORLD_UNTIL(w, w->done == 1);
	assert_int_equal(w->last_status, 499);
}

static void ends_at_the_tasks_deadline(void **state)
{
	struct caller c = {.call.url = url_of(own_port(), "/slow")};

	(void)state;
	start(&c, 30);
	WORLD_UNTIL(w, c.done);
	assert_int_equal(c.err.code, ERR_DEADLINE);
	WORLD_UNTIL(w, w->done == 1);
}

static void cancels(void **state)
{
	struct caller c = {.call.url = url_of(own_port(), "/slow")};

	(void)state;
	start(&c, 10000);
	WORLD_UNTIL(w, http_server_in_flight(w->server) == 1);
	task_cancel(&c.task);
	assert_true(c.done);
	WORLD_UNTIL(w, w->done == 1);
}

/* ---- peers that are not well ---- */

/* Reads one request, answers these bytes, closes. */
struct liar {
	const char *bytes;
	int fd, peer_fd;
	struct watch *listens, *reads;
};

static void on_request(void *arg, int fd, unsigned ready)
{
	struct liar *l = arg;
	char in[4096];

	(void)ready;
	assert_true(recv(fd, in, sizeof in, 0) > 0);
	(void)!send(fd, l->bytes, strlen(l->bytes), MSG_NOSIGNAL);
	watch_free(&l->reads);
	close(fd);
}

static void on_peer(void *arg, int fd, unsigned ready)
{
	struct liar *l = arg;

	(void)ready;
	l->peer_fd = accept(fd, NULL, NULL);
	assert_true(l->peer_fd >= 0 && l->reads == NULL);
	l->reads = watch_new(w->loop, l->peer_fd, on_request, l);
	watch_set(l->reads, WATCH_READ);
}

static void run_against(struct caller *c, const char *bytes)
{
	struct liar l = {.bytes = bytes};
	unsigned port;

	l.fd = world_listen(&port);
	l.listens = watch_new(w->loop, l.fd, on_peer, &l);
	watch_set(l.listens, WATCH_READ);
	c->call.url = url_of(port, "/secret/path?key=secret");
	run(c);
	assert_null(l.reads);
	watch_free(&l.listens);
	close(l.fd);
}

static void survives_peers_that_lie(void **state)
{
	static const struct {
		const char *bytes;
		enum err_code code;
	} lies[] = {
	    {"", ERR_UNAVAILABLE},
	    {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
		ERR_BAD_PEER},
	    {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe",
		ERR_BAD_PEER},
	    {"nonsense\r\n\r\n", ERR_BAD_PEER},
	    {"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n"
	     "Content-Length: 4\r\n\r\nnope",
		ERR_BAD_PEER},
	    {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
		ERR_BAD_PEER},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(lies); i++) {
		struct caller c = {.call.method = "GET"};

		run_against(&c, lies[i].bytes);
		if (c.err.code != lies[i].code)
			fail_msg("%s: %s", lies[i].bytes, c.err.text);
		assert_null(strstr(c.err.text, "secret"));
		assert_non_null(strstr(c.err.text, "GET http://127.0.0.1:"));
	}
}

static void does_not_follow_redirects(void **state)
{
	struct caller c = {.call.method = "GET"};
	const char *bytes =
	    "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n"
	    "Retry-After: 7\r\nContent-Length: 0\r\n\r\n";

	(void)state;
	run_against(&c, bytes);
	assert_int_equal(c.err.code, ERR_OK);
	assert_int_equal(c.status, 302);
	assert_string_equal(c.retry_after, "7");
}

static void tells_a_refused_connection(void **state)
{
	unsigned port;
	int fd = world_listen(&port);
	struct caller c = {.call.method = "GET"};
	char url[100];

	(void)state;
	close(fd);
	snprintf(
	    url, sizeof url, "http://user:secret@127.0.0.1:%u/?secret", port);
	c.call.url = url;
	run(&c);
	assert_int_equal(c.err.code, ERR_UNAVAILABLE);
	assert_null(strstr(c.err.text, "secret"));
}

static void refuses_calls_that_can_not_be(void **state)
{
	static const char *const split[] = {"X: a\r\nY: b", NULL};
	struct caller file = {.call.url = "file:///etc/passwd"};
	struct caller broken = {.call.url = "http://[::"};
	struct caller header = {.call.headers = split};

	(void)state;
	run(&file);
	assert_int_not_equal(file.err.code, ERR_OK);
	assert_int_equal(file.body_bytes, 0);
	run(&broken);
	assert_int_not_equal(broken.err.code, ERR_OK);
	header.call.url = url_of(own_port(), "/hello");
	run(&header);
	assert_int_equal(header.err.code, ERR_INTERNAL);
	assert_int_equal(w->begun, 0);
}

#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(gets),
	    T(posts_with_headers),
	    T(takes_any_status_as_success),
	    T(sends_other_methods),
	    T(reads_streams_and_large_answers),
	    T(refuses_answers_over_the_bound),
	    T(runs_more_calls_than_connections),
	    T(ends_at_its_timeout),
	    T(ends_at_the_tasks_deadline),
	    T(cancels),
	    T(survives_peers_that_lie),
	    T(does_not_follow_redirects),
	    T(tells_a_refused_connection),
	    T(refuses_calls_that_can_not_be),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
