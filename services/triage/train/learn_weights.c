/* learn_weights.c - multinomial logistic regression with AdaGrad.
 *
 * Mail of which only "not junk" is known moves the junk categories alone: its
 * target is the model's own distribution over the others.
 */
#include "services/triage/train/learn_weights.h"
#include "common/base/die.h"
#include <math.h>
#include <stdlib.h>

#define DROP_SHARE 40 /* percent of the features that learning hides */
#define WORDS ((size_t)1 << TRIAGE_WORD_BITS)

void weights_init(struct weights *w)
{
	memset(w, 0, sizeof *w);
	w->words = xcalloc(WORDS, sizeof *w->words);
	w->words_g = xcalloc(WORDS, sizeof *w->words_g);
}

void weights_deinit(struct weights *w)
{
	free(w->words);
	free(w->words_g);
	memset(w, 0, sizeof *w);
}

/* Learning sees a random half of the features, so that no word may rely on
 * its neighbours; the mask is a hash of the feature and the mail's turn. */
static bool is_dropped(uint32_t hash, uint32_t turn, uint32_t share)
{
	uint32_t h = (hash ^ turn) * 0x9E3779B1u;

	h = (h ^ (h >> 15)) * 0x85EBCA77u;
	return (h >> 16) % 100 < share;
}

static void apply(const struct weights *w, const struct example *e,
    uint32_t turn, uint32_t share, double z_r[TRIAGE_CATEGORIES_N])
{
	for (unsigned c = 0; c < TRIAGE_CATEGORIES_N; c++)
		z_r[c] = (double)(w->bias[c] + e->offset[c]);
	for (unsigned b = 0; b < TRIAGE_BLOCKS; b++) {
		const struct triage_feature *f = e->features.v[b];
		double x = e->features.value[b] * 100 / (100 - share);

		for (size_t i = 0; i < e->features.n[b]; i++) {
			const float *row =
			    w->words[triage_word_bucket(f[i].hash)];

			if (is_dropped(f[i].hash, turn, share))
				continue;
			for (unsigned c = 0; c < TRIAGE_CATEGORIES_N; c++)
				z_r[c] += x * (double)row[c];
		}
	}
}

void weights_apply(const struct weights *w, const struct example *e,
    double z_r[TRIAGE_CATEGORIES_N])
{
	apply(w, e, 0, 0, z_r);
}

static void softmax(
    const double z[TRIAGE_CATEGORIES_N], double p_r[TRIAGE_CATEGORIES_N])
{
	double top = z[0], sum = 0;

	for (unsigned c = 1; c < TRIAGE_CATEGORIES_N; c++)
		top = fmax(top, z[c]);
	for (unsigned c = 0; c < TRIAGE_CATEGORIES_N; c++)
		sum += p_r[c] = exp(z[c] - top);
	for (unsigned c = 0; c < TRIAGE_CATEGORIES_N; c++)
		p_r[c] /= sum;
}

/* The gradient of the loss by z; returns the loss. */
static double gradient(const struct example *e,
    const double p[TRIAGE_CATEGORIES_N], double g_r[TRIAGE_CATEGORIES_N])
{
	double ham = 1 - p[CATEGORY_SPAM] - p[CATEGORY_PHISHING];

	for (unsigned c = 0; c < TRIAGE_CATEGORIES_N; c++) {
		bool junk = triage_category((enum triage_category)c)->junk;

		if (e->category == EXAMPLE_HAM)
			g_r[c] = junk ? p[c] : p[c] - p[c] / fmax(ham, 1e-9);
		else
			g_r[c] = p[c] - (c == (unsigned)e->category);
	}
	if (e->category == EXAMPLE_HAM)
		return -log(fmax(ham, 1e-12));
	return -log(fmax(p[e->category], 1e-12));
}

static void step(float *w, float *sum, double g, double rate)
{
	*sum += (float)(g * g);
	*w -= (float)(rate * g / sqrt((double)*sum + 1e-6));
}

