/* kernel_avx2.c - 256 bits at once; counts bits by a table of nibbles (Mula,
 * Kurz & Lemire, "Faster population counts using AVX2 instructions", 2018). */
#include "services/search/vector/kernel.h"

#ifdef __x86_64__

#include <immintrin.h>

#define AVX2 __attribute__((target("avx2")))

AVX2 static inline __m256i count_bytes(__m256i x)
{
	const __m256i table = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2,
	    3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
	const __m256i low = _mm256_set1_epi8(15);

	return _mm256_add_epi8(
	    _mm256_shuffle_epi8(table, _mm256_and_si256(x, low)),
	    _mm256_shuffle_epi8(
		table, _mm256_and_si256(_mm256_srli_epi16(x, 4), low)));
}

/* Four rows: a byte counts at most 6 * 8 bits of a plane. */
AVX2 static void estimate_half(
    const struct vector_planes *q, const uint64_t *bits, int16_t *out)
{
	const __m256i zero = _mm256_setzero_si256();
	__m256i all = zero, plane[VECTOR_PLANES] = {zero, zero, zero, zero};
	__m256i sum;
	int64_t lane[4];

	for (size_t w = 0; w < VECTOR_WORDS; w++) {
		__m256i d = _mm256_loadu_si256(
		    (const __m256i *)(const void *)(bits + w * VECTOR_LANES));

		all = _mm256_add_epi8(all, count_bytes(d));
		for (size_t j = 0; j < VECTOR_PLANES; j++) {
			__m256i m =
			    _mm256_set1_epi64x((long long)q->plane[j][w]);

			plane[j] = _mm256_add_epi8(
			    plane[j], count_bytes(_mm256_and_si256(d, m)));
		}
	}
	sum = _mm256_sad_epu8(all, zero);
	sum = _mm256_sub_epi64(sum, _mm256_slli_epi64(sum, 4)); /* -15 */
	for (int j = 0; j < VECTOR_PLANES; j++)
		sum = _mm256_add_epi64(sum,
		    _mm256_slli_epi64(_mm256_sad_epu8(plane[j], zero), j + 1));
	_mm256_storeu_si256((__m256i *)(void *)lane, sum);
	for (size_t r = 0; r < 4; r++)
		out[r] = (int16_t)lane[r];
}

AVX2 static void estimate(const struct vector_planes *q, const uint64_t *bits,
    size_t groups, int16_t *out)
{
	for (size_t g = 0; g < groups; g++) {
		const uint64_t *group = bits + g * VECTOR_WORDS * VECTOR_LANES;

		estimate_half(q, group, out + g * VECTOR_LANES);
		estimate_half(q, group + 4, out + g * VECTOR_LANES + 4);
	}
}

AVX2 static inline __m256i widen(const int8_t *p)
{
	return _mm256_cvtepi8_epi16(
	    _mm_loadu_si128((const __m128i *)(const void *)p));
}

AVX2 static void dots(
    const int8_t *q, const int8_t *rows, size_t n, int32_t *out)
{
	__m256i wide[VECTOR_DIM / 16];

	for (size_t i = 0; i < VECTOR_DIM / 16; i++)
		wide[i] = widen(q + i * 16);
	for (size_t r = 0; r < n; r++) {
		const int8_t *row = rows + r * VECTOR_DIM;
		__m256i a = _mm256_setzero_si256(), b = a;
		__m128i s;

		for (size_t i = 0; i < VECTOR_DIM / 16; i += 2) {
			a = _mm256_add_epi32(
			    a, _mm256_madd_epi16(wide[i], widen(row + i * 16)));
			b = _mm256_add_epi32(b, _mm256_madd_epi16(wide[i + 1],
						    widen(row + i * 16 + 16)));
		}
		a = _mm256_add_epi32(a, b);
		s = _mm_add_epi32(
		    _mm256_castsi256_si128(a), _mm256_extracti128_si256(a, 1));
		s = _mm_add_epi32(s, _mm_shuffle_epi32(s, 0x4E));
		s = _mm_add_epi32(s, _mm_shuffle_epi32(s, 0xB1));
		out[r] = _mm_cvtsi128_si32(s);
	}
}

const struct vector_kernel vector_avx2 = {"avx2", estimate, dots};

#endif
