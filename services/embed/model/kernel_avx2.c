/* kernel_avx2.c - the layers on AVX2 with FMA and F16C.
 *
 * Bytes are multiplied and added in pairs to int16 (vpmaddubsw), which would
 * saturate from 2^15 on; so inputs have seven bits here: 127, and one more by
 * rounding, times 127 times 2. Sums are as exact as elsewhere. */
#include "services/embed/model/kernel.h"

#include <math.h>
#include <string.h>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

#define KERNEL __attribute__((target("avx2,fma,f16c")))
#define LANES 8
#define INPUT_MAX 127
typedef __m256 VF;
typedef __m256i VI;

static inline KERNEL VF v_set(float x)
{
	return _mm256_set1_ps(x);
}

static inline KERNEL VF v_load(const float *p)
{
	return _mm256_loadu_ps(p);
}

static inline KERNEL void v_store(float *p, VF x)
{
	_mm256_storeu_ps(p, x);
}

static inline KERNEL VF v_fma(VF a, VF b, VF c)
{
	return _mm256_fmadd_ps(a, b, c);
}

static inline KERNEL VF v_min(VF a, VF b)
{
	return _mm256_min_ps(a, b);
}

static inline KERNEL VF v_max(VF a, VF b)
{
	return _mm256_max_ps(a, b);
}

static inline KERNEL float v_sum(VF x)
{
	__m128 four =
	    _mm_add_ps(_mm256_castps256_ps128(x), _mm256_extractf128_ps(x, 1));

	four = _mm_add_ps(four, _mm_movehl_ps(four, four));
	return _mm_cvtss_f32(_mm_add_ss(four, _mm_shuffle_ps(four, four, 1)));
}

static inline KERNEL float v_most(VF x)
{
	__m128 four =
	    _mm_max_ps(_mm256_castps256_ps128(x), _mm256_extractf128_ps(x, 1));

	four = _mm_max_ps(four, _mm_movehl_ps(four, four));
	return _mm_cvtss_f32(_mm_max_ss(four, _mm_shuffle_ps(four, four, 1)));
}

static inline KERNEL float v_least(VF x)
{
	return -v_most(-x);
}

static inline KERNEL VI v_round(VF x)
{
	return _mm256_cvtps_epi32(x);
}

static inline KERNEL VF v_float(VI x)
{
	return _mm256_cvtepi32_ps(x);
}

static inline KERNEL VF v_power(VI n) /* 2^n, n in [-126, 127] */
{
	return _mm256_castsi256_ps(
	    _mm256_slli_epi32(_mm256_add_epi32(n, _mm256_set1_epi32(127)), 23));
}

static inline KERNEL void v_put(uint8_t *p, VI x) /* cut to 0..255 */
{
	__m128i eight = _mm_packus_epi32(
	    _mm256_castsi256_si128(x), _mm256_extracti128_si256(x, 1));

	_mm_storel_epi64((void *)p, _mm_packus_epi16(eight, eight));
}

static inline KERNEL VF v_half(const uint16_t *p)
{
	return _mm256_cvtph_ps(_mm_loadu_si128((const void *)p));
}

static inline KERNEL VI v_same(int32_t x)
{
	return _mm256_set1_epi32(x);
}

static inline KERNEL VI v_ints(const int32_t *p)
{
	return _mm256_loadu_si256((const void *)p);
}

static inline KERNEL void v_keep(int32_t *p, VI x)
{
	_mm256_storeu_si256((void *)p, x);
}

static inline KERNEL VI v_pair(VI low, VI high) /* int16 values */
{
	return _mm256_blend_epi16(low, _mm256_slli_epi32(high, 16), 0xaa);
}

/* Intrinsics would do, but for gcc 12, which multiplies well ahead and then
 * has to store sums away. */
static inline KERNEL VI v_add_pairs(VI sum, VI x, VI y)
{
	VI two;

	__asm__("vpmaddwd %3, %2, %1\n\t"
		"vpaddd %1, %0, %0"
		: "+x"(sum), "=&x"(two)
		: "x"(x), "x"(y));
	return sum;
}

static inline KERNEL VI v_add_fours(VI sum, VI x, VI w, VI ones)
{
	VI two;

	__asm__("vpmaddubsw %3, %2, %1\n\t"
		"vpmaddwd %4, %1, %1\n\t"
		"vpaddd %1, %0, %0"
		: "+x"(sum), "=&x"(two)
		: "x"(x), "x"(w), "x"(ones));
	return sum;
}

