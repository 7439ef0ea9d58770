/* seg.c - the catalogue of segments, and finding a word in them. */
#include "services/search/index/seg.h"

#include "common/base/die.h"
#include "services/search/index/store.h"

#include <stdlib.h>

int seg_damaged(struct index_db *db)
{
	db->damaged = true;
	return -1;
}

/* ---- the catalogue ---- */

static void read_seg(sqlite3_stmt *q, struct seg *s)
{
	*s = (struct seg){.id = sqlite3_column_int64(q, 0),
	    .lo = (uint32_t)sqlite3_column_int64(q, 1),
	    .hi = (uint32_t)sqlite3_column_int64(q, 2),
	    .docs = sqlite3_column_int64(q, 3),
	    .bytes = sqlite3_column_int64(q, 4),
	    .into = sqlite3_column_int64(q, 5),
	    .partial = sqlite3_column_int(q, 6) != 0,
	    .next = (uint32_t)sqlite3_column_int64(q, 7)};
	s->done_n = MIN((size_t)sqlite3_column_bytes(q, 8), SEG_TERM);
	if (s->done_n > 0)
		memcpy(s->done, sqlite3_column_blob(q, 8), s->done_n);
}

int seg_load(struct index_db *db)
{
	sqlite3_stmt *q = index_stmt(db,
	    "SELECT id, lo, hi, docs, bytes, into_id, partial, next, done "
	    "FROM segs ORDER BY lo, id");
	int rc;

	db->n_segs = 0;
	if (q == NULL)
		return -1;
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		db->segs =
		    xrealloc(db->segs, (db->n_segs + 1) * sizeof *db->segs);
		read_seg(q, &db->segs[db->n_segs++]);
	}
	sqlite3_reset(q);
	return rc == SQLITE_DONE ? 0 : -1;
}

int seg_save(struct index_db *db, const struct seg *s)
{
	sqlite3_stmt *q = index_stmt(db,
	    "INSERT OR REPLACE INTO segs VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, "
	    "?8, ?9)");

	if (q == NULL)
		return -1;
	sqlite3_bind_int64(q, 1, s->id);
	sqlite3_bind_int64(q, 2, s->lo);
	sqlite3_bind_int64(q, 3, s->hi);
	sqlite3_bind_int64(q, 4, s->docs);
	sqlite3_bind_int64(q, 5, s->bytes);
	sqlite3_bind_int64(q, 6, s->into);
	sqlite3_bind_int(q, 7, s->partial);
	sqlite3_bind_int64(q, 8, s->next);
	sqlite3_bind_blob(q, 9, s->done, (int)s->done_n, SQLITE_STATIC);
	return index_run(q);
}

bool seg_has(const struct index_db *db, const struct seg *s,
    const uint8_t *term, size_t n)
{
	for (size_t i = 0; s->into != 0 && i < db->n_segs; i++) {
		const struct seg *out = &db->segs[i];

		if (out->id == s->into)
			return seg_compare(term, n, out->done, out->done_n) > 0;
	}
	return true;
}

/* ---- rows ---- */

int seg_row(struct index_db *db, int64_t id, const uint8_t **p_r, size_t *n_r)
{
	sqlite3_stmt *q =
	    index_stmt(db, "SELECT data FROM blocks WHERE id = ?1");
	int rc;

	if (q == NULL)
		return -1;
	sqlite3_bind_int64(q, 1, id);
	rc = sqlite3_step(q);
	if (rc == SQLITE_DONE)
		return seg_damaged(db);
	if (rc != SQLITE_ROW)
		return -1;
	*p_r = sqlite3_column_blob(q, 0);
	*n_r = (size_t)sqlite3_column_bytes(q, 0);
	if (*p_r == NULL) /* a part whose messages are all deleted */
		*p_r = (const uint8_t *)"";
	return 0;
}

int seg_leaf_of(struct index_db *db, int64_t seg, const uint8_t *term, size_t n,
    int64_t *id_r)
{
	sqlite3_stmt *q =
	    index_stmt(db, "SELECT block FROM dict WHERE seg = ?1 AND "
			   "term <= ?2 ORDER BY term DESC LIMIT 1");
	int rc;

	if (q == NULL)
		return -1;
	sqlite3_bind_int64(q, 1, seg);
	sqlite3_bind_blob(q, 2, term, (int)n, SQLITE_STATIC);
	rc = sqlite3_step(q);
	if (rc == SQLITE_ROW)
		*id_r = sqlite3_column_int64(q, 0);
	sqlite3_reset(q);
	return rc == SQLITE_ROW ? 1 : rc == SQLITE_DONE ? 0 : -1;
}

