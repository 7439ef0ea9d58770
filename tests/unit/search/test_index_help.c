/* test_index_help.c - "did you mean" and completions, from the own mail. */
#include "services/search/index/doc_flags.h"
#include "tests/unit/search/index_ask.h"

static struct search_doc from(
    uint64_t id, const char *name, const char *addr, const char *subject)
{
	struct search_doc d = mail(id, (int64_t)id, subject, "body");

	d.from_name = name;
	d.from_addr = addr;
	d.from = addr;
	return d;
}

static void an_unknown_word_is_corrected_from_the_own_mail(void **state)
{
	struct fixture *f = *state;

	put(f, mail(1, 1, "", "the interview is on monday"));
	check_hits(f, "intervew", "");
	assert_string_equal(f->r.did_you_mean, "interview");
	check_hits(f, "mondya from:x intreview", "");
	assert_string_equal(f->r.did_you_mean, "monday from:x interview");
	check_hits(f, "-nothing intervew", "");
	assert_string_equal(f->r.did_you_mean, "-nothing interview");
}

static void nothing_is_suggested_where_nothing_is_near(void **state)
{
	struct fixture *f = *state;

	put(f, mail(1, 1, "", "interview"));
	check_hits(f, "qqqqqq", "");
	assert_null(f->r.did_you_mean);
	check_hits(f, "\"intervew\"", "");
	assert_null(f->r.did_you_mean);
	check_hits(f, "interview", "1");
	assert_null(f->r.did_you_mean);
}

static void identifiers_are_not_corrected(void **state)
{
	struct fixture *f = *state;

	put(f, mail(1, 1, "", "order AB-10234 of anna@example.org, monday"));
	check_hits(f, "AB-10235", "");
	assert_null(f->r.did_you_mean);
	check_hits(f, "anna@exmple.org", "");
	assert_null(f->r.did_you_mean);
	check_hits(f, "AB-10235 mondya", "");
	assert_string_equal(f->r.did_you_mean, "AB-10235 monday");
}

static void words_of_deleted_mail_are_not_suggested(void **state)
{
	struct fixture *f = *state;
	const uint64_t id = 1;
	size_t deleted;

	put(f, mail(1, 1, "", "secretword"));
	put(f, mail(2, 1, "", "other"));
	assert_int_equal(
	    index_delete(f->ix, USER, &id, 1, &deleted, &f->err), 0);
	check_hits(f, "secretwrod", "");
	assert_null(f->r.did_you_mean);
}

/* ---- completions ---- */

/* Whether such a suggestion is given for what was typed. */
static bool suggests(
    struct fixture *f, const char *typed, const char *kind, const char *query)
{
	struct search_suggestions r;

	if (index_suggest(f->ix, f->a, USER, str_of(typed), 8, &r, &f->err) !=
	    0)
		fail_msg("%s", f->err.text);
	for (size_t i = 0; i < r.suggestions.n; i++) {
		if (streq(r.suggestions.v[i].kind, kind) &&
		    streq(r.suggestions.v[i].query, query))
			return true;
	}
	return false;
}

static void operators_are_completed(void **state)
{
	struct fixture *f = *state;

	assert_true(suggests(f, "fr", "operator", "from:"));
	assert_true(suggests(f, "offer bef", "operator", "offer before:"));
	assert_true(suggests(f, "-sub", "operator", "-subject:"));
}

static void values_of_operators_are_completed(void **state)
{
	struct fixture *f = *state;

	assert_true(suggests(f, "is:un", "operator", "is:unread"));
	assert_true(suggests(f, "x -has:att", "operator", "x -has:attachment"));
	assert_true(suggests(f, "after:y", "operator", "after:yesterday"));
	assert_true(suggests(f, "category:", "operator", "category:social"));
	assert_true(suggests(f, "older_than:1", "operator", "older_than:1y"));
	assert_false(suggests(f, "is:at", "operator", "is:attachment"));
}

static void labels_are_completed_the_most_used_first(void **state)
{
	static const char *const labels[] = {"Jobs/Acme", "jobless"};
	struct fixture *f = *state;
	struct search_doc d = mail(1, 1, "", "");
	struct search_suggestions r;

	d.labels = labels;
	d.n_labels = 2;
	put(f, d);
	d = mail(2, 1, "", "");
	d.labels = labels;
	d.n_labels = 1;
	put(f, d);
	assert_int_equal(
	    index_suggest(f->ix, f->a, USER, STR("label:job"), 8, &r, &f->err),
	    0);
	assert_int_equal(r.suggestions.n, 2);
	assert_string_equal(r.suggestions.v[0].query, "label:jobs-acme");
	assert_string_equal(r.suggestions.v[1].query, "label:jobless");
}

static void recent_senders_come_before_frequent_old_ones(void **state)
{
	struct fixture *f = *state;
	struct search_doc d;
	struct search_suggestions r;

	for (uint64_t id = 1; id <= 3; id++) {
		d = from(id, "Anna Old", "old@acme.example", "s");
		d.date_ms = NOW_MS - 400 * DAY_MS;
		put(f, d);
	}
	put(f, from(4, "Anna New", "new@acme.example", "s"));
	assert_int_equal(
	    index_suggest(f->ix, f->a, USER, STR("from:anna"), 8, &r, &f->err),
	    0);
	assert_int_equal(r.suggestions.n, 2);
	assert_string_equal(r.suggestions.v[0].query, "from:new@acme.example");
	assert_true(suggests(
	    f, "x from:\"anna n", "sender", "x from:new@acme.example"));
}

