/* plan.h - a query's tree as sets of messages: postings, columns, labels.
 *
 * A plan is run window by window, from the newest messages to the oldest
 * (eval.c): a window's matches are a bitmap, so AND, OR and NOT are what they
 * are called, totals are exact, and work stops between windows when it has
 * cost PLAN_BUDGET.
 */
#ifndef SEARCH_INDEX_PLAN_H
#define SEARCH_INDEX_PLAN_H

#include "services/search/index/cols.h"
#include "services/search/index/expr.h"
#include "services/search/index/store.h"

#define PLAN_WINDOW 16384 /* numbers looked at at once */
#define PLAN_WORDS (PLAN_WINDOW / 64)
#define PLAN_MAX_PHRASES (4 * QUERY_MAX_TERMS)
#define PLAN_MAX_PLACES 64    /* words of a phrase; longer: its beginning */
#define PLAN_MAX_LISTS 8192   /* that one word* stands for */
#define PLAN_MAX_SCAN 20000   /* looked at to find the longest of them */
#define PLAN_MANY_LISTS 64    /* more are read together */
#define PLAN_BUDGET 1500000   /* postings and places read by one page */
#define PLAN_PLACE_COST 4     /* a place costs as much as so many postings */
#define PLAN_BLOCK_COST 16    /* the same for finding a block */
#define PLAN_BITMAP_COST 16   /* and for one that is a bitmap */
#define PLAN_MAX_LOOKS 20000  /* headers that a page's expressions read */
#define PLAN_MAX_GIVEN_UP 100 /* of them, those that took too long */
#define PLAN_DF_BUDGET 200000 /* to count one phrase's messages */
#define PLAN_DF_ENOUGH 500    /* counted; more are estimated from them */

/* A word or phrase of the query that counts in the score. */
struct plan_phrase {
	const struct query_node *node;
	struct expr *expr;
	int64_t df; /* documents that have it, about */
	double idf;
};

/* What regular expressions have cost, see header.c. */
struct plan_looks {
	size_t n, gave_up;
	bool stopped;
	uint32_t stop_num; /* the last that was looked at, going down */
	uint64_t unknown[PLAN_WORDS]; /* given up, in the window at hand */
};

struct plan {
	struct arena *a;
	struct index_db *db;
	const struct index_ask *ask;
	struct expr *root;
	struct plan_phrase phrases[PLAN_MAX_PHRASES];
	size_t n_phrases;
	bool many;      /* more phrases than that */
	bool cut;       /* a word* stands for more than was searched */
	uint64_t spent; /* postings and places read */
	struct plan_looks looks;
};

/* Whole groups of messages are in or out by their dates. */
static inline bool plan_is_date(const struct expr *e)
{
	return e->kind == EXPR_SPAN && e->op != QUERY_OP_SIZE &&
	       e->op != QUERY_OP_PRIORITY && e->op != QUERY_OP_RISK;
}

/* 0, or -1 with ERR_TOO_LARGE (too many phrases) or SQLite's error. */
MUST_CHECK int index_plan(struct arena *a, struct index_db *db,
    const struct index_ask *ask, struct plan *p_r, struct err *err);

/* ---- place.c ---- */

/* A word or phrase as an expression, EXPR_ALL when there is nothing to search
 * for in it; places: positions are needed (for NEAR). NULL: SQLite's error. */
struct expr *plan_words(struct plan *p, const char *text, bool exact,
    bool prefix, uint32_t mask, bool places);

/* ---- header.c ---- */

struct expr *plan_regex(struct plan *p, const struct query_node *node);

/* ---- rank.c ---- */

/* Fills df and idf of the phrases. 0 or -1. */
MUST_CHECK int index_rank_weigh(struct plan *p, int64_t docs);
/* Documents that have it, counted up to PLAN_DF_ENOUGH, then estimated; -1 on
 * error. */
int64_t index_rank_df(struct plan *p, struct expr *e);
/* The same for one word as it is written. */
int64_t index_rank_word_df(
    struct arena *a, struct index_db *db, const char *word);

#endif
