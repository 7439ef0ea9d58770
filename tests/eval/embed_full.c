/* embed_full.c - all-MiniLM-L6-v2 in float32, to measure the int8 one by. */
#include "tests/eval/embed_eval.h"

#include "common/base/arena.h"
#include "common/base/die.h"
#include "services/embed/convert/safetensors.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct linear {
	float *w, *bias;
	size_t ins, outs;
};
struct norm {
	float *gain, *bias;
};
struct layer {
	struct linear query, key, value, mix, widen, narrow;
	struct norm mix_norm, narrow_norm;
};

struct full {
	struct arena *arena;
	struct safetensors tensors;
	void *map;
	size_t map_bytes;
	float *words, *places, *types;
	struct norm first_norm;
	struct layer layers[MODEL_LAYERS];
	float x[MODEL_TOKENS_MAX * MODEL_DIM], q[MODEL_TOKENS_MAX * MODEL_DIM],
	    k[MODEL_TOKENS_MAX * MODEL_DIM], v[MODEL_TOKENS_MAX * MODEL_DIM],
	    seen[MODEL_TOKENS_MAX * MODEL_DIM],
	    out[MODEL_TOKENS_MAX * MODEL_DIM],
	    wide[MODEL_TOKENS_MAX * MODEL_INNER];
};

static float *tensor(struct full *f, const char *name, size_t n)
{
	float *out = ARENA_ARRAY(f->arena, float, n);
	struct err err = {0};
	const uint8_t *p;

	if (safetensors_halves(&f->tensors, name, n, &p, &err) < 0)
		quit(EX_DATAERR, "%s", err.text);
	for (size_t i = 0; i < n; i++)
		out[i] = half_at(p + 2 * i);
	return out;
}

static struct linear linear_of(
    struct full *f, size_t layer, const char *part, size_t ins, size_t outs)
{
	char name[100];
	struct linear l = {.ins = ins, .outs = outs};

	snprintf(name, sizeof name, "encoder.layer.%zu.%s.weight", layer, part);
	l.w = tensor(f, name, ins * outs);
	snprintf(name, sizeof name, "encoder.layer.%zu.%s.bias", layer, part);
	l.bias = tensor(f, name, outs);
	return l;
}

static struct norm norm_of(struct full *f, const char *where)
{
	char name[100];
	struct norm n;

	snprintf(name, sizeof name, "%s.LayerNorm.weight", where);
	n.gain = tensor(f, name, MODEL_DIM);
	snprintf(name, sizeof name, "%s.LayerNorm.bias", where);
	n.bias = tensor(f, name, MODEL_DIM);
	return n;
}

static void read_layer(struct full *f, size_t i)
{
	struct layer *l = &f->layers[i];
	char where[64];

	l->query = linear_of(f, i, "attention.self.query", 384, 384);
	l->key = linear_of(f, i, "attention.self.key", 384, 384);
	l->value = linear_of(f, i, "attention.self.value", 384, 384);
	l->mix = linear_of(f, i, "attention.output.dense", 384, 384);
	l->widen = linear_of(f, i, "intermediate.dense", 384, 1536);
	l->narrow = linear_of(f, i, "output.dense", 1536, 384);
	snprintf(where, sizeof where, "encoder.layer.%zu.attention.output", i);
	l->mix_norm = norm_of(f, where);
	snprintf(where, sizeof where, "encoder.layer.%zu.output", i);
	l->narrow_norm = norm_of(f, where);
}

struct full *full_open(const char *path)
{
	struct full *f = xcalloc(1, sizeof *f);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct err err = {0};
	struct stat st;

	if (fd < 0 || fstat(fd, &st) < 0)
		quit(EX_NOINPUT, "%s: %s", path, strerror(errno));
	f->map_bytes = (size_t)st.st_size;
	f->map = mmap(NULL, f->map_bytes, PROT_READ, MAP_PRIVATE, fd, 0);
	if (f->map == MAP_FAILED)
		quit(EX_IOERR, "%s: %s", path, strerror(errno));
	close(fd);
	f->arena = arena_new((size_t)256 << 20);
	if (safetensors_open(f->arena, (struct str){f->map, f->map_bytes},
		&f->tensors, &err) < 0)
		quit(EX_DATAERR, "%s: %s", path, err.text);
	f->words = tensor(f, "embeddings.word_embeddings.weight",
	    (size_t)MODEL_WORDS * MODEL_DIM);
	f->places = tensor(f, "embeddings.position_embeddings.weight",
	    (size_t)512 * MODEL_DIM);
	f->types =
	    tensor(f, "embeddings.token_type_embeddings.weight", 2 * MODEL_DIM);
	f->first_norm = norm_of(f, "embeddings");
	for (size_t i = 0; i < MODEL_LAYERS; i++)
		read_layer(f, i);
	return f;
}

