/* held.c - judges what was held out, and fits the sharpness to it. */
#include "services/triage/train/held.h"
#include "common/base/die.h"
#include <math.h>
#include <stdlib.h>

#define BINS 10

void held_add(struct held *h, const struct weights *w, const struct example *e)
{
	struct held_mail *m;

	if (h->n == h->max) {
		h->max = h->max == 0 ? 1024 : h->max * 2;
		h->v = xrealloc(h->v, h->max * sizeof *h->v);
	}
	m = &h->v[h->n++];
	weights_apply(w, e, m->z);
	m->spam = (double)e->spam;
	m->category = e->category;
}

void held_deinit(struct held *h)
{
	free(h->v);
	memset(h, 0, sizeof *h);
}

/* Probabilities; returns the likeliest category. */
static int judge(const struct held_mail *m, double sharpness,
    double p_r[TRIAGE_CATEGORIES_N])
{
	double sum = 0, top = -INFINITY;
	int best = 0;

	for (int c = 0; c < TRIAGE_CATEGORIES_N; c++) {
		p_r[c] =
		    m->z[c] * sharpness + (c == CATEGORY_SPAM ? m->spam : 0);
		if (p_r[c] > top) {
			top = p_r[c];
			best = c;
		}
	}
	for (int c = 0; c < TRIAGE_CATEGORIES_N; c++)
		sum += p_r[c] = exp(p_r[c] - top);
	for (int c = 0; c < TRIAGE_CATEGORIES_N; c++)
		p_r[c] /= sum;
	return best;
}

double held_sharpness(const struct held *h)
{
	double best = 1, least = INFINITY;

	for (int i = 1; i <= 100; i++) {
		double s = i * 0.05;
		double loss = held_measure(h, 0, h->n, s).loss;

		if (loss < least) {
			least = loss;
			best = s;
		}
	}
	return best;
}

struct held_quality held_measure(
    const struct held *h, size_t from, size_t to, double sharpness)
{
	double sure[BINS] = {0}, right[BINS] = {0};
	double is[TRIAGE_CATEGORIES_N] = {0}, said[TRIAGE_CATEGORIES_N] = {0};
	double both[TRIAGE_CATEGORIES_N] = {0};
	struct held_quality q = {.loss = 0};
	double n = (double)MAX(to - from, (size_t)1);

	for (size_t i = from; i < to; i++) {
		const struct held_mail *m = &h->v[i];
		double p[TRIAGE_CATEGORIES_N];
		int best = judge(m, sharpness, p);
		int bin = MIN((int)(p[best] * BINS), BINS - 1);

		q.loss -= log(fmax(p[m->category], 1e-12)) / n;
		q.accuracy += (best == m->category) / n;
		sure[bin] += p[best];
		right[bin] += best == m->category;
		is[m->category]++;
		said[best]++;
		both[best] += best == m->category;
	}
	for (int k = 0; k < BINS; k++)
		q.calibration_error += fabs(sure[k] - right[k]) / n;
	for (int c = 0; c < TRIAGE_CATEGORIES_N; c++) {
		q.f1[c] = 2 * both[c] / fmax(is[c] + said[c], 1);
		q.macro_f1 += q.f1[c] / TRIAGE_CATEGORIES_N;
	}
	return q;
}
