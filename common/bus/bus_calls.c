/* bus_calls.c - calls: begun, sent, waiting for a connection, failed. */
#include "common/bus/bus_call.h"

#include "common/base/die.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* Of the time that is left, at most a tenth: for the way back. */
#define MARGIN_MS 20

static void call_cancel(struct op *op);
static void on_failing(void *arg);

/* ---- failing ---- */

/* Puts the call, which is in no other place, among the failing. */
void bus_call_fails(struct bus *b, struct bus_call *c, const struct err *err)
{
	c->err = arena_memdup(c->op.task->arena, err, sizeof *err);
	list_append(&b->failing, &c->node);
}

/* From inside bus_call(), which must not call back. */
static void fail_soon(struct bus *b, struct bus_call *c, enum err_code code,
    const char *fmt, ...) PRINTF_LIKE(4, 5);
static void fail_soon(
    struct bus *b, struct bus_call *c, enum err_code code, const char *fmt, ...)
{
	char text[sizeof c->err->text];
	struct err err = {0};
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	err_set(&err, code, "%s", text);
	if (c->group != NULL)
		bus_breaker_forget(c->group, c);
	bus_call_fails(b, c, &err);
	if (b->fail_ticket == 0)
		b->fail_ticket = loop_defer(b->loop, on_failing, b);
}

/* Tasks run on in here: they may begin calls, or cancel those in the list. */
void bus_fail_now(struct bus *b)
{
	while (!list_empty(&b->failing)) {
		struct bus_call *c =
		    LIST_FIRST(&b->failing, struct bus_call, node);

		list_remove(&c->node);
		bus_call_over(c);
		bus_metrics_call(c, c->err->code, false, bus_call_took_us(c));
		op_done(&c->op, c->err);
	}
}

static void on_failing(void *arg)
{
	struct bus *b = arg;

	b->fail_ticket = 0;
	bus_fail_now(b);
}

void bus_call_over(struct bus_call *c)
{
	timer_free(&c->bound);
	free(c->copy);
}

void bus_call_leave(struct bus_call *c, enum err_code code)
{
	struct bus_endpoint *e = c->end;
	bool waited = c->waits_in != NULL;

	if (e != NULL) {
		bus_slots_remove(&e->in_flight, c->id);
	} else {
		if (waited)
			c->waits_in->n_waiting--;
		list_remove(&c->node);
	}
	c->end = NULL;
	c->waits_in = NULL;
	if (e != NULL || waited)
		bus_judge(c, e, code, bus_call_took_us(c));
	if (e != NULL)
		bus_pump(e->group);
}

static void call_cancel(struct op *op)
{
	struct bus_call *c = CONTAINER_OF(op, struct bus_call, op);
	enum err_code code =
	    task_left_ms(op->task) == 0 ? ERR_DEADLINE : ERR_CANCELLED;

	bus_call_over(c);
	bus_metrics_call(c, code, false, bus_call_took_us(c));
	bus_call_leave(c, code);
}

/* ---- sending ---- */

struct str bus_call_json(const struct bus_call *c)
{
	return (struct str){c->copy, c->json_bytes};
}

struct str bus_call_blob(const struct bus_call *c)
{
	return (struct str){c->copy + c->json_bytes, c->blob_bytes};
}

static void keep(struct bus_call *c, struct str json, struct str blob)
{
	if (c->copy != NULL)
		return;
	c->copy = xrealloc(NULL, json.n + blob.n); /* not zeroed */
	if (json.n > 0)
		memcpy(c->copy, json.p, json.n);
	if (blob.n > 0)
		memcpy(c->copy + json.n, blob.p, blob.n);
	c->json_bytes = json.n;
	c->blob_bytes = blob.n;
}

int64_t bus_call_took_us(const struct bus_call *c)
{
	return MAX(loop_now_us(c->op.task->loop) - c->began_us, (int64_t)1);
}

int64_t bus_call_left_ms(const struct bus_call *c)
{
	int64_t bound_ms = c->until_ms - loop_now_ms(c->op.task->loop);

	return MAX(MIN(task_left_ms(c->op.task), bound_ms), (int64_t)0);
}

static bool may_repeat(const struct bus_call *c)
{
	return c->is_safe && !c->retried;
}

