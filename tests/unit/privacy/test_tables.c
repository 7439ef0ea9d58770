/* test_tables.c - the table of tables: in order, each once, and what is left
 * out of an export by column. */
#include "services/privacy/tables.h"

#include "tests/unit/unit.h"

#include <string.h>

static void tables_stand_in_order_and_once(void **state)
{
	size_t n;
	const struct privacy_table *t = privacy_tables(&n);

	(void)state;
	assert_true(n > 20);
	for (size_t i = 1; i < n; i++)
		assert_true(strcmp(t[i - 1].name, t[i].name) < 0);
}

static void every_table_says_what_it_is(void **state)
{
	size_t n;
	const struct privacy_table *t = privacy_tables(&n);

	(void)state;
	for (size_t i = 0; i < n; i++)
		assert_true(strlen(t[i].text) > 5);
}

static void secrets_are_left_out_by_column(void **state)
{
	struct arena *a = arena_new(4096);
	const char **columns;

	(void)state;
	assert_int_equal(
	    privacy_table_without(a, privacy_table_named("sessions"), &columns),
	    2);
	assert_string_equal(columns[0], "hash");
	assert_string_equal(columns[1], "csrf_hash");
	assert_int_equal(
	    privacy_table_without(a, privacy_table_named("users"), &columns),
	    1);
	assert_string_equal(columns[0], "password_hash");
	arena_free(&a);
}

static void an_unknown_table_is_exported_whole(void **state)
{
	struct arena *a = arena_new(4096);
	const char **columns;

	(void)state;
	assert_null(privacy_table_named("of_tomorrow"));
	assert_int_equal(privacy_table_without(a, NULL, &columns), 0);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(tables_stand_in_order_and_once),
	    cmocka_unit_test(every_table_says_what_it_is),
	    cmocka_unit_test(secrets_are_left_out_by_column),
	    cmocka_unit_test(an_unknown_table_is_exported_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
