/* meter.c - series are looked up once and kept. See meter.h. */
#include "common/pg/meter.h"

#include "common/base/die.h"
#include "common/metrics/metrics.h"
#include "common/pg/metrics.def.h"

#include <stdlib.h>

static const struct metric_def pg_metric_defs[] = {PG_METRICS(METRICS_DEF)};
METRICS_STRUCT(pg_metrics, PG_METRICS);

struct pg_meter {
	struct pg_metrics families;
	struct metric_series *by_code[ERR_CODES]; /* NULL until needed */
	struct metric_series *time, *connections, *waiting;
};

struct pg_meter *pg_meter_new(struct metrics *metrics)
{
	struct pg_meter *m;

	if (metrics == NULL)
		return NULL;
	m = xcalloc(1, sizeof *m);
	metrics_register(
	    metrics, pg_metric_defs, ARRAY_LEN(pg_metric_defs), &m->families);
	m->time = METRICS_ONLY(m->families.time);
	m->connections = METRICS_ONLY(m->families.connections);
	m->waiting = METRICS_ONLY(m->families.waiting);
	return m;
}

void pg_meter_free(struct pg_meter **m)
{
	free(*m);
	*m = NULL;
}

void pg_meter_request(
    struct pg_meter *m, enum err_code code, int64_t began_us, int64_t now_us)
{
	if (m == NULL)
		return;
	if (m->by_code[code] == NULL)
		m->by_code[code] =
		    METRICS_WITH(m->families.requests, err_name(code));
	metrics_counter_inc(m->by_code[code]);
	metrics_observe(m->time, (double)(now_us - began_us) / 1e6);
}

void pg_meter_level(struct pg_meter *m, size_t connections, size_t waiting)
{
	if (m == NULL)
		return;
	metrics_gauge_set(m->connections, (double)connections);
	metrics_gauge_set(m->waiting, (double)waiting);
}
