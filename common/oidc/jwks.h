/* jwks.h - an issuer's public keys (RFC 7517), and checking by them.
 *
 * RSA keys of 2048 to 4096 bits for signatures are taken; others in the set
 * are passed over, as the RFC wants. The work is libcrypto's.
 */
#ifndef OIDC_JWKS_H
#define OIDC_JWKS_H

#include "common/oidc/jwt.h"

#define JWKS_KEYS_MAX 16
#define JWKS_BYTES_MAX 65536

struct jwks;

/* ERR_BAD_PEER: not such a set, or without one key of use. */
MUST_CHECK int jwks_parse(
    struct str json, struct jwks **keys_r, struct err *err);
void jwks_free(struct jwks **keys);

/* NULL has none. */
bool jwks_has(const struct jwks *keys, const char *kid);
/* ERR_BAD_PEER: no such key, or it did not sign that. */
MUST_CHECK int jwks_verify(
    const struct jwks *keys, const struct jwt *jwt, struct err *err);

#endif
