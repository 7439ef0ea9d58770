/* bus_lanes.h - lanes of services, as callers see them: part of bus.h. */
#ifndef BUS_BUS_LANES_H
#define BUS_BUS_LANES_H

#include "proto/envelope.h"

struct bus;

/* Whether at least one connection of the service's lane is up. */
bool bus_is_up(const struct bus *b, const char *service, enum lane lane);
/* 0..100. Takes effect for the next call. Unknown service: ignored. */
void bus_set_canary(struct bus *b, const char *service, double percent);
/* The lane a seed gets now (without regard to liveness), and the lane of a
 * call with this envelope: what an operator chose goes first. Pure. */
enum lane bus_lane(const struct bus *b, const char *service, uint64_t seed);
enum lane bus_lane_for(
    const struct bus *b, const char *service, const struct envelope *env);
/* 16 bytes; NULL when nobody set one: then nothing can be signed with it. */
const uint8_t *bus_lane_key(const struct bus *b);

/* A canary lane was drained to stable, or came back. The strings are the
 * bus's. */
struct bus_lane_move {
	uint64_t number; /* 1 and up */
	const char *service;
	enum lane lane;
	bool drained;
	const char *why;
	int64_t unix_ms;
};
/* The moves with numbers above `after`, oldest first, at most max, of the last
 * few dozen. Returns how many. */
size_t bus_lane_moves(const struct bus *b, uint64_t after,
    struct bus_lane_move *out_r, size_t max);

#endif
