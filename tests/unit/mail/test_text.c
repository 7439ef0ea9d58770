/* test_text.c - quotes, signatures, subjects, snippets. */
#include "tests/unit/mail/fixture.h"

#include "common/base/buf.h"

/* The kinds of all spans, "own quote own". */
static void spans_are(void **state, const char *text, const char *want)
{
	struct fixture *f = *state;
	struct mail_spans s;
	struct buf got;

	mail_text_spans(f->a, str_of(text), 100, &s);
	buf_init(&got, 1000);
	for (size_t i = 0; i < s.n; i++)
		buf_addf(&got, "%s%s", i > 0 ? " " : "",
		    mail_span_name(s.v[i].kind));
	assert_string_equal(buf_str(&got), want);
	buf_deinit(&got);
}

static void own_is(void **state, const char *text, const char *want)
{
	struct fixture *f = *state;
	struct mail_spans s;

	mail_text_spans(f->a, str_of(text), 100, &s);
	assert_string_equal(
	    mail_text_join(f->a, str_of(text), &s, MAIL_SPAN_OWN).p, want);
}

static void quoted_lines_are_not_own(void **state)
{
	own_is(state, "Yes.\n\n> Coming?\n>> When?\n\nAnd no.\n",
	    "Yes.\n\nAnd no.");
	spans_are(state, "Yes.\n> a\n\n> b\nNo.\n", "own quote own");
	spans_are(state, "AB> text\nreply\n", "quote own");
}

static void attributions_are_known_in_many_languages(void **state)
{
	static const char *const lines[] = {
	    "On Mon, 2 Mar 2026 at 10:00, Ann <a@b.org> wrote:",
	    "On Mon, 2 Mar 2026 at 10:00, Ann Lee\n<a@b.org> wrote:",
	    "Am 02.03.2026 um 10:00 schrieb Ann Lee <a@b.org>:",
	    "Le lun. 2 mars 2026 à 10:00, Ann <a@b.org> a écrit :",
	    "El lun, 2 mar 2026 a las 10:00, Ann escribió:",
	    "Il giorno lun 2 mar 2026 Ann ha scritto:",
	    "Em seg., 2 de mar. de 2026, Ann escreveu:",
	    "Op ma 2 mrt. 2026 om 10:00 schreef Ann <a@b.org>:",
	    "Den mån 2 mars 2026 skrev Ann <a@b.org>:",
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
		spans_are(state,
		    arena_printf(f->a, "Yes\n\n%s\n\n> hello\n", lines[i]),
		    "own attribution quote");
		spans_are(state,
		    arena_printf(f->a, "Yes\n\n%s\n\nhello\n", lines[i]),
		    "own attribution original");
	}
}

static void ordinary_sentences_are_no_attribution(void **state)
{
	spans_are(
	    state, "On the whole, this is what she wrote:\nhello\n", "own");
	spans_are(state, "Here is the list:\n- one\n", "own");
	spans_are(state, "From: the beginning\nI was there\n", "own");
}

static void earlier_messages_below_a_reply_are_original(void **state)
{
	spans_are(state, "Yes\n-----Original Message-----\nFrom: Ann\nHi\n",
	    "own original");
	spans_are(state, "Ja\n-----Ursprüngliche Nachricht-----\nHi\n",
	    "own original");
	spans_are(state,
	    "Yes\n\nFrom: Ann\nSent: Monday\nTo: Bob\n"
	    "Subject: x\n\nHi\n",
	    "own original");
	spans_are(state,
	    "Ja\n\nVon: Ann\nGesendet: Montag\nAn: Bob\n"
	    "Betreff: x\n\nHi\n",
	    "own original");
	spans_are(state,
	    "Oui\n\n*De :* Ann\n*Envoyé :* lundi\n*À :* Bob\n"
	    "*Objet :* x\n\nHi\n",
	    "own original");
}

