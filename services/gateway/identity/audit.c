/* audit.c - lines of the audit log about people's credentials. */
#include "services/gateway/identity/audit.h"

#include "common/base/jsonw.h"

#include <inttypes.h>

static const char sql_audit[] =
    "INSERT INTO audit_log (user_id, actor, action, subject, detail, "
    "request_id) VALUES ($1, $2, $3, $4, $5, $6)";

void audit_add(struct gateway_request *r, struct pg_batch *b, uint64_t user_id,
    const char *action, const char *subject, struct str detail)
{
	const char *actor = user_id == 0 ? "anybody"
					 : arena_printf(r->http.task.arena,
					       "user:%" PRIu64, user_id);

	pg_batch_add(b, NULL, sql_audit,
	    PG_ARGS(PG_I64(user_id), PG_TEXT(actor), PG_TEXT(action),
		PG_TEXT(subject), PG_STR(detail), PG_TEXT(r->http.request_id)));
}

struct str audit_peer(struct gateway_request *r, const char *by)
{
	struct buf b;
	struct jsonw w;
	struct str text;

	buf_init(&b, 1024);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	jsonw_ks(&w, "peer", r->http.peer);
	jsonw_ks(&w, "by", by);
	jsonw_end(&w);
	text.p = arena_strndup(r->http.task.arena, buf_str(&b), b.len);
	text.n = b.len;
	buf_deinit(&b);
	return text;
}

struct str audit_by(struct gateway_request *r)
{
	return audit_peer(r, r->caller.by_session ? "session" : "token");
}
