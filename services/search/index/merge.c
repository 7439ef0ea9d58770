/* merge.c - segments into larger ones, a bounded piece at each write.
 *
 * As in a log-structured merge tree (O'Neil et al., 1996): when MERGE_FAN
 * neighbours at the end have a level or a lower one, they become one. The
 * merge goes word by word in order; it may stop after any word and go on in a
 * later transaction, and meanwhile a word is looked for in the new segment up
 * to the last one that is complete, in the old ones after it. So a crash at any
 * commit leaves a whole index. Whole blocks are copied as they are.
 */
#include "common/base/die.h"
#include "services/search/index/batch.h"
#include "services/search/index/segw.h"

#include <stdlib.h>

#define MERGE_FAN 8
#define MERGE_MAX 16

struct input {
	struct seg *s;
	struct bytes row; /* the leaf at hand */
	struct leaf leaf;
	int64_t read[3]; /* the last leaves, the one at hand first */
	uint8_t key[SEG_TERM];
	size_t key_n;
	bool more;
};

/* ---- what to merge ---- */

static unsigned level_of(int64_t docs)
{
	unsigned level = 0;

	for (; docs >= MERGE_FAN; docs /= MERGE_FAN)
		level++;
	return level;
}

/* Neighbours at the end with no merge under way. */
static size_t idle_from(const struct index_db *db)
{
	size_t i = db->n_segs;

	while (i > 0 && db->segs[i - 1].into == 0 && !db->segs[i - 1].partial)
		i--;
	return i;
}

/* A run at the end that is due: its first segment; n_segs: none. */
static size_t due_from(const struct index_db *db)
{
	size_t from = idle_from(db);

	for (unsigned level = 0; level < 16; level++) {
		size_t i = db->n_segs;

		while (i > from && level_of(db->segs[i - 1].docs) <= level)
			i--;
		if (db->n_segs - i >= MERGE_FAN)
			return i;
	}
	return db->n_segs;
}

static int begin_merge(struct index_db *db, size_t from)
{
	size_t to = MIN(db->n_segs, from + MERGE_MAX);
	struct seg out = {.id = 1,
	    .lo = db->segs[from].lo,
	    .hi = db->segs[to - 1].hi,
	    .partial = true};

	for (size_t i = 0; i < db->n_segs; i++)
		out.id = MAX(out.id, db->segs[i].id + 1);
	for (size_t i = from; i < to; i++) {
		out.docs += db->segs[i].docs;
		db->segs[i].into = out.id;
		if (seg_save(db, &db->segs[i]) != 0)
			return -1;
	}
	return seg_save(db, &out) == 0 ? seg_load(db) : -1;
}

/* The smallest merge under way. */
static struct seg *smallest(struct index_db *db)
{
	struct seg *s = NULL;

	for (size_t i = 0; i < db->n_segs; i++) {
		if (db->segs[i].partial &&
		    (s == NULL || db->segs[i].docs < s->docs))
			s = &db->segs[i];
	}
	return s;
}

/* ---- inputs ---- */

/* The leaf behind the one at hand. 0 or -1. */
static int next_leaf(struct index_db *db, struct input *in)
{
	const uint8_t *p;
	int64_t id;
	size_t n;
	int rc = seg_leaf_after(
	    db, in->s->id, in->key, in->key_n, &id, in->key, &in->key_n);

	in->more = rc == 1;
	if (rc <= 0)
		return rc;
	if (seg_row(db, id, &p, &n) != 0)
		return -1;
	in->row.n = 0;
	bytes_add(&in->row, p, n);
	if (leaf_open(&in->leaf, in->row.p, n) != 0)
		return seg_damaged(db);
	in->read[2] = in->read[1];
	in->read[1] = in->read[0];
	in->read[0] = id;
	return 0;
}

static int next_word(struct index_db *db, struct input *in)
{
	while (in->more) {
		int rc = leaf_next(&in->leaf);

		if (rc < 0)
			return seg_damaged(db);
		if (rc == 1)
			return 0;
		if (next_leaf(db, in) != 0)
			return -1;
	}
	return 0;
}

