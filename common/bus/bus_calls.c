/* bus_calls.c - calls: sent, waiting for a connection, answered, lost.
 *
 * A call is an operation of a task; the task's deadline ends it by cancel,
 * so calls need no timers. At any time a call is in exactly one place: in an
 * endpoint's slots (sent), in a group's waiting list, or in bus.failing. */
#include "common/bus/bus_private.h"

#include "common/base/die.h"
#include "common/base/log.h"
#include "common/bus/bus_error.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

struct call {
	struct op op;
	struct bus_service *service;
	struct bus_group *waits_in; /* NULL unless waiting */
	struct bus_endpoint *end;   /* NULL unless sent */
	uint32_t id;                /* in end's slots */
	bool is_safe, retried;
	struct list node; /* in waiting or failing */
	struct envelope env;
	struct bus_reply *reply_r;
	char *copy; /* json and blob, while they may have to be sent (again) */
	size_t json_bytes, blob_bytes;
	struct err *err; /* of a failing call, in the arena */
};

static void dispatch(
    struct call *c, struct bus_group *g, struct str json, struct str blob);
static void pump(struct bus_group *g);
static void call_cancel(struct op *op);
static void on_failing(void *arg);
static void endpoint_up(struct sp_dial *d);
static int endpoint_frame(struct sp_dial *d, struct str body, struct err *err);
static void endpoint_drained(struct sp_dial *d);
static void endpoint_down(struct sp_dial *d, const struct err *err);

const struct sp_dial_events bus_endpoint_events = {
    .up = endpoint_up,
    .frame = endpoint_frame,
    .drained = endpoint_drained,
    .down = endpoint_down,
};

/* ---- failing ---- */

static struct task *task_of(const struct call *c)
{
	return c->op.task;
}

/* Puts the call, which is in no other place, among the failing. */
static void call_fails(struct bus *b, struct call *c, const struct err *err)
{
	c->err = arena_memdup(task_of(c)->arena, err, sizeof *err);
	list_append(&b->failing, &c->node);
}

/* From inside bus_call(), which must not call back. */
static void fail_soon(struct bus *b, struct call *c, enum err_code code,
    const char *fmt, ...) PRINTF_LIKE(4, 5);
static void fail_soon(
    struct bus *b, struct call *c, enum err_code code, const char *fmt, ...)
{
	char text[sizeof c->err->text];
	struct err err = {0};
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	err_set(&err, code, "%s", text);
	call_fails(b, c, &err);
	if (b->fail_ticket == 0)
		b->fail_ticket = loop_defer(b->loop, on_failing, b);
}

/* Tasks run on in here: they may begin calls, or cancel those in the list. */
static void fail_now(struct bus *b)
{
	while (!list_empty(&b->failing)) {
		struct call *c = LIST_FIRST(&b->failing, struct call, node);

		list_remove(&c->node);
		free(c->copy);
		op_done(&c->op, c->err);
	}
}

static void on_failing(void *arg)
{
	struct bus *b = arg;

	b->fail_ticket = 0;
	fail_now(b);
}

static void call_cancel(struct op *op)
{
	struct call *c = CONTAINER_OF(op, struct call, op);
	struct bus_endpoint *e = c->end;

	free(c->copy);
	if (e != NULL) {
		bus_slots_remove(&e->in_flight, c->id);
		e->unanswered++;
		pump(e->group);
		return;
	}
	if (c->waits_in != NULL)
		c->waits_in->n_waiting--;
	list_remove(&c->node);
}

/* ---- sending ---- */

static struct str kept_json(const struct call *c)
{
	return (struct str){c->copy, c->json_bytes};
}

static struct str kept_blob(const struct call *c)
{
	return (struct str){c->copy + c->json_bytes, c->blob_bytes};
}

static void keep(struct call *c, struct str json, struct str blob)
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

static bool may_repeat(const struct call *c)
{
	return c->is_safe && !c->retried;
}

