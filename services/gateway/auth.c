/* auth.c - who asks: an API token or a session, and whether they may.
 *
 * What was found is kept for AUTH_CACHE_MS, keyed by the secret's SHA-256, so
 * that a busy client costs no query; a revoked token dies within that time. */
#include "services/gateway/auth.h"

#include "common/base/die.h"
#include "common/base/ids.h"
#include "common/base/map.h"

#include <stdlib.h>

#define AUTH_CACHE_MS 5000
#define AUTH_CACHE_MAX 20000

struct auth_entry {
	struct caller caller;
	int64_t expires_ms; /* loop time */
};

struct auth_cache {
	struct smap *entries; /* hex of the hash -> auth_entry */
};

/* A lookup under way. */
struct auth_lookup {
	char key[65];
	uint8_t hash[32];
	bool session;
};

static const char sql_token[] =
    "UPDATE tokens t SET last_used_at = now() FROM users u "
    "WHERE t.hash = $1 AND u.id = t.user_id AND u.disabled_at IS NULL "
    "AND t.revoked_at IS NULL "
    "AND (t.expires_at IS NULL OR t.expires_at > now()) "
    "RETURNING u.id, u.role, u.email, ''::bytea AS csrf_hash";

static const char sql_session[] =
    "UPDATE sessions s SET last_seen_at = now() FROM users u "
    "WHERE s.hash = $1 AND u.id = s.user_id AND u.disabled_at IS NULL "
    "AND s.expires_at > now() "
    "RETURNING u.id, u.role, u.email, s.csrf_hash";

struct auth_cache *auth_cache_new(void)
{
	struct auth_cache *c = xcalloc(1, sizeof *c);

	c->entries = smap_new();
	return c;
}

static void forget_all(struct auth_cache *c)
{
	const char *key;
	void *value;
	size_t pos = 0;

	while (smap_each(c->entries, &pos, &key, &value))
		free(value);
	smap_free(&c->entries);
	c->entries = smap_new();
}

void auth_cache_free(struct auth_cache **cp)
{
	if (*cp == NULL)
		return;
	forget_all(*cp);
	smap_free(&(*cp)->entries);
	free(*cp);
	*cp = NULL;
}

void auth_cache_drop(struct auth_cache *c, const uint8_t hash[32])
{
	char key[65];

	hex_encode(hash, 32, key);
	free(smap_take(c->entries, key));
}

/* ---- what the request brings ---- */

static struct str bearer(const struct http_request *http)
{
	struct str value = http_header(http, "authorization");

	if (!str_istarts(value, "bearer "))
		return (struct str){"", 0};
	return str_trim((struct str){value.p + 7, value.n - 7});
}

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
	if (!r->caller.by_session || !auth_is_cross_site(&r->http))
		return 0;
	return err_set(err, ERR_FORBIDDEN,
	    "another site sent this request with your session");
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
	if (check_site(r, err) < 0)
		return -1;
	return check_csrf(r, err);
}

static void become(struct gateway_request *r, const struct caller *who)
{
	r->caller = *who;
	r->env.user_id = who->user_id;
	r->env.role = who->role;
	r->env.lane_seed = who->user_id;
}

/* ---- steps ---- */

static enum step_result look_up(
    struct gateway_request *r, struct str secret, bool session)
{
	struct task *t = &r->http.task;
	struct gateway *gw = gateway_of(r);
	struct auth_lookup *look = ARENA_NEW(t->arena, struct auth_lookup);
	const struct auth_entry *known;

	look->session = session;
	ids_sha256(secret.p, secret.n, look->hash);
	hex_encode(look->hash, sizeof look->hash, look->key);
	known = smap_get(gw->auth->entries, look->key);
	if (known != NULL && known->expires_ms > loop_now_ms(t->loop) &&
	    known->caller.by_session == session) {
		become(r, &known->caller);
		return STEP_NEXT;
	}
	r->lookup = look;
	pg_query(t, gw->service->pg, pg_as_system(), &r->rows,
	    session ? sql_session : sql_token,
	    PG_ARGS(PG_BYTES((const char *)look->hash, sizeof look->hash)));
	return STEP_WAIT;
}

enum step_result gateway_auth(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct str token = bearer(&r->http);
	const char *cookie;

	if (token.n > 0)
		return look_up(r, token, false);
	cookie = http_cookie(&r->http, "session_id");
	if (cookie != NULL && cookie[0] != '\0')
		return look_up(r, str_of(cookie), true);
	http_add_header(&r->http, "WWW-Authenticate", "Bearer");
	return task_fail(t, ERR_UNAUTHENTICATED,
	    "send Authorization: Bearer <token>, or sign in");
}

enum step_result auth_look_up_token(struct gateway_request *r, struct str token)
{
	return look_up(r, token, false);
}

static void remember(struct auth_cache *c, const char *key,
    const struct caller *who, int64_t now_ms)
{
	struct auth_entry *e = xcalloc(1, sizeof *e);

	if (smap_len(c->entries) >= AUTH_CACHE_MAX)
		forget_all(c); /* rare, and cheap to fill again */
	e->caller = *who;
	e->expires_ms = now_ms + AUTH_CACHE_MS;
	free(smap_put(c->entries, key, e));
}

static int take_row(struct gateway_request *r, struct err *err)
{
	struct caller who = {.by_session = r->lookup->session};
	struct str csrf;

	if (pg_rows(r->rows) == 0)
		return err_set(err, ERR_UNAUTHENTICATED,
		    r->lookup->session ? "the session has ended; sign in again"
				       : "the token is not valid (any more)");
	who.user_id = (uint64_t)pg_i64(r->rows, 0, "id");
	str_copy(who.email, sizeof who.email, pg_str(r->rows, 0, "email"));
	if (role_parse(pg_text(r->rows, 0, "role"), &who.role) < 0)
		return err_set(err, ERR_INTERNAL, "unknown role in users");
	csrf = pg_bytes(r->rows, 0, "csrf_hash");
	if (csrf.n == sizeof who.csrf_hash)
		memcpy(who.csrf_hash, csrf.p, csrf.n);
	remember(gateway_of(r)->auth, r->lookup->key, &who,
	    loop_now_ms(r->http.task.loop));
	become(r, &who);
	return 0;
}

enum step_result gateway_auth_found(struct task *t)
{
	struct gateway_request *r = gateway_request(t);

	if (r->lookup != NULL && take_row(r, &t->err) < 0)
		return STEP_FAIL;
	r->lookup = NULL;
	return check_role(r, &t->err) < 0 ? STEP_FAIL : STEP_NEXT;
}
