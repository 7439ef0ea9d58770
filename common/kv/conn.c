/* conn.c - the connection to Redis: hiredis on a watch of the loop.
 *
 * hiredis frees its context by itself when a connection ends; its clean-up
 * hook is the one place that hears of every such end, so that is where the
 * next attempt is set.
 */
#include "common/kv/conn.h"

#include "common/base/die.h"
#include "common/base/ids.h"
#include "common/base/log.h"

#include <stdio.h>

static void begin(struct kv *kv);
static void on_io(void *arg, int fd, unsigned ready);
static void on_setup(redisAsyncContext *ac, void *reply, void *last);

static void on_timer(void *arg)
{
	struct kv *kv = arg;

	if (kv->state == KV_DOWN)
		begin(kv);
	else
		kv_conn_drop(kv, "the server did not answer in time");
}

void kv_conn_begin(struct kv *kv)
{
	kv->timer = timer_new(kv->loop, on_timer, kv);
	timer_arm(kv->timer, 0);
}

/* ---- what hiredis asks of an event loop ---- */

static void want(struct kv *kv, unsigned mask)
{
	if (kv->watched == mask || kv->watch == NULL)
		return;
	kv->watched = mask;
	watch_set(kv->watch, mask);
}

static void add_read(void *arg)
{
	struct kv *kv = arg;

	want(kv, kv->watched | WATCH_READ);
}

static void del_read(void *arg)
{
	struct kv *kv = arg;

	want(kv, kv->watched & ~(unsigned)WATCH_READ);
}

static void on_write_turn(void *arg)
{
	struct kv *kv = arg;

	kv->write_ticket = 0;
	kv->writing = true;
	redisAsyncHandleWrite(kv->ac);
	kv->writing = false;
}

/* All commands of a turn go out in one write at its end, without a round
 * through the poll; what the socket does not take then waits for it. */
static void add_write(void *arg)
{
	struct kv *kv = arg;

	if (kv->writing || !(kv->ac->c.flags & REDIS_CONNECTED))
		want(kv, kv->watched | WATCH_WRITE);
	else if (kv->write_ticket == 0)
		kv->write_ticket = loop_defer(kv->loop, on_write_turn, kv);
}

static void del_write(void *arg)
{
	struct kv *kv = arg;

	want(kv, kv->watched & ~(unsigned)WATCH_WRITE);
}

static void on_io(void *arg, int fd, unsigned ready)
{
	struct kv *kv = arg;
	redisAsyncContext *ac = kv->ac;

	(void)fd;
	if (ready & WATCH_READ)
		redisAsyncHandleRead(ac);
	if ((ready & WATCH_WRITE) && kv->ac == ac) {
		kv->writing = true;
		redisAsyncHandleWrite(ac);
		kv->writing = false;
	}
}

/* ---- the end of a connection ---- */

static int64_t backoff_ms(unsigned failures)
{
	int64_t ms = KV_BACKOFF_MIN_MS;
	uint16_t chance;

	while (failures-- > 1 && ms < KV_BACKOFF_MAX_MS)
		ms *= 2;
	ms = MIN(ms, KV_BACKOFF_MAX_MS);
	ids_random(&chance, sizeof chance);
	return ms / 2 + ms * chance / (2 * UINT16_MAX);
}

static void change_state(struct kv *kv, enum kv_state to, const char *why)
{
	if (kv->state != KV_DOWN && to == KV_DOWN)
		kv->failures++;
	kv->state = to;
	kv_meter_up(kv->meter, to == KV_UP);
	if (to == KV_UP) {
		kv->failures = 0;
		kv->told_down = false;
		timer_disarm(kv->timer);
		log_info("redis is there");
	} else if (to == KV_DOWN) {
		timer_arm(kv->timer, backoff_ms(kv->failures));
		if (!kv->told_down)
			log_warn(
			    "redis is away, trying again", LOG_S("why", why));
		kv->told_down = true;
	}
}

/* hiredis has ended all commands (with NULL) and is about to free ac. */
static void cleanup(void *arg)
{
	struct kv *kv = arg;

	loop_defer_cancel(kv->loop, kv->write_ticket);
	kv->write_ticket = 0;
	kv->writing = false;
	watch_free(&kv->watch);
	kv->watched = WATCH_NONE;
	if (kv->timer != NULL && kv->state != KV_DOWN)
		change_state(kv, KV_DOWN,
		    kv->ac->err ? kv->ac->errstr : "connection closed");
	kv->ac = NULL;
}

void kv_conn_drop(struct kv *kv, const char *why)
{
	if (kv->state != KV_DOWN)
		change_state(kv, KV_DOWN, why);
	if (kv->ac != NULL)
		redisAsyncFree(kv->ac);
}

void kv_conn_end(struct kv *kv)
{
	timer_free(&kv->timer);
	if (kv->ac != NULL)
		redisAsyncFree(kv->ac);
}

/* ---- connecting ---- */

/* Said one after the other without waiting; a refusal of any ends it. The
 * PING comes last: its answer says that the server works. */
static void send_setup(struct kv *kv)
{
	const struct kv_target *t = &kv->target;
	if (t->user != NULL)
		redisAsyncCommand(
		    kv->ac, on_setup, NULL, "AUTH %s %s", t->user, t->password);
	else if (t->password != NULL)
		redisAsyncCommand(
		    kv->ac, on_setup, NULL, "AUTH %s", t->password);
	if (t->db != 0)
		redisAsyncCommand(
		    kv->ac, on_setup, NULL, "SELECT %lld", (long long)t->db);
	redisAsyncCommand(kv->ac, on_setup, kv, "PING");
}

static void on_setup(redisAsyncContext *ac, void *reply, void *last)
{
	struct kv *kv = ac->data;
	const redisReply *r = reply;
	struct err err = {0};

	if (r == NULL || kv->state != KV_CONNECTING)
		return;
	if (r->type == REDIS_REPLY_ERROR) {
		kv_err_of(r->str, r->len, &err);
		kv_conn_drop(kv, err.text);
	} else if (last != NULL) {
		change_state(kv, KV_UP, NULL);
	}
}

static void on_connect(const redisAsyncContext *ac, int status)
{
	struct kv *kv = ac->data;

	if (status == REDIS_OK) /* else cleanup() follows */
		send_setup(kv);
}

static void begin(struct kv *kv)
{
	const struct kv_target *t = &kv->target;
	redisAsyncContext *ac = t->path != NULL
				    ? redisAsyncConnectUnix(t->path)
				    : redisAsyncConnect(t->host, t->port);

	if (ac == NULL)
		die("out of memory");
	kv->state = KV_CONNECTING;
	if (ac->err != 0) {
		change_state(kv, KV_DOWN, ac->errstr);
		redisAsyncFree(ac);
		return;
	}
	kv->ac = ac;
	ac->data = kv;
	ac->ev.data = kv;
	ac->ev.addRead = add_read;
	ac->ev.delRead = del_read;
	ac->ev.addWrite = add_write;
	ac->ev.delWrite = del_write;
	ac->ev.cleanup = cleanup;
	kv->watch = watch_new(kv->loop, ac->c.fd, on_io, kv);
	timer_arm(kv->timer, KV_CONNECT_MS);
	redisAsyncSetConnectCallback(ac, on_connect);
}