/* ---- the product: R rows by 16 outputs at a time ---- */
#define EACH1(M) M(0)
#define EACH2(M) EACH1(M) M(1)
#define EACH3(M) EACH2(M) M(2)
#define EACH4(M) EACH3(M) M(3)
#define EACH5(M) EACH4(M) M(4)

#define ROWS_MAX 5 /* of sums that registers have room for */

struct outputs {
	const int8_t *w; /* 16 */
	const float *scale, *bias;
	const int32_t *sum;
	float *out; /* of the first row */
	size_t ins, outs;
};

static inline KERNEL VI four_inputs(const uint8_t *p)
{
	int32_t four;

	memcpy(&four, p, sizeof four);
	return _mm256_set1_epi32(four);
}

static inline KERNEL void put_sums(const struct outputs *o, size_t row,
    float scale, int32_t zero, VI sum0, VI sum1)
{
	const VI z = _mm256_set1_epi32(zero);
	const VF s = v_set(scale);
	float *out = o->out + row * o->outs;

	sum0 = _mm256_sub_epi32(sum0,
	    _mm256_mullo_epi32(z, _mm256_loadu_si256((const void *)o->sum)));
	sum1 = _mm256_sub_epi32(
	    sum1, _mm256_mullo_epi32(
		      z, _mm256_loadu_si256((const void *)(o->sum + 8))));
	v_store(
	    out, v_fma(v_float(sum0), s * v_load(o->scale), v_load(o->bias)));
	v_store(out + 8, v_fma(v_float(sum1), s * v_load(o->scale + 8),
			     v_load(o->bias + 8)));
}

#define BEGIN(r) VI a##r = _mm256_setzero_si256(), b##r = a##r;
#define ADD(r)                                                                 \
	x = four_inputs(q + (r)*ins + k);                                      \
	a##r = v_add_fours(a##r, x, w0, ones);                                 \
	b##r = v_add_fours(b##r, x, w1, ones);
#define PUT(r)                                                                 \
	put_sums(o, first + r, t->scale[first + r], t->zero[first + r], a##r,  \
	    b##r);
#define PRODUCT_OF(name, EACH)                                                 \
	static KERNEL void name(                                               \
	    const struct outputs *o, const struct tile *t, size_t first)       \
	{                                                                      \
		const VI ones = _mm256_set1_epi16(1);                          \
		const size_t ins = o->ins;                                     \
		const uint8_t *q = t->q + first * ins;                         \
		VI x, w0, w1;                                                  \
                                                                               \
		EACH(BEGIN)                                                    \
		for (size_t k = 0; k < ins; k += 4) {                          \
			w0 =                                                   \
			    _mm256_loadu_si256((const void *)(o->w + k * 16)); \
			w1 = _mm256_loadu_si256(                               \
			    (const void *)(o->w + k * 16 + 32));               \
			_mm_prefetch(o->w + (k + ins) * 16, _MM_HINT_T0);      \
			EACH(ADD)                                              \
		}                                                              \
		EACH(PUT)                                                      \
	}
PRODUCT_OF(product1, EACH1)
PRODUCT_OF(product2, EACH2)
PRODUCT_OF(product3, EACH3)
PRODUCT_OF(product4, EACH4)
PRODUCT_OF(product5, EACH5)

typedef void product_fn(
    const struct outputs *o, const struct tile *t, size_t first);
static product_fn *const products[ROWS_MAX + 1] = {
    NULL, product1, product2, product3, product4, product5};

/* Weights of 16 outputs stay in the nearest cache while all rows pass. */
static KERNEL void product(
    const struct matrix *m, struct scratch *s, size_t rows, float *out_r)
{
	const size_t groups = (rows + ROWS_MAX - 1) / ROWS_MAX;

	for (size_t n = 0; n < m->outs; n += 16) {
		const struct outputs o = {
		    .w = m->w + n * m->ins,
		    .scale = m->scale + n,
		    .bias = m->bias + n,
		    .sum = m->sum + n,
		    .out = out_r + n,
		    .ins = m->ins,
		    .outs = m->outs,
		};

		for (size_t g = 0; g < groups; g++) {
			size_t first = rows * g / groups;

			products[rows * (g + 1) / groups - first](
			    &o, &s->tile, first);
		}
	}
}

#include "services/embed/model/forward.h"

static bool usable(void)
{
	unsigned a = 0, b = 0, c = 0, d = 0;

	return __builtin_cpu_supports("avx2") &&
	       __builtin_cpu_supports("fma") &&
	       __get_cpuid(1, &a, &b, &c, &d) && (c & bit_F16C) != 0;
}

const struct kernel kernel_avx2 = {"avx2", usable, forward, product, INPUT_MAX};
#endif
