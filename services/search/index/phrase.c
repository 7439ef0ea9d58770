/* phrase.c - words one behind the other, and words near each other.
 *
 * First the messages that have all the words; of those, the places of the
 * rarest word, as if the phrase began there; then each other word strikes out
 * the beginnings that it does not follow. One list is read at a time.
 */
#include "services/search/index/eval.h"

#include <stdlib.h>
#include <string.h>

#define COLUMN_SHIFT 24

/* ---- places of one word ---- */

struct reading {
	struct plan *p;
	struct expr *e;
	uint32_t lo;
	const uint64_t *within;
	uint32_t offset; /* of the word in the phrase */
	bool first;      /* collect; else strike out */
	uint8_t *kept;   /* beginnings that this word follows */
	size_t at;       /* in e->occ */
};

static void collect(struct expr *e, struct arena *a, uint32_t num, uint32_t at)
{
	if (e->n_occ == e->alloc_occ) {
		size_t alloc = e->alloc_occ * 2 + 256;
		struct occurrence *more =
		    ARENA_ARRAY(a, struct occurrence, alloc);

		if (e->n_occ > 0)
			memcpy(more, e->occ, e->n_occ * sizeof *more);
		e->occ = more;
		e->alloc_occ = alloc;
	}
	e->occ[e->n_occ++] = (struct occurrence){num, at};
}

static int compare(struct occurrence x, struct occurrence y)
{
	if (x.num != y.num)
		return x.num < y.num ? -1 : 1;
	return x.at < y.at ? -1 : x.at > y.at;
}

static void see(struct reading *r, uint32_t num, uint32_t column, uint32_t at)
{
	struct occurrence o = {num, column << COLUMN_SHIFT | (at - r->offset)};

	if (at < r->offset)
		return;
	if (r->first) {
		collect(r->e, r->p->a, o.num, o.at);
		return;
	}
	while (r->at < r->e->n_occ && compare(r->e->occ[r->at], o) < 0)
		r->at++;
	if (r->at < r->e->n_occ && compare(r->e->occ[r->at], o) == 0)
		r->kept[r->at] = 1;
}

/* The places of one message. */
static int read_places(struct reading *r, uint32_t num,
    const struct block_freq *freq, const uint8_t **pos, const uint8_t *end)
{
	for (uint32_t left = freq->mask; left != 0; left &= left - 1) {
		uint32_t c = (uint32_t)__builtin_ctz(left), at = 0, gap;

		if ((r->e->mask & 1u << c) == 0) {
			if (block_skip(pos, end, freq->count[c]) != 0)
				return -1;
			continue;
		}
		for (uint32_t i = 0; i < freq->count[c]; i++) {
			if (block_gap(pos, end, &gap) != 0 ||
			    at + gap >= 1u << COLUMN_SHIFT)
				return -1;
			at += gap;
			see(r, num, c, at);
		}
	}
	return 0;
}

static int read_block(struct reading *r, const struct block *b)
{
	const uint8_t *f = b->freqs, *pos = b->pos;
	uint32_t doc[BLOCK_DOCS];

	if (block_docs(b, doc) != 0)
		return -1;
	r->p->spent += 2 * b->n;
	for (uint32_t i = 0; i < b->n; i++) {
		uint32_t at = doc[i] - r->lo;
		struct block_freq freq;

		if (block_freq(&f, b->pos, INDEX_COLUMN_BODY, &freq) != 0)
			return -1;
		r->p->spent += PLAN_PLACE_COST * freq.total;
		if (at >= PLAN_WINDOW ||
		    (r->within[at / 64] >> at % 64 & 1) == 0) {
			if (block_skip(&pos, b->end, freq.total) != 0)
				return -1;
		} else if (read_places(r, doc[i], &freq, &pos, b->end) != 0) {
			return -1;
		}
	}
	return 0;
}

static int read_list(struct reading *r, const struct plist *l)
{
	uint32_t hi = r->lo + PLAN_WINDOW - 1;
	struct list_iter it;
	struct block b;
	int rc;

	r->at = 0;
	list_begin(&it, r->p->db, l, r->lo, hi);
	while ((rc = list_next(&it, &b)) == 1) {
		r->p->spent++;
		if (bits_any(r->within, MAX(b.first, r->lo) - r->lo,
			MIN(b.last, hi) - r->lo) &&
		    read_block(r, &b) != 0)
			return seg_damaged(r->p->db);
	}
	return rc;
}

/* ---- a phrase ---- */

static int by_place(const void *a, const void *b)
{
	const struct occurrence *x = a, *y = b;

	return compare(*x, *y);
}

