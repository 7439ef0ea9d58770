/* answer_log_lua.c - what Redis does at once with an answer's log. See answer_log.h. */
#include "services/assistant/stream/answer_log.h"

/* KEYS: head, lease, answers of the conversation.
 * ARGV: owner, lease ms, ttl s, answer, then names and values of the head. */
static const char claim_lua[] =
    "if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end\n"
    "redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'of', KEYS[3],\n"
    "    'answer', ARGV[4], unpack(ARGV, 5))\n"
    "redis.call('EXPIRE', KEYS[1], ARGV[3])\n"
    "redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])\n"
    "redis.call('SADD', KEYS[3], ARGV[4])\n"
    "redis.call('EXPIRE', KEYS[3], ARGV[3])\n"
    "return 1\n";

/* KEYS: log, head, lease.
 * ARGV: owner, lease ms, ttl s, first number, event that says "differs", then
 * fingerprint and body of each event. Answers {state, last number before, last
 * number now}. */
static const char add_lua[] =
    "local head = redis.call('HMGET', KEYS[2], 'owner', 'ended', 'last',\n"
    "    'of', 'answer')\n"
    "if not head[1] then return {'gone', 0, 0} end\n"
    "if head[2] then return {'over', 0, 0} end\n"
    "if head[1] ~= ARGV[1] then return {'lost', 0, 0} end\n"
    "local before = tonumber(head[3] or 0)\n"
    "local last, ended, state = before, false, 'ok'\n"
    "local function add(body, print)\n"
    "  last = last + 1\n"
    "  redis.call('XADD', KEYS[1], last .. '-0', 'e', body, 'h', print)\n"
    "  ended = string.sub(body, 1, 5) == 'done\\n' or\n"
    "      string.sub(body, 1, 6) == 'error\\n'\n"
    "end\n"
    "for i = 6, #ARGV, 2 do\n"
    "  local n = tonumber(ARGV[4]) + (i - 6) / 2\n"
    "  if n > last then\n"
    "    add(ARGV[i + 1], ARGV[i])\n"
    "  else\n"
    "    local was = redis.call('XRANGE', KEYS[1], n .. '-0', n .. '-0')\n"
    "    if not was[1] or was[1][2][4] ~= ARGV[i] then\n"
    "      state = 'differs'\n"
    "      add(ARGV[5], '')\n"
    "      break\n"
    "    end\n"
    "  end\n"
    "end\n"
    "if last > before then redis.call('HSET', KEYS[2], 'last', last) end\n"
    "if before == 0 or ended then\n"
    "  redis.call('EXPIRE', KEYS[1], ARGV[3])\n"
    "  redis.call('EXPIRE', KEYS[2], ARGV[3])\n"
    "end\n"
    "if ended then\n"
    "  redis.call('HSET', KEYS[2], 'ended', 1)\n"
    "  redis.call('DEL', KEYS[3])\n"
    "  redis.call('SREM', head[4], head[5])\n"
    "else\n"
    "  redis.call('SET', KEYS[3], ARGV[1], 'PX', ARGV[2])\n"
    "end\n"
    "return {state, before, last}\n";

/* KEYS: head, lease. ARGV: owner, lease ms. */
static const char take_lua[] =
    "local head = redis.call('HMGET', KEYS[1], 'owner', 'ended')\n"
    "if not head[1] then return {'unknown'} end\n"
    "if head[2] then return {'over'} end\n"
    "if not redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) then\n"
    "  return {'made'}\n"
    "end\n"
    "redis.call('HSET', KEYS[1], 'owner', ARGV[1])\n"
    "local h = redis.call('HMGET', KEYS[1], 'question', 'asked_ms',\n"
    "    'conversation', 'new', 'role', 'seed', 'trace')\n"
    "return {'taken', unpack(h)}\n";

/* KEYS: answers of the conversation. ARGV: prefix of their keys, last event,
 * ttl s. Their keys have the user in braces, so they are on one node. */
static const char stop_lua[] =
    "local stopped = {}\n"
    "for _, id in ipairs(redis.call('SMEMBERS', KEYS[1])) do\n"
    "  local log = ARGV[1] .. id\n"
    "  local head = log .. ':head'\n"
    "  local h = redis.call('HMGET', head, 'owner', 'ended', 'last')\n"
    "  if h[1] and not h[2] then\n"
    "    local n = tonumber(h[3] or 0) + 1\n"
    "    redis.call('XADD', log, n .. '-0', 'e', ARGV[2], 'h', '')\n"
    "    redis.call('EXPIRE', log, ARGV[3])\n"
    "    redis.call('HSET', head, 'last', n, 'ended', 1)\n"
    "    redis.call('DEL', log .. ':lease')\n"
    "    table.insert(stopped, {id, n})\n"
    "  end\n"
    "end\n"
    "redis.call('DEL', KEYS[1])\n"
    "return stopped\n";

void answer_log_scripts_init(struct answer_log_scripts *s)
{
	kv_script_init(&s->claim, claim_lua);
	kv_script_init(&s->add, add_lua);
	kv_script_init(&s->take, take_lua);
	kv_script_init(&s->stop, stop_lua);
}
