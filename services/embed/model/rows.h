/* rows.h - what is done to one row of floats, for a kernel_*.c.
 *
 * Included once by each, which has said before: KERNEL (the functions' target),
 * VF and VI (vectors of float and int32), LANES,
 * INPUT_MAX (the largest input of a product, below 256), and what begins with v_. */
#ifndef EMBED_MODEL_ROWS_H
#define EMBED_MODEL_ROWS_H

#include "services/embed/model/kernel.h"

/* e^x for x <= 0, relative error under 2e-7: 2^n times the Taylor series of
 * what is left of the exponent. */
static inline KERNEL VF v_exp(VF x)
{
	VF t = v_max(x, v_set(-87.0f)) * v_set(1.44269504f);
	VI n = v_round(t);
	VF f = (t - v_float(n)) * v_set(0.69314718f);
	VF p = v_set(1.0f / 720);

	p = v_fma(p, f, v_set(1.0f / 120));
	p = v_fma(p, f, v_set(1.0f / 24));
	p = v_fma(p, f, v_set(1.0f / 6));
	p = v_fma(p, f, v_set(0.5f));
	p = v_fma(p, f, v_set(1.0f));
	p = v_fma(p, f, v_set(1.0f));
	return p * v_power(n);
}

/* x times the normal distribution's share below x (Hendrycks and Gimpel 2016):
 * half of it plus x*P(x^2), P the Chebyshev interpolation of degree 10 for
 * |x| <= 4.5, beyond which the share is that of 4.5. Error under 3e-5 for
 * |x| <= 12. */
static inline KERNEL VF v_gelu(VF x)
{
	static const float p[] = {0.000980692601f, -0.00234001594f,
	    0.0027162774f, -0.00525154812f, 0.0114392265f, -0.0190209406f,
	    0.0282839308f, -0.0401092116f, 0.0547011907f, -0.077193861f,
	    0.15690493f};
	VF c = v_min(v_max(x, v_set(-4.5f)), v_set(4.5f));
	VF u = v_fma(c * c, v_set(2.0f / (4.5f * 4.5f)), v_set(-1.0f));
	VF sum = v_set(p[0]);

	sum = v_fma(sum, u, v_set(p[1]));
	sum = v_fma(sum, u, v_set(p[2]));
	sum = v_fma(sum, u, v_set(p[3]));
	sum = v_fma(sum, u, v_set(p[4]));
	sum = v_fma(sum, u, v_set(p[5]));
	sum = v_fma(sum, u, v_set(p[6]));
	sum = v_fma(sum, u, v_set(p[7]));
	sum = v_fma(sum, u, v_set(p[8]));
	sum = v_fma(sum, u, v_set(p[9]));
	sum = v_fma(sum, u, v_set(p[10]));
	return x * v_fma(c, sum, v_set(0.5f));
}

/* A row to bytes: x is about (q - zero) * scale. */
static inline KERNEL void row_to_tile(
    const float *x, size_t n, struct tile *t, size_t row)
{
	uint8_t *q = t->q + row * n;
	VF low = v_set(0), high = v_set(0), zero;
	float least, most, scale, inverse;

	for (size_t i = 0; i < n; i += LANES) {
		low = v_min(low, v_load(x + i));
		high = v_max(high, v_load(x + i));
	}
	least = v_least(low);
	most = v_most(high);
	scale = (most - least) / INPUT_MAX;
	if (!(scale > 0))
		scale = 1;
	inverse = 1 / scale;
	t->scale[row] = scale;
	t->zero[row] = (int32_t)(0.5f - least * inverse);
	zero = v_set((float)t->zero[row]);
	for (size_t i = 0; i < n; i += LANES)
		v_put(
		    q + i, v_round(v_fma(v_load(x + i), v_set(inverse), zero)));
}

static inline KERNEL void row_gelu(float *x, size_t n)
{
	for (size_t i = 0; i < n; i += LANES)
		v_store(x + i, v_gelu(v_load(x + i)));
}

/* x = norm(x + more): mean 0 and variance 1, then gain and bias. */
static inline KERNEL void row_norm(
    float *x, const float *more, const struct model_norm *norm)
{
	VF sum = v_set(0), squares = v_set(0), mean, gain;
	float variance;

	for (size_t i = 0; i < MODEL_DIM; i += LANES) {
		VF v = v_load(x + i) + v_load(more + i);

		v_store(x + i, v);
		sum = sum + v;
	}
	mean = v_set(v_sum(sum) / MODEL_DIM);
	for (size_t i = 0; i < MODEL_DIM; i += LANES) {
		VF v = v_load(x + i) - mean;

		squares = v_fma(v, v, squares);
	}
	variance = v_sum(squares) / MODEL_DIM;
	gain = v_set(1 / sqrtf(variance + 1e-12f));
	for (size_t i = 0; i < MODEL_DIM; i += LANES)
		v_store(
		    x + i, v_fma((v_load(x + i) - mean) * gain,
			       v_load(norm->gain + i), v_load(norm->bias + i)));
}

#endif
