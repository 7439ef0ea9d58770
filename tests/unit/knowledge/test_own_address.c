/* test_own_address.c - another address of the sender, by what they write. */
#include "tests/unit/knowledge/reading.h"

#define OTHER "priya.sharma@next.test"

/* Mail of Priya Raman with one sentence. */
static const char *said(struct arena *a, const char *body)
{
	struct fact_mail m = test_mail(a, "about it", body);
	const struct fact *f = test_fact(a, &m, FACT_ADDRESS_ALSO);

	return f == NULL ? "none" : f->key;
}

static void own(const char *body)
{
	struct arena *a = arena_new(8u << 20);

	assert_string_equal(said(a, body), OTHER);
	arena_free(&a);
}

static void none(const char *body)
{
	struct arena *a = arena_new(8u << 20);

	assert_string_equal(said(a, body), "none");
	arena_free(&a);
}

static void a_sentence_about_oneself_gives_ones_address(void **state)
{
	(void)state;
	own("Next year I will be reading " OTHER " only.\n");
	own("The old one is full, use " OTHER " please.\n");
	own("On weekends there is " OTHER ", my private\nmailbox.\n");
	own("Meine neue Adresse: " OTHER "\n");
}

static void a_sentence_about_somebody_else_does_not(void **state)
{
	(void)state;
	none("My sister may help you, she reads " OTHER ".\n");
	none("I would ask " OTHER ", who knows my project.\n");
	none("Mein Kollege ist erreichbar unter " OTHER ".\n");
}

static void mail_that_went_there_does_not(void **state)
{
	(void)state;
	none("I forwarded it to " OTHER ".\n");
	none("I have cc'd " OTHER " on this.\n");
}

static void an_address_without_ones_name_needs_the_words(void **state)
{
	struct arena *a = arena_new(8u << 20);

	(void)state;
	none("I saw the list of kite@next.test and liked it.\n");
	assert_string_equal(
	    said(a, "You can reach me at kite@next.test instead.\n"),
	    "kite@next.test");
	arena_free(&a);
}

static void the_sentence_before_does_not_count(void **state)
{
	(void)state;
	none("I am well. The report is by " OTHER ".\n");
}

static void what_is_quoted_is_of_somebody_else(void **state)
{
	(void)state;
	none("Thanks!\n\nOn Monday, Priya Sharma wrote:\n"
	     "> You can reach me at " OTHER ".\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_sentence_about_oneself_gives_ones_address),
	    cmocka_unit_test(a_sentence_about_somebody_else_does_not),
	    cmocka_unit_test(mail_that_went_there_does_not),
	    cmocka_unit_test(an_address_without_ones_name_needs_the_words),
	    cmocka_unit_test(the_sentence_before_does_not_count),
	    cmocka_unit_test(what_is_quoted_is_of_somebody_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
