/* auth.h - who a secret belongs to. The steps are in gateway.h. */
#ifndef GATEWAY_AUTH_H
#define GATEWAY_AUTH_H

#include "services/gateway/gateway.h"

/* The step gateway_auth for a token that came otherwise: what is found is
 * taken by gateway_auth_found, the next step. */
enum step_result auth_look_up_token(
    struct gateway_request *r, struct str token);

/* A browser says that another site made it send this request. */
bool auth_is_cross_site(const struct http_request *http);

/* ---- what the database says of a secret; also for renew.c ---- */
#define AUTH_OF_TOKENS                                                         \
	"SELECT t.hash, u.id, u.role, u.email, ''::bytea AS csrf_hash, "       \
	"array_to_string(t.scopes, ' ') AS scopes, t.expires_at AS until, "    \
	"t.id AS token_id, 0::bigint AS session_id "                           \
	"FROM tokens t JOIN users u ON u.id = t.user_id "                      \
	"WHERE u.disabled_at IS NULL AND t.revoked_at IS NULL "                \
	"AND (t.expires_at IS NULL OR t.expires_at > now()) "
/* $2: seconds that a session may be idle. */
#define AUTH_OF_SESSIONS                                                       \
	"SELECT s.hash, u.id, u.role, u.email, s.csrf_hash, "                  \
	"array_to_string(s.scopes, ' ') AS scopes, t.expires_at AS until, "    \
	"coalesce(s.token_id, 0) AS token_id, s.id AS session_id "             \
	"FROM sessions s JOIN users u ON u.id = s.user_id "                    \
	"LEFT JOIN tokens t ON t.id = s.token_id "                             \
	"WHERE u.disabled_at IS NULL AND t.revoked_at IS NULL "                \
	"AND s.expires_at > now() "                                            \
	"AND s.last_seen_at > now() - make_interval(secs => $2) "
/* A row of these as a caller. */
MUST_CHECK int auth_read_row(const struct pg_result *rows, size_t row,
    struct caller *who_r, struct err *err);

#endif
