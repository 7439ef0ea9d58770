/* find.h - what the parts of one query's execution share. */
#ifndef SEARCH_INDEX_FIND_H
#define SEARCH_INDEX_FIND_H

#include "services/search/index/eval.h"
#include "services/search/index/score.h"
#include "services/search/index/texts.h"

#define FIND_POOL 4000 /* the newest so many matches are put into facets */

#define RECENCY_SCALE_MS (7 * INT64_C(86400000)) /* a bonus halved in 7 d */
#define RECENCY_FLOOR 0.4 /* of the factor; the rest fades away */

struct found {
	uint32_t num;
	int64_t date_ms;
	double text, score; /* of the words alone; in all (by date: the date) */
};

/* Where a page ended. Travels in hex, see cursor.c. */
struct find_cursor {
	bool given; /* false: the first page */
	enum index_sort sort;
	bool capped;
	uint32_t query_hash;
	uint32_t total;
	uint16_t mean_len;
	int64_t now_ms;   /* of the first page: ages must not move */
	uint32_t top_num; /* newer messages are left out */
	uint32_t num;     /* of the last hit */
	int64_t date_ms;  /* the same */
	double score;     /* the same */
	uint8_t n_idf;
	uint8_t idf[PLAN_MAX_PHRASES];
};
#define CURSOR_MAX_IDF 80

/* ERR_INVALID of field "cursor": not ours, or of another query. */
MUST_CHECK int index_cursor_read(
    const struct index_ask *ask, struct find_cursor *c_r, struct err *err);
const char *index_cursor_write(struct arena *a, const struct find_cursor *c);
/* Freezes the weights of a first page into c, or takes them from c. */
void index_cursor_weights(struct find_cursor *c, struct plan *p);

struct find {
	struct index_db *db;
	struct arena *a;
	const struct index_ask *ask;
	struct plan plan;
	struct find_cursor cursor;
	double mean_len; /* words in a message */
	int64_t docs;
	enum index_sort sort; /* what it comes to: relevance needs words */
	/* The best so far, `max` of them; while running a heap with the worst
	 * in front, then in order. */
	struct found *found;
	size_t n_found, max;
	bool no_prune;  /* tests: read everything */
	uint32_t *pool; /* the newest matches */
	size_t n_pool;
	uint64_t total; /* matches, of this run */
	bool stopped;   /* at stop_num, before the end: too much work */
	uint32_t stop_num;
	double *acc, *freq; /* of a window */
	struct bounds bounds;
};

/* ---- query.c ---- */

/* Reads totals, plan and weights, in a transaction that index_end_read()
 * ends; then also the best `max` matches, and of the result what does not
 * depend on the page. 0, or -1 with err or SQLite's error. */
MUST_CHECK int index_find_begin(struct find *f, struct err *err);
MUST_CHECK int index_find_best(
    struct find *f, size_t max, struct search_result *r, struct err *err);
/* In a transaction that has begun: the newest `max` matches. 0 or -1. */
MUST_CHECK int index_find_newest(struct find *f, size_t max);
/* Fails the query: SQLite's error into err where that is empty. -1. */
int index_find_failed(struct find *f, struct err *err);

/* ---- run.c ---- */

/* Fills found, pool, total. 0 or -1. */
MUST_CHECK int index_find_run(struct find *f);
bool index_found_before(const struct found *x, const struct found *y);

/* hit.c: the hits of found[0..n). 0 or -1 (SQLite's error). */
MUST_CHECK int index_hits(struct find *f, const struct found *found, size_t n,
    struct search_result *r_r);
double index_boost_factor(uint8_t boost);
double index_recency_factor(int64_t age_ms);

/* facets.c: counts over f->pool as JSON. 0 or -1. */
MUST_CHECK int index_facets(struct find *f, struct str *json_r);

/* snippet.c: HTML with <mark> around what the query found, about 160
 * characters of the body; the fallback, escaped, when it found nothing. */
const char *index_snippet(struct arena *a, struct index_db *db,
    const struct plan *p, struct str body, const char *fallback);

/* spell.c: the query with unknown words replaced by near ones that the
 * user's mail has, or NULL. */
const char *index_spell(struct find *f);
/* The best near word in the vocabulary, or NULL. */
const char *index_spell_word(
    struct arena *a, struct index_db *db, struct str word);

#endif
