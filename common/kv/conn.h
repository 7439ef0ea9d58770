/* conn.h - inside of kv: the connection, its commands and their ends.
 *
 * A command is queued on hiredis by its step (command.c), written at the end
 * of the loop's turn (conn.c), and answered by hiredis's callback. What has no
 * connection, or loses it, ends at the end of the turn: operations never end
 * inside the call that began them, nor inside hiredis's own clean-up. */
#ifndef KV_CONN_H
#define KV_CONN_H

#include "common/base/err.h"
#include "common/base/list.h"
#include "common/kv/kv.h"
#include "common/kv/meter.h"

#include <hiredis/async.h>

#define KV_CONNECT_MS 5000   /* connecting and set-up may take so long */
#define KV_BACKOFF_MIN_MS 25 /* doubled by each failure in a row */
#define KV_BACKOFF_MAX_MS 3000
#define KV_STUCK_TIMEOUTS 5 /* command timeouts without any answer */

/* Where a server is and who we are there; owned texts, NULL when absent. */
struct kv_target {
	char *host; /* or path is set */
	int port;
	char *path;
	char *user, *password;
	int64_t db;
};
MUST_CHECK int kv_target_parse(
    const char *url, struct kv_target *t, struct err *err);
void kv_target_deinit(struct kv_target *t);

enum kv_state {
	KV_DOWN,       /* waits for its back-off to end */
	KV_CONNECTING, /* socket or set-up under way */
	KV_UP,         /* the server has said PONG */
};

struct kv {
	struct loop *loop;
	struct kv_target target;
	int64_t command_timeout_ms;
	size_t max_in_flight;
	enum kv_state state;
	unsigned failures;
	bool told_down;
	redisAsyncContext *ac; /* NULL while KV_DOWN */
	struct watch *watch;
	unsigned watched;      /* what hiredis wants to hear of */
	uint64_t write_ticket; /* the write at the end of this turn */
	bool writing;          /* inside it */
	struct timer *timer;   /* back-off, or limit of connecting */
	struct timer *expiry;  /* of the oldest command */
	struct kv_meter *meter;
	size_t in_flight;
	int64_t answered_ms; /* last answer, or first send of a silence */
	struct list live;    /* kv_req with a task, oldest first */
	struct list late;    /* without: their answers will be dropped */
	struct list ended;   /* will fail at the end of the turn */
	uint64_t end_ticket;
};

struct kv_req {
	struct op op;
	struct kv *kv;
	struct list node;
	bool attached; /* a task waits for it */
	bool sent;     /* hiredis holds it: on_reply() will free it */
	int64_t sent_ms, began_us;
	struct kv_reply *reply_r;
	struct err err; /* for kv->ended */
	/* A script: what to send when the server does not know it. In the
	 * task's arena. */
	const struct str *retry;
	size_t n_retry;
};

/* conn.c */
void kv_conn_begin(struct kv *kv); /* first connect, in the next turn */
void kv_conn_drop(struct kv *kv, const char *why);
void kv_conn_end(struct kv *kv); /* for good; calls nobody */

/* command.c */
void kv_commands_abandon(struct kv *kv);
void kv_on_expiry(void *arg);

/* reply.c */
/* Copies into a. An error, also one inside an array, fills err. 0 or -1. */
MUST_CHECK int kv_reply_copy(struct arena *a, const redisReply *from,
    struct kv_reply *to, struct err *err);
void kv_err_of(const char *text, size_t n, struct err *err);

#endif
