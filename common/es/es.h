/* es.h - Elasticsearch's REST API: requests over common/http's client, and
 * answers that are either JSON or an error of ours.
 *
 * The URL may have userinfo; it is sent as HTTP Basic and never logged.
 */
#ifndef ES_ES_H
#define ES_ES_H

#include "common/http/client.h"
#include "proto/json.h"

#define ES_TIMEOUT_MS 10000
#define ES_MAX_ANSWER_BYTES (32u << 20)
#define ES_MAX_CONNECTIONS 16

struct es;

MUST_CHECK int es_open(
    struct loop *l, const char *url, struct es **es_r, struct err *err);
void es_close(struct es **es);

struct es_request {
	const char *method;
	const char *path; /* "/index/_search?routing=7" */
	struct str body;  /* borrowed until the operation is over */
	bool is_lines;    /* NDJSON, for _bulk and _msearch */
};

/* A step's operation, see http_fetch(); then es_read(). */
void es_send(struct task *t, struct es *es, const struct es_request *r,
    struct http_reply *reply_r);

/* The answer's object, in the arena. -1 with
 * ERR_NOT_FOUND    404
 * ERR_UNAVAILABLE  429, 5xx, refused credentials, shards that did not answer
 * ERR_INTERNAL     the server refuses what we say: our bug
 * ERR_BAD_PEER     not JSON, or not an object
 * The text names the server's type of error, never its reason: that may repeat
 * what a user searched for. */
MUST_CHECK int es_read(struct arena *a, const struct http_reply *reply,
    const struct json **j_r, struct err *err);

/* As es_read, but what only some shards answered, or was cut short by the
 * time, is an answer: *partial_r says why it is not whole, else NULL. */
MUST_CHECK int es_read_partial(struct arena *a, const struct http_reply *reply,
    const struct json **j_r, const char **partial_r, struct err *err);
/* One of the responses of an _msearch: the same. */
MUST_CHECK int es_check_partial(struct arena *a, const struct json *j,
    const char **partial_r, struct err *err);

/* Whether the same request may be sent again at once. */
bool es_may_retry(const struct err *err);

#endif
