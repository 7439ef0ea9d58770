/* test_words.c - words, their folding and their keys. */
#include "tests/unit/assistant/text_check.h"

static void assert_words(const char *text, const char *folded)
{
	struct str s = str_of(text);
	char got[512] = "";
	struct word w;
	size_t pos = 0;

	while (word_next(s, &pos, &w)) {
		strcat(got, got[0] == '\0' ? "" : " ");
		strcat(got, w.fold);
		assert_true(w.from + w.bytes <= s.n);
	}
	assert_string_equal(got, folded);
}

static uint64_t key(const char *word)
{
	struct word w;
	size_t pos = 0;

	assert_true(word_next(str_of(word), &pos, &w));
	return w.key;
}

static void words_are_folded_to_lower_case_without_accents(void **state)
{
	(void)state;
	assert_words("Élan VITAL", "elan vital");
	assert_words("Grüße aus Łódź", "grusse aus lodz");
	assert_words("l'entretien", "l entretien");
	assert_words("", "");
	assert_words("... !?", "");
	assert_words("ПРИВЕТ", "привет");
}

static void letters_of_scripts_without_spaces_are_words(void **state)
{
	(void)state;
	assert_words("面接は月曜", "面 接 は 月 曜");
}

static void bytes_that_are_not_utf8_end_a_word(void **state)
{
	(void)state;
	assert_words("ab\xff"
		     "cd\xc3",
	    "ab cd");
}

static void long_words_are_cut_but_read_whole(void **state)
{
	char text[200];
	struct word w;
	size_t pos = 0;

	(void)state;
	memset(text, 'x', sizeof text);
	assert_true(word_next((struct str){text, sizeof text}, &pos, &w));
	assert_int_equal(w.bytes, sizeof text);
	assert_true(w.fold_n < WORD_FOLD_MAX);
	assert_false(word_next((struct str){text, sizeof text}, &pos, &w));
}

static void relatives_have_one_key(void **state)
{
	(void)state;
	assert_true(key("interview") == key("Interviews"));
	assert_true(key("schedule") == key("scheduled"));
	assert_true(key("plan") == key("planning"));
	assert_true(key("company") == key("companies"));
	assert_true(key("Angebot") != key("Ausgang"));
	assert_true(key("bus") != key("bu"));
}

static void hidden_characters_are_known(void **state)
{
	static const uint32_t hidden[] = {
	    0, 7, 0x1B, 0x7F, 0x85, 0xAD, 0x200B, 0x202E, 0x2066, 0xFEFF};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(hidden); i++)
		assert_true(char_is_hidden(hidden[i]));
	assert_false(char_is_hidden('\n'));
	assert_false(char_is_hidden('a'));
	assert_false(char_is_hidden(0x20AC));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(words_are_folded_to_lower_case_without_accents),
	    cmocka_unit_test(letters_of_scripts_without_spaces_are_words),
	    cmocka_unit_test(bytes_that_are_not_utf8_end_a_word),
	    cmocka_unit_test(long_words_are_cut_but_read_whole),
	    cmocka_unit_test(relatives_have_one_key),
	    cmocka_unit_test(hidden_characters_are_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
