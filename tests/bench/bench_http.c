/* bench_http.c - the smallest server on common/http: GET / answers 100 bytes
 * of JSON, POST / the size of what came. http_bench.sh drives it. */
#include "common/http/server.h"

#include <stdio.h>
#include <stdlib.h>

static enum step_result answer_hello(struct task *t)
{
	struct http_request *r = CONTAINER_OF(t, struct http_request, task);

	http_answer(r, 200, "application/json",
	    STR("{\"status\":\"healthy\",\"version\":\"1.2.3\",\"commit\":"
		"\"0123456789abcdef\",\"note\":\"one hundred bytes here\"}"));
	return STEP_NEXT;
}

static enum step_result answer_size(struct task *t)
{
	struct http_request *r = CONTAINER_OF(t, struct http_request, task);
	const char *text = arena_printf(t->arena, "%zu\n", r->body.n);

	http_answer(r, 200, "text/plain", str_of(text));
	return STEP_NEXT;
}

static task_step *const hello_steps[] = {answer_hello, NULL};
static task_step *const size_steps[] = {answer_size, NULL};

static const struct http_route routes[] = {
    {.method = HTTP_GET, .path = "/", .steps = hello_steps},
    {.method = HTTP_POST,
	.path = "/",
	.steps = size_steps,
	.max_body_bytes = 1 << 20},
};

static void on_term(void *arg, int signo)
{
	(void)signo;
	loop_stop(arg);
}

int main(int argc, char **argv)
{
	struct http_server_config config = {
	    .listen = argc > 1 ? argv[1] : "127.0.0.1:0",
	    .routes = routes,
	    .n_routes = ARRAY_LEN(routes),
	};
	struct loop *l = loop_new();
	struct signal_watch *term = signal_watch_new(l, 15, on_term, l);
	struct http_server *s;
	struct err err = {.code = ERR_OK};

	if (http_server_open(l, &config, &s, &err) < 0) {
		fprintf(stderr, "bench_http: %s\n", err.text);
		return 1;
	}
	printf("%u\n", http_server_port(s));
	fflush(stdout);
	loop_run(l);
	http_server_close(&s);
	signal_watch_free(&term);
	loop_free(&l);
	return 0;
}
