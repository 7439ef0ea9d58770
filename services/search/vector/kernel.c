/* kernel.c - which kernel runs here, and what all of them are given. */
#include "services/search/vector/kernel.h"

#include "common/base/str.h"

#include <math.h>

static bool runs(const struct vector_kernel *k)
{
#ifdef __x86_64__
	if (k == &vector_avx512)
		return __builtin_cpu_supports("avx512f") &&
		       __builtin_cpu_supports("avx512bw") &&
		       __builtin_cpu_supports("avx512vnni") &&
		       __builtin_cpu_supports("avx512vpopcntdq");
	if (k == &vector_avx2)
		return __builtin_cpu_supports("avx2");
#endif
	return k == &vector_scalar;
}

static const struct vector_kernel *const kernels[] = {
#ifdef __x86_64__
    &vector_avx512, &vector_avx2,
#endif
    &vector_scalar};

const struct vector_kernel *vector_kernel_best(void)
{
	for (size_t i = 0; i < ARRAY_LEN(kernels); i++) {
		if (runs(kernels[i]))
			return kernels[i];
	}
	return &vector_scalar;
}

const struct vector_kernel *vector_kernel_named(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(kernels); i++) {
		if (streq(kernels[i]->name, name) && runs(kernels[i]))
			return kernels[i];
	}
	return NULL;
}

/* Sixteen steps over two and a half standard deviations to each side. */
void vector_planes_of(const int8_t *q, struct vector_planes *p_r)
{
	double sum = 0, step;

	*p_r = (struct vector_planes){0};
	for (size_t i = 0; i < VECTOR_DIM; i++)
		sum += (double)q[i] * q[i];
	step = MAX(sqrt(sum / VECTOR_DIM), 1e-3) * 2.5 / 7.5;
	for (size_t i = 0; i < VECTOR_DIM; i++) {
		long level = lrint((double)q[i] / step + 7.5);

		level = MIN(MAX(level, 0), 15);
		for (size_t j = 0; j < VECTOR_PLANES; j++)
			p_r->plane[j][i / 64] |= (uint64_t)(level >> j & 1)
						 << i % 64;
	}
}

void vector_bits_put(const int8_t *row, uint64_t *group, size_t lane)
{
	for (size_t w = 0; w < VECTOR_WORDS; w++) {
		uint64_t word = 0;

		for (size_t i = 0; i < 64; i++)
			word |= (uint64_t)(row[w * 64 + i] > 0) << i;
		group[w * VECTOR_LANES + lane] = word;
	}
}
