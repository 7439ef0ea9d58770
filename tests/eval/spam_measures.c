/* spam_measures.c - the measures of the TREC spam track, and calibration. */
#include "common/base/die.h"
#include "tests/eval/spam_eval.h"
#include <math.h>
#include <stdlib.h>

#define RESAMPLES 400

static int falling(const void *a, const void *b)
{
	const struct scored *x = a, *y = b;

	return x->z > y->z ? -1 : x->z < y->z;
}

/* v falling. Ties count half. */
static void rank(const struct scored *v, size_t n, struct spam_measures *m_r)
{
	double ham = 0, spam = 0, ham_above = 0, spam_above = 0, wrong = 0;
	bool found_01 = false, found_05 = false;

	for (size_t i = 0; i < n; i++)
		*(v[i].spam ? &spam : &ham) += 1;
	for (size_t i = 0; i < n;) {
		double h = 0, s = 0;
		size_t k = i;

		for (; k < n && v[k].z == v[i].z; k++)
			*(v[k].spam ? &s : &h) += 1;
		wrong += s * (ham_above + h / 2);
		if (!found_01 && ham_above + h > floor(ham * 0.001)) {
			m_r->missed_at_01 = 100 * (spam - spam_above) / spam;
			found_01 = true;
		}
		if (!found_05 && ham_above + h > floor(ham * 0.005)) {
			m_r->missed_at_05 = 100 * (spam - spam_above) / spam;
			found_05 = true;
		}
		ham_above += h;
		spam_above += s;
		i = k;
	}
	m_r->roca = 100 * wrong / (ham * spam);
}

void spam_measure(const struct scored *v, size_t n, struct spam_measures *m_r)
{
	struct scored *copy = xcalloc(n + 1, sizeof *copy);
	double sum[10] = {0}, hit[10] = {0}, ham = 0, spam = 0;

	memset(m_r, 0, sizeof *m_r);
	memcpy(copy, v, n * sizeof *copy);
	qsort(copy, n, sizeof *copy, falling);
	rank(copy, n, m_r);
	for (size_t i = 0; i < n; i++) {
		int bin = (int)fmin(v[i].p * 10, 9);

		sum[bin] += v[i].p;
		hit[bin] += v[i].spam;
		*(v[i].spam ? &spam : &ham) += 1;
		m_r->ham_misclassed += !v[i].spam && v[i].p >= 0.5;
		m_r->spam_misclassed += v[i].spam && v[i].p < 0.5;
	}
	for (int b = 0; b < 10; b++)
		m_r->calibration += fabs(sum[b] - hit[b]) / (double)n;
	m_r->ham_misclassed *= 100 / ham;
	m_r->spam_misclassed *= 100 / spam;
	free(copy);
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

void spam_bootstrap(const struct scored *ours, const struct scored *rival,
    size_t n, double *low_r, double *high_r)
{
	struct scored *a = xcalloc(n, sizeof *a), *b = xcalloc(n, sizeof *b);
	double difference[RESAMPLES];
	uint64_t state = 42;

	for (size_t k = 0; k < RESAMPLES; k++) {
		struct spam_measures x, y;

		for (size_t i = 0; i < n; i++) {
			size_t j;

			state = state * UINT64_C(6364136223846793005) +
				UINT64_C(1442695040888963407);
			j = (size_t)((state >> 33) % n);
			a[i] = ours[j];
			b[i] = rival[j];
		}
		qsort(a, n, sizeof *a, falling);
		qsort(b, n, sizeof *b, falling);
		rank(a, n, &x);
		rank(b, n, &y);
		difference[k] = x.roca - y.roca;
	}
	qsort(difference, RESAMPLES, sizeof *difference, by_value);
	*low_r = difference[RESAMPLES / 40];
	*high_r = difference[RESAMPLES - 1 - RESAMPLES / 40];
	free(a);
	free(b);
}

/* ---- calibration ---- */

void calibrator_init(struct calibrator *c)
{
	*c = (struct calibrator){
	    .slope = 1, .slope_squares = 1, .offset_squares = 1};
}

double calibrator_p(const struct calibrator *c, double z)
{
	return 1 / (1 + exp(-(c->slope * z + c->offset)));
}

void calibrator_learn(struct calibrator *c, double z, bool spam)
{
	double g = (double)spam - calibrator_p(c, z);

	c->slope_squares += g * z * g * z;
	c->offset_squares += g * g;
	c->slope += 0.3 * g * z / sqrt(c->slope_squares);
	c->offset += 0.3 * g / sqrt(c->offset_squares);
}
