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

/* A template with this version, or a later one, is left as it is. */
#define ES_SCHEMA_VERSION 1
/* The index template and the first index behind its write alias. */
/* `meaning`: with vectors, which older servers and other makes refuse. */
const char *es_schema_template(bool meaning);
const char *es_schema_first(void);
/* For an index of an older template: the fields it may lack. */
const char *es_schema_fields(bool meaning);
/* Whether the server that answers so to GET / has kNN over bytes (8.6). */
bool es_schema_has_meaning(const struct json *root);

/* ---- dsl.c ---- */

/* A query's tree as Elasticsearch's bool query. ERR_INVALID of field "q" for
 * what it can't say (regular expressions), with the column. */
MUST_CHECK int es_dsl_query(
    struct buf *out, const struct index_ask *ask, struct err *err);
/* Words of an any-word query are named in it, "w0", or "x0" where what has
 * them comes first; hits say which they match. How many are named. */
size_t es_dsl_names(const struct index_ask *ask);
/* A JSON string, quoted. */
void es_dsl_string(struct buf *out, const char *s);

/* ---- cursor.c ---- */

enum es_cursor_kind {
	ES_CURSOR_WORDS, /* score, date_ms and id are search_after's */
	ES_CURSOR_FUSED, /* score and id of a hit in the window */
	ES_CURSOR_BEHIND /* the window is over; as ES_CURSOR_WORDS */
};

struct es_cursor {
	bool given;
	enum es_cursor_kind kind;
	bool found;     /* behind: the window had a hit with every word */
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

/* ---- request.c ---- */

/* The body of a search: the user's mail only, whatever the query says. -1:
 * es_dsl_query()'s error, or a cursor that is not ours. */
MUST_CHECK int es_search_body(struct buf *out, uint64_t user_id,
    const struct index_ask *ask, struct err *err);
struct es_search {
	struct es_cursor from;
	size_t size;
	bool go_on;   /* behind `from` */
	bool vectors; /* hits bring them */
};
/* The same for one of several searches; without a check of out. */
MUST_CHECK int es_words_body(struct buf *out, uint64_t user_id,
    const struct index_ask *ask, const struct es_search *s, struct err *err);
/* "_source":[...] of a hit, with its vector. */
extern const char es_source_with_vector[];
/* Every search's, as elements of a list. */
void es_filters(struct buf *out, uint64_t user_id, const struct index_ask *ask);
void es_suggest_body(struct buf *out, uint64_t user_id, struct str part);
void es_counts_body(struct buf *out, uint64_t user_id);
/* {"query":...} of everything that the user has. */
void es_user_body(struct buf *out, uint64_t user_id);

/* ---- answer.c ---- */

/* All in arena a. ERR_BAD_PEER for an answer that is not of the API's shape,
 * or has another user's mail in it. */
MUST_CHECK int es_search_read(struct arena *a, const struct json *j,
    uint64_t user_id, const struct index_ask *ask, struct search_result *r_r,
    struct err *err);
/* Its beginning: total, facets, tree. c: where the page begins. */
MUST_CHECK int es_result_begin(struct arena *a, const struct json *j,
    const struct index_ask *ask, struct es_cursor *c, struct search_result *r_r,
    struct err *err);
/* One hit, and where it stands. */
MUST_CHECK int es_hit_read(struct arena *a, const struct json *hit,
    uint64_t user_id, struct search_hit *h_r, struct es_cursor *c_r,
    struct err *err);
MUST_CHECK int es_counts_read(struct arena *a, const struct json *j,
    struct search_counts *c_r, struct err *err);

#endif
