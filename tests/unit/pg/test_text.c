/* test_text.c - the server's text forms, without a server. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/pg/text.h"

static int64_t time_of(const char *s)
{
	int64_t ms = -1;

	assert_int_equal(text_time(str_of(s), &ms), 0);
	return ms;
}

static void a_time_is_exact_to_the_millisecond(void **state)
{
	(void)state;
	assert_int_equal(time_of("1970-01-01 00:00:00+00"), 0);
	assert_int_equal(time_of("2026-11-21 19:04:05.123+00"), 1795287845123);
	assert_int_equal(
	    time_of("2000-02-29 23:59:59.999999+00"), 951868799999);
	assert_int_equal(time_of("2000-02-29 00:00:00.5+00"), 951782400500);
}

static void a_time_before_1970_is_rounded_down(void **state)
{
	(void)state;
	assert_int_equal(time_of("1969-12-31 23:59:59.999+00"), -1);
	assert_int_equal(time_of("1969-12-31 23:59:59.9995+00"), -1);
	assert_int_equal(time_of("0001-01-01 00:00:00+00"), -62135596800000);
	assert_int_equal(
	    time_of("0001-12-31 00:00:00+00 BC"), -62135596800000 - 86400000);
}

static void offsets_dates_and_infinities_are_read(void **state)
{
	(void)state;
	assert_int_equal(time_of("1970-01-01 05:30:00+05:30"), 0);
	assert_int_equal(time_of("1969-12-31 21:00:00-03"), 0);
	assert_int_equal(time_of("1970-01-02"), 86400000);
	assert_true(time_of("infinity") == INT64_MAX);
	assert_true(time_of("-infinity") == INT64_MIN);
}

static void a_text_that_is_no_time_is_refused(void **state)
{
	const char *const bad[] = {"", "x", "2026", "2026-01", "2026-01-01 ",
	    "2026-01-01 00:00", "2026-01-01 00:00:00+", "2026-01-01 00:00:00.",
	    "2026-01-01 00:00:00+00 AD", "2026-01-01x"};
	int64_t ms;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_int_equal(text_time(str_of(bad[i]), &ms), -1);
}

static void an_array_gives_its_elements(void **state)
{
	struct arena *a = arena_new(1 << 20);
	const char **v;
	size_t n;

	(void)state;
	assert_int_equal(
	    text_array(
		a, STR("{a,\"b,\\\"c\\\\\",NULL,\"NULL\",\"\"}"), &v, &n),
	    0);
	assert_int_equal(n, 5);
	assert_string_equal(v[0], "a");
	assert_string_equal(v[1], "b,\"c\\");
	assert_null(v[2]);
	assert_string_equal(v[3], "NULL");
	assert_string_equal(v[4], "");
	assert_int_equal(text_array(a, STR("{}"), &v, &n), 0);
	assert_int_equal(n, 0);
	assert_int_equal(text_array(a, STR("[2:3]={x,y}"), &v, &n), 0);
	assert_int_equal(n, 2);
	assert_string_equal(v[1], "y");
	arena_free(&a);
}

static void a_broken_array_is_refused(void **state)
{
	const char *const bad[] = {"x", "{", "{a", "{\"a", "{\"a\\", "{a}x",
	    "{{a},{b}}", "{a,", "[1:2]{a,b}"};
	struct arena *a = arena_new(1 << 20);
	const char **v;
	size_t n;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_int_equal(text_array(a, str_of(bad[i]), &v, &n), -1);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_time_is_exact_to_the_millisecond),
	    cmocka_unit_test(a_time_before_1970_is_rounded_down),
	    cmocka_unit_test(offsets_dates_and_infinities_are_read),
	    cmocka_unit_test(a_text_that_is_no_time_is_refused),
	    cmocka_unit_test(an_array_gives_its_elements),
	    cmocka_unit_test(a_broken_array_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
