/* test_question.c - questions understood: intent, terms, senders, categories,
 * and what they lean on. */
#include "tests/unit/assistant/text_check.h"

static void each_intent_is_understood(void **state)
{
	static const struct {
		const char *text;
		enum intent intent;
	} rows[] = {
	    {"unsubscribe me from newsletters", INTENT_UNSUBSCRIBE},
	    {"stop receiving mail from Elektro", INTENT_UNSUBSCRIBE},
	    {"newsletter abbestellen", INTENT_UNSUBSCRIBE},
	    {"show suspicious emails", INTENT_FLAG},
	    {"any phishing this week?", INTENT_FLAG},
	    {"clean up promotions older than a week", INTENT_CLEAN},
	    {"archive old job alerts", INTENT_CLEAN},
	    {"what's on my calendar", INTENT_CALENDAR},
	    {"Which interviews do I have next week?", INTENT_CALENDAR},
	    {"any interviews this week?", INTENT_CALENDAR},
	    {"what is due next week", INTENT_TASK},
	    {"what are my deadlines", INTENT_TASK},
	    {"remind me to pay the rent", INTENT_TASK},
	    {"Which emails need a reply?", INTENT_FOLLOW_UP},
	    {"who hasn't replied to me?", INTENT_FOLLOW_UP},
	    {"qui dois-je relancer", INTENT_FOLLOW_UP},
	    {"find the invoice of March", INTENT_FIND},
	    {"When is my interview with Acme?", INTENT_FIND},
	    {"how much is my rent", INTENT_FIND},
	    {"Wann ist mein Flug?", INTENT_FIND},
	    {"any offers?", INTENT_FIND},
	    {"acme", INTENT_FIND},
	    {"find my resume", INTENT_FIND},
	    {"summarize last week", INTENT_SUMMARIZE},
	    {"what came in yesterday", INTENT_SUMMARIZE},
	    {"Zusammenfassung der letzten Woche", INTENT_SUMMARIZE},
	    {"quoi de neuf", INTENT_SUMMARIZE},
	    {"hello", INTENT_FIND},
	    /* The words that misled the substring tests of old. */
	    {"Which company did Babylon standby?", INTENT_FIND},
	    {"who wrote about the residue of the flagship", INTENT_FIND},
	    {"what does the undue burden mail say", INTENT_FIND},
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct question *q = read_question(*state, rows[i].text);

		if (q->intent != rows[i].intent)
			fail_msg("%s: got %s (%s)", rows[i].text,
			    intent_name(q->intent), q->explanation);
	}
}

static void the_explanation_names_the_words(void **state)
{
	struct question *q =
	    read_question(*state, "show me suspicious offers from last week");

	assert_non_null(strstr(q->explanation, "suspicious"));
	assert_non_null(strstr(q->explanation, "offer"));
	assert_non_null(strstr(q->explanation, "last week"));
	assert_non_null(strstr(q->explanation, "could also be find"));
}

static void what_is_asked_for_is_read(void **state)
{
	assert_int_equal(
	    read_question(*state, "when is it")->asked, ASKED_WHEN);
	assert_int_equal(
	    read_question(*state, "how much is it")->asked, ASKED_AMOUNT);
	assert_int_equal(
	    read_question(*state, "who wrote it")->asked, ASKED_WHO);
	assert_int_equal(
	    read_question(*state, "where is it")->asked, ASKED_WHERE);
	assert_int_equal(
	    read_question(*state, "how many seats")->asked, ASKED_COUNT);
	assert_int_equal(
	    read_question(*state, "find seats")->asked, ASKED_NOTHING);
}

static void senders_stand_behind_from(void **state)
{
	struct question *q =
	    read_question(*state, "find mail from Lena Brandt about salary");

	assert_int_equal(q->n_senders, 1);
	assert_string_equal(q->senders[0], "Lena Brandt");
	assert_int_equal(q->n_terms, 1);
	assert_string_equal(q->terms[0].text, "salary");
	q = read_question(*state, "emails from stripe last week");
	assert_int_equal(q->n_senders, 1);
	assert_string_equal(q->senders[0], "stripe");
	q = read_question(*state, "mails von Hannah");
	assert_string_equal(q->senders[0], "Hannah");
	q = read_question(*state, "emails from last week");
	assert_int_equal(q->n_senders, 0);
}

