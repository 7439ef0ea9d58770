/* throttle.h - attempts to guess a password, held up more and more.
 *
 * A key (an account, an address) has some free attempts; each one after
 * that doubles the time until the next is let through, up to a cap. Every
 * attempt is counted before it is known whether it is right, so that many at
 * once gain nothing; a right one gives it back. A key that is left alone for
 * THROTTLE_FORGET_MS begins anew.
 *
 * This is the table of one gateway, which decides while Redis is away;
 * throttling.h has the steps, and Redis the table that gateways share.
 */
#ifndef GATEWAY_THROTTLE_H
#define GATEWAY_THROTTLE_H

#include "common/base/base.h"

#define THROTTLE_FORGET_MS 900000
#define THROTTLE_KEYS_MAX 10000

struct throttle_policy {
	int64_t free;
	int64_t cap_s;
};

struct throttle;
struct throttle *throttle_new(void);
void throttle_free(struct throttle **t);

/* Counts an attempt: 0 when it may go on, else ms to wait, and not counted. */
int64_t throttle_take(struct throttle *t, const char *key,
    const struct throttle_policy *p, int64_t now_ms);
/* ms to wait, counting nothing. */
int64_t throttle_wait_ms(
    const struct throttle *t, const char *key, int64_t now_ms);
/* The attempt was right: one key is forgotten, of another one is given back. */
void throttle_forget(struct throttle *t, const char *key);
void throttle_give_back(struct throttle *t, const char *key);

#endif
