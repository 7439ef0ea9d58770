/* kv.h - Redis for steps: hiredis on the loop, with timeouts of our own. */
#ifndef KV_KV_H
#define KV_KV_H

#include "common/base/str.h"
#include "common/loop/task.h"

struct kv;
struct metrics;

struct kv_config {
	/* redis://[user:password@]host[:port][/db] or unix:///path[?db=N] */
	const char *url;
	int64_t command_timeout_ms; /* 0 means 1000 */
	size_t max_in_flight;       /* beyond: ERR_OVERLOADED; 0 means 4096 */
	struct metrics *metrics;    /* may be NULL; one kv a struct metrics */
};
/* As pg_open: begins to connect, reconnects for ever. */
MUST_CHECK int kv_open(struct loop *l, const struct kv_config *c,
    struct kv **kv_r, struct err *err);
/* Operations under way are left to their tasks' deadlines. Not from a step. */
void kv_close(struct kv **kv);
bool kv_is_up(const struct kv *kv);

struct kv_reply {
	enum { KV_NIL, KV_STR, KV_INT, KV_ARRAY, KV_STATUS } kind;
	struct str s; /* KV_STR, KV_STATUS; in the task's arena */
	int64_t i;
	const struct kv_reply *v; /* KV_ARRAY */
	size_t n;
};

struct kv_args {
	const struct str *v;
	size_t n;
};
/* KV_ARGS(STR("GET"), str_of(key)) */
#define KV_ARGS(...)                                                           \
	((struct kv_args){(const struct str[]){__VA_ARGS__},                   \
	    sizeof((const struct str[]){__VA_ARGS__}) / sizeof(struct str)})

/* A step's operation. Not connected: ERR_UNAVAILABLE at once (at the end of
 * the turn); a connection that is lost before the answer: the same, and the
 * command may or may not have happened. An error reply, also inside an array:
 * ERR_UNAVAILABLE for what passes by itself (LOADING, BUSY, OOM, READONLY
 * ...), else ERR_INTERNAL with Redis's text. Fails with ERR_DEADLINE after the
 * command timeout. reply_r may be NULL. Commands with more than one answer
 * (SUBSCRIBE, MONITOR) die. */
void kv_command(struct task *t, struct kv *kv, struct kv_args args,
    struct kv_reply *reply_r);
/* Sends and forgets; false when it could not even be queued. */
bool kv_send(struct kv *kv, struct kv_args args);
/* A Lua script by its text: EVALSHA, loading it when Redis does not know it. */
struct kv_script {
	const char *text;
	char sha1[41]; /* filled by kv_script_init */
};
void kv_script_init(struct kv_script *s, const char *text);
void kv_eval(struct task *t, struct kv *kv, const struct kv_script *s,
    size_t n_keys, struct kv_args keys_and_args, struct kv_reply *reply_r);

#endif
