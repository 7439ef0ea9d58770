/* verify.c - a page of messages, their words cut again, beside the postings:
 * each list must say of them exactly what a writer would write. */
#include "services/search/index/batch.h"
#include "services/search/index/cols.h"
#include "services/search/index/walk.h"

#include "common/base/die.h"

#include <stdlib.h>

#define PAGE_EVENTS (256u << 10) /* occurrences of a page, about */

struct page {
	struct index_db *db;
	struct arena *a;
	struct batch words;
	uint32_t num[INDEX_WALK_PAGE];
	uint64_t id[INDEX_WALK_PAGE];
	bool bad[INDEX_WALK_PAGE];
	size_t n;
	struct bytes freqs, pos;
};

/* ---- the walk ---- */

static uint32_t count_alive(const struct cols *c, uint32_t from, uint32_t to)
{
	uint32_t n = 0;

	for (uint32_t i = from; i < to; i++)
		n += (c->flags[i] & COLS_DEAD) == 0;
	return n;
}

bool index_walk_begun(struct index_db *db, struct index_walk *w)
{
	uint32_t n = db->cols->n, tries = w->tries + (w->top > 0);

	if (w->top > 0 && w->top <= n &&
	    (w->tries > INDEX_WALK_TRIES ||
		count_alive(db->cols, 0, w->top) == w->alive))
		return false;
	if (tries > INDEX_WALK_TRIES && w->top <= n) {
		w->tries = tries; /* goes on, without counting */
		return true;
	}
	*w = (struct index_walk){
	    .top = MIN(db->next, n), .tries = MIN(tries, INDEX_WALK_TRIES + 1)};
	w->alive = count_alive(db->cols, 0, w->top);
	return true;
}

/* ---- a page ---- */

static int read_rows(struct page *p, const struct index_walk *w)
{
	sqlite3_stmt *s = index_stmt(p->db,
	    "SELECT num, id FROM docs WHERE num >= ?1 AND num < ?2 "
	    "ORDER BY num LIMIT ?3");
	int rc;

	if (s == NULL)
		return -1;
	sqlite3_bind_int64(s, 1, w->place);
	sqlite3_bind_int64(s, 2, w->top);
	sqlite3_bind_int64(s, 3, INDEX_WALK_PAGE);
	while ((rc = sqlite3_step(s)) == SQLITE_ROW) {
		p->num[p->n] = (uint32_t)sqlite3_column_int64(s, 0);
		p->id[p->n++] = (uint64_t)sqlite3_column_int64(s, 1);
	}
	sqlite3_reset(s);
	return rc == SQLITE_DONE ? 0 : -1;
}

/* The words of as many as fit; the rest is left to the next page. */
static int cut_words(struct page *p)
{
	struct arena_mark start = arena_mark(p->a);

	for (size_t i = 0; i < p->n; i++) {
		struct texts t;

		arena_rewind(p->a, &start);
		if (texts_get(p->db, p->a, p->num[i], &t) != 0)
			return -1;
		batch_add(&p->words, (uint16_t)i, &t);
		if (p->words.n_events >= PAGE_EVENTS)
			p->n = i + 1;
	}
	arena_rewind(p->a, &start);
	return 0;
}

/* Rows and columns know the same messages in [from, to). */
static int check_columns(const struct page *p, uint32_t from, uint32_t to)
{
	for (size_t i = 0; i < p->n; i++) {
		if ((p->db->cols->flags[p->num[i]] & COLS_DEAD) != 0)
			return seg_damaged(p->db);
	}
	return count_alive(p->db->cols, from, to) == p->n ? 0
							  : seg_damaged(p->db);
}

/* ---- one word ---- */

struct expected {
	const struct batch_event *e;
	size_t n, at;     /* events, of which so many are done */
	uint64_t *counts; /* postings of the page */
};

/* Takes the next message that has the word; its number, UINT32_MAX at the
 * end. */
static uint32_t expect(const struct page *p, const struct expected *x)
{
	return x->at < x->n ? p->num[x->e[x->at].doc] : UINT32_MAX;
}

/* Encodes it as a writer does. */
static void take(struct page *p, struct expected *x)
{
	struct block_freq f;

	p->freqs.n = p->pos.n = 0;
	x->at +=
	    batch_encode(x->e + x->at, x->n - x->at, &p->freqs, &p->pos, &f);
	++*x->counts;
}

