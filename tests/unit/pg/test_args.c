/* test_args.c - every kind of argument, there and back. */
#include "tests/unit/pg/harness.h"

#include "common/base/die.h"
#include "common/base/str.h"

#include <math.h>
#include <stdlib.h>

static int setup(void **state)
{
	struct stand *s = xcalloc(1, sizeof *s);

	stand_open(s, need_env("DATABASE_URL"), 1);
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

/* Runs sql; check sees the rows. */
static void expect(
    struct stand *s, const char *sql, struct pg_args args, ask_check *check)
{
	struct ask a = {.sql = sql, .args = args, .check = check};

	if (ask(s, &a) != ERR_OK)
		fail_msg("%s: %s", sql, a.op.err.text);
}

/* ---- scalars ---- */

static void check_scalars(struct ask *a)
{
	const struct pg_result *r = a->rows;

	assert_true(pg_i64(r, 0, "lo") == INT64_MIN);
	assert_true(pg_i64(r, 0, "hi") == INT64_MAX);
	assert_true(pg_f64(r, 0, "f") == 0.1);
	assert_true(isnan(pg_f64(r, 0, "nan")));
	assert_true(pg_f64(r, 0, "inf") == -INFINITY);
	assert_true(pg_bool(r, 0, "yes"));
	assert_false(pg_bool(r, 0, "no"));
	assert_true(pg_is_null(r, 0, "none"));
	assert_string_equal(pg_text(r, 0, "none"), "");
	assert_false(pg_is_null(r, 0, "empty"));
	assert_true(pg_is_null(r, 0, "missing"));
}

static void scalars_come_back_as_they_went(void **state)
{
	expect(*state,
	    "SELECT $1::bigint AS lo, $2::bigint AS hi, $3::float8 AS f,"
	    " $4::float8 AS nan, $5::float8 AS inf, $6::bool AS yes,"
	    " $7::bool AS no, $8::text AS none, $9::text AS empty,"
	    " $10::text AS missing",
	    PG_ARGS(PG_I64(INT64_MIN), PG_I64(INT64_MAX), PG_F64(0.1),
		PG_F64(-NAN), PG_F64(-INFINITY), PG_BOOL(true), PG_BOOL(false),
		PG_NULL, PG_TEXT(""), PG_TEXT((const char *)NULL)),
	    check_scalars);
}

static void check_nulls(struct ask *a)
{
	const struct pg_result *r = a->rows;

	assert_int_equal(pg_i64(r, 0, "i"), 0);
	assert_true(pg_f64(r, 0, "f") == 0);
	assert_false(pg_bool(r, 0, "b"));
	assert_int_equal(pg_time(r, 0, "t"), 0);
	assert_int_equal(pg_bytes(r, 0, "y").n, 0);
	assert_int_equal(pg_str(r, 0, "s").n, 0);
}

static void null_reads_as_nothing(void **state)
{
	expect(*state,
	    "SELECT null::int AS i, null::float8 AS f, null::bool AS b,"
	    " null::timestamptz AS t, null::bytea AS y, null::text AS s",
	    PG_NO_ARGS, check_nulls);
}

static void check_numbers(struct ask *a)
{
	const struct pg_result *r = a->rows;

	assert_int_equal(pg_i64(r, 0, "small"), -3);
	assert_int_equal(pg_i64(r, 0, "plain"), 4);
	assert_true(pg_i64(r, 0, "total") == 9000000000000000000);
	assert_true(pg_f64(r, 0, "exact") == 2.5);
	assert_int_equal(pg_rows(r), 2);
	assert_int_equal(pg_i64(r, 1, "plain"), 5);
}

static void all_number_types_are_read(void **state)
{
	expect(*state,
	    "SELECT (-3)::smallint AS small, n AS plain, 2.5::numeric AS exact,"
	    " (4500000000000000000 * 2::numeric)::numeric(20) AS total"
	    " FROM generate_series(4, 5) AS n",
	    PG_NO_ARGS, check_numbers);
}

static const char odd_text[] =
    "'\"\\{},NULL\t\r\n\x01 \xc3\xa9\xf0\x9f\x93\xa7";

static void check_odd(struct ask *a)
{
	assert_string_equal(pg_text(a->rows, 0, "t"), odd_text);
	assert_int_equal(pg_str(a->rows, 0, "t").n, sizeof odd_text - 1);
}

static void any_text_comes_back(void **state)
{
	expect(*state, "SELECT $1::text AS t", PG_ARGS(PG_TEXT(odd_text)),
	    check_odd);
}

static void a_text_with_a_nul_is_refused(void **state)
{
	assert_int_equal(run(*state, pg_as_user(1), "SELECT $1::text",
			     PG_ARGS(PG_STR(((struct str){"a\0b", 3})))),
	    ERR_INVALID);
}

static void a_text_that_is_not_utf8_is_refused(void **state)
{
	assert_int_equal(run(*state, pg_as_user(1), "SELECT $1::text",
			     PG_ARGS(PG_TEXT("\xff\xfe"))),
	    ERR_INVALID);
}

static void check_bytes(struct ask *a)
{
	struct str all = pg_bytes(a->rows, 0, "all");

	assert_int_equal(all.n, 256);
	for (size_t i = 0; i < 256; i++)
		assert_int_equal((unsigned char)all.p[i], i);
	assert_int_equal(pg_bytes(a->rows, 0, "none").n, 0);
	assert_false(pg_is_null(a->rows, 0, "none"));
}

static void any_bytes_come_back(void **state)
{
	char all[256];

	for (size_t i = 0; i < sizeof all; i++)
		all[i] = (char)i;
	expect(*state, "SELECT $1::bytea AS all, $2::bytea AS none",
	    PG_ARGS(PG_BYTES(all, sizeof all), PG_BYTES("", 0)), check_bytes);
}

/* ---- times ---- */

static const int64_t moments[] = {1, -1, 999, 1795287845123, 951868799999,
    -62135596800000, -62135596800001, 253402300800000, -86400000,
    4102444800000};

static void check_moments(struct ask *a)
{
	assert_int_equal(pg_rows(a->rows), ARRAY_LEN(moments) + 1);
	for (size_t i = 0; i < ARRAY_LEN(moments); i++) {
		assert_int_equal(pg_time(a->rows, i, "t"), moments[i]);
		/* The server's own idea of the same moment. */
		assert_int_equal(pg_i64(a->rows, i, "ms"), moments[i]);
	}
	assert_true(pg_is_null(a->rows, ARRAY_LEN(moments), "t"));
}

static void times_are_exact_to_the_millisecond(void **state)
{
	int64_t v[ARRAY_LEN(moments) + 1] = {0};

	memcpy(v, moments, sizeof moments);
	expect(*state,
	    "SELECT t, (extract(epoch FROM t) * 1000)::bigint AS ms FROM"
	    " unnest($1::timestamptz[]) WITH ORDINALITY AS u(t, n) ORDER BY n",
	    PG_ARGS(PG_TIMES(v, ARRAY_LEN(v))), check_moments);
}

static void check_one_moment(struct ask *a)
{
	assert_int_equal(pg_time(a->rows, 0, "t"), 1795287845123);
	assert_true(pg_is_null(a->rows, 0, "none"));
}

static void a_single_time_is_exact_and_zero_is_null(void **state)
{
	expect(*state, "SELECT $1::timestamptz AS t, $2::timestamptz AS none",
	    PG_ARGS(PG_TIME(1795287845123), PG_TIME(0)), check_one_moment);
}

static void a_time_beyond_the_servers_range_is_refused(void **state)
{
	assert_int_equal(run(*state, pg_as_user(1), "SELECT $1::timestamptz",
			     PG_ARGS(PG_TIME(INT64_MAX))),
	    ERR_INVALID);
	assert_int_equal(run(*state, pg_as_user(1), "SELECT $1::timestamptz",
			     PG_ARGS(PG_TIME(INT64_MIN))),
	    ERR_INVALID);
}

/* ---- arrays ---- */

static const char *const odd_texts[] = {"", NULL, "NULL", "a,b", "{x}", "\"",
    "\\", "\\\"", " lead", "tail ", odd_text, "plain"};

static void check_texts(struct ask *a)
{
	const char **v;
	size_t n = pg_texts(&a->op.task, a->rows, 0, "v", &v);

	assert_int_equal(n, ARRAY_LEN(odd_texts));
	assert_int_equal(pg_i64(a->rows, 0, "nulls"), 1);
	for (size_t i = 0; i < n; i++) {
		if (odd_texts[i] == NULL)
			assert_null(v[i]);
		else
			assert_string_equal(v[i], odd_texts[i]);
	}
}

static void texts_with_anything_in_them_come_back(void **state)
{
	expect(*state,
	    "SELECT $1::text[] AS v, (SELECT count(*) FROM unnest($1::text[])"
	    " AS e WHERE e IS NULL) AS nulls",
	    PG_ARGS(PG_TEXTS(odd_texts, ARRAY_LEN(odd_texts))), check_texts);
}

static const int64_t numbers[] = {0, -1, INT64_MAX, INT64_MIN, 42};

static void check_numbers_array(struct ask *a)
{
	int64_t *v;

	assert_int_equal(pg_i64s(&a->op.task, a->rows, 0, "v", &v), 5);
	assert_memory_equal(v, numbers, sizeof numbers);
	assert_int_equal(pg_i64s(&a->op.task, a->rows, 0, "e", &v), 0);
	assert_int_equal(pg_i64s(&a->op.task, a->rows, 0, "none", &v), 0);
}

static void numbers_come_back(void **state)
{
	expect(*state,
	    "SELECT $1::bigint[] AS v, $2::bigint[] AS e,"
	    " null::bigint[] AS none",
	    PG_ARGS(PG_I64S(numbers, ARRAY_LEN(numbers)), PG_I64S(numbers, 0)),
	    check_numbers_array);
}

static void check_rest(struct ask *a)
{
	const struct pg_result *r = a->rows;

	assert_int_equal(pg_rows(r), 3);
	assert_true(pg_f64(r, 0, "f") == 1e-300);
	assert_true(isnan(pg_f64(r, 1, "f")));
	assert_true(pg_f64(r, 2, "f") == INFINITY);
	assert_true(pg_bool(r, 0, "b"));
	assert_false(pg_bool(r, 1, "b"));
	assert_string_equal(pg_text(r, 0, "j"), "{\"a\": \"\\\"\"}");
	assert_true(pg_is_null(r, 1, "j"));
	assert_string_equal(pg_text(r, 2, "j"), "[1, 2]");
}

/* Text arrays also carry types that have no argument of their own. */
static void arrays_unnest_side_by_side(void **state)
{
	const double f[] = {1e-300, NAN, INFINITY};
	const bool b[] = {true, false, true};
	const char *const j[] = {"{\"a\":\"\\\"\"}", NULL, "[1,2]"};

	expect(*state,
	    "SELECT * FROM unnest($1::float8[], $2::bool[], $3::jsonb[])"
	    " AS u(f, b, j)",
	    PG_ARGS(PG_F64S(f, 3), PG_BOOLS(b, 3), PG_TEXTS(j, 3)), check_rest);
}

static void check_affected(struct ask *a)
{
	assert_int_equal(pg_affected(a->rows), 3);
	assert_int_equal(pg_rows(a->rows), 0);
}

static void changed_rows_are_counted(void **state)
{
	owner_run("SET client_min_messages = warning;"
		  "DROP TABLE IF EXISTS counted; CREATE TABLE counted(n int);"
		  "GRANT ALL ON counted TO applylens_app");
	expect(*state, "INSERT INTO counted SELECT generate_series(1, 3)",
	    PG_NO_ARGS, check_affected);
}

static void a_huge_argument_is_carried(void **state)
{
	size_t n = 20 << 20;
	char *big = xcalloc(n, 1);

	memset(big, 'y', n);
	assert_int_equal(number(*state, pg_as_user(1),
			     "SELECT length($1::text)::bigint AS n",
			     PG_ARGS(PG_STR(((struct str){big, n})))),
	    (int64_t)n);
	free(big);
}

static void an_answer_without_bounds_is_refused(void **state)
{
	struct stand *s = *state;

	assert_int_equal(
	    run(s, pg_as_user(1),
		"SELECT repeat('x', 1000000) FROM generate_series(1, 80)",
		PG_NO_ARGS),
	    ERR_TOO_LARGE);
	assert_int_equal(
	    number(s, pg_as_user(1), "SELECT 1 AS n", PG_NO_ARGS), 1);
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(scalars_come_back_as_they_went),
	    T(null_reads_as_nothing),
	    T(all_number_types_are_read),
	    T(any_text_comes_back),
	    T(a_text_with_a_nul_is_refused),
	    T(a_text_that_is_not_utf8_is_refused),
	    T(any_bytes_come_back),
	    T(times_are_exact_to_the_millisecond),
	    T(a_single_time_is_exact_and_zero_is_null),
	    T(a_time_beyond_the_servers_range_is_refused),
	    T(texts_with_anything_in_them_come_back),
	    T(numbers_come_back),
	    T(arrays_unnest_side_by_side),
	    T(changed_rows_are_counted),
	    T(a_huge_argument_is_carried),
	    T(an_answer_without_bounds_is_refused),
	};

	need_env("DATABASE_URL");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
