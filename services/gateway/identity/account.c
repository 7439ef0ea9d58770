/* account.c - POST /api/password: the password set or changed.
 *
 * All other sessions end; the one that asks goes on under new secrets. Tokens
 * stay: they are revoked one by one. */
#include "services/gateway/gateway.h"

#include "common/base/ids.h"
#include "services/gateway/identity/audit.h"
#include "services/gateway/identity/auth_cache.h"
#include "services/gateway/identity/password.h"
#include "services/gateway/identity/scopes.h"
#include "services/gateway/identity/signing.h"
#include "services/gateway/steps.h"
#include "services/gateway/identity/throttling.h"

struct change {
	const struct password_set *ask;
	struct throttling *attempt;
	struct signing *signing;
	char now[PASSWORD_SEEN_BYTES], next[PASSWORD_SEEN_BYTES];
};

static task_step read_change, hold, save, answer;

/* No gate: bcrypt takes its time by intent, and says nothing of load. */
step_list password_steps = {gateway_limit_address, gateway_address_limited,
    gateway_auth, gateway_auth_found, gateway_limit, gateway_limited,
    read_change, hold, save, answer, NULL};

/* Where none is set, only a caller who may do everything, for ever, may set
 * the first: a password outlives tokens. $1 user, $2 the present one, $3 the
 * new one, $4 may set the first; $5 to $9 the new session, $10 the old one's
 * id (0: a token came). */
static const char sql_save[] =
    "WITH changed AS (UPDATE users SET password_hash = crypt($3, "
    "gen_salt('bf', " PASSWORD_COST ")), password_set_at = now() "
    "WHERE id = $1 AND CASE WHEN password_hash IS NULL THEN $4 "
    "ELSE password_hash = crypt(coalesce($2, ''), password_hash) END "
    "RETURNING id), "
    "own AS (SELECT scopes, token_id, opened_by, expires_at FROM sessions "
    "WHERE id = $10 AND user_id = $1), "
    "gone AS (DELETE FROM sessions s USING changed "
    "WHERE s.user_id = changed.id), "
    "made AS (INSERT INTO sessions (hash, csrf_hash, expires_at, "
    "user_agent, peer, user_id, scopes, token_id, opened_by) "
    "SELECT $5, $6, least(own.expires_at, now() + make_interval(secs => $7)), "
    "$8, $9, changed.id, own.scopes, own.token_id, own.opened_by "
    "FROM changed, own), "
    "noted AS (" AUDIT_OF(
	"changed", "password.changed", "$11", "$12") ") SELECT id FROM changed";

static enum step_result read_change(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct change *c = ARENA_NEW(t->arena, struct change);

	r->own = c;
	c->ask = gateway_body(r, MSG_password_set, &t->err);
	if (c->ask == NULL || password_check(str_of(c->ask->password),
				  str_of(r->caller.email), &t->err) < 0)
		return STEP_FAIL;
	if (c->ask->current != NULL)
		password_seen(str_of(c->ask->current), c->now);
	password_seen(str_of(c->ask->password), c->next);
	c->attempt = throttling_take(r, r->caller.email);
	return STEP_WAIT;
}

static enum step_result hold(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct change *c = r->own;

	return throttling_check(r, c->attempt, &t->err) < 0 ? STEP_FAIL
							    : STEP_NEXT;
}

static enum step_result save(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct change *c = r->own;
	bool may_begin =
	    r->caller.classes == SCOPES_EVERY && r->caller.until_ms == 0;

	c->signing = signing_new(r);
	pg_query(t, gateway_of(r)->login_pg, pg_as_system(), &r->rows, sql_save,
	    PG_ARGS(PG_I64(r->caller.user_id),
		PG_TEXT(c->ask->current == NULL ? NULL : c->now),
		PG_TEXT(c->next), PG_BOOL(may_begin),
		SIGNING_ARGS(r, c->signing), PG_I64(r->caller.session_id),
		PG_STR(audit_by(r)), PG_TEXT(r->http.request_id)));
	return STEP_WAIT;
}

static enum step_result answer(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct change *c = r->own;

	if (t->err.code == ERR_OK && pg_rows(r->rows) == 0)
		err_set(&t->err, ERR_FORBIDDEN,
		    "the current password is missing or not right");
	if (t->err.code != ERR_OK)
		return gateway_problem(r);
	throttling_right(r, c->attempt);
	auth_cache_drop_user(gateway_of(r)->auth, r->caller.user_id);
	if (r->caller.by_session)
		signing_set_cookies(r, c->signing);
	return gateway_answer(r, 204, NULL, (struct str){"", 0});
}
