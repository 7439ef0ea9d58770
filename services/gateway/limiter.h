/* limiter.h - requests per user: decided here, from leases that Redis grants.
 *
 * The generic cell rate algorithm (ITU-T I.371; here in its virtual
 * scheduling form): a key has a theoretical arrival time that moves on by one
 * emission interval per request and may run ahead of the clock by the burst.
 * Redis keeps that time, so all gateways share one limit; it grants leases of
 * several requests, so only one request in a lease pays a round trip. What a
 * gateway may hold unspent is taken off the burst, so no burst is exceeded.
 * While Redis is away each gateway limits by itself at the full rate.
 */
#ifndef GATEWAY_LIMITER_H
#define GATEWAY_LIMITER_H

#include "common/base/base.h"

struct limiter;

struct limit_policy {
	int64_t per_minute;
	int64_t burst;
};

struct limiter *limiter_new(const struct limit_policy *p);
void limiter_free(struct limiter **l);
const struct limit_policy *limiter_policy(const struct limiter *l);

/* Takes one request of the key's lease: true when there was one. */
bool limiter_take(struct limiter *l, uint64_t key, int64_t now_ms);
/* Adds what Redis granted. */
void limiter_grant(struct limiter *l, uint64_t key, int64_t n, int64_t now_ms);
/* Decides without Redis: 0 when admitted, else ms to wait. */
int64_t limiter_alone(struct limiter *l, uint64_t key, int64_t now_us);
/* What the key's lease still holds. */
int64_t limiter_left(const struct limiter *l, uint64_t key);

/* How many to ask Redis for, the interval and burst that it is to use. */
int64_t limiter_lease(const struct limiter *l);
int64_t limiter_interval_us(const struct limiter *l);
int64_t limiter_shared_burst(const struct limiter *l);

#endif
