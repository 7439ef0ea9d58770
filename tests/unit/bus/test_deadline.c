/* test_deadline.c - time that goes out with a call, and time that is up; what
 * extras go to whom. */
#include "tests/unit/bus/peer.h"
#include "tests/unit/bus/raw_peer.h"

#include "common/base/clock.h"
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

/* ---- the caller ---- */

static void a_little_of_the_time_is_kept_for_the_way_back(void **state)
{
	struct world *w = *state;
	struct peer p;
	struct caller c;

	peer_open(&p, w, "");
	peer_client(w, &p, 1);
	ask_safe(&c, w, 1, 5000);
	world_wait(w, 1);
	assert_true(p.last_env.timeout_ms <= 5000 - 20);
	assert_true(p.last_env.timeout_ms > 0);
	peer_close(&p);
}

static void a_call_without_time_is_not_sent(void **state)
{
	struct world *w = *state;
	struct peer p;
	struct caller c;

	peer_open(&p, w, "");
	peer_client(w, &p, 1);
	ask_safe(&c, w, 1, 0);
	world_wait(w, 1);
	assert_int_equal(c.err.code, ERR_DEADLINE);
	world_turn_for(w, 20);
	assert_int_equal(p.calls, 0);
	assert_int_equal(bus_counts(w->client).calls, 0);
	peer_close(&p);
}

static void a_late_answer_is_dropped_and_its_connection_kept(void **state)
{
	struct world *w = *state;
	struct envelope env = {.is_answer = true};
	struct caller c;
	char body[4096];
	int listener = raw_listen(w), fd;

	world_client(w, w->url, "", (struct bus_config){0});
	fd = raw_accept(w, listener);
	raw_greet(w, fd, 0x31);
	ask_safe(&c, w, 1, 30);
	(void)raw_read_frame(w, fd, body, sizeof body);
	world_wait(w, 1);
	assert_int_equal(c.err.code, ERR_DEADLINE);
	raw_write_message(
	    w, fd, (struct str){body, 4}, &env, STR("{}"), STR("late"));
	world_turn_for(w, 20);
	assert_int_equal(bus_counts(w->client).late, 1);
	assert_true(client_is_up(w));
	close(fd);
	close(listener);
}

/* ---- extras ---- */

static void extras_go_to_who_said_that_it_reads_them(void **state)
{
	struct world *w = *state;
	struct peer p;
	struct caller c = {
	    .type = MSG_search_stats,
	    .json = STR("{}"),
	    .env = {.lanes = "echo=stable,other=canary"},
	};
	struct caller again = c;

	peer_open(&p, w, "");
	peer_client(w, &p, 1);
	caller_go(&c, w, 5000);
	world_wait(w, 1);
	assert_string_equal(p.last_env.lanes, "");
	caller_go(&again, w, 5000);
	world_wait(w, 2);
	assert_string_equal(p.last_env.lanes, "echo=stable,other=canary");
	assert_true(p.last_env.deadline_mono_ms > clock_mono_ms());
	assert_true(p.last_env.deadline_mono_ms <= clock_mono_ms() + 5000);
	assert_string_equal(again.reply.env.lanes, "");
	peer_close(&p);
}

/* One that is older than the extras: it would lose the connection. */
static void a_peer_of_version_1_gets_version_1(void **state)
{
	struct world *w = *state;
	struct envelope env = {.is_answer = true};
	int listener = raw_listen(w), fd;

	world_client(w, w->url, "", (struct bus_config){0});
	fd = raw_accept(w, listener);
	raw_greet(w, fd, 0x31);
	for (unsigned i = 0; i < 3; i++) {
		char body[4096];
		struct caller c = {
		    .type = MSG_search_stats,
		    .json = STR("{}"),
		    .env = {.lanes = "echo=stable"},
		};

		caller_go(&c, w, 5000);
		(void)raw_read_frame(w, fd, body, sizeof body);
		assert_int_equal(body[6], 1);
		raw_write_message(
		    w, fd, (struct str){body, 4}, &env, STR("{}"), STR(""));
		world_wait(w, i + 1);
	}
	close(fd);
	close(listener);
}

/* ---- the server ---- */

static int raw_caller(struct world *w, struct peer *p)
{
	int fd;

	peer_open(p, w, "");
	fd = raw_connect(w);
	raw_greet(w, fd, 0x30);
	return fd;
}

