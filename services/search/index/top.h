/* top.h - the index as a ranking above it uses it (services/search/rank).
 *
 * Such a ranking takes the best documents by words, adds others, orders them
 * in its own way, and only then has hits made of a page of them.
 */
#ifndef SEARCH_INDEX_TOP_H
#define SEARCH_INDEX_TOP_H

#include "services/search/index/index.h"

#define INDEX_MAX_TOP 1000

struct index_match {
	uint64_t id, thread_id;
	int64_t date_ms;
	double text;   /* BM25 of the words; 0 without words */
	double factor; /* of age and category; text * factor is the score */
};

/* The best matches of ask, `max` at most, in ask's order, without the cost of
 * hits: fills v and *n_r. *r_r is as index_query would have it but for the
 * hits; its cursor gives the same list again whatever mail has come since; *after_r (may be NULL)
 * is where index_query goes on below what v has, NULL when that is all. */
MUST_CHECK int index_top(struct index *ix, struct arena *a, uint64_t user_id,
    const struct index_ask *ask, size_t max, struct index_match *v, size_t *n_r,
    const char **after_r, struct search_result *r_r, struct err *err);

/* Of these documents (INDEX_MAX_TOP at most) those that match ask, in their
 * order; ask's limit, cursor and sort are not used, text is 0. */
MUST_CHECK int index_keep(struct index *ix, struct arena *a, uint64_t user_id,
    const struct index_ask *ask, const uint64_t *ids, size_t n,
    struct index_match *v, size_t *n_r, struct err *err);

/* Hits for these documents in their order, whether they match or not; those
 * that are gone are left out. Snippets and reasons are by ask's words; the
 * score is theirs alone. */
MUST_CHECK int index_show(struct index *ix, struct arena *a, uint64_t user_id,
    const struct index_ask *ask, const uint64_t *ids, size_t n,
    struct search_result *r_r, struct err *err);

/* Ids of documents, the last to arrive first, `max` at most; *place_r is where to go on,
 * 0 to begin, and -1 when there are no more. */
MUST_CHECK int index_list(struct index *ix, uint64_t user_id, int64_t *place_r,
    uint64_t *ids, size_t max, size_t *n_r, struct err *err);

#endif
