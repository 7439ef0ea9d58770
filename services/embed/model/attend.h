/* attend.h - self-attention of one text, for a kernel_*.c; after rows.h.
 *
 * A head's queries, keys and values become int16 with one scale each, and so do
 * its weights; products are summed exactly in int32. Four queries at a time go
 * against all keys, so that the sums stay in registers. */
#ifndef EMBED_MODEL_ATTEND_H
#define EMBED_MODEL_ATTEND_H

#include "services/embed/model/pairs.h"

#define PER_VALUE (MODEL_HEAD_DIM / LANES)
#define VALUE_ROWS (8 / PER_VALUE)

/* Values times weights that come to WEIGHTS_SUM and what rounding adds stay
 * below 2^31. */
#define VALUE_MAX 32767
#define WEIGHTS_SUM 32600

/* s->weights[r] = query r times all keys, for four queries. */
static inline KERNEL void attend_scores(
    struct scratch *s, const int32_t (*query)[HEAD_PAIRS], size_t padded)
{
#define FOUR(M) M(0) M(1) M(2) M(3)
#define BEGIN_QUERY(r) VI a##r = v_same(0), b##r = a##r;
#define ADD_QUERY(r)                                                           \
	x = v_same(query[r][d]);                                               \
	a##r = v_add_pairs(a##r, x, ka);                                       \
	b##r = v_add_pairs(b##r, x, kb);
#define PUT_QUERY(r)                                                           \
	v_store(s->weights[r] + j, v_float(a##r));                             \
	v_store(s->weights[r] + j + LANES, v_float(b##r));
	for (size_t j = 0; j < padded; j += 2 * LANES) {
		FOUR(BEGIN_QUERY)
		for (size_t d = 0; d < HEAD_PAIRS; d++) {
			VI ka = v_ints(s->keys[d] + j);
			VI kb = v_ints(s->keys[d] + j + LANES), x;

			FOUR(ADD_QUERY)
		}
		FOUR(PUT_QUERY)
	}
}

/* Softmax of row r's n scores times by, as pairs of int16 that come to about
 * WEIGHTS_SUM, in the order of s->values. */
static inline KERNEL void attend_soften(
    struct scratch *s, size_t r, float by, size_t n, size_t padded)
{
	float *w = s->weights[r];
	VF most, sum = v_set(0), share;

	for (size_t j = n; j < padded; j++)
		w[j] = -1e30f;
	most = v_load(w);
	for (size_t j = LANES; j < padded; j += LANES)
		most = v_max(most, v_load(w + j));
	most = v_set(v_most(most));
	for (size_t j = 0; j < padded; j += LANES) {
		VF e = v_exp((v_load(w + j) - most) * v_set(by));

		sum = sum + e;
		v_store(w + j, e);
	}
	share = v_set(WEIGHTS_SUM / v_sum(sum));
	for (size_t j = 0; j < padded; j += 2 * LANES)
		v_keep(s->pairs[r] + j / 2,
		    v_pair(v_round(v_load(w + j) * share),
			v_round(v_load(w + j + LANES) * share)));
}

/* out = the sums of s->values weighted by s->pairs[r and on]: as many rows as
 * eight sums side by side allow. */
static inline KERNEL void attend_values(
    struct scratch *s, float *out, size_t r, size_t pairs, VF by)
{
	VI s0 = v_same(0), s1 = s0, s2 = s0, s3 = s0;
	VI s4 = s0, s5 = s0, s6 = s0, s7 = s0;

#define ADD_VALUE(a)                                                           \
	s##a = v_add_pairs(s##a, v_same(s->pairs[r + a / PER_VALUE][j]),       \
	    v_ints(s->values[j] + a % PER_VALUE * LANES));
#define PUT_VALUE(a)                                                           \
	v_store(out + a / PER_VALUE * MODEL_DIM + a % PER_VALUE * LANES,       \
	    v_float(s##a) * by);
#define EIGHT(M) M(0) M(1) M(2) M(3) M(4) M(5) M(6) M(7)
	for (size_t j = 0; j < pairs; j++) {
		EIGHT(ADD_VALUE)
	}
	EIGHT(PUT_VALUE)
}

/* One head of all n tokens: s->qkv to s->seen. Three rows behind the last are
 * overwritten. */
static KERNEL void attend_head(struct scratch *s, size_t head, size_t n)
{
	const size_t padded = (n + 2 * LANES - 1) / (2 * LANES) * (2 * LANES);
	const float *query = s->qkv[0] + head * MODEL_HEAD_DIM;
	const float *key = query + MODEL_DIM, *value = key + MODEL_DIM;
	float query_by = head_factor(query, n, SCORE_MAX);
	float key_by = head_factor(key, n, SCORE_MAX);
	float value_by = head_factor(value, n, VALUE_MAX);
	/* 1 / sqrt(MODEL_HEAD_DIM) */
	float score = 0.17677669530f / query_by / key_by;
	VF share = v_set(1 / (WEIGHTS_SUM * value_by));
	size_t pairs = attend_pair_values(s, value, value_by, n);

	attend_keys(s, key, key_by, n, padded);
	for (size_t i = 0; i < n; i++, query += ROW_FLOATS)
		head_pairs(query, v_set(query_by), s->queries[i]);
	for (size_t i = 0; i < n; i += 4) {
		attend_scores(s, s->queries + i, padded);
		for (size_t r = 0; r < 4; r++)
			attend_soften(s, r, score, n, padded);
		for (size_t r = 0; r < 4; r += VALUE_ROWS)
			attend_values(s, s->seen[i + r] + head * MODEL_HEAD_DIM,
			    r, pairs, share);
	}
}

#endif
