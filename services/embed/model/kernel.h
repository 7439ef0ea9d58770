/* kernel.h - the layers, once for each kind of processor.
 *
 * Products are of inputs of 8 bits (7 on AVX2; a scale and a zero point each
 * row) and int8 weights, summed exactly in int32: all kernels agree on them bit
 * for bit. What is between them is float32 and may differ in its last bits,
 * since the order of additions is not the same. Vectors of 7 and of 8 bits have
 * a cosine of 0.996 in the mean, tests/eval/embed.sh measures both by float32.
 */
#ifndef EMBED_MODEL_KERNEL_H
#define EMBED_MODEL_KERNEL_H

#include "services/embed/model/layout.h"

/* Rows of tokens that go through a product together. */
#define TILE_ROWS 40

struct matrix {
	const int8_t *w;
	const float *scale, *bias;
	const int32_t *sum;
	size_t ins, outs; /* multiples of 16; outs of 32 */
};
#define MATRIX_OF(m, ins, outs)                                                \
	((struct matrix){(m).w, (m).scale, (m).bias, (m).sum, ins, outs})

/* Up to TILE_ROWS rows of ins bytes. */
struct tile {
	_Alignas(64) uint8_t q[TILE_ROWS * MODEL_INNER];
	float scale[TILE_ROWS];
	int32_t zero[TILE_ROWS];
};

#define HEAD_PAIRS (MODEL_HEAD_DIM / 2)
#define KEYS_MAX (MODEL_TOKENS_MAX + 32)

/* Working memory of one text. Products write whole groups of four rows, so
 * there is room for some more than the longest text has. */
struct scratch {
	_Alignas(64) float x[MODEL_TOKENS_MAX + TILE_ROWS][MODEL_DIM];
	_Alignas(64) float qkv[MODEL_TOKENS_MAX + TILE_ROWS][3 * MODEL_DIM];
	_Alignas(64) float seen[MODEL_TOKENS_MAX + TILE_ROWS][MODEL_DIM];
	_Alignas(64) float wide[TILE_ROWS][MODEL_INNER];
	_Alignas(64) float mixed[TILE_ROWS][MODEL_DIM];
	/* Of one head, pairs of int16: */
	_Alignas(64) int32_t queries[MODEL_TOKENS_MAX + 4][HEAD_PAIRS];
	_Alignas(64) int32_t keys[HEAD_PAIRS][KEYS_MAX];
	_Alignas(64) int32_t values[KEYS_MAX / 2][MODEL_HEAD_DIM];
	_Alignas(64) float weights[4][KEYS_MAX];
	_Alignas(64) int32_t pairs[4][KEYS_MAX / 2];
	struct tile tile;
};

struct kernel {
	const char *name;
	bool (*usable)(void); /* by this processor */
	/* The sum over the tokens of the last layer; n is between 1 and
	 * MODEL_TOKENS_MAX. */
	void (*forward)(const struct model_file *f, const uint16_t *ids,
	    size_t n, struct scratch *s, float sum_r[MODEL_DIM]);
	/* The tile's rows times the matrix: out[row * outs + output]. Inputs
	 * are at most input_max. */
	void (*product)(const struct matrix *m, struct scratch *s, size_t rows,
	    float *out_r);
	uint8_t input_max;
};

extern const struct kernel kernel_vnni, kernel_avx2, kernel_plain;

#endif
