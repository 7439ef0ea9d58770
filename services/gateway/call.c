/* call.c - a request becomes a message to a daemon, by the route's line.
 *
 * The message's own table checks every field at the daemon, so the gateway
 * only brings query, path and body into one JSON object. */
#include "services/gateway/gateway.h"

#include "services/gateway/bring.h"

#define CALL_JSON_MAX (256 * 1024)

static int call_json(
    struct gateway_request *r, struct str *json_r, struct err *err);

enum step_result gateway_call(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct gateway_route *route = gateway_route(r);
	struct str json;

	if (call_json(r, &json, &t->err) < 0)
		return STEP_FAIL;
	r->env.type = (uint16_t)route->type;
	bus_call(t, gateway_of(r)->service->bus, route->service, &r->env, json,
	    (struct str){"", 0}, &r->reply);
	return STEP_WAIT;
}

/* ---- the JSON of a call ---- */

static int add_path_fields(
    struct gateway_request *r, struct str *json, struct err *err)
{
	struct str rest = str_of(r->http.route->path), part;
	size_t i = 0;

	while (str_split(&rest, '/', &part)) {
		char name[64];

		if (part.n < 3 || part.p[0] != '{')
			continue;
		str_copy(
		    name, sizeof name, (struct str){part.p + 1, part.n - 2});
		if (bring_field(r->http.task.arena, *json, name,
			r->http.params[i++], json, err) < 0)
			return -1;
	}
	return 0;
}

static int call_json(
    struct gateway_request *r, struct str *json_r, struct err *err)
{
	const struct gateway_route *route = gateway_route(r);
	struct arena *a = r->http.task.arena;

	if (route->from == FROM_BODY) {
		*json_r = r->http.body;
	} else {
		struct buf *b = ARENA_NEW(a, struct buf);

		buf_init(b, CALL_JSON_MAX);
		arena_defer(a, buf_release, b);
		if (bring_query(a, r->http.query,
			&proto_message(route->type)->rec, b, err) < 0)
			return -1;
		*json_r = (struct str){buf_str(b), b->len};
	}
	return add_path_fields(r, json_r, err);
}

/* ---- bodies and queries of the gateway's own routes ---- */

static void *decode(struct gateway_request *r, enum msg_type type,
    struct str json, struct err *err)
{
	const struct record_desc *d = &proto_message(type)->rec;
	void *msg = arena_alloc(r->http.task.arena, d->bytes);

	return proto_decode(r->http.task.arena, d, json, msg, err) < 0 ? NULL
								       : msg;
}

void *gateway_body(
    struct gateway_request *r, enum msg_type type, struct err *err)
{
	return decode(r, type, r->http.body, err);
}

void *gateway_query(
    struct gateway_request *r, enum msg_type type, struct err *err)
{
	void *msg = NULL;
	struct buf b;

	buf_init(&b, CALL_JSON_MAX);
	if (bring_query(r->http.task.arena, r->http.query,
		&proto_message(type)->rec, &b, err) == 0)
		msg = decode(r, type, (struct str){buf_str(&b), b.len}, err);
	buf_deinit(&b);
	return msg;
}
