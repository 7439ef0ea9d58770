/* jwks.c - keys as libcrypto has them, and RSASSA-PKCS1-v1_5 with SHA-256. */
#include "common/oidc/jwks.h"

#include "common/base/die.h"
#include "common/oidc/base64url.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <stdlib.h>

#define BITS_MIN 2048
#define BITS_MAX 4096
#define EXPONENT_BYTES_MAX 4

struct key {
	char kid[JWT_KID_MAX + 1];
	EVP_PKEY *pkey;
};

struct jwks {
	struct key keys[JWKS_KEYS_MAX];
	size_t n;
};

/* ---- one key ---- */

static BIGNUM *number(const struct json *j, size_t max_bytes)
{
	uint8_t bytes[BITS_MAX / 8 + 1];
	size_t n;

	if (base64url_decode(str_of(json_str(j, "")), bytes,
		MIN(max_bytes, sizeof bytes), &n) < 0 ||
	    n == 0)
		return NULL;
	return BN_bin2bn(bytes, (int)n, NULL);
}

static EVP_PKEY *build(const BIGNUM *n, const BIGNUM *e)
{
	OSSL_PARAM_BLD *bld = OSSL_PARAM_BLD_new();
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL);
	OSSL_PARAM *params = NULL;
	EVP_PKEY *pkey = NULL;

	if (bld == NULL || ctx == NULL)
		die("libcrypto has no memory");
	if (OSSL_PARAM_BLD_push_BN(bld, OSSL_PKEY_PARAM_RSA_N, n) == 1 &&
	    OSSL_PARAM_BLD_push_BN(bld, OSSL_PKEY_PARAM_RSA_E, e) == 1)
		params = OSSL_PARAM_BLD_to_param(bld);
	if (params == NULL || EVP_PKEY_fromdata_init(ctx) != 1 ||
	    EVP_PKEY_fromdata(ctx, &pkey, EVP_PKEY_PUBLIC_KEY, params) != 1)
		pkey = NULL;
	OSSL_PARAM_free(params);
	OSSL_PARAM_BLD_free(bld);
	EVP_PKEY_CTX_free(ctx);
	return pkey;
}

static EVP_PKEY *read_key(const struct json *j)
{
	BIGNUM *n = number(json_get(j, "n"), BITS_MAX / 8);
	BIGNUM *e = number(json_get(j, "e"), EXPONENT_BYTES_MAX);
	EVP_PKEY *pkey = NULL;

	if (n != NULL && e != NULL && BN_num_bits(n) >= BITS_MIN &&
	    BN_is_odd(n) && BN_is_odd(e) && BN_num_bits(e) > 1)
		pkey = build(n, e);
	BN_free(n);
	BN_free(e);
	return pkey;
}

static bool is_for_us(const struct json *j)
{
	return streq(json_str(json_get(j, "kty"), NULL), "RSA") &&
	       streq(json_str(json_get(j, "use"), "sig"), "sig") &&
	       streq(json_str(json_get(j, "alg"), "RS256"), "RS256") &&
	       strlen(json_str(json_get(j, "kid"), "")) <= JWT_KID_MAX;
}

/* ---- the set ---- */

void jwks_free(struct jwks **kp)
{
	if (*kp == NULL)
		return;
	for (size_t i = 0; i < (*kp)->n; i++)
		EVP_PKEY_free((*kp)->keys[i].pkey);
	free(*kp);
	*kp = NULL;
}

static void take_key(struct jwks *keys, const struct json *j)
{
	const char *kid = json_str(json_get(j, "kid"), "");
	struct key *key = &keys->keys[keys->n];

	if (!is_for_us(j) || jwks_has(keys, kid))
		return;
	key->pkey = read_key(j);
	if (key->pkey == NULL)
		return;
	str_copy(key->kid, sizeof key->kid, str_of(kid));
	keys->n++;
}

int jwks_parse(struct str text, struct jwks **keys_r, struct err *err)
{
	struct arena *a = arena_new(4 * JWKS_BYTES_MAX);
	struct jwks *keys = xcalloc(1, sizeof *keys);
	const struct json *json = NULL;
	struct err why = {0};

	if (text.n <= JWKS_BYTES_MAX && json_parse(a, text, &json, &why) == 0)
		for (const struct json *j = json_first(json_get(json, "keys"));
		     j != NULL && keys->n < JWKS_KEYS_MAX; j = json_next(j))
			take_key(keys, j);
	arena_free(&a);
	if (keys->n == 0) {
		jwks_free(&keys);
		return err_set(err, ERR_BAD_PEER,
		    "the issuer's keys cannot be read, or are none of use");
	}
	*keys_r = keys;
	return 0;
}

static const struct key *find(const struct jwks *keys, const char *kid)
{
	for (size_t i = 0; keys != NULL && i < keys->n; i++)
		if (streq(keys->keys[i].kid, kid))
			return &keys->keys[i];
	return NULL;
}

bool jwks_has(const struct jwks *keys, const char *kid)
{
	return find(keys, kid) != NULL;
}

int jwks_verify(const struct jwks *keys, const struct jwt *jwt, struct err *err)
{
	const struct key *key = find(keys, jwt->kid);
	EVP_MD_CTX *ctx;
	bool good;

	if (key == NULL)
		return err_set(err, ERR_BAD_PEER,
		    "the ID token is signed by a key that the issuer does not "
		    "have");
	ctx = EVP_MD_CTX_new();
	if (ctx == NULL)
		die("libcrypto has no memory");
	good = EVP_DigestVerifyInit(ctx, NULL, EVP_sha256(), NULL, key->pkey) ==
		   1 &&
	       EVP_DigestVerify(ctx, jwt->signature, jwt->signature_bytes,
		   (const unsigned char *)jwt->signed_part.p,
		   jwt->signed_part.n) == 1;
	EVP_MD_CTX_free(ctx);
	return good ? 0
		    : err_set(err, ERR_BAD_PEER,
			  "the ID token's signature is not its issuer's");
}
