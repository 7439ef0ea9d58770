/* bus_endpoint.c - what a connection tells its calls: up, answered, lost. */
#include "common/bus/bus_call.h"

#include "common/base/log.h"
#include "common/bus/bus_error.h"

#include <stdlib.h>

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

/* ---- answers ---- */

static void endpoint_up(struct sp_dial *d)
{
	struct bus_endpoint *e = CONTAINER_OF(d, struct bus_endpoint, dial);

	e->reads = 1;
	bus_choice_up(e);
	bus_ready_up(e);
	bus_breaker_try(e->group, true);
	bus_lane_look(e->group);
	bus_pump(e->group);
}

static void endpoint_drained(struct sp_dial *d)
{
	bus_pump(CONTAINER_OF(d, struct bus_endpoint, dial)->group);
}

static void call_answered(struct bus_call *c, const struct envelope *env,
    struct str json, struct str blob, int64_t took_us)
{
	struct arena *a = c->op.task->arena;
	struct bus_reply *reply = c->reply_r;
	struct err err;

	bus_call_over(c);
	bus_metrics_call(c, env->code, true, took_us);
	reply->env = *env;
	reply->took_us = took_us;
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

/* Another connection of the lane, or the stable one behind a drained canary. */
static bool has_elsewhere(
    const struct bus_group *g, const struct bus_endpoint *e)
{
	return bus_has_other(g, e) || (g->lane == LANE_CANARY && g->drained);
}

/* Who cannot now, or has too much to do, may have a sibling that can. */
static bool goes_elsewhere(
    struct bus_call *c, const struct bus_endpoint *e, enum err_code code)
{
	return (code == ERR_UNAVAILABLE || code == ERR_OVERLOADED) &&
	       has_elsewhere(c->group, e) && bus_retry(c, e);
}

static int endpoint_frame(struct sp_dial *d, struct str body, struct err *err)
{
	struct bus_endpoint *e = CONTAINER_OF(d, struct bus_endpoint, dial);
	struct bus *b = e->group->service->bus;
	struct str trace, payload, json, blob;
	struct envelope env;
	struct bus_call *c;
	int64_t took_us;

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
	e->reads = MAX(env.reads, 1u);
	bus_slots_remove(&e->in_flight, c->id);
	c->end = NULL;
	took_us = bus_call_took_us(c);
	bus_judge(c, e, env.code, took_us);
	if (goes_elsewhere(c, e, env.code)) {
		bus_dispatch_again(c, e);
		bus_pump(e->group);
		return 0;
	}
	bus_pump(e->group);
	call_answered(c, &env, json, blob, took_us);
	return 0;
}

/* ---- loss ---- */

static void endpoint_down(struct sp_dial *d, const struct err *err)
{
	struct bus_endpoint *e = CONTAINER_OF(d, struct bus_endpoint, dial);
	struct bus_group *g = e->group;
	struct bus *b = g->service->bus;
	struct err why = *err;
	struct bus_call *c;

	err_wrap(&why, "%s: connection lost", g->service->name);
	log_warn("bus connection lost", LOG_S("peer", g->service->name),
	    LOG_S("lane", lane_name(g->lane)), LOG_S("url", d->url.text),
	    LOG_S("error", err->text), LOG_I("in_flight", e->in_flight.n));
	bus_outlier_note(e, true);
	bus_lane_look(g);
	while ((c = bus_slots_pop(&e->in_flight)) != NULL) {
		c->end = NULL;
		if (c->probe == NULL)
			bus_judge_lost(c);
		/* Who lies is asked nothing a second time. */
		if ((why.code == ERR_UNAVAILABLE || has_elsewhere(g, e)) &&
		    bus_retry(c, NULL)) {
			bus_dispatch_again(c, e);
		} else {
			b->counts.lost += c->probe == NULL;
			bus_call_fails(b, c, &why);
		}
	}
	bus_fail_now(b);
}

/* ---- the end ---- */

static void abort_group(struct bus_group *g, const struct err *err)
{
	struct bus *b = g->service->bus;
	struct bus_call *c;

	for (size_t i = 0; i < g->n_ends; i++) {
		struct bus_slots *slots = &g->ends[i].in_flight;

		sp_dial_close(&g->ends[i].dial);
		while ((c = bus_slots_pop(slots)) != NULL) {
			c->end = NULL;
			bus_call_fails(b, c, err);
		}
	}
	while (g->n_waiting > 0)
		bus_call_fails(b, bus_call_unwait(g), err);
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
		bus_fail_now(b);
	} while (again);
}
