/* spam_examples.h - what the shipped layer of the spam filter is fitted on. */
#ifndef TRIAGE_TRAIN_SPAM_EXAMPLES_H
#define TRIAGE_TRAIN_SPAM_EXAMPLES_H

#include "services/triage/train/fit_spam.h"
#include "services/triage/train/templates.h"

#define SPAM_EXAMPLES_MAX 40000
#define SPAM_PER_CATEGORY 150 /* composed mails */
#define SPAM_PASSES 12

struct spam_examples {
	struct arena *arena;
	struct spam_example *v;
	size_t n;
};

void spam_examples_init(struct spam_examples *t);
void spam_examples_deinit(struct spam_examples *t);
void spam_examples_add(
    struct spam_examples *t, const struct triage_mail *m, bool spam);
/* Mails composed of phrases, of every category but phishing; a fixed seed. */
void spam_examples_make(struct spam_examples *t, const struct templates *tp,
    enum templates_part part, unsigned per_category);
/* Weights: spam as much as ham in all. */
void spam_examples_balance(struct spam_examples *t);

#endif
