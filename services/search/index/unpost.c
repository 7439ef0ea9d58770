/* unpost.c - messages out of the postings, at once and physically.
 *
 * Their texts say in which lists they are. Leaf by leaf, those lists are
 * written again without them; all else of a leaf is copied.
 */
#include "common/base/die.h"
#include "services/search/index/batch.h"
#include "services/search/index/segw.h"

#include <stdlib.h>

/* The words of a batch in order, and who has them. */
struct gone {
	struct index_db *db;
	struct batch words;
	uint32_t *order;
	const uint32_t *nums;
	size_t n;
	struct seg *s;
};

static const uint8_t *word_at(const struct gone *g, size_t i, size_t *n_r)
{
	const struct batch_word *w = &g->words.word[g->order[i]];

	*n_r = w->n;
	return g->words.pool.p + w->at;
}

static bool is_gone(const struct gone *g, uint32_t num)
{
	size_t from = 0, to = g->n;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (g->nums[mid] == num)
			return true;
		if (g->nums[mid] < num)
			from = mid + 1;
		else
			to = mid;
	}
	return false;
}

/* ---- a list ---- */

static int keep_postings(
    struct gone *g, const struct block *b, struct block_maker *m, uint32_t *df)
{
	uint32_t doc[BLOCK_DOCS];
	const uint8_t *f = b->freqs, *p = b->pos;

	if (block_docs(b, doc) != 0)
		return seg_damaged(g->db);
	for (uint32_t i = 0; i < b->n; i++) {
		const uint8_t *f0 = f, *p0 = p;
		struct block_freq freq;

		if (block_freq(&f, b->pos, INDEX_COLUMN_BODY, &freq) != 0 ||
		    block_skip(&p, b->end, freq.total) != 0)
			return seg_damaged(g->db);
		if (is_gone(g, doc[i])) {
			--*df;
			continue;
		}
		bytes_add(&m->freqs, f0, (size_t)(f - f0));
		bytes_add(&m->pos, p0, (size_t)(p - p0));
		block_maker_add(m, doc[i], index_impact(g->db, doc[i], &freq));
	}
	block_maker_flush(m);
	return 0;
}

static bool any_gone(const struct gone *g, uint32_t first, uint32_t last)
{
	for (size_t i = 0; i < g->n; i++) {
		if (g->nums[i] >= first && g->nums[i] <= last)
			return true;
	}
	return false;
}

/* Blocks without those that are gone, into m->out. */
static int keep_blocks(struct gone *g, const uint8_t *p, size_t n,
    struct block_maker *m, uint32_t *df)
{
	const uint8_t *end = p + n;

	m->out.n = 0;
	while (p < end) {
		const uint8_t *from = p;
		struct block b;

		if (block_open(&p, end, &b) != 0)
			return seg_damaged(g->db);
		if (!any_gone(g, b.first, b.last))
			bytes_add(&m->out, from, (size_t)(p - from));
		else if (keep_postings(g, &b, m, df) != 0)
			return -1;
	}
	return 0;
}

static int keep_parts(struct gone *g, const struct leaf *leaf,
    struct block_maker *m, uint32_t *df)
{
	struct arena *a = arena_new(16u << 20);
	struct plist l;
	int rc = list_of_leaf(a, g->s, leaf, &l) == 0 ? 0 : seg_damaged(g->db);

	for (size_t i = 0; rc == 0 && i < l.n_parts; i++) {
		const uint8_t *p;
		size_t n;

		if (!any_gone(g, l.parts[i].first, l.parts[i].last))
			continue;
		if (seg_row(g->db, l.parts[i].id, &p, &n) != 0 ||
		    keep_blocks(g, p, n, m, df) != 0 ||
		    segw_put_row(g->db, l.parts[i].id, m->out.p, m->out.n) != 0)
			rc = -1;
	}
	arena_free(&a);
	return rc;
}

/* ---- a leaf ---- */

struct rewrite {
	struct bytes out;
	uint8_t last[SEG_TERM];
	size_t last_n, n_entries;
	uint16_t restart[SEG_ROW / SEG_RESTART];
};

static void put_entry(struct rewrite *r, const struct leaf *leaf, uint32_t df,
    const uint8_t *load, size_t n)
{
	bool restart = r->n_entries % SEG_RESTART == 0;

	if (restart)
		r->restart[r->n_entries / SEG_RESTART] = (uint16_t)r->out.n;
	r->n_entries++;
	segw_entry(
	    &r->out, r->last, r->last_n, restart, leaf->term, leaf->term_n, df);
	bytes_varint(&r->out, leaf->n_parts > 0
				  ? (uint64_t)leaf->n_parts << 1 | 1
				  : (uint64_t)n << 1);
	bytes_add(&r->out, load, n);
	memcpy(r->last, leaf->term, leaf->term_n);
	r->last_n = leaf->term_n;
}

