/* test_choose.c - which sentences are chosen, and that they are really
 * there. */
#include "tests/unit/assistant/text_check.h"

#include "services/assistant/compose/cues.h"

static size_t choose(struct text_world *w, const char *question,
    const struct mail *v, size_t n, struct pick *picks, size_t max)
{
	const struct choose_how how = {
	    .max = max, .max_per_mail = 2, .only_covering = true};

	return choose_sentences(
	    w->a, read_question(w, question), v, n, &how, picks);
}

static const char *words(
    struct text_world *w, const struct mail *v, const struct pick *p)
{
	return arena_strndup(
	    w->a, v[p->mail].body.p + p->from_byte, p->to_byte - p->from_byte);
}

static void the_sentence_with_the_kind_of_fact_asked_for_wins(void **state)
{
	static const struct {
		const char *question, *sentence;
	} rows[] = {
	    {"when is the workshop", "The workshop starts on 3 May at 10:30."},
	    {"how much is the workshop", "The workshop costs 250 EUR."},
	    {"who gives the workshop", "The workshop is given by Maria Lopez."},
	    {"where is the workshop", "The workshop is in room 4 upstairs."},
	};
	const struct mail v[] = {mail_of(1, "Workshop", "Ann",
	    "Hello all,\n\nThe workshop is something to look forward to. "
	    "The workshop is given by Maria Lopez. The workshop costs 250 "
	    "EUR. The workshop is in room 4 upstairs. The workshop starts on "
	    "3 May at 10:30. Unsubscribe from the workshop here.\n")};
	struct pick p[1];

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		assert_int_equal(
		    choose(*state, rows[i].question, v, 1, p, 1), 1);
		assert_string_equal(words(*state, v, p), rows[i].sentence);
		assert_true(p[0].answers);
	}
}

static void rare_words_weigh_more_than_common_ones(void **state)
{
	const struct mail v[] = {
	    mail_of(1, "a", "A", "The project meeting is moved again."),
	    mail_of(2, "b", "B", "The project meeting was fine today."),
	    mail_of(3, "c", "C", "Zanzibar is where we will all go."),
	};
	struct pick p[3];

	assert_true(choose(*state, "find project zanzibar", v, 3, p, 3) >= 2);
	assert_int_equal(p[0].mail, 2);
}

static void the_same_thing_is_not_said_twice(void **state)
{
	const struct mail v[] = {
	    mail_of(1, "a", "A", "The budget is approved by the board."),
	    mail_of(2, "b", "B", "The budget is approved by the board."),
	    mail_of(3, "c", "C", "Our budget leaves room for one hire."),
	};
	struct pick p[3];

	assert_int_equal(choose(*state, "find the budget", v, 3, p, 3), 2);
	assert_true(p[0].mail != p[1].mail && p[0].mail + p[1].mail >= 2);
}

static void mail_without_the_words_is_not_quoted(void **state)
{
	const struct mail v[] = {
	    mail_of(1, "a", "A", "Nothing of the kind is in this text."),
	};
	struct pick p[2];

	assert_int_equal(choose(*state, "find zanzibar", v, 1, p, 2), 0);
}

static void the_sender_counts_as_said(void **state)
{
	const struct mail v[] = {
	    mail_of(1, "Hi", "Zanzibar Travel", "Your boat leaves at noon."),
	};
	struct pick p[2];

	assert_int_equal(
	    choose(*state, "what did Zanzibar Travel say", v, 1, p, 2), 1);
}

static void risky_mail_is_not_quoted(void **state)
{
	struct mail v[] = {
	    mail_of(1, "Rent", "Bank", "The rent is 900 EUR, pay it here."),
	    mail_of(2, "Rent", "Landlord", "The new rent will be 850 EUR."),
	};
	struct pick p[2];

	v[0].risk = 90;
	assert_int_equal(choose(*state, "how much is the rent", v, 2, p, 2), 1);
	assert_int_equal(p[0].mail, 1);
}

/* The text without quotes is made of pieces of the body, but may not be one
 * piece of it. */
