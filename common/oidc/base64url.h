/* base64url.h - RFC 4648 section 5, without padding, as RFC 7515 wants it. */
#ifndef OIDC_BASE64URL_H
#define OIDC_BASE64URL_H

#include "common/base/str.h"

#define BASE64URL_CHARS(bytes) (((bytes)*8 + 5) / 6)
/* BASE64URL_CHARS(n) characters and a NUL. */
void base64url_encode(const void *p, size_t n, char *out);

/* Refuses other characters, padding, an impossible length, bits left over
 * that are not zero, and what does not fit into max bytes. */
MUST_CHECK int base64url_decode(
    struct str s, void *out, size_t max, size_t *n_r);

#endif
