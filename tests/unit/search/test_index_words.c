/* test_index_words.c - what words, phrases and fields find. */
#include "tests/unit/search/index_ask.h"

static void a_word_finds_its_mail(void **state)
{
	struct fixture *f = *state;

	put(f, mail(1, 1, "Hello", "the quick brown fox"));
	put(f, mail(2, 2, "World", "a lazy dog"));
	check_found(f, "fox", "1");
	check_found(f, "FOX", "1");
	check_found(f, "cat", "");
	check_found(f, "dog OR fox", "1 2");
	check_found(f, "dog fox", "");
}

static void related_forms_find_each_other(void **state)
{
	struct fixture *f = *state;

	put(f, mail(1, 1, "", "two interviews are planned"));
	put(f, mail(2, 2, "", "the interview"));
	put(f, mail(3, 3, "", "interviewing today"));
	check_found(f, "interview", "1 2 3");
	check_found(f, "interviewed", "1 2 3");
}

static void plus_and_quotes_find_the_written_form_only(void **state)
{
	struct fixture *f = *state;

	put(f, mail(1, 1, "", "two interviews are planned"));
	put(f, mail(2, 2, "", "the interview"));
	check_found(f, "+interview", "2");
	check_found(f, "+interviews", "1");
	check_found(f, "\"interview\"", "2");
}

static void phrases_need_their_order(void **state)
{
	struct fixture *f = *state;

	put(f, mail(1, 1, "", "a phone screen on monday"));
	put(f, mail(2, 2, "", "screen the phone on monday"));
	check_found(f, "\"phone screen\"", "1");
	check_found(f, "phone screen", "1 2");
}

static void accents_do_not_matter(void **state)
{
	struct fixture *f = *state;

	put(f, mail(1, 1, "R\xc3\xa9sum\xc3\xa9", "caf\xc3\xa9"));
	check_found(f, "resume", "1");
	check_found(f, "CAFE", "1");
	check_found(f, "caf\xc3\xa9", "1");
}

static void chinese_is_found_inside_a_sentence(void **state)
{
	struct fixture *f = *state;

	/* "We met in Tokyo yesterday." */
	put(f, mail(1, 1, "",
		   "\xe6\x98\xa8\xe6\x97\xa5\xe6\x9d\xb1\xe4\xba"
		   "\xac\xe3\x81\xa7\xe4\xbc\x9a\xe3\x81\x84\xe3\x81\xbe"));
	check_found(f, "\xe6\x9d\xb1\xe4\xba\xac", "1");
	check_found(f, "\xe4\xba\xac\xe6\x9d\xb1", "");
}

static void a_star_finds_every_ending(void **state)
{
	struct fixture *f = *state;

	put(f, mail(1, 1, "", "reschedule"));
	put(f, mail(2, 2, "", "rescue"));
	put(f, mail(3, 3, "", "rest"));
	check_found(f, "resc*", "1 2");
}

static void near_counts_the_words_between(void **state)
{
	struct fixture *f = *state;

	put(f, mail(1, 1, "", "salary one two three budget"));
	check_found(f, "salary AROUND 3 budget", "1");
	check_found(f, "budget AROUND 3 salary", "1");
	check_found(f, "salary AROUND 2 budget", "");
}

static void fields_are_searched_alone(void **state)
{
	struct fixture *f = *state;
	struct search_doc d = mail(1, 1, "Lunch", "with anna");

	d.from = "Anna Smith <anna@acme.com>";
	d.to = "Bob <bob@example.com>";
	d.cc = "carol@example.com";
	d.filenames = "offer.pdf\nnotes.txt";
	d.list = "<jobs.lists.example.com>";
	d.delivered_to = "bob+jobs@example.com";
	put(f, d);
	put(f, mail(2, 2, "Anna", "bob carol offer"));
	check_found(f, "from:anna", "1");
	check_found(f, "from:anna@acme.com", "1");
	check_found(f, "from:acme.com", "1");
	check_found(f, "from:\"Anna Smith\"", "1");
	check_found(f, "subject:anna", "2");
	check_found(f, "to:bob", "1");
	check_found(f, "to:carol", "1");
	check_found(f, "cc:bob", "");
	check_found(f, "filename:pdf", "1");
	check_found(f, "filename:offer.pdf", "1");
	check_found(f, "list:lists.example.com", "1");
	check_found(f, "deliveredto:bob", "1");
	check_found(f, "subject:(anna OR lunch)", "1 2");
}

