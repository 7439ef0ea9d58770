/* routes.c - the route table: each line of routes.def.h and its steps. */
#include "services/gateway/gateway.h"

#include "common/base/die.h"
#include "services/gateway/routes.def.h"
#include "services/gateway/steps.h"
#include "services/gateway/streams/stream.h"

/* A route that only passes through. Read top to bottom: that is a request. */
static task_step *const call_steps[] = {
    GATEWAY_DOOR,
    gateway_admit,
    gateway_call,
    gateway_answer_reply,
    NULL,
};

#define X_CALL(                                                                \
    method, path, access, class, service, message, from, timeout, doc)         \
	{ACCESS_##access, CLASS_##class, #service, MSG_##message, FROM_##from, \
	    doc},
#define X_OWN(method, path, access, class, steps, body, timeout, doc)          \
	{ACCESS_##access, CLASS_##class, NULL, MSG_none, FROM_BODY, doc},
static const struct gateway_route rows[] = {GATEWAY_ROUTES(X_CALL, X_OWN)};
#undef X_CALL
#undef X_OWN

#define CALL_BODY_BYTES_QUERY 0
#define CALL_BODY_BYTES_BODY 131072

#define X_CALL(                                                                \
    method_, path_, access, class, service, message, from, timeout, doc)       \
	{.method = HTTP_##method_,                                             \
	    .path = path_,                                                     \
	    .steps = call_steps,                                               \
	    .max_body_bytes = CALL_BODY_BYTES_##from,                          \
	    .timeout_ms = timeout},
#define X_OWN(method_, path_, access, class, steps_, body, timeout, doc)       \
	{.method = HTTP_##method_,                                             \
	    .path = path_,                                                     \
	    .steps = steps_##_steps,                                           \
	    .max_body_bytes = body,                                            \
	    .timeout_ms = timeout},

struct http_route *gateway_routes(size_t *n_r)
{
	const struct http_route table[] = {GATEWAY_ROUTES(X_CALL, X_OWN)};
	struct http_route *routes = xcalloc(ARRAY_LEN(table), sizeof *routes);

	for (size_t i = 0; i < ARRAY_LEN(table); i++) {
		routes[i] = table[i];
		routes[i].data = &rows[i];
		routes[i].streams_body = routes[i].steps == import_steps;
		if (routes[i].steps == stream_steps ||
		    routes[i].steps == runs_stream_steps ||
		    routes[i].steps == incidents_stream_steps)
			routes[i].passing = &stream_passing;
	}
	*n_r = ARRAY_LEN(table);
	return routes;
}

unsigned gateway_route_index(const struct gateway_route *route)
{
	return (unsigned)(route - rows);
}
