/* find.h - what the parts of one query's execution share. */
#ifndef SEARCH_INDEX_FIND_H
#define SEARCH_INDEX_FIND_H

#include "services/search/index/plan.h"

/* The newest so many matches are ranked, counted and put into facets; what is
 * older comes on later pages. */
#define FIND_POOL 2000
#define FIND_POOL_TEXT "2000"

#define RECENCY_SCALE_MS (7 * INT64_C(86400000)) /* a bonus halved in 7 d */
#define RECENCY_FLOOR 0.4 /* of the factor; the rest fades away */

struct found {
	int64_t key, date_ms, sender_id;
	double text, score; /* of the words alone; in all */
	uint32_t flags;
	uint8_t boost;
	const char *category; /* interned in the arena */
};

/* Where a page ended. Travels in hex, see cursor.c. */
struct find_cursor {
	bool given; /* false: the first page */
	enum index_sort sort;
	bool capped;
	uint32_t query_hash;
	uint32_t total;
	uint16_t mean_len;
	int64_t now_ms;  /* of the first page: ages must not move */
	int64_t top_key; /* newest key of the pool */
	int64_t key;     /* of the last hit */
	double score;    /* the same */
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
	struct rank_input rank;
	int64_t docs;
	enum index_sort sort; /* what it comes to: relevance needs words */
	struct found *found;
	size_t n_found;
	bool pool_full;  /* there may be older matches */
	int64_t low_key; /* oldest key in the pool */
};

/* query.c: reads totals, plan and weights; then also the pool, and of the
 * result what does not depend on the page. 0, or -1 with err or SQLite's
 * error. */
MUST_CHECK int index_find_begin(struct find *f, struct err *err);
MUST_CHECK int index_find_pool(
    struct find *f, struct search_result *r, struct err *err);

/* hit.c: the hits of found[0..n). 0 or -1 (SQLite's error). */
MUST_CHECK int index_hits(struct find *f, const struct found *found, size_t n,
    struct search_result *r_r);
double index_boost_factor(uint8_t boost);
double index_recency_factor(int64_t age_ms);

/* facets.c: counts over f->found as JSON. 0 or -1. */
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
    struct arena *a, struct index_db *db, struct str word, int64_t docs);

#endif
