/* kernel_plain.c - the layers for any processor: plain C, four floats at a time
 * where the compiler finds an instruction for it. */
#include "services/embed/model/kernel.h"

#include <math.h>
#include <string.h>

#define KERNEL
#define LANES 4
#define INPUT_MAX 255
typedef float VF __attribute__((vector_size(4 * LANES)));
typedef int32_t VI __attribute__((vector_size(4 * LANES)));

static inline VF v_set(float x)
{
	return (VF){x, x, x, x};
}

static inline VF v_load(const float *p)
{
	VF x;

	memcpy(&x, p, sizeof x);
	return x;
}

static inline void v_store(float *p, VF x)
{
	memcpy(p, &x, sizeof x);
}

static inline VF v_fma(VF a, VF b, VF c)
{
	return a * b + c;
}

static inline VF v_choose(VI which, VF a, VF b)
{
	return (VF)((which & (VI)a) | (~which & (VI)b));
}

static inline VF v_min(VF a, VF b)
{
	return v_choose((VI)(a < b), a, b);
}

static inline VF v_max(VF a, VF b)
{
	return v_choose((VI)(a > b), a, b);
}

static inline float v_sum(VF x)
{
	return (x[0] + x[1]) + (x[2] + x[3]);
}

static inline float v_most(VF x)
{
	return MAX(MAX(x[0], x[1]), MAX(x[2], x[3]));
}

static inline float v_least(VF x)
{
	return MIN(MIN(x[0], x[1]), MIN(x[2], x[3]));
}

static inline VI v_round(VF x) /* half away from zero */
{
	VF half = v_choose((VI)(x < v_set(0)), v_set(-0.5f), v_set(0.5f));

	return __builtin_convertvector(x + half, VI);
}

static inline VF v_float(VI x)
{
	return __builtin_convertvector(x, VF);
}

static inline VF v_power(VI n) /* 2^n, n in [-126, 127] */
{
	return (VF)((n + 127) << 23);
}

static inline void v_put(uint8_t *p, VI x) /* cut to 0..255 */
{
	for (size_t i = 0; i < LANES; i++)
		p[i] = (uint8_t)MIN(MAX(x[i], 0), 255);
}

/* IEEE half to float: the exponent's bias is put right by a product, which
 * does for subnormals too. No infinities are in the weights. */
static inline float half_to_float(uint16_t h)
{
	uint32_t bits = (uint32_t)(h & 0x7fff) << 13;
	float x;

	memcpy(&x, &bits, sizeof x);
	x *= 0x1p112f;
	return h & 0x8000 ? -x : x;
}

static inline VF v_half(const uint16_t *p)
{
	return (VF){half_to_float(p[0]), half_to_float(p[1]),
	    half_to_float(p[2]), half_to_float(p[3])};
}

static inline VI v_same(int32_t x)
{
	return (VI){x, x, x, x};
}

static inline VI v_ints(const int32_t *p)
{
	VI x;

	memcpy(&x, p, sizeof x);
	return x;
}

static inline void v_keep(int32_t *p, VI x)
{
	memcpy(p, &x, sizeof x);
}

static inline VI v_low(VI x)
{
	return (x & 0xffff) - ((x & 0x8000) << 1);
}

static inline VI v_high(VI x)
{
	return x >> 16;
}

static inline VI v_pair(VI low, VI high) /* int16 values */
{
	return (low & 0xffff) | (high * 65536);
}

static inline VI v_add_pairs(VI sum, VI x, VI y)
{
	return sum + v_low(x) * v_low(y) + v_high(x) * v_high(y);
}

/* ---- the product: a row by 16 outputs at a time ---- */
static void sums_of_16(
    const int8_t *w, const uint8_t *q, size_t ins, int32_t sums_r[16])
{
	memset(sums_r, 0, 16 * sizeof *sums_r);
	for (size_t k = 0; k < ins; k += 4)
		for (size_t o = 0; o < 16; o++) {
			const int8_t *four = w + k * 16 + o * 4;

			sums_r[o] += q[k] * four[0] + q[k + 1] * four[1] +
				     q[k + 2] * four[2] + q[k + 3] * four[3];
		}
}

static void product(
    const struct matrix *m, struct scratch *s, size_t rows, float *out_r)
{
	const struct tile *t = &s->tile;
	int32_t sums[16];

	for (size_t n = 0; n < m->outs; n += 16)
		for (size_t r = 0; r < rows; r++) {
			float *out = out_r + r * m->outs + n;

			sums_of_16(
			    m->w + n * m->ins, t->q + r * m->ins, m->ins, sums);
			for (size_t o = 0; o < 16; o++)
				out[o] = (float)(sums[o] -
						 t->zero[r] * m->sum[n + o]) *
					     (t->scale[r] * m->scale[n + o]) +
					 m->bias[n + o];
		}
}

#include "services/embed/model/forward.h"

static bool usable(void)
{
	return true;
}

const struct kernel kernel_plain = {
    "plain", usable, forward, product, INPUT_MAX};
