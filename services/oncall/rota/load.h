/* load.h - the rota as the database has it. */
#ifndef ROTA_LOAD_H
#define ROTA_LOAD_H

#include "common/pg/pg.h"
#include "services/oncall/rota/rota.h"

struct rota_rows {
	struct pg_result *members, *rotations, *overrides;
};

/* Adds the questions to a batch: what holds from from_ms on. */
void rota_ask(struct pg_batch *b, struct rota_rows *rows, int64_t from_ms);
/* Their answers; all of it in the task's arena. ERR_INTERNAL: a time zone that
 * this machine does not know. */
MUST_CHECK int rota_read(struct task *t, const struct rota_rows *rows,
    struct rota *r_r, struct err *err);
/* A zone that lives as long as the task. NULL: as zone_open. */
const struct zone *rota_zone(
    struct task *t, const struct rota *r, const char *name, struct err *err);

#endif
