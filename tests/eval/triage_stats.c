/* triage_stats.c - the measures of the triage evaluation. */
#include "common/base/die.h"
#include "tests/eval/triage_eval.h"
#include <math.h>
#include <stdlib.h>

#define RESAMPLES 2000

void judged_add(
    struct judged_list *l, const struct triage_score *s, struct judged more)
{
	double junk = 0, rest = 0;
	int32_t top = s->milli[s->category];

	if (l->n == l->max) {
		l->max = l->max == 0 ? 1024 : l->max * 2;
		l->v = xrealloc(l->v, l->max * sizeof *l->v);
	}
	for (unsigned c = 0; c < TRIAGE_CATEGORIES_N; c++)
		*(triage_category((enum triage_category)c)->junk ? &junk
								 : &rest) +=
		    exp((s->milli[c] - top) / 1000.0);
	more.junk = junk / (junk + rest);
	more.logit = log(fmax(junk, 1e-300)) - log(fmax(rest, 1e-300));
	ablation_read(s, more.points);
	more.risk = s->risk;
	more.category = (int)s->category;
	more.needs_reply = s->needs_reply;
	l->v[l->n++] = more;
}

struct ranked {
	double score;
	bool positive;
};

static int by_score(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	return x->score < y->score ? -1 : x->score > y->score;
}

double stat_auc(const double *score, const bool *positive, size_t n)
{
	struct ranked *r = xcalloc(n, sizeof *r);
	double wins = 0, negatives_below = 0, p = 0;

	for (size_t i = 0; i < n; i++)
		r[i] = (struct ranked){score[i], positive[i]};
	qsort(r, n, sizeof *r, by_score);
	for (size_t i = 0; i < n;) {
		double pos = 0, neg = 0;
		size_t k = i;

		for (; k < n && r[k].score == r[i].score; k++)
			*(r[k].positive ? &pos : &neg) += 1;
		wins += pos * (negatives_below + neg / 2);
		negatives_below += neg;
		p += pos;
		i = k;
	}
	free(r);
	return wins / (p * negatives_below);
}

double stat_ece(const struct judged *v, size_t n)
{
	double sum[10] = {0}, hit[10] = {0}, count[10] = {0}, error = 0;

	for (size_t i = 0; i < n; i++) {
		int bin = (int)fmin(v[i].junk * 10, 9);

		sum[bin] += v[i].junk;
		hit[bin] += v[i].positive;
		count[bin]++;
	}
	for (int b = 0; b < 10; b++) {
		if (count[b] > 0)
			error += fabs(sum[b] - hit[b]) / (double)n;
	}
	return error;
}

struct quality stat_quality(const struct judged *const *v, size_t n)
{
	size_t right[TRIAGE_CATEGORIES_N] = {0};
	size_t said[TRIAGE_CATEGORIES_N] = {0};
	size_t true_n[TRIAGE_CATEGORIES_N] = {0};
	size_t all = 0, kinds = 0;
	double f1 = 0;

	for (size_t i = 0; i < n; i++) {
		said[v[i]->category]++;
		true_n[v[i]->expected]++;
		if (v[i]->category == v[i]->expected) {
			right[v[i]->expected]++;
			all++;
		}
	}
	for (unsigned c = 0; c < TRIAGE_CATEGORIES_N; c++) {
		if (true_n[c] == 0)
			continue;
		kinds++;
		f1 += 2.0 * (double)right[c] / (double)(said[c] + true_n[c]);
	}
	return (struct quality){(double)all / (double)n, f1 / (double)kinds};
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

void stat_bootstrap(
    const struct judged_list *l, struct quality *low_r, struct quality *high_r)
{
	const struct judged **v = xcalloc(l->n, sizeof *v);
	double *a = xcalloc(RESAMPLES, sizeof *a);
	double *f = xcalloc(RESAMPLES, sizeof *f);
	uint64_t state = 42;

	for (size_t k = 0; k < RESAMPLES; k++) {
		struct quality q;

		for (size_t i = 0; i < l->n; i++) {
			state = state * UINT64_C(6364136223846793005) +
				UINT64_C(1442695040888963407);
			v[i] = &l->v[(state >> 33) % l->n];
		}
		q = stat_quality(v, l->n);
		a[k] = q.accuracy;
		f[k] = q.macro_f1;
	}
	qsort(a, RESAMPLES, sizeof *a, by_value);
	qsort(f, RESAMPLES, sizeof *f, by_value);
	*low_r = (struct quality){a[RESAMPLES / 40], f[RESAMPLES / 40]};
	*high_r = (struct quality){a[RESAMPLES - 1 - RESAMPLES / 40],
	    f[RESAMPLES - 1 - RESAMPLES / 40]};
	free(v);
	free(a);
	free(f);
}
