/* eval.h - an expression's messages in one window, as a bitmap. */
#ifndef SEARCH_INDEX_EVAL_H
#define SEARCH_INDEX_EVAL_H

#include "services/search/index/plan.h"

/* ---- eval.c ---- */

static inline bool bits_any(const uint64_t *bits, uint32_t from, uint32_t to)
{
	uint32_t a = from / 64, b = to / 64;
	uint64_t head = ~UINT64_C(0) << from % 64;
	uint64_t tail = ~UINT64_C(0) >> (63 - to % 64);

	if (a == b)
		return (bits[a] & head & tail) != 0;
	if ((bits[a] & head) != 0 || (bits[b] & tail) != 0)
		return true;
	for (a++; a < b; a++) {
		if (bits[a] != 0)
			return true;
	}
	return false;
}

/* Those of `within` that the expression has, in the window from lo on. 0 or -1
 * (SQLite's error, or damaged). */
MUST_CHECK int plan_eval(struct plan *p, struct expr *e, uint32_t lo,
    const uint64_t within[PLAN_WORDS], uint64_t out[PLAN_WORDS]);
/* Postings of one place. */
MUST_CHECK int plan_eval_place(struct plan *p, struct place *place,
    uint32_t mask, uint32_t lo, const uint64_t *within, uint64_t *out);
/* All messages of a window that are there, up to number `top`. */
void plan_alive(
    const struct plan *p, uint32_t lo, uint32_t top, uint64_t out[PLAN_WORDS]);

/* ---- phrase.c ---- */

MUST_CHECK int plan_eval_phrase(struct plan *p, struct expr *e, uint32_t lo,
    const uint64_t *within, uint64_t *out);
MUST_CHECK int plan_eval_near(struct plan *p, struct expr *e, uint32_t lo,
    const uint64_t *within, uint64_t *out);

/* ---- header.c ---- */

MUST_CHECK int plan_eval_regex(struct plan *p, struct expr *e, uint32_t lo,
    const uint64_t *within, uint64_t *out);

#endif
