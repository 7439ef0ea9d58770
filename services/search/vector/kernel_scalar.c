/* kernel_scalar.c - without vector instructions: what the others must equal. */
#include "services/search/vector/kernel.h"

static int count(uint64_t x)
{
	return __builtin_popcountll(x);
}

/* The bits that are set, each weighted by 2 * level - 15. */
static void estimate(const struct vector_planes *q, const uint64_t *bits,
    size_t groups, int16_t *out)
{
	for (size_t g = 0; g < groups; g++) {
		const uint64_t *group = bits + g * VECTOR_WORDS * VECTOR_LANES;

		for (size_t r = 0; r < VECTOR_LANES; r++) {
			int sum = 0;

			for (size_t w = 0; w < VECTOR_WORDS; w++) {
				uint64_t d = group[w * VECTOR_LANES + r];

				sum -= 15 * count(d);
				for (size_t j = 0; j < VECTOR_PLANES; j++)
					sum += count(d & q->plane[j][w])
					       << (j + 1);
			}
			out[g * VECTOR_LANES + r] = (int16_t)sum;
		}
	}
}

static void dots(const int8_t *q, const int8_t *rows, size_t n, int32_t *out)
{
	for (size_t r = 0; r < n; r++) {
		const int8_t *row = rows + r * VECTOR_DIM;
		int32_t sum = 0;

		for (size_t i = 0; i < VECTOR_DIM; i++)
			sum += (int32_t)q[i] * row[i];
		out[r] = sum;
	}
}

const struct vector_kernel vector_scalar = {"scalar", estimate, dots};
