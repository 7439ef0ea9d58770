/* signer.c - RSA keys and signatures by libcrypto. */
#include "tests/unit/oidc/signer.h"

#include "common/base/die.h"
#include "common/oidc/base64url.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/rsa.h>
#include <stdlib.h>

static char *number(const EVP_PKEY *pkey, const char *name)
{
	uint8_t bytes[1024];
	BIGNUM *bn = NULL;
	char *text;
	int n;

	MUST(EVP_PKEY_get_bn_param(pkey, name, &bn) == 1);
	n = BN_bn2bin(bn, bytes);
	BN_free(bn);
	text = xcalloc(1, BASE64URL_CHARS((size_t)n) + 1);
	base64url_encode(bytes, (size_t)n, text);
	return text;
}

void signer_init(struct signer *s, unsigned bits)
{
	char *n, *e;

	s->pkey = EVP_RSA_gen(bits);
	n = number(s->pkey, OSSL_PKEY_PARAM_RSA_N);
	e = number(s->pkey, OSSL_PKEY_PARAM_RSA_E);
	s->jwks = xprintf("{\"keys\":[{\"kty\":\"EC\",\"kid\":\"ec\"},"
			  "{\"kty\":\"RSA\",\"kid\":\"k1\",\"use\":\"sig\","
			  "\"alg\":\"RS256\",\"n\":\"%s\",\"e\":\"%s\"}]}",
	    n, e);
	free(n);
	free(e);
}

void signer_deinit(struct signer *s)
{
	EVP_PKEY_free(s->pkey);
	free(s->jwks);
}

char *signer_parts(const char *head, const char *payload, const char *tail)
{
	size_t h = strlen(head), p = strlen(payload);
	char *a = xcalloc(1, BASE64URL_CHARS(h) + 1);
	char *b = xcalloc(1, BASE64URL_CHARS(p) + 1), *all;

	base64url_encode(head, h, a);
	base64url_encode(payload, p, b);
	all = xprintf("%s.%s%s", a, b, tail);
	free(a);
	free(b);
	return all;
}

char *signer_token(
    const struct signer *s, const char *head, const char *payload)
{
	char *part = signer_parts(head, payload, ""), *all;
	uint8_t signature[1024];
	char text[BASE64URL_CHARS(sizeof signature) + 1];
	size_t n = sizeof signature;
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();

	MUST(EVP_DigestSignInit(ctx, NULL, EVP_sha256(), NULL, s->pkey) == 1);
	MUST(EVP_DigestSign(ctx, signature, &n, (const unsigned char *)part,
		 strlen(part)) == 1);
	EVP_MD_CTX_free(ctx);
	base64url_encode(signature, n, text);
	all = xprintf("%s.%s", part, text);
	free(part);
	return all;
}
