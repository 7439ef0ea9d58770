/* bus_judge.c - what the end of a call says of its connection and its lane. */
#include "common/bus/bus_call.h"

/* A caller may give little time; that is not the peer's fault. */
#define SLOW_US 1000000

/* The peer, or somebody behind it, could not; the same may work later. */
static bool is_temporary(enum err_code code)
{
	return code == ERR_UNAVAILABLE || code == ERR_DEADLINE ||
	       code == ERR_TIMEOUT || code == ERR_BAD_PEER;
}

/* Too much work says that the peer lives; a caller who left says nothing. */
static bool is_silent(enum err_code code)
{
	return code == ERR_OVERLOADED || code == ERR_CANCELLED;
}

void bus_judge(struct bus_call *c, struct bus_endpoint *e, enum err_code code,
    int64_t took_us)
{
	struct bus_group *g = c->group;
	int64_t now_ms = loop_now_ms(g->service->bus->loop);
	bool failed = is_temporary(code);
	struct bus_second *own, *all;

	if (c->probe != NULL)
		return;
	if (e != NULL)
		bus_choice_observe(
		    e, took_us, code != ERR_OVERLOADED && !failed);
	if (is_silent(code)) {
		bus_breaker_forget(g, c);
		return;
	}
	if (e != NULL) {
		own = bus_window_now(&e->window, now_ms);
		own->calls++;
		own->failures += failed;
		bus_outlier_note(e, failed);
	}
	if ((code == ERR_DEADLINE || code == ERR_TIMEOUT) &&
	    took_us < SLOW_US) {
		bus_breaker_forget(g, c);
		return;
	}
	all = bus_window_now(&g->window, now_ms);
	all->calls++;
	all->failures += failed;
	bus_breaker_note(g, c, failed);
	bus_breaker_forget(g, c);
}

void bus_judge_lost(struct bus_call *c)
{
	struct bus_group *g = c->group;

	bus_window_now(&g->window, loop_now_ms(g->service->bus->loop))->calls++;
	bus_breaker_forget(g, c);
}
