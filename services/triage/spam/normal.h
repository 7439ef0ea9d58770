/* normal.h - the text a reader sees, however it was disguised.
 *
 * Lower case without accents; zero-width characters dropped; letters that
 * look like an ASCII one (the skeletons of Unicode TS 39, confusables.def.h)
 * replaced in words that have ASCII letters too; digits and signs that stand
 * for letters inside words ("v1agra", "c@sh") replaced; letters set apart
 * ("v i a g r a", "v.i.a.g.r.a") joined; runs of one letter cut to two, of
 * one sign to three, white space to one space.
 */
#ifndef TRIAGE_SPAM_NORMAL_H
#define TRIAGE_SPAM_NORMAL_H

#include "common/base/arena.h"
#include "common/base/str.h"

#define TRIAGE_NORMAL_WORD_BYTES 64 /* longer words are cut in pieces */

struct triage_normal {
	struct str text;
	unsigned invisible; /* zero-width characters dropped inside words */
	unsigned confused;  /* words that mixed alphabets */
	unsigned leet;      /* words with signs in the place of letters */
	unsigned spaced;    /* words set apart letter by letter */
};

/* Reads at most max_bytes of in (any bytes; invalid UTF-8 is a space), and
 * writes at most as many. Lives in a. */
void triage_normal_read(struct arena *a, struct str in, size_t max_bytes,
    struct triage_normal *n_r);

#endif