static int first_word(struct reading *r, const struct place *place)
{
	size_t lists = 0, kept = 0;
	struct expr *e = r->e;

	e->n_occ = 0;
	r->first = true;
	for (size_t i = 0; i < place->n; i++) {
		const struct plist *l = &place->lists[i];

		if (l->lo >= r->lo + PLAN_WINDOW || l->hi < r->lo)
			continue;
		lists++;
		if (read_list(r, l) != 0)
			return -1;
	}
	if (lists < 2 || e->n_occ == 0)
		return 0;
	qsort(e->occ, e->n_occ, sizeof *e->occ, by_place);
	for (size_t i = 0; i < e->n_occ; i++) {
		if (i == 0 || compare(e->occ[i], e->occ[kept - 1]) != 0)
			e->occ[kept++] = e->occ[i];
	}
	e->n_occ = kept;
	return 0;
}

static int other_word(struct reading *r, const struct place *place)
{
	struct expr *e = r->e;
	size_t kept = 0;

	r->first = false;
	r->kept = ARENA_ARRAY(r->p->a, uint8_t, e->n_occ + 1);
	for (size_t i = 0; i < place->n; i++) {
		const struct plist *l = &place->lists[i];

		if (l->lo < r->lo + PLAN_WINDOW && l->hi >= r->lo &&
		    read_list(r, l) != 0)
			return -1;
	}
	for (size_t i = 0; i < e->n_occ; i++) {
		if (r->kept[i] != 0)
			e->occ[kept++] = e->occ[i];
	}
	e->n_occ = kept;
	return 0;
}

static void mark(const struct expr *e, uint32_t lo, uint64_t *out)
{
	memset(out, 0, PLAN_WINDOW / 8);
	for (size_t i = 0; i < e->n_occ; i++) {
		uint32_t at = e->occ[i].num - lo;

		out[at / 64] |= UINT64_C(1) << at % 64;
	}
}

static size_t rarest(const struct expr *e)
{
	size_t best = 0;

	for (size_t i = 1; i < e->n_places; i++) {
		if (e->places[i].df < e->places[best].df)
			best = i;
	}
	return best;
}

int plan_eval_phrase(struct plan *p, struct expr *e, uint32_t lo,
    const uint64_t *within, uint64_t *out)
{
	struct reading r = {.p = p, .e = e, .lo = lo, .within = out};
	size_t rare = rarest(e);
	uint64_t left[PLAN_WORDS];

	e->window = lo;
	e->n_occ = 0;
	memcpy(out, within, PLAN_WINDOW / 8);
	for (size_t i = 0; i < e->n_places; i++) {
		/* the rarest, then from the front */
		size_t at = i == 0 ? rare : i <= rare ? i - 1 : i;

		memcpy(left, out, sizeof left);
		if (plan_eval_place(
			p, &e->places[at], e->mask, lo, left, out) != 0)
			return -1;
		if (!bits_any(out, 0, PLAN_WINDOW - 1))
			return 0;
	}
	r.offset = (uint32_t)rare;
	if (first_word(&r, &e->places[rare]) != 0)
		return -1;
	for (size_t i = 0; i < e->n_places && e->n_occ > 0; i++) {
		r.offset = (uint32_t)i;
		if (i != rare && other_word(&r, &e->places[i]) != 0)
			return -1;
	}
	mark(e, lo, out);
	return 0;
}

/* ---- near ---- */

static bool is_near(
    const struct expr *e, struct occurrence x, struct occurrence y)
{
	const struct expr *first = e->kids[0], *second = e->kids[1];
	int64_t between;

	if (x.num != y.num ||
	    OCCURRENCE_COLUMN(x.at) != OCCURRENCE_COLUMN(y.at))
		return false;
	between = x.at <= y.at
		      ? (int64_t)y.at - x.at - (int64_t)first->n_places
		      : (int64_t)x.at - y.at - (int64_t)second->n_places;
	return between <= e->lo;
}

int plan_eval_near(struct plan *p, struct expr *e, uint32_t lo,
    const uint64_t *within, uint64_t *out)
{
	struct expr *a = e->kids[0], *b = e->kids[1];
	uint64_t left[PLAN_WORDS];
	size_t k = 0;

	b->n_occ = 0;
	b->window = lo;
	if (plan_eval_phrase(p, a, lo, within, left) != 0 ||
	    plan_eval_phrase(p, b, lo, left, out) != 0)
		return -1;
	memset(out, 0, PLAN_WINDOW / 8);
	for (size_t i = 0; i < a->n_occ; i++) {
		uint32_t at = a->occ[i].num - lo;

		/* The nearest are the ones on either side. */
		while (k < b->n_occ && compare(b->occ[k], a->occ[i]) < 0)
			k++;
		if ((k < b->n_occ && is_near(e, a->occ[i], b->occ[k])) ||
		    (k > 0 && is_near(e, a->occ[i], b->occ[k - 1])))
			out[at / 64] |= UINT64_C(1) << at % 64;
	}
	return 0;
}
