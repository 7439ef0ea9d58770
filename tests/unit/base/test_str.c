/* test_str.c - pointer-and-length strings and numbers. */
#include "tests/unit/unit.h"
#include "common/base/str.h"

static void equality_is_by_bytes(void **state)
{
	(void)state;
	assert_true(str_eq(STR("ab"), STR("ab")));
	assert_false(str_eq(STR("ab"), STR("abc")));
	assert_true(str_eqs(STR(""), ""));
	assert_true(str_eq(str_of(NULL), (struct str){NULL, 0}));
	assert_false(str_eqs(STR("Ab"), "ab"));
	assert_true(str_ieqs(STR("Ab-1"), "aB-1"));
	assert_false(str_ieq(STR("[a"), STR("{a"))); /* 0x20 apart */
}

static void c_string_equality_takes_null(void **state)
{
	(void)state;
	assert_true(streq(NULL, NULL));
	assert_false(streq(NULL, ""));
	assert_true(streq("a", "a"));
	assert_true(strieq("HoSt", "host"));
	assert_false(strieq("host", NULL));
}

static void starts_and_ends(void **state)
{
	(void)state;
	assert_true(str_starts(STR("Bearer x"), "Bearer "));
	assert_false(str_starts(STR("Be"), "Bearer "));
	assert_true(str_istarts(STR("bearer x"), "Bearer "));
	assert_true(str_ends(STR("a.mbox"), ".mbox"));
	assert_false(str_ends(STR("mbox"), ".mbox"));
	assert_true(str_ends(STR(""), ""));
}

static void trim_takes_blank_ends(void **state)
{
	(void)state;
	assert_true(str_eqs(str_trim(STR(" \t a b\r\n")), "a b"));
	assert_true(str_eqs(str_trim(STR(" \t ")), ""));
}

static void split_gives_empty_parts_and_ends(void **state)
{
	struct str rest = STR("a,,b"), part;

	(void)state;
	assert_true(str_split(&rest, ',', &part));
	assert_true(str_eqs(part, "a"));
	assert_true(str_split(&rest, ',', &part));
	assert_true(str_eqs(part, ""));
	assert_true(str_split(&rest, ',', &part));
	assert_true(str_eqs(part, "b"));
	assert_false(str_split(&rest, ',', &part));
}

static void split_keeps_a_last_empty_part(void **state)
{
	struct str rest = STR("a,"), part;

	(void)state;
	assert_true(str_split(&rest, ',', &part));
	assert_true(str_split(&rest, ',', &part));
	assert_int_equal(part.n, 0);
	assert_false(str_split(&rest, ',', &part));
	rest = STR("");
	assert_true(str_split(&rest, ',', &part));
	assert_false(str_split(&rest, ',', &part));
}

static void find_gives_position_or_minus_one(void **state)
{
	(void)state;
	assert_int_equal(str_find(STR("hello"), "ll"), 2);
	assert_int_equal(str_find(STR("hello"), "LL"), -1);
	assert_int_equal(str_ifind(STR("hello"), "LL"), 2);
	assert_int_equal(str_find(STR("hel"), "hello"), -1);
	assert_int_equal(str_ifind(STR("hel"), "hello"), -1);
	assert_int_equal(str_find(STR(""), ""), 0);
	assert_int_equal(str_ifind(STR(""), ""), 0);
}

static void i64_takes_the_whole_string_in_range(void **state)
{
	int64_t v = 0;

	(void)state;
	assert_int_equal(
	    str_to_i64(STR("-9223372036854775808"), INT64_MIN, INT64_MAX, &v),
	    0);
	assert_true(v == INT64_MIN);
	assert_int_equal(
	    str_to_i64(STR("9223372036854775807"), 0, INT64_MAX, &v), 0);
	assert_true(v == INT64_MAX);
	assert_int_equal(str_to_i64(STR("007"), 7, 7, &v), 0);
	assert_int_equal(v, 7);
	assert_int_equal(str_to_i64(STR("-0"), 0, 0, &v), 0);
	assert_int_equal(v, 0);
}

static void i64_refuses_everything_else(void **state)
{
	static const char *const bad[] = {"", "-", "+1", " 1", "1 ", "1.0",
	    "1e3", "0x10", "9223372036854775808", "-9223372036854775809",
	    "99999999999999999999999", "--1", "11", "-11"};
	int64_t v = 5;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_int_equal(str_to_i64(str_of(bad[i]), -10, 10, &v), -1);
	for (size_t i = 0; i + 2 < ARRAY_LEN(bad); i++)
		assert_int_equal(
		    str_to_i64(str_of(bad[i]), INT64_MIN, INT64_MAX, &v), -1);
	assert_int_equal(v, 5);
}