/* What became of one call with this envelope. */
static enum err_code code_of(
    struct world *w, int fd, const struct envelope *env)
{
	struct envelope answer;
	struct str json, blob;
	char body[4096];
	size_t n;

	raw_write_message(w, fd, STR("\x80\0\0\1"), env, STR("{}"), STR(""));
	n = raw_read_frame(w, fd, body, sizeof body);
	assert_int_equal(envelope_read((struct str){body + 4, n - 4}, &answer,
			     &json, &blob, NULL),
	    0);
	assert_int_equal(answer.reads, ENVELOPE_VERSION);
	return answer.code;
}

static void what_waited_too_long_in_a_socket_is_not_begun(void **state)
{
	struct world *w = *state;
	struct envelope env = {.type = MSG_search_stats, .timeout_ms = 5000};
	struct peer p;
	int fd = raw_caller(w, &p);

	env.deadline_mono_ms = clock_mono_ms() - 100;
	assert_int_equal(code_of(w, fd, &env), ERR_DEADLINE);
	assert_int_equal(p.calls, 0);
	assert_int_equal(bus_counts(p.bus).expired, 1);
	env.deadline_mono_ms = clock_mono_ms() + 5000;
	assert_int_equal(code_of(w, fd, &env), ERR_OK);
	assert_int_equal(p.calls, 1);
	close(fd);
	peer_close(&p);
}

/* Another machine's clock, or another namespace's, is no reason. */
static void a_time_that_cannot_be_is_not_believed(void **state)
{
	struct world *w = *state;
	struct envelope env = {.type = MSG_search_stats, .timeout_ms = 5000};
	struct peer p;
	int fd = raw_caller(w, &p);

	env.deadline_mono_ms = clock_mono_ms() + 100000000;
	assert_int_equal(code_of(w, fd, &env), ERR_OK);
	env.deadline_mono_ms = 1;
	if (clock_mono_ms() > 2 * 3600 * 1000)
		assert_int_equal(code_of(w, fd, &env), ERR_OK);
	close(fd);
	peer_close(&p);
}

/* Two came at once; the first took what time the second had. */
static void what_waited_for_others_is_not_begun(void **state)
{
	struct world *w = *state;
	struct envelope patient = {.type = MSG_search_stats};
	struct envelope hasty = {.type = MSG_search_stats, .timeout_ms = 20};
	struct envelope answer;
	struct str json, blob;
	struct peer p;
	char body[4096];
	uint8_t head[SP_HEAD_MAX];
	struct buf all, one;
	int fd = raw_caller(w, &p);
	size_t n;

	p.burn_ms = 60;
	buf_init(&all, 8192);
	for (int i = 0; i < 2; i++) {
		buf_init(&one, 4096);
		buf_add(&one, i == 0 ? "\x80\0\0\1" : "\x80\0\0\2", 4);
		envelope_write(
		    &one, i == 0 ? &patient : &hasty, STR("{}"), STR(""));
		n = sp_head_write(SP_IPC, one.len, head);
		buf_add(&all, head, n);
		buf_add(&all, one.data, one.len);
		buf_deinit(&one);
	}
	raw_write(w, fd, all.data, all.len);
	buf_deinit(&all);
	(void)raw_read_frame(w, fd, body, sizeof body);
	n = raw_read_frame(w, fd, body, sizeof body);
	assert_memory_equal(body, "\x80\0\0\2", 4);
	assert_int_equal(envelope_read((struct str){body + 4, n - 4}, &answer,
			     &json, &blob, NULL),
	    0);
	assert_int_equal(answer.code, ERR_DEADLINE);
	assert_int_equal(p.calls, 1);
	close(fd);
	peer_close(&p);
}

#define WORLD_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    WORLD_TEST(a_little_of_the_time_is_kept_for_the_way_back),
	    WORLD_TEST(a_call_without_time_is_not_sent),
	    WORLD_TEST(a_late_answer_is_dropped_and_its_connection_kept),
	    WORLD_TEST(extras_go_to_who_said_that_it_reads_them),
	    WORLD_TEST(a_peer_of_version_1_gets_version_1),
	    WORLD_TEST(what_waited_too_long_in_a_socket_is_not_begun),
	    WORLD_TEST(a_time_that_cannot_be_is_not_believed),
	    WORLD_TEST(what_waited_for_others_is_not_begun),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
