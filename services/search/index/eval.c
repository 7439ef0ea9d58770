/* eval.c - an expression over one window of messages, as bitmaps.
 *
 * Every node is asked only for messages that may still matter (`within`), so
 * beside a rare word the blocks of a common one are passed over unread.
 */
#include "services/search/index/eval.h"

#include "services/search/index/sets.h"

#include <string.h>

void plan_alive(
    const struct plan *p, uint32_t lo, uint32_t top, uint64_t out[PLAN_WORDS])
{
	const struct cols *c = p->db->cols;
	uint32_t n = c->alloc > lo ? MIN(c->alloc - lo, PLAN_WINDOW) : 0;

	memset(out, 0, PLAN_WINDOW / 8);
	memcpy(out, c->alive + lo / 64, n / 8);
	if (top < lo)
		memset(out, 0, PLAN_WINDOW / 8);
	else if (top - lo < PLAN_WINDOW - 1) {
		uint32_t at = top - lo + 1; /* the first that is too new */

		out[at / 64] &= (UINT64_C(1) << at % 64) - 1;
		for (uint32_t i = at / 64 + 1; i < PLAN_WORDS; i++)
			out[i] = 0;
	}
}

/* ---- postings ---- */

static int take_block(struct plan *p, const struct block *b, uint32_t mask,
    uint32_t lo, uint32_t n_bits, uint64_t *out)
{
	const uint8_t *f = b->freqs;
	uint32_t doc[BLOCK_DOCS];

	if (mask == (1u << INDEX_N_COLUMNS) - 1) {
		p->spent += b->width == BLOCK_BITMAP ? PLAN_BITMAP_COST : b->n;
		return block_bits(b, lo, n_bits, out) == 0 ? 0
							   : seg_damaged(p->db);
	}
	if (block_docs(b, doc) != 0)
		return seg_damaged(p->db);
	p->spent += 2 * b->n;
	for (uint32_t i = 0; i < b->n; i++) {
		uint32_t at = doc[i] - lo;
		struct block_freq freq;

		if (block_freq(&f, b->pos, INDEX_COLUMN_BODY, &freq) != 0)
			return seg_damaged(p->db);
		if (at < n_bits && (freq.mask & mask) != 0)
			out[at / 64] |= UINT64_C(1) << at % 64;
	}
	return 0;
}

/* within NULL: all. */
static int take_list(struct plan *p, const struct plist *l, uint32_t mask,
    uint32_t lo, uint32_t n_bits, const uint64_t *within, uint64_t *out)
{
	uint32_t hi = lo + n_bits - 1;
	struct list_iter it;
	struct block b;
	int rc;

	if (l->lo > hi || l->hi < lo)
		return 0;
	list_begin(&it, p->db, l, lo, hi);
	while ((rc = list_next(&it, &b)) == 1) {
		p->spent += PLAN_BLOCK_COST;
		if ((within == NULL || bits_any(within, MAX(b.first, lo) - lo,
					   MIN(b.last, hi) - lo)) &&
		    take_block(p, &b, mask, lo, n_bits, out) != 0)
			return -1;
	}
	return rc;
}

/* The short ones of many lists, together. */
static int gather(struct plan *p, struct place *place, uint32_t mask)
{
	uint32_t n_bits = (p->db->next / PLAN_WINDOW + 1) * PLAN_WINDOW;
	size_t at = 0;

	place->bits = ARENA_ARRAY(p->a, uint64_t, n_bits / 64);
	for (size_t i = 0; i < place->n; i++) {
		struct plist l = place->lists[i];

		if (l.n_parts == 0)
			continue;
		place->lists[i] = place->lists[at];
		place->lists[at++] = l;
	}
	place->n_each = at;
	for (size_t i = at; i < place->n; i++) {
		if (take_list(p, &place->lists[i], mask, 0, n_bits, NULL,
			place->bits) != 0)
			return -1;
	}
	return 0;
}

int plan_eval_place(struct plan *p, struct place *place, uint32_t mask,
    uint32_t lo, const uint64_t *within, uint64_t *out)
{
	memset(out, 0, PLAN_WINDOW / 8);
	if (place->n > PLAN_MANY_LISTS && place->bits == NULL &&
	    gather(p, place, mask) != 0)
		return -1;
	if (place->bits == NULL)
		place->n_each = place->n;
	else
		memcpy(out, place->bits + lo / 64, PLAN_WINDOW / 8);
	for (size_t i = 0; i < place->n_each; i++) {
		if (take_list(p, &place->lists[i], mask, lo, PLAN_WINDOW,
			within, out) != 0)
			return -1;
	}
	for (size_t i = 0; i < PLAN_WORDS; i++)
		out[i] &= within[i];
	return 0;
}

/* ---- rows ---- */

static bool in_span(const struct cols *c, const struct expr *e, uint32_t num)
{
	int64_t v;

	switch ((int)e->op) {
	case QUERY_OP_SIZE:
		v = c->size[num];
		break;
	case QUERY_OP_PRIORITY:
		v = c->priority[num];
		break;
	case QUERY_OP_RISK:
		v = c->risk[num];
		break;
	default:
		v = c->date_ms[num];
	}
	return v >= e->lo && v <= e->hi;
}

static bool is_named(const struct cols *c, const struct expr *e, uint32_t num)
{
	return (e->op == QUERY_OP_CATEGORY  ? c->category[num]
		   : e->op == QUERY_OP_RISK ? c->level[num]
					    : c->band[num]) == e->lo;
}

