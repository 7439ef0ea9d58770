/* test_text.c - words as they are folded and hashed. */
#include "tests/unit/triage/triage_fixture.h"
#include "services/triage/signals/text.h"

static struct triage_text read(struct fixture *f, const char *s)
{
	struct triage_text t;

	triage_text_read(f->arena, str_of(s), &t);
	return t;
}

static void case_and_accents_do_not_matter(void **state)
{
	struct triage_text a = read(*state, "FÄLLIGE Rechnung");
	struct triage_text b = read(*state, "fallige rechnung");

	assert_int_equal(a.n_words, 2);
	assert_int_equal(a.words[0].hash, b.words[0].hash);
	assert_int_equal(a.words[1].hash, b.words[1].hash);
}

static void a_word_keeps_its_place_in_the_original(void **state)
{
	struct triage_text t = read(*state, "  é été!");

	assert_int_equal(t.n_words, 2);
	assert_int_equal(t.words[1].from, 5);
	assert_int_equal(t.words[1].bytes, 5);
	assert_int_equal(t.words[1].end, '!');
}

static void cyrillic_letters_inside_a_latin_word_are_a_disguise(void **state)
{
	struct triage_text t = read(*state, "p\xD0\xB0yp\xD0\xB0l");

	assert_int_equal(t.disguised, 1);
	assert_int_equal(t.words[0].hash, triage_hash("paypal", 6));
}

static void digits_between_letters_are_the_letters_they_imitate(void **state)
{
	struct triage_text t = read(*state, "fr33dom p4ssw0rd v1agra");

	assert_int_equal(t.n_words, 3);
	assert_int_equal(t.words[0].hash, triage_hash("freedom", 7));
	assert_int_equal(t.words[1].hash, triage_hash("password", 8));
	assert_int_equal(t.words[2].hash, triage_hash("viagra", 6));
}

static void a_number_beside_letters_stays_a_number(void **state)
{
	struct triage_text t = read(*state, "mp3 4pm h264x");

	assert_int_equal(t.words[0].hash, triage_hash("mp3", 3));
	assert_int_equal(t.words[1].hash, triage_hash("4pm", 3));
	assert_int_equal(t.words[2].hash, triage_hash("h264x", 5));
}

static void a_russian_word_is_no_disguise(void **state)
{
	struct triage_text t =
	    read(*state, "\xD0\xBF\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82");

	assert_int_equal(t.n_words, 1);
	assert_int_equal(t.disguised, 0);
}

static void zero_width_characters_are_dropped_and_counted(void **state)
{
	struct triage_text t = read(*state, "pass\xE2\x80\x8Bword");

	assert_int_equal(t.n_words, 1);
	assert_int_equal(t.invisible, 1);
	assert_int_equal(t.words[0].hash, triage_hash("password", 8));
}

static void numbers_keep_only_their_length(void **state)
{
	struct triage_text t = read(*state, "123456 654321 12");

	assert_int_equal(t.words[0].hash, t.words[1].hash);
	assert_int_not_equal(t.words[0].hash, t.words[2].hash);
}

static void characters_without_spaces_are_words_each(void **state)
{
	assert_int_equal(read(*state, "\xE9\x9D\xA2\xE6\x8E\xA5").n_words, 2);
}

static void invalid_bytes_separate_words(void **state)
{
	struct triage_text t = read(*state, "one\xFFtwo\xC3");

	assert_int_equal(t.n_words, 2);
}

static void long_text_stops_at_the_bound(void **state)
{
	struct fixture *f = *state;
	char *text = malloc(40000);
	struct triage_text t;

	assert_non_null(text);
	for (size_t i = 0; i < 40000; i += 2)
		memcpy(text + i, "a ", 2);
	triage_text_read(f->arena, (struct str){text, 40000}, &t);
	assert_int_equal(t.n_words, TRIAGE_WORDS);
	free(text);
}

static void folding_joins_words_by_one_space(void **state)
{
	char out[32];

	(void)state;
	triage_text_fold(STR("  Zur\xC3\xBC"
			     "ck,  bitte! "),
	    out, sizeof out);
	assert_string_equal(out, "zuruck bitte");
}

static void folding_cuts_at_the_end_of_the_room(void **state)
{
	char out[5];

	(void)state;
	assert_int_equal(triage_text_fold(STR("abcdefgh"), out, sizeof out), 4);
	assert_string_equal(out, "abcd");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TRIAGE_TEST(case_and_accents_do_not_matter),
	    TRIAGE_TEST(a_word_keeps_its_place_in_the_original),
	    TRIAGE_TEST(cyrillic_letters_inside_a_latin_word_are_a_disguise),
	    TRIAGE_TEST(digits_between_letters_are_the_letters_they_imitate),
	    TRIAGE_TEST(a_number_beside_letters_stays_a_number),
	    TRIAGE_TEST(a_russian_word_is_no_disguise),
	    TRIAGE_TEST(zero_width_characters_are_dropped_and_counted),
	    TRIAGE_TEST(numbers_keep_only_their_length),
	    TRIAGE_TEST(characters_without_spaces_are_words_each),
	    TRIAGE_TEST(invalid_bytes_separate_words),
	    TRIAGE_TEST(long_text_stops_at_the_bound),
	    TRIAGE_TEST(folding_joins_words_by_one_space),
	    TRIAGE_TEST(folding_cuts_at_the_end_of_the_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
