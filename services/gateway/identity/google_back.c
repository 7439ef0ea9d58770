/* google_back.c - GET /api/login/google/callback: the browser is back with a
 * code, which becomes an ID token, which becomes a session.
 *
 * The state is taken out of Redis once, so nothing can be played again; it
 * must be the one of this browser's cookie, so nobody can be signed in to
 * another's account by a link. */
#include "services/gateway/identity/google.h"

#include "services/gateway/identity/signing.h"
#include "services/gateway/steps.h"

#include <stdio.h>

#define CALL_MS 5000
#define ANSWER_BYTES 65536
#define KEYS_MS 3600000    /* fetched anew after that */
#define KEYS_AGAIN_MS 1000 /* at the earliest, for a key that is new to us */

struct back {
	const char *code, *state;
	struct kv_reply kept;
	const char *nonce, *verifier, *to;
	struct http_reply answer, keys;
	struct err keys_err;
	bool fetched;
	struct jwt jwt;
	struct id_claims claims;
	struct signing *signing;
};

static task_step read_back, take_flow, exchange, exchanged, fetch_keys, verify,
    choose, go_on;

step_list google_back_steps = {read_back, take_flow, exchange, exchanged,
    fetch_keys, verify, choose, go_on, NULL};

/* ---- what the browser brings ---- */

static int read_query(
    struct gateway_request *r, struct back *b, struct err *err)
{
	const char *error;

	if (http_query(&r->http, "error", &error, err) < 0 ||
	    http_query(&r->http, "code", &b->code, err) < 0 ||
	    http_query(&r->http, "state", &b->state, err) < 0)
		return -1;
	if (error != NULL)
		return err_set(err, ERR_UNAUTHENTICATED,
		    "Google did not sign you in: %.60s", error);
	if (b->code == NULL || b->code[0] == '\0' || strlen(b->code) > 2048)
		return err_field(err, "code", "is missing or too long");
	if (b->state == NULL || strlen(b->state) != GOOGLE_LETTERS)
		return err_field(err, "state", "is missing or not ours");
	return 0;
}

static enum step_result read_back(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct back *b = ARENA_NEW(t->arena, struct back);
	const char *cookie = http_cookie(&r->http, GOOGLE_COOKIE);
	char key[96];

	r->own = b;
	if (google_is_set_up(gateway_of(r), &t->err) < 0 ||
	    read_query(r, b, &t->err) < 0)
		return STEP_FAIL;
	if (cookie == NULL || strlen(cookie) != GOOGLE_LETTERS ||
	    !secret_eq(cookie, b->state, GOOGLE_LETTERS))
		return task_fail(t, ERR_FORBIDDEN,
		    "this browser did not begin that; begin at "
		    "/api/login/google");
	google_flow_key(b->state, key, sizeof key);
	kv_command(t, gateway_of(r)->service->kv,
	    KV_ARGS(STR("GETDEL"), str_of(key)), &b->kept);
	return STEP_WAIT;
}

static enum step_result take_flow(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct back *b = r->own;
	const struct json *json;

	if (b->kept.kind != KV_STR)
		return task_fail(t, ERR_UNAUTHENTICATED,
		    "this sign-in took too long or was used; begin again");
	if (json_parse(t->arena, b->kept.s, &json, &t->err) < 0)
		return STEP_FAIL;
	b->nonce = json_str(json_get(json, "nonce"), "");
	b->verifier = json_str(json_get(json, "verifier"), "");
	b->to = json_str(json_get(json, "to"), "/");
	return STEP_NEXT;
}

/* ---- the code becomes a token ---- */

static enum step_result exchange(struct task *t)
{
	static const char *const headers[] = {
	    "Content-Type: application/x-www-form-urlencoded",
	    "Accept: application/json", NULL};
	struct gateway_request *r = gateway_request(t);
	const struct gateway_options *opt = gateway_of(r)->opt;
	struct back *b = r->own;
	struct http_call call = {
	    .method = "POST",
	    .url = opt->google_token_url,
	    .headers = headers,
	    .timeout_ms = CALL_MS,
	    .max_answer_bytes = ANSWER_BYTES,
	};

	call.body = str_of(arena_printf(t->arena,
	    "grant_type=authorization_code&code=%s&redirect_uri=%s"
	    "&client_id=%s&client_secret=%s&code_verifier=%s",
	    google_escape(t->arena, b->code),
	    google_escape(t->arena, google_callback_url(r)),
	    google_escape(t->arena, opt->google_client_id),
	    google_escape(t->arena, opt->google_client_secret), b->verifier));
	http_fetch(t, gateway_of(r)->google->client, &call, &b->answer);
	return STEP_WAIT;
}

