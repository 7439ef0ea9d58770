/* test_wording.c - the same wish in other words: misspelt, in German and in
 * French, politely, in several sentences; and words that only are quoted. */
#include "tests/unit/assistant/text_check.h"

struct wording {
	const char *text;
	enum intent intent;
};

static void assert_intents(void *world, const struct wording *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct question *q = read_question(world, rows[i].text);

		if (q->intent != rows[i].intent)
			fail_msg("%s: got %s (%s)", rows[i].text,
			    intent_name(q->intent), q->explanation);
	}
}

static void quoted_words_order_nothing(void **state)
{
	static const struct wording rows[] = {
	    {"find the mail that says \"archive this\"", INTENT_FIND},
	    {"find the mail that says \xe2\x80\x9cunsubscribe me\xe2\x80\x9d",
		INTENT_FIND},
	    {"suche die Mail mit \xe2\x80\x9e"
	     "aufr\xc3\xa4umen bitte\xe2\x80\x9c",
		INTENT_FIND},
	    {"trouve le mail \xc2\xab supprimer tout \xc2\xbb", INTENT_FIND},
	    {"find the mail that says 'delete it all'", INTENT_FIND},
	    {"summarize the mail called \"remind me tomorrow\"",
		INTENT_SUMMARIZE},
	    {"who wrote \"please follow up\"?", INTENT_FIND},
	};

	assert_intents(*state, rows, ARRAY_LEN(rows));
}

static void quoted_words_are_a_phrase_without_time(void **state)
{
	struct question *q = read_question(
	    *state, "find the mail that says \"see you tomorrow in Basel\"");

	assert_int_equal(q->n_phrases, 1);
	assert_string_equal(q->phrases[0], "see you tomorrow in Basel");
	assert_false(q->when.set);
	assert_string_equal(q->terms[q->n_terms - 1].text, "basel");
}

static void quoted_names_are_senders_behind_from(void **state)
{
	struct question *q =
	    read_question(*state, "mails from \"Clean Up Today\"");

	assert_int_equal(q->intent, INTENT_FIND);
	assert_int_equal(q->n_senders, 1);
	assert_string_equal(q->senders[0], "Clean Up Today");
	assert_int_equal(q->n_phrases, 0);
}

static void names_of_senders_order_nothing(void **state)
{
	struct question *q =
	    read_question(*state, "find mails from Archive Partners");

	assert_int_equal(q->intent, INTENT_FIND);
	assert_string_equal(q->senders[0], "Archive Partners");
}

static void an_apostrophe_opens_no_quote(void **state)
{
	struct question *q = read_question(
	    *state, "what's in mum's mail that's about Tom's cabin?");

	assert_int_equal(q->n_phrases, 0);
	q = read_question(*state, "archive the mails of \" and");
	assert_int_equal(q->n_phrases, 0);
	assert_int_equal(q->intent, INTENT_CLEAN);
}

static void misspelt_words_are_understood(void **state)
{
	static const struct wording rows[] = {
	    {"sumarize the mails of Anna", INTENT_SUMMARIZE},
	    {"unsubcribe me from this", INTENT_UNSUBSCRIBE},
	    {"unsuscribe from Kofler", INTENT_UNSUBSCRIBE},
	    {"remaind me to pay the rent", INTENT_TASK},
	    {"reminde me to pay the rent", INTENT_TASK},
	    {"suspicous mails", INTENT_FLAG},
	    {"folow up with Kai", INTENT_FOLLOW_UP},
	    {"archvie the promos", INTENT_CLEAN},
	    {"my calender", INTENT_CALENDAR},
	    {"apointments", INTENT_CALENDAR},
	    {"serch my invoice", INTENT_FIND},
	    {"Zusamenfassung der Woche", INTENT_SUMMARIZE},
	};

	assert_intents(*state, rows, ARRAY_LEN(rows));
}

static void misspelt_time_is_understood(void **state)
{
	assert_true(read_question(*state, "what came in yesturday")->when.set);
	assert_true(read_question(*state, "what is due tommorow")->when.future);
}