int seg_leaf_after(struct index_db *db, int64_t seg, const uint8_t *term,
    size_t n, int64_t *id_r, uint8_t *key_r, size_t *key_n_r)
{
	sqlite3_stmt *q =
	    index_stmt(db, "SELECT block, term FROM dict WHERE seg = ?1 AND "
			   "term > ?2 ORDER BY term LIMIT 1");
	int rc;

	if (q == NULL)
		return -1;
	sqlite3_bind_int64(q, 1, seg);
	sqlite3_bind_blob(
	    q, 2, n > 0 ? (const void *)term : "", (int)n, SQLITE_STATIC);
	rc = sqlite3_step(q);
	if (rc == SQLITE_ROW) {
		*id_r = sqlite3_column_int64(q, 0);
		*key_n_r = MIN((size_t)sqlite3_column_bytes(q, 1), SEG_TERM);
		memcpy(key_r, sqlite3_column_blob(q, 1), *key_n_r);
	}
	sqlite3_reset(q);
	return rc == SQLITE_ROW ? 1 : rc == SQLITE_DONE ? 0 : -1;
}

/* ---- one word ---- */

static int find_list(struct index_db *db, struct arena *a, const struct seg *s,
    const uint8_t *term, size_t n, struct plist *l_r)
{
	struct leaf leaf;
	const uint8_t *p;
	size_t bytes;
	int64_t id;
	int rc = seg_leaf_of(db, s->id, term, n, &id);

	if (rc <= 0)
		return rc;
	if (seg_row(db, id, &p, &bytes) != 0)
		return -1;
	if (leaf_open(&leaf, p, bytes) != 0)
		return seg_damaged(db);
	rc = leaf_seek(&leaf, term, n);
	if (rc < 0)
		return seg_damaged(db);
	if (rc == 0 || seg_compare(leaf.term, leaf.term_n, term, n) != 0)
		return 0;
	return list_of_leaf(a, s, &leaf, l_r) == 0 ? 1 : seg_damaged(db);
}

int seg_lists(struct index_db *db, struct arena *a, const char *term, size_t n,
    struct lists *r)
{
	const uint8_t *t = (const uint8_t *)term;

	*r = (struct lists){.v = ARENA_ARRAY(a, struct plist, db->n_segs + 1)};
	for (size_t i = 0; i < db->n_segs; i++) {
		int rc;

		if (!seg_has(db, &db->segs[i], t, n))
			continue;
		rc = find_list(db, a, &db->segs[i], t, n, &r->v[r->n]);
		if (rc < 0)
			return -1;
		if (rc > 0)
			r->df += r->v[r->n++].df;
	}
	return 0;
}

/* ---- the blocks of a list ---- */

void list_begin(struct list_iter *it, struct index_db *db,
    const struct plist *l, uint32_t lo, uint32_t hi)
{
	size_t from = 0, to = l->n_parts;

	*it = (struct list_iter){.db = db, .l = l, .lo = lo, .hi = hi};
	if (l->n_parts == 0 && l->lo <= hi && l->hi >= lo) {
		it->p = l->p;
		it->end = l->p + l->n;
	}
	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (l->parts[mid].last < lo)
			from = mid + 1;
		else
			to = mid;
	}
	it->part = from;
}

int list_next(struct list_iter *it, struct block *b)
{
	for (;;) {
		int64_t id;
		size_t n;

		while (it->p < it->end) {
			if (block_open(&it->p, it->end, b) != 0)
				return seg_damaged(it->db);
			if (b->first > it->hi)
				return 0;
			if (b->last >= it->lo)
				return 1;
		}
		if (it->part == it->l->n_parts ||
		    it->l->parts[it->part].first > it->hi)
			return 0;
		id = it->l->parts[it->part++].id;
		if (index_rows_get(it->db, id, &it->p, &n) != 0)
			return -1;
		it->end = it->p + n;
	}
}
