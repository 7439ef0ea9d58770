/* learner.h - what a user's lessons say of a mail: the sum of two online
 * filters over the same hashed features, which err differently (fusion: Lynam
 * and Cormack, "On-line spam filter fusion", 2006).
 *
 * - Logistic regression with a rate a feature (AdaGrad: Duchi et al., 2011).
 * - A vote of counts (counts.h).
 *
 * It is a pure function of what it was taught, in that order: the same
 * examples give the same bytes. So forgetting one is teaching the others to a
 * new learner, and nothing of it is left.
 *
 * Bounds. By a lesson the regression moves the taught mail's own log-odds to
 * at most TRIAGE_LEARNER_TARGET on the right side and no further. Another
 * mail's move by at most its overlap times that move: overlap is the sum of
 * its values of the shared features over the sum of the taught mail's values,
 * times the largest step over the mean step, which is 1 for features of equal
 * history. The vote is within TRIAGE_COUNTS_MAX.
 */
#ifndef TRIAGE_SPAM_LEARNER_H
#define TRIAGE_SPAM_LEARNER_H

#include "services/triage/spam/features.h"

#define TRIAGE_LEARNER_TARGET 5.0 /* log-odds */
#define TRIAGE_LEARNER_BITS_MIN 16
#define TRIAGE_LEARNER_BITS_MAX 19

struct triage_learner;

/* 2^bits buckets of 12 bytes: 6 MB at most. */
struct triage_learner *triage_learner_new(unsigned bits);
void triage_learner_free(struct triage_learner **l);
/* Buckets enough for so many lessons. */
unsigned triage_learner_bits_for(size_t lessons);

/* Log-odds that it adds to the prior's. */
double triage_learner_score(
    const struct triage_learner *l, const struct triage_spam_features *f);
/* prior: log-odds that others give the mail. */
void triage_learner_teach(struct triage_learner *l,
    const struct triage_spam_features *f, double prior, bool spam);

size_t triage_learner_bytes(const struct triage_learner *l);
/* Whether both know exactly the same. */
bool triage_learner_equal(
    const struct triage_learner *a, const struct triage_learner *b);

#endif
