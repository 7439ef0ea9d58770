/* command.c - what steps call, and how each command ends: an answer, the
 * deadline, a lost connection or a cancel, whichever is first. */
#include "common/kv/conn.h"

#include "common/base/die.h"

#include <stdlib.h>

#define ARGS_ON_STACK 64

static void on_cancel(struct op *op);
static void on_reply(redisAsyncContext *ac, void *reply, void *arg);
static void on_ended(void *arg);

/* ---- beginning ---- */

static struct kv_req *req_new(struct kv *kv)
{
	struct kv_req *r = xcalloc(1, sizeof *r);

	r->kv = kv;
	list_init(&r->node);
	return r;
}

static struct kv_req *req_begin(
    struct task *t, struct kv *kv, struct kv_reply *reply_r)
{
	struct kv_req *r = req_new(kv);

	if (reply_r != NULL)
		*reply_r = (struct kv_reply){.kind = KV_NIL};
	r->reply_r = reply_r;
	r->attached = true;
	r->began_us = loop_now_us(kv->loop);
	op_begin(&r->op, t, on_cancel);
	return r;
}

/* Ends it with r->err when the turn is over. */
static void end_later(struct kv_req *r)
{
	struct kv *kv = r->kv;

	list_append(&kv->ended, &r->node);
	if (kv->end_ticket == 0)
		kv->end_ticket = loop_defer(kv->loop, on_ended, kv);
}

/* Their answers never end, and hiredis would hand them to the wrong one. */
static void check_plain(struct str name)
{
	static const char *const wrong[] = {"SUBSCRIBE", "PSUBSCRIBE",
	    "UNSUBSCRIBE", "PUNSUBSCRIBE", "MONITOR"};

	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		if (str_ieqs(name, wrong[i]))
			die("%s is not a command with one answer", wrong[i]);
	}
}

static bool queue_command(
    struct kv *kv, struct kv_req *r, const struct str *v, size_t n)
{
	const char *few[ARGS_ON_STACK], **argv = few;
	size_t few_lens[ARGS_ON_STACK], *lens = few_lens;
	int result;

	MUST(n > 0 && n <= INT32_MAX);
	check_plain(v[0]);
	if (n > ARGS_ON_STACK) {
		argv = xcalloc(n, sizeof *argv);
		lens = xcalloc(n, sizeof *lens);
	}
	for (size_t i = 0; i < n; i++) {
		argv[i] = v[i].n == 0 ? "" : v[i].p;
		lens[i] = v[i].n;
	}
	result = redisAsyncCommandArgv(kv->ac, on_reply, r, (int)n, argv, lens);
	if (argv != few) {
		free(argv);
		free(lens);
	}
	return result == REDIS_OK;
}

static void arm_expiry(struct kv *kv)
{
	int64_t due =
	    kv->answered_ms + kv->command_timeout_ms * KV_STUCK_TIMEOUTS;

	if (kv->in_flight == 0)
		return;
	if (!list_empty(&kv->live))
		due = MIN(
		    due, LIST_FIRST(&kv->live, struct kv_req, node)->sent_ms +
			     kv->command_timeout_ms);
	timer_arm(kv->expiry, MAX(due - loop_now_ms(kv->loop), 1));
}

static void send_req(struct kv_req *r, const struct str *v, size_t n)
{
	struct kv *kv = r->kv;

	if (kv->state != KV_UP) {
		err_set(&r->err, ERR_UNAVAILABLE, "redis is away");
		end_later(r);
		return;
	}
	if (kv->in_flight >= kv->max_in_flight) {
		err_set(&r->err, ERR_OVERLOADED,
		    "too many redis commands are waiting");
		end_later(r);
		return;
	}
	if (!queue_command(kv, r, v, n)) {
		err_set(&r->err, ERR_UNAVAILABLE,
		    "the connection to redis was lost");
		end_later(r);
		return;
	}
	r->sent = true;
	r->sent_ms = loop_now_ms(kv->loop);
	list_append(r->attached ? &kv->live : &kv->late, &r->node);
	if (kv->in_flight++ == 0)
		kv->answered_ms = r->sent_ms;
	if (!timer_armed(kv->expiry))
		arm_expiry(kv);
}

void kv_command(struct task *t, struct kv *kv, struct kv_args args,
    struct kv_reply *reply_r)
{
	send_req(req_begin(t, kv, reply_r), args.v, args.n);
}

bool kv_send(struct kv *kv, struct kv_args args)
{
	struct kv_req *r;

	if (kv->state != KV_UP || kv->in_flight >= kv->max_in_flight)
		return false;
	r = req_new(kv);
	send_req(r, args.v, args.n);
	return r->sent;
}

/* ---- ending ---- */

static void measure(struct kv_req *r, enum err_code code)
{
	kv_meter_command(
	    r->kv->meter, code, r->began_us, loop_now_us(r->kv->loop));
}

