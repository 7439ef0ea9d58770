/* openapi.h - /openapi.json: the API as OpenAPI 3.1 (2020-12 schemas), made once
 * from routes.def.h, shapes.def.h, classes.def.h and the tables of proto/. */
#ifndef GATEWAY_OPENAPI_H
#define GATEWAY_OPENAPI_H

#include "common/base/jsonw.h"
#include "services/gateway/gateway.h"

struct openapi {
	struct buf json;
	char etag[24]; /* with its quotes */
};

struct openapi *openapi_new(const struct http_route *routes, size_t n_routes);
void openapi_free(struct openapi **o);

/* ---- shape.c: what a route takes and gives ---- */
enum shape_media {
	SHAPE_JSON,
	SHAPE_EMPTY,
	SHAPE_MAIL,
	SHAPE_CSV,
	SHAPE_ICS,
	SHAPE_EVENTS,
	SHAPE_PAGE,
	SHAPE_BYTES,
	SHAPE_ZIP,
	SHAPE_MARKDOWN
};
enum shape_param {
	PARAM_NONE,
	PARAM_ID,
	PARAM_UUID,
	PARAM_FLAG,
	PARAM_SERVICE,
	PARAM_AGENT
};
struct shape {
	enum http_method method;
	const char *path;
	enum msg_type query, body; /* MSG_none: nothing */
	int status;
	enum shape_media media;
	enum msg_type answer; /* MSG_none: any object */
	enum shape_param param;
};
#define SHAPES_OF_ROUTE 4
/* The answers of a route, at most SHAPES_OF_ROUTE and at least one, which has
 * query and body. Those of a daemon's routes are made of its messages. */
size_t openapi_shapes(
    const struct http_route *route, struct shape shapes_r[SHAPES_OF_ROUTE]);
/* Whether the route's steps include that one. */
bool openapi_has_step(const struct http_route *route, task_step *step);
/* The schema of a parameter in the path, one value. */
void openapi_path_param(
    struct jsonw *w, const struct http_route *route, struct str name);

/* ---- route.c: one operation, one value ---- */
void openapi_operation(struct jsonw *w, const struct http_route *route);
const char *openapi_tag(enum route_class of);

/* ---- parts.c: "components", one value ---- */
void openapi_components(
    struct jsonw *w, const struct http_route *routes, size_t n_routes);

#endif
