/* jwt.h - a signed JSON Web Token (RFC 7519, in RFC 7515's compact form).
 *
 * Reading one proves nothing: jwks.h checks the signature, id_token.h what it
 * says. RS256 is the only algorithm; "none", HMACs and whatever the header
 * names beside it are refused here, before any key is looked at (RFC 8725).
 */
#ifndef OIDC_JWT_H
#define OIDC_JWT_H

#include "common/base/arena.h"
#include "common/base/err.h"
#include "common/base/str.h"
#include "proto/json.h"

#define JWT_BYTES_MAX 16384
#define JWT_SIGNATURE_MAX 512 /* RSA of 4096 bits */
#define JWT_KID_MAX 200

struct jwt {
	struct str signed_part; /* of the text: header.payload */
	const char *kid;        /* in the arena; "" when there is none */
	const struct json *claims;
	uint8_t signature[JWT_SIGNATURE_MAX];
	size_t signature_bytes;
};

/* text must live as long as the token. ERR_BAD_PEER says what is wrong. */
MUST_CHECK int jwt_parse(
    struct arena *a, struct str text, struct jwt *jwt_r, struct err *err);

#endif
