/* test_memory.c - what a person says to keep, and whom it protects. */
#include "services/assistant/memory/memory.h"

#include "tests/unit/assistant/text_check.h"

static struct memory_said said(struct text_world *w, const char *text, bool ask)
{
	struct memory_said s;

	memory_read(w->a, str_of(text), ask, &s);
	return s;
}

static void assert_said(struct text_world *w, const char *text, bool ask,
    enum memory_kind kind, const char *value)
{
	struct memory_said s = said(w, text, ask);

	if (s.n == 0)
		fail_msg("nothing is kept of: %s", text);
	assert_int_equal(s.v[0].kind, kind);
	assert_string_equal(s.v[0].value, value);
}

static void the_word_remember_keeps_senders(void **state)
{
	static const char *const texts[] = {
	    "Remember to keep mail from Best Buy.",
	    "please remember: never unsubscribe me from Best Buy",
	    "Remember that you should keep all emails from Best Buy please",
	    "remember don't archive anything from the Best Buy",
	    "Merk dir: behalte alle Mails von Best Buy",
	    "Merke dir, lösche nie Mails von Best Buy!",
	    "merk dir melde mich nie von Best Buy ab",
	    "Retiens : garde les messages de Best Buy",
	    "Souviens-toi : ne me désabonne jamais de Best Buy",
	    "Recuerda: conserva los correos de Best Buy",
	    "Recuerda que nunca me des de baja de Best Buy",
	    "Remember: clean up promotions unless Best Buy",
	};

	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		assert_said(
		    *state, texts[i], false, MEMORY_KEEP_SENDER, "Best Buy");
	assert_said(*state, "remember to keep mail from news@shop.example.",
	    false, MEMORY_KEEP_SENDER, "news@shop.example");
	assert_said(*state, "remember never unsubscribe me from shop.example",
	    false, MEMORY_KEEP_SENDER, "shop.example");
}

static void several_senders_are_several_memories(void **state)
{
	struct memory_said s = said(*state,
	    "Remember to keep mail from Best Buy, Costco and Migros.", false);

	assert_int_equal(s.n, 3);
	assert_string_equal(s.v[0].value, "Best Buy");
	assert_string_equal(s.v[1].value, "Costco");
	assert_string_equal(s.v[2].value, "Migros");
	assert_true(s.only);
}

static void names_tones_signatures_and_notes_are_kept(void **state)
{
	assert_said(
	    *state, "Remember my name is Alex", false, MEMORY_NAME, "Alex");
	assert_said(
	    *state, "Merk dir, ich heiße Jürgen", false, MEMORY_NAME, "Jürgen");
	assert_said(*state, "remember to write my replies formally", false,
	    MEMORY_TONE, "formal");
	assert_said(*state, "Remember that drafts should be more direct", false,
	    MEMORY_TONE, "more_direct");
	assert_said(*state, "remember my signature is Alex Moreau, Platform",
	    false, MEMORY_SIGNATURE, "Alex Moreau, Platform");
	assert_said(*state, "Remember that I prefer interviews on Tuesdays.",
	    false, MEMORY_NOTE, "I prefer interviews on Tuesdays");
}

static void without_the_word_only_a_call_that_asks_keeps(void **state)
{
	assert_int_equal(
	    said(*state, "clean up promotions unless Best Buy", false).n, 0);
	assert_said(*state, "clean up promotions unless Best Buy", true,
	    MEMORY_KEEP_SENDER, "Best Buy");
	assert_said(*state, "clean up but keep mail from Best Buy", true,
	    MEMORY_KEEP_SENDER, "Best Buy");
	assert_said(*state, "Keep mail from Best Buy.", true,
	    MEMORY_KEEP_SENDER, "Best Buy");
	assert_int_equal(said(*state, "When is my interview?", true).n, 0);
	assert_int_equal(said(*state, "summarize this week", true).n, 0);
}

static void asking_what_somebody_remembers_keeps_nothing(void **state)
{
	static const char *const texts[] = {
	    "Do you remember when Anna wrote about the offer?",
	    "Remember the mail from Anna?",
	    "I don't remember when my interview is",
	    "Who asked me to remember the milk?",
	    "remember",
	    "find the mail that says remember to pay",
	    "remember to keep mail from them",
	};

	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		struct memory_said s = said(*state, texts[i], false);

		if (s.n > 0 && s.v[0].kind != MEMORY_NOTE)
			fail_msg("kept of: %s", texts[i]);
		if (i + 1 < ARRAY_LEN(texts))
			assert_int_equal(s.n, 0);
	}
}

