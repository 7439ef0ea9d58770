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
};
#define EXAMPLE_HAM (-1)

struct weights {
	float (*words)[TRIAGE_CATEGORIES_N];
	float (*words_g)[TRIAGE_CATEGORIES_N]; /* sums of squared gradients */
	float bias[TRIAGE_CATEGORIES_N], bias_g[TRIAGE_CATEGORIES_N];
	uint32_t turn; /* mails learnt from */
};

void weights_init(struct weights *w);
void weights_deinit(struct weights *w);
/* One pass over the examples in the given order. Returns the mean loss. */
double weights_pass(
    struct weights *w, const struct example *const *v, size_t n, double rate);

/* Log-odds of one example, without the spam filter. */
void weights_apply(const struct weights *w, const struct example *e,
    double z_r[TRIAGE_CATEGORIES_N]);
/* Log-odds of spam or phishing, with the spam filter. */
double weights_junk(const struct weights *w, const struct example *e);

/* Rounds to bytes; file_r has triage_model_bytes(). */
void weights_write(const struct weights *w, double sharpness, char *file_r);

#endif
