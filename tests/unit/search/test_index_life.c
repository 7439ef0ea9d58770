/* test_index_life.c - what is told of an index is so, and what is noted about
 * it stays. */
#include "tests/unit/search/life_check.h"

static void what_is_told_of_an_index_is_so(void **state)
{
	struct fixture *f = *state;
	struct index_life l;

	fill_into(f, f->ix, 1, 100);
	assert_int_equal(index_filled(f->ix, USER, &f->err), 0);
	delete_ids(f, 51, 70);
	l = life_of(f, NOW_MS - 90 * DAY_MS);
	assert_int_equal(l.generation, 1);
	assert_int_equal(l.documents, 80);
	assert_int_equal(l.numbers, 100);
	assert_int_equal(l.expired, 10);
	assert_int_equal(l.oldest_ms, NOW_MS - 100 * DAY_MS);
	assert_true(l.filled && !l.building && !l.asked);
	assert_true(l.bytes > 0 && l.pages > 0);
	assert_int_equal(l.born_ms, 0);
	assert_int_equal(index_life_born(f->ix, USER, NOW_MS, &f->err), 0);
	assert_int_equal(index_life_born(f->ix, USER, NOW_MS + 1, &f->err), 0);
	assert_int_equal(life_of(f, 0).born_ms, NOW_MS);
	assert_int_equal(life_of(f, 0).expired, 0);
}

static void a_user_without_an_index_has_no_life(void **state)
{
	struct fixture *f = *state;
	struct index_life l;

	assert_int_equal(index_life(f->ix, USER, 0, &l, &f->err), -1);
	assert_int_equal(f->err.code, ERR_NOT_FOUND);
	assert_false(there(f, "7.db"));
}

static void expired_are_those_before_the_moment(void **state)
{
	struct fixture *f = *state;
	uint64_t ids[10];
	size_t n;

	fill_into(f, f->ix, 1, 20);
	assert_int_equal(index_expired(f->ix, USER, NOW_MS - 15 * DAY_MS, ids,
			     10, &n, &f->err),
	    0);
	assert_int_equal(n, 5); /* the 15th is as old as it may be */
	for (size_t i = 0; i < n; i++)
		assert_in_range(ids[i], 16, 20);
	assert_int_equal(
	    index_expired(f->ix, USER, NOW_MS, ids, 3, &n, &f->err), 0);
	assert_int_equal(n, 3);
}

static void a_look_drives_no_index_out(void **state)
{
	struct fixture *f = *state;
	struct index_life l;
	char body[80];
	struct search_doc d = mailbox(1, body);

	for (uint64_t user = 1; user <= 6; user++)
		write_for(f, user, &d, 1);
	assert_int_equal(index_open_files(f->ix), 4);
	assert_int_equal(index_life(f->ix, 1, 0, &l, &f->err), 0);
	assert_int_equal(l.documents, 1);
	assert_int_equal(index_open_files(f->ix), 4);
}

static void users_are_listed_in_order(void **state)
{
	struct fixture *f = *state;
	char body[80];
	struct search_doc d = mailbox(1, body);
	const uint64_t users[] = {12, 3, 100};
	uint64_t *ids;
	size_t n;

	make_file(f, "x.db");
	make_file(f, "5.db-wal");
	for (size_t i = 0; i < 3; i++)
		write_for(f, users[i], &d, 1);
	assert_int_equal(index_users(f->ix, 3, 10, &ids, &n, &f->err), 0);
	assert_int_equal(n, 2);
	assert_int_equal(ids[0], 12);
	assert_int_equal(ids[1], 100);
	free(ids);
	assert_int_equal(index_users(f->ix, 0, 1, &ids, &n, &f->err), 0);
	assert_int_equal(n, 1);
	assert_int_equal(ids[0], 3);
	free(ids);
}

static void one_process_leads_and_any_may_ask_it(void **state)
{
	struct fixture *f = *state;
	struct index_config c = {.dir = f->dir};
	struct index *other;

	assert_int_equal(index_open(&c, &other, &f->err), 0);
	assert_true(index_lead(f->ix));
	assert_true(index_lead(f->ix));
	assert_false(index_lead(other));
	assert_false(index_pass_asked(f->ix, true));
	assert_int_equal(index_pass_ask(other, &f->err), 0);
	assert_true(index_pass_asked(f->ix, false));
	assert_false(index_pass_asked(f->ix, false));
	assert_true(index_pass_asked(f->ix, true)); /* it died at it */
	index_pass_done(f->ix);
	assert_false(index_pass_asked(f->ix, true));
	index_close(&f->ix);
	assert_true(index_lead(other));
	index_close(&other);
	open_index(f, 4);
}

static void a_failure_and_a_wish_are_noted_with_the_index(void **state)
{
	struct fixture *f = *state;
	struct index_life l;

	fill_into(f, f->ix, 1, 2);
	assert_int_equal(
	    index_life_fail(f->ix, USER, "disk full", NOW_MS, &f->err), 0);
	index_close(&f->ix);
	open_index(f, 4);
	l = life_of(f, 0);
	assert_string_equal(l.problem, "disk full");
	assert_int_equal(l.retry_ms, NOW_MS);
	assert_int_equal(index_life_ask(f->ix, USER, &f->err), 0);
	l = life_of(f, 0);
	assert_true(l.asked);
	assert_string_equal(l.problem, "");
	assert_int_equal(l.retry_ms, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    INDEX_TEST(what_is_told_of_an_index_is_so),
	    INDEX_TEST(a_user_without_an_index_has_no_life),
	    INDEX_TEST(expired_are_those_before_the_moment),
	    INDEX_TEST(a_look_drives_no_index_out),
	    INDEX_TEST(users_are_listed_in_order),
	    INDEX_TEST(one_process_leads_and_any_may_ask_it),
	    INDEX_TEST(a_failure_and_a_wish_are_noted_with_the_index),
	};

	return cmocka_run_group_tests_name("index_life", tests, NULL, NULL);
}
