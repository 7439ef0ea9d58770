/* auth_cache.h - callers that were looked up: a busy one costs no query.
 *
 * What is known is used for AUTH_STALE_MS at most, counted from when it was
 * asked for. Long before, at AUTH_RENEW_MS, a caller that is still busy is
 * queued, and the job of renew.c asks anew for all that are queued: no request
 * ever waits for that. What takes power away (revocation, end of a session,
 * another role) is told by the database and dropped at once: watch.c.
 *
 * Secrets that were refused are remembered for a second, and those without a
 * checksum (token.h) may cost so many queries a second together.
 */
#ifndef GATEWAY_AUTH_CACHE_H
#define GATEWAY_AUTH_CACHE_H

#include "services/gateway/gateway.h"

#define AUTH_RENEW_MS 4000
#define AUTH_STALE_MS 10000
#define AUTH_HASH_BYTES 32 /* a secret's SHA-256 */

struct auth_cache *auth_cache_new(void);
void auth_cache_free(struct auth_cache **c);

/* The caller, valid until the cache is touched again; NULL: ask. */
const struct caller *auth_cache_get(
    struct auth_cache *c, const uint8_t hash[AUTH_HASH_BYTES], int64_t now_ms);

/* Before asking: how many droppings there were. An answer that was asked for
 * before the last one may be older than it, and is not kept. */
uint64_t auth_cache_turn(const struct auth_cache *c);
void auth_cache_put(struct auth_cache *c, const uint8_t hash[AUTH_HASH_BYTES],
    const struct caller *who, int64_t asked_ms, uint64_t turn);

void auth_cache_drop(struct auth_cache *c, const uint8_t hash[AUTH_HASH_BYTES]);
void auth_cache_drop_user(struct auth_cache *c, uint64_t user_id);
void auth_cache_drop_all(struct auth_cache *c);
size_t auth_cache_len(const struct auth_cache *c);

/* ---- renewing ---- */
/* Takes up to max hashes of one kind off the queue. */
size_t auth_cache_due(struct auth_cache *c, bool sessions,
    uint8_t (*hashes)[AUTH_HASH_BYTES], size_t max);
/* As put, for what is still there only. */
void auth_cache_renew(struct auth_cache *c, const uint8_t hash[AUTH_HASH_BYTES],
    const struct caller *who, int64_t asked_ms, uint64_t turn);

/* ---- what is not known ---- */
void auth_cache_refuse(
    struct auth_cache *c, const uint8_t hash[AUTH_HASH_BYTES], int64_t now_ms);
bool auth_cache_refused(const struct auth_cache *c,
    const uint8_t hash[AUTH_HASH_BYTES], int64_t now_ms);
/* One more query for a secret without a checksum? */
bool auth_cache_may_ask(struct auth_cache *c, int64_t now_ms);

#endif
