/* fit_spam.c - learns, calibrates, rounds. */
#include "services/triage/train/fit_spam.h"
#include "common/base/die.h"
#include "services/triage/model/model.h"
#include <math.h>
#include <stdlib.h>

#define RATE 0.1f
#define SOFT 1e-4f
#define DROP_SHARE 50 /* percent of the features that a lesson hides */
#define KEEP 0.98f    /* of a weight, each pass */
#define WEIGHTS ((size_t)1 << TRIAGE_SPAM_BITS)
#define SEED 20021010
/* Log-odds of a text of which nothing is known. */
#define UNKNOWN (-1.0)

struct spam_fit {
	float *w, *squares;
	double slope, offset;
	uint32_t turn;
};

struct spam_fit *spam_fit_new(void)
{
	struct spam_fit *s = xcalloc(1, sizeof *s);

	s->w = xcalloc(WEIGHTS, sizeof *s->w);
	s->squares = xcalloc(WEIGHTS, sizeof *s->squares);
	s->slope = 1;
	return s;
}

void spam_fit_free(struct spam_fit **s)
{
	if (*s == NULL)
		return;
	free((*s)->w);
	free((*s)->squares);
	free(*s);
	*s = NULL;
}

static size_t bucket(uint32_t hash)
{
	return hash >> (32 - TRIAGE_SPAM_BITS);
}

double spam_fit_score(
    const struct spam_fit *s, const struct triage_spam_features *f)
{
	double sum = 0;

	for (size_t i = 0; i < f->n_general; i++)
		sum += (double)s->w[bucket(f->v[i])];
	return s->offset + s->slope * sum * f->general_value;
}

static bool is_dropped(uint32_t hash, uint32_t turn)
{
	uint32_t h = (hash ^ turn) * 0x9E3779B1u;

	h = (h ^ (h >> 15)) * 0x85EBCA77u;
	return (h >> 16) % 100 < DROP_SHARE;
}

static void learn(struct spam_fit *s, const struct spam_example *e)
{
	uint32_t turn = s->turn++ * 0x9E3779B9u;
	double x = e->f.general_value * 100 / (100 - DROP_SHARE), z = 0;
	float g;

	for (size_t i = 0; i < e->f.n_general; i++) {
		if (!is_dropped(e->f.v[i], turn))
			z += (double)s->w[bucket(e->f.v[i])];
	}
	g = (float)(((double)e->spam - 1 / (1 + exp(-z * x))) * x) * e->weight;
	for (size_t i = 0; i < e->f.n_general; i++) {
		size_t b = bucket(e->f.v[i]);

		if (is_dropped(e->f.v[i], turn))
			continue;
		s->squares[b] += g * g;
		s->w[b] += RATE * g / sqrtf(s->squares[b] + SOFT);
	}
}

void spam_fit_run(
    struct spam_fit *s, const struct spam_example *v, size_t n, unsigned passes)
{
	size_t *order = xcalloc(n + 1, sizeof *order);
	uint64_t state = SEED;

	for (size_t i = 0; i < n; i++)
		order[i] = i;
	for (unsigned pass = 0; pass < passes; pass++) {
		for (size_t i = n; i > 1; i--) {
			size_t t = order[i - 1], k;

			state = state * UINT64_C(6364136223846793005) +
				UINT64_C(1442695040888963407);
			k = (size_t)((state >> 33) % i);
			order[i - 1] = order[k];
			order[k] = t;
		}
		for (size_t i = 0; i < n; i++)
			learn(s, &v[order[i]]);
		for (size_t b = 0; b < WEIGHTS; b++)
			s->w[b] *= KEEP;
	}
	free(order);
}

void spam_fit_calibrate(
    struct spam_fit *s, const struct spam_example *held, size_t n)
{
	double slope = 1;
	double *z = xcalloc(n + 1, sizeof *z);

	s->slope = 1;
	s->offset = 0;
	for (size_t i = 0; i < n; i++)
		z[i] = spam_fit_score(s, &held[i].f);
	for (unsigned round = 0; round < 2000; round++) {
		double by_slope = 0;

		for (size_t i = 0; i < n; i++) {
			double p = 1 / (1 + exp(-slope * z[i]));

			by_slope += (double)held[i].weight *
				    ((double)held[i].spam - p) * z[i];
		}
		slope += 0.3 * by_slope / (double)MAX(n, (size_t)1);
	}
	s->slope = slope;
	s->offset = UNKNOWN;
	free(z);
}

static int by_size(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;

	return x < y ? -1 : x > y;
}

/* Rare giants are cut, so that the others keep their steps. */
static float scale_of(const float *w)
{
	float *sizes = xcalloc(WEIGHTS, sizeof *sizes);
	float scale;
	size_t n = 0;

	for (size_t b = 0; b < WEIGHTS; b++) {
		if (w[b] != 0)
			sizes[n++] = fabsf(w[b]);
	}
	qsort(sizes, n, sizeof *sizes, by_size);
	scale = n == 0 ? 1 : sizes[n - 1 - n / 1000] / 127.0f;
	free(sizes);
	return scale;
}

void spam_fit_write(const struct spam_fit *s, char *file_r)
{
	float scale = scale_of(s->w);
	struct triage_spam_head h = {.bits = TRIAGE_SPAM_BITS,
	    .scale = scale * (float)s->slope,
	    .bias = (float)s->offset};
	char *body = file_r + sizeof h;

	memcpy(h.magic, TRIAGE_SPAM_MAGIC, 8);
	for (size_t b = 0; b < WEIGHTS; b++) {
		long v = lroundf(s->w[b] / scale);

		body[b] = (char)(v > 127 ? 127 : v < -127 ? -127 : v);
	}
	h.checksum = triage_model_checksum(body, WEIGHTS);
	memcpy(file_r, &h, sizeof h);
}