/* To the first word after the last complete one. */
static int find_place(
    struct index_db *db, struct input *in, const struct seg *out)
{
	sqlite3_stmt *q =
	    index_stmt(db, "SELECT max(term) FROM dict WHERE seg = ?1 AND "
			   "term < (SELECT max(term) FROM dict WHERE seg = ?1 "
			   "AND term <= ?2)");
	int rc = q == NULL ? -1 : 0;

	if (rc == 0 && out->done_n > 0) {
		sqlite3_bind_int64(q, 1, in->s->id);
		sqlite3_bind_blob(
		    q, 2, out->done, (int)out->done_n, SQLITE_STATIC);
		if (sqlite3_step(q) == SQLITE_ROW) {
			in->key_n =
			    MIN((size_t)sqlite3_column_bytes(q, 0), SEG_TERM);
			if (in->key_n > 0)
				memcpy(in->key, sqlite3_column_blob(q, 0),
				    in->key_n);
		}
		sqlite3_reset(q);
	}
	if (rc != 0 || next_leaf(db, in) != 0)
		return -1;
	do {
		if (next_word(db, in) != 0)
			return -1;
	} while (in->more && seg_compare(in->leaf.term, in->leaf.term_n,
				 out->done, out->done_n) <= 0);
	return 0;
}

/* ---- one word ---- */

static int copy_postings(struct segw *w, const struct block *b)
{
	uint32_t doc[BLOCK_DOCS];
	const uint8_t *f = b->freqs, *p = b->pos;

	if (block_docs(b, doc) != 0)
		return seg_damaged(w->db);
	for (uint32_t i = 0; i < b->n; i++) {
		const uint8_t *f0 = f, *p0 = p;
		struct block_freq freq;

		if (block_freq(&f, b->pos, INDEX_COLUMN_BODY, &freq) != 0 ||
		    block_skip(&p, b->end, freq.total) != 0)
			return seg_damaged(w->db);
		bytes_add(&w->maker.freqs, f0, (size_t)(f - f0));
		bytes_add(&w->maker.pos, p0, (size_t)(p - p0));
		segw_posting(w, doc[i], index_impact(w->db, doc[i], &freq));
	}
	return 0;
}

static int copy_blocks(struct segw *w, const uint8_t *p, size_t n)
{
	const uint8_t *end = p + n;

	while (p < end) {
		const uint8_t *from = p;
		struct block b;

		if (block_open(&p, end, &b) != 0)
			return seg_damaged(w->db);
		if (segw_may_copy(w, &b))
			segw_block(w, &b, from, (size_t)(p - from));
		else if (copy_postings(w, &b) != 0)
			return -1;
	}
	return 0;
}

static int copy_list(struct segw *w, struct arena *a, const struct input *in)
{
	struct plist l;

	if (in->leaf.n_parts == 0)
		return copy_blocks(w, in->leaf.load, in->leaf.load_n);
	if (list_of_leaf(a, in->s, &in->leaf, &l) != 0)
		return seg_damaged(w->db);
	for (size_t i = 0; i < l.n_parts; i++) {
		const uint8_t *p;
		size_t n;

		if (seg_row(w->db, l.parts[i].id, &p, &n) != 0 ||
		    copy_blocks(w, p, n) != 0)
			return -1;
	}
	return 0;
}

static const struct input *first_word(const struct input *in, size_t n)
{
	const struct input *first = NULL;

	for (size_t i = 0; i < n; i++) {
		if (in[i].more &&
		    (first == NULL ||
			seg_compare(in[i].leaf.term, in[i].leaf.term_n,
			    first->leaf.term, first->leaf.term_n) < 0))
			first = &in[i];
	}
	return first;
}

/* Writes the next word; *some_r is false when there is none. */
static int merge_word(
    struct segw *w, struct input *in, size_t n, struct arena *a, bool *some_r)
{
	const struct input *first = first_word(in, n);
	struct seg *out = w->seg;

