/* google.h - signing in with Google: OAuth 2 code flow with PKCE (RFC 7636)
 * and OpenID Connect.
 *
 * google.c sends the browser there, google_back.c takes it back and learns
 * who it is, google_user.c decides which account that is.
 */
#ifndef GATEWAY_GOOGLE_H
#define GATEWAY_GOOGLE_H

#include "common/http/client.h"
#include "common/oidc/id_token.h"
#include "common/oidc/jwks.h"
#include "services/gateway/gateway.h"

struct google {
	struct http_client *client;
	struct jwks *keys; /* NULL: not fetched yet */
	int64_t fetched_ms, tried_ms;
};

MUST_CHECK int google_open(
    struct loop *l, struct google **g_r, struct err *err);
void google_close(struct google **g);

/* -1 with ERR_NOT_FOUND while no client id is set. */
MUST_CHECK int google_is_set_up(const struct gateway *gw, struct err *err);
/* Where Google sends browsers back to, in the arena. */
const char *google_callback_url(struct gateway_request *r);
/* text percent-encoded for a query or a form, in the arena. */
const char *google_escape(struct arena *a, const char *text);

/* What Redis keeps from going to coming back, under state's SHA-256. */
#define GOOGLE_COOKIE "google_state"
#define GOOGLE_STATE_S 600
#define GOOGLE_LETTERS 43 /* 256 bits: state, nonce and verifier each */
struct google_flow {
	char state[GOOGLE_LETTERS + 1], nonce[GOOGLE_LETTERS + 1];
	char verifier[GOOGLE_LETTERS + 1];
	const char *to; /* a path of ours */
};
void google_flow_key(const char *state, char *out, size_t out_bytes);
void google_set_cookie(
    struct gateway_request *r, const char *state, int64_t max_age_s);

/* ---- google_user.c: from claims to an account ---- */
/* Starts to look for accounts with that subject or email. */
void google_find_user(
    struct gateway_request *r, const struct id_claims *claims);
/* The account that r->rows has for the claims; *id_r 0: a new one is to be
 * made. ERR_FORBIDDEN says why not. */
MUST_CHECK int google_choose_user(struct gateway_request *r,
    const struct id_claims *claims, uint64_t *id_r, struct err *err);
/* Links or makes the account and opens the session, in one statement whose
 * row (user_id) goes to r->rows; none when somebody was faster. */
struct signing;
void google_open_session(struct gateway_request *r,
    const struct id_claims *claims, uint64_t id, const struct signing *s);

#endif
