/* tokens.c - a user's API tokens: made, listed, revoked.
 *
 * The secret is shown once; the database has its SHA-256. A caller cannot
 * make a token that may do more or lasts longer than what it came with, and
 * revoking a token ends those it made and the sessions it opened. */
#include "services/gateway/gateway.h"

#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/jsonw.h"
#include "common/base/token.h"
#include "services/gateway/identity/audit.h"
#include "services/gateway/identity/auth_cache.h"
#include "services/gateway/identity/scopes.h"
#include "services/gateway/steps.h"

#include <inttypes.h>
#include <stdio.h>

#define TOKENS_MAX 100
#define HINT_CHARS 8

struct making {
	const struct token_new *ask;
	struct strs scopes;
	char token[TOKEN_CHARS + 1];
	uint8_t hash[32];
	int64_t expires_ms;
};

static task_step load, check, save, answer_made, revoke, answer_revoked;

step_list tokens_steps = {GATEWAY_DOOR, load, gateway_answer_rows, NULL};
/* The door without gateway_once: what it keeps to repeat, nobody may keep. */
step_list token_new_steps = {gateway_auth, gateway_auth_found, gateway_limit,
    gateway_limited, check, save, answer_made, NULL};
step_list token_revoke_steps = {GATEWAY_DOOR, revoke, answer_revoked, NULL};

#define TOKEN_JSON                                                             \
	"'id', id::text, 'name', name, 'hint', hint, 'scopes', scopes, "       \
	"'created_at', created_at, 'expires_at', expires_at, "                 \
	"'last_used_at', last_used_at, 'made_by', parent_id::text"
static const char sql_list[] =
    "SELECT json_build_object('tokens', "
    "coalesce(json_agg(json_build_object(" TOKEN_JSON
    ", 'current', id = $2) ORDER BY id DESC), '[]'))::text AS json "
    "FROM tokens WHERE user_id = $1 AND revoked_at IS NULL "
    "AND (expires_at IS NULL OR expires_at > now())";

/* One at a time for a user, so that the number of tokens holds. */
static const char sql_lock[] = "SELECT FROM users WHERE id = $1 FOR UPDATE";
static const char sql_clean[] =
    "DELETE FROM tokens WHERE user_id = $1 AND expires_at < now()";
/* Fails on its parent when that was revoked meanwhile. */
static const char sql_make[] =
    "WITH made AS (INSERT INTO tokens (user_id, name, hash, hint, scopes, "
    "expires_at, parent_id) SELECT $1, $2, $3, $4, $5, $6, nullif($7, 0) "
    "WHERE (SELECT count(*) FROM tokens WHERE user_id = $1 "
    "AND revoked_at IS NULL) < $8 RETURNING *), noted AS (" AUDIT_OF("made",
	"token.made", "$9", "$10") ") SELECT json_build_object(" TOKEN_JSON
				   ")::text AS json FROM made";
static const char sql_revoke[] =
    "WITH gone AS (DELETE FROM tokens WHERE user_id = $1 AND id = $2 "
    "RETURNING id), noted AS (" AUDIT_OF(
	"gone", "token.revoked", "$3", "$4") ") SELECT id FROM gone";

static enum step_result load(struct task *t)
{
	struct gateway_request *r = gateway_request(t);

	pg_query(t, gateway_of(r)->service->pg, pg_as_user(r->caller.user_id),
	    &r->rows, sql_list,
	    PG_ARGS(PG_I64(r->caller.user_id), PG_I64(r->caller.token_id)));
	return STEP_WAIT;
}

/* ---- making ---- */

static int check_scopes(
    struct gateway_request *r, struct making *m, struct err *err)
{
	struct buf known;

	m->scopes = m->ask->scopes;
	for (size_t i = 0; i < m->scopes.n; i++) {
		uint32_t classes = scope_classes(str_of(m->scopes.v[i]));

		if (classes == 0) {
			buf_init(&known, 1024);
			scopes_list(&known);
			err_field(
			    err, "scopes", "must be among %s", buf_str(&known));
			buf_deinit(&known);
			return -1;
		}
		if ((classes & ~r->caller.classes) != 0)
			return err_field(err, "scopes",
			    "%.40s is more than what you came with may do",
			    m->scopes.v[i]);
	}
	return 0;
}

