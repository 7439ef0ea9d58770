/* bus_patience.c - a call waits for an absent peer, but not for ever.
 *
 * A daemon that is restarted is back within a second or two; a call waits so
 * long (bus_config.patience_ms). Who waits longer hears that the peer is
 * away, which is a better answer than none until the deadline. */
#include "common/bus/bus_call.h"

#include "common/base/die.h"

#define PATIENCE_MS 2500

static void look(void *arg);

static void arm(struct bus_group *g)
{
	const struct bus *b = g->service->bus;
	const struct bus_call *first =
	    LIST_FIRST(&g->waiting, struct bus_call, node);
	int64_t in_ms = first->since_ms + b->patience_ms - loop_now_ms(b->loop);

	if (g->patience == NULL)
		g->patience = timer_new(b->loop, look, g);
	timer_arm(g->patience, MAX(in_ms, 1));
}

/* The list is in the order of arrival: the first has waited longest. */
static void look(void *arg)
{
	struct bus_group *g = arg;
	struct bus *b = g->service->bus;
	int64_t now = loop_now_ms(b->loop);
	struct err err = {0};

	err_set(&err, ERR_UNAVAILABLE, "%s: not connected", g->service->name);
	while (g->n_waiting > 0 && !bus_group_is_up(g)) {
		struct bus_call *c =
		    LIST_FIRST(&g->waiting, struct bus_call, node);

		if (c->since_ms + b->patience_ms > now)
			break;
		b->counts.lost++;
		(void)bus_call_unwait(g);
		bus_judge(c, NULL, ERR_UNAVAILABLE, bus_call_took_us(c));
		bus_call_fails(b, c, &err);
	}
	if (g->n_waiting > 0)
		arm(g);
	bus_fail_now(b);
}

void bus_patience_begin(struct bus_group *g, struct bus_call *c)
{
	c->since_ms = loop_now_ms(g->service->bus->loop);
	if (g->patience == NULL || !timer_armed(g->patience))
		arm(g);
}

int64_t bus_patience_ms(int64_t configured_ms)
{
	return configured_ms > 0 ? configured_ms : PATIENCE_MS;
}
