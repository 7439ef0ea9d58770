/* lexicon.h - finds the phrases of lexicon.def.h in text, in one pass. */
#ifndef TRIAGE_LEXICON_H
#define TRIAGE_LEXICON_H

#include "services/triage/signals/signals.h"
#include "services/triage/signals/text.h"

#define TRIAGE_PHRASE_WORDS 6

struct triage_lexicon;
struct triage_lexicon *triage_lexicon_new(void);
void triage_lexicon_free(struct triage_lexicon **l);

struct triage_phrase {
	enum triage_signal signal;
	size_t first, words; /* of the text */
};
/* The next phrase from word *at on (the longest that begins there); false at
 * the end. */
bool triage_lexicon_next(const struct triage_lexicon *l,
    const struct triage_text *t, size_t *at, struct triage_phrase *p_r);

#endif