static bool is_same(const struct bytes *want, const uint8_t *from, size_t n)
{
	return want->n == n && memcmp(want->p, from, n) == 0;
}

static void mark_bad(struct page *p, uint32_t num)
{
	for (size_t i = 0; i < p->n; i++)
		p->bad[i] = p->bad[i] || p->num[i] == num;
}

static int compare_block(struct page *p, struct expected *x,
    const struct block *b, uint32_t lo, uint32_t hi)
{
	uint32_t doc[BLOCK_DOCS];
	const uint8_t *f = b->freqs, *pos = b->pos;

	if (block_docs(b, doc) != 0)
		return seg_damaged(p->db);
	for (uint32_t i = 0; i < b->n; i++) {
		const uint8_t *f0 = f, *pos0 = pos;
		struct block_freq freq;

		if (block_freq(&f, b->pos, INDEX_COLUMN_BODY, &freq) != 0 ||
		    block_skip(&pos, b->end, freq.total) != 0)
			return seg_damaged(p->db);
		if (doc[i] < lo || doc[i] > hi)
			continue;
		for (uint32_t next; (next = expect(p, x)) < doc[i];) {
			mark_bad(p, next); /* it has the word, not the list */
			take(p, x);
		}
		if (expect(p, x) > doc[i]) {
			mark_bad(p, doc[i]);
			continue;
		}
		take(p, x);
		if (!is_same(&p->freqs, f0, (size_t)(f - f0)) ||
		    !is_same(&p->pos, pos0, (size_t)(pos - pos0)))
			mark_bad(p, doc[i]);
	}
	return 0;
}

static int compare_word(
    struct page *p, const struct batch_word *word, uint64_t *counts)
{
	struct expected x = {
	    p->words.event + word->from, word->events, 0, counts};
	uint32_t lo = p->num[0], hi = p->num[p->n - 1];
	struct lists lists;

	if (seg_lists(p->db, p->a, (const char *)p->words.pool.p + word->at,
		word->n, &lists) != 0)
		return -1;
	for (size_t i = 0; i < lists.n; i++) {
		struct list_iter it;
		struct block b;
		int rc;

		list_begin(&it, p->db, &lists.v[i], lo, hi);
		while ((rc = list_next(&it, &b)) == 1) {
			if (compare_block(p, &x, &b, lo, hi) != 0)
				return -1;
		}
		if (rc != 0)
			return -1;
	}
	while (x.at < x.n) {
		mark_bad(p, expect(p, &x));
		take(p, &x);
	}
	return 0;
}

static int compare_words(struct page *p, uint64_t *counts)
{
	uint32_t *order = batch_sort(&p->words);
	struct arena_mark start = arena_mark(p->a);
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < p->words.n_words; i++) {
		arena_rewind(p->a, &start);
		rc = compare_word(p, &p->words.word[order[i]], counts);
	}
	free(order);
	return rc;
}

/* ---- a call ---- */

static int verify(struct page *p, struct index_walk *w, struct index_walked *r)
{
	uint32_t to;

	if (index_begin_read(p->db) != 0)
		return -1;
	index_walk_begun(p->db, w);
	if (read_rows(p, w) != 0 || cut_words(p) != 0)
		return -1;
	r->done = p->n == 0;
	to = r->done ? w->top : p->num[p->n - 1] + 1;
	if (check_columns(p, w->place, to) != 0 ||
	    (p->n > 0 && compare_words(p, &w->expected) != 0))
		return -1;
	index_end_read(p->db);
	w->place = to;
	r->looked = p->n;
	for (size_t i = 0; i < p->n; i++) {
		if (p->bad[i])
			r->bad[r->n_bad++] = p->id[i];
	}
	return 0;
}

int index_verify_messages(struct index *ix, uint64_t user_id,
    struct index_walk *w, struct index_walked *r_r, struct err *err)
{
	struct index_db *db = index_acquire(ix, user_id, err);
	struct page *p;
	int rc;

	*r_r = (struct index_walked){.looked = 0};
	if (db == NULL)
		return -1;
	p = xcalloc(1, sizeof *p);
	p->db = db;
	p->a = arena_new(64u << 20);
	batch_init(&p->words, db);
	rc = verify(p, w, r_r);
	batch_deinit(&p->words);
	bytes_free(&p->freqs);
	bytes_free(&p->pos);
	arena_free(&p->a);
	free(p);
	return rc == 0 ? 0 : index_failed(db, "verify the index", err);
}