	*some_r = first != NULL;
	if (first == NULL)
		return 0;
	out->done_n = first->leaf.term_n;
	memcpy(out->done, first->leaf.term, out->done_n);
	segw_term(w, out->done, out->done_n);
	for (size_t i = 0; i < n; i++) {
		if (!in[i].more ||
		    seg_compare(in[i].leaf.term, in[i].leaf.term_n, out->done,
			out->done_n) != 0)
			continue;
		if (copy_list(w, a, &in[i]) != 0 ||
		    next_word(w->db, &in[i]) != 0)
			return -1;
	}
	return 0;
}

/* ---- a piece of work ---- */

/* Rows up to this one, and what names them. */
static int drop_rows(struct index_db *db, int64_t seg, int64_t to)
{
	static const char *const sql[] = {
	    "DELETE FROM dict WHERE seg = ?1 AND block <= ?2",
	    "DELETE FROM blocks WHERE id >= ?1 << 32 AND id <= ?2"};

	for (size_t i = 0; i < ARRAY_LEN(sql); i++) {
		sqlite3_stmt *q = index_stmt(db, sql[i]);

		if (q == NULL)
			return -1;
		sqlite3_bind_int64(q, 1, seg);
		sqlite3_bind_int64(q, 2, to);
		if (index_run(q) != 0)
			return -1;
	}
	return 0;
}

static int drop_seg(struct index_db *db, int64_t id)
{
	sqlite3_stmt *q = index_stmt(db, "DELETE FROM segs WHERE id = ?1");

	if (q == NULL)
		return -1;
	sqlite3_bind_int64(q, 1, id);
	return index_run(q) == 0 ? drop_rows(db, id, id << 32 | UINT32_MAX)
				 : -1;
}

/* What was read is no longer needed; the first word of the leaf at hand may
 * have parts in front of the leaf before it. */
static int end_piece(
    struct index_db *db, struct input *in, size_t n, struct seg *out, bool done)
{
	for (size_t i = 0; i < n; i++) {
		int64_t id = in[i].s->id;

		if (done ? drop_seg(db, id) != 0
			 : in[i].read[2] != 0 &&
			       drop_rows(db, id, in[i].read[2]) != 0)
			return -1;
	}
	out->partial = !done;
	if (done)
		out->done_n = 0;
	return seg_save(db, out) == 0 ? seg_load(db) : -1;
}

static int merge_piece(struct index_db *db, struct seg *out, size_t *budget)
{
	struct input in[MERGE_MAX] = {{NULL}};
	struct arena *a = arena_new(64u << 20);
	struct arena_mark start = arena_mark(a);
	struct segw w;
	bool some = true;
	size_t n = 0;
	int rc = 0;

	segw_begin(&w, db, out);
	for (size_t i = 0; i < db->n_segs && rc == 0 && n < MERGE_MAX; i++) {
		if (db->segs[i].into != out->id)
			continue;
		in[n].s = &db->segs[i];
		rc = find_place(db, &in[n++], out);
	}
	while (rc == 0 && some && w.wrote < *budget) {
		arena_rewind(a, &start);
		rc = merge_word(&w, in, n, a, &some);
	}
	if (rc == 0)
		rc = segw_end(&w);
	*budget -= MIN(*budget, w.wrote);
	if (rc == 0)
		rc = end_piece(db, in, n, out, !some);
	segw_free(&w);
	for (size_t i = 0; i < n; i++)
		bytes_free(&in[i].row);
	arena_free(&a);
	return rc;
}

int index_merge(struct index_db *db, size_t budget)
{
	for (;;) {
		size_t from = due_from(db);
		struct seg *out;

		if (from < db->n_segs && begin_merge(db, from) != 0)
			return -1;
		out = smallest(db);
		if (out == NULL || budget == 0)
			return 0;
		if (merge_piece(db, out, &budget) != 0)
			return -1;
	}
}
