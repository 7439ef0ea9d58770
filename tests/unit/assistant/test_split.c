/* test_split.c - sentences. Expectations are joined with |. */
#include "tests/unit/assistant/text_check.h"

#include "services/assistant/compose/split.h"

static const char *split(struct text_world *w, struct str s)
{
	struct sentence v[SPLIT_MAX];
	size_t n = split_sentences(s, v), end = 0;
	struct buf b;
	const char *text;

	buf_init(&b, 1 << 20);
	for (size_t i = 0; i < n; i++) {
		assert_true(v[i].from >= end && v[i].to > v[i].from);
		assert_true(v[i].to <= s.n);
		assert_true(v[i].to - v[i].from <= SENTENCE_MAX_BYTES);
		end = v[i].to;
		buf_adds(&b, i > 0 ? "|" : "");
		buf_add(&b, s.p + v[i].from, v[i].to - v[i].from);
	}
	text = arena_strdup(w->a, buf_str(&b));
	buf_deinit(&b);
	return text;
}

static void sentences_end_at_marks_blank_lines_and_items(void **state)
{
	static const char *const rows[][2] = {
	    {"One. Two! Three?", "One.|Two!|Three?"},
	    {"Really?! Yes.", "Really?!|Yes."},
	    {"He said \"stop.\" Then he left.",
		"He said \"stop.\"|Then he left."},
	    {"Hello\n\nWorld", "Hello|World"},
	    {"Total: 5 EUR\nDate: today", "Total: 5 EUR|Date: today"},
	    {"a long line that was wrapped by the writer's\nprogram ends "
	     "here. Next",
		"a long line that was wrapped by the writer's\nprogram ends "
		"here.|Next"},
	    {"- one\n- two\n* three\n1. four", "one|two|three|four"},
	    {"\xe6\x97\xa5\xe6\x9c\xac\xe3\x80\x82\xe6\x9c\xac",
		"\xe6\x97\xa5\xe6\x9c\xac\xe3\x80\x82|\xe6\x9c\xac"},
	    {"   ", ""},
	    {"", ""},
	    {"...", "..."},
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		assert_string_equal(
		    split(*state, str_of(rows[i][0])), rows[i][1]);
}

static void points_inside_sentences_do_not_end_them(void **state)
{
	static const char *const rows[] = {
	    "Dr. Smith and Prof. Jones meet at 3.30 p.m. in room 4.",
	    "We pay 1.234,56 EUR, e.g. by card.",
	    "Ask J. Smith about it.",
	    "Der Termin ist am 24. November um 10 Uhr.",
	    "Das kostet ca. 50 EUR inkl. MwSt.",
	    "Rendez-vous avec Mme. Durand le 3. mars.",
	    "La Sra. Mu\xc3\xb1oz llega el lunes.",
	    "See example.com/a.b for more.",
	    "Wait... there is more.",
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		assert_string_equal(split(*state, str_of(rows[i])), rows[i]);
}

static void hidden_characters_end_a_sentence_and_are_in_none(void **state)
{
	assert_string_equal(
	    split(*state, str_of("safe\x1b[31m red\xe2\x80\xae evil")),
	    "safe|[31m red|evil");
	assert_string_equal(split(*state, (struct str){"a\0b", 3}), "a|b");
	assert_string_equal(split(*state, str_of("bad \xff byte")), "bad|byte");
}

static void long_sentences_are_cut_between_words(void **state)
{
	struct text_world *w = *state;
	struct sentence v[SPLIT_MAX];
	char *text = arena_alloc(w->a, 5000);
	size_t n;

	for (size_t i = 0; i < 4999; i++)
		text[i] = i % 7 == 6 ? ' ' : 'w';
	n = split_sentences(str_of(text), v);
	assert_int_equal(n, 1);
	assert_true(v[0].cut);
	assert_true(v[0].to <= SENTENCE_MAX_BYTES);
	assert_int_equal(text[v[0].to - 1], 'w');
	assert_int_equal(text[v[0].to], ' ');
}

static void a_word_without_end_is_cut_between_characters(void **state)
{
	struct text_world *w = *state;
	struct sentence v[SPLIT_MAX];
	char *text = arena_alloc(w->a, 4001);

	for (size_t i = 0; i < 4000; i += 2)
		memcpy(text + i, "\xc3\xa9", 2);
	assert_int_equal(split_sentences(str_of(text), v), 1);
	assert_true(utf8_valid((struct str){text, v[0].to}));
}

static void sentences_are_bounded_in_number(void **state)
{
	struct text_world *w = *state;
	struct sentence v[SPLIT_MAX];
	char *text = arena_alloc(w->a, 30001);

	for (size_t i = 0; i < 30000; i++)
		text[i] = "Ab. "[i % 4];
	assert_int_equal(split_sentences(str_of(text), v), SPLIT_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sentences_end_at_marks_blank_lines_and_items),
	    cmocka_unit_test(points_inside_sentences_do_not_end_them),
	    cmocka_unit_test(hidden_characters_end_a_sentence_and_are_in_none),
	    cmocka_unit_test(long_sentences_are_cut_between_words),
	    cmocka_unit_test(a_word_without_end_is_cut_between_characters),
	    cmocka_unit_test(sentences_are_bounded_in_number),
	};

	return cmocka_run_group_tests(tests, text_world_new, text_world_free);
}
