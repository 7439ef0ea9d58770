/* examples.h - mails to learn from: their features, and what is known of them
 * beside the words.
 */
#ifndef TRIAGE_TRAIN_EXAMPLES_H
#define TRIAGE_TRAIN_EXAMPLES_H

#include "services/triage/spam/spam.h"
#include "services/triage/train/corpus.h"
#include "services/triage/train/learn_weights.h"
#include "services/triage/train/whole.h"

struct examples {
	struct arena *arena; /* lives as long as they do */
	struct triage_domains *domains;
	struct triage_lexicon *lexicon;
	struct triage_spam spam;
	struct example *v;
	size_t n, max;
};

void examples_init(struct examples *e, size_t max);
void examples_deinit(struct examples *e);

/* Composed of phrases. */
void examples_add_composed(
    struct examples *e, const struct templates *t, unsigned per_category);

/* Whole mails, in so many readings each, some from people whom the user knows;
 * without the mails of one writer, 0 for none. */
void examples_add_whole(struct examples *e, const struct templates *t,
    const struct whole *w, char without, unsigned readings);
/* One writer's, one reading each, from strangers: to test on. */
void examples_add_writer(struct examples *e, const struct templates *t,
    const struct whole *w, char writer);

/* The corpus's training part; held: only every tenth of it, else the others;
 * or all. */
void examples_add_corpus(
    struct examples *e, const struct corpus *c, enum templates_part part);

#endif
