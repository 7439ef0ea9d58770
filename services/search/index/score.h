/* score.h - the scores of a window's matches, and what they can be at most. */
#ifndef SEARCH_INDEX_SCORE_H
#define SEARCH_INDEX_SCORE_H

#include "services/search/index/plan.h"

#define FIND_TOPS (PLAN_WINDOW / COLS_TOP)
#define BM25_K1 1.2
#define INDEX_SATURATED                                                        \
	(BM25_K1 + 1) /* a phrase adds at most so many weights */

struct find;

struct bounds {
	bool any;                  /* there is something to bound by */
	uint16_t *order;           /* phrases as they are scored */
	double (*rest)[FIND_TOPS]; /* what those from i on can add */
	double factor[FIND_TOPS];  /* what a text's score is multiplied by */
	double len_of[256];        /* block_len() */
};

/* ---- bound.c ---- */

void index_bound_init(struct find *f);
/* Strikes out what can't be better than the worst that is kept. 0 or -1. */
MUST_CHECK int index_bound_window(
    struct find *f, uint32_t lo, uint64_t candidates[PLAN_WORDS]);
/* The same when the first `scored` phrases are in f->acc. */
void index_bound_strike(
    const struct find *f, size_t scored, uint64_t candidates[PLAN_WORDS]);

/* ---- score.c ---- */

MUST_CHECK int index_score_window(
    struct find *f, uint32_t lo, uint64_t candidates[PLAN_WORDS]);
/* What the words of the query add in message num: by column. */
MUST_CHECK int index_score_counts(struct find *f, struct expr *e, uint32_t num,
    unsigned counts[INDEX_N_COLUMNS], double *f_r);
double index_saturate(double f, double len, double mean_len);
double index_phrase_weight(const struct plan_phrase *ph);
/* Weighted occurrences in the columns of the mask. */
double index_weighted(const struct block_freq *f, uint32_t mask);
extern const char *const index_column_names[INDEX_N_COLUMNS];

#endif
