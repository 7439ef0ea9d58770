/* vector_rows.h - made-up vectors that lie in clusters, as those of mail do. */
#ifndef BENCH_VECTOR_ROWS_H
#define BENCH_VECTOR_ROWS_H

#include "services/search/vector/vector.h"

/* A function of the seed alone. */
void bench_vector_row(uint64_t seed, int8_t row[VECTOR_DIM]);

#endif
