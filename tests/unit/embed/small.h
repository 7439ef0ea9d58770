/* small.h - for tests of embed: a few words, and a model of random weights. */
#ifndef TESTS_EMBED_SMALL_H
#define TESTS_EMBED_SMALL_H

#include "services/embed/convert/convert.h"
#include "services/embed/model/words.h"

/* Tokens of small_vocab's words are their places here. */
enum small_word {
	W_PAD,
	W_UNKNOWN,
	W_BEGIN,
	W_END,
	W_MASK,
	W_WORD, /* hello */
	W_UN,   /* un */
	W_AFFABLE /* ##aff */,
	W_ABLE,   /* ##able */
	W_COMMA,  /* , */
	W_CHINA,  /* the character for middle */
	W_ALPHA,  /* Greek alpha */
	W_SIGMA,  /* ##sigma */
	W_A,      /* a */
	W_INNER_A /* ##a */
};

struct vocab *small_vocab(void); /* to be freed */

/* A sealed file of random weights and small_vocab; the caller's to free. */
struct model_file *small_model(unsigned seed);
/* Written to path. */
void small_model_put(const struct model_file *f, const char *path);

#endif