void full_close(struct full **f)
{
	munmap((*f)->map, (*f)->map_bytes);
	arena_free(&(*f)->arena);
	free(*f);
	*f = NULL;
}

/* Eight sums side by side, so that compilers without -ffast-math may use
 * vectors. */
static float dot(const float *a, const float *b, size_t n)
{
	float sums[8] = {0};

	for (size_t i = 0; i < n; i += 8)
		for (size_t j = 0; j < 8; j++)
			sums[j] += a[i + j] * b[i + j];
	return (sums[0] + sums[1]) + (sums[2] + sums[3]) +
	       ((sums[4] + sums[5]) + (sums[6] + sums[7]));
}

static void apply(const struct linear *l, const float *x, size_t n, float *y)
{
	for (size_t o = 0; o < l->outs; o++)
		for (size_t t = 0; t < n; t++)
			y[t * l->outs + o] =
			    dot(x + t * l->ins, l->w + o * l->ins, l->ins) +
			    l->bias[o];
}

static void add_and_norm(
    float *x, const float *more, size_t n, const struct norm *norm)
{
	for (size_t t = 0; t < n; t++) {
		float *row = x + t * MODEL_DIM;
		double mean = 0, variance = 0;

		for (size_t i = 0; i < MODEL_DIM; i++) {
			row[i] += more == NULL ? 0 : more[t * MODEL_DIM + i];
			mean += (double)row[i];
		}
		mean /= MODEL_DIM;
		for (size_t i = 0; i < MODEL_DIM; i++)
			variance +=
			    ((double)row[i] - mean) * ((double)row[i] - mean);
		variance /= MODEL_DIM;
		for (size_t i = 0; i < MODEL_DIM; i++)
			row[i] = (float)(((double)row[i] - mean) /
					 sqrt(variance + 1e-12)) *
				     norm->gain[i] +
				 norm->bias[i];
	}
}

static void attend(struct full *f, size_t n)
{
	float w[MODEL_TOKENS_MAX];

	memset(f->seen, 0, n * MODEL_DIM * sizeof(float));
	for (size_t c = 0; c < MODEL_DIM; c += MODEL_HEAD_DIM)
		for (size_t i = 0; i < n; i++) {
			float most = -INFINITY, sum = 0;

			for (size_t j = 0; j < n; j++) {
				w[j] = dot(f->q + i * MODEL_DIM + c,
					   f->k + j * MODEL_DIM + c,
					   MODEL_HEAD_DIM) /
				       sqrtf(MODEL_HEAD_DIM);
				most = fmaxf(most, w[j]);
			}
			for (size_t j = 0; j < n; j++)
				sum += w[j] = expf(w[j] - most);
			for (size_t j = 0; j < n; j++)
				for (size_t d = 0; d < MODEL_HEAD_DIM; d++)
					f->seen[i * MODEL_DIM + c + d] +=
					    w[j] / sum *
					    f->v[j * MODEL_DIM + c + d];
		}
}

void full_embed(
    struct full *f, const uint16_t *ids, size_t n, float vector_r[MODEL_DIM])
{
	double squares = 0;

	for (size_t t = 0; t < n; t++)
		for (size_t i = 0; i < MODEL_DIM; i++)
			f->x[t * MODEL_DIM + i] =
			    f->words[(size_t)ids[t] * MODEL_DIM + i] +
			    f->places[t * MODEL_DIM + i] + f->types[i];
	add_and_norm(f->x, NULL, n, &f->first_norm);
	for (size_t i = 0; i < MODEL_LAYERS; i++) {
		const struct layer *l = &f->layers[i];

		apply(&l->query, f->x, n, f->q);
		apply(&l->key, f->x, n, f->k);
		apply(&l->value, f->x, n, f->v);
		attend(f, n);
		apply(&l->mix, f->seen, n, f->out);
		add_and_norm(f->x, f->out, n, &l->mix_norm);
		apply(&l->widen, f->x, n, f->wide);
		for (size_t j = 0; j < n * MODEL_INNER; j++)
			f->wide[j] = 0.5f * f->wide[j] *
				     (1 + erff(f->wide[j] * 0.70710678f));
		apply(&l->narrow, f->wide, n, f->out);
		add_and_norm(f->x, f->out, n, &l->narrow_norm);
	}
	for (size_t i = 0; i < MODEL_DIM; i++) {
		vector_r[i] = 0;
		for (size_t t = 0; t < n; t++)
			vector_r[i] += f->x[t * MODEL_DIM + i];
		squares += (double)vector_r[i] * (double)vector_r[i];
	}
	for (size_t i = 0; i < MODEL_DIM; i++)
		vector_r[i] = (float)((double)vector_r[i] / sqrt(squares));
}
