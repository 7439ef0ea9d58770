/* renew.h - the steps of the renewing job; see watch.c's table of jobs. */
#ifndef GATEWAY_RENEW_H
#define GATEWAY_RENEW_H

#include "common/service/service.h"
#include "services/gateway/identity/auth_cache.h"

#define RENEW_EVERY_MS 250
extern task_step *const gateway_renew_steps[];

struct due {
	uint8_t (*hashes)[AUTH_HASH_BYTES];
	size_t n;
	struct pg_result *rows;
};

struct renew_run {
	struct service_run run; /* first */
	struct due tokens, sessions;
	int64_t asked_ms;
	uint64_t turn;
};

#endif
