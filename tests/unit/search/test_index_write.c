/* test_index_write.c - writing, replacing, deleting, erasing. */
#include "tests/unit/search/index_ask.h"

static int64_t count(struct fixture *f)
{
	struct search_counts c;

	assert_int_equal(index_counts(f->ix, f->a, USER, &c, &f->err), 0);
	return c.documents;
}

static void check_sound(struct fixture *f)
{
	if (index_check(f->ix, USER, &f->err) != 0)
		fail_msg("%s", f->err.text);
}

static void the_same_content_is_written_once(void **state)
{
	struct fixture *f = *state;
	struct search_doc d = mail(1, 1, "s", "body");
	struct index_written w = write_for(f, USER, &d, 1);

	assert_int_equal(w.indexed, 1);
	w = write_for(f, USER, &d, 1);
	assert_int_equal(w.indexed, 0);
	assert_int_equal(w.unchanged, 1);
	assert_int_equal(count(f), 1);
}

static void changed_words_replace_the_old_ones(void **state)
{
	struct fixture *f = *state;

	put(f, mail(1, 1, "s", "before"));
	put(f, mail(1, 1, "s", "after"));
	check_hits(f, "before", "");
	check_hits(f, "after", "1");
	assert_int_equal(count(f), 1);
	check_sound(f);
}

static void changed_labels_and_flags_keep_the_words(void **state)
{
	struct fixture *f = *state;
	static const char *const a[] = {"INBOX", "UNREAD"};
	static const char *const b[] = {"INBOX", "done"};
	struct search_doc d = mail(1, 1, "s", "body");

	d.labels = a;
	d.n_labels = 2;
	d.flags = MAIL_UNREAD;
	put(f, d);
	d.labels = b;
	d.flags = 0;
	d.category = "offer";
	assert_int_equal(write_for(f, USER, &d, 1).indexed, 1);
	check_hits(f, "label:unread", "");
	check_hits(f, "label:done body", "1");
	check_hits(f, "is:unread", "");
	check_hits(f, "category:offer", "1");
	check_sound(f);
}

static void a_changed_date_moves_the_mail(void **state)
{
	struct fixture *f = *state;

	put(f, mail(1, 1, "", "x"));
	put(f, mail(2, 2, "", "x"));
	put(f, mail(1, 3, "", "x"));
	f->ask.sort = INDEX_DATE_DESC;
	check_hits(f, "x", "2 1");
	check_sound(f);
}

static void of_an_id_given_twice_the_last_counts(void **state)
{
	struct fixture *f = *state;
	struct search_doc d[3] = {mail(1, 1, "", "first"),
	    mail(2, 1, "", "other"), mail(1, 1, "", "last")};

	write_for(f, USER, d, 3);
	check_hits(f, "first", "");
	check_hits(f, "last", "1");
	assert_int_equal(count(f), 2);
	check_sound(f);
}

static void many_mails_of_one_second_are_kept_apart(void **state)
{
	struct fixture *f = *state;
	struct search_doc d[200];

	for (size_t i = 0; i < 200; i++)
		d[i] = mail(i + 1, 5, "", "same moment");
	write_for(f, USER, d, 200);
	assert_int_equal(count(f), 200);
	assert_int_equal(ask_for(f, USER, "moment"), 0);
	assert_int_equal(f->r.total, 200);
	check_sound(f);
}

static void a_mail_without_a_date_is_kept(void **state)
{
	struct fixture *f = *state;
	struct search_doc d = mail(1, 0, "", "x");

	d.date_ms = 0;
	put(f, d);
	d = mail(2, 0, "", "x");
	d.date_ms = INT64_C(9000000000000000);
	put(f, d);
	check_found(f, "x", "1 2");
}

static void deleted_mail_is_gone(void **state)
{
	struct fixture *f = *state;
	const uint64_t ids[] = {1, 99};
	size_t deleted;

	put(f, mail(1, 1, "", "x"));
	put(f, mail(2, 2, "", "x"));
	assert_int_equal(
	    index_delete(f->ix, USER, ids, 2, &deleted, &f->err), 0);
	assert_int_equal(deleted, 1);
	check_hits(f, "x", "2");
	assert_int_equal(count(f), 1);
	check_sound(f);
}

static void deleting_from_no_index_makes_none(void **state)
{
	struct fixture *f = *state;
	const uint64_t id = 1;
	size_t deleted;

	assert_int_equal(index_delete(f->ix, 55, &id, 1, &deleted, &f->err), 0);
	assert_int_equal(deleted, 0);
	assert_int_equal(index_open_files(f->ix), 0);
}

static void erasing_unlinks_every_file(void **state)
{
	struct fixture *f = *state;
	char command[160];
	size_t deleted;

	put(f, mail(1, 1, "", "needleword"));
	assert_int_equal(index_erase(f->ix, USER, &deleted, &f->err), 0);
	assert_int_equal(deleted, 1);
	snprintf(command, sizeof command, "test -z \"$(ls -A -I .open %s)\"",
	    f->dir);
	assert_int_equal(system(command), 0);
	check_hits(f, "needleword", "");
}

static void a_batch_is_bounded(void **state)
{
	struct fixture *f = *state;
	struct index_written w;
	struct search_doc *d = calloc(INDEX_MAX_BATCH + 1, sizeof *d);

	assert_non_null(d);
	assert_int_equal(
	    index_write(f->ix, USER, d, INDEX_MAX_BATCH + 1, &w, &f->err), -1);
	assert_int_equal(f->err.code, ERR_TOO_LARGE);
	free(d);
}

static void what_was_written_survives_closing(void **state)
{
	struct fixture *f = *state;

	put(f, mail(1, 1, "", "x"));
	index_close(&f->ix);
	open_index(f, 4);
	check_hits(f, "x", "1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    INDEX_TEST(the_same_content_is_written_once),
	    INDEX_TEST(changed_words_replace_the_old_ones),
	    INDEX_TEST(changed_labels_and_flags_keep_the_words),
	    INDEX_TEST(a_changed_date_moves_the_mail),
	    INDEX_TEST(of_an_id_given_twice_the_last_counts),
	    INDEX_TEST(many_mails_of_one_second_are_kept_apart),
	    INDEX_TEST(a_mail_without_a_date_is_kept),
	    INDEX_TEST(deleted_mail_is_gone),
	    INDEX_TEST(deleting_from_no_index_makes_none),
	    INDEX_TEST(erasing_unlinks_every_file),
	    INDEX_TEST(a_batch_is_bounded),
	    INDEX_TEST(what_was_written_survives_closing),
	};

	return cmocka_run_group_tests_name("index write", tests, NULL, NULL);
}