/* None asked for: the caller's own, word by word. */
static void copy_scopes(struct gateway_request *r, struct making *m)
{
	const char **v =
	    ARENA_ARRAY(r->http.task.arena, const char *, ROUTE_CLASSES);

	if (m->scopes.n > 0)
		return;
	m->scopes.v = v;
	if (r->caller.classes == SCOPES_EVERY)
		v[m->scopes.n++] = SCOPE_ALL;
	for (unsigned c = 0; c < ROUTE_CLASSES; c++)
		if (r->caller.classes != SCOPES_EVERY &&
		    scope_of_class(c)[0] != '\0' &&
		    scopes_allow(r->caller.classes, c))
			v[m->scopes.n++] = scope_of_class(c);
}

static int check_expiry(
    struct gateway_request *r, struct making *m, struct err *err)
{
	int64_t now_ms = loop_unix_ms(r->http.task.loop);

	m->expires_ms = r->caller.until_ms;
	if (m->ask->expires_at == NULL)
		return 0;
	if (clock_parse_utc(m->ask->expires_at, &m->expires_ms) < 0)
		return err_field(
		    err, "expires_at", "is not a date or time of RFC 3339");
	if (m->expires_ms <= now_ms)
		return err_field(err, "expires_at", "is over already");
	if (r->caller.until_ms != 0 && m->expires_ms > r->caller.until_ms)
		return err_field(err, "expires_at",
		    "is later than the end of what you came with");
	return 0;
}

static enum step_result check(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct making *m = ARENA_NEW(t->arena, struct making);

	r->own = m;
	if (http_header(&r->http, "idempotency-key").n > 0)
		return task_fail_field(t, "Idempotency-Key",
		    "cannot be used here: a token is shown once, so there is "
		    "nothing to repeat");
	m->ask = gateway_body(r, MSG_token_new, &t->err);
	if (m->ask == NULL || check_scopes(r, m, &t->err) < 0 ||
	    check_expiry(r, m, &t->err) < 0)
		return STEP_FAIL;
	copy_scopes(r, m);
	token_make(TOKEN_PREFIX, m->token);
	ids_sha256(m->token, strlen(m->token), m->hash);
	return STEP_NEXT;
}

static enum step_result save(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct making *m = r->own;
	struct pg_arg user = PG_I64(r->caller.user_id);
	struct pg_batch *b =
	    pg_batch_begin(t, gateway_of(r)->service->pg, pg_as_system());

	pg_batch_add(b, NULL, sql_lock, PG_ARGS(user));
	pg_batch_add(b, NULL, sql_clean, PG_ARGS(user));
	pg_batch_add(b, &r->rows, sql_make,
	    PG_ARGS(user, PG_TEXT(m->ask->name),
		PG_BYTES((const char *)m->hash, 32),
		PG_STR(((struct str){m->token, HINT_CHARS})),
		PG_TEXTS(m->scopes.v, m->scopes.n), PG_TIME(m->expires_ms),
		PG_I64(r->caller.token_id), PG_I64(TOKENS_MAX),
		PG_STR(audit_by(r)), PG_TEXT(r->http.request_id)));
	pg_batch_run(b);
	return STEP_WAIT;
}

/* The row's object with the secret in front. */
static enum step_result answer_made(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct making *m = r->own;
	struct str json;
	struct buf b;

	if (t->err.code == ERR_OK && pg_rows(r->rows) == 0)
		err_set(&t->err, ERR_CONFLICT,
		    "there are %d tokens already; revoke one first",
		    TOKENS_MAX);
	if (t->err.code != ERR_OK)
		return gateway_problem(r);
	json = pg_str(r->rows, 0, "json");
	buf_init(&b, 16384);
	buf_addf(&b, "{\"token\":\"%s\",", m->token);
	buf_add(&b, json.p + 1, json.n - 1);
	return gateway_json(r, 201, &b);
}

/* ---- revoking ---- */

static enum step_result revoke(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	uint64_t id;

	if (gateway_path_id(r, 0, &id, &t->err) < 0)
		return STEP_FAIL;
	pg_query(t, gateway_of(r)->service->pg, pg_as_user(r->caller.user_id),
	    &r->rows, sql_revoke,
	    PG_ARGS(PG_I64(r->caller.user_id), PG_I64(id), PG_STR(audit_by(r)),
		PG_TEXT(r->http.request_id)));
	return STEP_WAIT;
}

static enum step_result answer_revoked(struct task *t)
{
	struct gateway_request *r = gateway_request(t);

	if (t->err.code == ERR_OK && pg_rows(r->rows) == 0)
		err_set(&t->err, ERR_NOT_FOUND, "there is no such token");
	if (t->err.code != ERR_OK)
		return gateway_problem(r);
	auth_cache_drop_user(gateway_of(r)->auth, r->caller.user_id);
	return gateway_answer(r, 204, NULL, (struct str){"", 0});
}
