/* vector_rows.c - rows drawn around 2,000 centres, as texts lie around their
 * subjects. */
#include "tests/bench/vector_rows.h"

#include <math.h>

#define CENTRES 2000

static uint64_t next(uint64_t *s)
{
	*s = *s * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return *s >> 33;
}

/* About normal, of deviation 1: a sum of four. */
static double noise(uint64_t *s)
{
	double sum = 0;

	for (int i = 0; i < 4; i++)
		sum += (double)(next(s) % 1000) / 1000 - 0.5;
	return sum * 1.73;
}

void bench_vector_row(uint64_t seed, int8_t row[VECTOR_DIM])
{
	uint64_t s = seed, centre = (next(&s) % CENTRES + 1) * 7919;

	for (size_t i = 0; i < VECTOR_DIM; i++) {
		double v = 30 * noise(&centre) + 20 * noise(&s);

		row[i] = (int8_t)lrint(MIN(MAX(v, -127), 127));
	}
}
