/* test_index_results.c - order, pages, facets, snippets, reasons. */
#include "tests/unit/search/index_ask.h"

/* ---- order ---- */

static void a_subject_weighs_more_than_a_body(void **state)
{
	struct fixture *f = *state;

	put(f, mail(1, 100, "notes", "the offer is here"));
	put(f, mail(2, 100, "the offer", "notes are here"));
	check_hits(f, "offer", "2 1");
}

static void newer_mail_comes_first_among_equals(void **state)
{
	struct fixture *f = *state;

	put(f, mail(1, 20, "", "status"));
	put(f, mail(2, 1, "", "status"));
	put(f, mail(3, 8, "", "status"));
	check_hits(f, "status", "2 3 1");
}

static void old_mail_about_it_beats_new_mail_that_mentions_it(void **state)
{
	struct fixture *f = *state;

	for (uint64_t i = 10; i < 40; i++)
		put(f, mail(i, 50, "", "other words"));
	put(f, mail(1, 200, "visa visa", "visa visa visa"));
	put(f, mail(2, 0, "",
		   "one of many words here is visa among all the "
		   "others that fill this long message to its very end"));
	check_hits(f, "visa", "1 2");
}

static void offers_rise_and_rejections_sink(void **state)
{
	struct fixture *f = *state;
	struct search_doc d[3] = {mail(1, 5, "", "acme"),
	    mail(2, 5, "", "acme"), mail(3, 5, "", "acme")};

	d[0].category = "rejection";
	d[2].category = "offer";
	write_for(f, USER, d, 3);
	check_hits(f, "acme", "3 2 1");
}

static void every_hit_says_how_its_score_came_about(void **state)
{
	struct fixture *f = *state;
	struct search_doc d = mail(1, 7, "offer", "an offer");

	d.category = "offer";
	put(f, d);
	f->ask.explain = true;
	check_hits(f, "offer", "1");
	assert_non_null(
	    strstr(f->r.hits.v[0].why.p, "\"found_in\":"
					 "{\"subject\":1,\"body\":1}"));
	assert_non_null(strstr(f->r.hits.v[0].why.p,
	    "\"recency\":{\"age_days\":7.0,\"factor\":0.7000}"));
	assert_non_null(strstr(f->r.hits.v[0].why.p,
	    "\"boost\":{\"for\":\"offer\",\"factor\":4.00}"));
	assert_non_null(strstr(f->r.tree.p, "\"understood_as\":\"offer\""));
	f->ask.explain = false;
	check_hits(f, "offer", "1");
	assert_null(f->r.hits.v[0].why.p);
	assert_null(f->r.tree.p);
}

/* ---- pages ---- */

static void fill(struct fixture *f, size_t n)
{
	struct search_doc *d = calloc(n, sizeof *d);

	assert_non_null(d);
	for (size_t from = 0; from < n; from += INDEX_MAX_BATCH) {
		size_t k = MIN(n - from, INDEX_MAX_BATCH);

		for (size_t i = from; i < from + k; i++)
			d[i] = mail(i + 1, (int64_t)(i * 7919 % 400),
			    i % 3 == 0 ? "status" : "", "status report");
		write_for(f, USER, d + from, k);
	}
	free(d);
}

/* Reads all pages; every id must come once. Returns how many came. */
static size_t read_pages(struct fixture *f, const char *q, size_t n,
    void (*between)(struct fixture *f, size_t page))
{
	bool *seen = calloc(n + 1, sizeof *seen);
	size_t came = 0, page = 0;

	assert_non_null(seen);
	f->ask.cursor = NULL;
	do {
		assert_int_equal(ask_for(f, USER, q), 0);
		for (size_t i = 0; i < f->r.hits.n; i++) {
			uint64_t id = f->r.hits.v[i].id;

			if (id > n)
				continue; /* came in meanwhile */
			assert_false(seen[id]);
			seen[id] = true;
			came++;
		}
		if (between != NULL)
			between(f, page);
		f->ask.cursor = f->r.next_cursor;
		assert_true(++page < 1000);
	} while (f->ask.cursor != NULL);
	free(seen);
	return came;
}

