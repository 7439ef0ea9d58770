/* test_faults.c - a Redis that is absent, dies or hangs. */
#include "tests/unit/kv/harness.h"

/* ---- neighbours that are away, die, hang ---- */

static void without_a_server_commands_fail_at_once(void **state)
{
	struct stand s;

	(void)state;
	stand_open(&s, "unix:///nonexistent/redis.sock", 10);
	assert_int_equal(command(&s, KV_ARGS(STR("PING"))), ERR_UNAVAILABLE);
	assert_false(kv_is_up(s.kv));
	assert_false(kv_send(s.kv, KV_ARGS(STR("PING"))));
	stand_close(&s);
}

static void a_server_that_comes_later_is_found(void **state)
{
	struct stand s;

	(void)state;
	stores("redis_stop");
	stand_open(&s, url(), 10);
	assert_int_equal(command(&s, KV_ARGS(STR("PING"))), ERR_UNAVAILABLE);
	stores("redis_start");
	wait_up(&s);
	assert_int_equal(command(&s, KV_ARGS(STR("PING"))), ERR_OK);
	stand_close(&s);
}

static void a_killed_server_fails_what_was_in_flight(void **state)
{
	struct stand *s = *state;
	struct ask asks[50] = {0};

	assert_int_equal(
	    command(s, KV_ARGS(STR("CLIENT"), STR("PAUSE"), STR("60000"))),
	    ERR_OK);
	for (size_t i = 0; i < ARRAY_LEN(asks); i++) {
		asks[i].args = KV_ARGS(STR("INCR"), STR("n"));
		ask_start(s, &asks[i]);
	}
	loop_turn(s->loop, 0);
	stores("redis_kill");
	for (size_t i = 0; i < ARRAY_LEN(asks); i++) {
		ask_wait(s, &asks[i]);
		assert_int_equal(asks[i].op.err.code, ERR_UNAVAILABLE);
	}
	stores("redis_start");
	wait_up(s);
	assert_int_equal(
	    answers_int(s, KV_ARGS(STR("INCR"), STR("z")), 1), ERR_OK);
}

static void a_hung_server_ends_at_the_command_timeout(void **state)
{
	struct stand *s = *state;

	stores("redis_freeze");
	assert_int_equal(
	    command(s, KV_ARGS(STR("INCR"), STR("h"))), ERR_DEADLINE);
	assert_int_equal(
	    command(s, KV_ARGS(STR("INCR"), STR("h"))), ERR_DEADLINE);
	stores("redis_thaw");
	wait_up(s);
	/* The late answers are dropped, not taken for the next one's. */
	assert_int_equal(
	    answers_int(s, KV_ARGS(STR("INCR"), STR("h")), 3), ERR_OK);
}

static void a_server_that_stays_silent_is_given_up(void **state)
{
	struct stand *s = *state;

	stores("redis_freeze");
	while (kv_is_up(s->kv))
		command(s, KV_ARGS(STR("PING")));
	assert_int_equal(command(s, KV_ARGS(STR("PING"))), ERR_UNAVAILABLE);
	stores("redis_thaw");
	wait_up(s);
	assert_int_equal(command(s, KV_ARGS(STR("PING"))), ERR_OK);
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(without_a_server_commands_fail_at_once),
	    cmocka_unit_test(a_server_that_comes_later_is_found),
	    T(a_killed_server_fails_what_was_in_flight),
	    T(a_hung_server_ends_at_the_command_timeout),
	    T(a_server_that_stays_silent_is_given_up),
	};

	url();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
