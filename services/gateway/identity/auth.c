/* auth.c - who asks: an API token or a session, and whether they may.
 *
 * A request with an Authorization header is the token's, whatever cookies came
 * with it: a wrong token is never made good by a session. */
#include "services/gateway/identity/auth.h"

#include "common/base/ids.h"
#include "common/base/token.h"
#include "services/gateway/identity/auth_cache.h"
#include "services/gateway/identity/origin.h"
#include "services/gateway/identity/scopes.h"

#include <stdio.h>

/* A lookup under way. */
struct auth_lookup {
	uint8_t hash[AUTH_HASH_BYTES];
	bool session;
	int64_t asked_ms;
	uint64_t turn;
};

static const char sql_token[] = AUTH_OF_TOKENS "AND t.hash = $1";
static const char sql_session[] = AUTH_OF_SESSIONS "AND s.hash = $1";

/* ---- what the request brings ---- */

static bool changes_state(const struct gateway_request *r)
{
	return r->http.method != HTTP_GET && r->http.method != HTTP_HEAD;
}

/* Double submit: the header repeats the cookie, and both hash to what the
 * session was given. */
static int check_csrf(struct gateway_request *r, struct err *err)
{
	struct str header = http_header(&r->http, "x-csrf-token");
	const char *cookie = http_cookie(&r->http, "csrf_token");
	uint8_t hash[32];

	if (!r->caller.by_session || !changes_state(r))
		return 0;
	ids_sha256(header.p, header.n, hash);
	if (cookie == NULL || !str_eqs(header, cookie) ||
	    !secret_eq(hash, r->caller.csrf_hash, sizeof hash))
		return err_set(err, ERR_FORBIDDEN,
		    "X-CSRF-Token is missing or not the session's");
	return 0;
}

bool auth_is_cross_site(const struct http_request *http)
{
	return str_ieqs(http_header(http, "sec-fetch-site"), "cross-site");
}

/* GET may begin a chat, and SameSite=Lax lets a foreign page's link bring the
 * cookie: nobody else's page has business here. */
static int check_site(struct gateway_request *r, struct err *err)
{
	if (!r->caller.by_session)
		return 0;
	if (auth_is_cross_site(&r->http) ||
	    (changes_state(r) &&
		!origin_is_own(&r->http, gateway_of(r)->opt->public_url)))
		return err_set(err, ERR_FORBIDDEN,
		    "another site sent this request with your session");
	return 0;
}

static int check_scope(struct gateway_request *r, struct err *err)
{
	enum route_class c = gateway_route(r)->route_class;
	char line[128];

	if (scopes_allow(r->caller.classes, c))
		return 0;
	snprintf(line, sizeof line,
	    "Bearer error=\"insufficient_scope\", scope=\"%s\"",
	    scope_of_class(c));
	http_add_header(&r->http, "WWW-Authenticate", line);
	return err_set(
	    err, ERR_FORBIDDEN, "this needs the scope %s", scope_of_class(c));
}

static int check_role(struct gateway_request *r, struct err *err)
{
	static const enum role least[] = {
	    [ACCESS_PUBLIC] = ROLE_NONE,
	    [ACCESS_USER] = ROLE_USER,
	    [ACCESS_OPERATOR] = ROLE_OPERATOR,
	    [ACCESS_ADMIN] = ROLE_ADMIN,
	};
	enum role need = least[gateway_route(r)->access];

	if (r->caller.role < need)
		return err_set(err, ERR_FORBIDDEN, "this needs the role %s",
		    role_name(need));
	return 0;
}

static void become(struct gateway_request *r, const struct caller *who)
{
	r->caller = *who;
	r->env.user_id = who->user_id;
	r->env.role = who->role;
	r->env.lane_seed = who->user_id;
}

/* ---- steps ---- */

static enum step_result refuse(struct gateway_request *r, bool session)
{
	http_add_header(&r->http, "WWW-Authenticate",
	    session ? "Bearer" : "Bearer error=\"invalid_token\"");
	return task_fail(&r->http.task, ERR_UNAUTHENTICATED,
	    session ? "the session has ended; sign in again"
		    : "the token is not valid (any more)");
}

static enum step_result ask(struct gateway_request *r, struct auth_lookup *look)
{
	struct gateway *gw = gateway_of(r);
	struct pg_arg hash =
	    PG_BYTES((const char *)look->hash, sizeof look->hash);

	look->asked_ms = loop_now_ms(r->http.task.loop);
	look->turn = auth_cache_turn(gw->auth);
	r->lookup = look;
	if (look->session)
		pg_query(&r->http.task, gw->service->pg, pg_as_system(),
		    &r->rows, sql_session,
		    PG_ARGS(
			hash, PG_F64((double)gw->opt->session_idle_ms / 1000)));
	else
		pg_query(&r->http.task, gw->service->pg, pg_as_system(),
		    &r->rows, sql_token, PG_ARGS(hash));
	return STEP_WAIT;
}

