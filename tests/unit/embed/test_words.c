/* test_words.c - text to tokens. */
#include "tests/unit/embed/small.h"
#include "tests/unit/unit.h"

#include <stdio.h>

/* The tokens between begin and end are these, ended by -1. */
static void check(struct str text, const int *want)
{
	struct vocab *v = small_vocab();
	uint16_t ids[MODEL_TOKENS_MAX];
	size_t n = text_tokens(v, text, MODEL_TOKENS_MAX, ids), i = 0;

	assert_true(n >= 2);
	assert_int_equal(ids[0], W_BEGIN);
	assert_int_equal(ids[n - 1], W_END);
	for (; want[i] >= 0; i++) {
		assert_true(i + 2 < n);
		assert_int_equal(ids[i + 1], want[i]);
	}
	assert_int_equal(n, i + 2);
	free(v);
}
#define CHECK(lit, ...) check(STR(lit), (const int[]){__VA_ARGS__, -1})

static void a_word_is_cut_into_its_longest_pieces(void **state)
{
	(void)state;
	CHECK("unaffable", W_UN, W_AFFABLE, W_ABLE);
	CHECK("unable a", W_UN, W_ABLE, W_A);
}

static void what_has_no_pieces_is_unknown_as_a_whole(void **state)
{
	(void)state;
	CHECK("unaffably hello", W_UNKNOWN, W_WORD);
	CHECK("zzz", W_UNKNOWN);
}

static void case_and_accents_are_no_difference(void **state)
{
	(void)state;
	CHECK(
	    "HELLO h\xc3\xa9ll\xc3\xb6 he\xcc\x81llo", W_WORD, W_WORD, W_WORD);
	CHECK("\xce\x86", W_ALPHA); /* capital alpha with tonos */
	CHECK("\xce\x91\xce\xa3", W_ALPHA, W_SIGMA); /* no final sigma */
	CHECK("\xc4\xb0", W_UNKNOWN); /* dotted I is i, not there */
}

static void punctuation_stands_by_itself(void **state)
{
	(void)state;
	CHECK("hello,hello", W_WORD, W_COMMA, W_WORD);
	CHECK(",,", W_COMMA, W_COMMA);
	CHECK("hello$a", W_WORD, W_UNKNOWN, W_A);
	/* The Greek question mark is a semicolon. */
	CHECK("a\xcd\xbe"
	      "a",
	    W_A, W_UNKNOWN, W_A);
}

static void chinese_characters_stand_by_themselves(void **state)
{
	(void)state;
	CHECK("a\xe4\xb8\xad\xe4\xb8\xad"
	      "a",
	    W_A, W_CHINA, W_CHINA, W_A);
}

static void controls_and_broken_bytes_are_nothing(void **state)
{
	(void)state;
	CHECK("he\x01llo\x7f", W_WORD);
	CHECK("he\xc2\x85llo", W_WORD);         /* next line: a control */
	CHECK("he\xe2\x80\x8bllo", W_WORD);     /* zero width space */
	CHECK("he\xc2\xadllo", W_WORD);         /* soft hyphen */
	CHECK("he\xef\xbf\xbdllo", W_WORD);     /* replacement character */
	CHECK("he\xfe\xff\xc3llo\xc3", W_WORD); /* no UTF-8 */
	CHECK("he\xed\xa0\x80llo", W_WORD);     /* a surrogate */
	CHECK("he\0llo", W_WORD);
	CHECK("a\xc2\xa0"
	      "a\xe3\x80\x80"
	      "a\t\r\na",
	    W_A, W_A, W_A, W_A);
}

static void special_tokens_may_be_written_out(void **state)
{
	(void)state;
	CHECK("a[SEP]hello [MASK]", W_A, W_END, W_WORD, W_MASK);
	CHECK("[sep]", W_UNKNOWN, W_UNKNOWN, W_UNKNOWN);
	CHECK("[SE", W_UNKNOWN, W_UNKNOWN);
}

static void nothing_gives_begin_and_end(void **state)
{
	(void)state;
	check(STR(""), (const int[]){-1});
	check(STR(" \t\r\n "), (const int[]){-1});
	check(STR("\x01\x02\xe2\x80\x8b\xff"), (const int[]){-1});
}