/* 64 messages. */
static uint64_t look_at(
    const struct cols *c, const struct expr *e, uint32_t num, uint64_t within)
{
	uint64_t bits = 0;

	for (uint64_t left = within; left != 0; left &= left - 1) {
		uint32_t at = num + (uint32_t)__builtin_ctzll(left);

		if (e->kind == EXPR_SPAN ? in_span(c, e, at)
					 : is_named(c, e, at))
			bits |= left & -left;
	}
	return bits;
}

static void eval_rows(struct plan *p, const struct expr *e, uint32_t lo,
    const uint64_t *within, uint64_t *out)
{
	const struct cols *c = p->db->cols;
	bool dates = plan_is_date(e);

	for (uint32_t i = 0; i < PLAN_WORDS; i++) {
		uint32_t num = lo + i * 64, top = num / COLS_TOP;

		out[i] = 0;
		if (within[i] == 0)
			continue;
		if (dates &&
		    (c->top_date[top] < e->lo || c->low_date[top] > e->hi))
			continue;
		if (dates && c->low_date[top] >= e->lo &&
		    c->top_date[top] <= e->hi)
			out[i] = within[i];
		else
			out[i] = look_at(c, e, num, within[i]);
	}
}

static void eval_flag(struct plan *p, const struct expr *e, uint32_t lo,
    const uint64_t *within, uint64_t *out)
{
	cols_flagged(p->db->cols, (uint32_t)e->lo, lo, out, PLAN_WORDS);
	for (size_t i = 0; i < PLAN_WORDS; i++)
		out[i] &= within[i];
}

static void eval_nums(
    const struct expr *e, uint32_t lo, const uint64_t *within, uint64_t *out)
{
	memset(out, 0, PLAN_WINDOW / 8);
	for (size_t i = 0; i < e->n_nums; i++) {
		uint32_t at = e->nums[i] - lo;

		if (at < PLAN_WINDOW)
			out[at / 64] |=
			    UINT64_C(1) << at % 64 & within[at / 64];
	}
}

static int eval_label(struct plan *p, const struct expr *e, uint32_t lo,
    const uint64_t *within, uint64_t *out)
{
	if (set_read(p->db, e->text, lo, PLAN_WINDOW, out) != 0)
		return -1;
	for (size_t i = 0; i < PLAN_WORDS; i++)
		out[i] &= within[i];
	return 0;
}

/* ---- lists ---- */

static int eval_and(struct plan *p, struct expr *e, uint32_t lo,
    const uint64_t *within, uint64_t *out)
{
	uint64_t left[PLAN_WORDS];

	memcpy(out, within, PLAN_WINDOW / 8);
	for (size_t i = 0; i < e->n_kids; i++) {
		memcpy(left, out, sizeof left);
		if (!bits_any(left, 0, PLAN_WINDOW - 1))
			return 0;
		if (plan_eval(p, e->kids[i], lo, left, out) != 0)
			return -1;
	}
	return 0;
}

static int eval_or(struct plan *p, struct expr *e, uint32_t lo,
    const uint64_t *within, uint64_t *out)
{
	uint64_t one[PLAN_WORDS];

	memset(out, 0, PLAN_WINDOW / 8);
	for (size_t i = 0; i < e->n_kids; i++) {
		if (plan_eval(p, e->kids[i], lo, within, one) != 0)
			return -1;
		for (size_t k = 0; k < PLAN_WORDS; k++)
			out[k] |= one[k];
	}
	return 0;
}

static int eval_not(struct plan *p, struct expr *e, uint32_t lo,
    const uint64_t *within, uint64_t *out)
{
	if (plan_eval(p, e->kids[0], lo, within, out) != 0)
		return -1;
	for (size_t i = 0; i < PLAN_WORDS; i++)
		out[i] = within[i] & ~out[i];
	return 0;
}

int plan_eval(struct plan *p, struct expr *e, uint32_t lo,
    const uint64_t within[PLAN_WORDS], uint64_t out[PLAN_WORDS])
{
	switch (e->kind) {
	case EXPR_ALL:
		memcpy(out, within, PLAN_WINDOW / 8);
		return 0;
	case EXPR_NONE:
		memset(out, 0, PLAN_WINDOW / 8);
		return 0;
	case EXPR_AND:
		return eval_and(p, e, lo, within, out);
	case EXPR_OR:
		return eval_or(p, e, lo, within, out);
	case EXPR_NOT:
		return eval_not(p, e, lo, within, out);
	case EXPR_WORD:
		return plan_eval_place(p, e->places, e->mask, lo, within, out);
	case EXPR_PHRASE:
		return plan_eval_phrase(p, e, lo, within, out);
	case EXPR_NEAR:
		return plan_eval_near(p, e, lo, within, out);
	case EXPR_REGEX:
		return plan_eval_regex(p, e, lo, within, out);
	case EXPR_LABEL:
		return eval_label(p, e, lo, within, out);
	case EXPR_NUMS:
		eval_nums(e, lo, within, out);
		return 0;
	case EXPR_FLAG:
		eval_flag(p, e, lo, within, out);
		return 0;
	case EXPR_NAME:
	case EXPR_SPAN:
		eval_rows(p, e, lo, within, out);
		return 0;
	}
	return -1;
}
