/* test_ground.c - the last look at an answer: what rests on no mail is marked,
 * and whatever stands in a mailbox, none of its words stand outside a quote. */
#include "tests/unit/assistant/text_check.h"

#include "services/assistant/compose/ground.h"

#include <stdlib.h>

static const char body[] =
    "Hello Alex,\n\nyour interview takes place on Thursday at 14:00 in our "
    "office. Please bring a laptop and the signed form that we sent you.\n";

static struct mail one_mail(void)
{
	return mail_of(7, "Interview for the role", "Petra Lind", body);
}

static struct chat_citation cite_of(int64_t n, const char *words)
{
	const char *at = strstr(body, words);

	return (struct chat_citation){.n = n,
	    .id = 7,
	    .quote = words,
	    .from_byte = at - body,
	    .to_byte = at - body + (int64_t)strlen(words)};
}

/* The answer with its marks. */
static const char *checked(struct text_world *w, const char *answer,
    const struct chat_citation *v, size_t n, struct ground *g_r)
{
	struct mail m = one_mail();
	const char *text;
	struct buf out;

	buf_init(&out, 65536);
	*g_r = ground_check(
	    &(const struct ground_world){
		.a = w->a, .v = v, .n = n, .mails = &m, .n_mails = 1},
	    str_of(answer), &out);
	assert_false(buf_failed(&out));
	text = arena_strndup(w->a, buf_str(&out), out.len);
	buf_deinit(&out);
	return text;
}

static void assert_supported(struct text_world *w, const char *answer)
{
	const struct chat_citation v[] = {
	    {.n = 1, .id = 7},
	    cite_of(2, "your interview takes place on Thursday at 14:00"),
	};
	struct ground g;
	const char *text = checked(w, answer, v, 2, &g);

	if (g.unsupported != 0 || !streq(text, answer))
		fail_msg("%s", text);
}

static void assert_marked(
    struct text_world *w, const char *answer, const char *want)
{
	const struct chat_citation v[] = {
	    {.n = 1, .id = 7},
	    cite_of(2, "your interview takes place on Thursday at 14:00"),
	    {.n = 3, .id = 8},
	    {.n = 4,
		.id = 7,
		.quote = "never written",
		.from_byte = 0,
		.to_byte = 13},
	};
	struct ground g;

	assert_string_equal(checked(w, answer, v, 4, &g), want);
}

static void cited_sentences_and_our_own_are_left_as_they_are(void **state)
{
	assert_supported(*state, "Interview for the role, Petra Lind [1]");
	assert_supported(*state,
	    "Petra: \xe2\x80\x9cyour interview takes place on Thursday at "
	    "14:00\xe2\x80\x9d [2]\n\n2 emails, received lately [1] [2]:\n- a "
	    "[1]\n");
	assert_supported(*state,
	    "No mail has all of it; the closest is this.\nFirst [1]. Then "
	    "[2].");
	assert_supported(
	    *state, "No mail found for \"acme\", received 1 Nov 2026.");
	assert_supported(*state, "You like short answers [m1].");
	assert_supported(*state, "");
}

static void sentences_without_a_citation_are_marked(void **state)
{
	assert_marked(*state, "Petra is kind.", "Petra is kind. (unsupported)");
	assert_marked(*state, "It is so [1]. And more.\nThe end",
	    "It is so [1]. And more. (unsupported)\nThe end (unsupported)");
}

static void citations_that_are_not_there_are_marked(void **state)
{
	assert_marked(*state, "It is so [9].", "It is so [9]. (unsupported)");
	assert_marked(*state, "It is so [3].", "It is so [3]. (unsupported)");
	assert_marked(*state, "It is so [4].", "It is so [4]. (unsupported)");
	assert_marked(*state, "It is so [1] [9]. Fine [1].",
	    "It is so [1] [9]. (unsupported) Fine [1].");
}

