/* kernel_vnni.c - the layers on AVX-512 with VNNI: 64 products of bytes an
 * instruction (vpdpbusd). */
#include "services/embed/model/kernel.h"

#include <math.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>

#define KERNEL                                                                 \
	__attribute__((                                                        \
	    target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,fma,avx2")))
#define LANES 16
#define INPUT_MAX 255
typedef __m512 VF;
typedef __m512i VI;

static inline KERNEL VF v_set(float x)
{
	return _mm512_set1_ps(x);
}

static inline KERNEL VF v_load(const float *p)
{
	return _mm512_loadu_ps(p);
}

static inline KERNEL void v_store(float *p, VF x)
{
	_mm512_storeu_ps(p, x);
}

static inline KERNEL VF v_fma(VF a, VF b, VF c)
{
	return _mm512_fmadd_ps(a, b, c);
}

static inline KERNEL VF v_min(VF a, VF b)
{
	return _mm512_min_ps(a, b);
}

static inline KERNEL VF v_max(VF a, VF b)
{
	return _mm512_max_ps(a, b);
}

static inline KERNEL float v_sum(VF x)
{
	return _mm512_reduce_add_ps(x);
}

static inline KERNEL float v_least(VF x)
{
	return _mm512_reduce_min_ps(x);
}

static inline KERNEL float v_most(VF x)
{
	return _mm512_reduce_max_ps(x);
}

static inline KERNEL VI v_round(VF x)
{
	return _mm512_cvtps_epi32(x);
}

static inline KERNEL VF v_float(VI x)
{
	return _mm512_cvtepi32_ps(x);
}

static inline KERNEL VF v_power(VI n) /* 2^n, n in [-126, 127] */
{
	return _mm512_castsi512_ps(
	    _mm512_slli_epi32(_mm512_add_epi32(n, _mm512_set1_epi32(127)), 23));
}

static inline KERNEL void v_put(uint8_t *p, VI x) /* cut to 0..255 */
{
	_mm_storeu_si128((void *)p, _mm512_cvtusepi32_epi8(_mm512_max_epi32(
					x, _mm512_setzero_si512())));
}

static inline KERNEL VF v_half(const uint16_t *p)
{
	return _mm512_cvtph_ps(_mm256_loadu_si256((const void *)p));
}

static inline KERNEL VI v_same(int32_t x)
{
	return _mm512_set1_epi32(x);
}

static inline KERNEL VI v_ints(const int32_t *p)
{
	return _mm512_loadu_si512((const void *)p);
}

static inline KERNEL void v_keep(int32_t *p, VI x)
{
	_mm512_storeu_si512((void *)p, x);
}

static inline KERNEL VI v_pair(VI low, VI high) /* int16 values */
{
	return _mm512_or_si512(_mm512_and_si512(low, _mm512_set1_epi32(0xffff)),
	    _mm512_slli_epi32(high, 16));
}

/* Intrinsics would do, but for gcc 12, which then copies the sums and stores
 * them away. */
static inline KERNEL VI v_add_pairs(VI sum, VI x, VI y)
{
	__asm__("vpdpwssd %2, %1, %0" : "+v"(sum) : "v"(x), "v"(y));
	return sum;
}

static inline KERNEL VI v_add_fours(VI sum, VI x, VI w)
{
	__asm__("vpdpbusd %2, %1, %0" : "+v"(sum) : "v"(x), "v"(w));
	return sum;
}

/* ---- the product: R rows by 32 outputs at a time ---- */
#define EACH1(M) M(0)
#define EACH2(M) EACH1(M) M(1)
#define EACH3(M) EACH2(M) M(2)
#define EACH4(M) EACH3(M) M(3)
#define EACH5(M) EACH4(M) M(4)
#define EACH6(M) EACH5(M) M(5)
#define EACH7(M) EACH6(M) M(6)
#define EACH8(M) EACH7(M) M(7)
#define EACH9(M) EACH8(M) M(8)
#define EACH10(M) EACH9(M) M(9)

#define ROWS_MAX 10 /* of sums that registers have room for */

struct outputs {
	const int8_t *w0, *w1; /* 16 outputs each */
	const float *scale, *bias;
	const int32_t *sum;
	float *out; /* of the first row */
	size_t ins, outs;
};

static inline KERNEL VI four_inputs(const uint8_t *p)
{
	int32_t four;

	memcpy(&four, p, sizeof four);
	return _mm512_set1_epi32(four);
}

static inline KERNEL void put_sums(const struct outputs *o, size_t row,
    float scale, int32_t zero, VI sum0, VI sum1)
{
	const VI z = _mm512_set1_epi32(zero);
	const VF s = v_set(scale);
	float *out = o->out + row * o->outs;

	sum0 = _mm512_sub_epi32(sum0,
	    _mm512_mullo_epi32(z, _mm512_loadu_si512((const void *)o->sum)));
	sum1 = _mm512_sub_epi32(
	    sum1, _mm512_mullo_epi32(
		      z, _mm512_loadu_si512((const void *)(o->sum + 16))));
	v_store(
	    out, v_fma(v_float(sum0), s * v_load(o->scale), v_load(o->bias)));
	v_store(out + 16, v_fma(v_float(sum1), s * v_load(o->scale + 16),
			      v_load(o->bias + 16)));
}

#define BEGIN(r) VI a##r = _mm512_setzero_si512(), b##r = a##r;
#define ADD(r)                                                                 \
	x = four_inputs(q + (r)*ins + k);                                      \
	a##r = v_add_fours(a##r, x, w0);                                       \
	b##r = v_add_fours(b##r, x, w1);
#define PUT(r)                                                                 \
	put_sums(o, first + r, t->scale[first + r], t->zero[first + r], a##r,  \
	    b##r);
#define PRODUCT_OF(name, EACH)                                                 \
	static KERNEL void name(                                               \
	    const struct outputs *o, const struct tile *t, size_t first)       \
	{                                                                      \
		const size_t ins = o->ins;                                     \
		const uint8_t *q = t->q + first * ins;                         \
		VI x, w0, w1;                                                  \
                                                                               \
		EACH(BEGIN)                                                    \
		for (size_t k = 0; k < ins; k += 4) {                          \
			w0 = _mm512_loadu_si512(                               \
			    (const void *)(o->w0 + k * 16));                   \
			w1 = _mm512_loadu_si512(                               \
			    (const void *)(o->w1 + k * 16));                   \
			_mm_prefetch(o->w0 + (k + 2 * ins) * 16, _MM_HINT_T0); \
			_mm_prefetch(o->w1 + (k + 2 * ins) * 16, _MM_HINT_T0); \
			EACH(ADD)                                              \
		}                                                              \
		EACH(PUT)                                                      \
	}
PRODUCT_OF(product1, EACH1)
PRODUCT_OF(product2, EACH2)
PRODUCT_OF(product3, EACH3)
PRODUCT_OF(product4, EACH4)
PRODUCT_OF(product5, EACH5)
PRODUCT_OF(product6, EACH6)
PRODUCT_OF(product7, EACH7)
PRODUCT_OF(product8, EACH8)
PRODUCT_OF(product9, EACH9)
PRODUCT_OF(product10, EACH10)

typedef void product_fn(
    const struct outputs *o, const struct tile *t, size_t first);
static product_fn *const products[ROWS_MAX + 1] = {NULL, product1, product2,
    product3, product4, product5, product6, product7, product8, product9,
    product10};

/* Weights of 32 outputs stay in the nearest cache while all rows pass. */
static KERNEL void product(
    const struct matrix *m, struct scratch *s, size_t rows, float *out_r)
{
	const size_t groups = (rows + ROWS_MAX - 1) / ROWS_MAX;

	for (size_t n = 0; n < m->outs; n += 32) {
		const struct outputs o = {
		    .w0 = m->w + n * m->ins,
		    .w1 = m->w + (n + 16) * m->ins,
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
	return __builtin_cpu_supports("avx512f") &&
	       __builtin_cpu_supports("avx512bw") &&
	       __builtin_cpu_supports("avx512vl") &&
	       __builtin_cpu_supports("avx512dq") &&
	       __builtin_cpu_supports("avx512vnni");
}

const struct kernel kernel_vnni = {"vnni", usable, forward, product, INPUT_MAX};
#endif
