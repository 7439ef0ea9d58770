/* test_session.c - a database's address, without its password. */
#include "services/cli/backup/session.h"

#include "tests/unit/unit.h"

static int set_up(void **state)
{
	*state = arena_new(1 << 16);
	return 0;
}

static int tear_down(void **state)
{
	struct arena *a = *state;

	arena_free(&a);
	return 0;
}

static void a_password_goes_into_the_environment(void **state)
{
	struct database d = database_of(
	    *state, "postgresql://own:s%20e:c@db.example:5432/mail?sslmode=x");

	assert_string_equal(
	    d.url, "postgresql://own@db.example:5432/mail?sslmode=x");
	assert_string_equal(d.env[2], "PGPASSWORD=s e:c");
}

static void without_a_password_nothing_changes(void **state)
{
	static const char *const urls[] = {"postgresql://own@h/mail",
	    "postgresql://h/mail", "postgresql://own@%2Frun%2Fpg/mail",
	    "postgresql://h/mail?options=a:b@c", "host=h dbname=mail"};

	for (size_t i = 0; i < ARRAY_LEN(urls); i++) {
		struct database d = database_of(*state, urls[i]);

		assert_string_equal(d.url, urls[i]);
		assert_null(d.env[2]);
	}
}

static void another_database_of_the_same_server(void **state)
{
	static const char *const pairs[][2] = {
	    {"postgresql://own@h:1/mail?sslmode=x",
		"postgresql://own@h:1/other?sslmode=x"},
	    {"postgresql://own@h", "postgresql://own@h/other"},
	    {"postgresql://own@h?a=/b", "postgresql://own@h/other?a=/b"},
	    {"host=h dbname=mail", "host=h dbname=mail dbname=other"}};

	for (size_t i = 0; i < ARRAY_LEN(pairs); i++) {
		struct database d = database_of(*state, pairs[i][0]);

		assert_string_equal(
		    database_named(*state, &d, "other").url, pairs[i][1]);
	}
}

static void a_literal_cannot_end_early(void **state)
{
	assert_string_equal(
	    session_quote(*state, "a'b\\'; DROP"), "E'a\\'b\\\\\\'; DROP'");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		a_password_goes_into_the_environment, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		without_a_password_nothing_changes, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		another_database_of_the_same_server, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		a_literal_cannot_end_early, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
