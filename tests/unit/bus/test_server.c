/* test_server.c - a server's bounds: callers that die, flood or lie. */
#include "tests/unit/bus/fixture.h"
#include "tests/unit/bus/raw_peer.h"

#include "common/bus/sp_frame.h"

#include "tests/unit/unit.h"

#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>

static const struct envelope describe = {
    .type = MSG_agent_describe, .request_id = "r"};

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

static int raw_caller(struct world *w)
{
	int fd;

	world_serve(w);
	fd = raw_connect(w);
	raw_greet(w, fd, 0x30);
	return fd;
}

static void the_socket_belongs_to_its_owner_alone(void **state)
{
	struct world *w = *state;
	mode_t old = umask(0);
	struct stat st;

	world_serve(w);
	umask(old);
	assert_int_equal(stat(w->url + 6, &st), 0);
	assert_true(S_ISSOCK(st.st_mode));
	assert_int_equal(st.st_mode & 0777, 0600);
}

static int serve_code(struct world *w)
{
	struct bus *b;
	struct err err = {0};
	int rc;

	assert_int_equal(
	    bus_open(w->loop, &(struct bus_config){.service = "x"}, &b, &err),
	    0);
	rc = bus_serve(b, w->url, NULL, 0, 1, NULL, &err);
	assert_int_equal(rc, err.code == ERR_OK ? 0 : -1);
	bus_close(&b);
	return (int)err.code;
}

static void an_address_in_use_is_a_conflict(void **state)
{
	struct world *w = *state;
	struct stat st;

	world_serve(w);
	assert_int_equal(serve_code(w), ERR_CONFLICT);
	assert_int_equal(stat(w->url + 6, &st), 0);
}

static void a_stale_socket_file_is_replaced(void **state)
{
	struct world *w = *state;

	close(raw_listen(w));
	assert_int_equal(serve_code(w), ERR_OK);
}

static void a_file_that_is_no_socket_is_left_alone(void **state)
{
	struct world *w = *state;
	struct stat st;

	close(open(w->url + 6, O_CREAT | O_WRONLY, 0600));
	assert_int_equal(serve_code(w), ERR_CONFLICT);
	assert_int_equal(stat(w->url + 6, &st), 0);
}

static void the_whole_backtrace_comes_back(void **state)
{
	struct world *w = *state;
	char body[4096];
	int fd = raw_caller(w);

	raw_write_message(w, fd, STR("\0\0\0\5\0\0\1\0\x80\0\0\7"), &describe,
	    STR("{}"), STR("x"));
	(void)raw_read_frame(w, fd, body, sizeof body);
	assert_memory_equal(body, "\0\0\0\5\0\0\1\0\x80\0\0\7", 12);
	assert_memory_equal(body + 12, "AL", 2);
	close(fd);
}

static void a_caller_that_goes_away_cancels_its_requests(void **state)
{
	struct world *w = *state;
	int fd = raw_caller(w);

	for (int i = 0; i < 3; i++)
		raw_write_message(w, fd, STR("\x80\0\0\7"), &describe,
		    STR("{}"), STR("sleep 5000"));
	while (w->begun < 3)
		loop_turn(w->loop, 10);
	assert_int_equal(bus_requests_in_flight(w->server), 3);
	close(fd);
	while (w->cancelled < 3)
		loop_turn(w->loop, 10);
	assert_int_equal(bus_requests_in_flight(w->server), 0);
}

static void nonsense_closes_the_connection(void **state)
{
	struct world *w = *state;
	static const struct str lies[] = {
	    {"\x02", 1},                              /* mark */
	    {"\x01\xff\0\0\0\0\0\0\0", 9},            /* length */
	    {"\x01\0\0\0\0\0\0\0\4\0\0\0\1", 13},     /* id never ends */
	    {"\x01\0\0\0\0\0\0\0\6\x80\0\0\1hi", 15}, /* no envelope */
	    {"\x01\0\0\0\0\0\0\0\0", 9},              /* empty */
	};

	world_serve(w);
	for (size_t i = 0; i < ARRAY_LEN(lies); i++) {
		int fd = raw_connect(w);

		raw_greet(w, fd, 0x30);
		raw_write(w, fd, lies[i].p, lies[i].n);
		raw_read_end(w, fd);
		close(fd);
	}
	assert_int_equal(w->begun, 0);
}

static void an_answer_sent_to_a_server_closes(void **state)
{
	struct world *w = *state;
	struct envelope env = {.is_answer = true};
	int fd = raw_caller(w);

	raw_write_message(w, fd, STR("\x80\0\0\7"), &env, STR("{}"), STR(""));
	raw_read_end(w, fd);
	close(fd);
}

static void a_hello_of_another_protocol_closes(void **state)
{
	struct world *w = *state;
	int fd;

	world_serve(w);
	fd = raw_connect(w);
	raw_write(w, fd, "GET / HTTP/1.1\r\n\r\n", 18);
	raw_read_end(w, fd);
	close(fd);
}

