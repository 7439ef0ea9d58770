/* test_token.c - secrets with a checksum, and what is none of ours. */
#include "common/base/token.h"

#include "tests/unit/unit.h"

static void it_is_whole_and_another_each_time(void **state)
{
	char a[TOKEN_CHARS + 1], b[TOKEN_CHARS + 1];

	(void)state;
	token_make(TOKEN_PREFIX, a);
	token_make(TOKEN_PREFIX, b);
	assert_int_equal(strlen(a), TOKEN_CHARS);
	assert_string_not_equal(a, b);
	assert_int_equal(token_shape(TOKEN_PREFIX, str_of(a)), TOKEN_WHOLE);
	assert_int_equal(token_shape(SESSION_PREFIX, str_of(a)), TOKEN_FOREIGN);
}

/* CRC-32 is that of ISO 3309: "123456789" gives cbf43926, so a scanner in any
 * language finds the same six characters. This one was reckoned by zlib. */
static void the_checksum_is_the_standards(void **state)
{
	static const char token[] =
	    "alt_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg4R7yVx";

	(void)state;
	assert_int_equal(token_shape(TOKEN_PREFIX, STR(token)), TOKEN_WHOLE);
}

static void every_changed_character_is_seen(void **state)
{
	char token[TOKEN_CHARS + 1];

	(void)state;
	token_make(TOKEN_PREFIX, token);
	for (size_t i = 0; i < TOKEN_CHARS; i++) {
		char was = token[i];

		token[i] = was == 'z' ? 'y' : 'z';
		assert_int_equal(
		    token_shape(TOKEN_PREFIX, str_of(token)), TOKEN_FOREIGN);
		token[i] = was;
	}
}

static void other_lengths_are_of_before(void **state)
{
	char token[TOKEN_CHARS + 1], many[300];

	(void)state;
	token_make(TOKEN_PREFIX, token);
	assert_int_equal(token_shape(TOKEN_PREFIX,
			     STR("alt_0123456789abcdef0123456789abcdef")),
	    TOKEN_OLD);
	assert_int_equal(
	    token_shape(TOKEN_PREFIX, (struct str){token, TOKEN_CHARS - 1}),
	    TOKEN_OLD);
	assert_int_equal(
	    token_shape(TOKEN_PREFIX, STR("bearer")), TOKEN_FOREIGN);
	assert_int_equal(token_shape(TOKEN_PREFIX, STR("")), TOKEN_FOREIGN);
	memset(many, 'x', sizeof many);
	memcpy(many, TOKEN_PREFIX, 4);
	assert_int_equal(
	    token_shape(TOKEN_PREFIX, (struct str){many, sizeof many}),
	    TOKEN_FOREIGN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(it_is_whole_and_another_each_time),
	    cmocka_unit_test(the_checksum_is_the_standards),
	    cmocka_unit_test(every_changed_character_is_seen),
	    cmocka_unit_test(other_lengths_are_of_before),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