static void senders_are_completed_by_name_and_address(void **state)
{
	struct fixture *f = *state;
	struct search_doc d = from(1, "Anna Smith", "a.s@acme.example", "s");

	write_for(f, USER, &d, 1);
	assert_true(suggests(f, "ann", "sender", "from:a.s@acme.example"));
	assert_true(suggests(f, "smi", "sender", "from:a.s@acme.example"));
	assert_true(suggests(f, "acme", "sender", "from:a.s@acme.example"));
	assert_true(
	    suggests(f, "x from:a.", "sender", "x from:a.s@acme.example"));
	assert_true(suggests(f, "to:anna", "sender", "to:a.s@acme.example"));
	assert_false(suggests(f, "%", "sender", "from:a.s@acme.example"));
	assert_false(suggests(f, "a_s", "sender", "from:a.s@acme.example"));
}

static void words_and_subjects_are_completed(void **state)
{
	struct fixture *f = *state;

	put(f, mail(1, 1, "Re: Phone interview on \"Monday\"", "hello"));
	assert_true(suggests(f, "interv", "word", "interview"));
	assert_true(suggests(f, "phone Inter", "word", "phone interview"));
	assert_true(suggests(
	    f, "interv", "subject", "subject:\"Phone interview on  Monday \""));
	assert_true(suggests(f, "intervew", "spelling", "interview"));
}

static void completions_can_be_searched_for(void **state)
{
	struct fixture *f = *state;

	put(f, mail(1, 1, "Re: Phone interview on \"Monday\"", "hello"));
	check_hits(f, "subject:\"Phone interview on  Monday \"", "1");
}

static void nothing_of_other_users_is_completed(void **state)
{
	struct fixture *f = *state;
	struct search_doc d = from(1, "Eve", "eve@example.com", "zebra");

	write_for(f, 99, &d, 1);
	assert_false(suggests(f, "eve", "sender", "from:eve@example.com"));
	assert_false(suggests(f, "zeb", "word", "zebra"));
}

/* ---- flags of a document ---- */

static void labels_attachments_and_links_become_flags(void **state)
{
	static const char *const labels[] = {
	    "INBOX", "unread", "CATEGORY_SOCIAL", "jobs"};
	struct doc_facts facts = {.labels = labels,
	    .n_labels = 3,
	    .filenames = "",
	    .types = "",
	    .links = ""};

	(void)state;
	assert_int_equal(doc_flags(&facts), MAIL_INBOX | MAIL_UNREAD);
	facts.n_labels = 4;
	assert_int_equal(
	    doc_flags(&facts), MAIL_INBOX | MAIL_UNREAD | MAIL_USERLABELS);
	facts.n_labels = 0;
	facts.filenames = "cv.PDF\nplan.xlsx";
	facts.types = "application/octet-stream\nimage/png";
	assert_int_equal(doc_flags(&facts),
	    MAIL_ATTACHMENT | MAIL_PDF | MAIL_SPREADSHEET | MAIL_IMAGE);
	facts.filenames = facts.types = "";
	facts.has_links = true;
	facts.links = "https://Docs.google.com/document/d/1";
	assert_int_equal(
	    doc_flags(&facts), MAIL_LINK | MAIL_DRIVE | MAIL_DOCUMENT);
	facts = (struct doc_facts){.filenames = "",
	    .types = "",
	    .links = "",
	    .is_outgoing = true,
	    .has_calendar = true,
	    .needs_reply = true};
	assert_int_equal(
	    doc_flags(&facts), MAIL_SENT | MAIL_CALENDAR | MAIL_NEEDS_REPLY);
}

static void a_signature_is_no_attachment(void **state)
{
	struct doc_facts facts = {.filenames = "signature.asc",
	    .types = "application/pgp-signature",
	    .links = ""};

	(void)state;
	assert_int_equal(doc_flags(&facts), 0);
	facts.types = "application/pgp-signature\napplication/zip";
	assert_int_equal(doc_flags(&facts), MAIL_ATTACHMENT);
}

static void quarantined_mail_counts_as_spam(void **state)
{
	static const char *const labels[] = {"QUARANTINE"};
	const struct doc_facts facts = {.labels = labels,
	    .n_labels = 1,
	    .filenames = "",
	    .types = "",
	    .links = ""};

	(void)state;
	assert_int_equal(doc_flags(&facts), MAIL_SPAM);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    INDEX_TEST(an_unknown_word_is_corrected_from_the_own_mail),
	    INDEX_TEST(nothing_is_suggested_where_nothing_is_near),
	    INDEX_TEST(identifiers_are_not_corrected),
	    INDEX_TEST(values_of_operators_are_completed),
	    INDEX_TEST(labels_are_completed_the_most_used_first),
	    INDEX_TEST(recent_senders_come_before_frequent_old_ones),
	    INDEX_TEST(words_of_deleted_mail_are_not_suggested),
	    INDEX_TEST(operators_are_completed),
	    INDEX_TEST(senders_are_completed_by_name_and_address),
	    INDEX_TEST(words_and_subjects_are_completed),
	    INDEX_TEST(completions_can_be_searched_for),
	    INDEX_TEST(nothing_of_other_users_is_completed),
	    cmocka_unit_test(labels_attachments_and_links_become_flags),
	    cmocka_unit_test(a_signature_is_no_attachment),
	    cmocka_unit_test(quarantined_mail_counts_as_spam),
	};

	return cmocka_run_group_tests_name("index help", tests, NULL, NULL);
}
