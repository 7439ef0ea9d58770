/* segw.c - a segment, written word by word. */
#include "services/search/index/segw.h"

#include "common/base/die.h"
#include "services/search/index/store.h"

#include <stdlib.h>

#define COPY_MIN 32 /* a smaller remainder is mixed with the next block */

void segw_begin(struct segw *w, struct index_db *db, struct seg *seg)
{
	memset(w, 0, sizeof *w);
	w->db = db;
	w->seg = seg;
	block_maker_init(&w->maker);
}

void segw_free(struct segw *w)
{
	block_maker_deinit(&w->maker);
	bytes_free(&w->part);
	bytes_free(&w->parts);
	bytes_free(&w->leaf);
}

int segw_put_row(struct index_db *db, int64_t id, const void *p, size_t n)
{
	sqlite3_stmt *q =
	    index_stmt(db, "INSERT OR REPLACE INTO blocks VALUES (?1, ?2)");

	if (q == NULL)
		return -1;
	sqlite3_bind_int64(q, 1, id);
	sqlite3_bind_blob64(q, 2, n > 0 ? p : "", n, SQLITE_STATIC);
	return index_run(q);
}

static uint32_t put_row(struct segw *w, const struct bytes *b)
{
	uint32_t serial = w->seg->next++;

	w->wrote += b->n;
	w->seg->bytes += (int64_t)b->n;
	if (segw_put_row(
		w->db, w->seg->id << 32 | (int64_t)serial, b->p, b->n) != 0)
		w->failed = true;
	return serial;
}

/* ---- a list ---- */

static void end_part(struct segw *w)
{
	uint32_t serial = put_row(w, &w->part);

	if (w->n_parts++ == 0)
		w->serial = serial;
	bytes_varint(&w->parts, w->part_first - w->dir_last);
	bytes_varint(&w->parts, w->part_last - w->part_first);
	w->dir_last = w->part_last;
	w->part.n = 0;
}

static void add_block(
    struct segw *w, const uint8_t *p, size_t n, uint32_t first, uint32_t last)
{
	if (w->part.n > 0 && w->part.n + n > SEG_ROW)
		end_part(w);
	if (w->part.n == 0)
		w->part_first = first;
	w->part_last = last;
	bytes_add(&w->part, p, n);
}

/* Takes what the maker has finished, one block. */
static void take_block(struct segw *w, uint32_t last)
{
	if (w->maker.out.n == 0)
		return;
	add_block(w, w->maker.out.p, w->maker.out.n, w->first, last);
	w->maker.out.n = 0;
}

static void end_block(struct segw *w)
{
	uint32_t last = w->maker.n > 0 ? w->maker.doc[w->maker.n - 1] : 0;

	block_maker_flush(&w->maker);
	take_block(w, last);
}

void segw_posting(struct segw *w, uint32_t doc, struct block_pair impact)
{
	if (w->maker.n == 0)
		w->first = doc;
	w->df++;
	block_maker_add(&w->maker, doc, impact);
	take_block(w, doc);
}

bool segw_may_copy(const struct segw *w, const struct block *b)
{
	return b->n >= BLOCK_DOCS / 2 &&
	       (w->maker.n == 0 || w->maker.n >= COPY_MIN);
}

void segw_block(
    struct segw *w, const struct block *b, const uint8_t *p, size_t n)
{
	end_block(w);
	w->df += b->n;
	add_block(w, p, n, b->first, b->last);
}

/* ---- a leaf ---- */

void segw_offsets(struct bytes *leaf, const uint16_t *restart, size_t n)
{
	uint8_t raw[2];

	for (size_t i = 0; i <= n; i++) {
		size_t v = i < n ? restart[i] : n;

		raw[0] = (uint8_t)v;
		raw[1] = (uint8_t)(v >> 8);
		bytes_add(leaf, raw, 2);
	}
}

static void end_leaf(struct segw *w)
{
	size_t restarts = (w->n_entries + SEG_RESTART - 1) / SEG_RESTART;
	sqlite3_stmt *q;
	int64_t id;

	if (w->n_entries == 0)
		return;
	segw_offsets(&w->leaf, w->restart, restarts);
	id = w->seg->id << 32 | (int64_t)put_row(w, &w->leaf);
	q = index_stmt(w->db, "INSERT INTO dict VALUES (?1, ?2, ?3)");
	if (q == NULL) {
		w->failed = true;
		return;
	}
	sqlite3_bind_int64(q, 1, w->seg->id);
	sqlite3_bind_blob(q, 2, w->key, (int)w->key_n, SQLITE_STATIC);
	sqlite3_bind_int64(q, 3, id);
	if (index_run(q) != 0)
		w->failed = true;
	w->leaf.n = 0;
	w->n_entries = w->last_n = 0;
}

void segw_entry(struct bytes *leaf, const uint8_t *last, size_t last_n,
    bool restart, const uint8_t *term, size_t n, uint32_t df)
{
	size_t shared = 0;

	while (
	    !restart && shared < MIN(last_n, n) && last[shared] == term[shared])
		shared++;
	bytes_varint(leaf, shared);
	bytes_varint(leaf, n - shared);
	bytes_add(leaf, term + shared, n - shared);
	bytes_varint(leaf, df);
}

static void put_entry(struct segw *w)
{
	bool restart;
	size_t most = w->term_n + w->part.n + w->parts.n + 32 +
		      2 * (w->n_entries / SEG_RESTART + 2);

	if (w->leaf.n > 0 && w->leaf.n + most > SEG_ROW)
		end_leaf(w);
	restart = w->n_entries % SEG_RESTART == 0;
	if (restart)
		w->restart[w->n_entries / SEG_RESTART] = (uint16_t)w->leaf.n;
	if (w->n_entries++ == 0) {
		memcpy(w->key, w->term, w->term_n);
		w->key_n = w->term_n;
	}
	segw_entry(
	    &w->leaf, w->last, w->last_n, restart, w->term, w->term_n, w->df);
	if (w->n_parts == 0) {
		bytes_varint(&w->leaf, (uint64_t)w->part.n << 1);
		bytes_add(&w->leaf, w->part.p, w->part.n);
	} else {
		bytes_varint(&w->leaf, (uint64_t)w->n_parts << 1 | 1);
		bytes_varint(&w->leaf, w->serial);
		bytes_add(&w->leaf, w->parts.p, w->parts.n);
	}
	memcpy(w->last, w->term, w->term_n);
	w->last_n = w->term_n;
}

static void end_term(struct segw *w)
{
	end_block(w);
	if (w->df == 0)
		return;
	if (w->n_parts > 0 || w->part.n > SEG_INLINE)
		end_part(w);
	put_entry(w);
	w->part.n = w->parts.n = 0;
	w->df = w->n_parts = w->dir_last = 0;
}

void segw_term(struct segw *w, const uint8_t *term, size_t n)
{
	end_term(w);
	MUST(n <= SEG_TERM);
	memcpy(w->term, term, n);
	w->term_n = n;
}

int segw_end(struct segw *w)
{
	end_term(w);
	end_leaf(w);
	return w->failed ? -1 : 0;
}
