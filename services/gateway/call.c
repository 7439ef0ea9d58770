/* call.c - a request becomes a message to a daemon, by the route's line.
 *
 * The message's own table checks every field at the daemon, so the gateway
 * only brings query, path and body into one JSON object. */
#include "services/gateway/gateway.h"

#include "common/base/jsonw.h"

#include <math.h>
#include <stdio.h>

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

static void release_buf(void *b)
{
	buf_deinit(b);
}

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
		if (gateway_json_with(r->http.task.arena, *json, name,
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
		arena_defer(a, release_buf, b);
		if (gateway_query_json(
			r, &proto_message(route->type)->rec, b, err) < 0)
			return -1;
		*json_r = (struct str){buf_str(b), b->len};
	}
	return add_path_fields(r, json_r, err);
}

int gateway_json_with(struct arena *a, struct str body, const char *name,
    const char *value, struct str *json_r, struct err *err)
{
	struct str trimmed = str_trim(body), inside;
	struct buf b;
	struct jsonw w;

	if (trimmed.n == 0)
		trimmed = STR("{}");
	if (trimmed.p[0] != '{')
		return err_set(err, ERR_INVALID, "the body must be an object");
	inside = str_trim((struct str){trimmed.p + 1, trimmed.n - 1});
	buf_init(&b, CALL_JSON_MAX + body.n);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	jsonw_ks(&w, name, value);
	if (inside.n > 0 && inside.p[0] != '}')
		buf_addc(&b, ',');
	buf_add(&b, inside.p, inside.n);
	*json_r = (struct str){arena_strndup(a, buf_str(&b), b.len), b.len};
	buf_deinit(&b);
	return 0;
}

/* ---- query string to JSON ---- */

static const struct field_desc *find_field(
    const struct record_desc *d, struct str name)
{
	for (size_t i = 0; i < d->n_fields; i++)
		if (str_eqs(name, d->fields[i].name))
			return &d->fields[i];
	return NULL;
}

/* Numbers and booleans are taken as such when they read so; anything else
 * stays a string, and the message's table says what it should have been. */
static void write_value(
    struct jsonw *w, const struct field_desc *f, const char *value)
{
	double number;
	bool yes;

	if ((f->kind == KIND_I64 || f->kind == KIND_F64) &&
	    str_to_double(str_of(value), &number) == 0)
		jsonw_f64(w, number, number == floor(number) ? 0 : 17);
	else if (f->kind == KIND_BOOL && str_to_bool(str_of(value), &yes) == 0)
		jsonw_bool(w, yes);
	else
		jsonw_str(w, value);
}

int gateway_query_json(struct gateway_request *r, const struct record_desc *d,
    struct buf *out, struct err *err)
{
	struct str rest = r->http.query, pair;
	struct jsonw w;

	jsonw_init(&w, out);
	jsonw_obj(&w);
	while (str_split(&rest, '&', &pair)) {
		ptrdiff_t eq = str_find(pair, "=");
		struct str name = {pair.p, eq < 0 ? pair.n : (size_t)eq};
		const struct field_desc *f = find_field(d, name);
		const char *value;
		char text[64];

		if (pair.n == 0)
			continue;
		str_copy(text, sizeof text, name);
		if (f == NULL)
			return err_field(
			    err, text, "is not a parameter of this path");
		if (http_query(&r->http, f->name, &value, err) < 0)
			return -1;
		jsonw_key(&w, f->name);
		write_value(&w, f, value);
	}
	jsonw_end(&w);
	return 0;
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
	if (gateway_query_json(r, &proto_message(type)->rec, &b, err) == 0)
		msg = decode(r, type, (struct str){buf_str(&b), b.len}, err);
	buf_deinit(&b);
	return msg;
}
