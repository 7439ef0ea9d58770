/* gateway.c - init and deinit, mirror images. */
#include "services/gateway/gateway.h"

#include "common/base/die.h"
#include "common/object/object.h"
#include "common/service/services.def.h"
#include "services/gateway/access.h"
#include "services/gateway/admit.h"
#include "services/gateway/identity/auth_cache.h"
#include "services/gateway/daemon.h"
#include "services/gateway/flags.h"
#include "services/gateway/front.h"
#include "services/gateway/identity/google.h"
#include "services/gateway/limits/limit.h"
#include "services/gateway/once/once.h"
#include "services/gateway/outflow.h"
#include "services/gateway/places.h"
#include "services/gateway/openapi/openapi.h"
#include "services/gateway/streams/stream.h"
#include "services/gateway/identity/throttle.h"
#include "services/gateway/identity/throttling.h"
#include "services/gateway/web.h"

#include <stdlib.h>

#define LISTEN_AT "%s:%d"

const char *gateway_http_address(const void *options, struct arena *a)
{
	const struct gateway_options *o = options;

	return arena_printf(a, LISTEN_AT, o->listen_host, (int)o->port);
}

static void release(struct http_request *http)
{
	struct gateway_request *r =
	    CONTAINER_OF(http, struct gateway_request, http);

	stream_release(r);
	outflow_release(r);
	gates_leave(r);
}

static void open_http(struct gateway *gw)
{
	struct http_server_config *c = &gw->http;

	gw->routes = gateway_routes(&c->n_routes);
	gw->openapi = openapi_new(gw->routes, c->n_routes);
	gw->listen =
	    xprintf(LISTEN_AT, gw->opt->listen_host, (int)gw->opt->port);
	c->listen = gw->listen;
	c->routes = gw->routes;
	c->request_bytes = sizeof(struct gateway_request);
	c->arena_bytes = 16u * 1024 * 1024;
	c->begin = gateway_begin;
	c->done = gateway_done;
	c->release = release;
	c->finish = once_finish;
	c->left = stream_left;
	c->cors = gw->front->cors;
	c->max_peer_connections = (size_t)gw->opt->peer_connections;
	if (gw->front->files != NULL)
		c->otherwise = &gateway_web_route;
}

/* One comparison costs a quarter of a second of the database's CPU: two at a
 * time, and a queue that ends within the route's time. */
static int open_login_pg(struct gateway *gw, struct err *err)
{
	const struct pg_config c = {
	    .url = gw->service->database_url,
	    .connections = 2,
	    .max_waiting = 64,
	};

	return pg_open(gw->service->loop, &c, &gw->login_pg, err);
}

int gateway_init(void *daemon, struct err *err)
{
	struct gateway *gw = daemon;

	gw->opt = gw->service->options;
	gateway_log_key(gw);
	gw->auth = auth_cache_new();
	gw->throttle = throttle_new();
	throttling_scripts_init(&gw->throttle_script);
	gw->flags = flags_new();
	gw->gates = gates_new(gw->service->loop, gw->service->metrics);
	gw->metrics = gateway_metrics_new(gw->service->metrics);
	gw->streams = streams_new(gw);
	gw->outflows = places_new(OUTFLOWS_PER_USER);
	if (gateway_front_new(gw->opt, &gw->front, err) < 0 ||
	    limits_open(gw->opt, loop_now_us(gw->service->loop), &gw->limits,
		err) < 0) {
		gateway_deinit(gw);
		return -1;
	}
	open_http(gw);
	if (object_open(gw->service->loop, gw->opt->object_store_url,
		&gw->objects, err) < 0 ||
	    open_login_pg(gw, err) < 0 ||
	    google_open(gw->service->loop, &gw->google, err) < 0 ||
	    pg_listener_open(gw->service->loop, gw->service->database_url,
		"applylens", &gw->listener, err) < 0) {
		gateway_deinit(gw);
		return -1;
	}
	return 0;
}

void gateway_deinit(void *daemon)
{
	struct gateway *gw = daemon;

	pg_listener_close(&gw->listener);
	google_close(&gw->google);
	pg_close(&gw->login_pg);
	object_close(&gw->objects);
	free(gw->listen);
	openapi_free(&gw->openapi);
	free(gw->routes);
	gateway_front_free(&gw->front);
	places_free(&gw->outflows);
	streams_free(&gw->streams);
	free(gw->metrics);
	gates_free(&gw->gates);
	flags_free(&gw->flags);
	throttle_free(&gw->throttle);
	limits_close(&gw->limits);
	auth_cache_free(&gw->auth);
}

/* Everybody must be reachable once; later a missing one degrades only. Before
 * flags and lanes are known, what somebody switched off would be on. */
const char *gateway_not_ready(void *daemon)
{
	struct gateway *gw = daemon;
	const struct bus *bus = gw->service->bus;

	if (gw->was_ready)
		return NULL;
#define X_READY(name, agent, port, doc)                                        \
	if (!streq(#name, "gateway") && !bus_is_up(bus, #name, LANE_STABLE))   \
		return "service " #name " is not connected";
	SERVICES(X_READY)
#undef X_READY
	if (!gw->watched)
		return "flags and lanes have not been read yet";
	if (limits_not_ready(gw->limits) != NULL)
		return limits_not_ready(gw->limits);
	gw->was_ready = true;
	return NULL;
}

#define X_IS(name_, agent, port, doc)                                          \
	if (streq(name, #name_))                                               \
		return true;
bool gateway_is_service(const char *name)
{
	SERVICES(X_IS)
	return false;
}
#undef X_IS

const struct http_server_config *gateway_http(void *daemon)
{
	struct gateway *gw = daemon;

	return &gw->http;
}
