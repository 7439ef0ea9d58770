/* cors.h - pages of which other origins may call (WHATWG Fetch, "CORS
 * protocol"). An origin is listed exactly; there is no "*", since every
 * answer may depend on a cookie. */
#ifndef HTTP_CORS_H
#define HTTP_CORS_H

#include "common/http/request.h"

struct cors;

/* origins is "https://a.example,http://localhost:3000", "" for none (*c_r
 * becomes NULL). expose and headers are the values of
 * Access-Control-Expose-Headers and -Allow-Headers, borrowed. -1: ERR_INVALID
 * naming the entry that is no origin. */
MUST_CHECK int cors_new(const char *origins, const char *expose,
    const char *headers, struct cors **c_r, struct err *err);
void cors_free(struct cors **c);

/* What follows accepts a NULL c and adds headers to the answer to be. */

/* To every answer: Vary, and for a listed origin that it may be read. */
void cors_begin(const struct cors *c, struct http_request *r);
/* To the answer of a preflight: the path's methods, as Allow has them. */
void cors_preflight(
    const struct cors *c, struct http_request *r, const char *methods);

#endif
