/* jwt.c - three parts of base64url; the first must say RS256. */
#include "common/oidc/jwt.h"

#include "common/oidc/base64url.h"

static int bad(struct err *err, const char *why)
{
	return err_set(err, ERR_BAD_PEER, "the ID token %s", why);
}

/* A part that must be a JSON object. */
static int read_object(struct arena *a, struct str part,
    const struct json **json_r, struct err *err)
{
	char *text = arena_alloc(a, part.n + 1);
	struct err why = {0};
	size_t n;

	if (base64url_decode(part, text, part.n, &n) < 0)
		return bad(err, "is not base64url");
	if (json_parse(a, (struct str){text, n}, json_r, &why) < 0 ||
	    json_type(*json_r) != JSON_OBJECT)
		return bad(err, "has a part that is no JSON object");
	return 0;
}

/* "crit" names extensions that must be understood: none is (RFC 7515
 * 4.1.11). A key that comes with the token proves nothing and is not read. */
static int check_head(const struct json *head, struct jwt *jwt, struct err *err)
{
	const struct json *kid = json_get(head, "kid");

	if (!streq(json_str(json_get(head, "alg"), NULL), "RS256"))
		return bad(err, "is not signed by RS256");
	if (json_get(head, "crit") != NULL)
		return bad(err, "needs an extension that nobody knows");
	jwt->kid = json_str(kid, "");
	if (kid != NULL && json_type(kid) != JSON_STRING)
		return bad(err, "names no key");
	if (strlen(jwt->kid) > JWT_KID_MAX)
		return bad(err, "names a key at too great length");
	return 0;
}

int jwt_parse(
    struct arena *a, struct str text, struct jwt *jwt_r, struct err *err)
{
	struct str rest = text, head, payload, signature;
	const struct json *json;

	*jwt_r = (struct jwt){.kid = ""};
	if (text.n > JWT_BYTES_MAX)
		return bad(err, "is too long");
	if (!str_split(&rest, '.', &head) || !str_split(&rest, '.', &payload) ||
	    !str_split(&rest, '.', &signature) || rest.n != 0 ||
	    head.n + payload.n + signature.n + 2 != text.n)
		return bad(err, "has not three parts");
	if (read_object(a, head, &json, err) < 0 ||
	    check_head(json, jwt_r, err) < 0 ||
	    read_object(a, payload, &jwt_r->claims, err) < 0)
		return -1;
	if (base64url_decode(signature, jwt_r->signature,
		sizeof jwt_r->signature, &jwt_r->signature_bytes) < 0 ||
	    jwt_r->signature_bytes == 0)
		return bad(err, "has no signature of RSA");
	jwt_r->signed_part = (struct str){text.p, head.n + 1 + payload.n};
	return 0;
}
