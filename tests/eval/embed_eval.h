/* embed_eval.h - parts of embed-eval. */
#ifndef TESTS_EVAL_EMBED_EVAL_H
#define TESTS_EVAL_EMBED_EVAL_H

#include "common/base/str.h"
#include "services/embed/model/model.h"

/* ---- embed_full.c: the same model in float32, from the published file, in
 * the plainest way ---- */
struct full;
struct full *full_open(const char *safetensors_path); /* quits on failure */
void full_close(struct full **f);
/* Length 1. */
void full_embed(
    struct full *f, const uint16_t *ids, size_t n, float vector_r[MODEL_DIM]);

/* ---- embed_stsb.c ---- */
struct pair {
	struct str a, b;
	double score; /* given by people */
};
/* Pairs of a CSV file with the columns sentence, sentence, score; texts are in
 * the arena. Quits on failure. */
struct arena;
struct pair *stsb_read(struct arena *a, const char *path, size_t *n_r);
/* Rank correlation, ties by their mean rank (Spearman 1904). */
double spearman(const double *x, const double *y, size_t n);
double cosine(const float *a, const float *b);

#endif
