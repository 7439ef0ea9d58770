/* segw.h - writes a segment: words in ascending order, each with its blocks.
 *
 *	segw_begin(...);
 *	for each word: segw_term(); segw_posting() or segw_block() ...
 *	segw_end();
 *
 * A merge may stop after any word and go on in another transaction: the
 * segment's row says how far it is.
 */
#ifndef SEARCH_INDEX_SEGW_H
#define SEARCH_INDEX_SEGW_H

#include "services/search/index/seg.h"

struct segw {
	struct index_db *db;
	struct seg *seg; /* next and bytes are kept up */
	struct block_maker maker;
	uint32_t first;    /* of the block being made */
	struct bytes part; /* finished blocks that are in no row yet */
	uint32_t part_first, part_last;
	struct bytes parts; /* the directory so far */
	uint32_t n_parts, serial, dir_last;
	uint32_t df;
	uint8_t term[SEG_TERM];
	size_t term_n;
	struct bytes leaf;
	uint8_t last[SEG_TERM]; /* the word before, in the leaf */
	size_t last_n;
	uint8_t key[SEG_TERM]; /* the leaf's first word */
	size_t key_n;
	uint16_t restart[SEG_ROW / SEG_RESTART];
	size_t n_entries;
	size_t wrote; /* bytes of rows */
	bool failed;
};

void segw_begin(struct segw *w, struct index_db *db, struct seg *seg);
/* Begins a word; ends the one before. */
void segw_term(struct segw *w, const uint8_t *term, size_t n);
/* The caller has appended to maker.freqs and maker.pos. */
void segw_posting(struct segw *w, uint32_t doc, struct block_pair impact);
/* A whole block as it stands in another segment: bytes [p, p + n). */
void segw_block(
    struct segw *w, const struct block *b, const uint8_t *p, size_t n);
/* Whether a whole block may be taken as it is, without leaving a small one
 * behind. */
bool segw_may_copy(const struct segw *w, const struct block *b);
/* Ends the last word and writes the leaf at hand. 0, or -1 (SQLite's error). */
MUST_CHECK int segw_end(struct segw *w);
void segw_free(struct segw *w);

/* One entry of a leaf, appended; restarts are the caller's. */
void segw_entry(struct bytes *leaf, const uint8_t *last, size_t last_n,
    bool restart, const uint8_t *term, size_t n, uint32_t df);
void segw_offsets(struct bytes *leaf, const uint16_t *restart, size_t n);
MUST_CHECK int segw_put_row(
    struct index_db *db, int64_t id, const void *p, size_t n);

#endif
