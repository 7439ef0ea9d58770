/* limit.h - the limits of this gateway: limiter, Redis, proxies, numbers. */
#ifndef GATEWAY_LIMIT_H
#define GATEWAY_LIMIT_H

#include "services/gateway/gateway.h"
#include "services/gateway/limits/peer.h"
#include "services/gateway/limits/limiter.h"

struct renewal;

struct limits {
	struct limiter *limiter;
	struct kv_script script;
	struct limit_proxies *proxies;
	/* RateLimit-Policy, a text a policy. */
	char words[LIMIT_POLICIES][64];
	struct limit_counts counted[LIMIT_POLICIES]; /* already in metrics */
	struct renewal *renewal;                     /* under way, or NULL */
	int64_t beat_us; /* of the last heartbeat; 0: none */
	int64_t swept_us;
};

/* What is wrong with the options of these. */
void limits_check(
    const struct gateway_options *opt, struct config_errors *errors);
/* ERR_INVALID: an option of these, by name. */
MUST_CHECK int limits_open(const struct gateway_options *opt, int64_t now_us,
    struct limits **l_r, struct err *err);
void limits_close(struct limits **l);
/* Why not ready, or NULL. */
const char *limits_not_ready(const struct limits *l);
/* Flags may have changed: shadow mode. */
void limits_follow_flags(struct gateway *gw);

/* A request is over: what its answer cost. */
void limits_charge(const struct gateway_request *r);

/* Starts renewing, without waiting for it, what should be renewed. */
void limits_renew(struct gateway *gw);
void limits_renew_cancel(struct limits *l);

/* The job by which the agreed time goes on; it renews and counts too. See
 * watch.c's table of jobs. */
#define LIMIT_BEAT_MS 60
struct limit_beat {
	struct service_run run; /* first */
	struct limit_ask ask;
	struct kv_reply reply;
	struct err err;
};
extern task_step *const gateway_limit_steps[];

#endif
