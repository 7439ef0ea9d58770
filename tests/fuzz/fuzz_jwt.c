/* fuzz_jwt.c - any text is a token, a set of keys, or refused; and nothing
 * but the holder of the key signs. The first byte chooses. */
#include "common/base/die.h"
#include "common/oidc/id_token.h"
#include "common/oidc/jwks.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Of RFC 7515 appendix A.2, whose private half is in no corpus. */
static const char keys_json[] =
    "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"k1\",\"n\":"
    "\"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddx"
    "HmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMs"
    "D1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSH"
    "SXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdV"
    "MTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8"
    "NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ\","
    "\"e\":\"AQAB\"}]}";

static void read_token(struct str text)
{
	static const struct id_expected want = {
	    .issuer = "https://op.example",
	    .audience = "client",
	    .nonce = "n-1",
	    .now_ms = 1800000000000,
	};
	struct arena *a = arena_new(1 << 20);
	struct jwks *keys = NULL;
	struct id_claims claims;
	struct err err = {0};
	struct jwt jwt;

	MUST(jwks_parse(STR(keys_json), &keys, &err) == 0);
	if (jwt_parse(a, text, &jwt, &err) == 0) {
		MUST(jwt.signature_bytes <= sizeof jwt.signature);
		MUST(jwks_verify(keys, &jwt, &err) < 0);
		if (id_token_check(&jwt, &want, &claims, &err) == 0)
			MUST(claims.subject[0] != '\0');
	} else {
		MUST(err.code == ERR_BAD_PEER && err.text[0] != '\0');
	}
	jwks_free(&keys);
	arena_free(&a);
}

static void read_keys(struct str text)
{
	struct jwks *keys = NULL;
	struct err err = {0};

	if (jwks_parse(text, &keys, &err) < 0)
		MUST(err.code == ERR_BAD_PEER && keys == NULL);
	jwks_free(&keys);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *copy;

	if (size == 0)
		return 0;
	copy = malloc(size);
	memcpy(copy, data + 1, size - 1);
	if (data[0] & 1)
		read_keys((struct str){copy, size - 1});
	else
		read_token((struct str){copy, size - 1});
	free(copy);
	return 0;
}
