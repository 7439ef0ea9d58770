/* limit.c - the steps that hold a user to their rate; 429 when it is used up.
 */
#include "services/gateway/limit.h"

#include "common/base/ids.h"
#include "services/gateway/limiter.h"

#include <inttypes.h>
#include <stdio.h>

/* KEYS[1] theoretical arrival time, us. ARGV: interval us, burst, wanted.
 * Answers {granted, ms to wait when none}. Redis's own clock: gateways need
 * not agree on the time. */
static const char lease_lua[] =
    "local t = redis.call('TIME')\n"
    "local now = t[1] * 1000000 + t[2]\n"
    "local interval, burst = tonumber(ARGV[1]), tonumber(ARGV[2])\n"
    "local tat = tonumber(redis.call('GET', KEYS[1]) or now)\n"
    "if tat < now then tat = now end\n"
    "local room = math.floor((now + burst * interval - tat) / interval)\n"
    "local n = math.min(room, tonumber(ARGV[3]))\n"
    "if n <= 0 then\n"
    "  return {0, math.ceil((tat + interval - burst * interval - now)"
    " / 1000)}\n"
    "end\n"
    "tat = tat + n * interval\n"
    "redis.call('SET', KEYS[1], string.format('%.0f', tat), 'PX',\n"
    "    math.ceil((tat - now) / 1000) + 1000)\n"
    "return {n, 0}\n";

struct limit_wait {
	struct kv_reply reply;
	struct err err;
};

void limit_script_init(struct kv_script *s)
{
	kv_script_init(s, lease_lua);
}

static enum step_result refuse(struct gateway_request *r, int64_t wait_ms)
{
	const struct limit_policy *p = limiter_policy(gateway_of(r)->limiter);
	int64_t wait_s = MAX((wait_ms + 999) / 1000, 1);
	char text[96];

	snprintf(text, sizeof text, "%" PRId64, wait_s);
	http_add_header(&r->http, "Retry-After", text);
	snprintf(
	    text, sizeof text, "\"user\";q=%" PRId64 ";w=60", p->per_minute);
	http_add_header(&r->http, "RateLimit-Policy", text);
	snprintf(text, sizeof text, "\"user\";r=0;t=%" PRId64, wait_s);
	http_add_header(&r->http, "RateLimit", text);
	return task_fail(&r->http.task, ERR_RATE_LIMITED,
	    "policy \"user\": %" PRId64 " requests a minute, bursts of %" PRId64
	    "; try again in %" PRId64 " s",
	    p->per_minute, p->burst, wait_s);
}

enum step_result gateway_limit(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct gateway *gw = gateway_of(r);
	char key[48], interval[24], burst[24], want[24];

	if (limiter_take(gw->limiter, r->caller.user_id, loop_now_ms(t->loop)))
		return STEP_NEXT;
	r->waiting = ARENA_NEW(t->arena, struct limit_wait);
	snprintf(key, sizeof key, "rate:user:%" PRIu64, r->caller.user_id);
	snprintf(interval, sizeof interval, "%" PRId64,
	    limiter_interval_us(gw->limiter));
	snprintf(
	    burst, sizeof burst, "%" PRId64, limiter_shared_burst(gw->limiter));
	snprintf(want, sizeof want, "%" PRId64, limiter_lease(gw->limiter));
	task_tolerate(t, &r->waiting->err);
	kv_eval(t, gw->service->kv, &gw->lease_script, 1,
	    KV_ARGS(str_of(key), str_of(interval), str_of(burst), str_of(want)),
	    &r->waiting->reply);
	return STEP_WAIT;
}

enum step_result gateway_limited(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct gateway *gw = gateway_of(r);
	const struct kv_reply *reply;
	int64_t wait_ms;

	if (r->waiting == NULL)
		return STEP_NEXT;
	reply = &r->waiting->reply;
	if (r->waiting->err.code != ERR_OK || reply->kind != KV_ARRAY ||
	    reply->n != 2) {
		wait_ms = limiter_alone(
		    gw->limiter, r->caller.user_id, loop_now_us(t->loop));
		return wait_ms == 0 ? STEP_NEXT : refuse(r, wait_ms);
	}
	if (reply->v[0].i <= 0)
		return refuse(r, reply->v[1].i);
	limiter_grant(gw->limiter, r->caller.user_id, reply->v[0].i - 1,
	    loop_now_ms(t->loop));
	return STEP_NEXT;
}
