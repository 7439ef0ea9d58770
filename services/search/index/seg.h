/* seg.h - segments: immutable runs of messages and the words in them.
 *
 * A written batch becomes a segment; neighbours are merged as in a
 * log-structured merge tree (merge.c). Ranges of numbers are disjoint, so a
 * word's postings in several segments are simply one behind the other.
 *
 *	segs    the catalogue: range, size, what it is being merged into
 *	blocks  rows of about a page: leaves of the dictionary, and parts of long
 *	        lists; id = segment << 32 | serial
 *	dict    a leaf's first word -> the leaf
 *
 * A leaf holds words in order, prefix-compressed, with the whole list when it
 * is short (SEG_INLINE), else with the directory of its parts.
 */
#ifndef SEARCH_INDEX_SEG_H
#define SEARCH_INDEX_SEG_H

#include "services/search/index/block.h"
#include "services/search/index/part.h"

#define SEG_ROW 16200   /* bytes: a row and its cell fill a page of 16 KB */
#define SEG_INLINE 2000 /* bytes of a list kept in the leaf */
#define SEG_RESTART 16  /* every so many words one is written whole */
#define SEG_TERM (INDEX_MAX_TOKEN + 2)
#define SEG_MAX_PARTS (1u << 20)

struct seg {
	int64_t id;
	uint32_t lo, hi;        /* numbers of its messages are in [lo, hi] */
	int64_t docs, bytes;    /* when it was written */
	int64_t into;           /* id of the segment it is merged into, or 0 */
	bool partial;           /* being made by a merge */
	uint32_t next;          /* serial of its next row */
	uint8_t done[SEG_TERM]; /* partial: the last word that is complete */
	size_t done_n;
};

/* Reads the catalogue into db->segs, by lo. 0 or -1. */
MUST_CHECK int seg_load(struct index_db *db);
MUST_CHECK int seg_save(struct index_db *db, const struct seg *s);
/* Whether the word is to be looked for in s, or was moved on already. */
bool seg_has(const struct index_db *db, const struct seg *s,
    const uint8_t *term, size_t n);
int seg_compare(const uint8_t *a, size_t n, const uint8_t *b, size_t m);
/* -1, and the index counts as damaged. */
int seg_damaged(struct index_db *db);

/* ---- reading ---- */

/* A row of blocks; valid until the next call. 0 or -1. */
MUST_CHECK int seg_row(
    struct index_db *db, int64_t id, const uint8_t **p_r, size_t *n_r);

struct leaf {
	const uint8_t *p, *end, *data;
	size_t restarts;
	uint8_t term[SEG_TERM];
	size_t term_n;
	uint32_t df;
	size_t n_parts;      /* 0: the payload is the list itself */
	const uint8_t *load; /* the list, or the directory of parts */
	size_t load_n;
};
MUST_CHECK int leaf_open(struct leaf *l, const uint8_t *p, size_t n);
/* The next word: 1, 0 at the end, -1 when damaged. */
MUST_CHECK int leaf_next(struct leaf *l);
/* The first word that is not before this one: like leaf_next. */
MUST_CHECK int leaf_seek(struct leaf *l, const uint8_t *term, size_t n);
/* Id of the leaf that holds the word, and, when first_r is not NULL, the
 * leaf's key (first_r of SEG_TERM bytes). 1, 0: none, -1. */
MUST_CHECK int seg_leaf_of(struct index_db *db, int64_t seg,
    const uint8_t *term, size_t n, int64_t *id_r);
/* Id and key of the first leaf whose key is after the word. 1, 0, -1. */
MUST_CHECK int seg_leaf_after(struct index_db *db, int64_t seg,
    const uint8_t *term, size_t n, int64_t *id_r, uint8_t *key_r,
    size_t *key_n_r);

/* One word's postings in one segment. */
struct list_part {
	uint32_t first, last;
	int64_t id;
};
struct plist {
	uint32_t lo, hi, df;
	const uint8_t *p; /* the blocks, or NULL: in parts */
	size_t n;
	struct list_part *parts;
	size_t n_parts;
};
/* Of the leaf's word; everything in a. 0 or -1. */
MUST_CHECK int list_of_leaf(struct arena *a, const struct seg *s,
    const struct leaf *leaf, struct plist *l_r);

struct lists {
	struct plist *v; /* by lo */
	size_t n;
	int64_t df;
};
/* One word in all segments. 0 or -1. */
MUST_CHECK int seg_lists(struct index_db *db, struct arena *a, const char *term,
    size_t n, struct lists *r);

/* The blocks of a list that overlap [lo, hi]. A block is valid until the next
 * call for any list in parts. */
struct list_iter {
	struct index_db *db;
	const struct plist *l;
	size_t part;
	const uint8_t *p, *end;
	uint32_t lo, hi;
};
void list_begin(struct list_iter *it, struct index_db *db,
    const struct plist *l, uint32_t lo, uint32_t hi);
MUST_CHECK int list_next(struct list_iter *it, struct block *b_r);

#endif