static int drop_leaf(struct index_db *db, int64_t seg, int64_t id)
{
	static const char *const sql[] = {"DELETE FROM blocks WHERE id = ?2",
	    "DELETE FROM dict WHERE seg = ?1 AND block = ?2"};

	for (size_t i = 0; i < ARRAY_LEN(sql); i++) {
		sqlite3_stmt *q = index_stmt(db, sql[i]);

		if (q == NULL)
			return -1;
		if (i > 0)
			sqlite3_bind_int64(q, 1, seg);
		sqlite3_bind_int64(q, 2, id);
		if (index_run(q) != 0)
			return -1;
	}
	return 0;
}

/* Copies the leaf's words; the lists of words[*at...] that it has without
 * those that are gone. *at ends behind its last word. */
static int rewrite_words(
    struct gone *g, struct leaf *leaf, struct rewrite *r, size_t *at)
{
	struct block_maker m;
	int rc;

	block_maker_init(&m);
	while ((rc = leaf_next(leaf)) == 1) {
		uint32_t df = leaf->df;
		int order = -1;

		while (*at < g->words.n_words) {
			size_t n;
			const uint8_t *word = word_at(g, *at, &n);

			order = seg_compare(leaf->term, leaf->term_n, word, n);
			if (order <= 0)
				break;
			++*at;
		}
		if (*at == g->words.n_words || order != 0) {
			put_entry(r, leaf, df, leaf->load, leaf->load_n);
			continue;
		}
		rc = leaf->n_parts > 0
			 ? keep_parts(g, leaf, &m, &df)
			 : keep_blocks(g, leaf->load, leaf->load_n, &m, &df);
		if (rc != 0)
			break;
		if (leaf->n_parts > 0)
			put_entry(r, leaf, df, leaf->load, leaf->load_n);
		else if (df > 0)
			put_entry(r, leaf, df, m.out.p, m.out.n);
	}
	block_maker_deinit(&m);
	return rc < 0 && !g->db->damaged ? seg_damaged(g->db) : rc;
}

/* The leaf with the word at *at. */
static int rewrite_leaf(struct gone *g, int64_t id, size_t *at)
{
	struct rewrite r = {.n_entries = 0};
	struct bytes row = {NULL, 0, 0};
	struct leaf leaf;
	const uint8_t *p;
	size_t n;
	int rc;

	if (seg_row(g->db, id, &p, &n) != 0)
		return -1;
	bytes_add(&row, p, n);
	rc = leaf_open(&leaf, row.p, n) == 0 ? rewrite_words(g, &leaf, &r, at)
					     : seg_damaged(g->db);
	if (rc == 0 && r.n_entries > 0) {
		segw_offsets(&r.out, r.restart,
		    (r.n_entries + SEG_RESTART - 1) / SEG_RESTART);
		rc = segw_put_row(g->db, id, r.out.p, r.out.n);
	} else if (rc == 0) {
		rc = drop_leaf(g->db, g->s->id, id);
	}
	bytes_free(&row);
	bytes_free(&r.out);
	return rc;
}

/* ---- a segment ---- */

static int rewrite_segment(struct gone *g)
{
	for (size_t at = 0; at < g->words.n_words;) {
		size_t n, was = at;
		const uint8_t *word = word_at(g, at, &n);
		int64_t id;
		int rc = 0;

		if (seg_has(g->db, g->s, word, n))
			rc = seg_leaf_of(g->db, g->s->id, word, n, &id);
		if (rc == 1)
			rc = rewrite_leaf(g, id, &at);
		if (rc < 0)
			return -1;
		at += at == was; /* behind the leaf's last word */
	}
	return 0;
}

int index_unpost(
    struct index_db *db, const uint32_t *nums, const struct texts *t, size_t n)
{
	struct gone g = {.db = db, .nums = nums, .n = n};
	int rc = 0;

	batch_init(&g.words, db);
	for (size_t i = 0; i < n; i++)
		batch_add(&g.words, (uint16_t)i, &t[i]);
	g.order = batch_sort(&g.words);
	for (size_t i = 0; rc == 0 && i < db->n_segs; i++) {
		g.s = &db->segs[i];
		if (any_gone(&g, g.s->lo, g.s->hi))
			rc = rewrite_segment(&g);
	}
	free(g.order);
	batch_deinit(&g.words);
	return rc;
}
