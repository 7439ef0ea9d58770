/* test_unit.c - how rows become units, and when a failed one comes again. */
#include "services/ingest/unit.h"

#include "tests/unit/unit.h"

static size_t make(struct claim *v, size_t n, size_t max, struct list *out)
{
	list_init(out);
	return units_make(v, n, max, 5000, out);
}

static struct unit *take(struct list *units)
{
	struct unit *u = LIST_FIRST(units, struct unit, node);

	list_remove(&u->node);
	return u;
}

static void drop(struct list *units)
{
	while (!list_empty(units)) {
		struct unit *u = take(units);

		unit_free(&u);
	}
}

static void a_unit_has_one_user_and_one_stage(void **state)
{
	struct claim v[] = {{5, 2, STAGE_RECEIVED, 0}, {4, 1, STAGE_TRIAGED, 0},
	    {3, 1, STAGE_RECEIVED, 0}, {2, 2, STAGE_RECEIVED, 0}};
	struct list units;
	struct unit *u;

	(void)state;
	assert_int_equal(make(v, 4, 100, &units), 3);
	u = take(&units);
	assert_int_equal(u->user_id, 1);
	assert_int_equal(u->stage, STAGE_RECEIVED);
	assert_int_equal(u->n, 1);
	unit_free(&u);
	u = take(&units);
	assert_int_equal(u->stage, STAGE_TRIAGED);
	unit_free(&u);
	u = take(&units);
	assert_int_equal(u->n, 2);
	assert_int_equal(u->ids[0], 2);
	assert_int_equal(u->ids[1], 5);
	assert_int_equal(u->lease_ms, 5000);
	unit_free(&u);
}

static void a_unit_holds_no_more_than_the_batch(void **state)
{
	struct claim v[250];
	struct list units;
	struct unit *u;

	(void)state;
	for (size_t i = 0; i < 250; i++)
		v[i] = (struct claim){i + 1, 1, STAGE_RECEIVED, 0};
	assert_int_equal(make(v, 250, 100, &units), 3);
	u = take(&units);
	assert_int_equal(u->n, 100);
	unit_free(&u);
	drop(&units);
}

static void emails_that_failed_often_go_alone(void **state)
{
	struct claim v[] = {{1, 1, STAGE_RECEIVED, UNIT_SPLIT_AT},
	    {2, 1, STAGE_RECEIVED, UNIT_SPLIT_AT}, {3, 1, STAGE_RECEIVED, 0},
	    {4, 1, STAGE_RECEIVED, 0}};
	struct list units;

	(void)state;
	assert_int_equal(make(v, 4, 100, &units), 3);
	drop(&units);
}

static struct setback setback(
    size_t n, int attempts, enum err_code code, bool away)
{
	struct unit *u = unit_new(1, STAGE_RECEIVED, 1);
	struct err err = {.code = code};
	struct setback s;

	u->n = n;
	u->attempts = attempts;
	s = unit_setback(u, &err, away, 0);
	unit_free(&u);
	return s;
}

static void each_failure_doubles_the_wait(void **state)
{
	(void)state;
	assert_int_equal(setback(1, 0, ERR_INTERNAL, false).wait_ms, 1000);
	assert_int_equal(setback(1, 1, ERR_INTERNAL, false).wait_ms, 2000);
	assert_int_equal(setback(1, 4, ERR_INTERNAL, false).wait_ms, 16000);
	assert_int_equal(setback(1, 8, ERR_INTERNAL, false).wait_ms, 256000);
}

static void the_wait_is_spread_by_at_most_a_quarter(void **state)
{
	struct unit *u = unit_new(1, STAGE_RECEIVED, 1);
	struct err err = {.code = ERR_INTERNAL};

	(void)state;
	assert_int_equal(unit_setback(u, &err, false, 99).wait_ms, 1247);
	unit_free(&u);
}

static void an_absent_neighbour_is_no_failure(void **state)
{
	struct setback s = setback(100, 1, ERR_UNAVAILABLE, true);

	(void)state;
	assert_int_equal(s.attempts, 1);
	assert_int_equal(s.wait_ms, 1000);
}

static void a_batch_that_no_repeat_mends_is_split_soon(void **state)
{
	(void)state;
	assert_int_equal(setback(100, 0, ERR_INTERNAL, false).attempts, 1);
	assert_int_equal(
	    setback(100, 1, ERR_INTERNAL, false).attempts, UNIT_SPLIT_AT);
	assert_int_equal(setback(100, 1, ERR_UNAVAILABLE, false).attempts, 2);
	assert_int_equal(setback(1, 1, ERR_INTERNAL, false).attempts, 2);
}

static void after_many_failures_an_email_is_parked(void **state)
{
	struct setback s = setback(1, UNIT_PARK_AT - 1, ERR_INTERNAL, false);

	(void)state;
	assert_true(s.parked);
	assert_int_equal(s.wait_ms, UNIT_PARK_MS);
	s = setback(1, 1000000, ERR_INTERNAL, false);
	assert_int_equal(s.wait_ms, UNIT_PARK_MS);
}

static void stages_have_names_that_read_back(void **state)
{
	enum stage stage;

	(void)state;
	for (unsigned i = 0; i < STAGES; i++) {
		assert_int_equal(
		    stage_parse(stage_name((enum stage)i), &stage), 0);
		assert_int_equal(stage, i);
	}
	assert_int_equal(stage_parse("linked", &stage), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_unit_has_one_user_and_one_stage),
	    cmocka_unit_test(a_unit_holds_no_more_than_the_batch),
	    cmocka_unit_test(emails_that_failed_often_go_alone),
	    cmocka_unit_test(each_failure_doubles_the_wait),
	    cmocka_unit_test(the_wait_is_spread_by_at_most_a_quarter),
	    cmocka_unit_test(an_absent_neighbour_is_no_failure),
	    cmocka_unit_test(a_batch_that_no_repeat_mends_is_split_soon),
	    cmocka_unit_test(after_many_failures_an_email_is_parked),
	    cmocka_unit_test(stages_have_names_that_read_back),
	};

	return cmocka_run_group_tests_name("unit", tests, NULL, NULL);
}