static void what_is_asked_beside_a_memory_is_left(void **state)
{
	struct memory_said s = said(*state,
	    "Remember that I like Tuesdays. When is my interview?", false);

	assert_int_equal(s.n, 1);
	assert_false(s.only);
	assert_true(str_eqs(str_trim(s.rest), "When is my interview?"));
	s = said(*state, "clean up promotions unless Best Buy", true);
	assert_false(s.only);
	assert_true(
	    str_eqs(str_trim(s.rest), "clean up promotions unless Best Buy"));
	assert_true(
	    said(*state, "Please remember I like tea. Please.", false).only);
}

static bool protects(
    struct text_world *w, const char *value, const char *name, const char *addr)
{
	struct memory m = {.id = 1, .kind = MEMORY_KEEP_SENDER, .value = value};
	struct memories all = {&m, 1};

	(void)w;
	return memory_protects(&all, name, addr) == &m;
}

static void a_sender_is_known_by_name_address_or_domain(void **state)
{
	const char *addr = "news@mail.bestbuy.com";

	assert_true(protects(*state, "Best Buy", "BEST BUY Deals", "x@y.z"));
	assert_true(protects(*state, "best buy", "", addr));
	assert_true(protects(*state, "bestbuy.com", "Deals", addr));
	assert_true(protects(*state, "@bestbuy.com", "Deals", addr));
	assert_true(protects(*state, "News@mail.bestbuy.com", "", addr));
	assert_false(protects(*state, "buy.com", "Deals", addr));
	assert_false(protects(*state, "other@mail.bestbuy.com", "", addr));
	assert_false(protects(*state, "Best", "Bestiary", "x@bestiary.org"));
	assert_false(protects(*state, "com", "Deals", addr));
}

static void a_value_is_never_a_pattern(void **state)
{
	static const char *const values[] = {
	    "%", "*", ".*", "_", "b.stbuy", "B%", "[a-z]+", "@", "."};

	for (size_t i = 0; i < ARRAY_LEN(values); i++)
		assert_false(protects(
		    *state, values[i], "Best Buy", "news@bestbuy.com"));
}

static void values_are_checked_by_kind(void **state)
{
	struct text_world *w = *state;
	const char *value;
	struct err err = {0};
	char longer[500];

	memset(longer, 'x', sizeof longer - 1);
	longer[sizeof longer - 1] = '\0';
	assert_int_equal(memory_value(w->a, MEMORY_SIGNATURE,
			     STR("  Alex \r\n  Acme  "), &value, &err),
	    0);
	assert_string_equal(value, "Alex\nAcme");
	assert_int_equal(
	    memory_value(w->a, MEMORY_NAME, STR(" A\n\tB "), &value, &err), 0);
	assert_string_equal(value, "A B");
	assert_true(
	    memory_value(w->a, MEMORY_NAME, str_of(longer), &value, &err) < 0);
	assert_string_equal(err.field, "value");
	assert_non_null(strstr(err.text, "80 bytes"));
	assert_true(
	    memory_value(w->a, MEMORY_TONE, STR("angry"), &value, &err) < 0);
	assert_true(
	    memory_value(w->a, MEMORY_NOTE, STR(" \n "), &value, &err) < 0);
	assert_true(memory_value(
			w->a, MEMORY_KEEP_SENDER, STR("%*"), &value, &err) < 0);
	assert_true(memory_value(w->a, MEMORY_NOTE,
			STR("a\xe2\x80\xae"
			    "b"),
			&value, &err) < 0);
}

static void a_note_is_told_when_words_match(void **state)
{
	struct text_world *w = *state;
	struct memory m = {.kind = MEMORY_NOTE,
	    .value = "I prefer interviews with Orchid on Tuesdays"};

	assert_true(memory_is_about(&m, read_question(w, "find orchid mail")));
	assert_true(
	    memory_is_about(&m, read_question(w, "what came from Orchid?")));
	assert_false(
	    memory_is_about(&m, read_question(w, "find the car invoice")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_word_remember_keeps_senders),
	    cmocka_unit_test(several_senders_are_several_memories),
	    cmocka_unit_test(names_tones_signatures_and_notes_are_kept),
	    cmocka_unit_test(without_the_word_only_a_call_that_asks_keeps),
	    cmocka_unit_test(asking_what_somebody_remembers_keeps_nothing),
	    cmocka_unit_test(what_is_asked_beside_a_memory_is_left),
	    cmocka_unit_test(a_sender_is_known_by_name_address_or_domain),
	    cmocka_unit_test(a_value_is_never_a_pattern),
	    cmocka_unit_test(values_are_checked_by_kind),
	    cmocka_unit_test(a_note_is_told_when_words_match),
	};

	return cmocka_run_group_tests(tests, text_world_new, text_world_free);
}
