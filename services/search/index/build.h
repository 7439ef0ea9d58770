/* build.h - what the parts of planning share. */
#ifndef SEARCH_INDEX_BUILD_H
#define SEARCH_INDEX_BUILD_H

#include "services/search/index/plan.h"

#define PLAN_MAX_BYTES (64u << 10)

struct builder {
	struct plan *p;
	const struct query_node *yes[QUERY_MAX_TERMS]; /* words that must be */
	size_t n_yes;
	struct buf match; /* of yes */
	struct buf no;    /* MATCH of words that must not be */
	size_t n_no;
	struct buf where;
	bool too_many;
};

/* ---- match.c ---- */

/* Whether the subtree can be said in FTS5: words, with NOT only beside a word
 * in the same AND. */
bool build_is_words(const struct query_node *node);
/* Whether anything in such a subtree can be searched for: "!!!" can't, and is
 * left out rather than found nowhere. */
bool build_is_searchable(struct builder *b, const struct query_node *node);
/* Writes such a subtree and counts its phrases. */
void build_match(struct builder *b, struct buf *out,
    const struct query_node *node, bool scored);

/* ---- where.c ---- */

/* Writes any subtree into b->where. */
void build_sql(struct builder *b, const struct query_node *node);
void build_number(struct builder *b, int64_t v);
void build_text(struct builder *b, const char *text);
void build_pointer(struct builder *b, struct plan_regex *x);

/* ---- header.c ---- */

/* Writes a QUERY_REGEX into b->where. */
void build_regex(struct builder *b, const struct query_node *node);

#endif
