/* part.h - what the parts of the Elasticsearch backend share: the bodies of
 * requests, and reading of answers. Pure, no I/O. */
#ifndef SEARCH_ES_PART_H
#define SEARCH_ES_PART_H

#include "common/base/buf.h"
#include "proto/json.h"
#include "services/search/index/index.h"

#define ES_ALIAS "gmail_emails"
#define ES_MAX_PAGE 100
#define ES_TOTAL_CAP 10000
#define ES_ID_BYTES 48

/* ---- schema.c ---- */

/* The index template and the first index behind its write alias. */
const char *es_schema_template(void);
const char *es_schema_first(void);

/* ---- dsl.c ---- */

/* A query's tree as Elasticsearch's bool query. ERR_INVALID of field "q" for
 * what it can't say (regular expressions), with the column. */
MUST_CHECK int es_dsl_query(
    struct buf *out, const struct index_ask *ask, struct err *err);
/* A JSON string, quoted. */
void es_dsl_string(struct buf *out, const char *s);

/* ---- request.c ---- */

/* The body of a search: the user's mail only, whatever the query says. -1:
 * es_dsl_query()'s error, or a cursor that is not ours. */
MUST_CHECK int es_search_body(struct buf *out, uint64_t user_id,
    const struct index_ask *ask, struct err *err);
void es_suggest_body(struct buf *out, uint64_t user_id, struct str part);
void es_counts_body(struct buf *out, uint64_t user_id);
/* {"query":...} of everything that the user has. */
void es_user_body(struct buf *out, uint64_t user_id);

/* ---- bulk.c ---- */

/* "7-123": so no request can reach another user's document. */
void es_doc_id(uint64_t user_id, uint64_t id, char out[ES_ID_BYTES]);
void es_bulk_put(struct buf *out, uint64_t user_id, const struct search_doc *d);
void es_bulk_delete(struct buf *out, uint64_t user_id, uint64_t id);

struct es_bulk_counts {
	size_t created, updated, noop, deleted, missing;
};
/* -1 when an item failed: ERR_UNAVAILABLE when all that failed may succeed
 * later, else ERR_BAD_PEER; or when there are not n items. */
MUST_CHECK int es_bulk_read(const struct json *j, size_t n,
    struct es_bulk_counts *c_r, struct err *err);

/* ---- answer.c ---- */

/* All in arena a. ERR_BAD_PEER for an answer that is not of the API's shape,
 * or has another user's mail in it. */
MUST_CHECK int es_search_read(struct arena *a, const struct json *j,
    uint64_t user_id, const struct index_ask *ask, struct search_result *r_r,
    struct err *err);
MUST_CHECK int es_counts_read(struct arena *a, const struct json *j,
    struct search_counts *c_r, struct err *err);

/* ---- cursor.c ---- */

struct es_cursor {
	bool given;
	int64_t now_ms; /* of the first page */
	double score;
	int64_t date_ms;
	uint64_t id;
	int64_t total;
	bool capped;
};
MUST_CHECK int es_cursor_read(
    const struct index_ask *ask, struct es_cursor *c_r, struct err *err);
const char *es_cursor_write(
    struct arena *a, const struct index_ask *ask, const struct es_cursor *c);

#endif
