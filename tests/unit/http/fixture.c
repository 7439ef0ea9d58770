/* fixture.c - a server on a loop, and peers that write raw bytes to it. */
#include "tests/unit/http/fixture.h"
#include "tests/unit/unit.h"
#include "common/base/die.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

/* ---- the server ---- */

static void on_begin(struct http_request *r)
{
	struct world *w = r->daemon;

	w->begun++;
}

static void on_done(struct http_request *r)
{
	struct world *w = r->daemon;

	w->done++;
	w->refused += r->route == NULL;
	w->last_status = r->status;
	w->last_sent_bytes = r->sent_bytes;
	w->last_method = r->method;
	str_copy(w->last_path, sizeof w->last_path, str_of(r->path));
	str_copy(w->last_peer, sizeof w->last_peer, str_of(r->peer));
}

static void on_finish(struct http_request *r)
{
	if (streq(r->path, "/late"))
		http_answer(r, 202, "text/plain", STR("finished\n"));
}

static void on_release(struct http_request *r)
{
	struct world *w = r->daemon;

	if (r->woken)
		w->woken++;
	else
		w->released++;
}

static void on_left(void *owner)
{
	struct parked *p = owner;

	p->left++;
	p->conn = NULL;
}

struct world *world_new(void)
{
	struct world *w = xcalloc(1, sizeof *w);

	w->loop = loop_new();
	w->config = (struct http_server_config){
	    .listen = "127.0.0.1:0",
	    .routes = world_routes,
	    .n_routes = world_n_routes,
	    .request_bytes = sizeof(struct wrequest),
	    .arena_bytes = (size_t)16 << 20,
	    .daemon = w,
	    .begin = on_begin,
	    .done = on_done,
	    .release = on_release,
	    .left = on_left,
	    .finish = on_finish,
	};
	return w;
}

void world_serve(struct world *w)
{
	struct err err = {.code = ERR_OK};

	if (http_server_open(w->loop, &w->config, &w->server, &err) < 0)
		fail_msg("%s", err.text);
}

void world_free(struct world **wp)
{
	struct world *w = *wp;

	http_server_close(&w->server);
	/* Every request that began was told and released. */
	assert_int_equal(w->done, w->begun);
	assert_int_equal(w->released, w->begun);
	loop_free(&w->loop);
	free(w);
	*wp = NULL;
}

/* ---- peers ---- */

int world_listen(unsigned *port_r)
{
	struct sockaddr_in in = {.sin_family = AF_INET};
	socklen_t len = sizeof in;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(bind(fd, (struct sockaddr *)&in, sizeof in), 0);
	assert_int_equal(listen(fd, 8), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&in, &len), 0);
	*port_r = ntohs(in.sin_port);
	return fd;
}

static int connect_to(const struct world *w)
{
	struct sockaddr_in in = {.sin_family = AF_INET};
	struct sockaddr_un un = {.sun_family = AF_UNIX};
	const char *listen = w->config.listen;
	bool local = str_starts(str_of(listen), "unix:");
	int fd = socket(local ? AF_UNIX : AF_INET, SOCK_STREAM, 0);

	in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	in.sin_port = htons((uint16_t)http_server_port(w->server));
	assert_true(fd >= 0);
	if (local) {
		str_copy(un.sun_path, sizeof un.sun_path, str_of(listen + 5));
		assert_int_equal(
		    connect(fd, (struct sockaddr *)&un, sizeof un), 0);
	} else {
		assert_int_equal(
		    connect(fd, (struct sockaddr *)&in, sizeof in), 0);
	}
	return fd;
}

struct peer *peer_new(struct world *w)
{
	struct peer *p = xcalloc(1, sizeof *p);

	p->world = w;
	p->fd = connect_to(w);
	buf_init(&p->got, (size_t)128 << 20);
	return p;
}

void peer_free(struct peer **pp)
{
	struct peer *p = *pp;

	close(p->fd);
	buf_deinit(&p->got);
	free(p);
	*pp = NULL;
}

void peer_send(struct peer *p, struct str bytes)
{
	int turns = 0;

	while (bytes.n > 0 && !p->closed) {
		ssize_t n =
		    send(p->fd, bytes.p, bytes.n, MSG_DONTWAIT | MSG_NOSIGNAL);

		if (n < 0 && errno != EAGAIN)
			return; /* refused and closed already */
		if (n > 0) {
			bytes.p += n;
			bytes.n -= (size_t)n;
			continue;
		}
		assert_true(turns++ < 20000);
		loop_turn(p->world->loop, 1);
		peer_take(p);
	}
}

void peer_sends(struct peer *p, const char *text)
{
	peer_send(p, str_of(text));
}

void peer_shut(struct peer *p)
{
	shutdown(p->fd, SHUT_WR);
}

void peer_take(struct peer *p)
{
	for (;;) {
		char *room = buf_room(&p->got, 65536);
		ssize_t n = recv(p->fd, room, 65536, MSG_DONTWAIT);

		if (n > 0) {
			buf_wrote(&p->got, (size_t)n);
			continue;
		}
		if (n == 0 || (n < 0 && errno != EAGAIN))
			p->closed = true;
		return;
	}
}

bool peer_has(const struct peer *p, const char *text)
{
	return peer_count(p, text) > 0;
}

unsigned peer_count(const struct peer *p, const char *text)
{
	struct str rest = {buf_str(&p->got), p->got.len};
	unsigned n = 0;
	ptrdiff_t at;

	while (rest.n > 0 && (at = str_find(rest, text)) >= 0) {
		size_t skip = (size_t)at + strlen(text);

		rest.p += skip;
		rest.n -= skip;
		n++;
	}
	return n;
}

void peer_await(struct peer *p, const char *text)
{
	peer_take(p);
	for (int turns = 0; !peer_has(p, text); turns++) {
		if (turns > 2000 || p->closed)
			fail_msg("\"%s\" never came, but: %.2000s", text,
			    buf_str(&p->got));
		loop_turn(p->world->loop, 5);
		peer_take(p);
	}
}

void peer_await_close(struct peer *p)
{
	for (int turns = 0; !p->closed; turns++) {
		if (turns > 2000)
			fail_msg(
			    "never closed; got: %.2000s", buf_str(&p->got));
		loop_turn(p->world->loop, 5);
		peer_take(p);
	}
}

const char *world_ask(struct world *w, struct str bytes)
{
	static char answer[20000];
	struct peer *p = peer_new(w);

	peer_send(p, bytes);
	peer_await_close(p);
	assert_true(str_copy(
	    answer, sizeof answer, (struct str){buf_str(&p->got), p->got.len}));
	peer_free(&p);
	return answer;
}
