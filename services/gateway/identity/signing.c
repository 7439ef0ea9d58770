/* signing.c - a new session: secrets, cookies, the answer. */
#include "services/gateway/identity/signing.h"

#include "common/base/ids.h"
#include "common/base/jsonw.h"

#include <inttypes.h>
#include <stdio.h>

#define SESSIONS_MAX "50"
#define AGENT_BYTES 200

static const char sql_end_old[] = "DELETE FROM sessions WHERE hash = $1";

static const char sql_prune[] =
    "DELETE FROM sessions WHERE user_id = $1 AND hash NOT IN (SELECT hash "
    "FROM sessions WHERE user_id = $1 AND expires_at > now() "
    "ORDER BY created_at DESC LIMIT " SESSIONS_MAX ")";

struct signing *signing_new(struct gateway_request *r)
{
	struct signing *s = ARENA_NEW(r->http.task.arena, struct signing);

	token_make(SESSION_PREFIX, s->session);
	ids_secret("", s->csrf, sizeof s->csrf);
	ids_sha256(s->session, strlen(s->session), s->session_hash);
	ids_sha256(s->csrf, strlen(s->csrf), s->csrf_hash);
	s->agent = http_header(&r->http, "user-agent");
	s->agent.n = utf8_valid(s->agent) ? utf8_cut(s->agent, AGENT_BYTES) : 0;
	return s;
}

void signing_end_old(struct gateway_request *r, struct pg_batch *b)
{
	const char *cookie = http_cookie(&r->http, "session_id");
	uint8_t hash[32];

	if (cookie == NULL || cookie[0] == '\0')
		return;
	ids_sha256(cookie, strlen(cookie), hash);
	pg_batch_add(
	    b, NULL, sql_end_old, PG_ARGS(PG_BYTES((const char *)hash, 32)));
}

void signing_prune(struct pg_batch *b, uint64_t user_id)
{
	pg_batch_add(b, NULL, sql_prune, PG_ARGS(PG_I64(user_id)));
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

void signing_set_cookies(struct gateway_request *r, const struct signing *s)
{
	set_cookies(
	    r, s->session, s->csrf, gateway_of(r)->opt->session_ms / 1000);
}

void signing_take_cookies(struct gateway_request *r)
{
	set_cookies(r, "", "", 0);
}

enum step_result signing_answer(struct gateway_request *r,
    const struct signing *s, uint64_t user_id, const char *email)
{
	struct buf b;
	struct jsonw w;

	signing_set_cookies(r, s);
	buf_init(&b, 4096);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	jsonw_kid(&w, "user_id", user_id);
	jsonw_ks(&w, "email", email);
	jsonw_ks(&w, "csrf_token", s->csrf);
	jsonw_end(&w);
	return gateway_json(r, 201, &b);
}
