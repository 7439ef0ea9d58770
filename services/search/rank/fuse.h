/* fuse.h - the candidates of one ranked query, and their scores. */
#ifndef SEARCH_RANK_FUSE_H
#define SEARCH_RANK_FUSE_H

#include "services/search/rank/rank.h"

#define FUSE_MAX INDEX_MAX_TOP

struct fuse_hit {
	struct index_match m;
	struct vector_hit v; /* cosine to the query */
	float fed;           /* cosine to the query after feedback */
	unsigned near_rank;  /* from 1 by meaning; 0: not among the nearest */
	bool words;          /* matches as it was asked */
	bool exact;
	/* What the score is made of: see fuse_score(). */
	double by_words, by_meaning, by_thread, by_factor, by_exact, score;
};

struct fuse {
	const struct rank *k;
	struct arena *a;
	uint64_t user_id;
	const struct rank_ask *ask;
	struct index_ask words, binding; /* expanded; what binds */
	bool meaning;                    /* there is a vector to ask with */
	bool found;                      /* some hit has every word */
	size_t max_rows;                 /* vectors looked at: see cursors */
	int8_t fed[VECTOR_DIM];          /* the query after feedback */
	struct fuse_hit *hits;           /* FUSE_MAX */
	size_t n;
	const char *base, *after; /* cursors of the words' list */
};

/* ---- near.c: candidates by meaning ---- */

/* Adds the nearest to `q` that match what binds. 0 or -1. */
MUST_CHECK int fuse_nearest(struct fuse *f, const int8_t *q, struct err *err);
/* Fills cosines of all hits: of the query, and of `fed` when there is one. */
MUST_CHECK int fuse_compare(struct fuse *f, bool fed, struct err *err);
/* Makes f->fed of the query and its first hits. */
MUST_CHECK int fuse_feed(struct fuse *f, struct err *err);
struct fuse_hit *fuse_find(struct fuse *f, uint64_t id);

/* ---- score.c ---- */

/* Scores and sorts: score = by_words + by_meaning + by_thread + by_factor +
 * by_exact. `fed`: by the cosines after feedback. */
void fuse_score(struct fuse *f, bool fed);
/* Leaves the first hit of each thread. */
void fuse_thin(struct fuse *f);
/* Rewrites what the index said of a hit: every contribution. */
void fuse_why(struct fuse *f, const struct fuse_hit *h, struct search_hit *to);

#endif