static enum step_result look_up(
    struct gateway_request *r, struct str secret, bool session)
{
	struct task *t = &r->http.task;
	struct auth_cache *cache = gateway_of(r)->auth;
	int64_t now_ms = loop_now_ms(t->loop);
	struct auth_lookup *look;
	const struct caller *known;
	enum token_shape shape =
	    token_shape(session ? SESSION_PREFIX : TOKEN_PREFIX, secret);

	if (shape == TOKEN_FOREIGN)
		return refuse(r, session);
	look = ARENA_NEW(t->arena, struct auth_lookup);
	look->session = session;
	ids_sha256(secret.p, secret.n, look->hash);
	memcpy(&r->credential, look->hash, sizeof r->credential);
	known = auth_cache_get(cache, look->hash, now_ms);
	if (known != NULL) {
		become(r, known);
		return STEP_NEXT;
	}
	if (auth_cache_refused(cache, look->hash, now_ms))
		return refuse(r, session);
	if (shape == TOKEN_OLD && !auth_cache_may_ask(cache, now_ms)) {
		http_add_header(&r->http, "Retry-After", "1");
		return task_fail(t, ERR_RATE_LIMITED,
		    "too many unknown credentials are being tried; a token "
		    "of the present form is not held up");
	}
	return ask(r, look);
}

static enum step_result ask_for_credentials(struct gateway_request *r)
{
	http_add_header(&r->http, "WWW-Authenticate", "Bearer");
	return task_fail(&r->http.task, ERR_UNAUTHENTICATED,
	    "send Authorization: Bearer <token>, or sign in");
}

enum step_result gateway_auth(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct str value = http_header(&r->http, "authorization");
	const char *cookie;

	if (str_istarts(value, "bearer "))
		return look_up(
		    r, str_trim((struct str){value.p + 7, value.n - 7}), false);
	if (value.n > 0)
		return ask_for_credentials(r);
	cookie = http_cookie(&r->http, "session_id");
	if (cookie != NULL && cookie[0] != '\0')
		return look_up(r, str_of(cookie), true);
	return ask_for_credentials(r);
}

enum step_result auth_look_up_token(struct gateway_request *r, struct str token)
{
	return look_up(r, token, false);
}

int auth_read_row(const struct pg_result *rows, size_t row,
    struct caller *who_r, struct err *err)
{
	struct str csrf = pg_bytes(rows, row, "csrf_hash");

	who_r->user_id = (uint64_t)pg_i64(rows, row, "id");
	str_copy(who_r->email, sizeof who_r->email, pg_str(rows, row, "email"));
	who_r->classes = scopes_classes(pg_str(rows, row, "scopes"));
	who_r->until_ms = pg_time(rows, row, "until");
	who_r->token_id = (uint64_t)pg_i64(rows, row, "token_id");
	who_r->session_id = (uint64_t)pg_i64(rows, row, "session_id");
	who_r->by_session = who_r->session_id != 0;
	if (csrf.n == sizeof who_r->csrf_hash)
		memcpy(who_r->csrf_hash, csrf.p, csrf.n);
	if (role_parse(pg_text(rows, row, "role"), &who_r->role) < 0)
		return err_set(err, ERR_INTERNAL, "unknown role in users");
	return 0;
}

static enum step_result take_row(struct gateway_request *r)
{
	struct auth_cache *cache = gateway_of(r)->auth;
	const struct auth_lookup *look = r->lookup;
	struct caller who = {.user_id = 0};

	if (pg_rows(r->rows) == 0) {
		auth_cache_refuse(
		    cache, look->hash, loop_now_ms(r->http.task.loop));
		return refuse(r, look->session);
	}
	if (auth_read_row(r->rows, 0, &who, &r->http.task.err) < 0)
		return STEP_FAIL;
	auth_cache_put(cache, look->hash, &who, look->asked_ms, look->turn);
	become(r, &who);
	return STEP_NEXT;
}

enum step_result gateway_auth_found(struct task *t)
{
	struct gateway_request *r = gateway_request(t);

	if (r->lookup != NULL && take_row(r) != STEP_NEXT)
		return STEP_FAIL;
	r->lookup = NULL;
	if (check_role(r, &t->err) < 0 || check_scope(r, &t->err) < 0 ||
	    check_site(r, &t->err) < 0)
		return STEP_FAIL;
	return check_csrf(r, &t->err) < 0 ? STEP_FAIL : STEP_NEXT;
}
