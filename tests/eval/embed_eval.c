/* embed_eval.c - how near the int8 vectors are to the published model.
 *
 *	embed-eval tokens WEIGHTS < HEX > TOKENS
 *	embed-eval stsb WEIGHTS SAFETENSORS CSV
 *	embed-eval texts WEIGHTS SAFETENSORS < LINES
 *
 * One line a measure: name, ours, rival, ratio or difference. The rival is the
 * same model in float32, computed in the plainest way in the same run.
 */
#include "tests/eval/embed_eval.h"

#include "common/base/arena.h"
#include "common/base/die.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define PLAIN_PAIRS 200 /* the slow kernel: cosines of these alone */

static const char *const kernels[] = {"vnni", "avx2", "plain"};

static void line(
    const char *name, const char *ours, const char *rival, const char *ratio)
{
	printf("%-44s %-22s %-22s %s\n", name, ours, rival, ratio);
	fflush(stdout);
}

static struct model *open_model(const char *path)
{
	struct model *m;
	struct err err = {0};

	if (model_open(path, &m, &err) < 0)
		quit(EX_NOINPUT, "%s", err.text);
	return m;
}

/* Of each string, at most MODEL_TOKENS_MAX with begin and end. */
static int tokens(char **argv)
{
	struct model *m = open_model(argv[0]);
	char *hex = NULL;
	size_t alloc = 0;
	ssize_t got;

	while ((got = getline(&hex, &alloc, stdin)) > 0) {
		size_t n = strcspn(hex, "\n") / 2;
		char *text = xcalloc(1, n + 1);
		uint16_t ids[MODEL_TOKENS_MAX];
		size_t count;

		if (hex_decode((struct str){hex, 2 * n}, text, n) < 0)
			quit(EX_DATAERR, "no hex");
		count = model_tokens(
		    m, (struct str){text, n}, MODEL_TOKENS_MAX, ids);
		for (size_t i = 0; i < count; i++)
			printf("%s%u", i == 0 ? "" : " ", (unsigned)ids[i]);
		putchar('\n');
		free(text);
	}
	free(hex);
	model_close(&m);
	return EX_OK;
}

/* ---- cosines to float32 ---- */

struct nearness {
	double sum, least;
	size_t n;
};

static void note(struct nearness *c, const float *ours, const float *full)
{
	int8_t packed[MODEL_DIM];
	float bytes[MODEL_DIM];
	double near;

	model_pack(ours, packed);
	for (size_t i = 0; i < MODEL_DIM; i++)
		bytes[i] = packed[i];
	near = cosine(bytes, full);
	c->sum += near;
	c->least = c->n == 0 ? near : fmin(c->least, near);
	c->n++;
}

static void show_nearness(const char *what, const struct nearness *c)
{
	char name[64], ours[64];

	snprintf(name, sizeof name, "%s: cosine to fp32, mean", what);
	snprintf(ours, sizeof ours, "%.5f", c->sum / (double)c->n);
	line(name, ours, "1 (fp32)", "of packed bytes");
	snprintf(name, sizeof name, "%s: cosine to fp32, least", what);
	snprintf(ours, sizeof ours, "%.5f", c->least);
	line(name, ours, "1 (fp32)", "of packed bytes");
}

static void embed_full(const struct model *m, struct full *f, struct str text,
    size_t max_tokens, float *vector_r)
{
	uint16_t ids[MODEL_TOKENS_MAX];

	full_embed(f, ids, model_tokens(m, text, max_tokens, ids), vector_r);
}

/* ---- STS-B ---- */

struct stsb {
	struct pair *pairs;
	size_t n;
	float *full; /* two vectors a pair */
	double *people, *cosines;
};

static double rank_full(struct stsb *s, const struct model *m, struct full *f)
{
	for (size_t i = 0; i < s->n; i++) {
		float *a = s->full + 2 * i * MODEL_DIM, *b = a + MODEL_DIM;

		embed_full(m, f, s->pairs[i].a, 256, a);
		embed_full(m, f, s->pairs[i].b, 256, b);
		s->cosines[i] = cosine(a, b);
		s->people[i] = s->pairs[i].score;
	}
	return spearman(s->people, s->cosines, s->n);
}

