/* counts.h - a vote by counting in how many lessons of each class a word or
 * value stood: naive Bayes with Robinson's strength ("A statistical approach
 * to the spam problem", Linux Journal 107, 2003), taught only where it errs or
 * nearly so (Siefkes et al., 2004).
 *
 * Bounds: the vote is within TRIAGE_COUNTS_MAX either way, whatever was taught,
 * and 0 until a lesson of each class was counted. What it knows is a pure
 * function of its lessons in their order.
 */
#ifndef TRIAGE_SPAM_COUNTS_H
#define TRIAGE_SPAM_COUNTS_H

#include "services/triage/spam/features.h"

#define TRIAGE_COUNTS_MAX 1.8 /* log-odds */

struct triage_count {
	uint16_t spam, ham;
};

struct triage_counts {
	uint32_t spam, ham; /* lessons counted */
	unsigned bits;      /* of a bucket's number */
	struct triage_count *v;
};

/* v: 2^bits zeros that live as long as c. */
void triage_counts_init(
    struct triage_counts *c, unsigned bits, struct triage_count *v);
/* Log-odds. */
double triage_counts_vote(
    const struct triage_counts *c, const struct triage_spam_features *f);
void triage_counts_teach(
    struct triage_counts *c, const struct triage_spam_features *f, bool spam);

#endif
