/* throttling.c - attempts counted in Redis, or here while it is away. */
#include "services/gateway/identity/throttling.h"

#include "common/base/ids.h"
#include "services/gateway/identity/throttle.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>

/* A person who forgot, and an attacker who has found out an account, are held
 * up for a minute at most: more would let anybody shut anybody out. An
 * address may be an office's. */
#define ACCOUNT_FREE 5
#define ACCOUNT_CAP_S 60
#define PEER_FREE 20
#define PEER_CAP_S 900

/* As throttle_take() for both keys, by Redis's clock. KEYS: account, peer;
 * ARGV: free and cap of each, time until forgotten. */
static const char take_lua[] =
    "local t = redis.call('TIME')\n"
    "local now = t[1] * 1000 + math.floor(t[2] / 1000)\n"
    "local wait = 0\n"
    "for i = 1, 2 do\n"
    "  local u = redis.call('HGET', KEYS[i], 'until') or 0\n"
    "  wait = math.max(wait, tonumber(u) - now)\n"
    "end\n"
    "if wait > 0 then return wait end\n"
    "for i = 1, 2 do\n"
    "  local n = redis.call('HINCRBY', KEYS[i], 'n', 1)\n"
    "  local over = n - tonumber(ARGV[2 * i - 1]) - 1\n"
    "  local hold = 0\n"
    "  if over >= 0 then\n"
    "    hold = math.min(2 ^ math.min(over, 30), tonumber(ARGV[2 * i]))\n"
    "  end\n"
    "  hold = hold * 1000\n"
    "  redis.call('HSET', KEYS[i], 'until',\n"
    "      string.format('%.0f', now + hold))\n"
    "  redis.call('PEXPIRE', KEYS[i], hold + tonumber(ARGV[5]))\n"
    "end\n"
    "return 0\n";

struct throttling {
	char account[64], peer[64];
	struct kv_reply reply;
	struct err err;
};

static const struct throttle_policy account_policy = {
    ACCOUNT_FREE, ACCOUNT_CAP_S};
static const struct throttle_policy peer_policy = {PEER_FREE, PEER_CAP_S};

void throttling_scripts_init(struct kv_script *take)
{
	kv_script_init(take, take_lua);
}

/* Emails stay out of Redis. */
static void account_key(const char *email, char *out, size_t out_bytes)
{
	char lower[321], hex[65];
	size_t n = 0;

	for (; email[n] != '\0' && n + 1 < sizeof lower; n++)
		lower[n] = (char)tolower((unsigned char)email[n]);
	ids_sha256_hex(lower, n, hex);
	snprintf(out, out_bytes, "login:account:%.32s", hex);
}

/* Whoever has one address of IPv6 has the /64 around it. */
static void peer_key(const char *peer, char *out, size_t out_bytes)
{
	struct in6_addr six;
	char hex[17];

	if (inet_pton(AF_INET6, peer, &six) == 1) {
		hex_encode(&six, 8, hex);
		snprintf(out, out_bytes, "login:peer:%s", hex);
	} else {
		snprintf(out, out_bytes, "login:peer:%.40s", peer);
	}
}

struct throttling *throttling_take(struct gateway_request *r, const char *email)
{
	struct task *t = &r->http.task;
	struct gateway *gw = gateway_of(r);
	struct throttling *th = ARENA_NEW(t->arena, struct throttling);
	char v[5][24];

	account_key(email, th->account, sizeof th->account);
	peer_key(r->http.peer, th->peer, sizeof th->peer);
	snprintf(v[0], sizeof v[0], "%d", ACCOUNT_FREE);
	snprintf(v[1], sizeof v[1], "%d", ACCOUNT_CAP_S);
	snprintf(v[2], sizeof v[2], "%d", PEER_FREE);
	snprintf(v[3], sizeof v[3], "%d", PEER_CAP_S);
	snprintf(v[4], sizeof v[4], "%d", THROTTLE_FORGET_MS);
	task_tolerate(t, &th->err);
	kv_eval(t, gw->service->kv, &gw->throttle_script, 2,
	    KV_ARGS(str_of(th->account), str_of(th->peer), str_of(v[0]),
		str_of(v[1]), str_of(v[2]), str_of(v[3]), str_of(v[4])),
	    &th->reply);
	return th;
}

/* Neither key is counted unless both let it through. */
static int64_t take_alone(
    struct gateway_request *r, const struct throttling *th)
{
	struct throttle *t = gateway_of(r)->throttle;
	int64_t now_ms = loop_now_ms(r->http.task.loop);
	int64_t wait_ms = MAX(throttle_wait_ms(t, th->account, now_ms),
	    throttle_wait_ms(t, th->peer, now_ms));

	if (wait_ms > 0)
		return wait_ms;
	throttle_take(t, th->account, &account_policy, now_ms);
	throttle_take(t, th->peer, &peer_policy, now_ms);
	return 0;
}

int throttling_check(
    struct gateway_request *r, const struct throttling *th, struct err *err)
{
	int64_t wait_ms = th->err.code == ERR_OK && th->reply.kind == KV_INT
			      ? th->reply.i
			      : take_alone(r, th);
	int64_t wait_s = (wait_ms + 999) / 1000;
	char text[24];

	if (wait_ms <= 0)
		return 0;
	snprintf(text, sizeof text, "%" PRId64, wait_s);
	http_add_header(&r->http, "Retry-After", text);
	return err_set(err, ERR_RATE_LIMITED,
	    "too many attempts to sign in; try again in %" PRId64 " s", wait_s);
}

/* The account's count is over; the address keeps what others tried from it. */
void throttling_right(struct gateway_request *r, const struct throttling *th)
{
	struct gateway *gw = gateway_of(r);

	throttle_forget(gw->throttle, th->account);
	throttle_give_back(gw->throttle, th->peer);
	if (th->err.code == ERR_OK &&
	    kv_send(gw->service->kv, KV_ARGS(STR("DEL"), str_of(th->account))))
		(void)kv_send(
		    gw->service->kv, KV_ARGS(STR("HINCRBY"), str_of(th->peer),
					 STR("n"), STR("-1")));
}
