/* convert.c - the layers: int8 with one scale an output, rounded to nearest. */
#include "services/embed/convert/convert.h"

#include "common/base/ids.h"
#include "services/embed/convert/safetensors.h"

#include <math.h>
#include <stdio.h>

#define NAME_MAX_BYTES 100

struct source {
	const struct safetensors *tensors;
	struct err *err;
};

static int halves(
    const struct source *s, const char *name, size_t n, const uint8_t **p_r)
{
	return safetensors_halves(s->tensors, name, n, p_r, s->err);
}

static int floats(
    const struct source *s, const char *name, size_t n, float *out_r)
{
	const uint8_t *p;

	if (halves(s, name, n, &p) < 0)
		return -1;
	for (size_t i = 0; i < n; i++)
		out_r[i] = half_at(p + 2 * i);
	return 0;
}

void convert_outputs(const struct matrix_places *m, size_t first, size_t outs,
    size_t ins, const uint8_t *halves, const uint8_t *bias_halves)
{
	for (size_t n = 0; n < outs; n++) {
		const uint8_t *row = halves + 2 * n * ins;
		size_t o = first + n;
		float most = 0, scale;

		for (size_t k = 0; k < ins; k++)
			most = fmaxf(most, fabsf(half_at(row + 2 * k)));
		scale = most > 0 ? most / 127 : 1;
		m->scale[o] = scale;
		m->bias[o] = half_at(bias_halves + 2 * n);
		m->sum[o] = 0;
		for (size_t k = 0; k < ins; k++) {
			long v = lrintf(half_at(row + 2 * k) / scale);

			m->w[(o / 16 * (ins / 4) + k / 4) * 64 + o % 16 * 4 +
			     k % 4] = (int8_t)v;
			m->sum[o] += (int32_t)v;
		}
	}
}

/* "encoder.layer.L.PART.weight" and .bias become outputs first and on. */
static int linear(const struct source *s, const struct matrix_places *m,
    size_t layer, const char *part, size_t ins, size_t outs, size_t first)
{
	char name[NAME_MAX_BYTES];
	const uint8_t *weight, *bias;

	snprintf(name, sizeof name, "encoder.layer.%zu.%s.weight", layer, part);
	if (halves(s, name, ins * outs, &weight) < 0)
		return -1;
	snprintf(name, sizeof name, "encoder.layer.%zu.%s.bias", layer, part);
	if (halves(s, name, outs, &bias) < 0)
		return -1;
	convert_outputs(m, first, outs, ins, weight, bias);
	return 0;
}

static int norm(
    const struct source *s, const char *where, struct model_norm *norm_r)
{
	char name[NAME_MAX_BYTES];

	snprintf(name, sizeof name, "%s.LayerNorm.weight", where);
	if (floats(s, name, MODEL_DIM, norm_r->gain) < 0)
		return -1;
	snprintf(name, sizeof name, "%s.LayerNorm.bias", where);
	return floats(s, name, MODEL_DIM, norm_r->bias);
}

#define PLACES(m)                                                              \
	(&(const struct matrix_places){(m).w, (m).scale, (m).bias, (m).sum})

static int convert_layer(
    const struct source *s, size_t n, struct model_layer *l)
{
	char attention[NAME_MAX_BYTES], output[NAME_MAX_BYTES];

	snprintf(attention, sizeof attention,
	    "encoder.layer.%zu.attention.output", n);
	snprintf(output, sizeof output, "encoder.layer.%zu.output", n);
	if (linear(s, PLACES(l->qkv), n, "attention.self.query", MODEL_DIM,
		MODEL_DIM, 0) < 0 ||
	    linear(s, PLACES(l->qkv), n, "attention.self.key", MODEL_DIM,
		MODEL_DIM, MODEL_DIM) < 0 ||
	    linear(s, PLACES(l->qkv), n, "attention.self.value", MODEL_DIM,
		MODEL_DIM, 2 * MODEL_DIM) < 0 ||
	    linear(s, PLACES(l->mix), n, "attention.output.dense", MODEL_DIM,
		MODEL_DIM, 0) < 0 ||
	    linear(s, PLACES(l->widen), n, "intermediate.dense", MODEL_DIM,
		MODEL_INNER, 0) < 0 ||
	    linear(s, PLACES(l->narrow), n, "output.dense", MODEL_INNER,
		MODEL_DIM, 0) < 0)
		return -1;
	return norm(s, attention, &l->mix_norm) < 0 ||
		       norm(s, output, &l->narrow_norm) < 0
		   ? -1
		   : 0;
}

static int convert_words(const struct source *s, struct model_file *f)
{
	const uint8_t *words, *places, *types;

	if (halves(s, "embeddings.word_embeddings.weight",
		(size_t)MODEL_WORDS * MODEL_DIM, &words) < 0 ||
	    halves(s, "embeddings.position_embeddings.weight",
		(size_t)512 * MODEL_DIM, &places) < 0 ||
	    halves(s, "embeddings.token_type_embeddings.weight", 2 * MODEL_DIM,
		&types) < 0)
		return -1;
	for (size_t w = 0; w < MODEL_WORDS; w++)
		for (size_t i = 0; i < MODEL_DIM; i++) {
			const uint8_t *p = words + 2 * (w * MODEL_DIM + i);

			f->words[w][i] = (uint16_t)(p[0] | (unsigned)p[1] << 8);
		}
	for (size_t t = 0; t < MODEL_TOKENS_MAX; t++)
		for (size_t i = 0; i < MODEL_DIM; i++)
			f->places[t][i] =
			    half_at(places + 2 * (t * MODEL_DIM + i)) +
			    half_at(types + 2 * i);
	return norm(s, "embeddings", &f->first_norm);
}

void convert_seal(struct model_file *file)
{
	file->head = (struct model_head){
	    .format = MODEL_FORMAT,
	    .head_bytes = sizeof file->head,
	    .file_bytes = sizeof *file,
	    .name = MODEL_NAME,
	};
	memcpy(file->head.magic, MODEL_MAGIC, sizeof file->head.magic);
	ids_sha256(&file->vocab,
	    sizeof *file - offsetof(struct model_file, vocab),
	    file->head.sha256);
}

int convert_model(struct str weights, struct str tokenizer,
    struct model_file *file_r, struct err *err)
{
	struct arena *a = arena_new(64u << 20);
	struct safetensors tensors;
	const struct source s = {&tensors, err};
	int failed = safetensors_open(a, weights, &tensors, err) < 0 ||
		     convert_words(&s, file_r) < 0;

	for (size_t i = 0; !failed && i < MODEL_LAYERS; i++)
		failed = convert_layer(&s, i, &file_r->layers[i]) < 0;
	arena_free(&a);
	if (failed)
		return err_wrap(err, "weights");
	if (convert_vocab(tokenizer, &file_r->vocab, err) < 0)
		return err_wrap(err, "tokenizer");
	convert_seal(file_r);
	return 0;
}
