/* bus_metrics.c - what is counted of our own calls. */
#include "common/bus/bus_call.h"

#include "common/base/die.h"
#include "common/metrics/metrics.h"

#include <stdlib.h>

#define BUS_METRICS(X)                                                         \
	X(COUNTER, calls, "applylens_bus_calls_total", "service,lane,outcome", \
	    "", "calls made, by how they ended")                               \
	X(COUNTER, retries, "applylens_bus_call_retries_total", "", "",        \
	    "safe calls sent again after a lost connection")                   \
	X(COUNTER, late, "applylens_bus_late_answers_total", "", "",           \
	    "answers to calls that had ended already")                         \
	X(COUNTER, fallbacks, "applylens_bus_canary_fallbacks_total", "", "",  \
	    "canary calls that went to stable for want of a connection")       \
	X(COUNTER, shed, "applylens_bus_requests_shed_total", "", "",          \
	    "requests refused because too many were being answered")           \
	X(GAUGE, requests, "applylens_bus_requests_in_flight", "", "",         \
	    "requests being answered")                                         \
	X(GAUGE, connections, "applylens_bus_connections", "service,lane", "", \
	    "live connections to a service")                                   \
	X(GAUGE, in_flight, "applylens_bus_calls_in_flight", "service,lane",   \
	    "", "calls sent and not answered")                                 \
	X(GAUGE, waiting, "applylens_bus_calls_waiting", "service,lane", "",   \
	    "calls that wait for a connection or for room on one")

struct bus_metrics {
	METRICS_STRUCT(bus_families, BUS_METRICS) of;
	struct bus_counts told; /* what the counters have been told */
};

static const struct metric_def defs[] = {BUS_METRICS(METRICS_DEF)};

static void on_collect(void *p);

void bus_metrics_open(struct bus *b, struct metrics *m)
{
	if (m == NULL)
		return;
	b->metrics = xcalloc(1, sizeof *b->metrics);
	metrics_register(m, defs, ARRAY_LEN(defs), &b->metrics->of);
	metrics_on_collect(m, on_collect, b);
}

void bus_metrics_close(struct bus *b)
{
	free(b->metrics);
	b->metrics = NULL;
}

/* The series of a code is looked up once. */
void bus_metrics_call(struct bus_call *c, enum err_code code)
{
	struct bus_group *g;
	struct bus_metrics *m;

	if (c->service == NULL || c->service->bus->metrics == NULL)
		return;
	m = c->service->bus->metrics;
	g = &c->service->lanes[c->env.lane];
	if (g->ended[code] == NULL)
		g->ended[code] = METRICS_WITH(m->of.calls, c->service->name,
		    lane_name(g->lane), code == ERR_OK ? "ok" : err_name(code));
	metrics_counter_inc(g->ended[code]);
}

static void tell(struct metric_family *f, uint64_t now, uint64_t told)
{
	metrics_counter_add(METRICS_ONLY(f), (double)(now - told));
}

static void collect_group(struct bus_metrics *m, const struct bus_group *g)
{
	const char *service = g->service->name, *lane = lane_name(g->lane);
	size_t up = 0, in_flight = 0;

	if (g->n_ends == 0)
		return;
	for (size_t i = 0; i < g->n_ends; i++) {
		up += g->ends[i].dial.state == SP_DIAL_UP;
		in_flight += g->ends[i].in_flight.n;
	}
	metrics_gauge_set(
	    METRICS_WITH(m->of.connections, service, lane), (double)up);
	metrics_gauge_set(
	    METRICS_WITH(m->of.in_flight, service, lane), (double)in_flight);
	metrics_gauge_set(
	    METRICS_WITH(m->of.waiting, service, lane), (double)g->n_waiting);
}

static void on_collect(void *p)
{
	struct bus *b = p;
	struct bus_metrics *m = b->metrics;
	struct bus_counts now = b->counts;

	tell(m->of.retries, now.retries, m->told.retries);
	tell(m->of.late, now.late, m->told.late);
	tell(m->of.fallbacks, now.fallbacks, m->told.fallbacks);
	tell(m->of.shed, now.shed, m->told.shed);
	m->told = now;
	metrics_gauge_set(METRICS_ONLY(m->of.requests), (double)b->n_requests);
	for (size_t i = 0; i < b->n_services; i++) {
		for (size_t j = 0; j < BUS_LANES; j++)
			collect_group(m, &b->services[i]->lanes[j]);
	}
}
