/* test_users.c - who a request runs as, and what that lets it see. */
#include "tests/unit/pg/harness.h"

#include "common/base/die.h"

#include <stdlib.h>

static void a_user_sees_their_own_rows_only(void **state)
{
	struct stand *s = *state;

	assert_int_equal(run(s, pg_as_user(1), NOTES_INSERT,
			     PG_ARGS(PG_I64(1), PG_TEXT("mine"))),
	    ERR_OK);
	assert_int_equal(run(s, pg_as_user(2), NOTES_INSERT,
			     PG_ARGS(PG_I64(2), PG_TEXT("yours"))),
	    ERR_OK);
	assert_int_equal(number(s, pg_as_user(1), NOTES_COUNT, PG_NO_ARGS), 1);
	assert_int_equal(number(s, pg_as_user(2), NOTES_COUNT, PG_NO_ARGS), 1);
	assert_int_equal(number(s, pg_as_user(3), NOTES_COUNT, PG_NO_ARGS), 0);
	assert_int_equal(number(s, pg_as_system(), NOTES_COUNT, PG_NO_ARGS), 2);
	assert_int_equal(
	    number(s, (struct pg_as){0}, NOTES_COUNT, PG_NO_ARGS), 0);
}

static void a_user_cannot_write_rows_of_another(void **state)
{
	struct stand *s = *state;

	assert_int_equal(run(s, pg_as_user(1), NOTES_INSERT,
			     PG_ARGS(PG_I64(2), PG_TEXT("forged"))),
	    ERR_INTERNAL);
	assert_int_equal(number(s, pg_as_system(), NOTES_COUNT, PG_NO_ARGS), 0);
}

/* The answer must be the number that arg points to. */
static void check_number(struct ask *a)
{
	assert_int_equal(pg_i64(a->rows, 0, "n"), *(const int64_t *)a->arg);
}

/* With one connection all of these share a pipeline. */
static void pipelined_users_do_not_mix(void **state)
{
	enum { USERS = 200 };
	struct ask *asks = xcalloc(USERS, sizeof *asks);
	int64_t *ids = xcalloc(USERS, sizeof *ids);
	struct stand *s = *state;

	for (int i = 0; i < USERS; i++) {
		ids[i] = i + 1;
		asks[i] = (struct ask){.as = pg_as_user((uint64_t)ids[i]),
		    .sql = "SELECT"
			   " current_setting('applylens.user_id')::bigint AS n",
		    .check = check_number,
		    .arg = &ids[i]};
		ask_start(s, &asks[i]);
	}
	for (int i = 0; i < USERS; i++) {
		ask_wait(s, &asks[i]);
		assert_int_equal(asks[i].op.err.code, ERR_OK);
	}
	free(ids);
	free(asks);
}

static void fill_three(struct ask *a, struct pg_batch *b)
{
	static const char sql[] = "SELECT count(*) AS n FROM notes WHERE"
				  " current_setting('applylens.user_id') = $1";

	pg_batch_add(b, NULL, NOTES_INSERT, PG_ARGS(PG_I64(7), PG_TEXT("one")));
	pg_batch_add(b, &a->rows, sql, PG_ARGS(PG_TEXT("7")));
	pg_batch_add(b, NULL, NOTES_INSERT, PG_ARGS(PG_I64(7), PG_TEXT("two")));
	pg_batch_add(b, &a->more, sql, PG_ARGS(PG_TEXT("7")));
}

static void check_three(struct ask *a)
{
	assert_int_equal(pg_i64(a->rows, 0, "n"), 1);
	assert_int_equal(pg_i64(a->more, 0, "n"), 2);
}

/* set_config(..., true) must reach every statement up to the Sync ... */
static void the_user_holds_for_the_whole_batch(void **state)
{
	struct ask a = {
	    .as = pg_as_user(7), .fill = fill_three, .check = check_three};

	assert_int_equal(ask(*state, &a), ERR_OK);
}

/* ... and not one beyond it: a request that names nobody is nobody. */
static void the_user_is_gone_after_the_request(void **state)
{
	static const char sql[] =
	    "SELECT (coalesce(current_setting('applylens.user_id', true), '')"
	    " || coalesce(current_setting('applylens.system', true), '')"
	    " = '')::int AS n";
	struct stand *s = *state;

	assert_int_equal(number(s, pg_as_user(9), sql, PG_NO_ARGS), 0);
	assert_int_equal(number(s, pg_as_system(), sql, PG_NO_ARGS), 0);
	assert_int_equal(number(s, (struct pg_as){0}, sql, PG_NO_ARGS), 1);
}

static void a_failed_request_leaves_no_user_behind(void **state)
{
	struct stand *s = *state;

	run(s, pg_as_system(), NOTES_INSERT,
	    PG_ARGS(PG_I64(5), PG_TEXT("five")));
	assert_int_equal(
	    run(s, pg_as_system(), "SELECT 1/0", PG_NO_ARGS), ERR_INVALID);
	assert_int_equal(number(s, pg_as_user(1), NOTES_COUNT, PG_NO_ARGS), 0);
}

#define T(f) cmocka_unit_test_setup_teardown(f, notes_setup, notes_teardown)
int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(a_user_sees_their_own_rows_only),
	    T(a_user_cannot_write_rows_of_another),
	    T(pipelined_users_do_not_mix),
	    T(the_user_holds_for_the_whole_batch),
	    T(the_user_is_gone_after_the_request),
	    T(a_failed_request_leaves_no_user_behind),
	};

	need_env("DATABASE_URL");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
