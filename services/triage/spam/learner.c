/* learner.c - scores and learns, one mail at a time. */
#include "services/triage/spam/learner.h"
#include "common/base/die.h"
#include "services/triage/spam/counts.h"
#include <math.h>
#include <stdlib.h>

#define RATE 0.5f
#define SOFT 1e-6f /* keeps a feature's first step below RATE */

struct cell {
	float weight;
	float squares; /* of the gradients so far */
};

struct triage_learner {
	unsigned bits;
	struct triage_counts counts;
	struct cell cells[]; /* and behind them the counts */
};

struct triage_learner *triage_learner_new(unsigned bits)
{
	struct triage_learner *l;
	size_t n = (size_t)1 << bits;

	MUST(
	    bits >= TRIAGE_LEARNER_BITS_MIN && bits <= TRIAGE_LEARNER_BITS_MAX);
	l = xcalloc(
	    1, sizeof *l + n * (sizeof(struct cell) + sizeof *l->counts.v));
	l->bits = bits;
	triage_counts_init(&l->counts, bits, (void *)(l->cells + n));
	return l;
}

void triage_learner_free(struct triage_learner **l)
{
	free(*l);
	*l = NULL;
}

unsigned triage_learner_bits_for(size_t lessons)
{
	return lessons <= 32 ? 16 : lessons <= 256 ? 18 : 19;
}

static size_t bucket(const struct triage_learner *l, uint32_t hash)
{
	return hash >> (32 - l->bits);
}

static double regress(
    const struct triage_learner *l, const struct triage_spam_features *f)
{
	double sum = 0;

	for (size_t i = 0; i < f->n; i++)
		sum += (double)l->cells[bucket(l, f->v[i])].weight *
		       triage_spam_value(f, i);
	return sum;
}

double triage_learner_score(
    const struct triage_learner *l, const struct triage_spam_features *f)
{
	return regress(l, f) + triage_counts_vote(&l->counts, f);
}

static void walk(struct triage_learner *l, const struct triage_spam_features *f,
    double gradient)
{
	for (size_t i = 0; i < f->n; i++) {
		struct cell *c = &l->cells[bucket(l, f->v[i])];

		c->weight += RATE *
			     (float)(gradient * triage_spam_value(f, i)) /
			     sqrtf(c->squares + SOFT);
	}
}

static void learn(struct triage_learner *l,
    const struct triage_spam_features *f, double prior, bool spam)
{
	double before = regress(l, f), gradient, moved, wanted;

	wanted = (spam ? TRIAGE_LEARNER_TARGET : -TRIAGE_LEARNER_TARGET) -
		 prior - before;
	if ((spam && wanted <= 0) || (!spam && wanted >= 0))
		return;
	gradient = spam - 1 / (1 + exp(-prior - before));
	for (size_t i = 0; i < f->n; i++) {
		float g = (float)(gradient * triage_spam_value(f, i));

		l->cells[bucket(l, f->v[i])].squares += g * g;
	}
	walk(l, f, gradient);
	moved = regress(l, f) - before;
	if (fabs(moved) > fabs(wanted)) /* back to the target */
		walk(l, f, gradient * (wanted / moved - 1));
}

void triage_learner_teach(struct triage_learner *l,
    const struct triage_spam_features *f, double prior, bool spam)
{
	learn(l, f, prior, spam);
	triage_counts_teach(&l->counts, f, spam);
}

static size_t state_bytes(const struct triage_learner *l)
{
	return ((size_t)1 << l->bits) *
	       (sizeof(struct cell) + sizeof *l->counts.v);
}

size_t triage_learner_bytes(const struct triage_learner *l)
{
	return sizeof *l + state_bytes(l);
}

bool triage_learner_equal(
    const struct triage_learner *a, const struct triage_learner *b)
{
	return a->bits == b->bits && a->counts.spam == b->counts.spam &&
	       a->counts.ham == b->counts.ham &&
	       memcmp(a->cells, b->cells, state_bytes(a)) == 0;
}
