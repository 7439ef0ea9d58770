/* signer.h - an issuer for tests: a key, its set, and tokens it signs. */
#ifndef TESTS_OIDC_SIGNER_H
#define TESTS_OIDC_SIGNER_H

#include "common/oidc/jwks.h"

#include <openssl/evp.h>

struct signer {
	EVP_PKEY *pkey;
	char *jwks; /* with kid "k1" */
};

void signer_init(struct signer *s, unsigned bits);
void signer_deinit(struct signer *s);
/* head.payload.signature, malloc'ed. */
char *signer_token(
    const struct signer *s, const char *head, const char *payload);
/* base64url of head and payload with a dot, and after it tail; malloc'ed. */
char *signer_parts(const char *head, const char *payload, const char *tail);

#define HEAD_RS256 "{\"alg\":\"RS256\",\"kid\":\"k1\"}"

#endif
