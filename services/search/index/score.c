/* score.c - BM25 over weighted columns, for the matches of one window.
 *
 *   score = sum over phrases of idf * f * (k1 + 1)
 *                               / (f + k1 * (1 - b + b * len / mean_len))
 *   f = sum over columns of weight * occurrences
 *   idf = ln(1 + (N - df + 0.5) / (df + 0.5))
 *
 * What can't get among the best is struck out before and between the phrases
 * (bound.c), and blocks without a candidate left are not read.
 */
#include "services/search/index/find.h"

#include <math.h>
#include <string.h>

#define BM25_B 0.75

#define X_WEIGHT(id, name, weight) weight,
static const double weights[INDEX_N_COLUMNS] = {INDEX_COLUMNS(X_WEIGHT)};
#undef X_WEIGHT
#define X_NAME(id, name, weight) name,
const char *const index_column_names[INDEX_N_COLUMNS] = {INDEX_COLUMNS(X_NAME)};
#undef X_NAME

double index_saturate(double f, double len, double mean_len)
{
	return f * (BM25_K1 + 1) /
	       (f + BM25_K1 * (1 - BM25_B + BM25_B * len / mean_len));
}

double index_phrase_weight(const struct plan_phrase *ph)
{
	/* The cursor keeps idf; what a ranking above us wants of a word is its
	 * own. */
	return ph->idf * (ph->node->weight > 0 ? ph->node->weight : 1);
}

double index_weighted(const struct block_freq *f, uint32_t mask)
{
	double sum = 0;

	if (f->mask == 1u << INDEX_COLUMN_BODY)
		return (mask & f->mask) != 0 ? f->total : 0;
	for (uint32_t left = f->mask & mask; left != 0; left &= left - 1) {
		unsigned c = (unsigned)__builtin_ctz(left);

		if (c < INDEX_N_COLUMNS)
			sum += weights[c] * f->count[c];
	}
	return sum;
}

/* ---- frequencies ---- */

static int add_block(struct find *f, const struct block *b, uint32_t mask,
    uint32_t lo, const uint64_t *candidates)
{
	const uint8_t *p = b->freqs;
	uint32_t doc[BLOCK_DOCS];

	if (block_docs(b, doc) != 0)
		return seg_damaged(f->db);
	f->plan.spent += 2 * b->n;
	for (uint32_t i = 0; i < b->n; i++) {
		uint32_t at = doc[i] - lo;
		struct block_freq freq;

		if (block_freq(&p, b->pos, INDEX_COLUMN_BODY, &freq) != 0)
			return seg_damaged(f->db);
		if (at < PLAN_WINDOW &&
		    (candidates[at / 64] >> at % 64 & 1) != 0)
			f->freq[at] += index_weighted(&freq, mask);
	}
	return 0;
}

static int add_list(struct find *f, const struct plist *l, uint32_t mask,
    uint32_t lo, const uint64_t *candidates)
{
	uint32_t hi = lo + PLAN_WINDOW - 1;
	struct list_iter it;
	struct block b;
	int rc;

	if (l->lo > hi || l->hi < lo)
		return 0;
	list_begin(&it, f->db, l, lo, hi);
	while ((rc = list_next(&it, &b)) == 1) {
		f->plan.spent += PLAN_BLOCK_COST;
		if (bits_any(candidates, MAX(b.first, lo) - lo,
			MIN(b.last, hi) - lo) &&
		    add_block(f, &b, mask, lo, candidates) != 0)
			return -1;
	}
	return rc;
}

/* Weighted occurrences of one phrase into f->freq. */
static int add_freqs(struct find *f, const struct expr *e, uint32_t lo,
    const uint64_t *candidates)
{
	if (e->kind == EXPR_PHRASE) {
		for (size_t i = 0; e->window == lo && i < e->n_occ; i++) {
			unsigned c = OCCURRENCE_COLUMN(e->occ[i].at);
			uint32_t at = e->occ[i].num - lo;

			if (c < INDEX_N_COLUMNS &&
			    (candidates[at / 64] >> at % 64 & 1) != 0)
				f->freq[at] += weights[c];
		}
		return 0;
	}
	for (size_t i = 0; i < e->places->n; i++) {
		if (add_list(
			f, &e->places->lists[i], e->mask, lo, candidates) != 0)
			return -1;
	}
	return 0;
}

