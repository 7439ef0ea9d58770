/* test_bus_slots.c - request ids to calls. */
#include "common/bus/bus_slots.h"

#include "common/bus/sp_frame.h"

#include "tests/unit/unit.h"

static void an_added_call_is_found_by_its_id_until_removed(void **state)
{
	struct bus_slots s;
	uint32_t id;
	int call;

	(void)state;
	bus_slots_init(&s, 10);
	id = bus_slots_add(&s, &call);
	assert_true((id & SP_ID_BIT) != 0);
	assert_ptr_equal(bus_slots_get(&s, id), &call);
	assert_null(bus_slots_get(&s, id + 1));
	assert_null(bus_slots_get(&s, id + (uint32_t)s.places));
	assert_null(bus_slots_get(&s, 0));
	bus_slots_remove(&s, id);
	assert_null(bus_slots_get(&s, id));
	assert_int_equal(s.n, 0);
	bus_slots_deinit(&s);
}

static void slow_calls_keep_their_places(void **state)
{
	struct bus_slots s;
	uint32_t slow[10];
	int calls[11];

	(void)state;
	bus_slots_init(&s, 11);
	for (size_t i = 0; i < 10; i++)
		slow[i] = bus_slots_add(&s, &calls[i]);
	for (int i = 0; i < 1000; i++)
		bus_slots_remove(&s, bus_slots_add(&s, &calls[10]));
	for (size_t i = 0; i < 10; i++)
		assert_ptr_equal(bus_slots_get(&s, slow[i]), &calls[i]);
	bus_slots_deinit(&s);
}

static void ids_go_round_without_losing_the_high_bit(void **state)
{
	struct bus_slots s;
	int call;

	(void)state;
	bus_slots_init(&s, 4);
	s.last_id = UINT32_MAX - 2;
	for (int i = 0; i < 8; i++) {
		uint32_t id = bus_slots_add(&s, &call);

		assert_true((id & SP_ID_BIT) != 0);
		assert_ptr_equal(bus_slots_get(&s, id), &call);
		bus_slots_remove(&s, id);
	}
	bus_slots_deinit(&s);
}

static void pop_empties_the_table(void **state)
{
	struct bus_slots s;
	int calls[3], seen = 0;

	(void)state;
	bus_slots_init(&s, 3);
	for (size_t i = 0; i < 3; i++)
		(void)bus_slots_add(&s, &calls[i]);
	while (bus_slots_pop(&s) != NULL)
		seen++;
	assert_int_equal(seen, 3);
	assert_int_equal(s.n, 0);
	bus_slots_deinit(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_added_call_is_found_by_its_id_until_removed),
	    cmocka_unit_test(slow_calls_keep_their_places),
	    cmocka_unit_test(ids_go_round_without_losing_the_high_bit),
	    cmocka_unit_test(pop_empties_the_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
