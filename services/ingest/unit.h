/* unit.h - what the pipeline works on: emails of one user at one stage, and
 * what becomes of those that fail. Pure.
 */
#ifndef INGEST_UNIT_H
#define INGEST_UNIT_H

#include "common/base/err.h"
#include "common/base/list.h"
#include "common/service/objectives.h"

/* Where an email stands: what it waits for is the step behind. */
enum stage {
	STAGE_RECEIVED, /* waits for triage */
	STAGE_TRIAGED,  /* waits for the index */
	STAGE_INDEXED,  /* waits for the graph */
	STAGES,         /* linked: done */
};
const char *stage_name(enum stage stage); /* STAGES: "linked" */
MUST_CHECK int stage_parse(const char *name, enum stage *stage_r);
const char *stage_service(enum stage stage); /* that it waits for */

struct unit {
	struct list node;
	uint64_t user_id;
	enum stage stage;
	int attempts;     /* failures so far at this stage */
	int64_t lease_ms; /* ours until then, on the loop's clock */
	size_t n;
	uint64_t ids[];
};
struct unit *unit_new(uint64_t user_id, enum stage stage, size_t n);
void unit_free(struct unit **u);

/* One claimed row of the table. */
struct claim {
	uint64_t email_id, user_id;
	enum stage stage;
	int attempts;
};
/* Appends units of at most max emails to out: of one user and stage; emails
 * that failed UNIT_SPLIT_AT times go alone, so that one which is fatal to a
 * neighbour holds up nobody. Sorts v. Returns how many units. */
#define UNIT_SPLIT_AT 3
size_t units_make(
    struct claim *v, size_t n, size_t max, int64_t lease_ms, struct list *out);

/* What to write for a unit that failed. */
struct setback {
	int attempts;
	int64_t wait_ms;
	bool parked; /* no quick tries any more, but never dropped */
};
#define UNIT_PARK_AT OBJECTIVES_PARKED_AT
#define UNIT_PARK_MS 3600000LL
/* away: the neighbour was not there to be asked, which is nobody's failure.
 * A failure that a repeat may not mend brings a unit of several to its
 * splitting sooner. chance: 0..99, spreads the repeats. */
struct setback unit_setback(
    const struct unit *u, const struct err *err, bool away, unsigned chance);

#endif
