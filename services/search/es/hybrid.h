/* hybrid.h - words and meaning in one request of Elasticsearch, and in the
 * order that the embedded index gives.
 *
 * One _msearch has two searches: the best by words (BM25, times age and
 * category) and the nearest by meaning (kNN over dense_vector). The hits bring
 * their vectors, so cosines, feedback and fusion are rank/'s own.
 */
#ifndef SEARCH_ES_HYBRID_H
#define SEARCH_ES_HYBRID_H

#include "services/search/es/bulk.h"
#include "services/search/rank/rank.h"

/* All in a. ERR_BAD_PEER as es_search_read(). When only the nearest are
 * refused, words decide alone and *off_r (else NULL) says why; *partial_r
 * (else NULL) why the answer is not whole. */
MUST_CHECK int es_hybrid_read(struct arena *a, const struct json *j,
    uint64_t user_id, const struct rank_ask *ask, struct search_result *r_r,
    const char **off_r, const char **partial_r, struct err *err);

/* ---- vectors.c ---- */

/* The body of the _msearch. -1: as es_search_body(). */
MUST_CHECK int es_hybrid_body(struct buf *out, struct arena *a,
    uint64_t user_id, const struct rank_ask *ask, struct err *err);
/* Two lines of a _bulk, as es_bulk_put(): a document's vector, and of which
 * text it is. */
size_t es_vector_put(struct buf *out, uint64_t user_id, const char *model,
    const struct search_doc *d, const int8_t *row);
/* Of the user's documents the last `max` below an id (0: all) whose vector is
 * missing, of another text, or, with a model not "", of another model. */
void es_vectorless_body(struct buf *out, uint64_t user_id, const char *model,
    int64_t below, size_t max);
/* Their ids. -1: ERR_BAD_PEER. */
MUST_CHECK int es_vectorless_read(const struct json *j, uint64_t *ids,
    size_t max, size_t *n_r, struct err *err);
/* What a text is known by: 16 hex digits and NUL. */
#define ES_TEXT_HASH_BYTES 17
void es_text_hash(const struct search_doc *d, char out[ES_TEXT_HASH_BYTES]);

#endif
