/* stages_measure.c - F1 over groups of mails, with bootstrap intervals. */
#include "common/base/die.h"
#include "tests/eval/stages_eval.h"
#include <stdio.h>
#include <stdlib.h>

#define RESAMPLES 2000

static struct counts sum(const struct counts *v, size_t n)
{
	struct counts c = {0};

	for (size_t i = 0; i < n; i++) {
		c.hit += v[i].hit;
		c.said += v[i].said;
		c.true_n += v[i].true_n;
	}
	return c;
}

double counts_f1(const struct counts *c)
{
	return c->said + c->true_n > 0 ? 2 * c->hit / (c->said + c->true_n) : 0;
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

void counts_interval(
    const struct counts *groups, size_t n, double *low_r, double *high_r)
{
	double *f = xcalloc(RESAMPLES, sizeof *f);
	struct random r = {42};

	for (size_t k = 0; k < RESAMPLES; k++) {
		struct counts c = {0};

		for (size_t i = 0; i < n; i++) {
			const struct counts *g =
			    &groups[random_below(&r, (uint32_t)n)];

			c.hit += g->hit;
			c.said += g->said;
			c.true_n += g->true_n;
		}
		f[k] = counts_f1(&c);
	}
	qsort(f, RESAMPLES, sizeof *f, by_value);
	*low_r = f[RESAMPLES / 40];
	*high_r = f[RESAMPLES - 1 - RESAMPLES / 40];
	free(f);
}

void measure_line(const char *name, const struct counts *ours, size_t n,
    const struct counts *rival, const char *note)
{
	struct counts c = sum(ours, n);
	double low, high;
	char mine[32], other[32] = "-";

	(void)snprintf(mine, sizeof mine, "%.3f", counts_f1(&c));
	counts_interval(ours, n, &low, &high);
	if (rival != NULL) {
		struct counts o = sum(rival, n);

		(void)snprintf(other, sizeof other, "%.3f", counts_f1(&o));
	}
	printf("%-44s %-22s %-22s [%.3f, %.3f] P %.3f R %.3f, %s\n", name, mine,
	    other, low, high, c.said > 0 ? c.hit / c.said : 0,
	    c.true_n > 0 ? c.hit / c.true_n : 0, note);
}