static void a_word_of_over_a_hundred_characters_is_unknown(void **state)
{
	char text[102];
	struct vocab *v = small_vocab();
	uint16_t ids[MODEL_TOKENS_MAX];

	(void)state;
	memset(text, 'a', sizeof text);
	assert_int_equal(
	    text_tokens(v, (struct str){text, 100}, MODEL_TOKENS_MAX, ids),
	    102);
	assert_int_equal(ids[100], W_INNER_A);
	assert_int_equal(
	    text_tokens(v, (struct str){text, 101}, MODEL_TOKENS_MAX, ids), 3);
	assert_int_equal(ids[1], W_UNKNOWN);
	free(v);
}

static void a_megabyte_of_one_word_is_one_unknown(void **state)
{
	size_t n = 1u << 20;
	char *text = malloc(n);
	struct vocab *v = small_vocab();
	uint16_t ids[MODEL_TOKENS_MAX];

	(void)state;
	assert_non_null(text);
	memset(text, 'a', n);
	assert_int_equal(
	    text_tokens(v, (struct str){text, n}, MODEL_TOKENS_MAX, ids), 3);
	assert_int_equal(ids[1], W_UNKNOWN);
	memset(text, 0xff, n);
	assert_int_equal(
	    text_tokens(v, (struct str){text, n}, MODEL_TOKENS_MAX, ids), 2);
	free(v);
	free(text);
}

static void tokens_end_at_the_bound_with_the_end(void **state)
{
	char text[2 * MODEL_TOKENS_MAX];
	struct vocab *v = small_vocab();
	uint16_t ids[MODEL_TOKENS_MAX];

	(void)state;
	memset(text, ',', sizeof text);
	for (size_t max = 2; max <= MODEL_TOKENS_MAX; max += 127) {
		assert_int_equal(
		    text_tokens(v, (struct str){text, sizeof text}, max, ids),
		    max);
		assert_int_equal(ids[max - 1], W_END);
	}
	/* In the middle of a word. */
	assert_int_equal(text_tokens(v, STR("unaffable"), 4, ids), 4);
	assert_int_equal(ids[2], W_AFFABLE);
	assert_int_equal(ids[3], W_END);
	free(v);
}

static void a_vocabulary_refuses_what_it_cannot_hold(void **state)
{
	struct vocab *v = small_vocab();
	char text[256];

	(void)state;
	memset(text, 'x', sizeof text);
	assert_int_equal(vocab_add(v, STR(""), 1), -1);
	assert_int_equal(vocab_add(v, STR("hello"), 1), -1);
	assert_int_equal(vocab_add(v, (struct str){text, 256}, 1), -1);
	assert_int_equal(vocab_add(v, (struct str){text, 255}, 1), 0);
	assert_true(vocab_is_sound(v));
	v->slots[7] = (struct vocab_slot){.id = MODEL_WORDS, .bytes = 1};
	assert_false(vocab_is_sound(v));
	v->slots[7] = (struct vocab_slot){.at = VOCAB_POOL, .bytes = 1};
	assert_false(vocab_is_sound(v));
	free(v);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_word_is_cut_into_its_longest_pieces),
	    cmocka_unit_test(what_has_no_pieces_is_unknown_as_a_whole),
	    cmocka_unit_test(case_and_accents_are_no_difference),
	    cmocka_unit_test(punctuation_stands_by_itself),
	    cmocka_unit_test(chinese_characters_stand_by_themselves),
	    cmocka_unit_test(controls_and_broken_bytes_are_nothing),
	    cmocka_unit_test(special_tokens_may_be_written_out),
	    cmocka_unit_test(nothing_gives_begin_and_end),
	    cmocka_unit_test(a_word_of_over_a_hundred_characters_is_unknown),
	    cmocka_unit_test(a_megabyte_of_one_word_is_one_unknown),
	    cmocka_unit_test(tokens_end_at_the_bound_with_the_end),
	    cmocka_unit_test(a_vocabulary_refuses_what_it_cannot_hold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
