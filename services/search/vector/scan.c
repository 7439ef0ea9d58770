/* scan.c - the nearest vectors, and cosines.
 *
 * A small file is read whole. Of a large one only the sign bits are, an
 * eighth of the bytes; the best by that estimate are computed exactly.
 */
#include "services/search/vector/store.h"
#include "services/search/vector/walk.h"

#include "common/base/die.h"
#include "common/base/str.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int nearest_first(const void *a, const void *b)
{
	const struct vector_hit *x = a, *y = b;

	if (x->cosine < y->cosine || x->cosine > y->cosine)
		return x->cosine > y->cosine ? -1 : 1;
	return x->row < y->row ? -1 : x->row > y->row;
}

static double inverse_of(const int8_t *q)
{
	double sum = 0;

	for (size_t i = 0; i < VECTOR_DIM; i++)
		sum += (double)q[i] * q[i];
	return sum > 0 ? 1 / sqrt(sum) : 0;
}

static float cosine_of(const struct vector_entry *e, int32_t dot, double inv_q)
{
	return (float)(dot * (double)e->inverse * inv_q);
}

/* The best `max` so far: a heap whose root is the worst of them. */
struct best {
	struct vector_hit *v;
	size_t n, max;
};

static void sink(struct best *b)
{
	size_t i = 0;

	for (;;) {
		size_t worst = i;

		for (size_t k = 2 * i + 1; k <= 2 * i + 2 && k < b->n; k++) {
			if (nearest_first(&b->v[k], &b->v[worst]) > 0)
				worst = k;
		}
		if (worst == i)
			return;
		struct vector_hit swap = b->v[i];

		b->v[i] = b->v[worst];
		b->v[worst] = swap;
		i = worst;
	}
}

static void offer(struct best *b, struct vector_hit h)
{
	if (b->n == b->max) {
		if (nearest_first(&h, &b->v[0]) >= 0)
			return;
		b->v[0] = h;
		sink(b);
		return;
	}
	b->v[b->n++] = h;
	for (size_t i = b->n - 1; i > 0; i = (i - 1) / 2) {
		struct vector_hit *up = &b->v[(i - 1) / 2];
		struct vector_hit swap = *up;

		if (nearest_first(&b->v[i], up) <= 0)
			return;
		*up = b->v[i];
		b->v[i] = swap;
	}
}

static void scan_all(const struct vectors *v, const struct vector_file *f,
    const struct vector_ask *ask, size_t rows, struct best *b)
{
	double inv_q = inverse_of(ask->q);
	int32_t dots[BLOCK_ROWS];

	for (size_t at = 0; at < rows; at += BLOCK_ROWS) {
		const struct vector_block *block = vector_file_block(f, at);
		size_t n = MIN(rows - at, BLOCK_ROWS);

		v->kernel->dots(ask->q, block->row[0], n, dots);
		for (size_t i = 0; i < n; i++) {
			const struct vector_entry *e = &block->entry[i];

			if (e->id != 0)
				offer(b, (struct vector_hit){e->id,
					     cosine_of(e, dots[i], inv_q),
					     (uint32_t)(at + i)});
		}
	}
}

/* ---- two stages ---- */

#define SAMPLE 3   /* no divisor of a block: rows of every place */
#define AT_ONCE 64 /* estimates */
#define AHEAD 4    /* rows fetched before they are wanted */

/* The estimate that about `want` rows reach, by every SAMPLE-th. */
static int16_t threshold(const int16_t *est, size_t rows, size_t want)
{
	uint32_t *count = xcalloc(2 * VECTOR_EST_MAX + 1, sizeof *count);
	size_t seen = 0;
	int at = 2 * VECTOR_EST_MAX;

	for (size_t i = 0; i < rows; i += SAMPLE)
		count[est[i] + VECTOR_EST_MAX]++;
	while (at > 0 && (seen += count[at]) * SAMPLE < want)
		at--;
	free(count);
	return (int16_t)(at - VECTOR_EST_MAX);
}

/* The rows that reach it, ascending. */
static size_t reaching(
    const int16_t *est, size_t rows, int16_t least, uint32_t *row_r)
{
	size_t n = 0;

	for (size_t at = 0; at < rows; at += AT_ONCE) {
		size_t end = MIN(rows, at + AT_ONCE);
		bool any = false;

		for (size_t i = at; i < end; i++)
			any |= est[i] >= least;
		for (size_t i = at; any && i < end; i++) {
			if (est[i] >= least)
				row_r[n++] = (uint32_t)i;
		}
	}
	return n;
}

/* Lines that no pattern tells the processor to fetch ahead. */
static void fetch(const void *p, size_t bytes)
{
	for (size_t i = 0; i < bytes; i += 64)
		__builtin_prefetch((const char *)p + i);
}

static void rescore(const struct vectors *v, const struct vector_file *f,
    const struct vector_ask *ask, const uint32_t *row, size_t n, struct best *b)
{
	double inv_q = inverse_of(ask->q);

	for (size_t i = 0; i < n; i++) {
		const struct vector_block *block = vector_file_block(f, row[i]);
		const struct vector_entry *e =
		    &block->entry[row[i] % BLOCK_ROWS];
		int32_t dot;

		if (i + AHEAD < n)
			fetch(vector_file_block(f, row[i + AHEAD])
				  ->row[row[i + AHEAD] % BLOCK_ROWS],
			    VECTOR_DIM);
		if (e->id == 0)
			continue;
		v->kernel->dots(
		    ask->q, block->row[row[i] % BLOCK_ROWS], 1, &dot);
		offer(b, (struct vector_hit){
			     e->id, cosine_of(e, dot, inv_q), row[i]});
	}
}

