/* bus.c - opening and closing: services and their endpoints. */
#include "common/bus/bus_health.h"

#include "common/base/die.h"

#include <stdlib.h>

#define MAX_IN_FLIGHT 1024
#define SLOW_START_MS 10000

/* ---- services ---- */

/* Parses all URLs before anything is opened, so that a mistake has no
 * effects. */
static int parse_urls(
    const char *list, struct sp_url **urls_r, size_t *n_r, struct err *err)
{
	struct str rest = str_of(list), part;
	struct sp_url *urls = NULL;
	size_t n = 0;

	while (str_split(&rest, ',', &part)) {
		part = str_trim(part);
		if (part.n == 0)
			continue;
		if (n == BUS_MAX_ENDPOINTS) {
			err_set(err, ERR_INVALID, "more than %d endpoints",
			    BUS_MAX_ENDPOINTS);
			goto fail;
		}
		urls = xrealloc(urls, (n + 1) * sizeof *urls);
		if (sp_url_parse(part, &urls[n], err) < 0)
			goto fail;
		n++;
	}
	*urls_r = urls;
	*n_r = n;
	return 0;
fail:
	free(urls);
	return -1;
}

static int group_open(
    struct bus_service *s, enum lane lane, const char *list, struct err *err)
{
	struct bus_group *g = &s->lanes[lane];
	struct bus *b = s->bus;
	struct sp_url *urls;
	size_t n;

	if (parse_urls(list, &urls, &n, err) < 0)
		return err_wrap(err, "%s, %s lane", s->name, lane_name(lane));
	g->n_ends = n;
	g->ends = xcalloc(n, sizeof *g->ends);
	for (size_t i = 0; i < n; i++) {
		struct bus_endpoint *e = &g->ends[i];

		e->group = g;
		e->reads = 1;
		bus_slots_init(&e->in_flight, b->max_in_flight);
		sp_dial_open(&e->dial, b->loop, b->names, &urls[i], SP_REQ,
		    b->max_frame_bytes, &bus_endpoint_events);
	}
	free(urls);
	return 0;
}

static int service_open(
    struct bus *b, const struct bus_peer *peer, struct err *err)
{
	struct bus_service *s;

	if (bus_service_named(b, peer->service) != NULL)
		return err_set(
		    err, ERR_INVALID, "%s is configured twice", peer->service);
	s = xcalloc(1, sizeof *s);
	s->bus = b;
	s->name = xstrdup(peer->service);
	for (size_t i = 0; i < BUS_LANES; i++) {
		s->lanes[i].service = s;
		s->lanes[i].lane = (enum lane)i;
		s->lanes[i].drained = i == LANE_CANARY;
		list_init(&s->lanes[i].waiting);
	}
	b->services[b->n_services++] = s;
	if (group_open(s, LANE_STABLE, peer->url, err) < 0)
		return -1;
	return group_open(s, LANE_CANARY, peer->canary_url, err);
}

static void service_free(struct bus_service *s)
{
	for (size_t i = 0; i < BUS_LANES; i++) {
		struct bus_group *g = &s->lanes[i];

		for (size_t j = 0; j < g->n_ends; j++) {
			sp_dial_close(&g->ends[j].dial);
			bus_slots_deinit(&g->ends[j].in_flight);
		}
		timer_free(&g->patience);
		free(g->ends);
	}
	free(s->name);
	free(s);
}

/* ---- the bus ---- */

int bus_open(struct loop *l, const struct bus_config *c, struct bus **bus_r,
    struct err *err)
{
	struct bus *b = xcalloc(1, sizeof *b);

	b->loop = l;
	b->max_in_flight =
	    c->max_in_flight > 0 ? c->max_in_flight : MAX_IN_FLIGHT;
	b->patience_ms = bus_patience_ms(c->patience_ms);
	b->slow_start_ms =
	    c->slow_start_ms > 0 ? c->slow_start_ms : SLOW_START_MS;
	b->max_frame_bytes =
	    c->max_frame_bytes > 0 ? c->max_frame_bytes : ENVELOPE_MAX_BYTES;
	memcpy(b->lane_key, c->lane_key, sizeof b->lane_key);
	b->done = c->done;
	b->done_arg = c->done_arg;
	list_init(&b->failing);
	list_init(&b->servers);
	b->services = xcalloc(c->n_peers, sizeof *b->services);
	b->names = sp_names_new(l);
	if (!str_copy(b->service, sizeof b->service, str_of(c->service))) {
		err_set(err, ERR_INVALID, "service name %s is too long",
		    c->service);
		goto fail;
	}
	for (size_t i = 0; i < c->n_peers; i++) {
		if (service_open(b, &c->peers[i], err) < 0)
			goto fail;
	}
	bus_metrics_open(b, c->metrics);
	bus_ready_open(b, c->ready_ms);
	*bus_r = b;
	return 0;
fail:
	bus_close(&b);
	return -1;
}

void bus_close(struct bus **bp)
{
	struct bus *b = *bp;

	if (b == NULL)
		return;
	bus_servers_close(b);
	bus_ready_close(b);
	bus_calls_abort(b);
	if (b->fail_ticket != 0)
		loop_defer_cancel(b->loop, b->fail_ticket);
	for (size_t i = 0; i < b->n_services; i++)
		service_free(b->services[i]);
	free(b->services);
	sp_names_free(&b->names);
	bus_metrics_close(b);
	free(b);
	*bp = NULL;
}

size_t bus_requests_in_flight(const struct bus *b)
{
	return b->n_requests;
}

struct bus_counts bus_counts(const struct bus *b)
{
	return b->counts;
}
