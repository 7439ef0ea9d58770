/* text.h - mail text as words: folded, bounded, hashed.
 *
 * Folding lowers case, strips accents, drops invisible characters and turns
 * letters of other alphabets that look Latin into the Latin ones when they
 * stand inside a Latin word: "PаypаI" with Cyrillic letters reads "paypai"
 * and counts as disguised. Text in another script stays as it is.
 */
#ifndef TRIAGE_TEXT_H
#define TRIAGE_TEXT_H

#include "common/base/arena.h"
#include "common/base/str.h"

#define TRIAGE_TEXT_BYTES 8192 /* of a body that are read */
#define TRIAGE_WORDS 1600      /* of a body that count */
#define TRIAGE_WORD_BYTES 32   /* longer words are cut */
#define TRIAGE_WORD_PARTS 6    /* 3 to 6 first bytes, 3 and 4 last */

struct triage_word {
	uint32_t hash;
	uint32_t from;  /* offset in the original text */
	uint16_t bytes; /* of the original */
	char end;       /* '?', '!', '.' or ',' that follows, or 0 */
	uint8_t n_parts;
	uint32_t parts[TRIAGE_WORD_PARTS]; /* of its beginnings and ends */
};

struct triage_text {
	struct str original; /* borrowed */
	const struct triage_word *words;
	size_t n_words;
	unsigned invisible; /* zero-width characters dropped inside words */
	unsigned disguised; /* words that mix alphabets */
	unsigned fancy;     /* mathematical letters */
	unsigned shouted;   /* words of four letters or more in capitals */
	unsigned questions; /* sentences that end in a question mark */
	unsigned exclamations;
};

/* Splits text (any bytes; invalid UTF-8 separates words) into words, cut at
 * the bounds above. Lives in a; borrows text. */
void triage_text_read(
    struct arena *a, struct str text, struct triage_text *t_r);

/* The same folding for a short string: out is NUL-terminated, words are
 * separated by one space. Returns the length. */
size_t triage_text_fold(struct str in, char *out, size_t out_bytes);

/* One code point, folded: 0 when it is dropped. *looks_latin_r is set when it
 * belongs to another alphabet and looks like the ASCII letter returned by
 * triage_text_skeleton(). */
uint32_t triage_text_fold_char(uint32_t c);
/* The ASCII letter that c looks like, or 0. */
char triage_text_skeleton(uint32_t c);
/* The next code point of s at *pos, or 0xFFFD for an invalid byte; 0 at the
 * end. */
uint32_t triage_text_next_wide(struct str s, size_t *pos);
static inline uint32_t triage_text_next(struct str s, size_t *pos)
{
	unsigned char c = *pos < s.n ? (unsigned char)s.p[*pos] : 0;

	if (c == 0 || c >= 0x80)
		return triage_text_next_wide(s, pos);
	*pos += 1;
	return c;
}

static inline uint32_t triage_hash(const char *p, size_t n)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)p[i]) * 16777619u;
	h ^= h >> 16;
	h *= 0x7FEB352Du;
	return h ^ (h >> 15);
}
/* Order matters: for phrases of several words. */
static inline uint32_t triage_hash_join(uint32_t a, uint32_t b)
{
	uint32_t h = (a ^ 0x9E3779B9u) * 0x85EBCA6Bu;

	h = (h ^ (h >> 15)) + b;
	h *= 0xC2B2AE35u;
	return h ^ (h >> 13);
}

#endif
