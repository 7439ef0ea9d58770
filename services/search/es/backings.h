/* backings.h - the indices behind the write alias, and where a document is.
 *
 * Rollover leaves older documents in older indices, and an id is unique in one
 * index only: a document written to the alias again would be there twice, and
 * one deleted there would stay. So who writes asks first which of the older
 * indices has the document (_mget, which sees what no refresh has made
 * searchable), and names the index in each line. Pure, no I/O.
 */
#ifndef SEARCH_ES_BACKINGS_H
#define SEARCH_ES_BACKINGS_H

#include "services/search/es/bulk.h"

/* "gmail_emails-000001": the digits are what differs. */
#define ES_BACKING_DIGITS 6
#define ES_MAX_BACKINGS 64

struct es_backings {
	uint32_t numbers[ES_MAX_BACKINGS];
	size_t n;
	uint32_t writer; /* its number; 0: not known yet */
};

/* From the answer to GET /_alias/gmail_emails. ERR_INTERNAL, with what to do,
 * for an alias that is not as setup-es-ilm leaves it: other names behind it,
 * no write index, or more than one. */
MUST_CHECK int es_backings_read(
    const struct json *j, struct es_backings *b_r, struct err *err);

/* A line of a _bulk that waits for its index. */
struct es_place {
	uint64_t id;
	size_t digits; /* where the index's number stands in the body */
};

/* The _mget that looks for each of n places in each index but the writer. */
void es_mget_body(struct buf *out, uint64_t user_id,
    const struct es_backings *b, const struct es_place *places, size_t n);
/* Numbers every line: of the index that has the document, else the writer.
 * ERR_BAD_PEER when the answer is not to that question. answer: NULL when
 * there was nothing to ask. */
MUST_CHECK int es_backings_place(const struct es_backings *b,
    const struct json *answer, struct buf *body, const struct es_place *places,
    size_t n, struct err *err);

#endif
