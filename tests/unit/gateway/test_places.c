/* test_places.c - how many a user may have open at once. */
#include "services/gateway/places.h"
#include "tests/unit/unit.h"

static int setup(void **state)
{
	*state = places_new(2);
	return 0;
}

static int teardown(void **state)
{
	struct places *p = *state;

	places_free(&p);
	assert_null(p);
	places_free(&p);
	return 0;
}

static void a_user_has_as_many_as_there_may_be(void **state)
{
	struct places *p = *state;

	assert_true(places_take(p, 7));
	assert_true(places_take(p, 7));
	assert_false(places_take(p, 7));
}

static void users_do_not_take_each_others(void **state)
{
	struct places *p = *state;

	assert_true(places_take(p, 7));
	assert_true(places_take(p, 7));
	assert_true(places_take(p, 8));
}

static void who_leaves_makes_room(void **state)
{
	struct places *p = *state;

	for (int i = 0; i < 100; i++) {
		assert_true(places_take(p, 7));
		assert_true(places_take(p, 7));
		assert_false(places_take(p, 7));
		places_leave(p, 7);
		places_leave(p, 7);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		a_user_has_as_many_as_there_may_be, setup, teardown),
	    cmocka_unit_test_setup_teardown(
		users_do_not_take_each_others, setup, teardown),
	    cmocka_unit_test_setup_teardown(
		who_leaves_makes_room, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
