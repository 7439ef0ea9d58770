/* test_query.c - statements, transactions, errors, and many at once. */
#include "tests/unit/pg/harness.h"

#include "common/base/die.h"
#include "common/base/str.h"
#include "common/metrics/metrics.h"

#include <stdlib.h>

/* ---- all or nothing ---- */

static void fill_broken(struct ask *a, struct pg_batch *b)
{
	(void)a;
	pg_batch_add(
	    b, NULL, NOTES_INSERT, PG_ARGS(PG_I64(1), PG_TEXT("kept?")));
	pg_batch_add(b, &a->rows, "SELECT 1/(1-$1::int)", PG_ARGS(PG_I64(1)));
	pg_batch_add(
	    b, NULL, NOTES_INSERT, PG_ARGS(PG_I64(1), PG_TEXT("never")));
}

static void a_batch_that_fails_changes_nothing(void **state)
{
	struct ask a = {.as = pg_as_user(1), .fill = fill_broken};

	assert_int_equal(ask(*state, &a), ERR_INVALID);
	assert_non_null(strstr(a.op.err.text, "22012"));
	assert_null(a.rows);
	assert_int_equal(
	    number(*state, pg_as_system(), NOTES_COUNT, PG_NO_ARGS), 0);
}

static void an_error_of_the_commit_fails_the_request(void **state)
{
	static const char sql[] =
	    "INSERT INTO notes(user_id, late) VALUES (1, 'x') RETURNING id";
	struct stand *s = *state;

	assert_int_equal(run(s, pg_as_user(1), sql, PG_NO_ARGS), ERR_OK);
	assert_int_equal(run(s, pg_as_user(1), sql, PG_NO_ARGS), ERR_CONFLICT);
	assert_int_equal(number(s, pg_as_system(), NOTES_COUNT, PG_NO_ARGS), 1);
}

static void a_failure_does_not_touch_its_neighbours(void **state)
{
	struct stand *s = *state;
	struct ask asks[40] = {0};

	for (size_t i = 0; i < ARRAY_LEN(asks); i++) {
		asks[i].as = pg_as_user(1);
		asks[i].sql = i % 2 ? "SELECT no_such_column FROM notes"
				    : "SELECT 1 AS one";
		ask_start(s, &asks[i]);
	}
	for (size_t i = 0; i < ARRAY_LEN(asks); i++) {
		ask_wait(s, &asks[i]);
		assert_int_equal(
		    asks[i].op.err.code, i % 2 ? ERR_INTERNAL : ERR_OK);
	}
}

/* ---- errors ---- */

static void errors_name_the_constraint_but_no_values(void **state)
{
	static const char sql[] =
	    "INSERT INTO notes(user_id, slug) VALUES (1, $1)";
	struct stand *s = *state;
	struct ask a = {.as = pg_as_user(1),
	    .sql = sql,
	    .args = PG_ARGS(PG_TEXT("secret"))};

	assert_int_equal(ask(s, &a), ERR_OK);
	assert_int_equal(ask(s, &a), ERR_CONFLICT);
	assert_non_null(strstr(a.op.err.text, "notes_slug_key"));
	assert_null(strstr(a.op.err.text, "secret"));
	a.sql = "SELECT $1::text::bigint";
	assert_int_equal(ask(s, &a), ERR_INVALID);
	assert_non_null(strstr(a.op.err.text, "22P02"));
	assert_null(strstr(a.op.err.text, "secret"));
}

static void a_check_that_fails_is_the_callers_fault(void **state)
{
	char body[200];

	memset(body, 'x', sizeof body);
	assert_int_equal(
	    run(*state, pg_as_user(1), NOTES_INSERT,
		PG_ARGS(PG_I64(1), PG_STR(((struct str){body, sizeof body})))),
	    ERR_INVALID);
}

