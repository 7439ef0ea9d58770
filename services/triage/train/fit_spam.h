/* fit_spam.h - fits the shipped layer of the spam filter: logistic regression
 * by stochastic gradient descent (AdaGrad), many passes. */
#ifndef TRIAGE_TRAIN_FIT_SPAM_H
#define TRIAGE_TRAIN_FIT_SPAM_H

#include "services/triage/spam/spam.h"

struct spam_example {
	struct triage_spam_features f; /* the general ones are read */
	bool spam;
	float weight; /* 1: as much as any other */
};

struct spam_fit;

struct spam_fit *spam_fit_new(void);
void spam_fit_free(struct spam_fit **s);
/* Passes over the examples, shuffled; the same every time. */
void spam_fit_run(struct spam_fit *s, const struct spam_example *v, size_t n,
    unsigned passes);
/* Log-odds of the general features, before calibration. */
double spam_fit_score(
    const struct spam_fit *s, const struct triage_spam_features *f);
/* Fits the slope on mail that was not learnt from. The offset is fixed: text
 * of which nothing is known is more likely wanted, whatever the corpus. */
void spam_fit_calibrate(
    struct spam_fit *s, const struct spam_example *held, size_t n);
/* Rounds to bytes; file_r has triage_spam_bytes(). */
void spam_fit_write(const struct spam_fit *s, char *file_r);

#endif
