/* throttling.h - the throttle in steps: in Redis for all gateways together,
 * in this one's memory while Redis is away. */
#ifndef GATEWAY_THROTTLING_H
#define GATEWAY_THROTTLING_H

#include "services/gateway/gateway.h"

struct throttling; /* of one attempt, in the arena */

/* Starts to count an attempt on an account from this request's peer; email
 * in any case, known or not. Then return STEP_WAIT. */
struct throttling *throttling_take(
    struct gateway_request *r, const char *email);
/* In the next step: -1 with ERR_RATE_LIMITED and Retry-After. */
MUST_CHECK int throttling_check(
    struct gateway_request *r, const struct throttling *t, struct err *err);
/* The attempt was right. */
void throttling_right(struct gateway_request *r, const struct throttling *t);

void throttling_scripts_init(struct kv_script *take);

#endif
