/* bus_retry.c - which calls may be sent again, and how many.
 *
 * Only what the message table marks safe, once, and not when its deadline is
 * near. Of a service's calls in the last ten seconds at most a fifth, and
 * three a second besides (Finagle's RetryBudget): a service in trouble must
 * not get twice the load for it. */
#include "common/bus/bus_call.h"

#define SHARE 5 /* one in so many */
#define LEAST_A_SECOND 3
#define NEAR_MS 10

static bool is_near_deadline(
    const struct bus_call *c, const struct bus_endpoint *e)
{
	double left_us = (double)bus_call_left_ms(c) * 1000;

	return left_us <= NEAR_MS * 1000 ||
	       (e != NULL && left_us < 2 * e->ewma_us);
}

static bool has_budget(const struct bus_service *s)
{
	int64_t now_ms = loop_now_ms(s->bus->loop);
	uint64_t calls = 0, retries = 0;

	for (size_t i = 0; i < BUS_LANES; i++) {
		struct bus_second w =
		    bus_window_sum(&s->lanes[i].window, now_ms);

		calls += w.calls;
		retries += w.retries;
	}
	return retries < calls / SHARE + BUS_WINDOW_S * LEAST_A_SECOND;
}

bool bus_retry(struct bus_call *c, const struct bus_endpoint *from)
{
	struct bus *b = c->service->bus;

	if (c->copy == NULL || c->retried || is_near_deadline(c, from))
		return false;
	if (!has_budget(c->service)) {
		b->counts.unbudgeted++;
		return false;
	}
	bus_window_now(&c->group->window, loop_now_ms(b->loop))->retries++;
	b->counts.retries++;
	c->retried = true;
	return true;
}