/* What is sent for the last time is not kept. */
static void drop_copy(struct call *c)
{
	if (may_repeat(c))
		return;
	free(c->copy);
	c->copy = NULL;
}

static void wait_in(struct bus_group *g, struct call *c)
{
	list_append(&g->waiting, &c->node);
	g->n_waiting++;
	c->waits_in = g;
}

static void send_on(
    struct bus_endpoint *e, struct call *c, struct str json, struct str blob)
{
	struct bus *b = e->group->service->bus;
	struct sp_conn *conn = &e->dial.conn;
	struct buf *out = sp_conn_begin(conn);
	char id[4];

	c->id = bus_slots_add(&e->in_flight, c);
	sp_put32(id, c->id);
	buf_add(out, id, sizeof id);
	c->env.lane = e->group->lane;
	c->env.timeout_ms =
	    (uint32_t)MIN(MAX(task_left_ms(task_of(c)), 1), UINT32_MAX);
	envelope_write(out, &c->env, json, blob);
	if (sp_conn_end(conn, NULL) < 0) {
		bus_slots_remove(&e->in_flight, c->id);
		fail_soon(b, c, ERR_TOO_LARGE,
		    "%s: message of more than %zu bytes", c->service->name,
		    b->max_frame_bytes);
		return;
	}
	c->end = e;
	b->counts.calls++;
}

/* Sends the call, which is in no place, or makes it wait. json and blob may
 * be the call's own copy. */
static void dispatch(
    struct call *c, struct bus_group *g, struct str json, struct str blob)
{
	struct bus *b = g->service->bus;
	struct bus_endpoint *e = g->n_waiting > 0 ? NULL : bus_pick(g);

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

static struct call *stop_waiting(struct bus_group *g)
{
	struct call *c = LIST_FIRST(&g->waiting, struct call, node);

	list_remove(&c->node);
	g->n_waiting--;
	c->waits_in = NULL;
	return c;
}

/* Room may have come: sends what waits, in order. */
static void pump(struct bus_group *g)
{
	while (g->n_waiting > 0) {
		struct bus_endpoint *e = bus_pick(g);
		struct call *c;

		if (e == NULL)
			return;
		c = stop_waiting(g);
		send_on(e, c, kept_json(c), kept_blob(c));
		drop_copy(c);
	}
}

void bus_call(struct task *t, struct bus *b, const char *service,
    const struct envelope *env, struct str json, struct str blob,
    struct bus_reply *reply_r)
{
	struct call *c = ARENA_NEW(t->arena, struct call);
	const struct msg_desc *m = proto_message((enum msg_type)env->type);
	enum lane lane;

	c->env = *env;
	c->env.is_answer = false;
	str_copy(c->env.caller, sizeof c->env.caller, str_of(b->service));
	c->reply_r = reply_r;
	c->is_safe = m != NULL && m->safe;
	op_begin(&c->op, t, call_cancel);
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
	lane = bus_service_lane(c->service, env->lane_seed);
	dispatch(c, bus_group_for(c->service, lane), json, blob);
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

/* ---- answers ---- */

static void endpoint_up(struct sp_dial *d)
{
	struct bus_endpoint *e = CONTAINER_OF(d, struct bus_endpoint, dial);

	e->unanswered = 0;
	pump(e->group);
}

static void endpoint_drained(struct sp_dial *d)
{
	pump(CONTAINER_OF(d, struct bus_endpoint, dial)->group);
}

static void call_answered(struct call *c, const struct envelope *env,
    struct str json, struct str blob)
{
	struct arena *a = task_of(c)->arena;
	struct bus_reply *reply = c->reply_r;
	struct err err;

