/* bus_drain.c - a canary that cannot work is drained to stable at once, and
 * comes back slowly.
 *
 * It can work while one of its connections is up and not known to be unready,
 * and its circuit is not open; once it was drained, a peer must have said that
 * it is ready (where peers are asked). What waits goes to stable at that
 * moment, and so does what is safe to repeat of the calls that a lost or
 * silent peer has. Of the seeds that are the canary's, a tenth comes back at
 * first and all after slow_start_ms, the same ones each time. */
#include "common/bus/bus_call.h"

#include "common/base/log.h"

#define LEAST_SHARE 0.1

static bool is_usable(const struct bus_endpoint *e, bool must_say_so)
{
	if (e->dial.state != SP_DIAL_UP)
		return false;
	if (must_say_so)
		return e->readiness == BUS_READY_YES;
	return e->readiness == BUS_READY_YES ||
	       e->readiness == BUS_READY_UNKNOWN;
}

static bool can_work(const struct bus_group *g)
{
	bool must_say_so =
	    g->service->bus->ready_tick != NULL && g->drained && g->was_up;

	if (g->breaker.state == BUS_CIRCUIT_OPEN)
		return false;
	for (size_t i = 0; i < g->n_ends; i++)
		if (is_usable(&g->ends[i], must_say_so))
			return true;
	return false;
}

static const char *why_not(const struct bus_group *g)
{
	if (!bus_group_is_up(g))
		return "no connection";
	return g->breaker.state == BUS_CIRCUIT_OPEN ? "its calls fail"
						    : "nobody is ready";
}

static void tell(struct bus_group *g, const char *why)
{
	struct bus *b = g->service->bus;
	struct bus_lane_move *m = &b->moves[b->n_moves++ % BUS_LANE_MOVES];

	*m = (struct bus_lane_move){
	    .number = b->n_moves,
	    .service = g->service->name,
	    .lane = g->lane,
	    .drained = g->drained,
	    .why = why,
	    .unix_ms = loop_unix_ms(b->loop),
	};
	if (g->drained)
		log_warn("lane is drained to stable",
		    LOG_S("peer", g->service->name),
		    LOG_S("lane", lane_name(g->lane)), LOG_S("why", why));
	else
		log_info("lane is back, slowly",
		    LOG_S("peer", g->service->name),
		    LOG_S("lane", lane_name(g->lane)));
}

/* ---- calls that leave ---- */

static void leave_waiting(struct bus_group *g)
{
	struct list moved;

	list_init(&moved);
	while (g->n_waiting > 0)
		list_append(&moved, &bus_call_unwait(g)->node);
	while (!list_empty(&moved)) {
		struct bus_call *c = LIST_FIRST(&moved, struct bus_call, node);

		list_remove(&c->node);
		bus_dispatch_again(c, NULL);
	}
}

/* It keeps what may not be repeated. */
void bus_leave_silent(struct bus_endpoint *e)
{
	struct bus_slots *s = &e->in_flight;

	for (size_t i = 0; i < s->places && s->n > 0; i++) {
		struct bus_call *c = s->v[i].call;

		if (c == NULL || c->probe != NULL || !bus_retry(c, e))
			continue;
		bus_slots_remove(s, c->id);
		c->end = NULL;
		bus_dispatch_again(c, e);
	}
}

static void leave(struct bus_group *g)
{
	leave_waiting(g);
	for (size_t i = 0; i < g->n_ends; i++)
		if (g->ends[i].readiness == BUS_READY_SILENT)
			bus_leave_silent(&g->ends[i]);
}

/* ---- the lane ---- */

void bus_lane_look(struct bus_group *g)
{
	bool works;

	if (g->lane != LANE_CANARY || g->n_ends == 0)
		return;
	works = can_work(g);
	if (works != g->drained)
		return;
	g->drained = !works;
	if (works && g->was_up)
		g->restored_ms = loop_now_ms(g->service->bus->loop);
	if (g->was_up)
		tell(g, works ? "ready" : why_not(g));
	g->was_up = true; /* the first time it comes is no return */
	if (!works)
		leave(g);
}

double bus_lane_warmth(const struct bus_group *g)
{
	const struct bus *b = g->service->bus;
	double age_ms = (double)(loop_now_ms(b->loop) - g->restored_ms);

	if (g->restored_ms == 0 || age_ms >= (double)b->slow_start_ms)
		return 1;
	return LEAST_SHARE +
	       (1 - LEAST_SHARE) * age_ms / (double)b->slow_start_ms;
}

size_t bus_lane_moves(const struct bus *b, uint64_t after,
    struct bus_lane_move *out_r, size_t max)
{
	uint64_t first =
	    b->n_moves > BUS_LANE_MOVES ? b->n_moves - BUS_LANE_MOVES : 0;
	size_t n = 0;

	for (uint64_t i = MAX(first, after); i < b->n_moves && n < max; i++)
		out_r[n++] = b->moves[i % BUS_LANE_MOVES];
	return n;
}