/* What is sent for the last time is not kept. */
static void drop_copy(struct bus_call *c)
{
	if (may_repeat(c))
		return;
	free(c->copy);
	c->copy = NULL;
}

static void wait_in(struct bus_group *g, struct bus_call *c)
{
	list_append(&g->waiting, &c->node);
	g->n_waiting++;
	c->waits_in = g;
	bus_patience_begin(g, c);
}

/* Extras go to who reads them; the deadline by the clock of this machine to
 * who shares it. */
static void write_call(struct bus_endpoint *e, struct bus_call *c,
    struct buf *out, struct str json, struct str blob)
{
	char first = c->env.lanes[0];
	bool local = e->dial.url.transport == SP_IPC;

	c->env.deadline_mono_ms = 0;
	if (e->reads < 2)
		c->env.lanes[0] = '\0';
	else if (local)
		c->env.deadline_mono_ms =
		    loop_now_ms(c->op.task->loop) + c->env.timeout_ms;
	envelope_write(out, &c->env, json, blob);
	c->env.lanes[0] = first;
}

/* What the peer may take: its answer needs time to come back. */
static uint32_t timeout_for(int64_t left_ms)
{
	int64_t margin_ms = MIN(left_ms / 10, MARGIN_MS);

	return (uint32_t)MIN(left_ms - margin_ms, (int64_t)UINT32_MAX);
}

static void send_on(struct bus_endpoint *e, struct bus_call *c, struct str json,
    struct str blob)
{
	struct bus *b = e->group->service->bus;
	struct sp_conn *conn = &e->dial.conn;
	int64_t left_ms = bus_call_left_ms(c);
	struct buf *out;
	char id[4];

	if (left_ms == 0) {
		fail_soon(b, c,
		    task_left_ms(c->op.task) == 0 ? ERR_DEADLINE : ERR_TIMEOUT,
		    "%s: no time was left to ask", c->service->name);
		return;
	}
	out = sp_conn_begin(conn);
	c->id = bus_slots_add(&e->in_flight, c);
	sp_put32(id, c->id);
	buf_add(out, id, sizeof id);
	c->env.timeout_ms = timeout_for(left_ms);
	write_call(e, c, out, json, blob);
	if (sp_conn_end(conn, NULL) < 0) {
		bus_slots_remove(&e->in_flight, c->id);
		fail_soon(b, c, ERR_TOO_LARGE,
		    "%s: message of more than %zu bytes", c->service->name,
		    b->max_frame_bytes);
		return;
	}
	c->end = e;
	if (c->probe != NULL)
		return;
	b->counts.calls++;
	bus_ready_called(e);
}

static void send_or_wait(
    struct bus_call *c, struct bus_group *g, struct str json, struct str blob)
{
	struct bus *b = g->service->bus;
	struct bus_endpoint *e =
	    g->n_waiting > 0 ? NULL : bus_pick(g, c->not_on);

	if (e != NULL) {
		if (may_repeat(c))
			keep(c, json, blob);
		send_on(e, c, json, blob);
		drop_copy(c);
	} else if (g->n_ends == 0) {
		fail_soon(b, c, ERR_UNAVAILABLE,
		    "%s: no endpoint is configured", g->service->name);
	} else if (g->n_waiting >= b->max_in_flight) {
		fail_soon(b, c, ERR_OVERLOADED, "%s: %zu calls wait already",
		    g->service->name, g->n_waiting);
	} else {
		keep(c, json, blob);
		wait_in(g, c);
	}
}

/* Sends the call, which is in no place, or makes it wait. json and blob may
 * be the call's own copy. */
void bus_dispatch(
    struct bus_call *c, struct bus_group *g, struct str json, struct str blob)
{
	c->env.lane = g->lane;
	c->group = g;
	if (bus_breaker_admits(g, c))
		send_or_wait(c, g, json, blob);
	else
		fail_soon(g->service->bus, c, ERR_UNAVAILABLE,
		    "%s: its calls fail; not asked for a moment",
		    g->service->name);
}

void bus_dispatch_again(struct bus_call *c, const struct bus_endpoint *not_on)
{
	struct bus_group *g = c->group;

	bus_breaker_forget(g, c);
	c->not_on = not_on;
	if (g->lane == LANE_CANARY && g->drained) {
		c->service->bus->counts.fallbacks++;
		g = &c->service->lanes[LANE_STABLE];
	}
	bus_dispatch(c, g, bus_call_json(c), bus_call_blob(c));
}

