/* test_handoff.c - connections that pass from one server to another. */
#include "tests/unit/http/fixture.h"

#include "common/base/fdpass.h"
#include "common/http/packet.h"
#include "common/http/park.h"
#include "tests/unit/unit.h"

#include <sys/socket.h>

#define HELLO "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"

static struct world *old, *new;
static int pair[2];

/* ---- a stream that can pass ---- */

static task_step stream_begin, stream_go_on;
static task_step *const begin_steps[] = {stream_begin, NULL};
static task_step *const go_on_steps[] = {stream_go_on, NULL};

static enum step_result stream_begin(struct task *t)
{
	struct http_request *r = CONTAINER_OF(t, struct http_request, task);

	http_stream_begin(r, 200, "text/plain");
	http_stream_write(r, STR("begun "));
	(void)http_park(r, r->daemon);
	return STEP_NEXT;
}

static enum step_result stream_go_on(struct task *t)
{
	struct http_request *r = CONTAINER_OF(t, struct http_request, task);

	http_stream_write(r, r->body);
	if (str_eqs(r->body, "end"))
		return STEP_NEXT;
	(void)http_park(r, r->daemon);
	return STEP_NEXT;
}

static bool pack(void *owner, struct buf *state)
{
	const struct world *w = owner;

	if (w->cut_after.n == 0)
		return false;
	buf_add(state, w->cut_after.p, w->cut_after.n);
	return true;
}

static const struct http_passing passing = {.pack = pack, .steps = go_on_steps};

static void on_left(void *owner)
{
	struct world *w = owner;

	w->pieces++;
}

static const struct http_route stream_route = {.method = HTTP_GET,
    .path = "/stream",
    .steps = begin_steps,
    .passing = &passing};

/* ---- two servers ---- */

/* A stream's go-on is no request that began. */
static void on_release(struct http_request *r)
{
	struct world *w = r->daemon;

	w->released += !r->woken;
}

static struct world *world_with_streams(void)
{
	struct world *w = world_new();
	struct http_route *routes = calloc(world_n_routes + 1, sizeof *routes);

	assert_non_null(routes);
	memcpy(routes, world_routes, world_n_routes * sizeof *routes);
	routes[world_n_routes] = stream_route;
	w->config.routes = routes;
	w->config.n_routes = world_n_routes + 1;
	w->config.left = on_left;
	world_serve(w);
	return w;
}

static void free_world(struct world **w)
{
	const struct http_route *routes = (*w)->config.routes;

	world_free(w);
	free((void *)(uintptr_t)routes);
}

/* Both turn on the loop of the first: peers of either can wait. */
static int set_up(void **state)
{
	(void)state;
	old = world_with_streams();
	new = world_new();
	loop_free(&new->loop);
	new->loop = old->loop;
	new->config.routes = old->config.routes;
	new->config.n_routes = old->config.n_routes;
	new->config.left = on_left;
	new->config.release = on_release;
	world_serve(new);
	assert_int_equal(fdpass_pair(pair), 0);
	http_server_take(new->server, pair[0]);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	http_server_close(&new->server);
	new->loop = NULL;
	world_free(&new);
	free_world(&old);
	return 0;
}

static void give(void)
{
	http_server_give(old->server, pair[1]);
}

/* Nothing is with the old one any more, and the new one has taken it all. */
static void until_given(void)
{
	WORLD_UNTIL(old, http_server_given(old->server));
	http_server_close(&old->server);
	WORLD_UNTIL(old, !http_server_taking(new->server));
}

/* ---- between requests ---- */

static void an_idle_connection_passes(void **state)
{
	struct peer *p;

	(void)state;
	p = peer_new(old);
	peer_sends(p, HELLO);
	peer_await(p, "hello\n");
	buf_clear(&p->got);
	give();
	until_given();
	peer_sends(p, HELLO);
	peer_await(p, "hello\n");
	assert_false(peer_has(p, "Connection: close"));
	assert_int_equal(new->done, 1);
	assert_string_equal(new->last_peer, "127.0.0.1");
	peer_free(&p);
}

static void half_a_head_passes_with_its_connection(void **state)
{
	struct peer *p;

	(void)state;
	p = peer_new(old);
	peer_sends(p, "GET /hello HT");
	for (int i = 0; i < 5; i++)
		loop_turn(old->loop, 1);
	give();
	until_given();
	peer_sends(p, "TP/1.1\r\nHost: a\r\n\r\n");
	peer_await(p, "hello\n");
	assert_int_equal(old->begun, 0);
	assert_int_equal(new->done, 1);
	peer_free(&p);
}

static void a_request_that_nobody_read_passes(void **state)
{
	struct peer *p;

	(void)state;
	p = peer_new(old);
	peer_sends(p, HELLO);
	peer_await(p, "hello\n");
	buf_clear(&p->got);
	give();
	peer_sends(p, HELLO); /* lies in the socket when it passes */
	peer_await(p, "hello\n");
	until_given();
	assert_int_equal(old->done + new->done, 2);
	peer_free(&p);
}

static void a_request_is_answered_before_its_connection_passes(void **state)
{
	struct peer *p;

	(void)state;
	p = peer_new(old);
	peer_sends(p, "GET /nap HTTP/1.1\r\nHost: a\r\n\r\n");
	WORLD_UNTIL(old, http_server_in_flight(old->server) == 1);
	give();
	peer_await(p, "hello\n");
	assert_false(peer_has(p, "Connection: close"));
	until_given();
	assert_int_equal(old->done, 1);
	buf_clear(&p->got);
	peer_sends(p, HELLO);
	peer_await(p, "hello\n");
	assert_int_equal(new->done, 1);
	peer_free(&p);
}

