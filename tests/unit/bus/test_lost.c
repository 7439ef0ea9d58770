/* test_lost.c - a neighbour that dies, hangs or lies, seen by a caller. */
#include "tests/unit/bus/fixture.h"
#include "tests/unit/bus/raw_peer.h"

#include "common/bus/sp_frame.h"

#include "tests/unit/unit.h"

#include <stdio.h>

static int setup(void **state)
{
	*state = world_new();
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;

	world_free(&w);
	return 0;
}

/* A raw server that has greeted our client. */
static int raw_server(struct world *w, int *listener_r)
{
	int fd;

	*listener_r = raw_listen(w);
	world_client(w, w->url, "", (struct bus_config){0});
	fd = raw_accept(w, *listener_r);
	raw_greet(w, fd, 0x31);
	return fd;
}

static void answer(struct world *w, int fd, const char *id, const char *blob)
{
	struct envelope env = {.is_answer = true};

	raw_write_message(
	    w, fd, (struct str){id, 4}, &env, STR("{}"), str_of(blob));
}

static void a_lost_connection_fails_an_unsafe_call_at_once(void **state)
{
	struct world *w = *state;
	struct caller c;
	char body[4096];
	int listener, fd = raw_server(w, &listener);

	caller_start_unsafe(&c, w, "x", 9000);
	(void)raw_read_frame(w, fd, body, sizeof body);
	close(fd);
	world_wait(w, 1);
	assert_int_equal(c.err.code, ERR_UNAVAILABLE);
	assert_int_equal(bus_counts(w->client).lost, 1);
	close(listener);
}

static void a_safe_call_is_sent_again_once(void **state)
{
	struct world *w = *state;
	struct caller c;
	char first[4096], again[4096];
	size_t n;
	int listener, fd = raw_server(w, &listener);

	caller_start(&c, w, "x", 9000);
	n = raw_read_frame(w, fd, first, sizeof first);
	close(fd);
	fd = raw_accept(w, listener);
	raw_greet(w, fd, 0x31);
	assert_int_equal(raw_read_frame(w, fd, again, sizeof again), n);
	assert_memory_equal(again + n - 3, first + n - 3, 3);
	assert_false(c.done);
	answer(w, fd, again, "second time");
	world_wait(w, 1);
	assert_string_equal(c.blob_r, "second time");
	assert_int_equal(bus_counts(w->client).retries, 1);
	close(fd);
	close(listener);
}

static void a_safe_call_is_not_sent_a_third_time(void **state)
{
	struct world *w = *state;
	struct caller c;
	char body[4096];
	int listener, fd = raw_server(w, &listener);

	caller_start(&c, w, "x", 9000);
	for (int i = 0; i < 2; i++) {
		(void)raw_read_frame(w, fd, body, sizeof body);
		close(fd);
		if (i == 0) {
			fd = raw_accept(w, listener);
			raw_greet(w, fd, 0x31);
		}
	}
	world_wait(w, 1);
	assert_int_equal(c.err.code, ERR_UNAVAILABLE);
	close(listener);
}

static void a_peer_that_never_answers_costs_only_the_deadline(void **state)
{
	struct world *w = *state;
	struct caller c[64];
	int listener, fd = raw_server(w, &listener);

	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		caller_start(&c[i], w, "x", 50);
	world_wait(w, ARRAY_LEN(c));
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		assert_int_equal(c[i].err.code, ERR_DEADLINE);
	close(fd);
	close(listener);
}

static void a_hanging_peer_loses_its_calls_to_its_sibling(void **state)
{
	struct world *w = *state;
	struct caller c[32];
	char urls[260];
	struct bus *other;
	int listener = raw_listen(w), fd;
	unsigned ok = 0;

	snprintf(urls, sizeof urls, "%s,%s2", w->url, w->url);
	other = world_server(w, strchr(urls, ',') + 1);
	world_client(w, urls, "", (struct bus_config){0});
	fd = raw_accept(w, listener);
	raw_greet(w, fd, 0x31);
	world_turn_for(w, 50);
	/* Enough of these tell that it hangs. */
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		caller_start(&c[i], w, "sleep 20", 60);
	world_wait(w, ARRAY_LEN(c));
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		ok += c[i].err.code == ERR_OK;
	assert_int_equal(ok, 16);
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		caller_start(&c[i], w, "x", 5000);
	world_wait(w, 2 * ARRAY_LEN(c));
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		assert_int_equal(c[i].err.code, ERR_OK);
	bus_close(&other);
	close(fd);
	close(listener);
}

static void an_answer_to_an_unknown_id_is_dropped(void **state)
{
	struct world *w = *state;
	struct caller c;
	char body[4096], wrong[4];
	int listener, fd = raw_server(w, &listener);

	caller_start(&c, w, "x", 5000);
	(void)raw_read_frame(w, fd, body, sizeof body);
	sp_put32(wrong, sp_get32(body) + 1);
	answer(w, fd, wrong, "not yours");
	sp_put32(wrong, sp_get32(body) ^ 0x10000);
	answer(w, fd, wrong, "nor this");
	answer(w, fd, body, "yours");
	answer(w, fd, body, "twice");
	world_wait(w, 1);
	assert_string_equal(c.blob_r, "yours");
	world_turn_for(w, 10);
	assert_int_equal(bus_counts(w->client).late, 3);
	assert_true(client_is_up(w));
	close(fd);
	close(listener);
}

