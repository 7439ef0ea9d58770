/* relevant.h - which of the mail that was found is about the question. Search
 * by meaning finds something for any words; an answer should not. Pure. */
#ifndef ASSISTANT_RELEVANT_H
#define ASSISTANT_RELEVANT_H

#include "services/assistant/compose/choose.h"

/* Mail with less of the question's words than this part of the best mail's is
 * left out; with less than that part of all, nothing was found. */
#define RELEVANT_OF_BEST 0.6
#define RELEVANT_OF_ALL 0.34

/* Keeps what is relevant among mails[keep..n): the mails with all words of the
 * question, in their order, and behind them those of their threads, which may
 * say what they leave out; without any such those near the best, best first,
 * and *loose_r is set. Returns how many there are then; *listed_r: so many
 * without the rest of their threads. A question without words of its own leaves
 * all. */
size_t relevant_keep(struct arena *a, const struct question *q,
    struct mail *mails, size_t keep, size_t n, bool *loose_r, size_t *listed_r);

#endif