static void hundreds_pass(void **state)
{
	struct peer *p[300];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(p); i++) {
		p[i] = peer_new(old);
		peer_sends(p[i], HELLO);
		peer_await(p[i], "hello\n");
		buf_clear(&p[i]->got);
	}
	give();
	until_given();
	for (size_t i = 0; i < ARRAY_LEN(p); i++) {
		peer_sends(p[i], HELLO);
		peer_await(p[i], "hello\n");
		peer_free(&p[i]);
	}
	assert_int_equal(new->done, ARRAY_LEN(p));
}

/* ---- streams ---- */

static struct peer *open_stream(void)
{
	struct peer *p = peer_new(old);

	peer_sends(p, "GET /stream HTTP/1.1\r\nHost: a\r\n\r\n");
	peer_await(p, "begun \r\n");
	return p;
}

static void a_parked_stream_goes_on(void **state)
{
	struct peer *p;

	(void)state;
	p = open_stream();
	old->cut_after = (struct str){"a\0b", 3};
	give();
	until_given();
	peer_await(p, "3\r\na");
	assert_int_equal(p->got.data[p->got.len - 3], 'b');
	assert_false(peer_has(p, "0\r\n\r\n"));
	assert_int_equal(old->pieces, 1); /* left the old one */
	assert_int_equal(new->done, 0);   /* and is no request of the new */
	peer_free(&p);
	WORLD_UNTIL(old, new->pieces == 1);
}

static void a_stream_that_cannot_go_on_ends_whole(void **state)
{
	struct peer *p;

	(void)state;
	p = open_stream();
	old->cut_after = STR("end");
	give();
	until_given();
	peer_await(p, "end\r\n0\r\n\r\n");
	peer_free(&p);
}

static void a_stream_stays_until_it_can_be_packed(void **state)
{
	struct peer *p;

	(void)state;
	p = open_stream();
	give();
	for (int i = 0; i < 20; i++)
		loop_turn(old->loop, 2);
	assert_false(http_server_given(old->server));
	old->cut_after = STR("later");
	until_given();
	peer_await(p, "later");
	peer_free(&p);
}

static void streams_end_whole_when_nobody_takes_them(void **state)
{
	struct peer *p;

	(void)state;
	p = open_stream();
	http_server_end_streams(old->server);
	peer_await(p, "0\r\n\r\n");
	peer_free(&p);
	close(pair[1]);
}

/* ---- who takes, dies; who gives, lies ---- */

static void without_a_taker_all_is_drained(void **state)
{
	struct peer *p;

	(void)state;
	http_server_close(&new->server);
	p = peer_new(old);
	peer_sends(p, HELLO);
	peer_await(p, "hello\n");
	buf_clear(&p->got);
	give();
	for (int i = 0; i < 10; i++) /* the young one stays open for a while */
		loop_turn(old->loop, 2);
	peer_sends(p, HELLO);
	peer_await(p, "Connection: close\r\n");
	peer_await(p, "hello\n");
	peer_await_close(p);
	assert_int_equal(old->done, 2);
	peer_free(&p);
}

static void another_taker_can_take_the_rest(void **state)
{
	struct peer *p;
	int other[2];

	(void)state;
	p = open_stream();
	give();
	assert_int_equal(fdpass_pair(other), 0);
	http_server_take(new->server, other[0]);
	http_server_give(old->server, other[1]);
	old->cut_after = STR("there");
	until_given();
	peer_await(p, "there");
	peer_free(&p);
}

static void lies_are_refused(void **state)
{
	static char large[PACKET_MAX + 1];
	struct packet good = {.peer = STR("1.2.3.4"),
	    .in = STR(""),
	    .out = STR(""),
	    .path = STR("/nowhere"),
	    .state = STR("x"),
	    .is_stream = true,
	    .method = HTTP_GET};
	int ends[2];
	struct buf b;
	char byte;

	(void)state;
	buf_init(&b, PACKET_MAX);
	packet_write(&b, &good);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	assert_int_equal(fdpass_send(pair[1], "lies", 4, ends[1]), 0);
	assert_int_equal(fdpass_send(pair[1], b.data, b.len, -1), 0);
	assert_int_equal(fdpass_send(pair[1], large, sizeof large, -1), 0);
	assert_int_equal(fdpass_send(pair[1], b.data, b.len, ends[1]), 0);
	buf_deinit(&b);
	close(ends[1]);
	close(pair[1]);
	WORLD_UNTIL(old, !http_server_taking(new->server));
	/* Every descriptor that came was closed. */
	assert_int_equal(recv(ends[0], &byte, 1, 0), 0);
	close(ends[0]);
	assert_int_equal(new->begun, 0);
}

#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(an_idle_connection_passes),
	    T(half_a_head_passes_with_its_connection),
	    T(a_request_that_nobody_read_passes),
	    T(a_request_is_answered_before_its_connection_passes),
	    T(hundreds_pass),
	    T(a_parked_stream_goes_on),
	    T(a_stream_that_cannot_go_on_ends_whole),
	    T(a_stream_stays_until_it_can_be_packed),
	    T(streams_end_whole_when_nobody_takes_them),
	    T(without_a_taker_all_is_drained),
	    T(another_taker_can_take_the_rest),
	    T(lies_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