static void add_one(struct fixture *f, size_t page)
{
	put(f, mail(100000 + page, (int64_t)page, "status", "status"));
}

static void pages_give_every_match_once(void **state)
{
	struct fixture *f = *state;

	fill(f, 237);
	for (int sort = INDEX_RELEVANCE; sort <= INDEX_DATE_ASC; sort++) {
		f->ask.sort = (enum index_sort)sort;
		assert_int_equal(read_pages(f, "status", 237, NULL), 237);
		assert_int_equal(read_pages(f, "", 237, NULL), 237);
	}
}

static void mail_coming_in_does_not_move_pages(void **state)
{
	struct fixture *f = *state;

	fill(f, 120);
	f->ask.limit = 10;
	assert_int_equal(read_pages(f, "status", 120, add_one), 120);
	f->ask.sort = INDEX_DATE_DESC;
	assert_int_equal(read_pages(f, "status", 120, add_one), 120);
}

static void matches_of_several_windows_are_counted_and_paged(void **state)
{
	struct fixture *f = *state;

	fill(f, 2300);
	f->ask.limit = 100;
	assert_int_equal(ask_for(f, USER, "status"), 0);
	assert_int_equal(f->r.total, 2300);
	assert_false(f->r.total_capped);
	assert_int_equal(read_pages(f, "status", 2300, NULL), 2300);
}

static void a_page_keeps_the_first_pages_total(void **state)
{
	struct fixture *f = *state;

	fill(f, 60);
	assert_int_equal(ask_for(f, USER, "status"), 0);
	assert_int_equal(f->r.total, 60);
	assert_false(f->r.total_capped);
	f->ask.cursor = f->r.next_cursor;
	f->ask.sort = INDEX_RELEVANCE;
	assert_int_equal(ask_for(f, USER, "status"), 0);
	assert_int_equal(f->r.total, 60);
}

static void foreign_cursors_are_refused(void **state)
{
	struct fixture *f = *state;
	static const char *const wrong[] = {"x", "00", "zz", "0102030405"};
	const char *cursor;

	fill(f, 60);
	assert_int_equal(ask_for(f, USER, "status"), 0);
	cursor = f->r.next_cursor;
	assert_non_null(cursor);
	assert_true(strlen(cursor) <= 256);
	f->ask.cursor = cursor;
	assert_int_equal(ask_for(f, USER, "report"), -1);
	assert_string_equal(f->err.field, "cursor");
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		f->ask.cursor = wrong[i];
		assert_int_equal(ask_for(f, USER, "status"), -1);
		assert_string_equal(f->err.field, "cursor");
	}
}

/* ---- facets ---- */

static void facets_count_what_was_found(void **state)
{
	struct fixture *f = *state;
	struct search_doc d[3] = {
	    mail(1, 0, "", "x"), mail(2, 1, "", "x"), mail(3, 40, "", "x")};

	for (size_t i = 0; i < 3; i++) {
		d[i].from_addr =
		    i == 0 ? "bob@example.com" : "anna@example.com";
		d[i].category = i == 0 ? "offer" : "interview";
	}
	d[0].flags |= MAIL_ATTACHMENT;
	write_for(f, USER, d, 3);
	f->ask.facets = true;
	check_hits(f, "x newer_than:30d", "1 2");
	assert_string_equal(f->r.facets.p,
	    "{\"category\":{\"interview\":1,"
	    "\"offer\":1},\"sender\":{\"anna@example.com\":1,"
	    "\"bob@example.com\":1},\"month\":{\"2026-03\":2},"
	    "\"has_attachment\":{\"yes\":1,\"no\":1},"
	    "\"unread\":{\"yes\":0,\"no\":2},"
	    "\"newest_matches_only\":false}");
}

/* ---- snippets ---- */

