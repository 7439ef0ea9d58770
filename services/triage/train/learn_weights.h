/* learn_weights.h - fits the linear model by stochastic gradient descent. */
#ifndef TRIAGE_TRAIN_LEARN_WEIGHTS_H
#define TRIAGE_TRAIN_LEARN_WEIGHTS_H

#include "common/base/arena.h"
#include "services/triage/model/model.h"

/* One mail to learn from: its features, and what the rules say already. */
struct example {
	struct triage_features features;
	float offset[TRIAGE_CATEGORIES_N]; /* log-odds of the signals */
	float spam;   /* what the spam filter says, log-odds; not sharpened */
	int category; /* or EXAMPLE_HAM: any category that is not junk */
	float weight;
	bool from_corpus;
};
#define EXAMPLE_HAM (-1)

struct weights {
	float (*words)[TRIAGE_CATEGORIES_N];
	float (*words_g)[TRIAGE_CATEGORIES_N]; /* sums of squared gradients */
	float (*prior)[TRIAGE_CATEGORIES_N];   /* what a row shrinks to */
	float bias[TRIAGE_CATEGORIES_N], bias_g[TRIAGE_CATEGORIES_N];
	uint32_t turn; /* mails learnt from */
};

void weights_init(struct weights *w);
void weights_deinit(struct weights *w);
/* Begins at what naive Bayes says: the log of the share of each category's
 * composed mails that have a feature, less the mean over the categories. A
 * category is taken to have smooth mails more that have it and as many that
 * have not. Once, before the first pass. */
void weights_begin(
    struct weights *w, const struct example *const *v, size_t n, double smooth);
/* One pass over the examples in the given order. Returns the mean loss. */
double weights_pass(
    struct weights *w, const struct example *const *v, size_t n, double rate);
/* Weight decay towards the beginning, once a pass. */
void weights_shrink(struct weights *w, float keep);

/* Log-odds of one example, without the spam filter. */
void weights_apply(const struct weights *w, const struct example *e,
    double z_r[TRIAGE_CATEGORIES_N]);
/* Mean loss of the examples when all log-odds are multiplied by sharpness. */
double weights_loss(const struct weights *w, const struct example *const *v,
    size_t n, double sharpness);

/* Rounds to bytes; file_r has triage_model_bytes(). */
void weights_write(const struct weights *w, double sharpness, char *file_r);

#endif
