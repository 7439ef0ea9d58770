/* block.c - the codec of postings. */
#include "services/search/index/block.h"

#include "common/base/die.h"

#include <endian.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- bytes ---- */

void bytes_add(struct bytes *b, const void *p, size_t n)
{
	if (b->alloc - b->n < n) {
		b->alloc = MAX(b->alloc * 2, b->n + n + 64);
		b->p = xrealloc(b->p, b->alloc);
	}
	if (n > 0)
		memcpy(b->p + b->n, p, n);
	b->n += n;
}

void bytes_varint(struct bytes *b, uint64_t v)
{
	uint8_t raw[10];
	size_t n = 0;

	for (; v >= 0x80; v >>= 7)
		raw[n++] = (uint8_t)(v | 0x80);
	raw[n++] = (uint8_t)v;
	bytes_add(b, raw, n);
}

void bytes_free(struct bytes *b)
{
	free(b->p);
	*b = (struct bytes){NULL, 0, 0};
}

int bytes_read(
    const uint8_t **p, const uint8_t *end, uint64_t max, uint64_t *v_r)
{
	uint64_t v = 0;

	for (unsigned shift = 0; *p < end && shift < 63; shift += 7) {
		uint8_t c = *(*p)++;

		v |= (uint64_t)(c & 0x7f) << shift;
		if (c < 0x80) {
			*v_r = v;
			return v <= max ? 0 : -1;
		}
	}
	return -1;
}

/* Most are one byte. */
static inline int read_u32(
    const uint8_t **p, const uint8_t *end, uint32_t max, uint32_t *v_r)
{
	uint64_t v;

	if (*p < end && **p < 0x80) {
		*v_r = *(*p)++;
		return *v_r <= max ? 0 : -1;
	}
	if (bytes_read(p, end, max, &v) != 0)
		return -1;
	*v_r = (uint32_t)v;
	return 0;
}

/* ---- impacts ---- */

uint8_t block_quantize_f(double f)
{
	double q = ceil(f * 4);

	return q >= 255 ? 255 : (uint8_t)MAX(q, 0);
}

double block_f(uint8_t q)
{
	return q == 255 ? HUGE_VAL : q / 4.0;
}

/* Eighths of a power of two. */
uint8_t block_quantize_len(unsigned words)
{
	double q = floor(log2((double)words + 1) * 8);

	return (uint8_t)MIN(q, 255);
}

double block_len(uint8_t q)
{
	return exp2(q / 8.0) - 1;
}

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

/* ---- writing ---- */

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
		bytes_varint(&m->out, m->doc[m->n - 1] - m->doc[0]);
		bytes_add(&m->out, &width, 1);
		bytes_varint(&m->out, m->freqs.n);
	}
	bytes_varint(&m->out, m->pos.n);
	if (m->n >= BLOCK_IMPACTS)
		put_impacts(m);
	put_gaps(&m->out, m->doc, m->n, width);
	bytes_add(&m->out, m->freqs.p, m->freqs.n);
	bytes_add(&m->out, m->pos.p, m->pos.n);
	m->n = 0;
	m->freqs.n = m->pos.n = 0;
}

/* ---- reading ---- */

static int open_impacts(const uint8_t **p, const uint8_t *end, struct block *b)
{
	if (*p >= end)
		return -1;
	b->n_pairs = *(*p)++;
	if (b->n_pairs == 0 || b->n_pairs > BLOCK_PAIRS ||
	    (size_t)(end - *p) < b->n_pairs * sizeof *b->pair)
		return -1;
	memcpy(b->pair, *p, b->n_pairs * sizeof *b->pair);
	*p += b->n_pairs * sizeof *b->pair;
	return 0;
}

int block_open(const uint8_t **p, const uint8_t *end, struct block *b)
{
	uint32_t span = 0, freqs = 0, pos;
	size_t gaps;
	struct block_freq f;

	b->width = 0;
	b->n_pairs = 0;
	if (read_u32(p, end, BLOCK_DOCS, &b->n) != 0 || b->n == 0 ||
	    read_u32(p, end, UINT32_MAX, &b->first) != 0)
		return -1;
	if (b->n > 1) {
		if (read_u32(p, end, UINT32_MAX - b->first, &span) != 0 ||
		    *p >= end)
			return -1;
		b->width = *(*p)++;
		if (b->width > 32 || read_u32(p, end, INT32_MAX, &freqs) != 0)
			return -1;
	}
	b->last = b->first + span;
	if (read_u32(p, end, INT32_MAX, &pos) != 0 ||
	    (b->n >= BLOCK_IMPACTS && open_impacts(p, end, b) != 0))
		return -1;
	gaps = ((size_t)(b->n - 1) * b->width + 7) / 8;
	b->gaps = *p;
	if ((size_t)(end - *p) < gaps)
		return -1;
	b->freqs = *p += gaps;
	if (b->n == 1) {
		if (block_freq(p, end, 0, &f) != 0)
			return -1;
	} else if ((size_t)(end - *p) < freqs) {
		return -1;
	} else {
		*p += freqs;
	}
	b->pos = *p;
	if ((size_t)(end - *p) < pos)
		return -1;
	b->end = *p += pos;
	return 0;
}

/* The gaps are followed by frequencies: eight bytes can be read at once but
 * for the last few. */
static uint64_t word_at(const uint8_t *p, const uint8_t *end)
{
	uint64_t v = 0;

	memcpy(&v, p, MIN((size_t)(end - p), sizeof v));
	return v;
}

int block_docs(const struct block *b, uint32_t docs[BLOCK_DOCS])
{
	uint64_t mask = (UINT64_C(1) << b->width) - 1, at = b->first;
	size_t bit = 0;

	docs[0] = b->first;
	for (uint32_t i = 1; i < b->n; i++, bit += b->width) {
		const uint8_t *p = b->gaps + bit / 8;
		uint64_t v;

		if (b->end - p >= 8)
			memcpy(&v, p, sizeof v);
		else
			v = word_at(p, b->end);
		at += (le64toh(v) >> bit % 8 & mask) + 1;
		docs[i] = (uint32_t)at;
	}
	return at == b->last ? 0 : -1;
}

int block_freq(
    const uint8_t **p, const uint8_t *end, unsigned body, struct block_freq *f)
{
	uint32_t v;

	if (read_u32(p, end, UINT32_MAX, &v) != 0)
		return -1;
	if ((v & 1) != 0) {
		f->mask = 1u << body;
		f->total = f->count[body] = v >> 1;
		return f->total == 0 || f->total > BLOCK_MAX_COUNT ? -1 : 0;
	}
	f->mask = v >> 1;
	f->total = 0;
	if (f->mask == 0 || f->mask >> BLOCK_COLUMNS != 0)
		return -1;
	for (uint32_t left = f->mask; left != 0; left &= left - 1) {
		unsigned c = (unsigned)__builtin_ctz(left);

		if (read_u32(p, end, BLOCK_MAX_COUNT, &f->count[c]) != 0 ||
		    f->count[c] == 0)
			return -1;
		f->total += f->count[c];
	}
	return 0;
}

int block_skip(const uint8_t **p, const uint8_t *end, uint32_t n)
{
	while (n > 0 && *p < end)
		n -= *(*p)++ < 0x80;
	return n == 0 ? 0 : -1;
}

int block_gap(const uint8_t **p, const uint8_t *end, uint32_t *gap_r)
{
	return read_u32(p, end, INT32_MAX, gap_r);
}
