/* bus_slots.c - request ids to calls. See bus_slots.h. */
#include "common/bus/bus_slots.h"

#include "common/base/die.h"
#include "common/base/ids.h"
#include "common/bus/sp_frame.h"

#include <stdlib.h>

void bus_slots_init(struct bus_slots *s, size_t max)
{
	s->max = max;
	s->n = 0;
	s->places = 64;
	while (s->places < 2 * max)
		s->places *= 2;
	s->v = xcalloc(s->places, sizeof *s->v);
	/* A peer can't tell ids from the time that we run. */
	ids_random(&s->last_id, sizeof s->last_id);
}

void bus_slots_deinit(struct bus_slots *s)
{
	free(s->v);
	s->v = NULL;
}

static struct bus_slot *place_of(const struct bus_slots *s, uint32_t id)
{
	return &s->v[id & (s->places - 1)];
}

uint32_t bus_slots_add(struct bus_slots *s, void *call)
{
	struct bus_slot *slot;

	MUST(s->n < s->max);
	do {
		s->last_id = (s->last_id + 1) | SP_ID_BIT;
		slot = place_of(s, s->last_id);
	} while (slot->id != 0);
	slot->id = s->last_id;
	slot->call = call;
	s->n++;
	return slot->id;
}

void *bus_slots_get(const struct bus_slots *s, uint32_t id)
{
	const struct bus_slot *slot = place_of(s, id);

	return id != 0 && slot->id == id ? slot->call : NULL;
}

void bus_slots_remove(struct bus_slots *s, uint32_t id)
{
	struct bus_slot *slot = place_of(s, id);

	MUST(slot->id == id && id != 0);
	slot->id = 0;
	slot->call = NULL;
	s->n--;
}

void *bus_slots_pop(struct bus_slots *s)
{
	for (size_t i = 0; s->n > 0 && i < s->places; i++) {
		void *call = s->v[i].call;

		if (s->v[i].id == 0)
			continue;
		bus_slots_remove(s, s->v[i].id);
		return call;
	}
	return NULL;
}
