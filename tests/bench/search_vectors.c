/* search_vectors.c - a vector for each message of the made-up mailbox. */
#include "tests/bench/bench_search.h"

#include "common/base/die.h"

#include <math.h>
#include <stdlib.h>

#define CENTRES 2000
#define BATCH 5000

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

void bench_fill_vectors(struct bench *b)
{
	uint64_t *ids = xcalloc(BATCH, sizeof *ids);
	int8_t *rows = xcalloc(BATCH, VECTOR_DIM);
	struct err err = {0};

	for (size_t at = 0; at < b->docs; at += BATCH) {
		size_t n = MIN(b->docs - at, BATCH);

		for (size_t i = 0; i < n; i++) {
			ids[i] = at + i + 1;
			bench_vector_row(ids[i], rows + i * VECTOR_DIM);
		}
		if (vectors_add(b->rank.vectors, BENCH_USER, BENCH_MODEL, ids,
			rows, n, &err) != 0)
			die("vectors: %s", err.text);
	}
	free(ids);
	free(rows);
}
