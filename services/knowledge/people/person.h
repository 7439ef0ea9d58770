/* person.h - the rows of the persons that addresses make: names, titles, the
 * reasons of merges, the words they are found by; pure. */
#ifndef KNOWLEDGE_PERSON_H
#define KNOWLEDGE_PERSON_H

#include "services/knowledge/store/fold.h"

/* At most this many words a person; the first in order of bytes. */
#define PERSON_WORDS 64

/* Fills people and words of f from its clusters. */
void people_of(struct arena *a, struct folded *f);

/* The next word of letters and digits of *rest, in lower case without
 * accents, as people are looked for; false at the end. out has
 * PERSON_WORD_BYTES. */
#define PERSON_WORD_BYTES 64
bool person_word(struct str *rest, char out[PERSON_WORD_BYTES]);

#endif
