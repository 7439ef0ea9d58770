/* auth.h - the cache of known callers. The steps are in gateway.h. */
#ifndef GATEWAY_AUTH_H
#define GATEWAY_AUTH_H

#include "services/gateway/gateway.h"

struct auth_cache *auth_cache_new(void);
void auth_cache_free(struct auth_cache **c);
/* Everybody is looked up again at their next request. */
void auth_cache_forget(struct auth_cache *c);

#endif