static void real_words_are_not_mended(void **state)
{
	static const char *const rows[] = {"remote jobs", "the replay of it",
	    "mail about fellows", "mein concept", "candidate profiles",
	    "the locale file", "die Bewegungen", "a fight", "Werner"};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct question *q = read_question(*state, rows[i]);

		if (q->intent != INTENT_FIND || q->n_terms == 0)
			fail_msg("%s: got %s (%s)", rows[i],
			    intent_name(q->intent), q->explanation);
	}
}

static void german_asks_for_all_eight(void **state)
{
	static const struct wording rows[] = {
	    {"Melde mich von Elektro Pfiffig ab", INTENT_UNSUBSCRIBE},
	    {"Bestell bitte den Newsletter ab", INTENT_UNSUBSCRIBE},
	    {"Ich will keine Mails von Kofler", INTENT_UNSUBSCRIBE},
	    {"Ist die Mail der Bank echt?", INTENT_FLAG},
	    {"verd\xc3\xa4"
	     "chtige Mails",
		INTENT_FLAG},
	    {"R\xc3\xa4um bitte die alte Werbung auf", INTENT_CLEAN},
	    {"L\xc3\xb6sche die Jobangebote per Mail", INTENT_CLEAN},
	    {"Was steht morgen an?", INTENT_CALENDAR},
	    {"Welche Termine habe ich n\xc3\xa4"
	     "chste Woche?",
		INTENT_CALENDAR},
	    {"Trag das Konzert ein", INTENT_CALENDAR},
	    {"Erinnere mich daran, die Miete zu zahlen", INTENT_TASK},
	    {"Was muss ich diese Woche erledigen?", INTENT_TASK},
	    {"Wer wartet auf eine Antwort von mir?", INTENT_FOLLOW_UP},
	    {"Wem muss ich noch antworten?", INTENT_FOLLOW_UP},
	    {"Wer hat nicht geantwortet?", INTENT_FOLLOW_UP},
	    {"Hak bei Kai nach", INTENT_FOLLOW_UP},
	    {"Zeig mir die Mails von Hannah", INTENT_FIND},
	    {"Gib mir die Rechnung vom Strom", INTENT_FIND},
	    {"Fass die Mails von Hannah zusammen", INTENT_SUMMARIZE},
	    {"Was gibt es Neues?", INTENT_SUMMARIZE},
	};

	assert_intents(*state, rows, ARRAY_LEN(rows));
}

static void french_asks_for_all_eight(void **state)
{
	static const struct wording rows[] = {
	    {"d\xc3\xa9sabonne-moi de la Br\xc3\xbblerie", INTENT_UNSUBSCRIBE},
	    {"je ne veux plus recevoir leurs mails", INTENT_UNSUBSCRIBE},
	    {"est-ce une arnaque ?", INTENT_FLAG},
	    {"ce mail est-il fiable ?", INTENT_FLAG},
	    {"fais le m\xc3\xa9nage dans les promos", INTENT_CLEAN},
	    {"supprime les vieilles publicit\xc3\xa9s", INTENT_CLEAN},
	    {"quels rendez-vous ai-je la semaine prochaine ?", INTENT_CALENDAR},
	    {"qu'est-ce que j'ai de pr\xc3\xa9vu demain ?", INTENT_CALENDAR},
	    {"rappelle-moi de payer le loyer", INTENT_TASK},
	    {"que dois-je faire cette semaine ?", INTENT_TASK},
	    {"\xc3\xa0 qui dois-je encore r\xc3\xa9pondre ?", INTENT_FOLLOW_UP},
	    {"qui n'a pas r\xc3\xa9pondu ?", INTENT_FOLLOW_UP},
	    {"montre-moi les mails de L\xc3\xa9"
	     "a",
		INTENT_FIND},
	    {"est-ce que j'ai une facture ?", INTENT_FIND},
	    {"r\xc3\xa9sume les mails de Maxence", INTENT_SUMMARIZE},
	    {"fais-moi un r\xc3\xa9sum\xc3\xa9 de la semaine",
		INTENT_SUMMARIZE},
	};

	assert_intents(*state, rows, ARRAY_LEN(rows));
}

