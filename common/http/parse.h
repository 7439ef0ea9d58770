/* parse.h - the head of an HTTP/1.1 request: pure functions over bytes.
 *
 * http_head_find() looks for the end of a head as bytes arrive and never
 * looks at a byte twice; http_head_parse() then takes the whole head apart in
 * one pass. What is refused, and with which status, is in server.h.
 */
#ifndef HTTP_PARSE_H
#define HTTP_PARSE_H

#include "common/http/server.h"

#define HTTP_MAX_HEADERS 100
#define HTTP_MAX_TARGET_BYTES 8192

/* Why a request isn't taken: both are constants. */
struct http_refusal {
	int status;
	const char *detail;
};

/* Everything borrows from the bytes that were parsed. */
struct http_head {
	enum http_method method; /* 0 until the method was understood */
	unsigned minor;          /* of HTTP/1.minor: 0 or 1 */
	struct str path;         /* raw; begins with '/', or is "*" */
	struct str query;        /* raw, without '?' */
	struct str authority;    /* of an absolute-form target, or empty */
	int64_t content_length;  /* -1: no such header */
	bool chunked;
	bool keep_alive;
	bool expects_continue;
	size_t n_headers;
	struct http_header headers[HTTP_MAX_HEADERS];
};

/* Returns the length of the head with its final empty line, 0 when it has not
 * ended yet, -1 when it can't become one. *scanned says where to go on: 0 at
 * first, then left alone while bytes are appended. */
MUST_CHECK ptrdiff_t http_head_find(struct str in, size_t max_head_bytes,
    size_t *scanned, struct http_refusal *why);

/* head is what http_head_find() measured. Returns 0 or -1; after -1 the
 * members that were reached before the fault are set. */
MUST_CHECK int http_head_parse(
    struct str head, struct http_head *h, struct http_refusal *why);

int http_refuse(struct http_refusal *why, int status, const char *detail);

#endif
