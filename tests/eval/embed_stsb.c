/* embed_stsb.c - pairs of sentences, and how well two orders agree. */
#include "tests/eval/embed_eval.h"

#include "common/base/arena.h"
#include "common/base/die.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* The next field of a CSV line (RFC 4180), unquoted; the rest is in *line. */
static struct str field(struct arena *a, struct str *line)
{
	char *out = arena_alloc(a, line->n + 1);
	size_t n = 0, i = 0;
	bool quoted = line->n > 0 && line->p[0] == '"';

	for (i = quoted; i < line->n; i++) {
		if (quoted && line->p[i] == '"') {
			if (i + 1 == line->n || line->p[i + 1] != '"') {
				quoted = false;
				continue;
			}
			i++;
		} else if (!quoted && line->p[i] == ',') {
			break;
		}
		out[n++] = line->p[i];
	}
	i = MIN(i + 1, line->n);
	*line = (struct str){line->p + i, line->n - i};
	return (struct str){out, n};
}

struct pair *stsb_read(struct arena *a, const char *path, size_t *n_r)
{
	FILE *in = fopen(path, "r");
	struct pair *pairs = ARENA_ARRAY(a, struct pair, 20000);
	char *line = NULL;
	size_t alloc = 0, n = 0;
	ssize_t got;

	if (in == NULL)
		quit(EX_NOINPUT, "%s: %s", path, strerror(errno));
	while (n < 20000 && (got = getline(&line, &alloc, in)) > 0) {
		struct str rest = str_trim((struct str){line, (size_t)got});
		struct pair *p = &pairs[n];

		p->a = field(a, &rest);
		p->b = field(a, &rest);
		if (str_to_double(str_trim(rest), &p->score) < 0)
			quit(EX_DATAERR, "%s: line %zu: no score", path, n + 1);
		n++;
	}
	free(line);
	fclose(in);
	*n_r = n;
	return pairs;
}

struct place {
	double value;
	size_t at;
};

static int by_value(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return (x->value > y->value) - (x->value < y->value);
}

static double *ranks(const double *x, size_t n)
{
	struct place *p = xcalloc(n, sizeof *p);
	double *r = xcalloc(n, sizeof *r);

	for (size_t i = 0; i < n; i++)
		p[i] = (struct place){x[i], i};
	qsort(p, n, sizeof *p, by_value);
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && p[end].value <= p[i].value;)
			end++;
		for (size_t j = i; j < end; j++)
			r[p[j].at] = (double)(i + end - 1) / 2;
	}
	free(p);
	return r;
}

double spearman(const double *x, const double *y, size_t n)
{
	double *a = ranks(x, n), *b = ranks(y, n);
	double mean = (double)(n - 1) / 2, ab = 0, aa = 0, bb = 0;

	for (size_t i = 0; i < n; i++) {
		ab += (a[i] - mean) * (b[i] - mean);
		aa += (a[i] - mean) * (a[i] - mean);
		bb += (b[i] - mean) * (b[i] - mean);
	}
	free(a);
	free(b);
	return ab / sqrt(aa * bb);
}

double cosine(const float *a, const float *b)
{
	double ab = 0, aa = 0, bb = 0;

	for (size_t i = 0; i < MODEL_DIM; i++) {
		ab += (double)a[i] * (double)b[i];
		aa += (double)a[i] * (double)a[i];
		bb += (double)b[i] * (double)b[i];
	}
	return ab / sqrt(aa * bb);
}
