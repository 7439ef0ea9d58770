/* pairs.h - queries, keys and values of a head as pairs of int16, for a
 * kernel_*.c; after rows.h. */
#ifndef EMBED_MODEL_PAIRS_H
#define EMBED_MODEL_PAIRS_H

#include "services/embed/model/rows.h"

#define ROW_FLOATS (3 * MODEL_DIM)

/* Sums of MODEL_HEAD_DIM products stay below 2^31. */
#define SCORE_MAX 8190

/* What a head's part of n rows is multiplied with to be at most limit. */
static inline KERNEL float head_factor(const float *x, size_t n, float limit)
{
	VF most = v_set(1e-9f);

	for (size_t j = 0; j < n; j++, x += ROW_FLOATS)
		for (size_t d = 0; d < MODEL_HEAD_DIM; d += LANES) {
			VF v = v_load(x + d);

			most = v_max(most, v_max(v, -v));
		}
	return limit / v_most(most);
}

/* Components d and d + HEAD_PAIRS of a row are a pair. */
static inline KERNEL void head_pairs(const float *x, VF by, int32_t *pairs_r)
{
	for (size_t d = 0; d < HEAD_PAIRS; d += LANES)
		v_keep(
		    pairs_r + d, v_pair(v_round(v_load(x + d) * by),
				     v_round(v_load(x + d + HEAD_PAIRS) * by)));
}

/* s->keys[pair][token], zeros behind the last. */
static inline KERNEL void attend_keys(
    struct scratch *s, const float *key, float by, size_t n, size_t padded)
{
	_Alignas(64) int32_t pairs[HEAD_PAIRS] = {0};

	for (size_t j = 0; j < padded; j++, key += ROW_FLOATS) {
		if (j < n)
			head_pairs(key, v_set(by), pairs);
		else
			memset(pairs, 0, sizeof pairs);
		for (size_t d = 0; d < HEAD_PAIRS; d++)
			s->keys[d][j] = pairs[d];
	}
}

/* s->values: of each 2 * LANES tokens, the first and the one LANES on are a
 * pair, and so on. Who has no partner has zeros; returns how many pairs. */
static inline KERNEL size_t attend_pair_values(
    struct scratch *s, const float *value, float by, size_t n)
{
	const VF f = v_set(by);
	size_t pairs = 0;

	for (size_t first = 0; first < n; first += 2 * LANES)
		for (size_t j = first; j < MIN(n, first + LANES); j++) {
			const float *a = value + j * ROW_FLOATS;
			const float *b = a + (size_t)LANES * ROW_FLOATS;

			for (size_t d = 0; d < MODEL_HEAD_DIM; d += LANES) {
				VF y = j + LANES < n ? v_load(b + d) : v_set(0);

				v_keep(s->values[pairs] + d,
				    v_pair(v_round(v_load(a + d) * f),
					v_round(y * f)));
			}
			pairs++;
		}
	return pairs;
}

#endif
