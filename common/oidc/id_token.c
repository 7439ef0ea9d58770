/* id_token.c - issuer, audience, time and nonce; then who it is about. */
#include "common/oidc/id_token.h"

#define SUBJECT_MAX 255
#define EMAIL_MAX 320

static int bad(struct err *err, const char *claim, const char *why)
{
	return err_set(
	    err, ERR_BAD_PEER, "the ID token's claim %s %s", claim, why);
}

static const char *text_of(const struct jwt *jwt, const char *claim)
{
	return json_str(json_get(jwt->claims, claim), "");
}

/* Google names itself with and without the scheme. */
static bool is_issuer(const char *said, const char *want)
{
	struct str bare = str_of(want);

	if (str_starts(bare, "https://"))
		bare = (struct str){bare.p + 8, bare.n - 8};
	return streq(said, want) || str_eqs(bare, said);
}

/* One audience, or several of which the token was made for us. */
static bool is_for(const struct jwt *jwt, const char *want)
{
	const struct json *aud = json_get(jwt->claims, "aud");
	const struct json *azp = json_get(jwt->claims, "azp");
	bool named =
	    json_type(aud) == JSON_STRING && streq(json_str(aud, NULL), want);

	if (json_type(aud) == JSON_ARRAY)
		for (const struct json *one = json_first(aud); one != NULL;
		     one = json_next(one))
			named = named || streq(json_str(one, NULL), want);
	if (json_type(aud) == JSON_ARRAY && json_len(aud) > 1 && azp == NULL)
		return false;
	return named && (azp == NULL || streq(json_str(azp, NULL), want));
}

static int check_time(const struct jwt *jwt, int64_t now_ms, struct err *err)
{
	const struct json *exp = json_get(jwt->claims, "exp");
	const struct json *iat = json_get(jwt->claims, "iat");
	double now_s = (double)now_ms / 1000;

	if (json_type(exp) != JSON_NUMBER ||
	    json_num(exp, 0) <= now_s - ID_TOKEN_SKEW_S)
		return bad(err, "exp", "is over");
	if (json_type(iat) != JSON_NUMBER ||
	    json_num(iat, 0) > now_s + ID_TOKEN_SKEW_S ||
	    json_num(iat, 0) < now_s - ID_TOKEN_AGE_MAX_S)
		return bad(err, "iat", "is not of now");
	return 0;
}

/* Some issuers write true as a word. */
static bool is_true(const struct json *j)
{
	return json_type(j) == JSON_STRING ? streq(json_str(j, ""), "true")
					   : json_bool(j, false);
}

int id_token_check(const struct jwt *jwt, const struct id_expected *want,
    struct id_claims *claims_r, struct err *err)
{
	struct id_claims c = {
	    .subject = text_of(jwt, "sub"),
	    .email = text_of(jwt, "email"),
	    .email_verified = is_true(json_get(jwt->claims, "email_verified")),
	    .domain = text_of(jwt, "hd"),
	    .name = text_of(jwt, "name"),
	};
	const char *nonce = text_of(jwt, "nonce");

	if (!is_issuer(text_of(jwt, "iss"), want->issuer))
		return bad(err, "iss", "names another issuer");
	if (!is_for(jwt, want->audience))
		return bad(err, "aud", "names another client");
	if (check_time(jwt, want->now_ms, err) < 0)
		return -1;
	if (want->nonce[0] == '\0' || !streq(nonce, want->nonce))
		return bad(err, "nonce", "is not this sign-in's");
	if (c.subject[0] == '\0' || strlen(c.subject) > SUBJECT_MAX)
		return bad(err, "sub", "is missing or too long");
	if (strlen(c.email) > EMAIL_MAX)
		return bad(err, "email", "is too long");
	*claims_r = c;
	return 0;
}
