/* test_index_verify.c - a walk through a sound index finds nothing, whatever
 * was merged, replaced and deleted; and it finds what was made wrong. */
#include "services/search/index/verify.h"
#include "tests/unit/search/index_ask.h"

#include <inttypes.h>
#include <sqlite3.h>

#define MAILS 700

static void fill(struct fixture *f, uint64_t from, uint64_t to)
{
	for (uint64_t id = from; id <= to;) {
		struct search_doc d[40];
		char body[40][200];
		size_t n = 0;

		for (; n < 40 && id <= to; n++, id++) {
			snprintf(body[n], sizeof body[n],
			    "the common word%" PRIu64 " and word%" PRIu64
			    " the own%" PRIu64 " meetings",
			    id % 17, id % 101, id);
			d[n] = mail(id, (int64_t)(id % 50), "Hello", body[n]);
		}
		write_for(f, USER, d, n);
	}
}

struct found {
	size_t bad, pages;
	uint64_t first_bad;
	bool unsound, undecided;
};

/* A whole walk; between its pages `meanwhile` happens, when not NULL. */
static struct found go(
    struct fixture *f, void (*meanwhile)(struct fixture *f, size_t page))
{
	struct found all = {0};
	struct index_walk w = {0};
	struct index_walked r;
	bool words = false;

	for (;;) {
		int rc =
		    words ? index_verify_words(f->ix, USER, &w, &r, &f->err)
			  : index_verify_messages(f->ix, USER, &w, &r, &f->err);

		if (rc != 0)
			fail_msg("%s", f->err.text);
		if (r.n_bad > 0 && all.bad == 0)
			all.first_bad = r.bad[0];
		all.bad += r.n_bad;
		all.unsound = all.unsound || r.unsound;
		all.undecided = all.undecided || r.undecided;
		if (words && r.done)
			return all;
		if (r.done)
			words = true;
		else if (words && w.place == 0)
			words = false;
		assert_true(all.pages++ < 1000);
		if (meanwhile != NULL)
			meanwhile(f, all.pages);
	}
}

static void check_sound(struct fixture *f)
{
	struct found all = go(f, NULL);

	assert_int_equal(all.bad, 0);
	assert_false(all.unsound || all.undecided);
}

static void alter(struct fixture *f, const char *sql)
{
	char path[128];
	sqlite3 *db;

	snprintf(path, sizeof path, "%s/%d.db", f->dir, USER);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void a_sound_index_has_no_differences(void **state)
{
	struct fixture *f = *state;
	uint64_t ids[50];
	size_t deleted;

	check_sound(f); /* empty */
	fill(f, 1, MAILS);
	check_sound(f);
	fill(f, 1, 100); /* unchanged */
	put(f, mail(5, 1, "Replaced", "by other words"));
	for (uint64_t i = 0; i < 50; i++)
		ids[i] = 100 + i * 7;
	assert_int_equal(
	    index_delete(f->ix, USER, ids, 50, &deleted, &f->err), 0);
	assert_int_equal(deleted, 50);
	check_sound(f);
	assert_true(go(f, NULL).pages > MAILS / INDEX_WALK_PAGE);
	assert_int_equal(f->rebuilds, 1); /* at the first use */
}

static void words_in_the_wrong_lists_are_found(void **state)
{
	struct fixture *f = *state;
	struct found all;

	fill(f, 1, 300);
	alter(f, "UPDATE texts SET data = (SELECT data FROM texts WHERE "
		 "num = 9) WHERE num = (SELECT num FROM docs WHERE id = 200)");
	all = go(f, NULL);
	assert_int_equal(all.bad, 1);
	assert_int_equal(all.first_bad, 200);
}

/* A posting of a word that none of the messages has: only the count of all
 * postings tells. */
static void a_posting_too_many_is_found(void **state)
{
	struct fixture *f = *state;
	struct found all;

	put(f, mail(1, 1, "one", "alpha"));
	put(f, mail(2, 1, "one", "alpha beta"));
	check_sound(f);
	alter(f, "UPDATE texts SET data = (SELECT data FROM texts WHERE num "
		 "= (SELECT num FROM docs WHERE id = 1)) WHERE num = "
		 "(SELECT num FROM docs WHERE id = 2)");
	all = go(f, NULL);
	assert_int_equal(all.bad, 0);
	assert_true(all.unsound);
}

static void import_more(struct fixture *f, size_t page)
{
	fill(f, MAILS + page * 40, MAILS + page * 40 + 39);
}

static void mail_that_comes_meanwhile_changes_nothing(void **state)
{
	struct fixture *f = *state;
	struct found all;

	fill(f, 1, MAILS);
	all = go(f, import_more);
	assert_int_equal(all.bad, 0);
	assert_false(all.unsound || all.undecided);
}

static void delete_at_the_third(struct fixture *f, size_t page)
{
	uint64_t id = 300;
	size_t n;

	if (page == 3)
		assert_int_equal(
		    index_delete(f->ix, USER, &id, 1, &n, &f->err), 0);
}

static void delete_always(struct fixture *f, size_t page)
{
	uint64_t id = page;
	size_t n;

	assert_int_equal(index_delete(f->ix, USER, &id, 1, &n, &f->err), 0);
}

static void mail_that_goes_meanwhile_begins_the_walk_again(void **state)
{
	struct fixture *f = *state;
	struct found all;

	fill(f, 1, MAILS);
	all = go(f, delete_at_the_third);
	assert_int_equal(all.bad, 0);
	assert_false(all.unsound || all.undecided);
	all = go(f, delete_always);
	assert_int_equal(all.bad, 0);
	assert_false(all.unsound);
	assert_true(all.undecided);
}

static void rows_and_columns_that_disagree_are_damage(void **state)
{
	struct fixture *f = *state;
	struct index_walk w = {0};
	struct index_walked r;

	fill(f, 1, 30);
	alter(f, "DELETE FROM docs WHERE id = 7");
	assert_int_equal(
	    index_verify_messages(f->ix, USER, &w, &r, &f->err), -1);
	assert_int_equal(f->err.code, ERR_UNAVAILABLE);
	assert_int_equal(f->rebuilds, 2);
}

static void documents_are_known_by_their_content(void **state)
{
	struct fixture *f = *state;
	struct search_doc d = mail(4, 1, "four", "x");
	const uint64_t ids[] = {4, 5};
	struct index_known k[2];
	size_t n;

	put(f, d);
	assert_int_equal(index_known(f->ix, USER, ids, 2, k, &f->err), 0);
	assert_true(index_known_is(&k[0], &d));
	assert_false(k[1].there);
	d.category = "offer";
	assert_false(index_known_is(&k[0], &d));
	put(f, mail(9, 1, "nine", "x"));
	assert_int_equal(
	    index_known_after(f->ix, USER, 3, 8, k, 2, &n, &f->err), 0);
	assert_int_equal(n, 1);
	assert_int_equal(k[0].id, 4);
}

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(a_sound_index_has_no_differences),
	    T(words_in_the_wrong_lists_are_found),
	    T(a_posting_too_many_is_found),
	    T(mail_that_comes_meanwhile_changes_nothing),
	    T(mail_that_goes_meanwhile_begins_the_walk_again),
	    T(rows_and_columns_that_disagree_are_damage),
	    T(documents_are_known_by_their_content),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
