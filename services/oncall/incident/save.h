/* save.h - changes of incidents are written: rows, lines of their timelines and
 * what is to be paged, in one transaction. */
#ifndef ONCALL_INCIDENT_SAVE_H
#define ONCALL_INCIDENT_SAVE_H

#include "services/oncall/incident/events.h"
#include "services/oncall/oncall.h"

/* As the daemon's options say. */
struct incident_rules incident_rules(const struct oncall *d);

/* Adds what is to be written to the batch. The transaction fails with
 * UNAVAILABLE when one of them was changed since it was read
 * (incident_is_race), with CONFLICT when another incident of its key was
 * opened: read anew. */
void incident_changes_save(struct task *t, struct pg_batch *b,
    const struct oncall *d, const struct incident_change *v, size_t n,
    int64_t now_ms);

/* Somebody else's change came first, and nothing was written. */
bool incident_is_race(const struct err *err);

#endif
