/* bus_outlier.c - a connection that fails where its siblings do not is left
 * alone for a while (Envoy's outlier detection).
 *
 * Five temporary failures in a row, or a success rate far below that of its
 * siblings over ten seconds. It is left alone for a second, the second time
 * two, thirty at most; every ten seconds without forgive one time. At most
 * half of a lane's connections are ejected, so never the only one. */
#include "common/bus/bus_health.h"

#include "common/base/log.h"

#define IN_A_ROW 5
#define LEAST_CALLS 20 /* of each side, before rates are compared */
#define FAR_BELOW 0.3  /* of success */
#define BASE_MS 1000
#define MAX_TIMES 30
#define FORGIVE_MS 10000

static int64_t now_of(const struct bus_endpoint *e)
{
	return loop_now_ms(e->group->service->bus->loop);
}

bool bus_is_ejected(const struct bus_endpoint *e)
{
	return e->ejected_until_ms > now_of(e);
}

static bool may_eject_one(const struct bus_group *g)
{
	size_t n = 1;

	for (size_t i = 0; i < g->n_ends; i++)
		n += bus_is_ejected(&g->ends[i]);
	return 2 * n <= g->n_ends;
}

static void eject(struct bus_endpoint *e, const char *why)
{
	struct bus_group *g = e->group;
	int64_t now_ms = now_of(e);
	int64_t forgiven = (now_ms - e->ejected_until_ms) / FORGIVE_MS;

	if (!may_eject_one(g))
		return;
	e->times_ejected -= (unsigned)MIN(forgiven, (int64_t)e->times_ejected);
	e->times_ejected = MIN(e->times_ejected + 1, MAX_TIMES);
	e->ejected_until_ms = now_ms + (int64_t)e->times_ejected * BASE_MS;
	e->failed_in_a_row = 0;
	e->window = (struct bus_window){0};
	g->service->bus->counts.ejections++;
	log_warn("bus peer is left alone", LOG_S("peer", g->service->name),
	    LOG_S("lane", lane_name(g->lane)), LOG_S("url", e->dial.url.text),
	    LOG_S("why", why), LOG_I("seconds", e->times_ejected));
}

static double success(struct bus_second w)
{
	return 1 - (double)w.failures / w.calls;
}

static bool is_far_below_siblings(const struct bus_endpoint *e)
{
	const struct bus_group *g = e->group;
	int64_t now_ms = now_of(e);
	struct bus_second own = bus_window_sum(&e->window, now_ms);
	struct bus_second others = {0};

	for (size_t i = 0; i < g->n_ends; i++) {
		struct bus_second w;

		if (&g->ends[i] == e)
			continue;
		w = bus_window_sum(&g->ends[i].window, now_ms);
		others.calls += w.calls;
		others.failures += w.failures;
	}
	return own.calls >= LEAST_CALLS && others.calls >= LEAST_CALLS &&
	       success(own) + FAR_BELOW < success(others);
}

void bus_outlier_note(struct bus_endpoint *e, bool failed)
{
	if (e->group->n_ends < 2)
		return;
	if (!failed) {
		e->failed_in_a_row = 0;
		return;
	}
	e->failed_in_a_row++;
	if (bus_is_ejected(e))
		return;
	if (e->failed_in_a_row >= IN_A_ROW)
		eject(e, "failures in a row");
	else if (is_far_below_siblings(e))
		eject(e, "success rate");
}
