/* plan.h - a query's tree as one MATCH text and one SQL condition.
 *
 * What a user typed reaches SQLite in two ways only: quoted inside the MATCH
 * text, which is a bound value itself, or as a bound value. SQL text is made
 * of constants.
 */
#ifndef SEARCH_INDEX_PLAN_H
#define SEARCH_INDEX_PLAN_H

#include "services/search/index/store.h"

#define PLAN_MAX_BINDS 128
#define PLAN_MAX_PHRASES (4 * QUERY_MAX_TERMS)

#define PLAN_MAX_LOOKS 20000  /* headers that a page's expressions read */
#define PLAN_MAX_GIVEN_UP 100 /* of them, those that took too long */

/* What regular expressions have cost, see header.c. */
struct plan_looks {
	size_t n, gave_up;
	bool stopped;
	int64_t stop_key; /* the first that was not looked at */
};

struct plan_regex {
	struct regex *re;
	struct plan_looks *looks;
};
#define PLAN_POINTER "plan_regex"

struct plan_bind {
	const char *text;         /* NULL: number or regex */
	struct plan_regex *regex; /* NULL: number */
	int64_t number;
};

/* A phrase of the MATCH text, in FTS5's order of counting. */
struct plan_phrase {
	const struct query_node *node;
	const char *match; /* MATCH text of this phrase alone */
	bool scored;       /* false: excluded, or counted already */
	bool more;         /* another form of the phrase before it */
	int64_t df;        /* documents that have it, about */
	double idf;
};

struct plan {
	struct arena *a;
	struct index_db *db;
	const struct index_ask *ask;
	const char *match; /* NULL: no words; rows come from docs */
	const char *where; /* "" or " AND ..." about docs d */
	struct plan_bind binds[PLAN_MAX_BINDS];
	size_t n_binds;
	struct plan_phrase phrases[PLAN_MAX_PHRASES];
	size_t n_phrases;
	int64_t low_key, high_key; /* keys outside can't match */
	struct plan_looks looks;
};

/* docs: how many there are. 0, or -1 with ERR_TOO_LARGE (needs more than PLAN_MAX_BINDS values). */
MUST_CHECK int index_plan(struct arena *a, struct index_db *db,
    const struct index_ask *ask, int64_t docs, struct plan *p_r,
    struct err *err);

/* MATCH text for one word or phrase, quoted. */
const char *index_plan_quote(
    struct arena *a, const char *text, bool exact, bool prefix);

/* rank.c: fills df and idf of the phrases. 0 or -1 (SQLite's error). */
MUST_CHECK int index_rank_weigh(struct plan *p, int64_t docs);
/* Documents with this MATCH text, counted exactly up to a few hundred and
 * estimated beyond; -1 on error. */
int64_t index_rank_df(struct index_db *db, const char *match, int64_t docs);
/* Registers mail_rank() and mail_why(). 0 or -1. */
MUST_CHECK int index_rank_init(struct index_db *db);

/* header.c: registers mail_regex(). 0 or -1. */
MUST_CHECK int index_regex_init(struct index_db *db);

/* What mail_rank() and mail_why() are given by pointer. */
struct rank_input {
	const struct plan *plan;
	double mean_len; /* words in a message */
};
#define RANK_POINTER "rank_input"

#endif