static enum step_result exchanged(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct back *b = r->own;
	const struct json *json;
	struct err why = {0};
	const char *token;

	if (b->answer.status == 400 || b->answer.status == 401)
		return task_fail(t, ERR_UNAUTHENTICATED,
		    "Google does not know this sign-in (any more); begin "
		    "again");
	if (b->answer.status != 200)
		return task_fail(t, ERR_BAD_PEER,
		    "Google answered %d instead of a token", b->answer.status);
	if (json_parse(t->arena, b->answer.body, &json, &why) < 0)
		return task_fail(t, ERR_BAD_PEER, "Google's answer is no JSON");
	token = json_str(json_get(json, "id_token"), "");
	return jwt_parse(t->arena, str_of(token), &b->jwt, &t->err) < 0
		   ? STEP_FAIL
		   : STEP_NEXT;
}

/* ---- the issuer's keys ---- */

/* Old ones are good enough while new ones cannot be had. */
static enum step_result fetch_keys(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct google *g = gateway_of(r)->google;
	struct back *b = r->own;
	int64_t now_ms = loop_now_ms(t->loop);
	bool known = jwks_has(g->keys, b->jwt.kid);
	const struct http_call call = {
	    .method = "GET",
	    .url = gateway_of(r)->opt->google_certs_url,
	    .timeout_ms = CALL_MS,
	    .max_answer_bytes = JWKS_BYTES_MAX,
	};

	if (known && now_ms - g->fetched_ms < KEYS_MS)
		return STEP_NEXT;
	if (g->tried_ms != 0 && now_ms - g->tried_ms < KEYS_AGAIN_MS)
		return STEP_NEXT;
	g->tried_ms = now_ms;
	b->fetched = true;
	if (known)
		task_tolerate(t, &b->keys_err);
	http_fetch(t, g->client, &call, &b->keys);
	return STEP_WAIT;
}

static int take_keys(struct gateway_request *r, struct back *b, struct err *err)
{
	struct google *g = gateway_of(r)->google;
	struct jwks *fresh;

	if (!b->fetched || b->keys_err.code != ERR_OK)
		return 0;
	if (b->keys.status != 200)
		return err_set(err, ERR_BAD_PEER,
		    "Google answered %d instead of its keys", b->keys.status);
	if (jwks_parse(b->keys.body, &fresh, err) < 0)
		return -1;
	jwks_free(&g->keys);
	g->keys = fresh;
	g->fetched_ms = loop_now_ms(r->http.task.loop);
	return 0;
}

static enum step_result verify(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct gateway *gw = gateway_of(r);
	struct back *b = r->own;
	struct id_expected want = {
	    .issuer = gw->opt->google_issuer,
	    .audience = gw->opt->google_client_id,
	    .nonce = b->nonce,
	    .now_ms = loop_unix_ms(t->loop),
	};

	if (take_keys(r, b, &t->err) < 0 ||
	    jwks_verify(gw->google->keys, &b->jwt, &t->err) < 0 ||
	    id_token_check(&b->jwt, &want, &b->claims, &t->err) < 0)
		return STEP_FAIL;
	google_find_user(r, &b->claims);
	return STEP_WAIT;
}

/* ---- in ---- */

static enum step_result choose(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct back *b = r->own;
	uint64_t id;

	if (google_choose_user(r, &b->claims, &id, &t->err) < 0)
		return STEP_FAIL;
	b->signing = signing_new(r);
	google_open_session(r, &b->claims, id, b->signing);
	return STEP_WAIT;
}

static enum step_result go_on(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct back *b = r->own;

	if (t->err.code == ERR_OK && pg_rows(r->rows) == 0)
		err_set(&t->err, ERR_CONFLICT,
		    "the account has changed meanwhile; begin again");
	if (t->err.code != ERR_OK)
		return gateway_problem(r);
	r->caller.user_id = (uint64_t)pg_i64(r->rows, 0, "user_id");
	signing_set_cookies(r, b->signing);
	google_set_cookie(r, "", 0);
	http_add_header(&r->http, "Location", b->to);
	http_answer(&r->http, 302, NULL, (struct str){"", 0});
	return STEP_NEXT;
}
