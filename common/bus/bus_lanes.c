/* bus_lanes.c - which lane a seed gets, and which connection of the lane. */
#include "common/bus/bus_private.h"

#include "common/bus/lane_override.h"
#include "common/bus/lane_point.h"

#include <math.h>

/* A dozen at most: comparing them one by one is quicker than a hash. */
struct bus_service *bus_service_named(const struct bus *b, const char *name)
{
	for (size_t i = 0; i < b->n_services; i++) {
		if (streq(b->services[i]->name, name))
			return b->services[i];
	}
	return NULL;
}

static enum lane lane_of_seed(const struct bus_service *s, uint64_t seed)
{
	if (s->canary == 0 ||
	    lane_point(s->bus->lane_key, s->name, seed) >= s->canary)
		return LANE_STABLE;
	return LANE_CANARY;
}

enum lane bus_service_lane_for(
    const struct bus_service *s, const struct envelope *env)
{
	enum lane lane;

	if (env->lanes[0] != '\0' &&
	    lane_override_of(env->lanes, s->name, &lane))
		return lane;
	return lane_of_seed(s, env->lane_seed);
}

enum lane bus_lane(const struct bus *b, const char *service, uint64_t seed)
{
	const struct bus_service *s = bus_service_named(b, service);

	return s == NULL ? LANE_STABLE : lane_of_seed(s, seed);
}

enum lane bus_lane_for(
    const struct bus *b, const char *service, const struct envelope *env)
{
	const struct bus_service *s = bus_service_named(b, service);

	return s == NULL ? LANE_STABLE : bus_service_lane_for(s, env);
}

void bus_set_canary(struct bus *b, const char *service, double percent)
{
	struct bus_service *s = bus_service_named(b, service);

	if (s == NULL || !isfinite(percent))
		return;
	s->canary = (unsigned)lround(MIN(MAX(percent, 0.0), 100.0) * 100.0);
}

const uint8_t *bus_lane_key(const struct bus *b)
{
	static const uint8_t none[sizeof b->lane_key];

	return memcmp(b->lane_key, none, sizeof none) == 0 ? NULL : b->lane_key;
}

bool bus_group_is_up(const struct bus_group *g)
{
	for (size_t i = 0; i < g->n_ends; i++) {
		if (g->ends[i].dial.state == SP_DIAL_UP)
			return true;
	}
	return false;
}

bool bus_is_up(const struct bus *b, const char *service, enum lane lane)
{
	const struct bus_service *s = bus_service_named(b, service);

	return s != NULL && bus_group_is_up(&s->lanes[lane]);
}

struct bus_group *bus_group_for(struct bus_service *s, enum lane lane)
{
	if (lane == LANE_CANARY && !bus_group_is_up(&s->lanes[lane])) {
		s->bus->counts.fallbacks++;
		lane = LANE_STABLE;
	}
	return &s->lanes[lane];
}

static bool can_take(const struct bus_endpoint *e)
{
	return e->dial.state == SP_DIAL_UP &&
	       e->in_flight.n < e->in_flight.max &&
	       sp_conn_unsent(&e->dial.conn) < SP_OUT_HIGH;
}

static bool is_better(
    const struct bus_endpoint *a, const struct bus_endpoint *b)
{
	bool a_hangs = a->unanswered >= BUS_SUSPECT_AFTER;
	bool b_hangs = b->unanswered >= BUS_SUSPECT_AFTER;

	if (a_hangs != b_hangs)
		return b_hangs;
	return a->in_flight.n < b->in_flight.n;
}

/* Least in flight; round robin among equals. */
struct bus_endpoint *bus_pick(struct bus_group *g)
{
	struct bus_endpoint *best = NULL;

	for (size_t i = 0; i < g->n_ends; i++) {
		struct bus_endpoint *e = &g->ends[(g->next + i) % g->n_ends];

		if (can_take(e) && (best == NULL || is_better(e, best)))
			best = e;
	}
	if (best != NULL)
		g->next = (size_t)(best - g->ends) + 1;
	return best;
}
