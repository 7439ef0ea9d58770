/* test_kernels.c - every processor makes the same vectors. */
#include "services/embed/model/kernel.h"
#include "tests/unit/embed/small.h"
#include "tests/unit/unit.h"

#include <math.h>
#include <stdio.h>

#define INS 96
#define OUTS 64

/* Kernels' floats may differ in their last bits, and then an input of a later
 * product in its last step: vectors agree to this cosine at least. */
#define AGREE 0.998

static const struct kernel *const all[] = {
#if defined(__x86_64__)
    &kernel_vnni,
    &kernel_avx2,
#endif
    &kernel_plain,
};

struct parts {
	_Alignas(64) int8_t w[INS * OUTS];
	float scale[OUTS], bias[OUTS];
	int32_t sum[OUTS];
	struct scratch s;
	float out[TILE_ROWS * OUTS];
};

static struct parts *random_parts(bool extreme, uint8_t most)
{
	void *p = NULL;
	struct parts *r;
	uint32_t x = 12345;

	assert_int_equal(posix_memalign(&p, 64, sizeof *r), 0);
	r = p;
	memset(r, 0, sizeof *r);
	for (size_t i = 0; i < INS * OUTS; i++) {
		x = x * 1664525u + 1013904223u;
		r->w[i] = extreme ? (x & 0x10000 ? 127 : -127)
				  : (int8_t)((int)((x >> 16) % 255) - 127);
		r->sum[i / 64 / (INS / 4) * 16 + i % 64 / 4] += r->w[i];
	}
	for (size_t i = 0; i < TILE_ROWS * INS; i++) {
		x = x * 1664525u + 1013904223u;
		r->s.tile.q[i] =
		    (uint8_t)(extreme ? most : (x >> 16) % (most + 1u));
	}
	for (size_t i = 0; i < TILE_ROWS; i++) {
		r->s.tile.scale[i] = 0.01f + (float)i;
		r->s.tile.zero[i] = (int32_t)(i * 20);
	}
	for (size_t i = 0; i < OUTS; i++) {
		r->scale[i] = 0.5f + (float)i;
		r->bias[i] = (float)i;
	}
	return r;
}

/* By the definition, in integers and doubles. */
static double defined(const struct parts *p, size_t row, size_t o)
{
	int64_t sum = 0;

	for (size_t k = 0; k < INS; k++)
		sum += ((int64_t)p->s.tile.q[row * INS + k] -
			   p->s.tile.zero[row]) *
		       p->w[(o / 16 * (INS / 4) + k / 4) * 64 + o % 16 * 4 +
			    k % 4];
	return (double)sum * (double)p->s.tile.scale[row] *
		   (double)p->scale[o] +
	       (double)p->bias[o];
}

static void products_are_as_defined(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2 * ARRAY_LEN(all); i++) {
		const struct kernel *k = all[i / 2];
		struct parts *p = random_parts(i % 2 == 1, k->input_max);
		const struct matrix m = {
		    p->w, p->scale, p->bias, p->sum, INS, OUTS};

		for (size_t rows = 1; rows <= TILE_ROWS && k->usable();
		     rows++) {
			memset(p->out, 0, sizeof p->out);
			k->product(&m, &p->s, rows, p->out);
			for (size_t j = 0; j < rows * OUTS; j++) {
				double want = defined(p, j / OUTS, j % OUTS);
				double off = fabs((double)p->out[j] - want);

				if (off > 1e-6 * fabs(want) + 1e-4)
					fail_msg("%s, %zu rows: %f, not %f",
					    k->name, rows, (double)p->out[j],
					    want);
			}
		}
		free(p);
	}
}

static double cosine(const float *a, const float *b)
{
	double ab = 0, aa = 0, bb = 0;

	for (size_t i = 0; i < MODEL_DIM; i++) {
		ab += (double)a[i] * (double)b[i];
		aa += (double)a[i] * (double)a[i];
		bb += (double)b[i] * (double)b[i];
	}
	return ab / sqrt(aa * bb);
}

static void vectors_of_all_kernels_agree(void **state)
{
	static const size_t lengths[] = {1, 2, 7, 13, 32, 33, 97, 256};
	struct model_file *f = small_model(7);
	uint16_t ids[MODEL_TOKENS_MAX];
	float first[MODEL_DIM], other[MODEL_DIM];
	void *s = NULL;

	(void)state;
	assert_int_equal(posix_memalign(&s, 64, sizeof(struct scratch)), 0);
	memset(s, 0, sizeof(struct scratch));
	for (size_t i = 0; i < MODEL_TOKENS_MAX; i++)
		ids[i] = (uint16_t)(i * 113 % MODEL_WORDS);
	for (size_t i = 0; i < ARRAY_LEN(lengths); i++) {
		kernel_plain.forward(f, ids, lengths[i], s, first);
		for (size_t k = 0; k < ARRAY_LEN(all); k++) {
			if (!all[k]->usable())
				continue;
			all[k]->forward(f, ids, lengths[i], s, other);
			if (!(cosine(first, other) >= AGREE))
				fail_msg("%s, %zu tokens: cosine %f",
				    all[k]->name, lengths[i],
				    cosine(first, other));
		}
	}
	free(s);
	free(f);
}

/* Working memory that another text has used is as good as new. */
static void a_vector_does_not_depend_on_the_text_before(void **state)
{
	struct model_file *f = small_model(8);
	uint16_t ids[MODEL_TOKENS_MAX] = {2, 9, 11, 5, 3};
	float first[MODEL_DIM], again[MODEL_DIM], between[MODEL_DIM];
	void *s = NULL;

	(void)state;
	assert_int_equal(posix_memalign(&s, 64, sizeof(struct scratch)), 0);
	for (size_t k = 0; k < ARRAY_LEN(all); k++) {
		if (!all[k]->usable())
			continue;
		memset(s, 0, sizeof(struct scratch));
		all[k]->forward(f, ids, 5, s, first);
		all[k]->forward(f, ids, MODEL_TOKENS_MAX, s, between);
		all[k]->forward(f, ids, 5, s, again);
		assert_memory_equal(first, again, sizeof first);
	}
	free(s);
	free(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(products_are_as_defined),
	    cmocka_unit_test(vectors_of_all_kernels_agree),
	    cmocka_unit_test(a_vector_does_not_depend_on_the_text_before),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