static void forwards_are_told_from_replies(void **state)
{
	spans_are(state,
	    "FYI\n---------- Forwarded message ----------\n"
	    "From: Ann\nHi\n",
	    "own forward");
	spans_are(state, "Begin forwarded message:\n\nFrom: Ann\n", "forward");
}

static void signatures_are_not_own(void **state)
{
	own_is(state, "Hi\n\n-- \nAnn\nCEO\n", "Hi");
	own_is(state, "Hi\n\n--\nAnn\n", "Hi");
	own_is(state, "Hi\n\nSent from my iPhone\n", "Hi");
	own_is(state, "Hallo\n\nVon meinem iPhone gesendet\n", "Hallo");
	own_is(state, "Hi\n\nGet Outlook for iOS\n", "Hi");
	spans_are(state, "Hi\n-- \nAnn\n> late quote\n", "own signature quote");
}

static void list_footers_are_not_own(void **state)
{
	spans_are(state,
	    "Hi\n\n_______________________________________\n"
	    "Users mailing list\nUsers@example.org\n",
	    "own footer");
	spans_are(state,
	    "Hi\n\n-- \nYou received this message because you "
	    "are subscribed to the Google Groups \"x\" group.\n",
	    "own signature footer");
	spans_are(state, "A\n-----------------------------------\nB\n", "own");
}

static void spans_cover_the_text_when_they_are_many(void **state)
{
	struct fixture *f = *state;
	struct mail_spans s;
	struct str text = STR("a\n> b\nc\n> d\ne\n");

	mail_text_spans(f->a, text, 3, &s);
	assert_int_equal(s.n, 3);
	assert_int_equal(s.v[2].to, text.n);
}

static void base_is(void **state, const char *subject, const char *want,
    bool reply, bool forward)
{
	struct fixture *f = *state;
	bool r, w;

	assert_string_equal(mail_subject_base(f->a, subject, &r, &w), want);
	assert_int_equal(r, reply);
	assert_int_equal(w, forward);
}

static void subjects_lose_their_marks(void **state)
{
	base_is(state, "Hello  World", "hello world", false, false);
	base_is(state, "Re: RE[2]: re (3): Hi", "hi", true, false);
	base_is(state, "AW: WG: Hi", "hi", true, true);
	base_is(state, "[list] Re: [list] Hi", "hi", true, false);
	base_is(state, "Fwd: Hi (fwd)", "hi", false, true);
	base_is(state, "Tr : Bonjour", "bonjour", false, true);
	base_is(state, "RV: Hola", "hola", false, true);
	base_is(state, "回复：你好", "你好", true, false);
	base_is(state, "[only]", "[only]", false, false);
	base_is(state, "Regarding: x", "regarding: x", false, false);
	base_is(state, "", "", false, false);
	base_is(state, "Re:", "", true, false);
}

static void snippets_are_short_lines_of_whole_words(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(
	    mail_text_snippet(f->a, STR("====\nHello\n\n  big\tworld\n"), 50),
	    "Hello big world");
	assert_string_equal(
	    mail_text_snippet(f->a, STR("Hello big world"), 11), "Hello big");
	assert_string_equal(mail_text_snippet(f->a, STR("ääääää"), 5), "ää");
	assert_string_equal(mail_text_snippet(f->a, STR(""), 5), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    MAIL_TEST(quoted_lines_are_not_own),
	    MAIL_TEST(attributions_are_known_in_many_languages),
	    MAIL_TEST(ordinary_sentences_are_no_attribution),
	    MAIL_TEST(earlier_messages_below_a_reply_are_original),
	    MAIL_TEST(forwards_are_told_from_replies),
	    MAIL_TEST(signatures_are_not_own),
	    MAIL_TEST(list_footers_are_not_own),
	    MAIL_TEST(spans_cover_the_text_when_they_are_many),
	    MAIL_TEST(subjects_lose_their_marks),
	    MAIL_TEST(snippets_are_short_lines_of_whole_words),
	};

	return cmocka_run_group_tests(tests, mail_up, mail_down);
}
