/* small.c - see small.h. */
#include "tests/unit/embed/small.h"

#include "common/base/die.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

struct vocab *small_vocab(void)
{
	static const char *const words[] = {"[PAD]", "[UNK]", "[CLS]", "[SEP]",
	    "[MASK]", "hello", "un", "##aff", "##able", ",", "\xe4\xb8\xad",
	    "\xce\xb1", "##\xcf\x83", "a", "##a"};
	struct vocab *v = xcalloc(1, sizeof *v);

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		MUST(vocab_add(v, str_of(words[i]), (uint16_t)i) == 0);
	v->pad = W_PAD;
	v->unknown = W_UNKNOWN;
	v->begin = W_BEGIN;
	v->end = W_END;
	v->mask = W_MASK;
	return v;
}

/* xorshift32 (Marsaglia 2003): the same numbers on every machine. */
static uint32_t next(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

static float between(uint32_t *state, float low, float high)
{
	return low + (high - low) * (float)(next(state) >> 8) / 0x1p24f;
}

static void fill_matrix(
    uint32_t *state, const struct matrix_places *m, size_t ins, size_t outs)
{
	for (size_t o = 0; o < outs; o++) {
		m->scale[o] = between(state, 0.0005f, 0.001f);
		m->bias[o] = between(state, -0.1f, 0.1f);
		m->sum[o] = 0;
	}
	for (size_t i = 0; i < ins * outs; i++) {
		size_t block = i / 64, o = block / (ins / 4) * 16 + i % 64 / 4;

		m->w[i] = (int8_t)((int)(next(state) % 255) - 127);
		m->sum[o] += m->w[i];
	}
}

static void fill_norm(uint32_t *state, struct model_norm *n)
{
	for (size_t i = 0; i < MODEL_DIM; i++) {
		n->gain[i] = between(state, 0.8f, 1.2f);
		n->bias[i] = between(state, -0.1f, 0.1f);
	}
}

#define FILL(state, m, ins, outs)                                              \
	fill_matrix(state,                                                     \
	    &(const struct matrix_places){                                     \
		(m).w, (m).scale, (m).bias, (m).sum},                          \
	    ins, outs)

struct model_file *small_model(unsigned seed)
{
	struct model_file *f = xcalloc(1, sizeof *f);
	struct vocab *v = small_vocab();
	uint32_t state = seed;

	f->vocab = *v;
	free(v);
	/* Halves between 0.03 and 0.5 of either sign. */
	for (size_t w = 0; w < MODEL_WORDS; w++)
		for (size_t i = 0; i < MODEL_DIM; i++)
			f->words[w][i] =
			    (uint16_t)(0x2800 + (next(&state) & 0x8fff));
	for (size_t t = 0; t < MODEL_TOKENS_MAX; t++)
		for (size_t i = 0; i < MODEL_DIM; i++)
			f->places[t][i] = between(&state, -0.2f, 0.2f);
	fill_norm(&state, &f->first_norm);
	for (size_t i = 0; i < MODEL_LAYERS; i++) {
		struct model_layer *l = &f->layers[i];

		FILL(&state, l->qkv, MODEL_DIM, 3 * MODEL_DIM);
		FILL(&state, l->mix, MODEL_DIM, MODEL_DIM);
		FILL(&state, l->widen, MODEL_DIM, MODEL_INNER);
		FILL(&state, l->narrow, MODEL_INNER, MODEL_DIM);
		fill_norm(&state, &l->mix_norm);
		fill_norm(&state, &l->narrow_norm);
	}
	convert_seal(f);
	return f;
}

void small_model_put(const struct model_file *f, const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	MUST(fd >= 0);
	MUST(write(fd, f, sizeof *f) == (ssize_t)sizeof *f);
	close(fd);
}