static void a_connection_without_hello_is_swept_away(void **state)
{
	struct world *w = *state;
	int fd;

	world_serve(w);
	fd = raw_connect(w);
	raw_read_end(w, fd);
	close(fd);
}

static void beyond_max_requests_it_sheds(void **state)
{
	struct world *w = *state;
	struct caller c[5];
	unsigned shed = 0;

	w->max_requests = 2;
	world_serve(w);
	world_client(w, w->url, "", (struct bus_config){0});
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		caller_start(&c[i], w, "sleep 50", 5000);
	world_wait(w, ARRAY_LEN(c));
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		shed += c[i].err.code == ERR_OVERLOADED;
	assert_int_equal(shed, 3);
	assert_int_equal(bus_counts(w->server).shed, 3);
}

/* The caller writes 600 requests of 100 KB and reads nothing: the server must
 * stop reading, and go on when the answers are taken. */
static void a_caller_that_reads_nothing_is_not_read_either(void **state)
{
	enum { N = 600, BYTES = 100000 };
	struct world *w = *state;
	char *blob = calloc(1, BYTES + 1), *body = calloc(1, 2 * BYTES);
	struct buf all;
	size_t sent = 0;
	int fd = raw_caller(w);

	memset(blob, 'b', BYTES);
	buf_init(&all, (size_t)N * 2 * BYTES);
	for (unsigned i = 0; i < N; i++) {
		uint8_t head[SP_HEAD_MAX];
		struct buf one;

		buf_init(&one, 2 * BYTES);
		buf_add(&one, "\x80\0\0\7", 4);
		envelope_write(
		    &one, &describe, STR("{}"), (struct str){blob, BYTES});
		buf_add(&all, head, sp_head_write(SP_IPC, one.len, head));
		buf_add(&all, one.data, one.len);
		buf_deinit(&one);
	}
	for (int idle = 0; idle < 20;) {
		ssize_t n =
		    send(fd, all.data + sent, all.len - sent, MSG_NOSIGNAL);

		idle = n > 0 ? 0 : idle + 1;
		sent += n > 0 ? (size_t)n : 0;
		loop_turn(w->loop, 5);
	}
	/* Bounded by its output mark and by what fits into the sockets. */
	assert_true(sent < all.len / 4);
	assert_true(w->begun < N / 4);
	for (unsigned i = 0; i < N; i++) {
		while (sent < all.len) {
			ssize_t n = send(
			    fd, all.data + sent, all.len - sent, MSG_NOSIGNAL);

			if (n <= 0)
				break;
			sent += (size_t)n;
		}
		assert_true(raw_read_frame(w, fd, body, 2 * BYTES) > BYTES);
	}
	assert_int_equal(w->begun, N);
	buf_deinit(&all);
	free(blob);
	free(body);
	close(fd);
}

static void draining_finishes_what_has_begun_and_refuses_more(void **state)
{
	struct world *w = *state;
	struct caller c[2];
	struct stat st;

	world_serve(w);
	world_client(w, w->url, "", (struct bus_config){0});
	caller_start(&c[0], w, "sleep 80", 5000);
	while (w->begun < 1)
		loop_turn(w->loop, 10);
	assert_false(bus_drained(w->server, false));
	assert_false(bus_drained(w->server, true));
	assert_int_equal(stat(w->url + 6, &st), -1);
	caller_start(&c[1], w, "x", 200);
	while (!bus_drained(w->server, true))
		loop_turn(w->loop, 10);
	world_wait(w, 2);
	assert_int_equal(c[0].err.code, ERR_OK);
	assert_int_equal(c[1].err.code, ERR_DEADLINE);
	assert_int_equal(w->begun, 1);
}

static void closing_leaves_a_successors_socket_file(void **state)
{
	struct world *w = *state;
	struct stat st;

	world_serve(w);
	unlink(w->url + 6);
	close(raw_listen(w));
	bus_close(&w->server);
	assert_int_equal(stat(w->url + 6, &st), 0);
}

#define WORLD_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    WORLD_TEST(the_socket_belongs_to_its_owner_alone),
	    WORLD_TEST(an_address_in_use_is_a_conflict),
	    WORLD_TEST(a_stale_socket_file_is_replaced),
	    WORLD_TEST(a_file_that_is_no_socket_is_left_alone),
	    WORLD_TEST(the_whole_backtrace_comes_back),
	    WORLD_TEST(a_caller_that_goes_away_cancels_its_requests),
	    WORLD_TEST(nonsense_closes_the_connection),
	    WORLD_TEST(an_answer_sent_to_a_server_closes),
	    WORLD_TEST(a_hello_of_another_protocol_closes),
	    WORLD_TEST(a_connection_without_hello_is_swept_away),
	    WORLD_TEST(beyond_max_requests_it_sheds),
	    WORLD_TEST(a_caller_that_reads_nothing_is_not_read_either),
	    WORLD_TEST(draining_finishes_what_has_begun_and_refuses_more),
	    WORLD_TEST(closing_leaves_a_successors_socket_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
