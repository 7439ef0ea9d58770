/* session.c - the session of this browser: opened by a token, shown, ended. */
#include "services/gateway/gateway.h"

#include "common/base/jsonw.h"
#include "services/gateway/identity/audit.h"
#include "services/gateway/identity/auth.h"
#include "services/gateway/identity/auth_cache.h"
#include "services/gateway/identity/origin.h"
#include "services/gateway/identity/scopes.h"
#include "services/gateway/identity/signing.h"
#include "services/gateway/steps.h"

static task_step read_token, make_session, opened, show, close_session, closed;

/* The token's user is held to their rate like any caller. */
step_list session_open_steps = {gateway_limit_address, gateway_address_limited,
    read_token, gateway_auth_found, gateway_limit, gateway_limited,
    make_session, opened, NULL};
step_list session_show_steps = {GATEWAY_DOOR, show, NULL};
step_list session_close_steps = {GATEWAY_DOOR, close_session, closed, NULL};

/* The cache of callers may be older than a revocation: the token is looked at
 * again. The session can do and lasts no more than the token. */
static const char sql_open[] =
    "INSERT INTO sessions (" SIGNING_COLUMNS
    ", user_id, token_id, scopes, opened_by) "
    "SELECT " SIGNING_VALUES ", u.id, t.id, t.scopes, 'token' "
    "FROM tokens t JOIN users u ON u.id = t.user_id "
    "WHERE t.id = $6 AND u.disabled_at IS NULL AND t.revoked_at IS NULL "
    "AND (t.expires_at IS NULL OR t.expires_at > now()) "
    "RETURNING id";
static const char sql_bound[] =
    "UPDATE sessions s SET expires_at = t.expires_at FROM tokens t "
    "WHERE s.hash = $1 AND t.id = s.token_id AND t.expires_at < s.expires_at";

static const char sql_close[] =
    "WITH gone AS (DELETE FROM sessions WHERE user_id = $1 AND id = $2 "
    "RETURNING id) " AUDIT_OF("gone", "session.ended", "$3", "$4");

static enum step_result read_token(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct session_open *body =
	    gateway_body(r, MSG_session_open, &t->err);

	if (body == NULL)
		return STEP_FAIL;
	if (!origin_is_own(&r->http, gateway_of(r)->opt->public_url))
		return task_fail(
		    t, ERR_FORBIDDEN, "another site cannot sign you in");
	return auth_look_up_token(r, str_of(body->token));
}

static enum step_result make_session(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct signing *s = signing_new(r);
	struct pg_batch *batch;

	r->own = s;
	batch = pg_batch_begin(t, gateway_of(r)->service->pg, pg_as_system());
	signing_end_old(r, batch);
	pg_batch_add(batch, &r->rows, sql_open,
	    PG_ARGS(SIGNING_ARGS(r, s), PG_I64(r->caller.token_id)));
	pg_batch_add(batch, NULL, sql_bound,
	    PG_ARGS(PG_BYTES((const char *)s->session_hash, 32)));
	signing_prune(batch, r->caller.user_id);
	audit_add(r, batch, r->caller.user_id, "login", "session",
	    audit_peer(r, "token"));
	pg_batch_run(batch);
	return STEP_WAIT;
}

static enum step_result opened(struct task *t)
{
	struct gateway_request *r = gateway_request(t);

	if (t->err.code == ERR_OK && pg_rows(r->rows) == 0)
		err_set(&t->err, ERR_UNAUTHENTICATED, "the token is not valid");
	if (t->err.code != ERR_OK)
		return gateway_problem(r);
	return signing_answer(r, r->own, r->caller.user_id, r->caller.email);
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
	jsonw_ks(&w, "by", r->caller.by_session ? "session" : "token");
	jsonw_karr(&w, "scopes");
	scopes_write(&w, r->caller.classes);
	jsonw_end(&w);
	jsonw_ktime(&w, "expires_at", r->caller.until_ms);
	jsonw_end(&w);
	return gateway_json(r, 200, &b);
}

static enum step_result close_session(struct task *t)
{
	struct gateway_request *r = gateway_request(t);

	if (!r->caller.by_session)
		return task_fail(t, ERR_CONFLICT,
		    "there is no session to end: this call came with a token");
	pg_query(t, gateway_of(r)->service->pg, pg_as_user(r->caller.user_id),
	    NULL, sql_close,
	    PG_ARGS(PG_I64(r->caller.user_id), PG_I64(r->caller.session_id),
		PG_STR(audit_by(r)), PG_TEXT(r->http.request_id)));
	return STEP_WAIT;
}

static enum step_result closed(struct task *t)
{
	struct gateway_request *r = gateway_request(t);

	if (t->err.code != ERR_OK)
		return gateway_problem(r);
	auth_cache_drop_user(gateway_of(r)->auth, r->caller.user_id);
	signing_take_cookies(r);
	return gateway_answer(r, 204, NULL, (struct str){"", 0});
}
