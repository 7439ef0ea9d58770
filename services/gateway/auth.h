/* auth.h - the cache of known callers. The steps are in gateway.h. */
#ifndef GATEWAY_AUTH_H
#define GATEWAY_AUTH_H

#include "services/gateway/gateway.h"

struct auth_cache *auth_cache_new(void);
void auth_cache_free(struct auth_cache **c);

/* One caller is looked up again: the secret's SHA-256. */
void auth_cache_drop(struct auth_cache *c, const uint8_t hash[32]);

/* The step gateway_auth for a token that came otherwise: what is found is
 * taken by gateway_auth_found, the next step. */
enum step_result auth_look_up_token(
    struct gateway_request *r, struct str token);

/* A browser says that another site made it send this request. */
bool auth_is_cross_site(const struct http_request *http);

#endif
