/* test_err.c - errors carry a code, a field and a text. */
#include "tests/unit/unit.h"
#include "common/base/err.h"
#include "common/base/str.h"

static void set_gives_code_text_and_minus_one(void **state)
{
	struct err err = {0};

	(void)state;
	assert_int_equal(err_set(&err, ERR_NOT_FOUND, "mail %d", 7), -1);
	assert_int_equal(err.code, ERR_NOT_FOUND);
	assert_string_equal(err.text, "mail 7");
	assert_string_equal(err.field, "");
}

static void null_err_is_accepted(void **state)
{
	(void)state;
	assert_int_equal(err_set(NULL, ERR_INTERNAL, "x"), -1);
	assert_int_equal(err_field(NULL, "f", "x"), -1);
	assert_int_equal(err_wrap(NULL, "x"), -1);
	err_clear(NULL);
}

static void field_is_invalid_and_named(void **state)
{
	struct err err = {0};

	(void)state;
	assert_int_equal(err_field(&err, "limit", "not in %d..%d", 1, 9), -1);
	assert_int_equal(err.code, ERR_INVALID);
	assert_string_equal(err.field, "limit");
	assert_string_equal(err.text, "not in 1..9");
}

static void set_forgets_an_earlier_field(void **state)
{
	struct err err = {0};

	(void)state;
	err_field(&err, "limit", "bad");
	err_set(&err, ERR_CONFLICT, "busy");
	assert_string_equal(err.field, "");
}

static void wrap_adds_one_clause_and_keeps_the_rest(void **state)
{
	struct err err = {0};

	(void)state;
	err_field(&err, "to", "not an address");
	assert_int_equal(err_wrap(&err, "draft %d", 3), -1);
	assert_string_equal(err.text, "draft 3: not an address");
	assert_int_equal(err.code, ERR_INVALID);
	assert_string_equal(err.field, "to");
}

static void long_text_is_cut_between_code_points(void **state)
{
	struct err err = {0};
	char text[302] = {0};

	(void)state;
	text[0] = 'a';
	for (size_t i = 1; i + 2 < sizeof text; i += 2)
		memcpy(text + i, "\xc3\xa9", 2);
	err_set(&err, ERR_INTERNAL, "%s", text);
	assert_int_equal(strlen(err.text), 255);
	assert_true(utf8_valid(str_of(err.text)));
	err_wrap(&err, "ab");
	assert_true(strlen(err.text) <= 255);
	assert_true(str_starts(str_of(err.text), "ab: a\xc3\xa9"));
	assert_true(utf8_valid(str_of(err.text)));
}

static void clear_leaves_no_error(void **state)
{
	struct err err = {0};

	(void)state;
	err_field(&err, "x", "y");
	err_clear(&err);
	assert_int_equal(err.code, ERR_OK);
	assert_string_equal(err.text, "");
	assert_string_equal(err.field, "");
}

static void table_answers_by_code(void **state)
{
	(void)state;
	assert_string_equal(err_name(ERR_NOT_FOUND), "NOT_FOUND");
	assert_int_equal(err_http_status(ERR_RATE_LIMITED), 429);
	assert_string_equal(err_title(ERR_DEADLINE), "Gateway Timeout");
	assert_true(err_is_retryable(ERR_UNAVAILABLE));
	assert_false(err_is_retryable(ERR_INVALID));
	assert_true(err_is_failure(ERR_DEADLINE));
	assert_false(err_is_failure(ERR_RATE_LIMITED));
	assert_false(err_is_failure(ERR_CANCELLED));
	assert_false(err_is_failure(ERR_NO_STREAMING));
}

static void unknown_codes_read_as_internal(void **state)
{
	enum err_code odd = (enum err_code)9999;

	(void)state;
	assert_string_equal(err_name(odd), "INTERNAL");
	assert_int_equal(err_http_status(ERR_CODES), 500);
	assert_int_equal(err_from_name("NO_SUCH"), ERR_INTERNAL);
	assert_int_equal(err_from_name(NULL), ERR_INTERNAL);
}

static void every_name_leads_back_to_its_code(void **state)
{
	(void)state;
	for (int c = 0; c < ERR_CODES; c++)
		assert_int_equal(err_from_name(err_name((enum err_code)c)), c);
}

/* They travel on the bus: an insertion in the table would shift them. */
static void numbers_on_the_bus_do_not_move(void **state)
{
	(void)state;
	assert_int_equal(ERR_OK, 0);
	assert_int_equal(ERR_INVALID, 1);
	assert_int_equal(ERR_NOT_FOUND, 4);
	assert_int_equal(ERR_INTERNAL, 11);
	assert_int_equal(ERR_OVERLOADED, 16);
	assert_int_equal(ERR_NO_STREAMING, 17);
	assert_int_equal(ERR_TIMEOUT, 18);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(set_gives_code_text_and_minus_one),
	    cmocka_unit_test(null_err_is_accepted),
	    cmocka_unit_test(field_is_invalid_and_named),
	    cmocka_unit_test(set_forgets_an_earlier_field),
	    cmocka_unit_test(wrap_adds_one_clause_and_keeps_the_rest),
	    cmocka_unit_test(long_text_is_cut_between_code_points),
	    cmocka_unit_test(clear_leaves_no_error),
	    cmocka_unit_test(table_answers_by_code),
	    cmocka_unit_test(unknown_codes_read_as_internal),
	    cmocka_unit_test(every_name_leads_back_to_its_code),
	    cmocka_unit_test(numbers_on_the_bus_do_not_move),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
