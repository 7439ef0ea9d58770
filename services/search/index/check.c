/* check.c - reads a whole index: is all of it sound? */
#include "common/base/die.h"
#include "services/search/index/cols.h"
#include "services/search/index/store.h"
#include "services/search/index/walk.h"

#include <stdlib.h>

int index_check_list(
    struct index_db *db, const struct plist *l, uint32_t top, uint64_t *n)
{
	struct list_iter it;
	struct block b;
	uint32_t df = 0;
	int64_t before = -1;
	int rc;

	list_begin(&it, db, l, 0, UINT32_MAX);
	while ((rc = list_next(&it, &b)) == 1) {
		const uint8_t *f = b.freqs, *p = b.pos;
		uint32_t doc[BLOCK_DOCS];

		if (block_docs(&b, doc) != 0)
			return seg_damaged(db);
		for (uint32_t i = 0; i < b.n; i++) {
			struct block_freq freq;

			if ((int64_t)doc[i] <= before || doc[i] < l->lo ||
			    doc[i] > l->hi || doc[i] >= db->cols->n ||
			    (db->cols->flags[doc[i]] & COLS_DEAD) != 0 ||
			    block_freq(&f, b.pos, INDEX_COLUMN_BODY, &freq) !=
				0 ||
			    block_skip(&p, b.end, freq.total) != 0)
				return seg_damaged(db);
			before = doc[i];
			*n += doc[i] < top;
		}
		if (f != b.pos || p != b.end)
			return seg_damaged(db);
		df += b.n;
	}
	return rc == 0 && df != l->df ? seg_damaged(db) : rc;
}

static int check_leaf(struct index_db *db, const struct seg *s, int64_t id)
{
	struct bytes row = {NULL, 0, 0};
	struct arena *a = arena_new(64u << 20);
	const uint8_t *p;
	struct leaf leaf;
	uint64_t postings = 0;
	size_t n;
	int rc = seg_row(db, id, &p, &n);

	if (rc == 0) {
		bytes_add(&row, p, n);
		rc = leaf_open(&leaf, row.p, n);
	}
	while (rc == 0 && (rc = leaf_next(&leaf)) == 1) {
		struct plist l;

		rc = 0;
		if (!seg_has(db, s, leaf.term, leaf.term_n))
			continue;
		if (list_of_leaf(a, s, &leaf, &l) != 0 ||
		    index_check_list(db, &l, 0, &postings) != 0)
			rc = -1;
	}
	arena_free(&a);
	bytes_free(&row);
	return rc < 0 ? seg_damaged(db) : rc;
}

static int check_seg(struct index_db *db, const struct seg *s)
{
	uint8_t key[SEG_TERM];
	size_t n = 0;
	int64_t id;
	int rc;

	while ((rc = seg_leaf_after(db, s->id, key, n, &id, key, &n)) == 1) {
		/* What a merge has taken out of a segment is not there. */
		if (s->into != 0 && !seg_has(db, s, key, n))
			continue;
		if (check_leaf(db, s, id) != 0)
			return -1;
	}
	return rc;
}

static int check(struct index_db *db)
{
	sqlite3_stmt *s;

	if (index_begin_read(db) != 0)
		return -1;
	s = index_stmt(db, "PRAGMA quick_check(1)");
	if (s == NULL || sqlite3_step(s) != SQLITE_ROW ||
	    !streq(index_column(s, 0), "ok"))
		return seg_damaged(db);
	for (size_t i = 0; i < db->n_segs; i++) {
		if (check_seg(db, &db->segs[i]) != 0)
			return -1;
	}
	index_end_read(db);
	return 0;
}

int index_check(struct index *ix, uint64_t user_id, struct err *err)
{
	struct index_db *db = index_acquire(ix, user_id, err);

	if (db == NULL)
		return -1;
	return check(db) == 0 ? 0 : index_failed(db, "check the index", err);
}
