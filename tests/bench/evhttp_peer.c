/* evhttp_peer.c - the rival's upstream: a small JSON answer by libevent's own
 * HTTP server, as prints "port" and serves until it is killed. */
#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/http.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void answer(struct evhttp_request *req, void *arg)
{
	const char *body = arg;
	struct evbuffer *out = evhttp_request_get_output_buffer(req);

	evhttp_add_header(evhttp_request_get_output_headers(req),
	    "Content-Type", "application/json");
	evbuffer_add_reference(out, body, strlen(body), NULL, NULL);
	evhttp_send_reply(req, 200, "OK", NULL);
}

int main(int argc, char **argv)
{
	static char body[600];
	struct event_base *base = event_base_new();
	struct evhttp *http = evhttp_new(base);
	int port = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 18999;

	memset(body, 'x', sizeof body - 1);
	if (evhttp_bind_socket(http, "127.0.0.1", (ev_uint16_t)port) != 0) {
		fprintf(stderr, "evhttp_peer: port %d is in use\n", port);
		return 69;
	}
	evhttp_set_gencb(http, answer, body);
	return event_base_dispatch(base) < 0 ? 70 : 0;
}