static double rank_ours(struct stsb *s, struct model *m, struct nearness *c)
{
	float a[MODEL_DIM], b[MODEL_DIM];

	for (size_t i = 0; i < s->n; i++) {
		model_embed(m, s->pairs[i].a, 256, a);
		model_embed(m, s->pairs[i].b, 256, b);
		note(c, a, s->full + 2 * i * MODEL_DIM);
		note(c, b, s->full + (2 * i + 1) * MODEL_DIM);
		s->cosines[i] = cosine(a, b);
	}
	return spearman(s->people, s->cosines, s->n);
}

static int stsb(char **argv)
{
	struct arena *arena = arena_new((size_t)64 << 20);
	struct model *m = open_model(argv[0]);
	struct full *f = full_open(argv[1]);
	struct stsb s = {0};
	double full;

	s.pairs = stsb_read(arena, argv[2], &s.n);
	s.full = xcalloc(2 * s.n * MODEL_DIM, sizeof *s.full);
	s.people = xcalloc(s.n, sizeof *s.people);
	s.cosines = xcalloc(s.n, sizeof *s.cosines);
	full = rank_full(&s, m, f);
	for (size_t k = 0; k < ARRAY_LEN(kernels); k++) {
		struct nearness c = {0};
		char name[64], ours[64], rival[64], ratio[64];
		double rank;

		if (!model_use(m, kernels[k])) {
			snprintf(name, sizeof name, "STS-B %s", kernels[k]);
			line(name, "absent", "-", "not on this processor");
			continue;
		}
		if (streq(kernels[k], "plain"))
			s.n = MIN(s.n, (size_t)PLAIN_PAIRS);
		rank = rank_ours(&s, m, &c);
		snprintf(name, sizeof name, "STS-B %s: Spearman, %zu pairs",
		    kernels[k], s.n);
		snprintf(ours, sizeof ours, "%.4f", rank);
		snprintf(rival, sizeof rival, "%.4f (fp32)", full);
		snprintf(ratio, sizeof ratio, "%+.4f (goal: within 0.003)",
		    rank - full);
		if (!streq(kernels[k], "plain"))
			line(name, ours, rival, ratio);
		snprintf(name, sizeof name, "STS-B %s", kernels[k]);
		show_nearness(name, &c);
	}
	free(s.full);
	free(s.people);
	free(s.cosines);
	full_close(&f);
	model_close(&m);
	arena_free(&arena);
	return EX_OK;
}

static int texts(char **argv)
{
	struct model *m = open_model(argv[0]);
	struct full *f = full_open(argv[1]);
	struct nearness c = {0};
	float ours[MODEL_DIM], full[MODEL_DIM];
	char *text = NULL;
	size_t alloc = 0, read = 0;
	ssize_t got;

	while ((got = getline(&text, &alloc, stdin)) > 0) {
		struct str s = str_trim((struct str){text, (size_t)got});

		read += model_embed(m, s, MODEL_TOKENS_MAX, ours);
		embed_full(m, f, s, MODEL_TOKENS_MAX, full);
		note(&c, ours, full);
	}
	printf("texts: %zu of %.0f tokens in the mean, kernel %s\n", c.n,
	    (double)read / (double)MAX(c.n, (size_t)1), model_kernel(m));
	show_nearness("long texts", &c);
	free(text);
	full_close(&f);
	model_close(&m);
	return EX_OK;
}

int main(int argc, char **argv)
{
	if (argc == 3 && streq(argv[1], "tokens"))
		return tokens(argv + 2);
	if (argc == 5 && streq(argv[1], "stsb"))
		return stsb(argv + 2);
	if (argc == 4 && streq(argv[1], "texts"))
		return texts(argv + 2);
	fputs("usage: embed-eval tokens WEIGHTS | stsb WEIGHTS SAFETENSORS CSV "
	      "| texts WEIGHTS SAFETENSORS\n",
	    stderr);
	return EX_USAGE;
}
