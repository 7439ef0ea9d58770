/* google.c - GET /api/login/google: off to Google; and the account's say in
 * whether that is a way in. */
#include "services/gateway/identity/google.h"

#include "common/base/die.h"
#include "common/base/ids.h"
#include "common/base/jsonw.h"
#include "common/oidc/base64url.h"
#include "services/gateway/identity/audit.h"
#include "services/gateway/identity/origin.h"
#include "services/gateway/steps.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define CONNECTIONS 16

static task_step begin, off, set_allow, answer_set;

step_list google_steps = {begin, off, NULL};
step_list google_set_steps = {GATEWAY_DOOR, set_allow, answer_set, NULL};

/* Forgetting the link, too, so that another Google account can be linked. */
static const char sql_allow[] =
    "WITH changed AS (UPDATE users SET google_link = $2, google_sub = CASE "
    "WHEN $2 THEN google_sub END WHERE id = $1 RETURNING id), noted AS "
    "(" AUDIT_OF("changed", "google.set", "$3",
	"$4") ") SELECT json_build_object('allow', $2)::text AS json FROM "
	      "changed";

int google_open(struct loop *l, struct google **g_r, struct err *err)
{
	struct google *g = xcalloc(1, sizeof *g);

	if (http_client_open(l, CONNECTIONS, &g->client, err) < 0) {
		free(g);
		return -1;
	}
	*g_r = g;
	return 0;
}

void google_close(struct google **gp)
{
	if (*gp == NULL)
		return;
	jwks_free(&(*gp)->keys);
	http_client_close(&(*gp)->client);
	free(*gp);
	*gp = NULL;
}

int google_is_set_up(const struct gateway *gw, struct err *err)
{
	if (gw->opt->google_client_id[0] != '\0' &&
	    gw->opt->google_client_secret[0] != '\0')
		return 0;
	return err_set(err, ERR_NOT_FOUND,
	    "signing in with Google is not set up here: GOOGLE_CLIENT_ID and "
	    "GOOGLE_CLIENT_SECRET are not set");
}

const char *google_callback_url(struct gateway_request *r)
{
	const struct gateway_options *opt = gateway_of(r)->opt;
	struct str base = str_of(opt->public_url);

	if (base.n == 0)
		return arena_printf(r->http.task.arena,
		    "http://localhost:%" PRId64 "/api/login/google/callback",
		    opt->port);
	while (base.n > 0 && base.p[base.n - 1] == '/')
		base.n--;
	return arena_printf(r->http.task.arena,
	    "%.*s/api/login/google/callback", (int)base.n, base.p);
}

const char *google_escape(struct arena *a, const char *text)
{
	char *out = arena_alloc(a, 3 * strlen(text) + 1), *to = out;

	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9') || strchr("-._~", c) != NULL) {
			*to++ = (char)c;
		} else {
			snprintf(to, 4, "%%%02X", c);
			to += 3;
		}
	}
	return out;
}

void google_flow_key(const char *state, char *out, size_t out_bytes)
{
	char hex[65];

	ids_sha256_hex(state, strlen(state), hex);
	snprintf(out, out_bytes, "login:google:%s", hex);
}

/* Lax: it must come back with the browser that Google sends. */
void google_set_cookie(
    struct gateway_request *r, const char *state, int64_t max_age_s)
{
	char line[192];

	snprintf(line, sizeof line,
	    GOOGLE_COOKIE "=%s; Path=/api/login/google; Max-Age=%" PRId64
			  "; HttpOnly; SameSite=Lax%s",
	    state, max_age_s,
	    gateway_of(r)->opt->secure_cookies ? "; Secure" : "");
	http_add_header(&r->http, "Set-Cookie", line);
}

/* ---- going ---- */

static int read_path(
    struct gateway_request *r, struct google_flow *f, struct err *err)
{
	if (http_query(&r->http, "to", &f->to, err) < 0)
		return -1;
	if (f->to == NULL)
		f->to = "/";
	if (!origin_is_local_path(str_of(f->to)))
		return err_field(
		    err, "to", "must be a path of this site, as /inbox");
	return 0;
}

static const char *flow_json(struct arena *a, const struct google_flow *f)
{
	struct buf b;
	struct jsonw w;
	const char *text;

	buf_init(&b, 4096);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	jsonw_ks(&w, "nonce", f->nonce);
	jsonw_ks(&w, "verifier", f->verifier);
	jsonw_ks(&w, "to", f->to);
	jsonw_end(&w);
	text = arena_strdup(a, buf_str(&b));
	buf_deinit(&b);
	return text;
}

static enum step_result begin(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct google_flow *f = ARENA_NEW(t->arena, struct google_flow);
	char key[96], seconds[16];

	r->own = f;
	if (google_is_set_up(gateway_of(r), &t->err) < 0 ||
	    read_path(r, f, &t->err) < 0)
		return STEP_FAIL;
	ids_letters(f->state, GOOGLE_LETTERS);
	ids_letters(f->nonce, GOOGLE_LETTERS);
	ids_letters(f->verifier, GOOGLE_LETTERS);
	google_flow_key(f->state, key, sizeof key);
	snprintf(seconds, sizeof seconds, "%d", GOOGLE_STATE_S);
	kv_command(t, gateway_of(r)->service->kv,
	    KV_ARGS(STR("SET"), str_of(key), str_of(flow_json(t->arena, f)),
		STR("EX"), str_of(seconds)),
	    NULL);
	return STEP_WAIT;
}

static enum step_result off(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct gateway_options *opt = gateway_of(r)->opt;
	const struct google_flow *f = r->own;
	char challenge[BASE64URL_CHARS(32) + 1];
	uint8_t hash[32];

	if (t->err.code != ERR_OK)
		return gateway_problem(r);
	ids_sha256(f->verifier, GOOGLE_LETTERS, hash);
	base64url_encode(hash, sizeof hash, challenge);
	google_set_cookie(r, f->state, GOOGLE_STATE_S);
	http_add_header(&r->http, "Location",
	    arena_printf(t->arena,
		"%s%cresponse_type=code&client_id=%s&redirect_uri=%s"
		"&scope=openid%%20email%%20profile&state=%s&nonce=%s"
		"&code_challenge=%s&code_challenge_method=S256"
		"&prompt=select_account",
		opt->google_auth_url,
		strchr(opt->google_auth_url, '?') == NULL ? '?' : '&',
		google_escape(t->arena, opt->google_client_id),
		google_escape(t->arena, google_callback_url(r)), f->state,
		f->nonce, challenge));
	http_answer(&r->http, 302, NULL, (struct str){"", 0});
	return STEP_NEXT;
}

/* ---- is it a way in? ---- */

static enum step_result set_allow(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct google_set *ask = gateway_body(r, MSG_google_set, &t->err);

	if (ask == NULL)
		return STEP_FAIL;
	pg_query(t, gateway_of(r)->service->pg, pg_as_user(r->caller.user_id),
	    &r->rows, sql_allow,
	    PG_ARGS(PG_I64(r->caller.user_id), PG_BOOL(ask->allow),
		PG_STR(audit_by(r)), PG_TEXT(r->http.request_id)));
	return STEP_WAIT;
}

static enum step_result answer_set(struct task *t)
{
	return gateway_answer_rows(t);
}
