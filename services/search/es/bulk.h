/* bulk.h - what is written to Elasticsearch: lines of _bulk, and what became
 * of each. Pure, no I/O. */
#ifndef SEARCH_ES_BULK_H
#define SEARCH_ES_BULK_H

#include "services/search/es/part.h"

/* "7-123": so no request can reach another user's document. */
void es_doc_id(uint64_t user_id, uint64_t id, char out[ES_ID_BYTES]);
/* What is done to a document; where in out its index's number is, 000000 for
 * now (backings.h). */
size_t es_bulk_action(
    struct buf *out, const char *verb, uint64_t user_id, uint64_t id);
size_t es_bulk_put(
    struct buf *out, uint64_t user_id, const struct search_doc *d);

struct es_bulk_counts {
	size_t created, updated, noop, deleted, missing;
};
/* -1 when an item failed: ERR_UNAVAILABLE when all that failed may succeed
 * later, else ERR_BAD_PEER; or when there are not n items. */
MUST_CHECK int es_bulk_read(const struct json *j, size_t n,
    struct es_bulk_counts *c_r, struct err *err);

#endif