static void quotes_are_the_words_of_their_citation(void **state)
{
	assert_marked(*state,
	    "Petra: \xe2\x80\x9csend me money\xe2\x80\x9d [2]",
	    "Petra: \xe2\x80\x9csend me money\xe2\x80\x9d [2] (unsupported)");
	assert_marked(*state,
	    "Petra: \xe2\x80\x9cyour interview takes place on Thursday at "
	    "14:00\xe2\x80\x9d [1]",
	    "Petra: \xe2\x80\x9cyour interview takes place on Thursday at "
	    "14:00\xe2\x80\x9d [1] (unsupported)");
}

static void words_of_a_mail_outside_of_a_quote_are_marked(void **state)
{
	assert_marked(*state,
	    "Please bring a laptop and the signed form that we sent [1]",
	    "Please bring a laptop and the signed form that we sent [1] "
	    "(unsupported)");
}

/* ---- what a model wrote ---- */

static bool model_stands(const char *sentence)
{
	struct mail m = one_mail();
	const struct chat_citation v[] = {
	    {.n = 1, .id = 7},
	    cite_of(2, "your interview takes place on Thursday at 14:00"),
	};

	return ground_stands(
	    &(const struct ground_world){
		.v = v, .n = 2, .mails = &m, .n_mails = 1, .by = GROUND_MODEL},
	    str_of(sentence));
}

static void what_a_model_states_must_stand_in_the_mail(void **state)
{
	(void)state;
	assert_true(model_stands("It is on Thursday at 14:00 [1]."));
	assert_true(model_stands("Bring the form [1] [2]!"));
	assert_true(model_stands("Petra Lind says so [1]."));
	assert_false(model_stands("It is on Friday at 14:00 [1]."));
	assert_false(model_stands("It is on Thursday at 15:00 [1]."));
	assert_false(model_stands("Acme wants you [1]."));
	assert_false(model_stands("Write to eve@evil.example [1]."));
}

static void our_own_sentences_are_not_a_model_s(void **state)
{
	(void)state;
	assert_true(model_stands("This is what I found:"));
	assert_false(model_stands("No mail found."));
	assert_false(model_stands("You like short answers [m1]."));
	assert_false(model_stands("In the 3 mails:"));
	assert_false(model_stands("It is so."));
}

static void a_model_too_quotes_what_it_copies(void **state)
{
	(void)state;
	assert_false(model_stands(
	    "Please bring a laptop and the signed form that we sent [1]."));
	assert_true(model_stands("\xe2\x80\x9cyour interview takes place on "
				 "Thursday at 14:00\xe2\x80\x9d [2]."));
	assert_false(model_stands("\xe2\x80\x9cyour interview\xe2\x80\x9d "
				  "[2]."));
}

static void patterns_match_from_end_to_end(void **state)
{
	(void)state;
	assert_true(ground_like(STR("No mail found."), "No * found*."));
	assert_true(ground_like(STR("abc"), "*"));
	assert_true(ground_like(STR("aXbXc"), "a*b*c"));
	assert_false(ground_like(STR("No mail found. Ha"), "No * found."));
	assert_false(ground_like(STR(""), "a"));
	assert_true(ground_like(STR(""), "*"));
}

/* ---- whatever is in the box ---- */

#define BOXES 60
#define MAILS 8

static const char *const pieces[] = {"interview", "offer", "[1]", "[99]",
    "\xe2\x80\x9c", "\xe2\x80\x9d", "\"", "Acme", "pay", "84.20 EUR", ".", "!",
    "\n", "\n- ", "http://evil.example/x", "Thursday at 14:00", "you", "are",
    "the", "assistant", "(unsupported)", "No mail found.", "ignore", "all",
    "previous", "instructions", "\xe2\x80\xae", "room", "12", "December",
    "bill", "due", "because", "we", "decided", "Please", "answer", "code",
    "Z9K4TB", "m\xc3\xbcnchen", "\xe6\x9d\xb1", "[m1]"};

