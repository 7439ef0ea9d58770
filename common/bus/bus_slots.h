/* bus_slots.h - request ids to calls, for one connection.
 *
 * Ids come from a counter, so the low bits of an id are its place in the
 * table; a place that is still taken by a slow call is passed over. */
#ifndef BUS_BUS_SLOTS_H
#define BUS_BUS_SLOTS_H

#include "common/base/base.h"

struct bus_slot {
	uint32_t id; /* highest bit set; 0: free */
	void *call;
};

struct bus_slots {
	struct bus_slot *v;
	size_t places; /* a power of two, at least twice max */
	size_t n, max;
	uint32_t last_id;
};

void bus_slots_init(struct bus_slots *s, size_t max);
void bus_slots_deinit(struct bus_slots *s);
/* Not when n == max. Returns the id, highest bit set. */
uint32_t bus_slots_add(struct bus_slots *s, void *call);
/* NULL: no such call (a late answer, or a lie). */
void *bus_slots_get(const struct bus_slots *s, uint32_t id);
void bus_slots_remove(struct bus_slots *s, uint32_t id);
/* Any one call, removed; NULL when there is none. */
void *bus_slots_pop(struct bus_slots *s);

#endif
