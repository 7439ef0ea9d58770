/* tokens.h - mail text as words and numbers in sentences, each with its place.
 *
 * Words are lower case (ASCII folded, other letters as they stand) and
 * contractions are written out: "won't" is the two tokens "will" and "not",
 * both at the place of the one word. Web and mail addresses are left out.
 */
#ifndef MAIL_TOKENS_H
#define MAIL_TOKENS_H

#include "common/base/arena.h"
#include "common/base/str.h"

#define TOKENS_MAX 4000 /* of a mail; what follows is not read */

struct token {
	struct str word;   /* lower case; digits for a number */
	uint32_t from, to; /* bytes of the text */
	uint32_t sentence; /* index */
	int number;        /* 0 to 99999, or -1 */
	bool breaks;       /* a semicolon, colon or dash goes before */
	bool comma;        /* a comma goes before */
	bool capital;      /* begins with a capital letter */
	bool quoted;       /* between double quotes */
};

struct sentence {
	size_t from, to; /* tokens */
	bool question;
	uint32_t end; /* byte behind the last token and its full stop */
};

struct tokens {
	struct str text;
	struct token *v;
	size_t n, max;
	struct sentence *sentences;
	size_t sentences_n;
};

/* Room for TOKENS_MAX tokens of text; nothing is read yet. */
void tokens_init(struct arena *a, struct str text, struct tokens *t_r);
/* Adds the bytes [from, to) of the text; sentences end at to. */
void tokens_add(struct arena *a, struct tokens *t, size_t from, size_t to);

static inline bool token_is(const struct token *t, const char *word)
{
	return str_eqs(t->word, word);
}

/* Whether one of the words, separated by "|"; empty is none. */
bool token_in(const struct token *t, const char *words);

/* The same for many words that are asked of every token. Words are borrowed. */
struct word_set;
const struct word_set *word_set_new(struct arena *a, const char *words);
bool word_set_has(const struct word_set *set, const struct token *t);

#endif