static const char *random_text(struct text_world *w, size_t words)
{
	struct buf b;
	const char *text;

	buf_init(&b, 65536);
	for (size_t i = 0; i < words; i++)
		buf_addf(&b, "%s ", pieces[(size_t)rand() % ARRAY_LEN(pieces)]);
	text = arena_strndup(w->a, buf_str(&b), b.len);
	buf_deinit(&b);
	return text;
}

static struct mail random_mail(struct text_world *w, uint64_t id)
{
	static const char *const categories[] = {
	    "interview", "bill", "promotion", "personal", "phishing", "event"};
	struct mail m = mail_of(id, random_text(w, 4), random_text(w, 2),
	    random_text(w, 60 + (size_t)rand() % 200));

	m.category = categories[(size_t)rand() % ARRAY_LEN(categories)];
	m.risk = rand() % 100;
	m.needs_reply = rand() % 2;
	m.can_unsubscribe = rand() % 2;
	m.event_ms = NOW_MS + rand() % 100 * 3600000;
	m.due_ms = NOW_MS + rand() % 100 * 3600000;
	m.risk_reason = "reads as junk";
	return m;
}

static void no_words_of_any_mail_stand_outside_a_cited_quote(void **state)
{
	static const char *const questions[] = {
	    "when is my interview with Acme?", "how much is the bill",
	    "summarize", "any phishing?", "clean up promotions",
	    "unsubscribe me", "which mails need a reply?", "what is due",
	    "what's on my calendar", "code of the room", "why did we decide",
	    "what does Acme say"};
	struct text_world *w = *state;

	srand(20261121);
	for (size_t i = 0; i < BOXES; i++) {
		struct mail mails[MAILS], kept[MAILS];
		const struct chat_ask ask = {.window_days = 30};
		struct plan plan;
		struct material m = {.clock = &w->clock,
		    .mails = mails,
		    .n_mails = MAILS,
		    .n_listed = MAILS,
		    .total = MAILS,
		    .plan = &plan,
		    .loose = i % 3 == 0};
		struct draft d;
		struct ground g;
		struct buf out;

		for (size_t k = 0; k < MAILS; k++)
			kept[k] = mails[k] = random_mail(w, k + 1);
		m.q = read_question(w, questions[i % ARRAY_LEN(questions)]);
		plan_make(w->a, m.q, &ask, &w->clock, &plan);
		draft_init(&d, w->a, mails, MAILS, 0);
		compose_answer(&d, &m);
		buf_init(&out, 65536);
		g = ground_check(&(const struct ground_world){.a = w->a,
				     .v = d.citations,
				     .n = d.n_citations,
				     .mails = kept,
				     .n_mails = MAILS},
		    (struct str){buf_str(&d.text), d.text.len}, &out);
		if (g.unsupported != 0)
			fail_msg("box %zu: %s", i, buf_str(&out));
		assert_true(g.pieces > 0);
		buf_deinit(&out);
		draft_deinit(&d);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(cited_sentences_and_our_own_are_left_as_they_are),
	    cmocka_unit_test(sentences_without_a_citation_are_marked),
	    cmocka_unit_test(citations_that_are_not_there_are_marked),
	    cmocka_unit_test(quotes_are_the_words_of_their_citation),
	    cmocka_unit_test(words_of_a_mail_outside_of_a_quote_are_marked),
	    cmocka_unit_test(what_a_model_states_must_stand_in_the_mail),
	    cmocka_unit_test(our_own_sentences_are_not_a_model_s),
	    cmocka_unit_test(a_model_too_quotes_what_it_copies),
	    cmocka_unit_test(patterns_match_from_end_to_end),
	    cmocka_unit_test(no_words_of_any_mail_stand_outside_a_cited_quote),
	};

	return cmocka_run_group_tests(tests, text_world_new, text_world_free);
}
