/* block.c - a block of postings, read; and the bytes it is made of. */
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
		if ((b->width > 32 && b->width != BLOCK_BITMAP) ||
		    read_u32(p, end, INT32_MAX, &freqs) != 0)
			return -1;
	}
	b->last = b->first + span;
	if (read_u32(p, end, INT32_MAX, &pos) != 0 ||
	    (b->n >= BLOCK_IMPACTS && open_impacts(p, end, b) != 0))
		return -1;
	gaps = b->width == BLOCK_BITMAP
		   ? (size_t)span / 8 + 1
		   : ((size_t)(b->n - 1) * b->width + 7) / 8;
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

/* 64 bits of a bitmap; behind its end there are none. */
static uint64_t bitmap_at(const struct block *b, size_t word)
{
	uint64_t v = 0;
	size_t left = (size_t)(b->freqs - b->gaps) - word * 8;

	memcpy(&v, b->gaps + word * 8, MIN(left, sizeof v));
	return le64toh(v);
}

static size_t bitmap_words(const struct block *b)
{
	return ((size_t)(b->freqs - b->gaps) + 7) / 8;
}

static int bitmap_docs(const struct block *b, uint32_t docs[BLOCK_DOCS])
{
	uint32_t n = 0;

	for (size_t k = 0; k < bitmap_words(b); k++) {
		for (uint64_t left = bitmap_at(b, k); left != 0;
		     left &= left - 1) {
			if (n == b->n)
				return -1;
			docs[n++] = b->first + (uint32_t)(k * 64) +
				    (uint32_t)__builtin_ctzll(left);
		}
	}
	return n == b->n && docs[0] == b->first && docs[n - 1] == b->last ? 0
									  : -1;
}

/* Ors 64 bits into place, cut at both ends. */
static void or_bits(uint64_t v, int64_t at, uint32_t n_bits, uint64_t *bits)
{
	int64_t word = at >> 6;
	unsigned shift = (unsigned)(at & 63);
	int64_t words = n_bits / 64;

	if (word >= 0 && word < words)
		bits[word] |= v << shift;
	if (shift > 0 && word + 1 >= 0 && word + 1 < words)
		bits[word + 1] |= v >> (64 - shift);
}

int block_bits(
    const struct block *b, uint32_t lo, uint32_t n_bits, uint64_t *bits)
{
	uint32_t doc[BLOCK_DOCS], n = 0;

	if (b->width == BLOCK_BITMAP) {
		for (size_t k = 0; k < bitmap_words(b); k++) {
			uint64_t v = bitmap_at(b, k);

			n += (uint32_t)__builtin_popcountll(v);
			or_bits(v, (int64_t)b->first - lo + (int64_t)k * 64,
			    n_bits, bits);
		}
		return n == b->n ? 0 : -1;
	}
	if (block_docs(b, doc) != 0)
		return -1;
	for (uint32_t i = 0; i < b->n; i++) {
		uint32_t at = doc[i] - lo;

		if (at < n_bits)
			bits[at / 64] |= UINT64_C(1) << at % 64;
	}
	return 0;
}

int block_docs(const struct block *b, uint32_t docs[BLOCK_DOCS])
{
	uint64_t mask = (UINT64_C(1) << b->width % 64) - 1, at = b->first;
	size_t bit = 0;

	if (b->width == BLOCK_BITMAP)
		return bitmap_docs(b, docs);
	docs[0] = b->first;
	if (b->end - b->freqs >= 8) {
		for (uint32_t i = 1; i < b->n; i++, bit += b->width) {
			uint64_t v;

			memcpy(&v, b->gaps + bit / 8, sizeof v);
			at += (le64toh(v) >> bit % 8 & mask) + 1;
			docs[i] = (uint32_t)at;
		}
		return at == b->last ? 0 : -1;
	}
	for (uint32_t i = 1; i < b->n; i++, bit += b->width) {
		uint64_t v = word_at(b->gaps + bit / 8, b->end);

		at += (le64toh(v) >> bit % 8 & mask) + 1;
		docs[i] = (uint32_t)at;
	}
	return at == b->last ? 0 : -1;
}

int block_freq_any(
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
	/* Eight bytes at a time: each below 0x80 ends a number. */
	while (n >= 8 && end - *p >= 8) {
		uint64_t v;

		memcpy(&v, *p, sizeof v);
		n -= (uint32_t)__builtin_popcountll(
		    ~v & UINT64_C(0x8080808080808080));
		*p += 8;
	}
	while (n > 0 && *p < end)
		n -= *(*p)++ < 0x80;
	return n == 0 ? 0 : -1;
}

int block_gap(const uint8_t **p, const uint8_t *end, uint32_t *gap_r)
{
	return read_u32(p, end, INT32_MAX, gap_r);
}
