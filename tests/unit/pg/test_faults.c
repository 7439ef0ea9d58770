/* test_faults.c - a server that is absent, dies, restarts or hangs. */
#include "tests/unit/pg/harness.h"

#include "common/base/die.h"

#include <signal.h>
#include <stdlib.h>

static int setup(void **state)
{
	struct stand *s = xcalloc(1, sizeof *s);

	stand_open(s, need_env("DATABASE_URL"), 2);
	stand_wait_up(s);
	*state = s;
	return 0;
}

static int teardown(void **state)
{
	stand_close(*state);
	free(*state);
	return 0;
}

/* Asks until the database answers again. */
static void wait_answer(struct stand *s)
{
	while (run(s, pg_as_user(1), "SELECT 1", PG_NO_ARGS) != ERR_OK)
		stand_wait_up(s);
}

static void an_absent_server_is_said_and_found_when_it_comes(void **state)
{
	struct stand s;

	(void)state;
	stores("pg_stop");
	stand_open(&s, need_env("DATABASE_URL"), 2);
	assert_int_equal(
	    run(&s, pg_as_user(1), "SELECT 1", PG_NO_ARGS), ERR_UNAVAILABLE);
	assert_false(pg_is_up(s.pg));
	stores("pg_start");
	stand_wait_up(&s);
	assert_int_equal(
	    run(&s, pg_as_user(1), "SELECT 1", PG_NO_ARGS), ERR_OK);
	stand_close(&s);
}

/* Sends n statements that will not end by themselves; all of them fit into
 * one pipeline, so none is left waiting for a new connection. */
static void start_sleepers(struct stand *s, struct ask *asks, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		asks[i] = (struct ask){
		    .as = pg_as_user(1), .sql = "SELECT pg_sleep(60)"};
		ask_start(s, &asks[i]);
	}
	loop_turn(s->loop, 0);
	loop_turn(s->loop, 0);
}

static void all_unavailable(struct stand *s, struct ask *asks, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		ask_wait(s, &asks[i]);
		assert_int_equal(asks[i].op.err.code, ERR_UNAVAILABLE);
	}
}

/* One backend that dies takes all others with it: the server restarts. */
static void a_killed_backend_fails_what_was_in_flight(void **state)
{
	struct stand *s = *state;
	struct ask asks[10];
	int64_t pid = number(s, pg_as_user(1),
	    "SELECT pg_backend_pid()::bigint AS n", PG_NO_ARGS);

	start_sleepers(s, asks, ARRAY_LEN(asks));
	assert_int_equal(kill((pid_t)pid, SIGKILL), 0);
	all_unavailable(s, asks, ARRAY_LEN(asks));
	wait_answer(s);
}

static void a_killed_server_fails_what_was_in_flight(void **state)
{
	struct stand *s = *state;
	struct ask asks[10];

	start_sleepers(s, asks, ARRAY_LEN(asks));
	stores("pg_kill");
	all_unavailable(s, asks, ARRAY_LEN(asks));
	stores("pg_start");
	wait_answer(s);
}

static void a_terminated_session_is_replaced(void **state)
{
	static const char sql[] =
	    "SELECT pg_terminate_backend(pg_backend_pid())";
	struct stand *s = *state;

	assert_int_equal(
	    run(s, pg_as_user(1), sql, PG_NO_ARGS), ERR_UNAVAILABLE);
	assert_int_equal(
	    number(s, pg_as_user(1), "SELECT 5 AS n", PG_NO_ARGS), 5);
}

/* What waits while the server restarts is sent to the new one. */
static void a_request_rides_through_a_short_absence(void **state)
{
	static const char sql[] =
	    "SELECT count(pg_terminate_backend(pid)) AS n FROM"
	    " pg_stat_activity WHERE usename = current_user AND"
	    " pid <> pg_backend_pid()";
	struct stand *s = *state, other;

	stand_open(&other, need_env("DATABASE_URL"), 1);
	stand_wait_up(&other);
	number(&other, pg_as_system(), sql, PG_NO_ARGS);
	while (pg_is_up(s->pg))
		loop_turn(s->loop, 10);
	assert_int_equal(
	    number(s, pg_as_user(1), "SELECT 6 AS n", PG_NO_ARGS), 6);
	stand_close(&other);
}

static void a_hung_server_ends_at_the_deadline(void **state)
{
	struct stand one;
	struct ask a = {
	    .as = pg_as_user(1), .sql = "SELECT 1", .op.timeout_ms = 100};
	int64_t pid;

	(void)state;
	stand_open(&one, need_env("DATABASE_URL"), 1);
	stand_wait_up(&one);
	pid = number(&one, pg_as_user(1),
	    "SELECT pg_backend_pid()::bigint AS n", PG_NO_ARGS);
	kill((pid_t)pid, SIGSTOP);
	for (int i = 0; i < 3; i++)
		assert_int_equal(ask(&one, &a), ERR_DEADLINE);
	kill((pid_t)pid, SIGCONT);
	/* Late answers are dropped, not taken for the next one's. */
	assert_int_equal(
	    number(&one, pg_as_user(1), "SELECT 8 AS n", PG_NO_ARGS), 8);
	stand_close(&one);
}

/* More than the socket takes: the rest waits for it to be writable. */
static void a_hung_server_does_not_block_large_requests(void **state)
{
	static const char sql[] = "SELECT length($1::text)::bigint AS n";
	size_t n = 4 << 20;
	char *big = xcalloc(n, 1);
	struct stand one;
	struct ask a = {.sql = sql,
	    .args = PG_ARGS(PG_STR(((struct str){big, n}))),
	    .op.timeout_ms = 100};
	int64_t pid;

	(void)state;
	memset(big, 'z', n);
	stand_open(&one, need_env("DATABASE_URL"), 1);
	stand_wait_up(&one);
	pid = number(&one, pg_as_user(1),
	    "SELECT pg_backend_pid()::bigint AS n", PG_NO_ARGS);
	kill((pid_t)pid, SIGSTOP);
	assert_int_equal(ask(&one, &a), ERR_DEADLINE);
	kill((pid_t)pid, SIGCONT);
	assert_int_equal(number(&one, pg_as_user(1), sql, a.args), (int64_t)n);
	stand_close(&one);
	free(big);
}

static void closing_leaves_waiting_tasks_to_their_deadline(void **state)
{
	struct ask asks[30];
	struct stand s;

	(void)state;
	stand_open(&s, need_env("DATABASE_URL"), 1);
	stand_wait_up(&s);
	start_sleepers(&s, asks, ARRAY_LEN(asks));
	pg_close(&s.pg);
	for (size_t i = 0; i < ARRAY_LEN(asks); i++) {
		assert_false(asks[i].op.done);
		task_cancel(&asks[i].op.task);
	}
	loop_free(&s.loop);
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_absent_server_is_said_and_found_when_it_comes),
	    T(a_killed_backend_fails_what_was_in_flight),
	    T(a_killed_server_fails_what_was_in_flight),
	    T(a_terminated_session_is_replaced),
	    T(a_request_rides_through_a_short_absence),
	    cmocka_unit_test(a_hung_server_ends_at_the_deadline),
	    cmocka_unit_test(a_hung_server_does_not_block_large_requests),
	    cmocka_unit_test(closing_leaves_waiting_tasks_to_their_deadline),
	};

	need_env("DATABASE_URL");
	need_env("STORES_DIR");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
