/* counts.c - adds up what words stood in. */
#include "services/triage/spam/counts.h"
#include <math.h>

#define STRENGTH 0.3 /* of the assumption that an unknown word says nothing */
#define MARGIN 2.0   /* a lesson known by so much is not counted */
#define SURE 3.0     /* more than so much is not said */
#define FEW 5.0      /* lessons of the rarer class that halve the vote */
#define SHARE (TRIAGE_COUNTS_MAX / SURE)
#define FACTORS 16 /* between two logarithms: none exceeds 10^7 */

void triage_counts_init(
    struct triage_counts *c, unsigned bits, struct triage_count *v)
{
	*c = (struct triage_counts){.bits = bits, .v = v};
}

static struct triage_count *bucket(const struct triage_counts *c, uint32_t hash)
{
	return &c->v[hash >> (32 - c->bits)];
}

/* The sum of the known words' log-odds over twice the root of their number:
 * words of one mail are no independent witnesses. */
static double weigh(
    const struct triage_counts *c, const struct triage_spam_features *f)
{
	double by_spam = 1 / ((double)c->spam + 1);
	double by_ham = 1 / ((double)c->ham + 1);
	double sum = 0, odds = 1;
	size_t known = 0;

	for (size_t i = 0; i < f->n; i++) {
		const struct triage_count *at = bucket(c, f->v[i]);
		double spam = at->spam * by_spam, ham = at->ham * by_ham;
		double n = at->spam + at->ham;
		double half = STRENGTH / 2 * (spam + ham);

		if (!(f->role[i] & TRIAGE_SPAM_COUNTED) || n == 0)
			continue;
		odds *= (half + n * spam) / (half + n * ham);
		if (++known % FACTORS == 0) {
			sum += log(odds);
			odds = 1;
		}
	}
	return (sum + log(odds)) / sqrt((double)known + 1) / 2;
}

double triage_counts_vote(
    const struct triage_counts *c, const struct triage_spam_features *f)
{
	double rarer = c->spam < c->ham ? c->spam : c->ham;

	if (rarer == 0)
		return 0;
	return SHARE * fmax(-SURE, fmin(SURE, weigh(c, f))) * rarer /
	       (rarer + FEW);
}

void triage_counts_teach(
    struct triage_counts *c, const struct triage_spam_features *f, bool spam)
{
	if (weigh(c, f) * (spam ? 1 : -1) > MARGIN)
		return;
	*(spam ? &c->spam : &c->ham) += 1;
	for (size_t i = 0; i < f->n; i++) {
		struct triage_count *at = bucket(c, f->v[i]);
		uint16_t *n = spam ? &at->spam : &at->ham;

		if (f->role[i] & TRIAGE_SPAM_COUNTED && *n < UINT16_MAX)
			*n += 1;
	}
}
