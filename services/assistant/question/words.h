/* words.h - text as words: where they stand, and a key that makes relatives
 * equal (case, accents, English plurals and endings). Pure.
 *
 * A word is letters and digits; an apostrophe or a hyphen ends it. A letter
 * of a script without spaces (Han, Kana, Hangul) is a word of its own.
 */
#ifndef ASSISTANT_WORDS_H
#define ASSISTANT_WORDS_H

#include "common/base/str.h"

#define WORD_FOLD_MAX 32

struct word {
	size_t from, bytes;       /* in the text */
	char fold[WORD_FOLD_MAX]; /* lower case, no accents, cut; with NUL */
	size_t fold_n;
	bool upper;   /* begins with a capital letter */
	bool digit;   /* begins with a digit */
	uint64_t key; /* of its stem; 0 is never a key */
};

/* The next word at or behind *pos, which moves behind it; false at the end.
 * Begin with 0. */
bool word_next(struct str text, size_t *pos, struct word *w_r);
/* How many of the n words at v the longest phrase has that they begin with:
 * phrases are folded words with spaces, '|' between them. 0: none. */
size_t words_match(const struct word *v, size_t n, const char *phrases);
/* The key of a word that was folded already. */
uint64_t word_key(const char *fold, size_t n);

/* The code point at p, its bytes in *n_r (1 and U+FFFD for bytes that are not
 * UTF-8). s is not empty. */
uint32_t utf8_next(struct str s, size_t *n_r);
/* Controls, direction marks and characters without width: what may never
 * stand in an answer. Tab and line feed are not among them. */
bool char_is_hidden(uint32_t c);

#endif
