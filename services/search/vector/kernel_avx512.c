/* kernel_avx512.c - 512 bits at once: VPOPCNTDQ counts, VNNI multiplies. */
#include "services/search/vector/kernel.h"

#ifdef __x86_64__

#include <immintrin.h>

#define AVX512                                                                 \
	__attribute__((target("avx512f,avx512bw,avx512vnni,avx512vpopcntdq")))

AVX512 static void estimate(const struct vector_planes *q, const uint64_t *bits,
    size_t groups, int16_t *out)
{
	for (size_t g = 0; g < groups; g++) {
		const uint64_t *group = bits + g * VECTOR_WORDS * VECTOR_LANES;
		const __m512i zero = _mm512_setzero_si512();
		__m512i all = zero,
			plane[VECTOR_PLANES] = {zero, zero, zero, zero};
		__m512i sum;

		for (size_t w = 0; w < VECTOR_WORDS; w++) {
			__m512i d =
			    _mm512_loadu_si512(group + w * VECTOR_LANES);

			all = _mm512_add_epi64(all, _mm512_popcnt_epi64(d));
			for (size_t j = 0; j < VECTOR_PLANES; j++) {
				__m512i m = _mm512_set1_epi64(
				    (long long)q->plane[j][w]);

				plane[j] = _mm512_add_epi64(
				    plane[j], _mm512_popcnt_epi64(
						  _mm512_and_si512(d, m)));
			}
		}
		sum = _mm512_sub_epi64(all, _mm512_slli_epi64(all, 4));
		for (unsigned j = 0; j < VECTOR_PLANES; j++)
			sum = _mm512_add_epi64(
			    sum, _mm512_slli_epi64(plane[j], j + 1));
		_mm_storeu_si128((__m128i *)(void *)(out + g * VECTOR_LANES),
		    _mm512_cvtepi64_epi16(sum));
	}
}

/* VPDPBUSD wants one side unsigned: rows are moved up by 128, and what that
 * adds, 128 times the sum of q, is taken off again. */
AVX512 static void dots(
    const int8_t *q, const int8_t *rows, size_t n, int32_t *out)
{
	const __m512i up = _mm512_set1_epi8(-128);
	__m512i wide[VECTOR_WORDS];
	int32_t extra = 0;

	for (size_t i = 0; i < VECTOR_WORDS; i++)
		wide[i] = _mm512_loadu_si512(q + i * 64);
	for (size_t i = 0; i < VECTOR_DIM; i++)
		extra += 128 * q[i];
	for (size_t r = 0; r < n; r++) {
		const int8_t *row = rows + r * VECTOR_DIM;
		__m512i sum = _mm512_setzero_si512();

		for (size_t i = 0; i < VECTOR_WORDS; i++)
			sum = _mm512_dpbusd_epi32(sum,
			    _mm512_xor_si512(
				_mm512_loadu_si512(row + i * 64), up),
			    wide[i]);
		out[r] = _mm512_reduce_add_epi32(sum) - extra;
	}
}

const struct vector_kernel vector_avx512 = {"avx512", estimate, dots};

#endif
