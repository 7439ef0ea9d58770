/* forward.h - the layers from tokens to the sum, for a kernel_*.c; after its
 * product(). A tile of rows goes through all products of a layer that need no
 * other rows, so that it stays in the nearest cache. */
#ifndef EMBED_MODEL_FORWARD_H
#define EMBED_MODEL_FORWARD_H

#include "services/embed/model/attend.h"

static KERNEL void read_words(const struct model_file *f, const uint16_t *ids,
    size_t n, struct scratch *s)
{
	for (size_t t = 0; t < n; t++) {
		const uint16_t *word = f->words[ids[t]];

		for (size_t i = 0; i < MODEL_DIM; i += LANES)
			v_store(s->x[t] + i, v_half(word + i));
		row_norm(s->x[t], f->places[t], &f->first_norm);
	}
}

static KERNEL void fill_tile(
    const float *x, size_t width, size_t rows, struct tile *t)
{
	for (size_t r = 0; r < rows; r++)
		row_to_tile(x + r * width, width, t, r);
}

/* What a tile of tokens makes of what it has seen. */
static KERNEL void think(
    const struct model_layer *l, struct scratch *s, size_t first, size_t rows)
{
	const struct matrix mix = MATRIX_OF(l->mix, MODEL_DIM, MODEL_DIM);
	const struct matrix widen = MATRIX_OF(l->widen, MODEL_DIM, MODEL_INNER);
	const struct matrix narrow =
	    MATRIX_OF(l->narrow, MODEL_INNER, MODEL_DIM);
	float(*x)[MODEL_DIM] = s->x + first;

	fill_tile(s->seen[first], MODEL_DIM, rows, &s->tile);
	product(&mix, s, rows, s->mixed[0]);
	for (size_t r = 0; r < rows; r++)
		row_norm(x[r], s->mixed[r], &l->mix_norm);
	fill_tile(x[0], MODEL_DIM, rows, &s->tile);
	product(&widen, s, rows, s->wide[0]);
	for (size_t r = 0; r < rows; r++)
		row_gelu(s->wide[r], MODEL_INNER);
	fill_tile(s->wide[0], MODEL_INNER, rows, &s->tile);
	product(&narrow, s, rows, s->mixed[0]);
	for (size_t r = 0; r < rows; r++)
		row_norm(x[r], s->mixed[r], &l->narrow_norm);
}

static KERNEL void forward(const struct model_file *f, const uint16_t *ids,
    size_t n, struct scratch *s, float sum_r[MODEL_DIM])
{
	const size_t tiles = (n + TILE_ROWS - 1) / TILE_ROWS;

	read_words(f, ids, n, s);
	for (size_t i = 0; i < MODEL_LAYERS; i++) {
		const struct model_layer *l = &f->layers[i];
		const struct matrix qkv =
		    MATRIX_OF(l->qkv, MODEL_DIM, 3 * MODEL_DIM);

		for (size_t t = 0; t < tiles; t++) {
			size_t first = n * t / tiles;
			size_t rows = n * (t + 1) / tiles - first;

			fill_tile(s->x[first], MODEL_DIM, rows, &s->tile);
			product(&qkv, s, rows, s->qkv[first]);
		}
		for (size_t head = 0; head < MODEL_HEADS; head++)
			attend_head(s, head, n);
		for (size_t t = 0; t < tiles; t++)
			think(l, s, n * t / tiles,
			    n * (t + 1) / tiles - n * t / tiles);
	}
	memset(sum_r, 0, sizeof(float) * MODEL_DIM);
	for (size_t t = 0; t < n; t++)
		for (size_t i = 0; i < MODEL_DIM; i += LANES)
			v_store(
			    sum_r + i, v_load(sum_r + i) + v_load(s->x[t] + i));
}

#endif