static void check_snippet(struct fixture *f, const char *q, const char *want)
{
	assert_int_equal(ask_for(f, USER, q), 0);
	assert_int_equal(f->r.hits.n, 1);
	assert_string_equal(f->r.hits.v[0].snippet, want);
}

static void found_words_are_marked_and_html_is_escaped(void **state)
{
	struct fixture *f = *state;

	put(f, mail(1, 1, "", "<b>Two interviews</b> & \"more\""));
	check_snippet(f, "interview",
	    "&lt;b&gt;Two <mark>interviews</mark>"
	    "&lt;/b&gt; &amp; &quot;more&quot;");
	check_snippet(f, "\"two interviews\"",
	    "&lt;b&gt;<mark>Two interviews"
	    "</mark>&lt;/b&gt; &amp; &quot;more&quot;");
	check_snippet(f, "inter*",
	    "&lt;b&gt;Two <mark>interviews</mark>"
	    "&lt;/b&gt; &amp; &quot;more&quot;");
}

static void without_a_mark_the_first_lines_are_shown(void **state)
{
	struct fixture *f = *state;
	struct search_doc d = mail(1, 1, "Offer", "body text");

	d.snippet = "body <text>";
	put(f, d);
	check_snippet(f, "subject:offer", "body &lt;text&gt;");
	check_snippet(f, "in:inbox", "body &lt;text&gt;");
}

static void the_window_is_where_most_words_are(void **state)
{
	struct fixture *f = *state;
	char body[2000] = "salary first. ";

	for (int i = 0; i < 60; i++)
		strcat(body, "filler words here ");
	strcat(body, "the salary and the bonus together");
	put(f, mail(1, 1, "", body));
	assert_int_equal(ask_for(f, USER, "salary bonus"), 0);
	assert_non_null(strstr(f->r.hits.v[0].snippet,
	    "the <mark>salary</mark> and the <mark>bonus</mark> together"));
	assert_true(strlen(f->r.hits.v[0].snippet) < 300);
}

static void many_marks_and_no_blanks_are_bounded(void **state)
{
	struct fixture *f = *state;
	char body[20000] = "";

	for (size_t i = 0; i + 12 < sizeof body; i += 4)
		memcpy(body + i, "ab, ", 5);
	put(f, mail(1, 1, "", body));
	memset(body, 'x', sizeof body);
	memcpy(body + 10000, " word ", 6);
	body[sizeof body - 1] = '\0';
	put(f, mail(2, 1, "", body));
	assert_int_equal(ask_for(f, USER, "ab"), 0);
	assert_true(strlen(f->r.hits.v[0].snippet) < 2000);
	assert_int_equal(ask_for(f, USER, "word"), 0);
	assert_true(strlen(f->r.hits.v[0].snippet) < 2000);
	assert_non_null(strstr(f->r.hits.v[0].snippet, "<mark>word</mark>"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    INDEX_TEST(a_subject_weighs_more_than_a_body),
	    INDEX_TEST(newer_mail_comes_first_among_equals),
	    INDEX_TEST(old_mail_about_it_beats_new_mail_that_mentions_it),
	    INDEX_TEST(offers_rise_and_rejections_sink),
	    INDEX_TEST(every_hit_says_how_its_score_came_about),
	    INDEX_TEST(pages_give_every_match_once),
	    INDEX_TEST(mail_coming_in_does_not_move_pages),
	    INDEX_TEST(matches_of_several_windows_are_counted_and_paged),
	    INDEX_TEST(a_page_keeps_the_first_pages_total),
	    INDEX_TEST(foreign_cursors_are_refused),
	    INDEX_TEST(facets_count_what_was_found),
	    INDEX_TEST(found_words_are_marked_and_html_is_escaped),
	    INDEX_TEST(without_a_mark_the_first_lines_are_shown),
	    INDEX_TEST(the_window_is_where_most_words_are),
	    INDEX_TEST(many_marks_and_no_blanks_are_bounded),
	};

	return cmocka_run_group_tests_name("index results", tests, NULL, NULL);
}