/* Of 64 messages each that have a candidate. */
static void clear(double *v, const uint64_t *candidates)
{
	for (uint32_t k = 0; k < PLAN_WORDS; k++) {
		if (candidates[k] != 0)
			memset(v + k * 64, 0, 64 * sizeof *v);
	}
}

static int score_phrase(struct find *f, const struct plan_phrase *ph,
    uint32_t lo, const uint64_t *candidates)
{
	double weight = index_phrase_weight(ph);
	const uint16_t *len = f->db->cols->len + lo;

	clear(f->freq, candidates);
	if (add_freqs(f, ph->expr, lo, candidates) != 0)
		return -1;
	for (uint32_t k = 0; k < PLAN_WORDS; k++) {
		f->plan.spent += (uint64_t)__builtin_popcountll(candidates[k]);
		for (uint64_t left = candidates[k]; left != 0;
		     left &= left - 1) {
			uint32_t at = k * 64 + (uint32_t)__builtin_ctzll(left);

			if (f->freq[at] > 0)
				f->acc[at] +=
				    weight * index_saturate(f->freq[at],
						 len[at], f->mean_len);
		}
	}
	return 0;
}

int index_score_window(
    struct find *f, uint32_t lo, uint64_t candidates[PLAN_WORDS])
{
	if (index_bound_window(f, lo, candidates) != 0)
		return -1;
	clear(f->acc, candidates);
	for (size_t i = 0; i < f->plan.n_phrases; i++) {
		if (!bits_any(candidates, 0, PLAN_WINDOW - 1))
			return 0;
		if (score_phrase(f, &f->plan.phrases[f->bounds.order[i]], lo,
			candidates) != 0)
			return -1;
		index_bound_strike(f, i + 1, candidates);
	}
	return 0;
}

/* ---- one message ---- */

static int count_list(struct find *f, const struct plist *l, uint32_t mask,
    uint32_t num, unsigned *counts, double *f_r)
{
	struct list_iter it;
	struct block b;
	int rc;

	if (l->lo > num || l->hi < num)
		return 0;
	list_begin(&it, f->db, l, num, num);
	while ((rc = list_next(&it, &b)) == 1) {
		const uint8_t *p = b.freqs;
		uint32_t doc[BLOCK_DOCS];
		struct block_freq freq;

		if (block_docs(&b, doc) != 0)
			return seg_damaged(f->db);
		for (uint32_t i = 0; i < b.n; i++) {
			if (block_freq(&p, b.pos, INDEX_COLUMN_BODY, &freq) !=
			    0)
				return seg_damaged(f->db);
			if (doc[i] != num)
				continue;
			*f_r += index_weighted(&freq, mask);
			for (unsigned c = 0; c < INDEX_N_COLUMNS; c++)
				counts[c] += (freq.mask & mask & 1u << c) != 0
						 ? freq.count[c]
						 : 0;
		}
	}
	return rc;
}

int index_score_counts(struct find *f, struct expr *e, uint32_t num,
    unsigned counts[INDEX_N_COLUMNS], double *f_r)
{
	uint64_t within[PLAN_WORDS] = {0}, out[PLAN_WORDS];
	uint32_t at = num % PLAN_WINDOW;

	*f_r = 0;
	if (e->kind == EXPR_WORD) {
		for (size_t i = 0; i < e->places->n; i++) {
			if (count_list(f, &e->places->lists[i], e->mask, num,
				counts, f_r) != 0)
				return -1;
		}
		return 0;
	}
	within[at / 64] = UINT64_C(1) << at % 64;
	if (plan_eval_phrase(&f->plan, e, num - at, within, out) != 0)
		return -1;
	for (size_t i = 0; i < e->n_occ; i++) {
		unsigned c = OCCURRENCE_COLUMN(e->occ[i].at);

		if (c >= INDEX_N_COLUMNS)
			continue;
		counts[c]++;
		*f_r += weights[c];
	}
	return 0;
}
