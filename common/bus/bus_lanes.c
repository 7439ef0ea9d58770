/* bus_lanes.c - which lane a call gets. */
#include "common/bus/bus_health.h"

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

static bool is_chosen(
    const struct bus_service *s, const struct envelope *env, enum lane *lane_r)
{
	return env->lanes[0] != '\0' &&
	       lane_override_of(env->lanes, s->name, lane_r);
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

	enum lane lane;

	if (s == NULL)
		return LANE_STABLE;
	return is_chosen(s, env, &lane) ? lane
					: lane_of_seed(s, env->lane_seed);
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

static bool is_for_canary(const struct bus_group *g, const struct envelope *env)
{
	const struct bus_service *s = g->service;
	enum lane lane;

	if (is_chosen(s, env, &lane))
		return lane == LANE_CANARY;
	return lane_of_seed(s, env->lane_seed) == LANE_CANARY;
}

/* A lane that came back gets the lowest points of its seeds first. */
static bool is_warm_for(const struct bus_group *g, const struct envelope *env)
{
	const struct bus_service *s = g->service;
	double warmth = bus_lane_warmth(g);
	enum lane lane;

	return warmth >= 1 || is_chosen(s, env, &lane) ||
	       lane_point(s->bus->lane_key, s->name, env->lane_seed) <
		   s->canary * warmth;
}

struct bus_group *bus_group_for(
    struct bus_service *s, const struct envelope *env)
{
	struct bus_group *g = &s->lanes[LANE_CANARY];

	if (!is_for_canary(g, env))
		return &s->lanes[LANE_STABLE];
	bus_breaker_try(g, false);
	if (g->drained)
		s->bus->counts.fallbacks++;
	if (g->drained || !is_warm_for(g, env))
		return &s->lanes[LANE_STABLE];
	return g;
}