static void u64_reaches_its_largest(void **state)
{
	uint64_t v = 0;

	(void)state;
	assert_int_equal(str_to_u64(STR("18446744073709551615"), &v), 0);
	assert_true(v == UINT64_MAX);
	assert_int_equal(str_to_u64(STR("18446744073709551616"), &v), -1);
	assert_int_equal(str_to_u64(STR("-1"), &v), -1);
	assert_int_equal(str_to_u64(STR(""), &v), -1);
}

static void double_is_decimal_and_finite(void **state)
{
	static const char *const bad[] = {"", "nan", "inf", "0x1p3", "1e999",
	    " 1", "1 ", "1,5", "1..2", "e5", "-", "1e"};
	double v = 0;

	(void)state;
	assert_int_equal(str_to_double(STR("-2.5e-1"), &v), 0);
	assert_true(v > -0.2500001 && v < -0.2499999);
	assert_int_equal(str_to_double(STR("3"), &v), 0);
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_int_equal(str_to_double(str_of(bad[i]), &v), -1);
}

static void bool_takes_the_usual_words(void **state)
{
	static const char *const yes[] = {"true", "1", "YES", "y", "On"};
	static const char *const no[] = {"False", "0", "no", "N", "off"};
	bool v;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(yes); i++) {
		v = false;
		assert_int_equal(str_to_bool(str_of(yes[i]), &v), 0);
		assert_true(v);
		assert_int_equal(str_to_bool(str_of(no[i]), &v), 0);
		assert_false(v);
	}
	assert_int_equal(str_to_bool(STR("2"), &v), -1);
	assert_int_equal(str_to_bool(STR(""), &v), -1);
	assert_int_equal(str_to_bool(STR("truely"), &v), -1);
}

static void decimal_digits_of_every_length(void **state)
{
	char text[2 + U64_CHARS];
	uint64_t v = 0, back = 1;

	(void)state;
	for (int i = 0; i < 20; i++, v = v * 10 + (uint64_t)(i % 9) + 1) {
		size_t n = str_put_u64(text, v);

		assert_int_equal(str_to_u64((struct str){text, n}, &back), 0);
		assert_true(back == v);
	}
	text[str_put_i64(text, INT64_MIN)] = '\0';
	assert_string_equal(text, "-9223372036854775808");
	text[str_put_i64(text, -7)] = '\0';
	assert_string_equal(text, "-7");
}

static void copy_cuts_to_fit_and_says_so(void **state)
{
	char out[4];

	(void)state;
	assert_true(str_copy(out, sizeof out, STR("abc")));
	assert_string_equal(out, "abc");
	assert_false(str_copy(out, sizeof out, STR("abcd")));
	assert_string_equal(out, "abc");
	assert_true(str_copy(out, 1, STR("")));
	assert_string_equal(out, "");
	assert_false(str_copy(out, 0, STR("")));
}

static void hex_goes_there_and_back(void **state)
{
	uint8_t in[] = {0x00, 0x7f, 0xab, 0xff}, out[4];
	char text[9];

	(void)state;
	hex_encode(in, sizeof in, text);
	assert_string_equal(text, "007fabff");
	assert_int_equal(hex_decode(str_of(text), out, 4), 0);
	assert_memory_equal(in, out, 4);
	assert_int_equal(hex_decode(STR("ABff"), out, 2), 0);
	assert_int_equal(out[0], 0xab);
	assert_int_equal(hex_decode(STR("abf"), out, 2), -1);
	assert_int_equal(hex_decode(STR("abfg"), out, 2), -1);
	assert_int_equal(hex_decode(STR("abffff"), out, 2), -1);
}

static void secrets_compare_by_content(void **state)
{
	(void)state;
	assert_true(secret_eq("token", "token", 5));
	assert_false(secret_eq("token", "toker", 5));
	assert_false(secret_eq("Token", "token", 5));
	assert_true(secret_eq("", "", 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(equality_is_by_bytes),
	    cmocka_unit_test(c_string_equality_takes_null),
	    cmocka_unit_test(starts_and_ends),
	    cmocka_unit_test(trim_takes_blank_ends),
	    cmocka_unit_test(split_gives_empty_parts_and_ends),
	    cmocka_unit_test(split_keeps_a_last_empty_part),
	    cmocka_unit_test(find_gives_position_or_minus_one),
	    cmocka_unit_test(i64_takes_the_whole_string_in_range),
	    cmocka_unit_test(i64_refuses_everything_else),
	    cmocka_unit_test(u64_reaches_its_largest),
	    cmocka_unit_test(double_is_decimal_and_finite),
	    cmocka_unit_test(bool_takes_the_usual_words),
	    cmocka_unit_test(decimal_digits_of_every_length),
	    cmocka_unit_test(copy_cuts_to_fit_and_says_so),
	    cmocka_unit_test(hex_goes_there_and_back),
	    cmocka_unit_test(secrets_compare_by_content),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
