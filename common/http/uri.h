/* uri.h - percent-decoding, queries and cookies: pure functions. */
#ifndef HTTP_URI_H
#define HTTP_URI_H

#include "common/http/parse.h"

/* Decodes a raw path into out (raw.n + 1 bytes; NUL-terminated). Refuses
 * malformed escapes, what is not UTF-8, control bytes, an escaped slash and
 * the segments "." and "..". */
MUST_CHECK int uri_path(struct str raw, char *out, struct http_refusal *why);

/* Decodes one component of a query, '+' being a space, into out (raw.n + 1
 * bytes; NUL-terminated). -1: malformed escape, NUL or not UTF-8. */
MUST_CHECK int uri_component(struct str raw, char *out);

/* The raw value of the first parameter with this (decoded) name. */
bool uri_query_find(struct str query, const char *name, struct str *raw_r);

/* The value of the first cookie with this name in a Cookie header's value,
 * without its quotes. Names are case-sensitive. */
bool uri_cookie_find(struct str header, const char *name, struct str *value_r);

#endif