static void a_statement_learns_of_a_changed_table(void **state)
{
	static const char sql[] = "SELECT * FROM shapes";
	struct stand *s = *state;

	owner_run("SET client_min_messages=warning; DROP TABLE IF EXISTS "
		  "shapes; CREATE TABLE shapes(n int);"
		  "INSERT INTO shapes VALUES (4);"
		  "GRANT ALL ON shapes TO applylens_app");
	assert_int_equal(number(s, pg_as_user(1), sql, PG_NO_ARGS), 4);
	owner_run("ALTER TABLE shapes ADD COLUMN name text");
	assert_int_equal(number(s, pg_as_user(1), sql, PG_NO_ARGS), 4);
}

static void a_statement_works_once_its_table_exists(void **state)
{
	static const char sql[] = "SELECT count(*) AS n FROM later";
	struct stand *s = *state;

	owner_run(
	    "SET client_min_messages=warning; DROP TABLE IF EXISTS later");
	assert_int_equal(run(s, pg_as_user(1), sql, PG_NO_ARGS), ERR_INTERNAL);
	assert_int_equal(run(s, pg_as_user(1), sql, PG_NO_ARGS), ERR_INTERNAL);
	owner_run("CREATE TABLE later(); GRANT ALL ON later TO applylens_app");
	assert_int_equal(number(s, pg_as_user(1), sql, PG_NO_ARGS), 0);
}

/* ---- many, slow, cancelled ---- */

/* The answer must be the number that arg points to. */
static void check_number(struct ask *a)
{
	assert_int_equal(pg_i64(a->rows, 0, "n"), *(const int64_t *)a->arg);
}

static void a_thousand_at_once_are_all_answered(void **state)
{
	enum { MANY = 1000 };
	struct ask *asks = xcalloc(MANY, sizeof *asks);
	int64_t *want = xcalloc(MANY, sizeof *want);
	struct stand wide;

	(void)state;
	stand_open(&wide, need_env("DATABASE_URL"), 6);
	for (int i = 0; i < MANY; i++) {
		want[i] = i;
		asks[i] = (struct ask){.as = pg_as_user(1),
		    .sql = "SELECT $1::bigint AS n",
		    .args = PG_ARGS(PG_I64(i)),
		    .check = check_number,
		    .arg = &want[i]};
		ask_start(&wide, &asks[i]);
	}
	for (int i = 0; i < MANY; i++) {
		ask_wait(&wide, &asks[i]);
		assert_int_equal(asks[i].op.err.code, ERR_OK);
	}
	stand_close(&wide);
	free(want);
	free(asks);
}

static void too_many_waiting_are_refused(void **state)
{
	struct pg_config c = {.url = need_env("DATABASE_URL"),
	    .connections = 1,
	    .max_waiting = 3};
	struct ask asks[5] = {0};
	struct stand s;
	struct err err = {0};

	(void)state;
	s.loop = loop_new();
	assert_int_equal(pg_open(s.loop, &c, &s.pg, &err), 0);
	for (int i = 0; i < 5; i++) {
		asks[i].sql = "SELECT 1";
		ask_start(&s, &asks[i]);
	}
	for (int i = 0; i < 5; i++) {
		ask_wait(&s, &asks[i]);
		assert_int_equal(
		    asks[i].op.err.code, i < 3 ? ERR_OK : ERR_OVERLOADED);
	}
	stand_close(&s);
}

static void a_cancelled_request_is_dropped_quietly(void **state)
{
	struct stand *s = *state;
	struct ask slow = {.sql = "SELECT pg_sleep(0.2)", .op.timeout_ms = 20};
	struct ask queued[20] = {0};

	ask_start(s, &slow);
	for (int i = 0; i < 20; i++) {
		queued[i].sql = "SELECT 2";
		ask_start(s, &queued[i]);
	}
	loop_turn(s->loop, 0);
	loop_turn(s->loop, 0);
	for (int i = 0; i < 20; i++)
		task_cancel(&queued[i].op.task); /* some sent, some waiting */
	ask_wait(s, &slow);
	assert_int_equal(slow.op.err.code, ERR_DEADLINE);
	assert_int_equal(
	    number(s, pg_as_user(1), "SELECT 3 AS n", PG_NO_ARGS), 3);
}

