/* blockw.c - a block of postings, made. */
#include "services/search/index/block.h"

#include "common/base/die.h"

#include <stdlib.h>
#include <string.h>

#define BLOCK_BITMAP_MAX 2048 /* bits */

/* ---- impacts ---- */

static int by_f(const void *a, const void *b)
{
	const struct block_pair *x = a, *y = b;

	if (x->f != y->f)
		return y->f - x->f;
	return x->len - y->len;
}

/* Of n pairs keeps those that none dominates; at most BLOCK_PAIRS, the last
 * one standing for all that are left. Returns how many. */
static unsigned pareto(
    const struct block_pair *in, uint32_t n, struct block_pair out[BLOCK_PAIRS])
{
	struct block_pair all[BLOCK_DOCS];
	unsigned kept = 0;

	memcpy(all, in, n * sizeof *all);
	qsort(all, n, sizeof *all, by_f);
	for (uint32_t i = 0; i < n; i++) {
		if (kept > 0 && out[kept - 1].len <= all[i].len)
			continue;
		if (kept < BLOCK_PAIRS)
			out[kept++] = all[i];
		else
			out[kept - 1].len = all[i].len;
	}
	return kept;
}

/* ---- numbers ---- */

void block_maker_init(struct block_maker *m)
{
	memset(m, 0, sizeof *m);
}

void block_maker_deinit(struct block_maker *m)
{
	bytes_free(&m->freqs);
	bytes_free(&m->pos);
	bytes_free(&m->out);
}

void block_put_freq(struct bytes *b, unsigned body, const struct block_freq *f)
{
	if (f->mask == 1u << body) {
		bytes_varint(b, (uint64_t)f->count[body] << 1 | 1);
		return;
	}
	bytes_varint(b, (uint64_t)f->mask << 1);
	for (unsigned c = 0; c < BLOCK_COLUMNS; c++) {
		if ((f->mask & 1u << c) != 0)
			bytes_varint(b, f->count[c]);
	}
}

void block_maker_add(
    struct block_maker *m, uint32_t doc, struct block_pair impact)
{
	MUST(m->n == 0 || doc > m->doc[m->n - 1]);
	m->doc[m->n] = doc;
	m->impact[m->n++] = impact;
	if (m->n == BLOCK_DOCS)
		block_maker_flush(m);
}

static void put_gaps(
    struct bytes *out, const uint32_t *doc, uint32_t n, unsigned width)
{
	uint64_t held = 0;
	unsigned bits = 0;

	for (uint32_t i = 1; i < n; i++) {
		held |= (uint64_t)(doc[i] - doc[i - 1] - 1) << bits;
		for (bits += width; bits >= 8; bits -= 8, held >>= 8) {
			uint8_t c = (uint8_t)held;

			bytes_add(out, &c, 1);
		}
	}
	if (bits > 0) {
		uint8_t c = (uint8_t)held;

		bytes_add(out, &c, 1);
	}
}

static void put_bitmap(struct bytes *out, const uint32_t *doc, uint32_t n)
{
	uint8_t bits[BLOCK_BITMAP_MAX / 8] = {0};

	for (uint32_t i = 0; i < n; i++) {
		uint32_t at = doc[i] - doc[0];

		bits[at / 8] = (uint8_t)(bits[at / 8] | 1u << at % 8);
	}
	bytes_add(out, bits, (doc[n - 1] - doc[0]) / 8 + 1);
}

/* A bitmap is read many at once: it may take a bit more. */
static bool is_dense(const struct block_maker *m, unsigned width)
{
	uint32_t span = m->doc[m->n - 1] - m->doc[0];

	return m->n >= BLOCK_IMPACTS && span < BLOCK_BITMAP_MAX &&
	       span <= m->n * (width + 2);
}

static void put_impacts(struct block_maker *m)
{
	struct block_pair pair[BLOCK_PAIRS];
	uint8_t n = (uint8_t)pareto(m->impact, m->n, pair);

	bytes_add(&m->out, &n, 1);
	bytes_add(&m->out, pair, n * sizeof *pair);
}

void block_maker_flush(struct block_maker *m)
{
	uint32_t widest = 0;
	uint8_t width = 0;

	if (m->n == 0)
		return;
	bytes_varint(&m->out, m->n);
	bytes_varint(&m->out, m->doc[0]);
	if (m->n > 1) {
		for (uint32_t i = 1; i < m->n; i++)
			widest |= m->doc[i] - m->doc[i - 1] - 1;
		while (width < 32 && widest >> width != 0)
			width++;
		if (is_dense(m, width))
			width = BLOCK_BITMAP;
		bytes_varint(&m->out, m->doc[m->n - 1] - m->doc[0]);
		bytes_add(&m->out, &width, 1);
		bytes_varint(&m->out, m->freqs.n);
	}
	bytes_varint(&m->out, m->pos.n);
	if (m->n >= BLOCK_IMPACTS)
		put_impacts(m);
	if (width == BLOCK_BITMAP)
		put_bitmap(&m->out, m->doc, m->n);
	else
		put_gaps(&m->out, m->doc, m->n, width);
	bytes_add(&m->out, m->freqs.p, m->freqs.n);
	bytes_add(&m->out, m->pos.p, m->pos.n);
	m->n = 0;
	m->freqs.n = m->pos.n = 0;
}
