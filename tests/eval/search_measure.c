/* search_measure.c - nDCG@10, recall@100, MRR; intervals by bootstrap, and a
 * paired randomisation test of words against words and meaning. */
#include "tests/eval/search_eval.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define ROUNDS 10000

static bool is_relevant(const struct eval_query *q, uint64_t id)
{
	for (size_t i = 0; i < q->n_relevant; i++) {
		if (q->relevant[i] == id)
			return true;
	}
	return false;
}

struct measured measure(
    const struct eval_query *q, const uint64_t *ids, size_t n)
{
	struct measured m = {0};
	double gain = 0, ideal = 0;

	for (size_t i = 0; i < MIN(n, EVAL_TOP); i++) {
		if (!is_relevant(q, ids[i]))
			continue;
		if (i < 10)
			gain += 1 / log2((double)i + 2);
		if (m.mrr <= 0)
			m.mrr = 1 / ((double)i + 1);
		m.recall100 += 1;
	}
	for (size_t i = 0; i < MIN(q->n_relevant, 10); i++)
		ideal += 1 / log2((double)i + 2);
	m.ndcg10 = ideal > 0 ? gain / ideal : 0;
	m.recall100 /= (double)MAX(q->n_relevant, 1);
	return m;
}

static uint64_t next(uint64_t *s)
{
	*s = *s * 6364136223846793005u + 1442695040888963407u;
	return *s >> 33;
}

static int compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* The 2.5th and the 97.5th percentile of the mean of 10,000 resamples. */
static void bootstrap(const double *v, size_t n, double *low_r, double *high_r)
{
	double *means = calloc(ROUNDS, sizeof *means);
	uint64_t seed = 1;

	for (size_t k = 0; means != NULL && k < ROUNDS; k++) {
		for (size_t i = 0; i < n; i++)
			means[k] += v[next(&seed) % n] / (double)n;
	}
	if (means == NULL)
		abort();
	qsort(means, ROUNDS, sizeof *means, compare);
	*low_r = means[ROUNDS / 40];
	*high_r = means[ROUNDS - ROUNDS / 40];
	free(means);
}

/* Two-sided: how often do random signs of the differences get as far? */
static double randomisation(const double *diff, size_t n)
{
	uint64_t seed = 2;
	size_t as_far = 0;
	double seen = 0;

	for (size_t i = 0; i < n; i++)
		seen += diff[i];
	for (size_t k = 0; k < ROUNDS; k++) {
		double sum = 0;

		for (size_t i = 0; i < n; i++)
			sum += (next(&seed) & 1) != 0 ? diff[i] : -diff[i];
		as_far += fabs(sum) >= fabs(seen) - 1e-12;
	}
	return ((double)as_far + 1) / (ROUNDS + 1);
}

static double pick(const struct measured *m, int which)
{
	return which == 0 ? m->ndcg10 : which == 1 ? m->recall100 : m->mrr;
}

static double mean(const double *v, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += v[i];
	return n > 0 ? sum / (double)n : 0;
}

static void line(const char *name, const double *words, const double *both,
    const double *diff, size_t n)
{
	double low, high;

	if (n == 0)
		return;
	bootstrap(both, n, &low, &high);
	printf("%-44s %-22.4f %-22.4f %.2fx [%.4f, %.4f], n %zu, p %.4f\n",
	    name, mean(both, n), mean(words, n),
	    mean(both, n) / MAX(mean(words, n), 1e-9), low, high, n,
	    randomisation(diff, n));
}

/* half: 0 all queries, 1 those of even number. */
static void lines(const struct collection *c, const char *what,
    const struct measured *words, const struct measured *both, int half)
{
	static const char *const names[] = {"nDCG@10", "recall@100", "MRR"};
	double *v = calloc(3 * c->n_queries, sizeof *v);
	double *w = v + c->n_queries, *d = w + c->n_queries;

	if (v == NULL)
		abort();
	for (int k = 0; k < 3; k++) {
		char name[80];
		size_t n = 0;

		for (size_t i = 0; i < c->n_queries; i++) {
			if (half == 1 && c->queries[i].number % 2 != 0)
				continue;
			v[n] = pick(&both[i], k);
			w[n] = pick(&words[i], k);
			d[n] = v[n] - w[n];
			n++;
		}
		snprintf(name, sizeof name, "%s%s %s%s", c->name, what,
		    names[k], half == 1 ? ", held out" : "");
		line(name, w, v, d, n);
	}
	free(v);
}

void report(const struct collection *c, const char *what,
    const struct measured *words, const struct measured *both)
{
	lines(c, what, words, both, 0);
	lines(c, what, words, both, 1);
	fflush(stdout);
}