static void excluded_words_exclude(void **state)
{
	struct fixture *f = *state;

	put(f, mail(1, 1, "", "dinner movie"));
	put(f, mail(2, 2, "", "dinner theatre"));
	put(f, mail(3, 3, "", "breakfast"));
	check_found(f, "dinner -movie", "2");
	check_found(f, "-movie", "2 3");
	check_found(f, "-dinner -breakfast", "");
	check_found(f, "dinner -(movie OR theatre)", "");
	check_found(f, "(dinner -movie) OR breakfast", "2 3");
}

static void what_has_no_letters_is_left_out(void **state)
{
	struct fixture *f = *state;

	put(f, mail(1, 1, "", "really"));
	check_found(f, "really !!!", "1");
	check_found(f, "really -???", "1");
	check_found(f, "!!!", "1");
}

static void quotes_and_operators_in_words_are_harmless(void **state)
{
	struct fixture *f = *state;

	put(f, mail(1, 1, "", "NEAR subject AND x"));
	check_found(f, "NEAR", "1");
	check_found(f, "body:x", "");
	check_found(f, "x';DROP", "");
	check_found(f, "subject:a^b", "");
	check_found(f, "near*x", "");
	check_found(f, "x", "1");
}

static void to_me_is_one_of_the_users_addresses(void **state)
{
	struct fixture *f = *state;
	static const char *const me[] = {"bob@example.com"};
	struct search_doc d = mail(1, 1, "", "x"), e = mail(2, 2, "", "x");

	d.to = "Bob <bob@example.com>";
	e.to = "list@example.com";
	e.flags |= MAIL_SENT;
	put(f, d);
	put(f, e);
	f->ask.me = me;
	f->ask.n_me = 1;
	check_found(f, "to:me", "1");
	check_found(f, "from:me", "2");
	check_found(f, "-from:me", "1");
}

static void any_word_joins_words_by_or(void **state)
{
	struct fixture *f = *state;

	put(f, mail(1, 1, "", "alpha"));
	put(f, mail(2, 2, "", "beta"));
	put(f, mail(3, 3, "", "alpha beta"));
	put(f, mail(4, 4, "", "gamma"));
	f->ask.any_word = true;
	check_hits(f, "alpha beta", "3 1 2");
	check_hits(f, "alpha beta -gamma", "3 1 2");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    INDEX_TEST(a_word_finds_its_mail),
	    INDEX_TEST(related_forms_find_each_other),
	    INDEX_TEST(plus_and_quotes_find_the_written_form_only),
	    INDEX_TEST(phrases_need_their_order),
	    INDEX_TEST(accents_do_not_matter),
	    INDEX_TEST(chinese_is_found_inside_a_sentence),
	    INDEX_TEST(a_star_finds_every_ending),
	    INDEX_TEST(near_counts_the_words_between),
	    INDEX_TEST(fields_are_searched_alone),
	    INDEX_TEST(excluded_words_exclude),
	    INDEX_TEST(what_has_no_letters_is_left_out),
	    INDEX_TEST(quotes_and_operators_in_words_are_harmless),
	    INDEX_TEST(to_me_is_one_of_the_users_addresses),
	    INDEX_TEST(any_word_joins_words_by_or),
	};

	return cmocka_run_group_tests_name("index words", tests, NULL, NULL);
}