static void addresses_are_senders_and_domains_terms(void **state)
{
	struct question *q =
	    read_question(*state, "what did Anna.Smith@Example.com write?");

	assert_int_equal(q->n_senders, 1);
	assert_string_equal(q->senders[0], "anna.smith@example.com");
	q = read_question(*state, "find mail about acme.io");
	assert_int_equal(q->n_terms, 1);
	assert_string_equal(q->terms[0].text, "acme.io");
}

static void exceptions_are_left_out(void **state)
{
	struct question *q = read_question(
	    *state, "clean up promos unless Best Buy or Nordstrom");

	assert_int_equal(q->intent, INTENT_CLEAN);
	assert_int_equal(q->n_except, 3);
	assert_string_equal(q->except[0], "Best");
	assert_string_equal(q->except[2], "Nordstrom");
	assert_int_equal(q->n_categories, 1);
	assert_string_equal(q->categories[0], "promotion");
}

static void categories_are_read_in_four_languages(void **state)
{
	static const char *const rows[][2] = {
	    {"my interviews", "interview"},
	    {"meine Vorstellungsgespr\xc3\xa4"
	     "che",
		"interview"},
	    {"mes factures", "bill"},
	    {"mis facturas", "bill"},
	    {"Absagen", "rejection"},
	    {"newsletters", "newsletter"},
	    {"vuelos", "travel"},
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct question *q = read_question(*state, rows[i][0]);

		assert_int_equal(q->n_categories, 1);
		assert_string_equal(q->categories[0], rows[i][1]);
		assert_true(q->terms[0].soft);
	}
}

static void a_question_leans_on_the_one_before(void **state)
{
	struct text_world *w = *state;
	struct question *before =
	    read_question(w, "find offers from Lena about salary");
	struct question *q = read_question(w, "and from them last month?");

	assert_true(q->goes_on);
	question_carry(w->a, &w->clock, before, q);
	assert_int_equal(q->n_senders, 1);
	assert_string_equal(q->senders[0], "Lena");
	assert_string_equal(q->categories[0], "offer");
	assert_string_equal(q->when_words, "last month");
	assert_int_equal(q->intent, INTENT_FIND);
}

static void what_a_question_says_itself_stays(void **state)
{
	struct text_world *w = *state;
	struct question *before =
	    read_question(w, "any interviews from Lena last week?");
	struct question *q = read_question(w, "what about offers?");

	question_carry(w->a, &w->clock, before, q);
	assert_int_equal(q->n_categories, 1);
	assert_string_equal(q->categories[0], "offer");
	assert_string_equal(q->senders[0], "Lena");
	assert_string_equal(q->when_words, "last week");
	q = read_question(w, "find the contract of Acme");
	question_carry(w->a, &w->clock, before, q);
	assert_int_equal(q->n_senders, 0);
	assert_int_equal(q->n_categories, 0);
}

static void actions_need_the_persons_words(void **state)
{
	assert_true(
	    read_question(*state, "add my interviews to the calendar")->make);
	assert_false(read_question(*state, "my calendar next week")->make);
	assert_true(
	    read_question(*state, "quarantine phishing mail")->quarantine);
	assert_false(read_question(*state, "show suspicious mail")->quarantine);
}

static void a_question_of_any_size_is_bounded(void **state)
{
	struct text_world *w = *state;
	char *long_text = arena_alloc(w->a, 8001);
	struct question *q;

	for (size_t i = 0; i < 8000; i++)
		long_text[i] = "word4 from except \"[1]{}:"[i % 24];
	q = read_question(w, long_text);
	assert_true(q->n_terms <= QUESTION_TERMS);
	assert_true(strlen(q->explanation) <= 500);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_intent_is_understood),
	    cmocka_unit_test(the_explanation_names_the_words),
	    cmocka_unit_test(what_is_asked_for_is_read),
	    cmocka_unit_test(senders_stand_behind_from),
	    cmocka_unit_test(addresses_are_senders_and_domains_terms),
	    cmocka_unit_test(exceptions_are_left_out),
	    cmocka_unit_test(categories_are_read_in_four_languages),
	    cmocka_unit_test(a_question_leans_on_the_one_before),
	    cmocka_unit_test(what_a_question_says_itself_stays),
	    cmocka_unit_test(actions_need_the_persons_words),
	    cmocka_unit_test(a_question_of_any_size_is_bounded),
	};

	return cmocka_run_group_tests(tests, text_world_new, text_world_free);
}
