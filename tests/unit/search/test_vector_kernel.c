/* test_vector_kernel.c - every kernel gives the same integers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
/* last, cmocka.h wants those before it */
#include <cmocka.h>

#include "services/search/vector/kernel.h"

#define ROWS 64
#define GROUPS (ROWS / VECTOR_LANES)

struct data {
	int8_t q[VECTOR_DIM], rows[ROWS * VECTOR_DIM];
	uint64_t bits[GROUPS * VECTOR_WORDS * VECTOR_LANES];
};

static uint64_t next(uint64_t *s)
{
	*s = *s * 6364136223846793005u + 1442695040888963407u;
	return *s >> 33;
}

static void put_bits(struct data *d)
{
	for (size_t i = 0; i < ROWS; i++)
		vector_bits_put(d->rows + i * VECTOR_DIM,
		    d->bits + i / VECTOR_LANES * VECTOR_WORDS * VECTOR_LANES,
		    i % VECTOR_LANES);
}

static struct data *random_data(uint64_t seed)
{
	struct data *d = calloc(1, sizeof *d);

	assert_non_null(d);
	for (size_t i = 0; i < VECTOR_DIM; i++)
		d->q[i] = (int8_t)((int)(next(&seed) % 255) - 127);
	for (size_t i = 0; i < sizeof d->rows; i++)
		d->rows[i] = (int8_t)((int)(next(&seed) % 255) - 127);
	put_bits(d);
	return d;
}

static void check_equal(const char *name, const struct data *d)
{
	const struct vector_kernel *k = vector_kernel_named(name);
	struct vector_planes p;
	int16_t est[2][ROWS];
	int32_t dot[2][ROWS];

	if (k == NULL) /* this processor has none: nothing to compare */
		skip();
	vector_planes_of(d->q, &p);
	vector_scalar.estimate(&p, d->bits, GROUPS, est[0]);
	k->estimate(&p, d->bits, GROUPS, est[1]);
	vector_scalar.dots(d->q, d->rows, ROWS, dot[0]);
	k->dots(d->q, d->rows, ROWS, dot[1]);
	assert_memory_equal(est[0], est[1], sizeof est[0]);
	assert_memory_equal(dot[0], dot[1], sizeof dot[0]);
}

static void check_all(const char *name)
{
	struct data *d;

	for (uint64_t seed = 1; seed <= 20; seed++) {
		d = random_data(seed);
		check_equal(name, d);
		free(d);
	}
	d = random_data(1);
	memset(d->q, 127, sizeof d->q); /* the largest sums */
	memset(d->rows, -127, sizeof d->rows);
	put_bits(d);
	check_equal(name, d);
	memset(d->rows, 127, sizeof d->rows);
	put_bits(d);
	check_equal(name, d);
	free(d);
}

static void avx512_equals_scalar(void **state)
{
	(void)state;
	check_all("avx512");
}

static void avx2_equals_scalar(void **state)
{
	(void)state;
	check_all("avx2");
}

static void dots_are_sums_of_products(void **state)
{
	struct data *d = random_data(7);
	int32_t out[ROWS], want = 0;

	(void)state;
	for (size_t i = 0; i < VECTOR_DIM; i++)
		want += d->q[i] * d->rows[5 * VECTOR_DIM + i];
	vector_kernel_best()->dots(d->q, d->rows, ROWS, out);
	assert_int_equal(out[5], want);
	free(d);
}

static void a_row_like_the_query_is_estimated_highest(void **state)
{
	struct data *d = random_data(3);
	struct vector_planes p;
	int16_t est[ROWS];

	(void)state;
	memcpy(d->rows + 11 * VECTOR_DIM, d->q, VECTOR_DIM);
	for (size_t i = 0; i < VECTOR_DIM; i++)
		d->rows[12 * VECTOR_DIM + i] = (int8_t)-d->q[i];
	put_bits(d);
	vector_planes_of(d->q, &p);
	vector_kernel_best()->estimate(&p, d->bits, GROUPS, est);
	for (size_t i = 0; i < ROWS; i++) {
		assert_in_range(est[i] + VECTOR_EST_MAX, 0, 2 * VECTOR_EST_MAX);
		assert_true(i == 11 || est[i] < est[11]);
		assert_true(i == 12 || est[i] > est[12]);
	}
	free(d);
}

static void an_unknown_kernel_is_none(void **state)
{
	(void)state;
	assert_null(vector_kernel_named("sse"));
	assert_non_null(vector_kernel_named("scalar"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(avx512_equals_scalar),
	    cmocka_unit_test(avx2_equals_scalar),
	    cmocka_unit_test(dots_are_sums_of_products),
	    cmocka_unit_test(a_row_like_the_query_is_estimated_highest),
	    cmocka_unit_test(an_unknown_kernel_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
