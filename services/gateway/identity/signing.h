/* signing.h - what every way of signing in ends with: a new session, its row
 * and its cookies. */
#ifndef GATEWAY_SIGNING_H
#define GATEWAY_SIGNING_H

#include "common/base/token.h"
#include "services/gateway/gateway.h"

struct signing {
	char session[TOKEN_CHARS + 1], csrf[64];
	uint8_t session_hash[32], csrf_hash[32];
	struct str agent;
};

/* Secrets that nobody had before, in the arena. */
struct signing *signing_new(struct gateway_request *r);

/* The row, added to a batch that runs as the system: $1 to $5 are
 * SIGNING_ARGS, the statement's own follow. */
#define SIGNING_COLUMNS "hash, csrf_hash, expires_at, user_agent, peer"
#define SIGNING_VALUES "$1, $2, now() + make_interval(secs => $3), $4, $5"
#define SIGNING_ARGS(r, s)                                                     \
	PG_BYTES((const char *)(s)->session_hash, 32),                         \
	    PG_BYTES((const char *)(s)->csrf_hash, 32),                        \
	    PG_F64((double)gateway_of(r)->opt->session_ms / 1000),             \
	    PG_STR((s)->agent), PG_TEXT((r)->http.peer)

/* Ends the session that this browser brought, if any: who signs in gets a
 * secret that was never on the wire before. */
void signing_end_old(struct gateway_request *r, struct pg_batch *b);
/* Only the newest sessions of a user live. After the new row. */
void signing_prune(struct pg_batch *b, uint64_t user_id);

void signing_set_cookies(struct gateway_request *r, const struct signing *s);
void signing_take_cookies(struct gateway_request *r);

/* 201 with user_id, email and csrf_token, and the cookies. */
enum step_result signing_answer(struct gateway_request *r,
    const struct signing *s, uint64_t user_id, const char *email);

#endif
