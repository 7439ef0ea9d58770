/* meter.h - the numbers of kv; every call does nothing without metrics. */
#ifndef KV_METER_H
#define KV_METER_H

#include "common/base/err.h"

struct metrics;
struct kv_meter;

struct kv_meter *kv_meter_new(struct metrics *m); /* m may be NULL */
void kv_meter_free(struct kv_meter **m);
void kv_meter_command(
    struct kv_meter *m, enum err_code code, int64_t began_us, int64_t now_us);
void kv_meter_up(struct kv_meter *m, bool up);

#endif