static void finish(struct kv_req *r, const struct err *err)
{
	if (r->attached) {
		r->attached = false;
		measure(r, err->code);
		op_done(&r->op, err);
	}
	free(r);
}

/* A script that the server has forgotten is sent as text. */
static bool resent(struct kv_req *r, const redisReply *reply)
{
	if (reply->type != REDIS_REPLY_ERROR || r->retry == NULL ||
	    !r->attached || strncmp(reply->str, "NOSCRIPT", 8) != 0)
		return false;
	r->sent = false;
	send_req(r, r->retry, r->n_retry);
	r->retry = NULL;
	return true;
}

/* With no reply the connection is being taken down: steps must not run in
 * the middle of that. */
static void on_reply(redisAsyncContext *ac, void *reply, void *arg)
{
	struct kv_req *r = arg;
	struct kv *kv = r->kv;
	struct kv_reply ignored;

	(void)ac;
	list_remove(&r->node);
	kv->in_flight--;
	kv->answered_ms = loop_now_ms(kv->loop);
	if (!r->attached) {
		free(r);
	} else if (reply == NULL) {
		r->sent = false;
		err_set(&r->err, ERR_UNAVAILABLE,
		    "the connection to redis was lost");
		end_later(r);
	} else if (!resent(r, reply)) {
		if (kv_reply_copy(r->op.task->arena, reply,
			r->reply_r != NULL ? r->reply_r : &ignored,
			&r->err) < 0 &&
		    r->reply_r != NULL)
			*r->reply_r = (struct kv_reply){.kind = KV_NIL};
		finish(r, &r->err);
	}
}

static void on_ended(void *arg)
{
	struct kv *kv = arg;
	struct list now = {&now, &now};

	kv->end_ticket = 0;
	LIST_EACH (node, &kv->ended) {
		list_remove(node);
		list_append(&now, node);
	}
	while (!list_empty(&now)) {
		struct kv_req *r = LIST_FIRST(&now, struct kv_req, node);

		list_remove(&r->node);
		finish(r, &r->err);
	}
}

/* What was sent can't be unsent: its answer will be dropped. */
static void detach(struct kv_req *r)
{
	r->attached = false;
	list_remove(&r->node);
	list_append(&r->kv->late, &r->node);
}

static void on_cancel(struct op *op)
{
	struct kv_req *r = CONTAINER_OF(op, struct kv_req, op);

	measure(r, ERR_CANCELLED);
	if (r->sent) {
		detach(r);
		return;
	}
	list_remove(&r->node);
	free(r);
}

/* A server that says nothing at all for several timeouts is given up: its
 * socket may be dead, and commands would pile up behind it. */
void kv_on_expiry(void *arg)
{
	struct kv *kv = arg;
	int64_t now = loop_now_ms(kv->loop);
	struct err err = {0};

	err_set(&err, ERR_DEADLINE, "redis did not answer in time");
	while (!list_empty(&kv->live)) {
		struct kv_req *r = LIST_FIRST(&kv->live, struct kv_req, node);

		if (r->sent_ms + kv->command_timeout_ms > now)
			break;
		detach(r);
		measure(r, err.code);
		op_done(&r->op, &err);
	}
	if (kv->in_flight > 0 &&
	    now - kv->answered_ms >= kv->command_timeout_ms * KV_STUCK_TIMEOUTS)
		kv_conn_drop(kv, "the server does not answer");
	arm_expiry(kv);
}

/* Tasks that still wait are left to their deadlines. */
void kv_commands_abandon(struct kv *kv)
{
	LIST_EACH (node, &kv->live) {
		struct kv_req *r = LIST_ENTRY(node, struct kv_req, node);

		list_remove(&r->op.node);
		detach(r);
	}
	LIST_EACH (gone, &kv->ended) {
		struct kv_req *r = LIST_ENTRY(gone, struct kv_req, node);

		list_remove(&r->op.node);
		free(r);
	}
	list_init(&kv->ended);
	loop_defer_cancel(kv->loop, kv->end_ticket);
}

/* ---- scripts ---- */

void kv_eval(struct task *t, struct kv *kv, const struct kv_script *s,
    size_t n_keys, struct kv_args args, struct kv_reply *reply_r)
{
	struct kv_req *r = req_begin(t, kv, reply_r);
	size_t n = args.n + 3;
	struct str *v = ARENA_ARRAY(t->arena, struct str, n);

	MUST(n_keys <= args.n);
	v[0] = STR("EVALSHA");
	v[1] = (struct str){s->sha1, sizeof s->sha1 - 1};
	v[2] = str_of(arena_printf(t->arena, "%zu", n_keys));
	for (size_t i = 0; i < args.n; i++) {
		v[i + 3].n = args.v[i].n;
		v[i + 3].p = arena_memdup(t->arena, args.v[i].p, args.v[i].n);
	}
	send_req(r, v, n);
	v[0] = STR("EVAL");
	v[1] = str_of(s->text);
	r->retry = v;
	r->n_retry = n;
}
