/* meter.h - the pool's numbers; every call does nothing without metrics. */
#ifndef PG_METER_H
#define PG_METER_H

#include "common/base/err.h"

struct metrics;
struct pg_meter;

struct pg_meter *pg_meter_new(struct metrics *m); /* m may be NULL */
void pg_meter_free(struct pg_meter **m);
void pg_meter_request(
    struct pg_meter *m, enum err_code code, int64_t began_us, int64_t now_us);
void pg_meter_level(struct pg_meter *m, size_t connections, size_t waiting);

#endif
