/* bus_breaker.c - a lane whose calls fail is not asked for a moment (Nygard,
 * Release It!, 2007; the circuit breaker).
 *
 * It opens when at least half of twenty or more calls of the last ten seconds
 * failed: timeouts of a second or more, peers that answered that they cannot,
 * callers that waited in vain for a connection. A connection that was lost is
 * not one of them: its peer is on its way back, and calls wait for it. Nor is
 * a refusal because of too much work: that peer lives.
 *
 * While open, calls fail at once. After half a second, or when the peer has
 * said that it is ready, one call at a time is tried; one that goes well
 * closes it. Who has a connection that does well is not cut off for the sake
 * of its siblings: they are ejected (bus_outlier.c). */
#include "common/bus/bus_health.h"

#include "common/base/log.h"

#define LEAST_CALLS 20
#define OPEN_MS 500
#define TRIAL_MS 1000 /* a trial that takes longer does not hold the next up */
#define GOOD_CALLS 5

static int64_t now_of(const struct bus_group *g)
{
	return loop_now_ms(g->service->bus->loop);
}

static void become(
    struct bus_group *g, enum bus_circuit state, const char *what)
{
	struct bus_breaker *k = &g->breaker;
	struct bus_second w = bus_window_sum(&g->window, now_of(g));

	if (k->state == BUS_CIRCUIT_CLOSED || state == BUS_CIRCUIT_CLOSED)
		log_warn(what, LOG_S("peer", g->service->name),
		    LOG_S("lane", lane_name(g->lane)), LOG_I("calls", w.calls),
		    LOG_I("failures", w.failures));
	if (k->state == BUS_CIRCUIT_CLOSED)
		g->service->bus->counts.circuit_opened++;
	k->state = state;
	k->trial = NULL;
	k->until_ms = now_of(g) + OPEN_MS;
	if (state == BUS_CIRCUIT_CLOSED)
		g->window = (struct bus_window){0};
	bus_lane_look(g);
}

/* Time has passed, or the peer is back. */
void bus_breaker_try(struct bus_group *g, bool now)
{
	if (g->breaker.state == BUS_CIRCUIT_OPEN &&
	    (now || now_of(g) >= g->breaker.until_ms))
		become(g, BUS_CIRCUIT_HALF_OPEN, "circuit is tried");
}

bool bus_breaker_admits(struct bus_group *g, struct bus_call *c)
{
	struct bus_breaker *k = &g->breaker;

	if (k->state == BUS_CIRCUIT_CLOSED)
		return true;
	bus_breaker_try(g, false);
	if (k->state == BUS_CIRCUIT_HALF_OPEN &&
	    (k->trial == NULL || now_of(g) - k->trial_ms >= TRIAL_MS)) {
		k->trial = c;
		k->trial_ms = now_of(g);
		return true;
	}
	g->service->bus->counts.refused++;
	return false;
}

void bus_breaker_forget(struct bus_group *g, const struct bus_call *c)
{
	if (g->breaker.trial == c)
		g->breaker.trial = NULL;
}

static bool has_good_endpoint(const struct bus_group *g)
{
	for (size_t i = 0; i < g->n_ends; i++) {
		const struct bus_endpoint *e = &g->ends[i];
		struct bus_second w = bus_window_sum(&e->window, now_of(g));

		if (e->dial.state == SP_DIAL_UP && w.calls >= GOOD_CALLS &&
		    2 * w.failures < w.calls)
			return true;
	}
	return false;
}

void bus_breaker_note(
    struct bus_group *g, const struct bus_call *c, bool failed)
{
	struct bus_breaker *k = &g->breaker;
	struct bus_second w;

	if (k->state != BUS_CIRCUIT_CLOSED) {
		/* Calls from before it opened may still end well. */
		if (!failed)
			become(g, BUS_CIRCUIT_CLOSED, "circuit is closed");
		else if (k->trial == c)
			become(g, BUS_CIRCUIT_OPEN, "circuit is open");
		return;
	}
	if (!failed)
		return;
	w = bus_window_sum(&g->window, now_of(g));
	if (w.calls >= LEAST_CALLS && 2 * w.failures >= w.calls &&
	    !has_good_endpoint(g))
		become(g, BUS_CIRCUIT_OPEN, "circuit is open");
}
