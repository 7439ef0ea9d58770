/* rank.h - the order of a query's hits: words and meaning together.
 *
 * The best by words (BM25 over weighted fields) and the nearest by meaning
 * (cosine of sentence vectors) are joined by a weighted sum of both, each
 * divided by the list's best (convex combination; Bruch, Gai & Ingber, "An
 * Analysis of Fusion Functions for Hybrid Retrieval", TOIS 2023). Where a
 * message has every word of the query, it is known-item search, and words
 * speak louder. What the
 * first hits mean is fed back into the query's vector once (Rocchio 1971).
 * Category and age then multiply, and a thread's hits support each other.
 *
 * Meaning never weakens what was asked for exactly: phrases, +words, fields,
 * identifiers, operators and exclusions bind every hit, and of prose the
 * messages that have its identifiers come first. A message found by its
 * meaning alone must be near enough (RANK_NEAR), nearer where another has
 * every word.
 */
#ifndef SEARCH_RANK_RANK_H
#define SEARCH_RANK_RANK_H

#include "services/search/index/top.h"
#include "services/search/vector/vector.h"

#define RANK_WINDOW 200       /* by words, and by meaning, that are joined */
#define RANK_ALPHA 0.7        /* of meaning; the rest is of words */
#define RANK_ALPHA_FOUND 0.1  /* when a message has every word */
#define RANK_NEAR 0.30f       /* the least cosine without words */
#define RANK_NEAR_FOUND 0.45f /* when a message has every word */
#define RANK_FEEDBACK 3       /* hits fed back */
#define RANK_FEEDBACK_WEIGHT 0.6
#define RANK_FEEDBACK_ROWS 200000 /* above: what is fed back only reorders */
#define RANK_THREAD 0.15          /* of the next best hit of the thread */
#define RANK_EXACT 10 /* added to prose's identifiers: above all else */
#define RANK_SYNONYM_WEIGHT 0.5

struct rank {
	struct index *ix;
	struct vectors *vectors; /* NULL: words only */
};

/* What a query means: the vector of its words. */
struct rank_meaning {
	const char *model;
	const int8_t *vector; /* VECTOR_DIM */
};

struct rank_ask {
	struct index_ask index;
	struct rank_meaning meaning; /* vector NULL: words only */
	bool one_a_thread;
};

/* As index_query(), ranked so. */
MUST_CHECK int rank_query(const struct rank *k, struct arena *a,
    uint64_t user_id, const struct rank_ask *ask, struct search_result *r_r,
    struct err *err);

/* ---- words.c: what of a query is free ---- */

/* The words to be understood, for embed; NULL when there are none, since all
 * is operators, phrases, identifiers. In the arena. */
const char *rank_meaning_text(struct arena *a, const struct query *q);
/* The query with synonyms, and with words said twice weighing twice. */
const struct query *rank_expand(struct arena *a, const struct query *q);
/* What binds a hit found by meaning: the query without its free words. */
const struct query *rank_binding(
    struct arena *a, const struct query *q, bool any_word);
/* Of an any-word query: any of its exact parts, or NULL. */
const struct query *rank_exact(struct arena *a, const struct query *q);
/* Whether what has this word of prose comes first. */
bool rank_comes_first(const struct query_node *n);
/* Whether there is anything to rank by. */
bool rank_has_words(const struct query_node *n);
/* Order numbers, addresses, Message-IDs, file names: not to be guessed at. */
bool rank_is_identifier(struct str word);
/* Of identifiers, those that few messages have even in prose: not a year, an
 * abbreviation, a short number, "and/or". */
bool rank_is_telling(struct str word);

/* What of a mail is given to embed: its subject and own words. */
const char *rank_passage(
    struct arena *a, const char *subject, const char *body);

/* ---- prose.c ---- */

/* An objective in words as a query of plain words, `max` at most: everything
 * else is left out, and so are words that say nothing. */
#define RANK_PROSE_WORDS 60
const char *rank_prose(struct arena *a, struct str text, size_t max);

#endif
