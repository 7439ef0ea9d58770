/* limit.h - the script by which Redis grants leases. */
#ifndef GATEWAY_LIMIT_H
#define GATEWAY_LIMIT_H

#include "services/gateway/gateway.h"

void limit_script_init(struct kv_script *s);

#endif
