/* shape.c - what a route takes and gives: by its line in shapes.def.h,
 * or by the messages of the daemon that answers it. */
#include "services/gateway/openapi/openapi.h"

#include "common/service/services.def.h"
#include "proto/describe.h"
#include "services/gateway/openapi/shapes.def.h"

#define X_SHAPE(method, path, query, body, status, media, answer, param)       \
	{HTTP_##method, path, MSG_##query, MSG_##body, status, SHAPE_##media,  \
	    MSG_##answer, PARAM_##param},
static const struct shape shapes[] = {GATEWAY_SHAPES(X_SHAPE)};

/* A message is answered by the next number, where no line says otherwise. */
static enum msg_type answer_to(
    const struct http_route *route, enum msg_type type)
{
	for (size_t i = 0; i < ARRAY_LEN(shapes); i++)
		if (shapes[i].method == route->method &&
		    streq(shapes[i].path, route->path))
			return shapes[i].answer;
	return (enum msg_type)(type + 1);
}

static struct shape of_daemon(const struct http_route *route)
{
	const struct gateway_route *row = route->data;
	bool body = row->from == FROM_BODY;

	return (struct shape){
	    .method = route->method,
	    .path = route->path,
	    .query = body ? MSG_none : row->type,
	    .body = body ? row->type : MSG_none,
	    .status = 200,
	    .answer = answer_to(route, row->type),
	};
}

size_t openapi_shapes(
    const struct http_route *route, struct shape shapes_r[SHAPES_OF_ROUTE])
{
	const struct gateway_route *row = route->data;
	size_t n = 0;

	if (row->service != NULL) {
		shapes_r[0] = of_daemon(route);
		return 1;
	}
	for (size_t i = 0; i < ARRAY_LEN(shapes); i++)
		if (shapes[i].method == route->method &&
		    streq(shapes[i].path, route->path) && n < SHAPES_OF_ROUTE)
			shapes_r[n++] = shapes[i];
	if (n == 0)
		shapes_r[n++] = (struct shape){
		    .method = route->method,
		    .path = route->path,
		    .status = 200,
		};
	return n;
}

bool openapi_has_step(const struct http_route *route, task_step *step)
{
	for (task_step *const *s = route->steps; *s != NULL; s++)
		if (*s == step)
			return true;
	return false;
}

/* ---- parameters in paths ---- */

static void put_services(struct jsonw *w, bool agents)
{
	jsonw_karr(w, "enum");
#define X_NAME(name, agent, port, doc)                                         \
	if (!agents)                                                           \
		jsonw_str(w, #name);                                           \
	else if (agent[0] != '\0')                                             \
		jsonw_str(w, agent);
	SERVICES(X_NAME)
#undef X_NAME
	jsonw_end(w);
}

static void put_param(struct jsonw *w, enum shape_param param)
{
	jsonw_obj(w);
	jsonw_ks(w, "type", "string");
	switch (param) {
	case PARAM_ID:
		jsonw_ks(w, "pattern", PROTO_ID_PATTERN);
		break;
	case PARAM_UUID:
		jsonw_ks(w, "format", "uuid");
		break;
	case PARAM_FLAG:
		jsonw_ks(w, "pattern", "^[a-z][a-z0-9_.]{0,63}$");
		break;
	case PARAM_SERVICE:
		put_services(w, false);
		break;
	case PARAM_AGENT:
		put_services(w, true);
		break;
	case PARAM_NONE:
		jsonw_ki(w, "minLength", 1);
		break;
	}
	jsonw_end(w);
}

/* Not every text can stand in a path; ours that do are names. */
static void put_field(struct jsonw *w, const struct field_desc *f)
{
	if (f->kind != KIND_STR || f->min == f->max) {
		proto_schema_field(w, f, false);
		return;
	}
	jsonw_obj(w);
	jsonw_ks(w, "type", "string");
	jsonw_ks(w, "pattern", "^[a-z][a-z0-9_.-]{0,63}$");
	jsonw_ks(w, "description", f->doc);
	jsonw_end(w);
}

void openapi_path_param(
    struct jsonw *w, const struct http_route *route, struct str name)
{
	const struct gateway_route *row = route->data;
	const struct msg_desc *m = proto_message(row->type);
	struct shape of[SHAPES_OF_ROUTE];

	for (size_t i = 0; m != NULL && i < m->rec.n_fields; i++)
		if (str_eqs(name, m->rec.fields[i].name)) {
			put_field(w, &m->rec.fields[i]);
			return;
		}
	(void)openapi_shapes(route, of);
	put_param(w, of[0].param);
}
