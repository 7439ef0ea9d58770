/* reply.c - hiredis's replies into the task's arena, errors into ours. */
#include "common/kv/conn.h"

/* Prefixes of errors that pass by themselves. */
static const char *const passing[] = {"LOADING", "BUSY", "MASTERDOWN",
    "READONLY", "OOM", "CLUSTERDOWN", "TRYAGAIN", "NOREPLICAS", "MISCONF"};

/* Redis quotes a wrong command's arguments; they may be anybody's data. */
void kv_err_of(const char *text, size_t n, struct err *err)
{
	struct str s = {text, n};
	ptrdiff_t args = str_find(s, ", with args");
	enum err_code code = ERR_INTERNAL;

	for (size_t i = 0; i < ARRAY_LEN(passing); i++) {
		if (str_starts(s, passing[i]))
			code = ERR_UNAVAILABLE;
	}
	if (args >= 0)
		s.n = (size_t)args;
	err_set(err, code, "redis: %.*s", (int)MIN(s.n, 200), s.p);
}

static int copy_array(struct arena *a, const redisReply *from,
    struct kv_reply *to, struct err *err)
{
	struct kv_reply *v = ARENA_ARRAY(a, struct kv_reply, from->elements);

	to->kind = KV_ARRAY;
	to->v = v;
	to->n = from->elements;
	for (size_t i = 0; i < from->elements; i++) {
		if (kv_reply_copy(a, from->element[i], &v[i], err) < 0)
			return -1;
	}
	return 0;
}

/* Any bytes, with a NUL behind them that does not count. */
static struct str copy_bytes(struct arena *a, const char *p, size_t n)
{
	char *copy = arena_alloc(a, n + 1);

	if (n > 0)
		memcpy(copy, p, n);
	return (struct str){copy, n};
}

/* Recursion is bounded: hiredis refuses more than seven levels. */
int kv_reply_copy(struct arena *a, const redisReply *from, struct kv_reply *to,
    struct err *err)
{
	*to = (struct kv_reply){.kind = KV_NIL};
	switch (from->type) {
	case REDIS_REPLY_NIL:
		return 0;
	case REDIS_REPLY_INTEGER:
		to->kind = KV_INT;
		to->i = from->integer;
		return 0;
	case REDIS_REPLY_STRING:
	case REDIS_REPLY_STATUS:
		to->kind =
		    from->type == REDIS_REPLY_STRING ? KV_STR : KV_STATUS;
		to->s = copy_bytes(a, from->str, from->len);
		return 0;
	case REDIS_REPLY_ARRAY:
		return copy_array(a, from, to, err);
	case REDIS_REPLY_ERROR:
		kv_err_of(from->str, from->len, err);
		return -1;
	default:
		return err_set(err, ERR_BAD_PEER,
		    "redis: a reply of unknown type %d", from->type);
	}
}
