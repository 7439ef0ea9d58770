/* verify_words.c - the postings of all words, counted word by word: as many as
 * the messages have words. */
#include "services/search/index/cols.h"
#include "services/search/index/store.h"
#include "services/search/index/walk.h"

#include "common/base/die.h"

#define PAGE_LEAVES 16 /* of each segment, at most, in a call */

/* Words after w->term up to this one are counted. */
struct stretch {
	uint8_t to[SEG_TERM];
	size_t to_n;
	bool last; /* up to the end */
};

/* The first word of the leaf that is so many leaves on, in the segment where
 * that is the least. */
static int find_end(
    struct index_db *db, const struct index_walk *w, struct stretch *x)
{
	x->last = true;
	for (size_t i = 0; i < db->n_segs; i++) {
		uint8_t key[SEG_TERM];
		size_t n = w->term_n;
		int64_t id;
		int rc = 1;

		memcpy(key, w->term, n);
		for (size_t k = 0; k < PAGE_LEAVES && rc == 1; k++)
			rc = seg_leaf_after(
			    db, db->segs[i].id, key, n, &id, key, &n);
		if (rc < 0)
			return -1;
		if (rc == 0 ||
		    (!x->last && seg_compare(key, n, x->to, x->to_n) >= 0))
			continue;
		memcpy(x->to, key, n);
		x->to_n = n;
		x->last = false;
	}
	return 0;
}

struct counting {
	struct index_db *db;
	const struct index_walk *w;
	const struct stretch *x;
	const struct seg *s;
	struct arena *a;
	uint64_t n;
};

/* 1: there may be more in the next leaf; 0: behind the stretch; -1. What was
 * read last is in leaf. */
static int count_leaf(struct counting *c, struct leaf *leaf)
{
	int rc;

	while ((rc = leaf_next(leaf)) == 1) {
		struct plist l;

		if (seg_compare(leaf->term, leaf->term_n, c->w->term,
			c->w->term_n) <= 0)
			continue;
		if (!c->x->last && seg_compare(leaf->term, leaf->term_n,
				       c->x->to, c->x->to_n) > 0)
			return 0;
		if (!seg_has(c->db, c->s, leaf->term, leaf->term_n))
			continue;
		if (list_of_leaf(c->a, c->s, leaf, &l) != 0)
			return seg_damaged(c->db);
		if (index_check_list(c->db, &l, c->w->top, &c->n) != 0)
			return -1;
	}
	return rc < 0 ? seg_damaged(c->db) : 1;
}

/* A leaf's words are read from a copy: reading lists in parts moves the
 * statement on. */
static int count_row(struct counting *c, int64_t id, uint8_t *key, size_t *n)
{
	struct bytes row = {NULL, 0, 0};
	struct arena_mark start = arena_mark(c->a);
	const uint8_t *p;
	struct leaf leaf;
	size_t bytes;
	int rc = seg_row(c->db, id, &p, &bytes);

	if (rc != 0)
		return -1;
	bytes_add(&row, p, bytes);
	if (leaf_open(&leaf, row.p, bytes) != 0) {
		rc = seg_damaged(c->db);
	} else {
		rc = count_leaf(c, &leaf);
		memcpy(key, leaf.term, leaf.term_n);
		*n = leaf.term_n;
	}
	bytes_free(&row);
	arena_rewind(c->a, &start);
	return rc;
}

static int count_segment(struct counting *c)
{
	uint8_t key[SEG_TERM];
	size_t n = c->w->term_n;
	int64_t id;
	int rc;

	memcpy(key, c->w->term, n);
	rc = seg_leaf_of(c->db, c->s->id, key, n, &id);
	if (rc == 0)
		rc = seg_leaf_after(c->db, c->s->id, key, n, &id, key, &n);
	while (rc == 1) {
		rc = count_row(c, id, key, &n);
		if (rc == 1)
			rc = seg_leaf_after(
			    c->db, c->s->id, key, n, &id, key, &n);
	}
	return rc;
}

/* The small tables, which no walk reads. */
static int check_tables(struct index_db *db)
{
	static const char *const sql[] = {"PRAGMA quick_check(labels)",
	    "PRAGMA quick_check(senders)", "PRAGMA quick_check(names)",
	    "PRAGMA quick_check(totals)"};
	int64_t docs, len, alive = 0;

	for (size_t i = 0; i < ARRAY_LEN(sql); i++) {
		sqlite3_stmt *s = index_stmt(db, sql[i]);

		if (s == NULL || sqlite3_step(s) != SQLITE_ROW ||
		    !streq(index_column(s, 0), "ok"))
			return seg_damaged(db);
		sqlite3_reset(s);
	}
	for (uint32_t i = 0; i < db->cols->n; i++)
		alive += (db->cols->flags[i] & COLS_DEAD) == 0;
	if (index_totals(db, &docs, &len) != 0)
		return -1;
	return docs == alive ? 0 : seg_damaged(db);
}

static int verify(
    struct counting *c, struct index_walk *w, struct index_walked *r)
{
	struct stretch x = {.to_n = 0};

	c->x = &x;
	if (index_begin_read(c->db) != 0)
		return -1;
	if (index_walk_begun(c->db, w) || w->tries > INDEX_WALK_TRIES) {
		r->undecided = w->tries > INDEX_WALK_TRIES;
		r->done = r->undecided || w->top == 0;
		index_end_read(c->db);
		return 0;
	}
	if (find_end(c->db, w, &x) != 0)
		return -1;
	for (size_t i = 0; i < c->db->n_segs; i++) {
		c->s = &c->db->segs[i];
		if (count_segment(c) != 0)
			return -1;
	}
	r->looked = (size_t)c->n;
	r->done = x.last;
	w->found += c->n;
	memcpy(w->term, x.to, x.to_n);
	w->term_n = x.to_n;
	if (x.last && check_tables(c->db) != 0)
		return -1;
	r->unsound = x.last && w->found != w->expected;
	index_end_read(c->db);
	return 0;
}

int index_verify_words(struct index *ix, uint64_t user_id, struct index_walk *w,
    struct index_walked *r_r, struct err *err)
{
	struct index_db *db = index_acquire(ix, user_id, err);
	struct counting c = {.db = db, .w = w};
	int rc;

	_Static_assert(SEG_TERM == INDEX_WALK_TERM, "a word fits");
	*r_r = (struct index_walked){.looked = 0};
	if (db == NULL)
		return -1;
	c.a = arena_new(64u << 20);
	rc = verify(&c, w, r_r);
	arena_free(&c.a);
	return rc == 0 ? 0 : index_failed(db, "verify the index", err);
}
