/* id_token.h - what an ID token must say (OpenID Connect Core 3.1.3.7). */
#ifndef OIDC_ID_TOKEN_H
#define OIDC_ID_TOKEN_H

#include "common/oidc/jwt.h"

#define ID_TOKEN_SKEW_S 60     /* between the issuer's clock and ours */
#define ID_TOKEN_AGE_MAX_S 600 /* it was made for this very sign-in */

struct id_expected {
	const char *issuer; /* "https://..."; the token may leave that out */
	const char *audience;
	const char *nonce;
	int64_t now_ms; /* Unix */
};

/* Strings are the token's. */
struct id_claims {
	const char *subject;
	const char *email; /* "" when it says none */
	bool email_verified;
	const char *domain; /* hd: of a Google Workspace; or "" */
	const char *name;
};

/* After jwks_verify. ERR_BAD_PEER names the claim. */
MUST_CHECK int id_token_check(const struct jwt *jwt,
    const struct id_expected *want, struct id_claims *claims_r,
    struct err *err);

#endif
