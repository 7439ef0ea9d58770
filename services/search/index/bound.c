/* bound.c - what the messages of a window can score at most.
 *
 * The impacts of blocks bound what each phrase adds to COLS_TOP neighbouring
 * messages (block-max pruning over fixed intervals: Chakrabarti, Chaudhuri
 * and Ganti, "Interval-based Pruning for Top-k Processing over Compressed
 * Lists", ICDE 2011). Phrases are scored the weightiest first, and what is
 * left to come is known after each, so a message is struck out as soon as it
 * can't get among the best (MaxScore: Turtle and Flood, "Query Evaluation:
 * Strategies and Optimizations", IPM 1995). It changes no result.
 */
#include "services/search/index/find.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDING 1.000001 /* sums of bounds and of scores round differently */

static double block_bound(const struct find *f, const struct block *b)
{
	double best = 0;

	if (b->n_pairs == 0)
		return INDEX_SATURATED;
	for (unsigned i = 0; i < b->n_pairs; i++) {
		double freq = block_f(b->pair[i].f);
		double s = isinf(freq) ? INDEX_SATURATED
				       : index_saturate(freq,
					     f->bounds.len_of[b->pair[i].len],
					     f->mean_len);

		best = MAX(best, s);
	}
	return best;
}

/* The most that one list adds, to each interval: its highest block there. */
static int bound_list(struct find *f, const struct plist *l, uint32_t lo,
    const uint64_t *candidates, double bound[FIND_TOPS])
{
	uint32_t hi = lo + PLAN_WINDOW - 1;
	double most[FIND_TOPS] = {0};
	struct list_iter it;
	struct block b;
	int rc;

	list_begin(&it, f->db, l, lo, hi);
	while ((rc = list_next(&it, &b)) == 1) {
		uint32_t from = MAX(b.first, lo) - lo;
		uint32_t to = MIN(b.last, hi) - lo;
		double s;

		if (!bits_any(candidates, from, to))
			continue;
		s = block_bound(f, &b);
		for (uint32_t i = from / COLS_TOP; i <= to / COLS_TOP; i++)
			most[i] = MAX(most[i], s);
	}
	for (size_t i = 0; i < FIND_TOPS; i++)
		bound[i] += most[i];
	return rc;
}

static int bound_phrase(struct find *f, const struct plan_phrase *ph,
    uint32_t lo, const uint64_t *candidates, double sum[FIND_TOPS])
{
	const struct place *place = ph->expr->places;
	double bound[FIND_TOPS] = {0}, weight = index_phrase_weight(ph);
	bool word = ph->expr->kind == EXPR_WORD && place->n <= PLAN_MANY_LISTS;

	for (size_t i = 0; word && i < place->n; i++) {
		const struct plist *l = &place->lists[i];

		if (l->lo < lo + PLAN_WINDOW && l->hi >= lo &&
		    bound_list(f, l, lo, candidates, bound) != 0)
			return -1;
	}
	for (size_t i = 0; i < FIND_TOPS; i++)
		sum[i] += weight * (word ? MIN(bound[i], INDEX_SATURATED)
					 : INDEX_SATURATED);
	return 0;
}

void index_bound_init(struct find *f)
{
	size_t n = f->plan.n_phrases;

	f->bounds.order = ARENA_ARRAY(f->a, uint16_t, n + 1);
	f->bounds.rest = arena_alloc(f->a, (n + 1) * sizeof *f->bounds.rest);
	memset(f->bounds.rest[n], 0, sizeof f->bounds.rest[n]);
	for (size_t i = 0; i < ARRAY_LEN(f->bounds.len_of); i++)
		f->bounds.len_of[i] = block_len((uint8_t)i);
	for (size_t i = 0; i < n; i++) {
		double weight = index_phrase_weight(&f->plan.phrases[i]);
		size_t at = i;

		for (; at > 0 &&
		       index_phrase_weight(
			   &f->plan.phrases[f->bounds.order[at - 1]]) < weight;
		     at--)
			f->bounds.order[at] = f->bounds.order[at - 1];
		f->bounds.order[at] = (uint16_t)i;
	}
}

int index_bound_window(
    struct find *f, uint32_t lo, uint64_t candidates[PLAN_WORDS])
{
	const struct cols *c = f->db->cols;

	f->bounds.any = f->n_found == f->max && !f->no_prune;
	if (!f->bounds.any)
		return 0;
	for (size_t i = f->plan.n_phrases; i-- > 0;) {
		memcpy(f->bounds.rest[i], f->bounds.rest[i + 1],
		    sizeof f->bounds.rest[i]);
		if (bound_phrase(f, &f->plan.phrases[f->bounds.order[i]], lo,
			candidates, f->bounds.rest[i]) != 0)
			return -1;
	}
	for (uint32_t i = 0; i < FIND_TOPS; i++) {
		uint32_t top = lo / COLS_TOP + i;
		uint64_t *mine = candidates + i * COLS_TOP / 64;
		double most;

		if (lo + i * COLS_TOP >= c->alloc)
			break;
		if (!bits_any(mine, 0, COLS_TOP - 1))
			continue;
		f->bounds.factor[i] =
		    c->top_boost[top] * ROUNDING *
		    index_recency_factor(f->cursor.now_ms - c->top_date[top]);
		most = f->bounds.rest[0][i] * f->bounds.factor[i];
		if (most < f->found[0].score ||
		    (most <= f->found[0].score &&
			c->top_date[top] < f->found[0].date_ms))
			memset(mine, 0, COLS_TOP / 8);
	}
	return 0;
}

void index_bound_strike(
    const struct find *f, size_t scored, uint64_t candidates[PLAN_WORDS])
{
	if (!f->bounds.any)
		return;
	for (uint32_t k = 0; k < PLAN_WORDS; k++) {
		double rest = f->bounds.rest[scored][k * 64 / COLS_TOP];
		double factor = f->bounds.factor[k * 64 / COLS_TOP];

		for (uint64_t left = candidates[k]; left != 0;
		     left &= left - 1) {
			double so_far =
			    f->acc[k * 64 + (uint32_t)__builtin_ctzll(left)];

			if ((so_far + rest) * factor < f->found[0].score)
				candidates[k] &= ~(left & -left);
		}
	}
}
