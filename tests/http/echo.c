/* echo.c - http_echo: common/http alone, which answers any request with what
 * it saw of it, for the comparison with other servers (differ.mjs).
 *
 *	http_echo LISTEN [HEAD_MS]      until SIGTERM
 */
#include "common/base/err.h"
#include "common/http/server.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#define BODY_BYTES 4096

/* "POST /a?b 68656c6c6f" in a header, since HEAD has no body. */
static enum step_result echo(struct task *t)
{
	struct http_request *r = CONTAINER_OF(t, struct http_request, task);
	char *hex = arena_alloc(t->arena, 2 * r->body.n + 1);
	bool query = r->query.n > 0;

	hex_encode(r->body.p, r->body.n, hex);
	http_add_header(r, "X-Saw",
	    arena_printf(t->arena, "%s %s%s%.*s %s",
		http_method_name(r->method), r->path, query ? "?" : "",
		(int)r->query.n, r->query.p, hex));
	http_answer(r, 200, NULL, (struct str){"", 0});
	return STEP_NEXT;
}

static task_step *const steps[] = {echo, NULL};

#define ROUTE(m, p)                                                            \
	{                                                                      \
		.method = (m), .path = (p), .steps = steps,                    \
		.max_body_bytes = BODY_BYTES                                   \
	}
static const struct http_route routes[] = {
    ROUTE(HTTP_GET, "/{path*}"),
    ROUTE(HTTP_HEAD, "/{path*}"),
    ROUTE(HTTP_POST, "/{path*}"),
    ROUTE(HTTP_PUT, "/{path*}"),
    ROUTE(HTTP_DELETE, "/{path*}"),
    ROUTE(HTTP_PATCH, "/{path*}"),
    ROUTE(HTTP_OPTIONS, "/{path*}"),
};

static void on_signal(void *arg, int signo)
{
	(void)signo;
	loop_stop(arg);
}

int main(int argc, char **argv)
{
	struct http_server_config config = {
	    .listen = argc > 1 ? argv[1] : "",
	    .routes = routes,
	    .n_routes = ARRAY_LEN(routes),
	    .head_timeout_ms = argc > 2 ? atoi(argv[2]) : 0,
	};
	struct err err = {.code = ERR_OK};
	struct loop *l = loop_new();
	struct signal_watch *term = signal_watch_new(l, SIGTERM, on_signal, l);
	struct http_server *s = NULL;

	config.body_timeout_ms = config.head_timeout_ms;
	if (http_server_open(l, &config, &s, &err) < 0) {
		fprintf(stderr, "http_echo: %s\n", err.text);
		return 1;
	}
	loop_run(l);
	http_server_close(&s);
	signal_watch_free(&term);
	loop_free(&l);
	return 0;
}
