/* admit.c - the step that keeps each service at the work it can do.
 *
 * A gate a service, and one for the gateway's own work in the database. What
 * comes in is interactive or background by its route's class; the limit of
 * each gate is found by common/gate. Streams and imports are not counted:
 * they last by nature, and have bounds of their own. */
#include "services/gateway/admit.h"

#include "common/base/die.h"
#include "common/service/services.def.h"
#include "services/gateway/agents.h"
#include "services/gateway/gateway.h"

#include <stdlib.h>

#define START 64.0
#define LEAST 8.0
#define MOST 1000.0

#define X_NAME(name, agent, port, doc) #name,
static const char *const names[] = {SERVICES(X_NAME)};
#undef X_NAME
#define OWN_WORK 0 /* the line of the gateway itself */

#define GATES_METRICS(X)                                                       \
	X(GAUGE, limit, "applylens_gate_limit", "service", "",                 \
	    "requests that may be at work in a service at once")               \
	X(GAUGE, in_flight, "applylens_gate_in_flight", "service", "",         \
	    "requests at work in a service")                                   \
	X(GAUGE, waiting, "applylens_gate_waiting", "service,priority", "",    \
	    "requests that wait for room")                                     \
	X(COUNTER, turned_away, "applylens_gate_turned_away_total",            \
	    "service,priority", "",                                            \
	    "requests refused since there was no room")

METRICS_STRUCT(gates_metrics, GATES_METRICS);
static const struct metric_def defs[] = {GATES_METRICS(METRICS_DEF)};

struct gates {
	struct gate *of[ARRAY_LEN(names)];
	struct gate **of_route;                   /* by its index */
	struct gate_state told[ARRAY_LEN(names)]; /* what metrics know */
	struct gates_metrics metrics;
};

static const char *const priority_names[GATE_PRIORITIES] = {
    "interactive", "background"};

#define X_PRIORITY(name, scope, priority, doc) GATE_##priority,
static const enum gate_priority priorities[ROUTE_CLASSES] = {
    GATEWAY_CLASSES(X_PRIORITY)};
#undef X_PRIORITY

static void tell(struct gates *g, size_t i)
{
	struct gate_state now = gate_state(g->of[i]);

	metrics_gauge_set(METRICS_WITH(g->metrics.limit, names[i]), now.limit);
	metrics_gauge_set(
	    METRICS_WITH(g->metrics.in_flight, names[i]), now.in_flight);
	for (size_t p = 0; p < GATE_PRIORITIES; p++) {
		metrics_gauge_set(METRICS_WITH(g->metrics.waiting, names[i],
				      priority_names[p]),
		    now.waiting[p]);
		metrics_counter_add(METRICS_WITH(g->metrics.turned_away,
					names[i], priority_names[p]),
		    (double)(now.turned_away[p] - g->told[i].turned_away[p]));
	}
	g->told[i] = now;
}

static void collect(void *gates)
{
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		tell(gates, i);
}

static struct gate *gate_of(const struct gates *g, const char *service)
{
	for (size_t i = 0; service != NULL && i < ARRAY_LEN(names); i++)
		if (streq(names[i], service))
			return g->of[i];
	return g->of[OWN_WORK];
}

static void find_of_routes(struct gates *g)
{
	size_t n;
	struct http_route *routes = gateway_routes(&n);

	g->of_route = xcalloc(n, sizeof(struct gate *));
	for (size_t i = 0; i < n; i++) {
		const struct gateway_route *route = routes[i].data;

		g->of_route[gateway_route_index(route)] =
		    gate_of(g, route->service);
	}
	free(routes);
}

struct gates *gates_new(struct loop *l, struct metrics *metrics)
{
	struct gates *g = xcalloc(1, sizeof *g);

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		const struct gate_config c = {.name = names[i],
		    .start = START,
		    .least = LEAST,
		    .most = MOST};

		g->of[i] = gate_new(l, &c);
	}
	find_of_routes(g);
	if (metrics != NULL) {
		metrics_register(metrics, defs, ARRAY_LEN(defs), &g->metrics);
		metrics_on_collect(metrics, collect, g);
	}
	return g;
}

void gates_free(struct gates **gp)
{
	struct gates *g = *gp;

	if (g == NULL)
		return;
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		gate_free(&g->of[i]);
	free(g->of_route);
	free(g);
	*gp = NULL;
}

/* A run goes to the agent that its path names, all else where its route
 * goes. */
static struct gate *gate_for(
    const struct gates *g, const struct gateway_request *r)
{
	const struct gateway_route *route = gateway_route(r);

	if (route->route_class == CLASS_RUN && route->service == NULL &&
	    r->http.params[0] != NULL)
		return gate_of(g, agent_service(r->http.params[0]));
	return g->of_route[gateway_route_index(route)];
}

enum step_result gateway_admit(struct task *t)
{
	struct gateway_request *r = gateway_request(t);

	if (!gateway_of(r)->opt->admission)
		return STEP_NEXT;
	return gate_enter(t, gate_for(gateway_of(r)->gates, r),
	    priorities[gateway_route(r)->route_class],
	    gateway_route_index(gateway_route(r)), &r->pass);
}

/* Only what was done says how long it takes: a refusal is quick whatever
 * goes on behind the gate, and a client that leaves says nothing. */
void gates_leave(struct gateway_request *r)
{
	enum err_code code = r->http.task.err.code;
	enum gate_outcome outcome = GATE_NO_WORD;

	if (code == ERR_OVERLOADED || code == ERR_DEADLINE ||
	    code == ERR_TIMEOUT)
		outcome = GATE_OVERRUN;
	else if (r->http.status >= 200 && r->http.status < 300)
		outcome = GATE_DONE;
	gate_leave(&r->pass, outcome);
}
