/* google_user.c - which account a Google account may sign in to.
 *
 * Once linked it is the subject that counts, whatever its email becomes. A
 * first time, the email must be one that Google itself vouches for (a Gmail
 * address, or of a Workspace domain: others may have changed hands since they
 * were verified), and the account must allow it. */
#include "services/gateway/identity/google.h"

#include "services/gateway/identity/audit.h"
#include "services/gateway/identity/signing.h"

static const char sql_find[] =
    "SELECT id, google_sub, google_link FROM users "
    "WHERE disabled_at IS NULL AND (google_sub = $1 OR (lower(email) = "
    "lower($2) AND $2 <> '')) "
    "ORDER BY coalesce(google_sub = $1, false) DESC, id LIMIT 1";

/* $1 to $5 the session, $6 the subject, $7 and $8 for the audit log; then the
 * user's id, or email and name of a new one. */
#define OPEN_FOR(who)                                                          \
	"opened AS (INSERT INTO sessions (" SIGNING_COLUMNS                    \
	", user_id, opened_by) SELECT " SIGNING_VALUES                         \
	", id, 'google' FROM " who " RETURNING user_id), "                     \
	"noted AS (INSERT INTO audit_log (user_id, actor, action, subject, "   \
	"detail, request_id) SELECT user_id, 'user:' || user_id, 'login', "    \
	"'session', $7::jsonb, $8 FROM opened) SELECT user_id FROM opened"
static const char sql_link[] =
    "WITH linked AS (UPDATE users SET google_sub = $6 WHERE id = $9 "
    "AND disabled_at IS NULL AND google_link "
    "AND (google_sub IS NULL OR google_sub = $6) RETURNING id), " OPEN_FOR(
	"linked");
static const char sql_make[] =
    "WITH made AS (INSERT INTO users (email, name, google_sub) "
    "VALUES ($9, $10, $6) ON CONFLICT DO NOTHING RETURNING id), " OPEN_FOR(
	"made");

void google_find_user(struct gateway_request *r, const struct id_claims *claims)
{
	pg_query(&r->http.task, gateway_of(r)->service->pg, pg_as_system(),
	    &r->rows, sql_find,
	    PG_ARGS(PG_TEXT(claims->subject), PG_TEXT(claims->email)));
}

static bool google_vouches(const struct id_claims *c)
{
	return c->email_verified && str_find(str_of(c->email), "@") > 0 &&
	       (c->domain[0] != '\0' ||
		   str_ends(str_of(c->email), "@gmail.com"));
}

int google_choose_user(struct gateway_request *r,
    const struct id_claims *claims, uint64_t *id_r, struct err *err)
{
	const struct gateway_options *opt = gateway_of(r)->opt;
	bool found = pg_rows(r->rows) > 0;
	bool linked =
	    found && streq(pg_text(r->rows, 0, "google_sub"), claims->subject);

	*id_r = found ? (uint64_t)pg_i64(r->rows, 0, "id") : 0;
	if (linked)
		return 0;
	if (!google_vouches(claims))
		return err_set(err, ERR_FORBIDDEN,
		    "Google does not vouch for the email of this account, so "
		    "it cannot be linked by it");
	if (found && !pg_is_null(r->rows, 0, "google_sub"))
		return err_set(err, ERR_FORBIDDEN,
		    "the account here is linked to another Google account");
	if (found && !pg_bool(r->rows, 0, "google_link"))
		return err_set(err, ERR_FORBIDDEN,
		    "the account here does not allow signing in with Google");
	if (!found && opt->signup != GATEWAY_SIGNUP_GOOGLE)
		return err_set(err, ERR_FORBIDDEN,
		    "there is no account for this email here, and new ones "
		    "are not taken");
	return 0;
}

void google_open_session(struct gateway_request *r,
    const struct id_claims *claims, uint64_t id, const struct signing *s)
{
	struct task *t = &r->http.task;
	struct pg_batch *b =
	    pg_batch_begin(t, gateway_of(r)->service->pg, pg_as_system());
	struct pg_arg detail = PG_STR(audit_peer(r, "google"));
	struct pg_arg subject = PG_TEXT(claims->subject);
	struct pg_arg request = PG_TEXT(r->http.request_id);
	struct str name = str_of(claims->name);

	name.n = utf8_cut(name, 200);
	signing_end_old(r, b);
	if (id != 0)
		pg_batch_add(b, &r->rows, sql_link,
		    PG_ARGS(SIGNING_ARGS(r, s), subject, detail, request,
			PG_I64(id)));
	else
		pg_batch_add(b, &r->rows, sql_make,
		    PG_ARGS(SIGNING_ARGS(r, s), subject, detail, request,
			PG_TEXT(claims->email), PG_STR(name)));
	if (id != 0)
		signing_prune(b, id);
	pg_batch_run(b);
}