/* The peer answers a call with this frame, the head included: its call fails
 * with BAD_PEER and the connection is closed. */
static void lie(struct world *w, struct str lie_bytes, bool with_id)
{
	struct caller c;
	char body[4096];
	int listener, fd = raw_server(w, &listener);

	caller_start(&c, w, "x", 5000);
	(void)raw_read_frame(w, fd, body, sizeof body);
	if (with_id) {
		char frame[200];

		memcpy(frame, body, 4);
		memcpy(frame + 4, lie_bytes.p, lie_bytes.n);
		raw_write_frame(w, fd, (struct str){frame, 4 + lie_bytes.n});
	} else {
		raw_write(w, fd, lie_bytes.p, lie_bytes.n);
	}
	world_wait(w, 1);
	assert_int_equal(c.err.code, ERR_BAD_PEER);
	raw_read_end(w, fd);
	close(fd);
	close(listener);
}

static void an_answer_that_is_no_envelope_closes(void **state)
{
	lie(*state, STR("HTTP/1.1 200 OK"), true);
}

static void an_empty_answer_closes(void **state)
{
	lie(*state, STR(""), true);
}

static void an_unknown_frame_mark_closes(void **state)
{
	lie(*state, STR("\x07garbage"), false);
}

static void a_frame_above_the_cap_closes(void **state)
{
	lie(*state, STR("\x01\0\0\0\xff\0\0\0\0"), false);
}

static void a_frame_without_an_id_closes(void **state)
{
	lie(*state, STR("\x01\0\0\0\0\0\0\0\2xx"), false);
}

static void a_call_in_place_of_an_answer_closes(void **state)
{
	struct envelope env = {.type = MSG_agent_describe};
	struct buf b;

	buf_init(&b, 200);
	envelope_write(&b, &env, STR("{}"), STR(""));
	lie(*state, (struct str){b.data, b.len}, true);
	buf_deinit(&b);
}

static void a_hello_of_another_protocol_is_not_a_peer(void **state)
{
	struct world *w = *state;
	struct caller c;
	int listener = raw_listen(w), fd;

	world_client(w, w->url, "", (struct bus_config){0});
	caller_start(&c, w, "x", 200);
	fd = raw_accept(w, listener);
	raw_greet(w, fd, 0x20);
	raw_read_end(w, fd);
	assert_false(client_is_up(w));
	world_wait(w, 1);
	assert_int_equal(c.err.code, ERR_DEADLINE);
	close(fd);
	close(listener);
}

static void a_stream_in_single_bytes_is_understood(void **state)
{
	struct world *w = *state;
	struct envelope env = {.is_answer = true};
	struct caller c;
	char body[4096];
	struct buf b;
	uint8_t head[SP_HEAD_MAX];
	int listener, fd = raw_server(w, &listener);

	caller_start(&c, w, "x", 8000);
	(void)raw_read_frame(w, fd, body, sizeof body);
	buf_init(&b, 4096);
	buf_add(&b, body, 4);
	envelope_write(&b, &env, STR("{}"), STR("slowly"));
	raw_write(w, fd, head, sp_head_write(SP_IPC, b.len, head));
	for (size_t i = 0; i < b.len; i++) {
		raw_write(w, fd, b.data + i, 1);
		loop_turn(w->loop, 0);
	}
	world_wait(w, 1);
	assert_string_equal(c.blob_r, "slowly");
	buf_deinit(&b);
	close(fd);
	close(listener);
}

static void reconnecting_many_times_leaks_nothing(void **state)
{
	struct world *w = *state;
	unsigned before;

	world_client(w, w->url, "", (struct bus_config){0});
	world_serve(w);
	world_turn_until(w, client_is_up);
	before = open_fds();
	for (int i = 0; i < 30; i++) {
		struct caller c;

		bus_close(&w->server);
		world_turn_for(w, 1);
		world_serve(w);
		caller_start(&c, w, "x", 5000);
		world_wait(w, (unsigned)i + 1);
		assert_int_equal(c.err.code, ERR_OK);
	}
	assert_int_equal(open_fds(), before);
}

#define WORLD_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    WORLD_TEST(a_lost_connection_fails_an_unsafe_call_at_once),
	    WORLD_TEST(a_safe_call_is_sent_again_once),
	    WORLD_TEST(a_safe_call_is_not_sent_a_third_time),
	    WORLD_TEST(a_peer_that_never_answers_costs_only_the_deadline),
	    WORLD_TEST(a_hanging_peer_loses_its_calls_to_its_sibling),
	    WORLD_TEST(an_answer_to_an_unknown_id_is_dropped),
	    WORLD_TEST(an_answer_that_is_no_envelope_closes),
	    WORLD_TEST(an_empty_answer_closes),
	    WORLD_TEST(an_unknown_frame_mark_closes),
	    WORLD_TEST(a_frame_above_the_cap_closes),
	    WORLD_TEST(a_frame_without_an_id_closes),
	    WORLD_TEST(a_call_in_place_of_an_answer_closes),
	    WORLD_TEST(a_hello_of_another_protocol_is_not_a_peer),
	    WORLD_TEST(a_stream_in_single_bytes_is_understood),
	    WORLD_TEST(reconnecting_many_times_leaks_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
