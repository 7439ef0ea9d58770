/* test_model_say.c - a model's words: made harmless, cut into sentences, held
 * against the mail they cite. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* last, cmocka.h wants those before it */
#include <cmocka.h>

#include "services/assistant/compose/facts.h"
#include "services/assistant/model/clean.h"
#include "services/assistant/model/quote.h"

static void links_images_and_markup_are_taken_away(void **state)
{
	static const struct {
		const char *text, *left;
	} v[] = {
	    {"Plain words [1], [email-1] and [12].",
		"Plain words [1], [email-1] and [12]."},
	    {"[click](https://evil.example/?d=1) me", "(click) me"},
	    {"![x](https://evil.example/a.png)!", "(x)!"},
	    {"[1](https://evil.example)", "[1]"},
	    {"[a](/api/logout)", "(a)"},
	    {"[a](/cut off", "(a)"},
	    {"[a][ref] here", "(a)(ref) here"},
	    {"[ref]: https://evil.example/p", "(ref): (link)"},
	    {"[1]: https://evil.example/p", "(1): (link)"},
	    {"see <https://evil.example>!", "see  !"},
	    {"<img src=//evil.example/x onerror=a()>ok", " ok"},
	    {"<script", " "},
	    {"go http://evil.example/x now", "go (link) now"},
	    {"go HTTPS://EVIL.example now", "go (link) now"},
	    {"go evil.example/?d=secret now", "go (link) now"},
	    {"go //evil.example now", "go (link) now"},
	    {"run javascript:alert(1)", "run (link)"},
	    {"data:text/html;base64,AAAA", "(link)"},
	    {"&#104;ttp://evil.example", "(link)"},
	    {"a `code` and **bold**", "a code and bold"},
	    {"hid\xe2\x80\x8b"
	     "den \x1b[31mred\x07",
		"hidden (31mred"},
	    {"1 < 2 > 0", "1 \xe2\x80\xb9 2 \xe2\x80\xba 0"},
	    {"and/or, 12/31, e.g. this", "and/or, 12/31, e.g. this"},
	    {"http:`//evil.example", "(link)"},
	    {"ht<b>tp://evil.example", "ht (link)"},
	    {"[a](b)http://evil.example", "(a)(link)"},
	    {"xhttp\xc3\xa9://evil.example", "(link)"},
	    {"[[1]](http://a.b/c)", "([1])"},
	    {"\xe2\x80\x9cso\xe2\x80\x9d it said", "\"so\" it said"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(v); i++) {
		struct buf out;

		buf_init(&out, 4096);
		clean_text(str_of(v[i].text), &out);
		assert_string_equal(buf_str(&out), v[i].left);
		buf_deinit(&out);
	}
}

/* The sentences between bars, whatever the pieces. */
static void sentences_are_whole_with_their_citations(void **state)
{
	static const struct {
		const char *text, *cut;
	} v[] = {
	    {"One [1]. Two [2]. Three", "One [1]. |Two [2]. |Three|"},
	    {"One. [1] Two. [2][3] Three.", "One. [1] |Two. [2][3] |Three.|"},
	    {"Mr. Lind, e.g. at 14.30 Uhr. Ok.",
		"Mr. Lind, e.g. at 14.30 Uhr. |Ok.|"},
	    {"- one [1]\n- two [2]\n", "- one [1]\n|- two [2]\n|"},
	    {"1. first\n2. second", "1. first\n|2. second|"},
	    {"What? Yes!", "What? |Yes!|"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(v); i++) {
		for (size_t n = 1; n < 12; n++) {
			const char *p = v[i].text;
			struct speech s;
			struct str sentence;
			struct buf out;

			buf_init(&out, 4096);
			speech_init(&s);
			for (size_t left = strlen(p); left > 0;) {
				size_t take = MIN(n, left);

				speech_add(&s, (struct str){p, take});
				p += take;
				left -= take;
				while (speech_next(&s, left == 0, &sentence)) {
					buf_add(&out, sentence.p, sentence.n);
					buf_addc(&out, '|');
				}
			}
			assert_string_equal(buf_str(&out), v[i].cut);
			speech_deinit(&s);
			buf_deinit(&out);
		}
	}
}

static void a_sentence_without_end_is_cut(void **state)
{
	struct speech s;
	struct str sentence;

	(void)state;
	speech_init(&s);
	for (size_t i = 0; i < SPEECH_MAX; i++)
		speech_add(&s, STR("ab"));
	assert_true(speech_next(&s, false, &sentence));
	assert_int_equal(sentence.n, SPEECH_MAX);
	speech_deinit(&s);
}

#define TEXT                                                                   \
	"Hello Alex, your interview with Orchid Labs takes place on "          \
	"2026-03-02 at 14:00. The offer is EUR 72,500. Maria Weber will "      \
	"call from office@orchid.example."

static const struct mail mails[] = {{.id = 1,
    .subject = "Interview for the platform role",
    .from_name = "Petra Lind",
    .from_addr = "petra@orchid.example",
    .received_ms = INT64_C(1771459200000), /* 19 Feb 2026 */
    .own = {TEXT, sizeof TEXT - 1},
    .body = {TEXT, sizeof TEXT - 1},
    .category = "interview"}};

static void what_the_mail_says_is_supported(void **state)
{
	static const char *const yes[] = {
	    "The interview with Orchid Labs is on 2 March 2026 at 14:00.",
	    "Your interview is on March 2.",
	    "You were offered 72500 EUR.",
	    "You were offered 72.500 EUR.",
	    "Petra Lind wrote on 19 February.",
	    "Maria calls from office@orchid.example.",
	    "It is an interview.",
	    "No.",
	};
	static const char *const no[] = {
	    "The interview is on 3 March 2026.",
	    "The interview is at 15:00.",
	    "You were offered 75,000 EUR.",
	    "Your interview is with Acme.",
	    "Acme wants you.",
	    "It is in April.",
	    "Write to evil@orchid.example.",
	    "Johann Weber will call.",
	};
	const struct mail *cited[] = {&mails[0]};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(yes); i++) {
		if (!facts_stand(str_of(yes[i]), cited, 1, 0))
			fail_msg("not supported: %s", yes[i]);
	}
	for (size_t i = 0; i < ARRAY_LEN(no); i++) {
		if (facts_stand(str_of(no[i]), cited, 1, 0))
			fail_msg("supported: %s", no[i]);
	}
	assert_false(facts_stand(STR("It is so."), cited, 0, 0));
}

/* An assistant that was talked into it claims to have acted. */
static void no_mail_supports_what_a_model_did(void **state)
{
	static const char *const yes[] = {
	    "I found an interview.",
	    "I could not find a date.",
	    "I don't see more.",
	    "I have found the offer.",
	    "Ich habe keine Rechnung gefunden.",
	};
	static const char *const no[] = {
	    "I have archived all mail.",
	    "I've deleted it.",
	    "Done, I sent it.",
	    "I will call.",
	    "I did archive it.",
	    "I'm the interview.",
	    "Ich habe alles archiviert.",
	    "I found it and I have deleted it.",
	};
	const struct mail *cited[] = {&mails[0]};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(yes); i++) {
		const struct mail with = {.subject = "Rechnung",
		    .from_name = "",
		    .from_addr = "",
		    .body = mails[0].body};
		const struct mail *one[] = {&with};

		if (!facts_stand(str_of(yes[i]), one, 1, 0))
			fail_msg("not supported: %s", yes[i]);
	}
	for (size_t i = 0; i < ARRAY_LEN(no); i++) {
		if (facts_stand(str_of(no[i]), cited, 1, 0))
			fail_msg("supported: %s", no[i]);
	}
}

