/* learner.c - scores and learns, one mail at a time. */
#include "services/triage/spam/learner.h"
#include "common/base/die.h"
#include <math.h>
#include <stdlib.h>

#define RATE 0.2f
#define SOFT 1e-5f /* keeps a feature's first step below RATE */

struct cell {
	float weight;
	float squares; /* of the gradients so far */
};

struct triage_learner {
	unsigned bits;
	struct cell cells[];
};

struct triage_learner *triage_learner_new(unsigned bits)
{
	struct triage_learner *l;

	MUST(
	    bits >= TRIAGE_LEARNER_BITS_MIN && bits <= TRIAGE_LEARNER_BITS_MAX);
	l = xcalloc(1, sizeof *l + (sizeof(struct cell) << bits));
	l->bits = bits;
	return l;
}

void triage_learner_free(struct triage_learner **l)
{
	free(*l);
	*l = NULL;
}

unsigned triage_learner_bits_for(size_t lessons)
{
	return lessons <= 32 ? 16 : lessons <= 256 ? 18 : 20;
}

static size_t bucket(const struct triage_learner *l, uint32_t hash)
{
	return hash >> (32 - l->bits);
}

double triage_learner_score(
    const struct triage_learner *l, const struct triage_spam_features *f)
{
	double sum = 0;

	for (size_t i = 0; i < f->n; i++)
		sum += (double)l->cells[bucket(l, f->v[i])].weight;
	return sum * f->value;
}

static void walk(struct triage_learner *l, const struct triage_spam_features *f,
    float gradient)
{
	for (size_t i = 0; i < f->n; i++) {
		struct cell *c = &l->cells[bucket(l, f->v[i])];

		c->weight += RATE * gradient / sqrtf(c->squares + SOFT);
	}
}

void triage_learner_teach(struct triage_learner *l,
    const struct triage_spam_features *f, double prior, bool spam)
{
	double before = triage_learner_score(l, f), moved, wanted;
	float gradient;

	wanted = (spam ? TRIAGE_LEARNER_TARGET : -TRIAGE_LEARNER_TARGET) -
		 prior - before;
	if ((spam && wanted <= 0) || (!spam && wanted >= 0))
		return;
	gradient = (float)((spam - 1 / (1 + exp(-prior - before))) * f->value);
	for (size_t i = 0; i < f->n; i++)
		l->cells[bucket(l, f->v[i])].squares += gradient * gradient;
	walk(l, f, gradient);
	moved = triage_learner_score(l, f) - before;
	if (fabs(moved) > fabs(wanted)) /* back to the target */
		walk(l, f, gradient * (float)(wanted / moved - 1));
}

size_t triage_learner_bytes(const struct triage_learner *l)
{
	return sizeof *l + (sizeof(struct cell) << l->bits);
}

struct str triage_learner_state(const struct triage_learner *l)
{
	return (struct str){
	    (const char *)l->cells, sizeof(struct cell) << l->bits};
}
