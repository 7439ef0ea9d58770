/* test_taught.c - users' learnt layers are kept for their version only, and
 * within their bound. */
#include "services/triage/taught.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static struct triage_taught_version version(int64_t holding, int64_t last_id)
{
	return (struct triage_taught_version){
	    .holding = holding, .last_id = last_id, .id_sum = last_id * 2};
}

static void put(struct triage_taught *t, uint64_t user, int64_t holding)
{
	struct triage_taught_version v = version(holding, holding);

	triage_taught_put(t, user, &v,
	    triage_learner_new(triage_learner_bits_for((size_t)holding)));
}

static void a_layer_is_found_by_its_user_and_version_only(void **state)
{
	struct triage_taught *t = triage_taught_new();
	struct triage_taught_version v = version(3, 3);

	(void)state;
	put(t, 1, 3);
	assert_non_null(triage_taught_get(t, 1, &v));
	assert_null(triage_taught_get(t, 2, &v));
	v.undone = 1;
	assert_null(triage_taught_get(t, 1, &v));
	v = version(3, 3);
	v.id_sum++;
	assert_null(triage_taught_get(t, 1, &v));
	v = version(2, 2);
	assert_null(triage_taught_get(t, 1, &v));
	triage_taught_free(&t);
}

static void only_more_corrections_let_a_layer_grow(void **state)
{
	struct triage_taught *t = triage_taught_new();
	struct triage_taught_version known, to = version(4, 9);
	struct triage_learner *l;

	(void)state;
	put(t, 1, 3);
	to.undone = 1;
	assert_null(triage_taught_take(t, 1, &to, &known));
	to.undone = 0;
	l = triage_taught_take(t, 1, &to, &known);
	assert_non_null(l);
	assert_int_equal(known.holding, 3);
	assert_null(triage_taught_take(t, 1, &to, &known));
	assert_int_equal(triage_taught_bytes(t), 0);
	triage_taught_put(t, 1, &to, l);
	to = version(100, 100); /* wants more buckets */
	assert_null(triage_taught_take(t, 1, &to, &known));
	triage_taught_free(&t);
}

static void all_layers_together_are_bounded_and_the_oldest_goes(void **state)
{
	struct triage_taught *t = triage_taught_new();
	struct triage_taught_version v = version(5, 5);

	(void)state;
	for (uint64_t user = 1; user <= 200; user++) {
		put(t, user, 5);
		assert_non_null(triage_taught_get(t, user, &v));
		assert_true(triage_taught_bytes(t) <= TRIAGE_TAUGHT_BYTES);
	}
	assert_null(triage_taught_get(t, 1, &v));
	assert_non_null(triage_taught_get(t, 200, &v));
	triage_taught_free(&t);
}

static void the_oldest_of_too_many_corrections_are_not_learnt(void **state)
{
	(void)state;
	assert_int_equal(triage_taught_skipped(0), 0);
	assert_int_equal(triage_taught_skipped(TRIAGE_LESSONS_MAX), 0);
	assert_int_equal(triage_taught_skipped(TRIAGE_LESSONS_MAX + 1),
	    TRIAGE_LESSONS_MAX / 10);
	for (int64_t n = 0; n < 5 * TRIAGE_LESSONS_MAX; n += 77) {
		int64_t kept = n - triage_taught_skipped(n);

		assert_true(kept <= TRIAGE_LESSONS_MAX);
		assert_true(kept >= n || kept >= TRIAGE_LESSONS_MAX * 9 / 10);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_layer_is_found_by_its_user_and_version_only),
	    cmocka_unit_test(only_more_corrections_let_a_layer_grow),
	    cmocka_unit_test(
		all_layers_together_are_bounded_and_the_oldest_goes),
	    cmocka_unit_test(the_oldest_of_too_many_corrections_are_not_learnt),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
