/* block.h - up to 128 postings of one word: how they are written and read.
 *
 *	n first [span width freqs_bytes pos_bytes [impacts pair...]]
 *	numbers: bit-packed gaps, or (width BLOCK_BITMAP) a bit for each
 *	from first to last | frequencies | positions
 *
 * Integers are LEB128 unless they are bytes. A message is known by its number
 * in the index (order of arrival). A frequency is v: odd, v >> 1 occurrences
 * in the body; even, v >> 1 is the mask of columns, and a count for each
 * follows. Positions are gaps, begun anew in every column. Impacts, in blocks
 * of BLOCK_IMPACTS and more, are the pairs (weighted frequency, length) that no
 * other pair of the block dominates: with them no score in the block can be
 * underestimated, so it can be skipped unread (Ding and Suel, "Faster Top-k
 * Document Retrieval Using Block-Max Indexes", SIGIR 2011; kept as pairs, as
 * Lucene does, so that they hold for every k1, b and mean length).
 *
 * Reading trusts nothing: every length is checked, damage is -1.
 */
#ifndef SEARCH_INDEX_BLOCK_H
#define SEARCH_INDEX_BLOCK_H

#include "common/base/base.h"

#define BLOCK_DOCS 128
#define BLOCK_BITMAP 64  /* instead of a width: neighbours are close */
#define BLOCK_IMPACTS 32 /* postings from which impacts are kept */
#define BLOCK_PAIRS 4    /* at most */
#define BLOCK_COLUMNS 16 /* bits of a mask, at most */
#define BLOCK_MAX_COUNT (1u << 20) /* occurrences in one column */

struct block_pair {
	uint8_t f, len; /* quantized: block_f(), block_len() */
};
/* f is rounded up (255: boundless), length down: a bound stays a bound. */
uint8_t block_quantize_f(double f);
uint8_t block_quantize_len(unsigned words);
double block_f(uint8_t q); /* HUGE_VAL for 255 */
double block_len(uint8_t q);

/* A block that is looked at: pointers into the bytes it was opened from. */
struct block {
	uint32_t n, first, last;
	unsigned width;
	const uint8_t *gaps, *freqs, *pos, *end;
	struct block_pair pair[BLOCK_PAIRS];
	unsigned n_pairs; /* 0: unknown, assume the worst */
};
/* Opens the block at *p and moves *p behind it. 0, or -1: damaged. */
MUST_CHECK int block_open(
    const uint8_t **p, const uint8_t *end, struct block *b_r);
/* The numbers, ascending, b->n of them. */
MUST_CHECK int block_docs(const struct block *b, uint32_t docs[BLOCK_DOCS]);

/* Sets their bits in `bits`, where bit 0 is number lo; those outside of
 * [lo, lo + n_bits) are left out. n_bits is a multiple of 64. */
MUST_CHECK int block_bits(
    const struct block *b, uint32_t lo, uint32_t n_bits, uint64_t *bits);

/* One frequency, at *p; moves *p behind it. */
struct block_freq {
	uint32_t mask;                 /* columns it is in */
	uint32_t count[BLOCK_COLUMNS]; /* valid where the mask is set */
	uint32_t total;
};
MUST_CHECK int block_freq_any(const uint8_t **p, const uint8_t *end,
    unsigned body, struct block_freq *f_r);
/* Most are a few times in the body: one byte. */
MUST_CHECK static inline int block_freq(const uint8_t **p, const uint8_t *end,
    unsigned body, struct block_freq *f_r)
{
	if (*p == end || (**p & 0x81) != 1 || **p == 1)
		return block_freq_any(p, end, body, f_r);
	f_r->mask = 1u << body;
	f_r->total = f_r->count[body] = *(*p)++ >> 1;
	return 0;
}
/* Moves *p behind n positions. */
MUST_CHECK int block_skip(const uint8_t **p, const uint8_t *end, uint32_t n);
/* One gap. */
MUST_CHECK int block_gap(
    const uint8_t **p, const uint8_t *end, uint32_t *gap_r);

/* ---- writing ---- */

/* Collects postings until they make a block. */
struct block_maker {
	uint32_t n, doc[BLOCK_DOCS];
	struct block_pair impact[BLOCK_DOCS];
	struct bytes {
		uint8_t *p;
		size_t n, alloc;
	} freqs, pos, out; /* out: the finished blocks */
};
void bytes_add(struct bytes *b, const void *p, size_t n);
void bytes_varint(struct bytes *b, uint64_t v);
void bytes_free(struct bytes *b);
/* 0, or -1: it ends early or does not fit. */
MUST_CHECK int bytes_read(
    const uint8_t **p, const uint8_t *end, uint64_t max, uint64_t *v_r);

void block_maker_init(struct block_maker *m);
void block_maker_deinit(struct block_maker *m);
/* Numbers must ascend. The frequency and the positions are encoded already,
 * appended to m->freqs and m->pos by the caller before this. */
void block_maker_add(
    struct block_maker *m, uint32_t doc, struct block_pair impact);
/* Ends the block at hand, if any, into m->out. */
void block_maker_flush(struct block_maker *m);
/* What a caller appends before block_maker_add. */
void block_put_freq(struct bytes *b, unsigned body, const struct block_freq *f);

#endif
