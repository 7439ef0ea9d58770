/* test_index_next.c - a next generation has what was written while it was made,
 * or does not take the place; and a crash leaves the one or the other. */
#include "tests/unit/search/life_check.h"

#define MAILS 300

static struct index_next *begin(struct fixture *f)
{
	struct index_next *n;

	if (index_next_begin(f->ix, USER, &n, &f->err) != 0)
		fail_msg("%s", f->err.text);
	return n;
}

static size_t touched(struct fixture *f, struct index_next *n, uint64_t *ids,
    size_t max, int64_t *upto)
{
	size_t count;

	if (index_next_touched(f->ix, n, ids, max, &count, upto, &f->err) != 0)
		fail_msg("%s", f->err.text);
	return count;
}

static bool swap(struct fixture *f, struct index_next *n)
{
	bool done;

	if (index_next_swap(f->ix, n, NOW_MS, &done, &f->err) != 0)
		fail_msg("%s", f->err.text);
	return done;
}

static void compare(struct fixture *f, struct index_next *n)
{
	uint64_t after = 0;

	for (int i = 0; after != UINT64_MAX; i++) {
		assert_true(i < 100);
		if (index_next_compare(f->ix, n, &after, &f->err) != 0)
			fail_msg("%s", f->err.text);
	}
}

static void a_new_generation_takes_the_place(void **state)
{
	struct fixture *f = *state;
	struct index_next *n;
	struct index_life old, made;

	fill_into(f, f->ix, 1, MAILS);
	delete_ids(f, 1, 200);
	old = life_of(f, 0);
	n = begin(f);
	assert_true(life_of(f, 0).building);
	fill_into(f, index_next_index(n), 201, MAILS);
	compare(f, n);
	assert_true(swap(f, n));
	index_next_end(f->ix, &n);
	made = life_of(f, 0);
	assert_int_equal(made.generation, 2);
	assert_int_equal(made.born_ms, NOW_MS);
	assert_int_equal(made.documents, 100);
	assert_int_equal(made.numbers, 100);
	assert_true(made.filled && !made.building);
	assert_true(made.bytes < old.bytes);
	check_hits(f, "own250", "250");
	check_hits(f, "own150", "");
	assert_false(there(f, "next/7.db"));
	assert_false(there(f, "next/7.swap"));
	index_close(&f->ix);
	f->rebuilds = 0;
	open_index(f, 4);
	check_hits(f, "own250", "250");
	assert_int_equal(f->rebuilds, 0);
	assert_int_equal(index_check(f->ix, USER, &f->err), 0);
}

static void what_is_written_meanwhile_is_brought_over_first(void **state)
{
	struct fixture *f = *state;
	struct search_doc changed = mail(3, 3, "Changed", "other words");
	struct index_next *n;
	struct index_written w;
	uint64_t ids[10], gone = 5;
	int64_t upto;
	size_t deleted;

	fill_into(f, f->ix, 1, 20);
	n = begin(f);
	fill_into(f, index_next_index(n), 1, 20);
	put(f, changed);
	delete_ids(f, 5, 5);
	assert_false(swap(f, n));
	check_hits(f, "changed", "3");
	assert_int_equal(touched(f, n, ids, 10, &upto), 2);
	assert_int_equal(ids[0], 3);
	assert_int_equal(ids[1], 5);
	assert_int_equal(
	    index_write(index_next_index(n), USER, &changed, 1, &w, &f->err),
	    0);
	assert_int_equal(index_delete(index_next_index(n), USER, &gone, 1,
			     &deleted, &f->err),
	    0);
	put(f, mail(21, 1, "Later", "still")); /* between look and settling */
	assert_int_equal(index_next_settled(f->ix, n, upto, &f->err), 0);
	assert_int_equal(touched(f, n, ids, 10, &upto), 1);
	assert_int_equal(ids[0], 21);
	assert_false(swap(f, n));
	fill_into(f, index_next_index(n), 21, 21);
	assert_int_equal(index_next_settled(f->ix, n, upto, &f->err), 0);
	assert_true(swap(f, n));
	index_next_end(f->ix, &n);
	check_hits(f, "changed", "3");
	check_hits(f, "own5", "");
	assert_int_equal(life_of(f, 0).documents, 20);
	put(f, mail(22, 1, "After", "it"));
	check_hits(f, "after", "22");
}

static void a_comparison_touches_what_differs(void **state)
{
	struct fixture *f = *state;
	struct search_doc other = mail(7, 7, "Hello", "something else");
	struct index_next *n;
	struct index_written w;
	uint64_t ids[10];
	int64_t upto;

	fill_into(f, f->ix, 1, 20);
	n = begin(f);
	fill_into(f, index_next_index(n), 1, 18);
	assert_int_equal(
	    index_write(index_next_index(n), USER, &other, 1, &w, &f->err), 0);
	compare(f, n);
	assert_int_equal(touched(f, n, ids, 10, &upto), 3);
	assert_int_equal(ids[0], 7);
	assert_int_equal(ids[1], 19);
	assert_int_equal(ids[2], 20);
	index_next_end(f->ix, &n);
	assert_false(life_of(f, 0).building);
	check_hits(f, "own19", "19");
}

