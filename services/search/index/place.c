/* place.c - the words of a query, found in the segments. */
#include "services/search/index/plan.h"

#include "common/base/die.h"

#include <stdlib.h>

struct places {
	struct plan *p;
	struct place *v;
	size_t n;
	const char *form[PLAN_MAX_PLACES][2];
	size_t form_n[PLAN_MAX_PLACES][2];
	size_t forms[PLAN_MAX_PLACES];
};

static int on_token(
    void *ctx, int flags, const char *token, int n, int start, int end)
{
	struct places *w = ctx;
	size_t at;

	(void)start, (void)end;
	if ((flags & FTS5_TOKEN_COLOCATED) == 0 && w->n++ == PLAN_MAX_PLACES) {
		w->n = PLAN_MAX_PLACES;
		return SQLITE_DONE;
	}
	at = w->n - 1;
	if (w->forms[at] < 2) {
		w->form[at][w->forms[at]] =
		    arena_memdup(w->p->a, token, (size_t)n);
		w->form_n[at][w->forms[at]++] = (size_t)n;
	}
	return SQLITE_OK;
}

/* ---- lists ---- */

static int take_forms(struct places *w, size_t at, struct place *place)
{
	struct lists found[2];
	size_t n = 0;

	for (size_t i = 0; i < w->forms[at]; i++) {
		if (seg_lists(w->p->db, w->p->a, w->form[at][i],
			w->form_n[at][i], &found[i]) != 0)
			return -1;
		n += found[i].n;
	}
	place->lists = ARENA_ARRAY(w->p->a, struct plist, n + 1);
	for (size_t i = 0; i < w->forms[at]; i++) {
		memcpy(place->lists + place->n, found[i].v,
		    found[i].n * sizeof *place->lists);
		place->n += found[i].n;
		place->df += found[i].df;
	}
	return 0;
}

static void push(
    struct plan *p, struct place *place, size_t *alloc, const struct plist *l)
{
	if (place->n == *alloc) {
		struct plist *more =
		    ARENA_ARRAY(p->a, struct plist, *alloc * 2 + 64);

		if (*alloc > 0)
			memcpy(more, place->lists, *alloc * sizeof *more);
		place->lists = more;
		*alloc = *alloc * 2 + 64;
	}
	place->lists[place->n++] = *l;
	place->df += l->df;
}

/* Words of one leaf that begin so: 1 when the leaf ends among them, 0 when they
 * are all, -1 on error. */
static int take_leaf(struct plan *p, const struct seg *s, int64_t id,
    const uint8_t *prefix, size_t n, struct place *place, size_t *alloc)
{
	const uint8_t *row;
	struct leaf leaf;
	size_t bytes;
	int rc;

	if (seg_row(p->db, id, &row, &bytes) != 0)
		return -1;
	if (leaf_open(&leaf, row, bytes) != 0)
		return seg_damaged(p->db);
	for (rc = leaf_seek(&leaf, prefix, n); rc == 1; rc = leaf_next(&leaf)) {
		struct plist l;

		if (leaf.term_n < n || memcmp(leaf.term, prefix, n) != 0)
			return 0;
		if (place->n == PLAN_MAX_SCAN) {
			p->cut = true;
			return 0;
		}
		if (!seg_has(p->db, s, leaf.term, leaf.term_n))
			continue;
		if (list_of_leaf(p->a, s, &leaf, &l) != 0)
			return seg_damaged(p->db);
		push(p, place, alloc, &l);
	}
	return rc < 0 ? seg_damaged(p->db) : 1;
}

static int by_df(const void *a, const void *b)
{
	const struct plist *x = a, *y = b;

	if (x->df != y->df)
		return x->df > y->df ? -1 : 1;
	return x->lo > y->lo ? -1 : x->lo < y->lo;
}

/* Keeps the longest lists. */
static void keep_most(struct plan *p, struct place *place)
{
	if (place->n <= PLAN_MAX_LISTS)
		return;
	qsort(place->lists, place->n, sizeof *place->lists, by_df);
	place->n = PLAN_MAX_LISTS;
	place->df = 0;
	for (size_t i = 0; i < place->n; i++)
		place->df += place->lists[i].df;
	p->cut = true;
}

static int take_prefix(
    struct plan *p, const char *prefix, size_t n, struct place *place)
{
	const uint8_t *want = (const uint8_t *)prefix;
	size_t alloc = 0;

	for (size_t i = p->db->n_segs; i-- > 0;) { /* the newest first */
		const struct seg *s = &p->db->segs[i];
		uint8_t key[SEG_TERM];
		size_t key_n = n;
		int64_t id;
		int rc = seg_leaf_of(p->db, s->id, want, n, &id);

		memcpy(key, want, n);
		if (rc == 0)
			rc = seg_leaf_after(
			    p->db, s->id, key, key_n, &id, key, &key_n);
		while (rc == 1) {
			rc = take_leaf(p, s, id, want, n, place, &alloc);
			if (rc == 1)
				rc = seg_leaf_after(
				    p->db, s->id, key, key_n, &id, key, &key_n);
		}
		if (rc < 0)
			return -1;
	}
	keep_most(p, place);
	return 0;
}

/* ---- an expression ---- */

static struct expr *expr_of(struct places *w, uint32_t mask, bool places)
{
	struct expr *e = ARENA_NEW(w->p->a, struct expr);

	e->kind = w->n == 0              ? EXPR_ALL
		  : w->n == 1 && !places ? EXPR_WORD
					 : EXPR_PHRASE;
	e->mask = mask;
	e->places = w->v;
	e->n_places = w->n;
	e->window = -1;
	e->cost = INT64_MAX;
	for (size_t i = 0; i < w->n; i++)
		e->cost = MIN(e->cost, w->v[i].df);
	return e;
}

struct expr *plan_words(struct plan *p, const char *text, bool exact,
    bool prefix, uint32_t mask, bool places)
{
	struct places w = {.p = p};
	const char *marked = text;

	if (exact && !prefix)
		marked = arena_printf(p->a, "%c%s", INDEX_MARK_EXACT, text);
	index_tokenize(p->db,
	    FTS5_TOKENIZE_QUERY | (prefix ? FTS5_TOKENIZE_PREFIX : 0), marked,
	    (int)strlen(marked), &w, on_token);
	w.v = ARENA_ARRAY(p->a, struct place, w.n + 1);
	for (size_t i = 0; i < w.n; i++) {
		bool open = prefix && i + 1 == w.n;

		if ((open ? take_prefix(
				p, w.form[i][0], w.form_n[i][0], &w.v[i])
			  : take_forms(&w, i, &w.v[i])) != 0)
			return NULL;
		if (w.v[i].n == 0)
			break; /* found nowhere: the rest doesn't matter */
	}
	return expr_of(&w, mask, places);
}
