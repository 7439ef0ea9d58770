/* bus_choice.c - which connection of a lane takes a call.
 *
 * The cheaper of two that chance names (Mitzenmacher, The power of two choices
 * in randomized load balancing, 2001); the cost is what waits there already
 * times how long an answer takes, a moving average that follows peaks at once
 * and forgets them in ten seconds (Finagle's Peak EWMA).
 *
 * Chance names only those that seem well: that answer when they are asked
 * (bus_ready.c) and are not ejected (bus_outlier.c). When fewer than half seem
 * well, suspicion is not believed any more (Envoy's panic threshold): who is
 * left would only fall over, too. Who says itself that it is not ready is
 * believed as long as anybody else is there.
 */
#include "common/bus/bus_health.h"

#include "common/base/ids.h"

#include <math.h>
#include <stdlib.h>

#define FORGET_US 10e6
#define WARM_MS 10000     /* a new connection gets its full share after this */
#define WARM_LEAST 0.1    /* the share that it begins with */
#define FAILURE_US 250000 /* what a failure counts at least, however quick */

static bool can_take(const struct bus_endpoint *e)
{
	return e->dial.state == SP_DIAL_UP &&
	       e->in_flight.n < e->in_flight.max &&
	       sp_conn_unsent(&e->dial.conn) < SP_OUT_HIGH;
}

/* ---- cost ---- */

void bus_choice_observe(struct bus_endpoint *e, int64_t took_us, bool good)
{
	int64_t now_us;
	double keep, sample = (double)took_us;

	if (e->group->n_ends < 2)
		return; /* nothing to choose */
	now_us = loop_now_us(e->group->service->bus->loop);
	if (!good)
		sample = MAX(sample, FAILURE_US);
	keep = exp((double)(e->ewma_at_us - now_us) / FORGET_US);
	e->ewma_us = MAX(sample, e->ewma_us * keep + sample * (1 - keep));
	e->ewma_at_us = now_us;
}

void bus_choice_up(struct bus_endpoint *e)
{
	e->up_ms = loop_now_ms(e->group->service->bus->loop);
	e->ewma_us = 0;
}

/* Of who came later than its sibling; in 0.1..1. */
static double warmth(const struct bus_endpoint *e, int64_t now_ms)
{
	double share = (double)(now_ms - e->up_ms) / WARM_MS;

	return MIN(1.0, WARM_LEAST + (1 - WARM_LEAST) * MAX(share, 0.0));
}

static double latency(const struct bus_endpoint *e, int64_t now_us)
{
	return e->ewma_us * exp((double)(e->ewma_at_us - now_us) / FORGET_US);
}

static bool is_cheaper(
    const struct bus_endpoint *a, const struct bus_endpoint *b)
{
	const struct loop *l = a->group->service->bus->loop;
	int64_t now_ms = loop_now_ms(l), now_us = loop_now_us(l);
	double cost_a = (double)a->in_flight.n + 1;
	double cost_b = (double)b->in_flight.n + 1;

	/* Until both have answered something, what waits decides. */
	if (a->ewma_us > 0 && b->ewma_us > 0) {
		cost_a *= MAX(latency(a, now_us), 1.0);
		cost_b *= MAX(latency(b, now_us), 1.0);
	}
	if (llabs(a->up_ms - b->up_ms) >= WARM_MS / 10) {
		cost_a /= warmth(a, now_ms);
		cost_b /= warmth(b, now_ms);
	}
	return cost_a < cost_b;
}

/* ---- candidates ---- */

struct candidates {
	struct bus_endpoint *v[BUS_MAX_ENDPOINTS];
	size_t n;
};

static void add(struct candidates *c, struct bus_endpoint *e)
{
	c->v[c->n++] = e;
}

static void gather(struct bus_group *g, struct candidates *c)
{
	int64_t now_ms = loop_now_ms(g->service->bus->loop);
	struct candidates well, able;

	well.n = able.n = c->n = 0;
	for (size_t i = 0; i < g->n_ends; i++) {
		struct bus_endpoint *e = &g->ends[i];

		if (!can_take(e))
			continue;
		add(c, e);
		if (e->readiness == BUS_READY_NO)
			continue;
		add(&able, e);
		if (e->readiness != BUS_READY_SILENT &&
		    e->ejected_until_ms <= now_ms)
			add(&well, e);
	}
	if (able.n > 0)
		*c = 2 * well.n < able.n ? able : well;
}

static void leave_out(struct candidates *c, const struct bus_endpoint *e)
{
	for (size_t i = 0; i < c->n && c->n > 1; i++) {
		if (c->v[i] == e)
			c->v[i] = c->v[--c->n];
	}
}

/* xorshift64* (Marsaglia 2003, Vigna 2016), scaled. */
static size_t dice(struct bus *b, size_t below)
{
	uint64_t x = b->dice;

	while (x == 0)
		ids_random(&x, sizeof x);
	x ^= x >> 12;
	x ^= x << 25;
	x ^= x >> 27;
	b->dice = x;
	x *= UINT64_C(0x2545f4914f6cdd1d);
	return (size_t)(((x >> 32) * below) >> 32);
}

struct bus_endpoint *bus_pick(
    struct bus_group *g, const struct bus_endpoint *not_this)
{
	struct bus *b = g->service->bus;
	struct candidates c;
	size_t first, second;

	if (g->n_ends == 1)
		return can_take(&g->ends[0]) ? &g->ends[0] : NULL;
	gather(g, &c);
	if (not_this != NULL)
		leave_out(&c, not_this);
	if (c.n < 2)
		return c.n == 0 ? NULL : c.v[0];
	first = dice(b, c.n);
	second = dice(b, c.n - 1);
	second += second >= first;
	return is_cheaper(c.v[second], c.v[first]) ? c.v[second] : c.v[first];
}

bool bus_has_other(const struct bus_group *g, const struct bus_endpoint *than)
{
	for (size_t i = 0; i < g->n_ends; i++) {
		const struct bus_endpoint *e = &g->ends[i];

		if (e != than && can_take(e) && e->readiness != BUS_READY_NO)
			return true;
	}
	return false;
}