static void a_generation_of_an_erased_index_is_not_wanted(void **state)
{
	struct fixture *f = *state;
	struct index_next *n;
	bool done = true;

	fill_into(f, f->ix, 1, 5);
	n = begin(f);
	fill_into(f, index_next_index(n), 1, 5);
	assert_true(index_next_is_wanted(f->ix, n));
	assert_int_equal(index_erase(f->ix, USER, NULL, &f->err), 0);
	assert_false(there(f, "next/7.db"));
	assert_false(index_next_is_wanted(f->ix, n));
	/* Even when it is begun anew meanwhile. */
	put(f, mail(9, 1, "New", "mail"));
	assert_false(index_next_is_wanted(f->ix, n));
	assert_int_equal(index_next_swap(f->ix, n, NOW_MS, &done, &f->err), 0);
	assert_false(done);
	index_next_end(f->ix, &n);
	check_hits(f, "new", "9");
	check_hits(f, "own1", "");
	assert_false(there(f, "next/7.db"));
}

static void who_has_the_old_file_open_writes_into_the_new_one(void **state)
{
	struct fixture *f = *state;
	struct index_config c = {.dir = f->dir, .max_open = 4};
	struct index *other; /* as another lane's process has it */
	struct index_next *n;
	struct index_written w;
	char body[80];
	struct search_doc d = mailbox(6, body);

	fill_into(f, f->ix, 1, 5);
	assert_int_equal(index_open(&c, &other, &f->err), 0);
	fill_into(f, other, 1, 5);
	n = begin(f);
	fill_into(f, index_next_index(n), 1, 5);
	assert_true(swap(f, n));
	index_next_end(f->ix, &n);
	assert_int_equal(index_write(other, USER, &d, 1, &w, &f->err), 0);
	check_hits(f, "own6", "6");
	index_close(&other);
	check_hits(f, "own6", "6");
	check_hits(f, "own2", "2");
	assert_int_equal(index_check(f->ix, USER, &f->err), 0);
}

/* ---- crashes ---- */

static void a_generation_that_was_broken_off_leaves_nothing(void **state)
{
	struct fixture *f = *state;
	struct index_next *n;

	fill_into(f, f->ix, 1, 5);
	n = begin(f);
	fill_into(f, index_next_index(n), 1, 3);
	/* A new process: the old handle is only closed below, for its memory. */
	assert_true(there(f, "next/7.db"));
	assert_int_equal(index_next_clear(f->ix, &f->err), 0);
	assert_false(there(f, "next/7.db"));
	assert_int_equal(index_life_rest(f->ix, USER, &f->err), 0);
	assert_false(life_of(f, 0).building);
	check_hits(f, "own2", "2");
	index_next_end(f->ix, &n);
}

/* Killed before the rename: the old one stays. */
static void a_swap_broken_off_before_it_happened_did_not(void **state)
{
	struct fixture *f = *state;
	struct index_next *n;

	fill_into(f, f->ix, 1, 5);
	n = begin(f);
	fill_into(f, index_next_index(n), 1, 2);
	make_file(f, "next/7.swap");
	index_close(&f->ix);
	open_index(f, 4);
	check_hits(f, "own5", "5");
	assert_false(there(f, "next/7.swap"));
	index_next_end(f->ix, &n);
	check_hits(f, "own5", "5");
}

/* Killed behind it: what SQLite kept beside the old file goes, unread. */
static void a_swap_broken_off_behind_it_is_finished(void **state)
{
	struct fixture *f = *state;
	char command[400];

	fill_into(f, f->ix, 1, 5);
	/* An open database's log, of which the new file must not hear. */
	snprintf(command, sizeof command,
	    "mkdir -p %s/next && cp %s/7.db-wal %s/log", f->dir, f->dir,
	    f->dir);
	assert_int_equal(system(command), 0);
	assert_int_equal(index_erase(f->ix, USER, NULL, &f->err), 0);
	put(f, mail(9, 1, "New", "generation"));
	index_close(&f->ix);
	snprintf(
	    command, sizeof command, "mv %s/log %s/7.db-wal", f->dir, f->dir);
	assert_int_equal(system(command), 0);
	make_file(f, "next/7.swap");
	f->rebuilds = 0;
	open_index(f, 4);
	check_hits(f, "generation", "9");
	check_hits(f, "own1", "");
	assert_false(there(f, "next/7.swap"));
	assert_int_equal(index_check(f->ix, USER, &f->err), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    INDEX_TEST(a_new_generation_takes_the_place),
	    INDEX_TEST(what_is_written_meanwhile_is_brought_over_first),
	    INDEX_TEST(a_comparison_touches_what_differs),
	    INDEX_TEST(a_generation_of_an_erased_index_is_not_wanted),
	    INDEX_TEST(who_has_the_old_file_open_writes_into_the_new_one),
	    INDEX_TEST(a_generation_that_was_broken_off_leaves_nothing),
	    INDEX_TEST(a_swap_broken_off_before_it_happened_did_not),
	    INDEX_TEST(a_swap_broken_off_behind_it_is_finished),
	};

	return cmocka_run_group_tests_name("index_next", tests, NULL, NULL);
}