static void scan_bits(const struct vectors *v, const struct vector_file *f,
    const struct vector_ask *ask, size_t rows, struct best *b)
{
	size_t blocks = (rows + BLOCK_ROWS - 1) / BLOCK_ROWS;
	int16_t *est = xcalloc(blocks * BLOCK_ROWS, sizeof *est);
	uint32_t *row = xcalloc(rows, sizeof *row);
	struct vector_planes planes;
	int16_t least;

	vector_planes_of(ask->q, &planes);
	for (size_t k = 0; k < blocks; k++) {
		const struct vector_block *block =
		    vector_file_block(f, k * BLOCK_ROWS);

		if (k + 1 < blocks)
			fetch(block[1].bits, sizeof block->bits);
		v->kernel->estimate(&planes, block->bits[0],
		    BLOCK_ROWS / VECTOR_LANES, est + k * BLOCK_ROWS);
	}
	least = threshold(
	    est, rows, ask->rescore > 0 ? ask->rescore : VECTOR_RESCORE);
	rescore(v, f, ask, row, reaching(est, rows, least, row), b);
	free(row);
	free(est);
}

int vectors_search(struct vectors *v, uint64_t user_id,
    const struct vector_ask *ask, struct vector_hit *hits, size_t *n_r,
    size_t *rows_r, struct err *err)
{
	struct vector_file *f = vectors_acquire(v, user_id, NULL, err);
	struct best b = {hits, 0, MIN(ask->max, VECTOR_MAX_TOP)};
	size_t rows;

	*n_r = 0;
	if (rows_r != NULL)
		*rows_r = 0;
	if (f == NULL)
		return err->code == ERR_OK ? 0 : -1;
	rows = vector_file_rows(f);
	if (ask->max_rows > 0)
		rows = MIN(rows, ask->max_rows);
	if (rows_r != NULL)
		*rows_r = rows;
	if (!streq(f->map->model, ask->model) || b.max == 0)
		return 0;
	if (rows <= (ask->exact_rows > 0 ? ask->exact_rows : VECTOR_EXACT_ROWS))
		scan_all(v, f, ask, rows, &b);
	else
		scan_bits(v, f, ask, rows, &b);
	qsort(hits, b.n, sizeof *hits, nearest_first);
	*n_r = b.n;
	return 0;
}

/* ---- of known documents ---- */

int vectors_locate(struct vectors *v, uint64_t user_id, size_t max_rows,
    const uint64_t *ids, size_t n, struct vector_hit *hits, struct err *err)
{
	struct vector_file *f = vectors_acquire(v, user_id, NULL, err);
	struct vector_walk w;
	size_t rows, row, at;

	for (size_t i = 0; i < n; i++)
		hits[i] = (struct vector_hit){ids[i], 0, VECTOR_NO_ROW};
	if (f == NULL)
		return err->code == ERR_OK ? 0 : -1;
	rows = vector_file_rows(f);
	if (max_rows > 0)
		rows = MIN(rows, max_rows);
	vector_walk_begin(&w, f, rows, ids, n);
	while (vector_walk_next(&w, &row, &at))
		hits[at].row = (uint32_t)row;
	vector_walk_end(&w);
	return 0;
}

int vectors_compare(struct vectors *v, uint64_t user_id,
    const struct vector_ask *ask, struct vector_hit *hits, size_t n,
    struct err *err)
{
	struct vector_file *f = vectors_acquire(v, user_id, NULL, err);
	double inv_q = inverse_of(ask->q);

	if (f == NULL)
		return err->code == ERR_OK ? 0 : -1;
	if (!streq(f->map->model, ask->model))
		return 0;
	for (size_t i = 0; i < n; i++) {
		size_t row = hits[i].row;
		int32_t dot;

		if (row >= vector_file_rows(f) ||
		    vector_file_entry(f, row)->id != hits[i].id)
			continue;
		v->kernel->dots(ask->q,
		    vector_file_block(f, row)->row[row % BLOCK_ROWS], 1, &dot);
		hits[i].cosine =
		    cosine_of(vector_file_entry(f, row), dot, inv_q);
	}
	return 0;
}

int vectors_add_to(struct vectors *v, uint64_t user_id,
    const struct vector_hit *hit, double weight, double *sum, struct err *err)
{
	struct vector_file *f = vectors_acquire(v, user_id, NULL, err);
	const struct vector_block *block;
	double scale;

	if (f == NULL || hit->row >= vector_file_rows(f))
		return err->code == ERR_OK ? 0 : -1;
	block = vector_file_block(f, hit->row);
	if (block->entry[hit->row % BLOCK_ROWS].id != hit->id)
		return 0;
	scale = weight * (double)block->entry[hit->row % BLOCK_ROWS].inverse;
	for (size_t i = 0; i < VECTOR_DIM; i++)
		sum[i] += scale * block->row[hit->row % BLOCK_ROWS][i];
	return 0;
}
