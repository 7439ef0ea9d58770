/* kernel.h - the two inner loops of a search by vectors, for this processor.
 *
 * Estimates come from one bit a component (its sign) against a query of four
 * bits a component, as in RaBitQ (Gao & Long, SIGMOD 2024) without its random
 * rotation; dots are exact. Every kernel gives the same integers.
 */
#ifndef SEARCH_VECTOR_KERNEL_H
#define SEARCH_VECTOR_KERNEL_H

#include "common/base/base.h"

#define VECTOR_DIM 384
#define VECTOR_WORDS (VECTOR_DIM / 64) /* of sign bits */
#define VECTOR_LANES 8                 /* rows whose bits are interleaved */
#define VECTOR_PLANES 4

/* A query as the estimate wants it: bit j of component i is bit i % 64 of
 * plane[j][i / 64]. */
struct vector_planes {
	uint64_t plane[VECTOR_PLANES][VECTOR_WORDS];
};

struct vector_kernel {
	const char *name; /* "avx512", "avx2", "scalar" */
	/* Of `groups` groups of VECTOR_LANES rows: word w of row r of a group
	 * is bits[w * VECTOR_LANES + r]. out[i] grows with the cosine; its
	 * size is at most VECTOR_EST_MAX. */
	void (*estimate)(const struct vector_planes *q, const uint64_t *bits,
	    size_t groups, int16_t *out);
	/* out[i] = q * rows[i]; rows follow each other. */
	void (*dots)(
	    const int8_t *q, const int8_t *rows, size_t n, int32_t *out);
};
#define VECTOR_EST_MAX (VECTOR_DIM * 15)

/* The best that runs here; or the one of that name, NULL when it doesn't. */
const struct vector_kernel *vector_kernel_best(void);
const struct vector_kernel *vector_kernel_named(const char *name);

void vector_planes_of(const int8_t *q, struct vector_planes *p_r);
/* Puts the sign bits of a row where estimate() wants them. */
void vector_bits_put(const int8_t *row, uint64_t *group, size_t lane);

/* ---- one file each ---- */
extern const struct vector_kernel vector_scalar;
#ifdef __x86_64__
extern const struct vector_kernel vector_avx2, vector_avx512;
#endif

#endif
