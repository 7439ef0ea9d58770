/* once.h - Idempotency-Key: a call that changes something, made once however
 * often it is sent. docs/decisions/0018-idempotency-keys.md has the reasons.
 *
 * A key belongs to a user and a route. The first call with it writes it down
 * with a fingerprint of the request, then does its work, and its answer is
 * committed beside the key before the client gets it; whoever comes with the
 * same key and request later is given that answer again. A key is held by one
 * request until leased_until: the end of its route's time.
 */
#ifndef GATEWAY_ONCE_H
#define GATEWAY_ONCE_H

#include "services/gateway/gateway.h"

/* The last step's answer. It is sent at once without a key; with one it waits
 * until it is committed and is sent by once_finish, unless the same request may
 * do better later: then the key is given back. body is copied. */
enum step_result once_answer(struct gateway_request *r, int status,
    const char *content_type, struct str body);

/* In the last step of a request that failed: true when it failed because its
 * key has an answer, which is the answer now. */
bool once_replay(struct gateway_request *r);

/* For the access log: was the answer an old one? */
bool once_replayed(const struct gateway_request *r);

/* http_server_config.finish */
void once_finish(struct http_request *http);

#endif