struct bus_call *bus_call_unwait(struct bus_group *g)
{
	struct bus_call *c = LIST_FIRST(&g->waiting, struct bus_call, node);

	list_remove(&c->node);
	g->n_waiting--;
	c->waits_in = NULL;
	return c;
}

/* Room may have come: sends what waits, in order. */
void bus_pump(struct bus_group *g)
{
	while (g->n_waiting > 0) {
		struct bus_endpoint *e = bus_pick(g, NULL);
		struct bus_call *c;

		if (e == NULL)
			return;
		c = bus_call_unwait(g);
		send_on(e, c, bus_call_json(c), bus_call_blob(c));
		drop_copy(c);
	}
}

static struct bus_call *call_new(
    struct task *t, const struct envelope *env, struct bus_reply *reply_r)
{
	struct bus_call *c = ARENA_NEW(t->arena, struct bus_call);

	c->env = *env;
	c->env.is_answer = false;
	c->reply_r = reply_r;
	c->began_us = loop_now_us(t->loop);
	c->until_ms = INT64_MAX;
	op_begin(&c->op, t, call_cancel);
	return c;
}

void bus_call(struct task *t, struct bus *b, const char *service,
    const struct envelope *env, struct str json, struct str blob,
    struct bus_reply *reply_r)
{
	struct bus_call *c = call_new(t, env, reply_r);
	const struct msg_desc *m = proto_message((enum msg_type)env->type);

	str_copy(c->env.caller, sizeof c->env.caller, str_of(b->service));
	c->is_safe = m != NULL && m->safe;
	c->service = bus_service_named(b, service);
	if (c->service == NULL) {
		fail_soon(
		    b, c, ERR_UNAVAILABLE, "%s: no such service", service);
		return;
	}
	if (json.n > b->max_frame_bytes ||
	    blob.n > b->max_frame_bytes - json.n) {
		fail_soon(b, c, ERR_TOO_LARGE,
		    "%s: message of more than %zu bytes", service,
		    b->max_frame_bytes);
		return;
	}
	bus_bound_begin(c, env->timeout_ms);
	bus_dispatch(c, bus_group_for(c->service, env), json, blob);
}

void bus_call_endpoint(struct task *t, struct bus_endpoint *e,
    struct bus_probe *p, struct bus_reply *reply_r)
{
	const struct envelope env = {.type = MSG_agent_describe,
	    .role = ROLE_SERVICE,
	    .lane = e->group->lane};
	struct bus_call *c = call_new(t, &env, reply_r);

	str_copy(c->env.caller, sizeof c->env.caller,
	    str_of(e->group->service->bus->service));
	c->service = e->group->service;
	c->group = e->group;
	c->probe = p;
	send_on(e, c, STR("{}"), STR(""));
}

void bus_call_msg(struct task *t, struct bus *b, const char *service,
    const struct envelope *env, enum msg_type type, const void *msg,
    struct bus_reply *reply_r)
{
	const struct msg_desc *m = proto_message(type);
	struct envelope typed = *env;
	struct buf json;

	MUST(m != NULL);
	typed.type = (uint16_t)type;
	buf_init(&json, b->max_frame_bytes);
	proto_encode(&json, &m->rec, msg);
	/* A body that did not fit is sent as one that can't fit either. */
	bus_call(t, b, service, &typed,
	    (struct str){
		buf_str(&json), buf_failed(&json) ? SIZE_MAX : json.len},
	    (struct str){NULL, 0}, reply_r);
	buf_deinit(&json);
}

int bus_decode(struct task *t, const struct bus_reply *reply,
    enum msg_type type, void *out_r, struct err *err)
{
	const struct msg_desc *m = proto_message(type);

	MUST(m != NULL);
	if (reply->env.type != type && reply->env.type != MSG_none)
		return err_set(err, ERR_BAD_PEER,
		    "%s answered with message %u instead of %s",
		    reply->env.caller, (unsigned)reply->env.type, m->rec.name);
	if (proto_decode(t->arena, &m->rec, reply->json, out_r, err) < 0) {
		if (err != NULL)
			err->code = ERR_BAD_PEER;
		return err_wrap(err, "answer of %s", reply->env.caller);
	}
	return 0;
}
