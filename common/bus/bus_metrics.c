/* bus_metrics.c - what is counted of our own calls. */
#include "common/bus/bus_call.h"

#include "common/base/die.h"
#include "common/metrics/metrics.h"

#include <stdlib.h>

#define BUS_METRICS(X)                                                         \
	X(COUNTER, calls, "applylens_bus_calls_total", "service,lane,outcome", \
	    "", "calls made, by how they ended")                               \
	X(HISTOGRAM, took, "applylens_bus_call_duration_seconds",              \
	    "service,lane", "answer_seconds", "from a call to its end")        \
	X(COUNTER, unanswered, "applylens_bus_calls_unanswered_total",         \
	    "service,lane,outcome", "",                                        \
	    "calls that ended without an answer: nobody there, or not in "     \
	    "time")                                                            \
	X(COUNTER, retries, "applylens_bus_call_retries_total", "", "",        \
	    "safe calls sent again, elsewhere where that could be")            \
	X(COUNTER, unbudgeted, "applylens_bus_call_retries_refused_total", "", \
	    "", "calls not sent again because too many were")                  \
	X(COUNTER, late, "applylens_bus_late_answers_total", "", "",           \
	    "answers to calls that had ended already")                         \
	X(COUNTER, fallbacks, "applylens_bus_canary_fallbacks_total", "", "",  \
	    "canary calls that went to stable because their lane was drained") \
	X(COUNTER, ejections, "applylens_bus_ejections_total", "", "",         \
	    "connections left alone because they failed and siblings did not") \
	X(COUNTER, circuit_opened, "applylens_bus_circuit_opened_total", "",   \
	    "", "lanes that were not asked for a moment: their calls failed")  \
	X(COUNTER, refused, "applylens_bus_circuit_refused_total", "", "",     \
	    "calls that failed at once for that")                              \
	X(COUNTER, expired, "applylens_bus_requests_expired_total", "", "",    \
	    "requests refused because their time was up before they began")    \
	X(COUNTER, shed, "applylens_bus_requests_shed_total", "", "",          \
	    "requests refused because too many were being answered")           \
	X(GAUGE, requests, "applylens_bus_requests_in_flight", "", "",         \
	    "requests being answered")                                         \
	X(GAUGE, connections, "applylens_bus_connections", "service,lane", "", \
	    "live connections to a service")                                   \
	X(GAUGE, in_flight, "applylens_bus_calls_in_flight", "service,lane",   \
	    "", "calls sent and not answered")                                 \
	X(GAUGE, well, "applylens_bus_connections_well", "service,lane", "",   \
	    "live connections that get calls: ready, and not left alone")      \
	X(GAUGE, circuit, "applylens_bus_circuit_state", "service,lane", "",   \
	    "0 closed, 1 half-open, 2 open: calls fail at once")               \
	X(GAUGE, drained, "applylens_bus_lane_drained", "service,lane", "",    \
	    "1 while a canary cannot work and stable gets its calls")          \
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

static struct metric_series *ended(
    const struct bus_metrics *m, const struct bus_group *g, enum err_code code)
{
	return METRICS_WITH(m->of.calls, g->service->name, lane_name(g->lane),
	    code == ERR_OK ? "ok" : err_name(code));
}

/* With the first call to a lane every way to fail is there at 0, for
 * Prometheus' rate() cannot see the event that a series is born with. */
static void begin_lane(const struct bus_metrics *m, struct bus_group *g)
{
	g->took =
	    METRICS_WITH(m->of.took, g->service->name, lane_name(g->lane));
	for (int code = 0; code < ERR_CODES; code++)
		if (code == ERR_OK || err_is_failure((enum err_code)code))
			g->ended[code] = ended(m, g, (enum err_code)code);
	METRICS_WITH(m->of.unanswered, g->service->name, lane_name(g->lane),
	    err_name(ERR_UNAVAILABLE));
	METRICS_WITH(m->of.unanswered, g->service->name, lane_name(g->lane),
	    err_name(ERR_DEADLINE));
}

/* Series of what happens often are looked up once. */
void bus_metrics_call(
    struct bus_call *c, enum err_code code, bool answered, int64_t took_us)
{
	struct bus_group *g;
	struct bus_metrics *m;

	if (c->service == NULL || c->service->bus->metrics == NULL ||
	    c->probe != NULL)
		return;
	m = c->service->bus->metrics;
	g = &c->service->lanes[c->env.lane];
	if (g->took == NULL)
		begin_lane(m, g);
	if (g->ended[code] == NULL)
		g->ended[code] = ended(m, g, code);
	metrics_counter_inc(g->ended[code]);
	if (!answered)
		metrics_counter_inc(METRICS_WITH(m->of.unanswered,
		    g->service->name, lane_name(g->lane), err_name(code)));
	metrics_observe_trace(g->took, (double)took_us / 1e6, c->env.trace_id,
	    loop_unix_ms(c->service->bus->loop));
}

static void tell(struct metric_family *f, uint64_t now, uint64_t told)
{
	metrics_counter_add(METRICS_ONLY(f), (double)(now - told));
}

static void gauge(
    struct metric_family *f, const struct bus_group *g, double value)
{
	metrics_gauge_set(
	    METRICS_WITH(f, g->service->name, lane_name(g->lane)), value);
}

static bool is_well(const struct bus_endpoint *e)
{
	return e->dial.state == SP_DIAL_UP && !bus_is_ejected(e) &&
	       e->readiness != BUS_READY_NO && e->readiness != BUS_READY_SILENT;
}

static void collect_group(struct bus_metrics *m, const struct bus_group *g)
{
	size_t up = 0, well = 0, in_flight = 0;

	if (g->n_ends == 0)
		return;
	for (size_t i = 0; i < g->n_ends; i++) {
		up += g->ends[i].dial.state == SP_DIAL_UP;
		well += is_well(&g->ends[i]);
		in_flight += g->ends[i].in_flight.n;
	}
	gauge(m->of.connections, g, (double)up);
	gauge(m->of.well, g, (double)well);
	gauge(m->of.in_flight, g, (double)in_flight);
	gauge(m->of.waiting, g, (double)g->n_waiting);
	gauge(m->of.circuit, g, (double)g->breaker.state);
	if (g->lane == LANE_CANARY)
		gauge(m->of.drained, g, g->drained ? 1 : 0);
}

static void on_collect(void *p)
{
	struct bus *b = p;
	struct bus_metrics *m = b->metrics;
	struct bus_counts now = b->counts;

	tell(m->of.retries, now.retries, m->told.retries);
	tell(m->of.unbudgeted, now.unbudgeted, m->told.unbudgeted);
	tell(m->of.late, now.late, m->told.late);
	tell(m->of.ejections, now.ejections, m->told.ejections);
	tell(m->of.circuit_opened, now.circuit_opened, m->told.circuit_opened);
	tell(m->of.refused, now.refused, m->told.refused);
	tell(m->of.expired, now.expired, m->told.expired);
	tell(m->of.fallbacks, now.fallbacks, m->told.fallbacks);
	tell(m->of.shed, now.shed, m->told.shed);
	m->told = now;
	metrics_gauge_set(METRICS_ONLY(m->of.requests), (double)b->n_requests);
	for (size_t i = 0; i < b->n_services; i++) {
		for (size_t j = 0; j < BUS_LANES; j++)
			collect_group(m, &b->services[i]->lanes[j]);
	}
}
