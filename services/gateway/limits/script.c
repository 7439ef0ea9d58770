/* script.c - Redis's side of the limits: one script, one round trip for
 * any number of buckets.
 *
 * limits:clock  hash: run (Redis's run id), epoch (its name), now (the agreed
 *               time). Not this run's: what was granted may be forgotten, so a
 *               new epoch begins at time 0 with every bucket empty.
 * limits:tat    sorted set: bucket -> theoretical arrival time. A bucket that
 *               is not there was empty at time 0, at worst.
 * limits:alive  sorted set: gateway -> when it last asked.
 *
 * No wall clock, no TTL: both move when somebody sets the clock. All numbers
 * are whole and below 2^53, so doubles are exact, quotients rounded down too
 * (for a < 2^53, a / b is nearer to floor(a / b) than one ulp only if equal).
 */
#include "services/gateway/limits/script.h"

#include <inttypes.h>
#include <stdio.h>

/* Debts end somewhere: 2^50 ticks are 3.5 years. */
static const char lease_lua[] =
    "local clock, tats, alive = KEYS[1], KEYS[2], KEYS[3]\n"
    "local run = string.match(redis.call('INFO', 'server'),\n"
    "    'run_id:(%w+)')\n"
    "local c = redis.call('HMGET', clock, 'run', 'epoch', 'now')\n"
    "local epoch, now, claim = c[2], tonumber(c[3]), tonumber(ARGV[4])\n"
    "if c[1] ~= run then\n"
    "  epoch, now = ARGV[3], 0\n"
    "  redis.call('DEL', clock, tats, alive)\n"
    "  redis.call('HSET', clock, 'run', run, 'epoch', epoch)\n"
    "elseif epoch == ARGV[2] and claim > now then\n"
    "  now = claim\n"
    "end\n"
    "local function digits(n) return string.format('%.0f', n) end\n"
    "redis.call('HSET', clock, 'now', digits(now))\n"
    "redis.call('ZADD', alive, digits(now), ARGV[1])\n"
    "redis.call('ZREMRANGEBYSCORE', alive, '-inf',\n"
    "    digits(now - 10000000))\n"
    "local out = {epoch, now, redis.call('ZCARD', alive)}\n"
    "for i = 5, #ARGV, 5 do\n"
    "  local interval, tolerance = tonumber(ARGV[i + 1]),\n"
    "      tonumber(ARGV[i + 2])\n"
    "  local want, debit = tonumber(ARGV[i + 3]), tonumber(ARGV[i + 4])\n"
    "  local tat = tonumber(redis.call('ZSCORE', tats, ARGV[i])\n"
    "      or tolerance)\n"
    "  if tat < now then tat = now end\n"
    "  if debit > 0 then\n"
    "    tat = math.min(tat + debit * interval, now + 2 ^ 50)\n"
    "  end\n"
    "  local room = math.floor((now + tolerance - tat) / interval)\n"
    "  local n = math.max(math.min(room, want), 0)\n"
    "  tat = tat + n * interval\n"
    "  if n > 0 or debit > 0 then\n"
    "    redis.call('ZADD', tats, digits(tat), ARGV[i])\n"
    "  end\n"
    "  out[#out + 1] = n\n"
    "  out[#out + 1] = math.max(room - n, 0)\n"
    "  out[#out + 1] = math.max(tat + interval - tolerance - now, 0)\n"
    "end\n"
    "local past = redis.call('ZRANGE', tats, '-inf', '(' .. digits(now),\n"
    "    'BYSCORE', 'LIMIT', 0, 64)\n"
    "if #past > 0 and now > 0 then\n"
    "  redis.call('ZREM', tats, unpack(past))\n"
    "end\n"
    "return out\n";
#define N_KEYS 3
#define N_HEAD 4 /* arguments before the wishes */
#define N_EACH 5

void limit_script_init(struct kv_script *s)
{
	kv_script_init(s, lease_lua);
}

static struct str number(struct arena *a, int64_t n)
{
	return str_of(arena_printf(a, "%" PRId64, n));
}

void limit_script_ask(struct task *t, struct kv *kv, const struct kv_script *s,
    const struct limiter *l, const struct limit_ask *ask,
    struct kv_reply *reply_r)
{
	struct str v[N_KEYS + N_HEAD + N_EACH * LIMIT_ASK_MAX], *p = v;
	struct arena *a = t->arena;

	*p++ = STR("limits:clock");
	*p++ = STR("limits:tat");
	*p++ = STR("limits:alive");
	*p++ = str_of(arena_printf(a, "%016" PRIx64, ask->gateway));
	*p++ = str_of(ask->epoch);
	*p++ = str_of(ask->offer);
	*p++ = number(a, ask->claim);
	for (size_t i = 0; i < ask->n; i++) {
		const struct limit_wish *w = &ask->v[i];
		const struct limit_share *share = limiter_share(l, w->key.id);

		*p++ = str_of(arena_printf(a, "%s:%" PRIx64,
		    limiter_policy(l, w->key.id)->name, w->key.key));
		*p++ = number(a, share->shared.interval);
		*p++ = number(a, share->shared.tolerance);
		*p++ = number(a, w->want);
		*p++ = number(a, w->debit);
	}
	kv_eval(
	    t, kv, s, N_KEYS, (struct kv_args){v, (size_t)(p - v)}, reply_r);
}

int limit_script_read(const struct kv_reply *reply, size_t n,
    struct limit_answer *answer_r, struct err *err)
{
	const struct kv_reply *v = reply->v;

	if (reply->kind != KV_ARRAY || reply->n != 3 + 3 * n ||
	    v[0].kind != KV_STR || v[0].s.n > LIMIT_EPOCH_CHARS)
		return err_set(
		    err, ERR_BAD_PEER, "redis did not answer with leases");
	for (size_t i = 1; i < reply->n; i++)
		if (v[i].kind != KV_INT || v[i].i < 0)
			return err_set(err, ERR_BAD_PEER,
			    "redis answered with odd leases");
	*answer_r =
	    (struct limit_answer){.now = v[1].i, .gateways = v[2].i, .n = n};
	str_copy(answer_r->epoch, sizeof answer_r->epoch, v[0].s);
	for (size_t i = 0; i < n; i++)
		answer_r->v[i] = (struct limit_grant){.granted = v[3 + 3 * i].i,
		    .room = v[4 + 3 * i].i,
		    .wait = v[5 + 3 * i].i};
	return 0;
}
