/* impact.h - what an incident cost, by what the database has counted. */
#ifndef ONCALL_SLO_IMPACT_H
#define ONCALL_SLO_IMPACT_H

#include "common/pg/pg.h"
#include "proto/proto.h"
#include "services/oncall/slo/spent.h"

/* From the minute in which the incident began to its end, or now: adds its
 * statement to the batch. */
void slo_impact_ask(
    struct pg_batch *b, uint64_t incident, struct pg_result **rows_r);
/* Each of its agents that has objectives, also if nothing was counted; of an
 * incident that names none, each that missed one. to: minute of Unix time.
 * impact_r: OBJECTIVES_N. Returns how many. */
size_t slo_impact_read(const struct slo_history *h,
    const struct pg_result *rows, const struct strs *agents, int64_t to,
    struct slo_spent *impact_r);

#endif