	free(c->copy);
	reply->env = *env;
	reply->json.p = arena_strndup(a, json.p, json.n);
	reply->json.n = json.n;
	reply->blob.p = blob.n == 0 ? NULL : arena_memdup(a, blob.p, blob.n);
	reply->blob.n = blob.n;
	if (env->code == ERR_OK) {
		op_done(&c->op, NULL);
		return;
	}
	bus_error_read(a, env->code, reply->json, &err);
	op_done(&c->op, &err);
}

static int endpoint_frame(struct sp_dial *d, struct str body, struct err *err)
{
	struct bus_endpoint *e = CONTAINER_OF(d, struct bus_endpoint, dial);
	struct bus *b = e->group->service->bus;
	struct str trace, payload, json, blob;
	struct envelope env;
	struct call *c;

	e->unanswered = 0;
	if (sp_trace_cut(body, &trace, &payload, err) < 0)
		return -1;
	c = trace.n == 4 ? bus_slots_get(&e->in_flight, sp_get32(trace.p))
			 : NULL;
	if (c == NULL) {
		b->counts.late++; /* its call has ended already */
		return 0;
	}
	if (envelope_read(payload, &env, &json, &blob, err) < 0)
		return -1;
	if (!env.is_answer)
		return err_set(err, ERR_BAD_PEER,
		    "a call where an answer "
		    "belongs");
	bus_slots_remove(&e->in_flight, c->id);
	pump(e->group);
	call_answered(c, &env, json, blob);
	return 0;
}

/* ---- loss ---- */

/* Moves what waits for a dead canary to the stable lane. */
static void leave_canary(struct bus_group *g)
{
	struct list moved;

	list_init(&moved);
	while (g->n_waiting > 0)
		list_append(&moved, &stop_waiting(g)->node);
	while (!list_empty(&moved)) {
		struct call *c = LIST_FIRST(&moved, struct call, node);

		list_remove(&c->node);
		dispatch(c, bus_group_for(c->service, LANE_CANARY),
		    kept_json(c), kept_blob(c));
	}
}

static void endpoint_down(struct sp_dial *d, const struct err *err)
{
	struct bus_endpoint *e = CONTAINER_OF(d, struct bus_endpoint, dial);
	struct bus_group *g = e->group;
	struct bus *b = g->service->bus;
	struct err why = *err;
	struct call *c;

	err_wrap(&why, "%s: connection lost", g->service->name);
	log_warn("bus connection lost", LOG_S("peer", g->service->name),
	    LOG_S("lane", lane_name(g->lane)), LOG_S("url", d->url.text),
	    LOG_S("error", err->text), LOG_I("in_flight", e->in_flight.n));
	while ((c = bus_slots_pop(&e->in_flight)) != NULL) {
		c->end = NULL;
		if (why.code == ERR_UNAVAILABLE && c->copy != NULL) {
			c->retried = true;
			b->counts.retries++;
			dispatch(c, bus_group_for(c->service, g->lane),
			    kept_json(c), kept_blob(c));
		} else {
			b->counts.lost++;
			call_fails(b, c, &why);
		}
	}
	if (g->lane == LANE_CANARY && !bus_group_is_up(g))
		leave_canary(g);
	fail_now(b);
}

/* ---- the end ---- */

static void abort_group(struct bus_group *g, const struct err *err)
{
	struct bus *b = g->service->bus;
	struct call *c;

	for (size_t i = 0; i < g->n_ends; i++) {
		struct bus_slots *slots = &g->ends[i].in_flight;

		sp_dial_close(&g->ends[i].dial);
		while ((c = bus_slots_pop(slots)) != NULL) {
			c->end = NULL;
			call_fails(b, c, err);
		}
	}
	while (g->n_waiting > 0)
		call_fails(b, stop_waiting(g), err);
}

/* Tasks whose calls fail may call again from their next step, so this goes
 * round until nobody does; a closed endpoint only lets them wait. */
void bus_calls_abort(struct bus *b)
{
	struct err err = {0};
	bool again;

	err_set(&err, ERR_UNAVAILABLE, "the bus is closing");
	do {
		for (size_t i = 0; i < b->n_services; i++) {
			struct bus_service *s = b->services[i];

			for (size_t j = 0; j < BUS_LANES; j++)
				abort_group(&s->lanes[j], &err);
		}
		again = !list_empty(&b->failing);
		fail_now(b);
	} while (again);
}
