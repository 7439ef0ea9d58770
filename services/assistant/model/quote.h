/* quote.h - which words of a mail a model's sentence is shown with. Pure. */
#ifndef ASSISTANT_QUOTE_H
#define ASSISTANT_QUOTE_H

#include "services/assistant/compose/choose.h"

/* The sentence of that mail (v[mail]) that has most of the words: what is
 * shown as the citation's quote. False when none shares a word. */
bool quote_best(const struct mail *v, size_t mail, struct str sentence,
    struct pick *pick_r);

/* The first words of s, GROUND_RUN or more in a row, that stand so in the body
 * of a cited mail: a mail's words are shown as its own, never as ours. They
 * are the bytes *from_r to *to_r of s and the pick's bytes of its mail; cited
 * are n places in v. False: there are none. */
bool quote_run(const struct mail *v, const size_t *cited, size_t n,
    struct str s, struct pick *pick_r, size_t *from_r, size_t *to_r);

#endif
