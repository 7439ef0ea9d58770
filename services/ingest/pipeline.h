/* pipeline.h - units wait in memory and go through their stages, several at a
 * time. The table says where each email stands; losing the memory loses time
 * only. */
#ifndef INGEST_PIPELINE_H
#define INGEST_PIPELINE_H

#include "services/ingest/ingest.h"
#include "services/ingest/unit.h"

struct pipeline {
	struct list queue; /* units */
	size_t queued, room;
	struct list working; /* struct work */
	size_t running, parallel;
	int64_t unfinished; /* emails in the table, as far as known */
	int64_t lost_ms;    /* when pipeline_lose() was called last; 0: found */
	bool closing;
};

struct pipeline *pipeline_new(size_t parallel);
/* Ends what is running; leases are left to run out. */
void pipeline_free(struct pipeline **p);

/* Whether a unit may be added. */
bool pipeline_has_room(const struct pipeline *p);
/* Takes the unit over and starts what can be started. Small units are new
 * mail that somebody waits for: they go first. */
void pipeline_add(struct ingest *d, struct unit *u);

/* Emails may be claimed by us that no unit has, since an answer of the
 * database never came: the sweeper takes them up long before their lease
 * ends. */
void pipeline_lose(struct ingest *d);
/* The emails of every unit, in a. Returns how many. */
size_t pipeline_held(
    const struct pipeline *p, struct arena *a, int64_t **ids_r);

#endif
