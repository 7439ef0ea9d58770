/* login.c - POST /api/login: email and password, then as any session.
 *
 * The database compares, by bcrypt on connections of their own, so that
 * neither the loop nor anybody's query waits for it. An unknown email costs
 * the same and hears the same. */
#include "services/gateway/gateway.h"

#include "services/gateway/identity/audit.h"
#include "services/gateway/identity/origin.h"
#include "services/gateway/identity/password.h"
#include "services/gateway/identity/signing.h"
#include "services/gateway/steps.h"
#include "services/gateway/identity/throttling.h"

struct login {
	const struct login_request *ask;
	struct throttling *attempt;
	struct signing *signing;
	char seen[PASSWORD_SEEN_BYTES];
	struct pg_result *who;
	uint64_t user_id; /* 0: wrong */
};

static task_step read_login, hold, verify, open, opened;

step_list login_steps = {gateway_limit_address, gateway_address_limited,
    read_login, hold, verify, open, opened, NULL};

/* The hash is of nothing anybody knows; its cost is the others'. */
#define NOBODYS                                                                \
	"'$2a$" PASSWORD_COST                                                  \
	"$cXuyYliY9GysPyRtV9GnBuLB8Sdj3oR0mqz9/rMVmZCYPepNdVgFC'"
static const char sql_verify[] =
    "WITH who AS (SELECT id, email, password_hash FROM users "
    "WHERE lower(email) = lower($1) AND disabled_at IS NULL "
    "ORDER BY id LIMIT 1) "
    "SELECT coalesce((SELECT id FROM who), 0) AS id, "
    "coalesce((SELECT email FROM who), '') AS email, "
    "coalesce(crypt($2, coalesce((SELECT password_hash FROM who), " NOBODYS
    ")) = (SELECT password_hash FROM who), false) AS good";

static const char sql_open[] =
    "INSERT INTO sessions (" SIGNING_COLUMNS
    ", user_id, opened_by) SELECT " SIGNING_VALUES
    ", id, 'password' FROM users WHERE id = $6 AND disabled_at IS NULL "
    "RETURNING id";

static enum step_result read_login(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct login *l = ARENA_NEW(t->arena, struct login);

	r->own = l;
	l->ask = gateway_body(r, MSG_login_request, &t->err);
	if (l->ask == NULL)
		return STEP_FAIL;
	if (!origin_is_own(&r->http, gateway_of(r)->opt->public_url))
		return task_fail(
		    t, ERR_FORBIDDEN, "another site cannot sign you in");
	password_seen(str_of(l->ask->password), l->seen);
	l->attempt = throttling_take(r, l->ask->email);
	return STEP_WAIT;
}

static enum step_result hold(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct login *l = r->own;

	return throttling_check(r, l->attempt, &t->err) < 0 ? STEP_FAIL
							    : STEP_NEXT;
}

static enum step_result verify(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct login *l = r->own;

	pg_query(t, gateway_of(r)->login_pg, pg_as_system(), &l->who,
	    sql_verify, PG_ARGS(PG_TEXT(l->ask->email), PG_TEXT(l->seen)));
	return STEP_WAIT;
}

static enum step_result open(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct login *l = r->own;
	uint64_t id = (uint64_t)pg_i64(l->who, 0, "id");
	struct pg_batch *b =
	    pg_batch_begin(t, gateway_of(r)->service->pg, pg_as_system());

	if (pg_bool(l->who, 0, "good")) {
		l->user_id = id;
		throttling_right(r, l->attempt);
		l->signing = signing_new(r);
		signing_end_old(r, b);
		pg_batch_add(b, &r->rows, sql_open,
		    PG_ARGS(SIGNING_ARGS(r, l->signing), PG_I64(id)));
		signing_prune(b, id);
		audit_add(
		    r, b, id, "login", "session", audit_peer(r, "password"));
	} else {
		audit_add(r, b, id, "login.failed", "password",
		    audit_peer(r, "password"));
	}
	pg_batch_run(b);
	return STEP_WAIT;
}

static enum step_result opened(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct login *l = r->own;

	if (t->err.code == ERR_OK && (l->user_id == 0 || pg_rows(r->rows) == 0))
		err_set(&t->err, ERR_UNAUTHENTICATED,
		    "email or password is not right");
	if (t->err.code != ERR_OK)
		return gateway_problem(r);
	r->caller.user_id = l->user_id; /* for the log line */
	return signing_answer(
	    r, l->signing, l->user_id, pg_text(l->who, 0, "email"));
}
