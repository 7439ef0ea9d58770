/* search_vectors.c - a vector for each message of the made-up mailbox. */
#include "tests/bench/bench_search.h"
#include "tests/bench/vector_rows.h"

#include "common/base/die.h"

#include <stdlib.h>

#define BATCH 5000

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
