/* meter.c - series are looked up once and kept. See meter.h. */
#include "common/kv/meter.h"

#include "common/base/die.h"
#include "common/metrics/metrics.h"
#include "common/kv/metrics.def.h"

#include <stdlib.h>

static const struct metric_def kv_metric_defs[] = {KV_METRICS(METRICS_DEF)};
METRICS_STRUCT(kv_metrics, KV_METRICS);

struct kv_meter {
	struct kv_metrics families;
	struct metric_series *by_code[ERR_CODES]; /* NULL until needed */
	struct metric_series *time, *up;
};

struct kv_meter *kv_meter_new(struct metrics *metrics)
{
	struct kv_meter *m;

	if (metrics == NULL)
		return NULL;
	m = xcalloc(1, sizeof *m);
	metrics_register(
	    metrics, kv_metric_defs, ARRAY_LEN(kv_metric_defs), &m->families);
	m->time = METRICS_ONLY(m->families.time);
	m->up = METRICS_ONLY(m->families.up);
	return m;
}

void kv_meter_free(struct kv_meter **m)
{
	free(*m);
	*m = NULL;
}

void kv_meter_command(
    struct kv_meter *m, enum err_code code, int64_t began_us, int64_t now_us)
{
	if (m == NULL)
		return;
	if (m->by_code[code] == NULL)
		m->by_code[code] =
		    METRICS_WITH(m->families.commands, err_name(code));
	metrics_counter_inc(m->by_code[code]);
	metrics_observe(m->time, (double)(now_us - began_us) / 1e6);
}

void kv_meter_up(struct kv_meter *m, bool up)
{
	if (m != NULL)
		metrics_gauge_set(m->up, up);
}
