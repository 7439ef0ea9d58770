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
    uint32_t lo, const uint64_t *within, uint64_t *out)
{
	bool all = mask == (1u << INDEX_N_COLUMNS) - 1;
	const uint8_t *f = b->freqs;
	uint32_t doc[BLOCK_DOCS];

	if (block_docs(b, doc) != 0)
		return seg_damaged(p->db);
	p->spent += all ? b->n : 2 * b->n;
	for (uint32_t i = 0; i < b->n; i++) {
		uint32_t at = doc[i] - lo;
		struct block_freq freq;

		if (!all &&
		    block_freq(&f, b->pos, INDEX_COLUMN_BODY, &freq) != 0)
			return seg_damaged(p->db);
		if (at >= PLAN_WINDOW || (!all && (freq.mask & mask) == 0))
			continue;
		out[at / 64] |= UINT64_C(1) << at % 64 & within[at / 64];
	}
	return 0;
}

int plan_eval_place(struct plan *p, const struct place *place, uint32_t mask,
    uint32_t lo, const uint64_t *within, uint64_t *out)
{
	uint32_t hi = lo + PLAN_WINDOW - 1;

	memset(out, 0, PLAN_WINDOW / 8);
	for (size_t i = 0; i < place->n; i++) {
		const struct plist *l = &place->lists[i];
		struct list_iter it;
		struct block b;
		int rc;

		if (l->lo > hi || l->hi < lo)
			continue;
		list_begin(&it, p->db, l, lo, hi);
		while ((rc = list_next(&it, &b)) == 1) {
			p->spent += PLAN_BLOCK_COST;
			if (bits_any(within, MAX(b.first, lo) - lo,
				MIN(b.last, hi) - lo) &&
			    take_block(p, &b, mask, lo, within, out) != 0)
				return -1;
		}
		if (rc < 0)
			return -1;
	}
	return 0;
}

/* ---- rows ---- */

static int64_t value(const struct cols *c, enum query_op op, uint32_t num)
{
	switch ((int)op) {
	case QUERY_OP_SIZE:
		return c->size[num];
	case QUERY_OP_PRIORITY:
		return c->priority[num];
	case QUERY_OP_RISK:
		return c->risk[num];
	default:
		return c->date_ms[num];
	}
}

static bool in_span(const struct cols *c, const struct expr *e, uint32_t num)
{
	int64_t v = value(c, e->op, num);

	return v >= e->lo && v <= e->hi;
}

static bool is_named(const struct cols *c, const struct expr *e, uint32_t num)
{
	return (e->op == QUERY_OP_CATEGORY  ? c->category[num]
		   : e->op == QUERY_OP_RISK ? c->level[num]
					    : c->band[num]) == e->lo;
}

static bool has(const struct cols *c, const struct expr *e, uint32_t num)
{
	switch ((int)e->kind) {
	case EXPR_SPAN:
		return in_span(c, e, num);
	case EXPR_NAME:
		return is_named(c, e, num);
	default:
		return (c->flags[num] & (uint64_t)e->lo) != 0;
	}
}

/* Older than all that the span wants: 64 messages at once. */
static bool is_too_old(const struct cols *c, const struct expr *e, uint32_t num)
{
	return e->kind == EXPR_SPAN &&
	       value(c, e->op, num) == c->date_ms[num] &&
	       e->op == QUERY_OP_AFTER && c->top_date[num / COLS_TOP] < e->lo;
}

static void eval_rows(struct plan *p, const struct expr *e, uint32_t lo,
    const uint64_t *within, uint64_t *out)
{
	const struct cols *c = p->db->cols;

	for (uint32_t i = 0; i < PLAN_WORDS; i++) {
		uint64_t left = within[i], bits = 0;

		if (left != 0 && is_too_old(c, e, lo + i * 64))
			left = 0;
		for (; left != 0; left &= left - 1) {
			unsigned bit = (unsigned)__builtin_ctzll(left);

			if (has(c, e, lo + i * 64 + bit))
				bits |= UINT64_C(1) << bit;
		}
		out[i] = bits;
	}
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
	case EXPR_NAME:
	case EXPR_SPAN:
		eval_rows(p, e, lo, within, out);
		return 0;
	}
	return -1;
}
