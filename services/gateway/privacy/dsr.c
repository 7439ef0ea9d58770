/* dsr.c - POST /security/dsr: a copy of everything, or its end. Who asks for it
 * may do everything anyhow; for the end, the password is asked again where
 * there is one. And the receipt by which one sees how the end went. */
#include "services/gateway/gateway.h"

#include "services/gateway/identity/password.h"
#include "services/gateway/identity/scopes.h"
#include "services/gateway/identity/throttling.h"
#include "services/gateway/steps.h"

struct asking {
	const struct dsr_ask *ask;
	struct throttling *attempt;
	char seen[PASSWORD_SEEN_BYTES];
};

static task_step read_asking, hold, verify, verified, forward, look;

step_list dsr_new_steps = {GATEWAY_DOOR, gateway_admit, read_asking, hold,
    verify, verified, forward, gateway_answer_reply, NULL};
step_list dsr_receipt_steps = {gateway_limit_address, gateway_address_limited,
    look, gateway_answer_reply, NULL};

static const char sql_verify[] =
    "SELECT password_hash IS NULL AS none, coalesce(password_hash = "
    "crypt(coalesce($2, ''), password_hash), true) AS good "
    "FROM users WHERE id = $1";

static enum step_result read_asking(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct asking *a = ARENA_NEW(t->arena, struct asking);

	r->own = a;
	a->ask = gateway_body(r, MSG_dsr_ask, &t->err);
	if (a->ask == NULL)
		return STEP_FAIL;
	if (r->caller.classes != SCOPES_EVERY)
		return task_fail(t, ERR_FORBIDDEN,
		    "this needs a token or session with every scope: all of "
		    "your data is in question");
	if (!streq(a->ask->kind, "erasure")) {
		if (a->ask->password != NULL)
			return task_fail_field(
			    t, "password", "only for kind erasure");
		task_goto(t, forward);
		return STEP_NEXT;
	}
	if (a->ask->password != NULL)
		password_seen(str_of(a->ask->password), a->seen);
	a->attempt = throttling_take(r, r->caller.email);
	return STEP_WAIT;
}

static enum step_result hold(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct asking *a = r->own;

	return throttling_check(r, a->attempt, &t->err) < 0 ? STEP_FAIL
							    : STEP_NEXT;
}

static enum step_result verify(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct asking *a = r->own;

	pg_query(t, gateway_of(r)->login_pg, pg_as_user(r->caller.user_id),
	    &r->rows, sql_verify,
	    PG_ARGS(PG_I64(r->caller.user_id),
		PG_TEXT(a->ask->password == NULL ? NULL : a->seen)));
	return STEP_WAIT;
}

static enum step_result verified(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct asking *a = r->own;

	if (pg_rows(r->rows) == 0 || !pg_bool(r->rows, 0, "good"))
		return task_fail(t, ERR_FORBIDDEN,
		    "the account's password is missing or not right");
	if (a->ask->password != NULL && pg_bool(r->rows, 0, "none"))
		return task_fail_field(
		    t, "password", "this account has none; leave it out");
	throttling_right(r, a->attempt);
	return STEP_NEXT;
}

static enum step_result forward(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct asking *a = r->own;
	struct dsr_open m = {.kind = a->ask->kind, .confirm = a->ask->confirm};

	bus_call_msg(t, gateway_of(r)->service->bus, "privacy", &r->env,
	    MSG_dsr_open, &m, &r->reply);
	return STEP_WAIT;
}

/* Nobody is asked who they are: the account is gone. */
static enum step_result look(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct dsr_receipt m = {.receipt = r->http.params[0]};

	if (strlen(m.receipt) == 0 || strlen(m.receipt) > 100)
		return task_fail(t, ERR_NOT_FOUND, "no such receipt");
	bus_call_msg(t, gateway_of(r)->service->bus, "privacy", &r->env,
	    MSG_dsr_receipt, &m, &r->reply);
	return STEP_WAIT;
}