static void who_did_not_answer_is_awaited(void **state)
{
	static const char *const rows[] = {"who should I nudge?",
	    "has anyone not replied?", "who do I have to chase",
	    "any word from Kestrel?", "I'm still waiting for whom?",
	    "Wer hat nicht geantwortet?", "qui dois-je relancer ?"};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct question *q = read_question(*state, rows[i]);

		if (q->intent != INTENT_FOLLOW_UP || !q->awaiting)
			fail_msg("%s: got %s (%s)", rows[i],
			    intent_name(q->intent), q->explanation);
	}
	assert_false(read_question(*state, "who is waiting for me?")->awaiting);
}

static void who_wrote_is_the_sender(void **state)
{
	static const char *const rows[][2] = {
	    {"what did kenji write?", "kenji"},
	    {"how many mails did Devika Raman send me?", "Devika Raman"},
	    {"how often did Maxence write to me?", "Maxence"},
	    {"Was hat Hannah geschrieben?", "Hannah"},
	    {"combien de mails Maxence m'a envoy\xc3\xa9s ?", "Maxence"},
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct question *q = read_question(*state, rows[i][0]);

		if (q->n_senders != 1 || !streq(q->senders[0], rows[i][1]))
			fail_msg("%s: %s", rows[i][0],
			    q->n_senders > 0 ? q->senders[0] : "nobody");
	}
	assert_int_equal(
	    read_question(*state, "what did I write?")->n_senders, 0);
	assert_int_equal(
	    read_question(*state, "which mails were sent?")->n_senders, 0);
}

static void unread_mail_is_no_word_to_look_for(void **state)
{
	struct question *q =
	    read_question(*state, "how many unread mails do I have?");

	assert_true(q->unread);
	assert_int_equal(q->n_terms, 0);
	assert_true(read_question(*state, "ungelesene Mails")->unread);
	assert_true(read_question(*state, "mails non lus")->unread);
}

static void politeness_is_not_looked_for(void **state)
{
	struct question *q = read_question(*state,
	    "Hi there, hope you're well. Could you please find out when the "
	    "choir sings? Thanks a lot!");

	assert_int_equal(q->intent, INTENT_FIND);
	assert_int_equal(q->asked, ASKED_WHEN);
	assert_int_equal(q->n_terms, 2);
	assert_string_equal(q->terms[0].text, "choir");
	q = read_question(*state,
	    "Bonjour, pourriez-vous me dire combien co\xc3\xbbte la "
	    "mutuelle, s'il vous pla\xc3\xaet ? Merci d'avance");
	assert_int_equal(q->asked, ASKED_AMOUNT);
	assert_string_equal(q->terms[q->n_terms - 1].text, "mutuelle");
}

static void what_is_only_told_need_not_be_found(void **state)
{
	struct question *q = read_question(*state,
	    "My girlfriend is curious. Which berth is mine on the train?");

	assert_int_equal(q->n_terms, 4);
	assert_true(q->terms[0].soft); /* girlfriend */
	assert_true(q->terms[1].soft); /* curious */
	assert_false(q->terms[2].soft);
	q = read_question(
	    *state, "Tom wrote about a cabin. What does he want?");
	assert_false(q->terms[0].soft); /* all that there is */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(quoted_words_order_nothing),
	    cmocka_unit_test(quoted_words_are_a_phrase_without_time),
	    cmocka_unit_test(quoted_names_are_senders_behind_from),
	    cmocka_unit_test(names_of_senders_order_nothing),
	    cmocka_unit_test(an_apostrophe_opens_no_quote),
	    cmocka_unit_test(misspelt_words_are_understood),
	    cmocka_unit_test(misspelt_time_is_understood),
	    cmocka_unit_test(real_words_are_not_mended),
	    cmocka_unit_test(german_asks_for_all_eight),
	    cmocka_unit_test(french_asks_for_all_eight),
	    cmocka_unit_test(who_did_not_answer_is_awaited),
	    cmocka_unit_test(who_wrote_is_the_sender),
	    cmocka_unit_test(unread_mail_is_no_word_to_look_for),
	    cmocka_unit_test(politeness_is_not_looked_for),
	    cmocka_unit_test(what_is_only_told_need_not_be_found),
	};

	return cmocka_run_group_tests(tests, text_world_new, text_world_free);
}
