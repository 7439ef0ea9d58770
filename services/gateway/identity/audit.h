/* audit.h - what somebody did, for the log that nobody can change. */
#ifndef GATEWAY_AUDIT_H
#define GATEWAY_AUDIT_H

#include "services/gateway/gateway.h"

/* Adds a line to a batch that runs as the system. user_id: whose account, 0
 * when nobody's; also who did it. detail: a JSON object. */
void audit_add(struct gateway_request *r, struct pg_batch *b, uint64_t user_id,
    const char *action, const char *subject, struct str detail);
/* The same inside a statement: a line for each row of a common table
 * expression with a column id, where $1 is the user. detail and request are
 * the numbers of their parameters: AUDIT_OF("gone", "token.revoked", "$3",
 * "$4") with PG_STR(audit_peer(..)) and PG_TEXT(request_id). */
#define AUDIT_OF(rows, action, detail, request)                                \
	"INSERT INTO audit_log (user_id, actor, action, subject, detail, "     \
	"request_id) SELECT $1::bigint, 'user:' || $1::bigint, '" action       \
	"', " rows ".id::text, " detail "::jsonb, " request " FROM " rows

/* {"peer": address, "by": by}, in the arena. */
struct str audit_peer(struct gateway_request *r, const char *by);
/* With what the caller came: "session" or "token". */
struct str audit_by(struct gateway_request *r);

#endif
