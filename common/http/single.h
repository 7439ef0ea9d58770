/* single.h - headers that a request may bring once only.
 *
 * Two of one of these are two answers to one question: whoever stands in
 * front may have read the other (RFC 9110, 5.3; RFC 9112, 6.3). */
#ifndef HTTP_SINGLE_H
#define HTTP_SINGLE_H

#include "common/http/parse.h"

#define SINGLE_MAX_BYTES 29

/* The singletons seen so far, a bit each: 0 at first. */
MUST_CHECK int single_note(
    struct str name, uint32_t *seen, struct http_refusal *why);

/* Whether it is one of them. Trailers must not be: what they say would come
 * too late (RFC 9110, 6.5.1). */
bool single_is(struct str name);

#endif
