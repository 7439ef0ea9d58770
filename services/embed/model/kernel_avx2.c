/* kernel_avx2.c - the layers on AVX2 with FMA and F16C.
 *
 * vpmaddubsw would be quicker by the book, but saturates; so inputs and weights
 * are widened to 16 bits and summed in pairs (vpmaddwd), which is exact and
 * needs as many multiplications. Of four inputs, 0 and 2 make a pair and 1 and
 * 3: the weights' even and odd bytes are had by shifts alone. */
#include "services/embed/model/kernel.h"

#include <math.h>
#include <string.h>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

#define KERNEL __attribute__((target("avx2,fma,f16c")))
#define LANES 8
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

static inline KERNEL VI v_add_pairs(VI sum, VI x, VI y)
{
	return _mm256_add_epi32(sum, _mm256_madd_epi16(x, y));
}

/* ---- the product: R rows by 16 outputs at a time ---- */
#define EACH2(M) M(0) M(1)
#define EACH4(M) EACH2(M) M(2) M(3)
#define EACH6(M) EACH4(M) M(4) M(5)

struct outputs {
	const int8_t *w; /* 16 */
	const float *scale, *bias;
	const int32_t *sum;
	float *out; /* of the first row */
	size_t ins, outs;
};

/* Each four inputs as int16 in the order 0 2 1 3. */
static KERNEL void widen_rows(const struct tile *t, size_t n, int16_t *pairs)
{
	const __m128i order =
	    _mm_setr_epi8(0, 2, 1, 3, 4, 6, 5, 7, 8, 10, 9, 11, 12, 14, 13, 15);

	for (size_t i = 0; i < n; i += 16) {
		__m128i q = _mm_loadu_si128((const void *)(t->q + i));

		_mm256_storeu_si256((void *)(pairs + i),
		    _mm256_cvtepu8_epi16(_mm_shuffle_epi8(q, order)));
	}
}

static inline KERNEL VI pair(const int16_t *p)
{
	int32_t two;

	memcpy(&two, p, sizeof two);
	return _mm256_set1_epi32(two);
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
	x = pair(q + (r)*ins + k + which);                                     \
	a##r = _mm256_add_epi32(a##r, _mm256_madd_epi16(x, w0));               \
	b##r = _mm256_add_epi32(b##r, _mm256_madd_epi16(x, w1));
#define PUT(r)                                                                 \
	put_sums(o, first + r, t->scale[first + r], t->zero[first + r], a##r,  \
	    b##r);
#define PRODUCT_OF(name, EACH)                                                 \
	static KERNEL void name(const struct outputs *o, const struct tile *t, \
	    const int16_t *pairs, size_t first)                                \
	{                                                                      \
		const size_t ins = o->ins;                                     \
		const int16_t *q = pairs + first * ins;                        \
		VI x, w0, w1, both0, both1;                                    \
                                                                               \
		EACH(BEGIN)                                                    \
		for (size_t k = 0; k < ins; k += 4) {                          \
			size_t which = 0;                                      \
                                                                               \
			both0 =                                                \
			    _mm256_loadu_si256((const void *)(o->w + k * 16)); \
			both1 = _mm256_loadu_si256(                            \
			    (const void *)(o->w + k * 16 + 32));               \
			w0 =                                                   \
			    _mm256_srai_epi16(_mm256_slli_epi16(both0, 8), 8); \
			w1 =                                                   \
			    _mm256_srai_epi16(_mm256_slli_epi16(both1, 8), 8); \
			EACH(ADD)                                              \
			which = 2;                                             \
			w0 = _mm256_srai_epi16(both0, 8);                      \
			w1 = _mm256_srai_epi16(both1, 8);                      \
			EACH(ADD)                                              \
		}                                                              \
		EACH(PUT)                                                      \
	}
PRODUCT_OF(product6, EACH6)
PRODUCT_OF(product4, EACH4)
PRODUCT_OF(product2, EACH2)

static KERNEL void product(
    const struct matrix *m, struct scratch *s, size_t rows, float *out_r)
{
	const struct tile *t = &s->tile;

	rows = (rows + 3) / 4 * 4;
	widen_rows(t, rows * m->ins, s->wider);
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

		for (size_t r = 0; r < rows; r += 6)
			if (rows - r >= 6)
				product6(&o, t, s->wider, r);
			else if (rows - r >= 4)
				product4(&o, t, s->wider, r);
			else
				product2(&o, t, s->wider, r);
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

const struct kernel kernel_avx2 = {"avx2", usable, forward, product};
#endif