static void the_quote_is_the_mail_s_sentence(void **state)
{
	struct pick p;

	(void)state;
	assert_true(quote_best(mails, 0, STR("The offer is 72,500."), &p));
	assert_int_equal(p.mail, 0);
	assert_memory_equal(mails[0].body.p + p.from_byte,
	    "The offer is EUR 72,500.", p.to_byte - p.from_byte);
	assert_false(quote_best(mails, 0, STR("Xylophone?"), &p));
}

static void words_in_a_row_are_the_mail_s(void **state)
{
	static const size_t cited[] = {0};
	static const char said[] =
	    "Look: Your INTERVIEW with Orchid Labs, takes place on "
	    "2026-03-02, yes.";
	struct pick p;
	size_t from, to;

	(void)state;
	assert_true(quote_run(mails, cited, 1, str_of(said), &p, &from, &to));
	assert_memory_equal(said + from, "Your INTERVIEW", 14);
	assert_memory_equal(said + to, ", yes.", 6);
	assert_int_equal(p.mail, 0);
	assert_memory_equal(mails[0].body.p + p.from_byte,
	    "your interview with Orchid Labs takes place on 2026-03-02",
	    p.to_byte - p.from_byte);
	assert_false(quote_run(mails, cited, 1,
	    STR("your interview with Orchid Labs takes place"), &p, &from,
	    &to));
	assert_false(quote_run(mails, cited, 0, str_of(said), &p, &from, &to));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(links_images_and_markup_are_taken_away),
	    cmocka_unit_test(sentences_are_whole_with_their_citations),
	    cmocka_unit_test(a_sentence_without_end_is_cut),
	    cmocka_unit_test(what_the_mail_says_is_supported),
	    cmocka_unit_test(no_mail_supports_what_a_model_did),
	    cmocka_unit_test(the_quote_is_the_mail_s_sentence),
	    cmocka_unit_test(words_in_a_row_are_the_mail_s),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