static double learn(struct weights *w, const struct example *e, double rate)
{
	uint32_t share = DROP_SHARE, turn = w->turn++ * 0x9E3779B9u;
	double z[TRIAGE_CATEGORIES_N], p[TRIAGE_CATEGORIES_N];
	double g[TRIAGE_CATEGORIES_N], loss;

	apply(w, e, turn, share, z);
	softmax(z, p);
	loss = gradient(e, p, g);
	for (unsigned c = 0; c < TRIAGE_CATEGORIES_N; c++) {
		step(&w->bias[c], &w->bias_g[c], g[c], rate * 0.05);
	}
	for (unsigned b = 0; b < TRIAGE_BLOCKS; b++) {
		const struct triage_feature *f = e->features.v[b];
		double x = e->features.value[b] * 100 / (100 - share);

		for (size_t i = 0; i < e->features.n[b]; i++) {
			size_t word = triage_word_bucket(f[i].hash);

			if (is_dropped(f[i].hash, turn, share))
				continue;
			for (unsigned c = 0; c < TRIAGE_CATEGORIES_N; c++)
				step(&w->words[word][c], &w->words_g[word][c],
				    g[c] * x, rate);
		}
	}
	return loss;
}

double weights_pass(
    struct weights *w, const struct example *const *v, size_t n, double rate)
{
	double loss = 0;

	for (size_t i = 0; i < n; i++)
		loss += learn(w, v[i], rate);
	return loss / (double)MAX(n, (size_t)1);
}

double weights_junk(const struct weights *w, const struct example *e)
{
	double z[TRIAGE_CATEGORIES_N], p[TRIAGE_CATEGORIES_N], junk;

	weights_apply(w, e, z);
	z[CATEGORY_SPAM] += (double)e->spam;
	softmax(z, p);
	junk = p[CATEGORY_SPAM] + p[CATEGORY_PHISHING];
	return log(fmax(junk, 1e-30)) - log(fmax(1 - junk, 1e-30));
}

/* ---- rounding ---- */

static int8_t to_byte(float w, float scale)
{
	long v = scale > 0 ? lroundf(w / scale) : 0;

	return (int8_t)(v > 127 ? 127 : v < -127 ? -127 : v);
}

/* The largest weight but for one in ten thousand: rare giants are cut, so
 * that the others keep their steps. */
static float scale_of(float *sorted, size_t n)
{
	size_t at = n - 1 - n / 10000;

	return sorted[at] / 127.0f;
}

static int by_size(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;

	return x < y ? -1 : x > y;
}

static float column_scale(const float *w, size_t n, size_t stride)
{
	float *sizes = xcalloc(n, sizeof *sizes);
	size_t used = 0;
	float scale;

	for (size_t i = 0; i < n; i++) {
		float v = fabsf(w[i * stride]);

		if (v > 0)
			sizes[used++] = v;
	}
	if (used == 0) {
		free(sizes);
		return 0;
	}
	qsort(sizes, used, sizeof *sizes, by_size);
	scale = scale_of(sizes, used);
	free(sizes);
	return scale;
}

void weights_write(const struct weights *w, double sharpness, char *file_r)
{
	struct triage_model_head h = {.categories = TRIAGE_CATEGORIES_N,
	    .word_bits = TRIAGE_WORD_BITS,
	    .sharpness = (uint32_t)lround(sharpness * 1024)};
	char *body = file_r + sizeof h;
	size_t n = 0;

	memcpy(h.magic, TRIAGE_MODEL_MAGIC, 8);
	for (unsigned c = 0; c < TRIAGE_CATEGORIES_N; c++) {
		h.scale[c] =
		    column_scale(&w->words[0][c], WORDS, TRIAGE_CATEGORIES_N);
		h.bias_milli[c] = (int32_t)lroundf(w->bias[c] * 1000);
	}
	for (size_t i = 0; i < WORDS; i++) {
		for (unsigned c = 0; c < TRIAGE_CATEGORIES_N; c++)
			body[n++] = to_byte(w->words[i][c], h.scale[c]);
	}
	h.checksum = triage_model_checksum(body, n);
	memcpy(file_r, &h, sizeof h);
}
