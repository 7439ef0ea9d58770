/* session.c - signing in and out in a browser: cookies instead of a token. */
#include "services/gateway/gateway.h"

#include "common/base/ids.h"
#include "common/base/jsonw.h"
#include "services/gateway/auth.h"
#include "services/gateway/steps.h"

#include <inttypes.h>
#include <stdio.h>

struct signing {
	uint8_t token_hash[32];
	char session[64], csrf[64];
	uint8_t session_hash[32], csrf_hash[32];
};

static task_step read_token, make_session, opened, show, close_session, closed;

/* The token's user is held to their rate like any caller. */
step_list session_open_steps = {read_token, gateway_auth_found, gateway_limit,
    gateway_limited, make_session, opened, NULL};
step_list session_show_steps = {GATEWAY_DOOR, show, NULL};
step_list session_close_steps = {GATEWAY_DOOR, close_session, closed, NULL};

/* The cache of callers may be older than a revocation: the token is looked at
 * again. Only the newest SESSIONS_MAX of a user live. */
#define SESSIONS_MAX "50"
static const char sql_open[] =
    "INSERT INTO sessions (hash, user_id, csrf_hash, expires_at, user_agent) "
    "SELECT $2, u.id, $3, now() + make_interval(secs => $4), $5 "
    "FROM tokens t JOIN users u ON u.id = t.user_id "
    "WHERE t.hash = $1 AND u.disabled_at IS NULL AND t.revoked_at IS NULL "
    "AND (t.expires_at IS NULL OR t.expires_at > now()) "
    "RETURNING user_id, (SELECT email FROM users WHERE id = user_id) AS email";

static const char sql_prune[] =
    "DELETE FROM sessions WHERE user_id = $1 AND hash NOT IN (SELECT hash "
    "FROM sessions WHERE user_id = $1 AND expires_at > now() "
    "ORDER BY created_at DESC LIMIT " SESSIONS_MAX ")";

static const char sql_close[] =
    "DELETE FROM sessions WHERE user_id = $1 AND hash = $2";

static enum step_result read_token(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct signing *s = ARENA_NEW(t->arena, struct signing);
	const struct session_open *body =
	    gateway_body(r, MSG_session_open, &t->err);

	if (body == NULL)
		return STEP_FAIL;
	if (auth_is_cross_site(&r->http))
		return task_fail(
		    t, ERR_FORBIDDEN, "another site cannot sign you in");
	ids_sha256(body->token, strlen(body->token), s->token_hash);
	r->own = s;
	return auth_look_up_token(r, str_of(body->token));
}

static enum step_result make_session(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct gateway *gw = gateway_of(r);
	struct signing *s = r->own;
	struct str agent = http_header(&r->http, "user-agent");
	struct pg_batch *batch;

	ids_secret("als_", s->session, sizeof s->session);
	ids_secret("", s->csrf, sizeof s->csrf);
	ids_sha256(s->session, strlen(s->session), s->session_hash);
	ids_sha256(s->csrf, strlen(s->csrf), s->csrf_hash);
	agent.n = utf8_valid(agent) ? utf8_cut(agent, 200) : 0;
	batch = pg_batch_begin(t, gw->service->pg, pg_as_system());
	pg_batch_add(batch, &r->rows, sql_open,
	    PG_ARGS(PG_BYTES((const char *)s->token_hash, 32),
		PG_BYTES((const char *)s->session_hash, 32),
		PG_BYTES((const char *)s->csrf_hash, 32),
		PG_I64(gw->opt->session_ms / 1000), PG_STR(agent)));
	pg_batch_add(
	    batch, NULL, sql_prune, PG_ARGS(PG_I64(r->caller.user_id)));
	pg_batch_run(batch);
	return STEP_WAIT;
}

/* The CSRF cookie must be readable by the page; the session must not. */
static void set_cookies(struct gateway_request *r, const char *session,
    const char *csrf, int64_t max_age_s)
{
	const char *secure =
	    gateway_of(r)->opt->secure_cookies ? "; Secure" : "";
	char line[256];

	snprintf(line, sizeof line,
	    "session_id=%s; Path=/; Max-Age=%" PRId64
	    "; HttpOnly; SameSite=Lax%s",
	    session, max_age_s, secure);
	http_add_header(&r->http, "Set-Cookie", line);
	snprintf(line, sizeof line,
	    "csrf_token=%s; Path=/; Max-Age=%" PRId64 "; SameSite=Lax%s", csrf,
	    max_age_s, secure);
	http_add_header(&r->http, "Set-Cookie", line);
}

static enum step_result opened(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct signing *s = r->own;
	struct buf b;
	struct jsonw w;

	if (t->err.code == ERR_OK && pg_rows(r->rows) == 0)
		err_set(&t->err, ERR_UNAUTHENTICATED, "the token is not valid");
	if (t->err.code != ERR_OK)
		return gateway_problem(r);
	set_cookies(
	    r, s->session, s->csrf, gateway_of(r)->opt->session_ms / 1000);
	buf_init(&b, 4096);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	jsonw_kid(&w, "user_id", (uint64_t)pg_i64(r->rows, 0, "user_id"));
	jsonw_ks(&w, "email", pg_text(r->rows, 0, "email"));
	jsonw_ks(&w, "csrf_token", s->csrf);
	jsonw_end(&w);
	return gateway_json(r, 201, &b);
}

static enum step_result show(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct buf b;
	struct jsonw w;

	if (t->err.code != ERR_OK)
		return gateway_problem(r);
	buf_init(&b, 4096);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	jsonw_kid(&w, "user_id", r->caller.user_id);
	jsonw_ks(&w, "email", r->caller.email);
	jsonw_ks(&w, "role", role_name(r->caller.role));
	jsonw_end(&w);
	return gateway_json(r, 200, &b);
}

static enum step_result close_session(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const char *cookie = http_cookie(&r->http, "session_id");
	uint8_t *hash;

	if (cookie == NULL)
		return task_fail(t, ERR_CONFLICT,
		    "there is no session to end: this call came with a token");
	r->own = hash = arena_alloc(t->arena, 32);
	ids_sha256(cookie, strlen(cookie), hash);
	pg_query(t, gateway_of(r)->service->pg, pg_as_user(r->caller.user_id),
	    NULL, sql_close,
	    PG_ARGS(
		PG_I64(r->caller.user_id), PG_BYTES((const char *)hash, 32)));
	return STEP_WAIT;
}

static enum step_result closed(struct task *t)
{
	struct gateway_request *r = gateway_request(t);

	if (t->err.code != ERR_OK)
		return gateway_problem(r);
	auth_cache_drop(gateway_of(r)->auth, r->own);
	set_cookies(r, "", "", 0);
	http_answer(&r->http, 204, NULL, (struct str){"", 0});
	return STEP_NEXT;
}