static void a_quote_is_always_bytes_of_the_body(void **state)
{
	struct mail v[] = {mail_of(1, "Plan", "A", "")};
	struct pick p[4];
	size_t n;

	v[0].body = str_of("> Old plan was bad.\n\nThe plan is good.\n"
			   "> why?\nThe plan is cheap.\n");
	v[0].own = str_of("The plan is good.\nThe plan is cheap.\n"
			  "The plan is nowhere.\n");
	n = choose(*state, "find plan", v, 1, p, 4);
	assert_int_equal(n, 2);
	for (size_t i = 0; i < n; i++) {
		const char *s = words(*state, v, &p[i]);

		assert_true(p[i].to_byte <= v[0].body.n);
		assert_true(strcmp(s, "The plan is good.") == 0 ||
			    strcmp(s, "The plan is cheap.") == 0);
	}
}

static void ranges_count_bytes_not_characters(void **state)
{
	const char *body = "\xc3\x9c"
			   "ber die Gr\xc3\xb6\xc3\x9f"
			   "e: ja.\n\n"
			   "Die Gr\xc3\xb6\xc3\x9f"
			   "e ist 42 Meter lang.";
	const struct mail v[] = {mail_of(1, "x", "A", body)};
	struct pick p[1];

	assert_int_equal(choose(*state,
			     "finde Gr\xc3\xb6\xc3\x9f"
			     "e Meter",
			     v, 1, p, 1),
	    1);
	assert_string_equal(words(*state, v, p), "Die Gr\xc3\xb6\xc3\x9f"
						 "e ist 42 Meter lang.");
}

static void the_choice_is_the_same_every_time(void **state)
{
	struct mail v[12];
	struct pick first[6], again[6];
	size_t n;

	for (size_t i = 0; i < ARRAY_LEN(v); i++)
		v[i] = mail_of(i + 1, "news", "A",
		    "One apple is red. Two apples are green. Apple pie is "
		    "good. An apple a day. No apple today, my friend.");
	n = choose(*state, "find apple", v, 12, first, 6);
	for (size_t k = 0; k < 5; k++) {
		assert_int_equal(
		    choose(*state, "find apple", v, 12, again, 6), n);
		for (size_t i = 0; i < n; i++)
			assert_true(first[i].mail == again[i].mail &&
				    first[i].from_byte == again[i].from_byte);
	}
}

static void cues_see_dates_amounts_names_and_places(void **state)
{
	(void)state;
	assert_true(cues_of(str_of("on 3 May")).date);
	assert_true(cues_of(str_of("at 10:30")).date);
	assert_true(cues_of(str_of("am 5.12.2026")).date);
	assert_true(cues_of(str_of("jusqu'au 2026-11-02")).date);
	assert_false(cues_of(str_of("you may go, all 3")).amount);
	assert_false(cues_of(str_of("version 1.2 is out")).date);
	assert_true(cues_of(str_of("71,44 \xe2\x82\xac")).amount);
	assert_true(cues_of(str_of("USD 5")).amount);
	assert_false(cues_of(str_of("a dollar is a dollar")).amount);
	assert_true(cues_of(str_of("ask Maria Lopez")).name);
	assert_true(cues_of(str_of("5 Garden Street")).place);
	assert_true(cues_of(str_of("see https://x.example")).link);
	assert_true(cues_of(str_of("Click to unsubscribe")).boilerplate);
	assert_true(cues_of(str_of("Hi Anna,")).greeting);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_sentence_with_the_kind_of_fact_asked_for_wins),
	    cmocka_unit_test(rare_words_weigh_more_than_common_ones),
	    cmocka_unit_test(the_same_thing_is_not_said_twice),
	    cmocka_unit_test(mail_without_the_words_is_not_quoted),
	    cmocka_unit_test(the_sender_counts_as_said),
	    cmocka_unit_test(risky_mail_is_not_quoted),
	    cmocka_unit_test(a_quote_is_always_bytes_of_the_body),
	    cmocka_unit_test(ranges_count_bytes_not_characters),
	    cmocka_unit_test(the_choice_is_the_same_every_time),
	    cmocka_unit_test(cues_see_dates_amounts_names_and_places),
	};

	return cmocka_run_group_tests(tests, text_world_new, text_world_free);
}