static bool written(struct metrics *m, const char *line)
{
	struct buf text;
	bool found;

	buf_init(&text, 1 << 20);
	metrics_write(m, &text);
	found = strstr(buf_str(&text), line) != NULL;
	buf_deinit(&text);
	return found;
}

static void a_slow_statement_does_not_hold_up_others(void **state)
{
	struct metrics *m = metrics_new("test", "1", "abc");
	struct pg_config c = {.url = need_env("DATABASE_URL"),
	    .connections = 2,
	    .max_waiting = 10,
	    .metrics = m};
	struct ask slow = {
	    .sql = "SELECT pg_sleep(60)", .op.timeout_ms = 90000};
	struct stand two;
	struct err err = {0};

	(void)state;
	two.loop = loop_new();
	assert_int_equal(pg_open(two.loop, &c, &two.pg, &err), 0);
	while (!written(m, "applylens_pg_connections 2\n"))
		loop_turn(two.loop, 1000);
	ask_start(&two, &slow);
	for (int i = 0; i < 30; i++)
		assert_int_equal(
		    number(&two, pg_as_user(1), "SELECT 1 AS n", PG_NO_ARGS),
		    1);
	assert_false(slow.op.done);
	task_cancel(&slow.op.task);
	stand_close(&two);
	metrics_free(&m);
}

static void requests_are_counted_by_outcome(void **state)
{
	struct metrics *m = metrics_new("test", "1", "abc");
	struct pg_config c = {.url = need_env("DATABASE_URL"),
	    .connections = 1,
	    .max_waiting = 10,
	    .metrics = m};
	struct stand s;
	struct err err = {0};

	(void)state;
	s.loop = loop_new();
	assert_int_equal(pg_open(s.loop, &c, &s.pg, &err), 0);
	run(&s, pg_as_user(1), "SELECT 1", PG_NO_ARGS);
	run(&s, pg_as_user(1), "SELECT 1", PG_NO_ARGS);
	run(&s, pg_as_user(1), "SELECT 1/0", PG_NO_ARGS);
	assert_true(written(m, "applylens_pg_requests_total{code=\"OK\"} 2"));
	assert_true(
	    written(m, "applylens_pg_requests_total{code=\"INVALID\"} 1"));
	stand_close(&s);
	metrics_free(&m);
}

static void a_malformed_url_is_refused(void **state)
{
	struct loop *l = loop_new();
	struct pg_config c = {.url = "mysql://u:hidden@h/db", .connections = 1};
	struct err err = {0};
	struct pg *pg;

	(void)state;
	assert_int_equal(pg_open(l, &c, &pg, &err), -1);
	assert_int_equal(err.code, ERR_INVALID);
	assert_null(strstr(err.text, "hidden"));
	loop_free(&l);
}

#define T(f) cmocka_unit_test_setup_teardown(f, notes_setup, notes_teardown)
int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(a_batch_that_fails_changes_nothing),
	    T(an_error_of_the_commit_fails_the_request),
	    T(a_failure_does_not_touch_its_neighbours),
	    T(errors_name_the_constraint_but_no_values),
	    T(a_check_that_fails_is_the_callers_fault),
	    T(a_statement_learns_of_a_changed_table),
	    T(a_statement_works_once_its_table_exists),
	    T(a_thousand_at_once_are_all_answered),
	    T(too_many_waiting_are_refused),
	    T(a_cancelled_request_is_dropped_quietly),
	    T(a_slow_statement_does_not_hold_up_others),
	    T(requests_are_counted_by_outcome),
	    T(a_malformed_url_is_refused),
	};

	need_env("DATABASE_URL");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
