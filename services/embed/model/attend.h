/* attend.h - self-attention of one text, for a kernel_*.c; after rows.h.
 *
 * Four queries at a time against all keys, which are transposed once a head,
 * so that the sums stay in registers. */
#ifndef EMBED_MODEL_ATTEND_H
#define EMBED_MODEL_ATTEND_H

#include "services/embed/model/rows.h"

#define ROW_FLOATS (3 * MODEL_DIM)
#define PER_VALUE (MODEL_HEAD_DIM / LANES)
#define VALUE_ROWS (8 / PER_VALUE)

/* Keys of a head: s->keys[component][token], zeros behind the last. */
static inline KERNEL void attend_keys(
    struct scratch *s, size_t head, size_t n, size_t padded)
{
	for (size_t j = 0; j < padded; j++) {
		const float *k = s->qkv[j] + MODEL_DIM + head * MODEL_HEAD_DIM;

		for (size_t d = 0; d < MODEL_HEAD_DIM; d++)
			s->keys[d][j] = j < n ? k[d] : 0;
	}
}

/* s->weights[r] = query r times all keys, for four queries. */
static inline KERNEL void attend_scores(
    struct scratch *s, const float *const query[4], size_t padded)
{
	const float *q0 = query[0], *q1 = query[1], *q2 = query[2],
		    *q3 = query[3];

	for (size_t j = 0; j < padded; j += 2 * LANES) {
		VF a0 = v_set(0), a1 = a0, a2 = a0, a3 = a0;
		VF b0 = a0, b1 = a0, b2 = a0, b3 = a0;

		for (size_t d = 0; d < MODEL_HEAD_DIM; d++) {
			VF ka = v_load(s->keys[d] + j);
			VF kb = v_load(s->keys[d] + j + LANES);
			VF x = v_set(q0[d]);

			a0 = v_fma(x, ka, a0);
			b0 = v_fma(x, kb, b0);
			x = v_set(q1[d]);
			a1 = v_fma(x, ka, a1);
			b1 = v_fma(x, kb, b1);
			x = v_set(q2[d]);
			a2 = v_fma(x, ka, a2);
			b2 = v_fma(x, kb, b2);
			x = v_set(q3[d]);
			a3 = v_fma(x, ka, a3);
			b3 = v_fma(x, kb, b3);
		}
		v_store(s->weights[0] + j, a0);
		v_store(s->weights[0] + j + LANES, b0);
		v_store(s->weights[1] + j, a1);
		v_store(s->weights[1] + j + LANES, b1);
		v_store(s->weights[2] + j, a2);
		v_store(s->weights[2] + j + LANES, b2);
		v_store(s->weights[3] + j, a3);
		v_store(s->weights[3] + j + LANES, b3);
	}
}

/* e^((w - largest) / sqrt(d)), zero behind the n-th; returns 1 / their sum. */
static inline KERNEL float attend_soften(float *w, size_t n, size_t padded)
{
	const VF by = v_set(0.17677669530f); /* 1 / sqrt(MODEL_HEAD_DIM) */
	VF most, sum = v_set(0);

	for (size_t j = n; j < padded; j++)
		w[j] = -1e30f;
	most = v_load(w);
	for (size_t j = LANES; j < padded; j += LANES)
		most = v_max(most, v_load(w + j));
	most = v_set(v_most(most));
	for (size_t j = 0; j < padded; j += LANES) {
		VF e = v_exp((v_load(w + j) - most) * by);

		sum = sum + e;
		v_store(w + j, e);
	}
	return 1 / v_sum(sum);
}

/* s->seen[row and on] = the values of a head, weighted by s->weights[r and
 * on]: as many rows as eight sums side by side allow. by[] are factors. */
static inline KERNEL void attend_values(struct scratch *s, size_t head,
    size_t row, size_t r, size_t n, const float *by)
{
	const float *value = s->qkv[0] + 2 * MODEL_DIM + head * MODEL_HEAD_DIM;
	float *out = s->seen[row] + head * MODEL_HEAD_DIM;
	VF s0 = v_set(0), s1 = s0, s2 = s0, s3 = s0;
	VF s4 = s0, s5 = s0, s6 = s0, s7 = s0;

#define ADD_VALUE(a)                                                           \
	s##a = v_fma(v_set(s->weights[r + a / PER_VALUE][j]),                  \
	    v_load(value + a % PER_VALUE * LANES), s##a);
#define PUT_VALUE(a)                                                           \
	v_store(out + a / PER_VALUE * MODEL_DIM + a % PER_VALUE * LANES,       \
	    s##a * v_set(by[a / PER_VALUE]));
#define EIGHT(M) M(0) M(1) M(2) M(3) M(4) M(5) M(6) M(7)
	for (size_t j = 0; j < n; j++, value += ROW_FLOATS) {
		EIGHT(ADD_VALUE)
	}
	EIGHT(PUT_VALUE)
}

#endif
