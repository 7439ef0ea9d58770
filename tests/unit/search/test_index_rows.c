/* test_index_rows.c - what filters find, alone and beside words. */
#include "tests/unit/search/index_ask.h"

static void flags_filter(void **state)
{
	struct fixture *f = *state;
	struct search_doc d = mail(1, 1, "", "x");

	d.flags |= MAIL_UNREAD | MAIL_ATTACHMENT;
	put(f, d);
	put(f, mail(2, 2, "", "x"));
	check_hits(f, "is:unread", "1");
	check_hits(f, "is:read", "2");
	check_hits(f, "x has:attachment", "1");
	check_hits(f, "x -has:attachment", "2");
	check_hits(f, "-(is:unread has:attachment)", "2");
}

static void labels_match_as_gmail_writes_them(void **state)
{
	struct fixture *f = *state;
	static const char *const labels[] = {"INBOX", "Big Corp/Jobs"};
	struct search_doc d = mail(1, 1, "", "x");

	d.labels = labels;
	d.n_labels = 2;
	put(f, d);
	put(f, mail(2, 2, "", "x"));
	check_hits(f, "label:big-corp-jobs", "1");
	check_hits(f, "label:\"big corp/jobs\"", "1");
	check_hits(f, "x label:\"Big Corp/Jobs\"", "1");
	check_hits(f, "x -label:big-corp-jobs", "2");
	check_hits(f, "label:big", "");
	assert_int_equal(f->r.hits.n, 0);
	check_hits(f, "label:big-corp-jobs", "1");
	assert_int_equal(f->r.hits.v[0].labels.n, 2);
	assert_string_equal(f->r.hits.v[0].labels.v[1], "Big Corp/Jobs");
}

static void categories_are_triages_or_gmails(void **state)
{
	struct fixture *f = *state;
	static const char *const labels[] = {"CATEGORY_PROMOTIONS"};
	struct search_doc d = mail(1, 1, "", "x"), e = mail(2, 2, "", "x");

	d.category = "interview";
	e.labels = labels;
	e.n_labels = 1;
	put(f, d);
	put(f, e);
	check_hits(f, "category:interview", "1");
	check_hits(f, "category:Promotions", "2");
	check_hits(f, "x category:promotions", "2");
}

static void dates_and_ages_filter(void **state)
{
	struct fixture *f = *state;

	put(f, mail(1, 0, "", "x"));
	put(f, mail(2, 10, "", "x"));
	put(f, mail(3, 100, "", "x"));
	check_hits(f, "newer_than:5d", "1");
	check_hits(f, "x older_than:5d", "2 3");
	check_hits(f, "x after:2026/03/01 before:2026/03/30", "2");
	check_hits(f, "before:2026/01/01", "3");
	f->ask.since_ms = NOW_MS - 20 * DAY_MS;
	check_hits(f, "x", "1 2");
}

static void sizes_and_levels_filter(void **state)
{
	struct fixture *f = *state;
	struct search_doc d = mail(1, 1, "", "x");

	d.size_bytes = 5 << 20;
	d.risk = 70;
	d.risk_level = "high";
	d.priority = 90;
	d.priority_band = "now";
	put(f, d);
	put(f, mail(2, 2, "", "x"));
	check_hits(f, "larger:4M", "1");
	check_hits(f, "smaller:4M", "2");
	check_hits(f, "risk:>60", "1");
	check_hits(f, "risk:<=60", "2");
	check_hits(f, "risk:high", "1");
	check_hits(f, "priority:now", "1");
	check_hits(f, "priority:80..100", "1");
}

static void threads_and_message_ids_are_found(void **state)
{
	struct fixture *f = *state;
	struct search_doc d = mail(1, 1, "", "x"), e = mail(2, 2, "", "x");

	d.thread_id = e.thread_id = 77;
	d.message_id = "abc.1@mail.example.com";
	put(f, d);
	put(f, e);
	put(f, mail(3, 3, "", "x"));
	check_hits(f, "thread:77", "1 2");
	check_hits(f, "rfc822msgid:<abc.1@mail.example.com>", "1");
	check_hits(f, "rfc822msgid:abc.1", "");
}

static void words_and_filters_mix_under_or(void **state)
{
	struct fixture *f = *state;
	struct search_doc d = mail(1, 1, "", "nothing");

	d.category = "offer";
	put(f, d);
	put(f, mail(2, 2, "", "an offer"));
	put(f, mail(3, 3, "", "other"));
	check_found(f, "category:offer OR offer", "1 2");
	check_hits(f, "-(category:offer OR offer)", "3");
	check_found(f, "(category:offer OR offer) -nothing", "2");
	check_hits(f, "{category:offer offer} other", "");
}

static void spam_and_bin_hide_until_asked_for(void **state)
{
	struct fixture *f = *state;
	struct search_doc d = mail(1, 1, "", "x"), e = mail(2, 2, "", "x");

	d.flags = MAIL_SPAM;
	e.flags = MAIL_TRASH;
	put(f, d);
	put(f, e);
	put(f, mail(3, 3, "", "x"));
	check_hits(f, "x", "3");
	check_hits(f, "", "3");
	check_found(f, "x in:anywhere", "1 2 3");
	check_hits(f, "in:spam", "1");
	check_hits(f, "in:trash x", "2");
}

static void an_empty_query_is_all_mail_newest_first(void **state)
{
	struct fixture *f = *state;

	put(f, mail(1, 3, "", "a"));
	put(f, mail(2, 1, "", "b"));
	put(f, mail(3, 2, "", "c"));
	check_hits(f, "", "2 3 1");
	f->ask.sort = INDEX_DATE_ASC;
	check_hits(f, "", "1 3 2");
}

static void users_never_see_each_other(void **state)
{
	struct fixture *f = *state;
	struct search_doc d = mail(1, 1, "", "secret");

	write_for(f, 8, &d, 1);
	check_hits(f, "secret", "");
	check_hits(f, "in:anywhere", "");
	assert_int_equal(ask_for(f, 8, "secret"), 0);
	assert_int_equal(f->r.hits.n, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    INDEX_TEST(flags_filter),
	    INDEX_TEST(labels_match_as_gmail_writes_them),
	    INDEX_TEST(categories_are_triages_or_gmails),
	    INDEX_TEST(dates_and_ages_filter),
	    INDEX_TEST(sizes_and_levels_filter),
	    INDEX_TEST(threads_and_message_ids_are_found),
	    INDEX_TEST(words_and_filters_mix_under_or),
	    INDEX_TEST(spam_and_bin_hide_until_asked_for),
	    INDEX_TEST(an_empty_query_is_all_mail_newest_first),
	    INDEX_TEST(users_never_see_each_other),
	};

	return cmocka_run_group_tests_name("index rows", tests, NULL, NULL);
}
