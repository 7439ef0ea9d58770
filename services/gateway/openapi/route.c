/* route.c - one route as an OpenAPI operation. */
#include "services/gateway/openapi/openapi.h"

#include "proto/describe.h"
#include "services/gateway/steps.h"

#include <ctype.h>
#include <stdio.h>

#define PROBLEMS_MAX 16

static const struct {
	const char *name, *scope;
} classes[] = {
#define X_CLASS(name, scope, priority, doc) {#name, scope},
    GATEWAY_CLASSES(X_CLASS)
#undef X_CLASS
};

const char *openapi_tag(enum route_class of)
{
	return classes[of].name;
}

static bool changes_state(const struct http_route *route)
{
	return route->method != HTTP_GET;
}

static bool asks_who(const struct http_route *route)
{
	return openapi_has_step(route, gateway_auth);
}

static bool takes_keys(const struct http_route *route)
{
	return changes_state(route) && !route->streams_body &&
	       route->steps != stream_steps &&
	       openapi_has_step(route, gateway_once);
}

/* "get_api_emails_id": method and path, as stable as they are. */
static void put_operation_id(struct jsonw *w, const struct http_route *route)
{
	char id[160];
	size_t n = 0;

	n = (size_t)snprintf(
	    id, sizeof id, "%s", http_method_name(route->method));
	for (size_t i = 0; i < n; i++)
		id[i] = (char)tolower((unsigned char)id[i]);
	for (const char *p = route->path; *p != '\0' && n < sizeof id - 2; p++)
		if (isalnum((unsigned char)*p) || *p == '_')
			id[n++] = *p;
		else if (*p == '/' || *p == '.')
			id[n++] = '_';
	while (id[n - 1] == '_')
		n--;
	jsonw_key(w, "operationId");
	jsonw_strn(w, id, n);
}

/* ---- who ---- */

static void put_scheme(struct jsonw *w, const char *name, const char *scope)
{
	jsonw_karr(w, name);
	if (scope[0] != '\0')
		jsonw_str(w, scope);
	jsonw_end(w);
}

static void put_security(struct jsonw *w, const struct http_route *route)
{
	const struct gateway_route *row = route->data;
	const char *scope = classes[row->route_class].scope;

	jsonw_karr(w, "security");
	if (asks_who(route)) {
		jsonw_obj(w);
		put_scheme(w, "bearer", scope);
		jsonw_end(w);
		jsonw_obj(w);
		put_scheme(w, "session", scope);
		if (changes_state(route))
			put_scheme(w, "csrf", "");
		jsonw_end(w);
	}
	jsonw_end(w);
}

/* ---- parameters ---- */

static void put_ref(struct jsonw *w, const char *kind, const char *name)
{
	char ref[128];

	snprintf(ref, sizeof ref, "#/components/%s/%s", kind, name);
	jsonw_obj(w);
	jsonw_ks(w, "$ref", ref);
	jsonw_end(w);
}

static void put_path_params(struct jsonw *w, const struct http_route *route)
{
	struct str rest = str_of(route->path), part;

	while (str_split(&rest, '/', &part)) {
		if (part.n < 3 || part.p[0] != '{')
			continue;
		part = (struct str){part.p + 1, strcspn(part.p, "}") - 1};
		jsonw_obj(w);
		jsonw_key(w, "name");
		jsonw_strn(w, part.p, part.n);
		jsonw_ks(w, "in", "path");
		jsonw_kb(w, "required", true);
		jsonw_key(w, "schema");
		openapi_path_param(w, route, part);
		jsonw_end(w);
	}
}

static bool is_in_path(const struct http_route *route, const char *name)
{
	char braced[80];

	snprintf(braced, sizeof braced, "{%.70s}", name);
	return strstr(route->path, braced) != NULL;
}

static void put_query_params(
    struct jsonw *w, const struct http_route *route, enum msg_type query)
{
	const struct msg_desc *m = proto_message(query);

	for (size_t i = 0; m != NULL && i < m->rec.n_fields; i++) {
		const struct field_desc *f = &m->rec.fields[i];

		if (is_in_path(route, f->name))
			continue;
		jsonw_obj(w);
		jsonw_ks(w, "name", f->name);
		jsonw_ks(w, "in", "query");
		jsonw_kb(w, "required", f->required);
		jsonw_key(w, "schema");
		proto_schema_field(w, f, false);
		jsonw_end(w);
	}
}

static void put_params(
    struct jsonw *w, const struct http_route *route, const struct shape *s)
{
	jsonw_karr(w, "parameters");
	put_path_params(w, route);
	put_query_params(w, route, s->query);
	if (takes_keys(route))
		put_ref(w, "parameters", "IdempotencyKey");
	if (s->media == SHAPE_EVENTS)
		put_ref(w, "parameters", "LastEventId");
	jsonw_end(w);
}

/* ---- bodies ---- */

/* What is no JSON and no stream. */
static const char *const byte_types[] = {
    [SHAPE_MAIL] = "message/rfc822",
    [SHAPE_CSV] = "text/csv",
    [SHAPE_ICS] = "text/calendar",
    [SHAPE_PAGE] = "text/html",
    [SHAPE_BYTES] = "application/octet-stream",
    [SHAPE_ZIP] = "application/zip",
    [SHAPE_MARKDOWN] = "text/markdown",
};

static void put_bytes(struct jsonw *w, const char *media_type)
{
	jsonw_kobj(w, media_type);
	jsonw_end(w);
}

/* Every field as it may look; not when some of them come from the path. */
static void put_example(
    struct jsonw *w, const struct record_desc *d, const char *path)
{
	struct buf b;

	if (strchr(path, '{') != NULL && d->n_fields > 1)
		for (size_t i = 0; i < d->n_fields; i++)
			if (strstr(path, d->fields[i].name) != NULL)
				return;
	buf_init(&b, 65536);
	proto_sample(&b, d);
	jsonw_key(w, "example");
	jsonw_raw(w, buf_str(&b), b.len);
	buf_deinit(&b);
}

static void put_body(
    struct jsonw *w, const struct http_route *route, const struct shape *s)
{
	const struct msg_desc *m = proto_message(s->body);

	if (m == NULL && !route->streams_body)
		return;
	jsonw_kobj(w, "requestBody");
	jsonw_kb(w, "required", true);
	jsonw_kobj(w, "content");
	if (m == NULL) {
		put_bytes(w, "message/rfc822");
		put_bytes(w, "application/mbox");
		put_bytes(w, "multipart/form-data");
	} else {
		jsonw_kobj(w, "application/json");
		jsonw_key(w, "schema");
		proto_schema(w, &m->rec, route->path, true);
		put_example(w, &m->rec, route->path);
		jsonw_end(w);
	}
	jsonw_end(w);
	jsonw_end(w);
}

/* ---- answers ---- */

static void put_json(struct jsonw *w, enum msg_type answer)
{
	const struct msg_desc *m = proto_message(answer);

	jsonw_kobj(w, "application/json");
	jsonw_key(w, "schema");
	if (m != NULL) {
		put_ref(w, "schemas", m->rec.name);
	} else {
		jsonw_obj(w);
		jsonw_ks(w, "type", "object");
		jsonw_end(w);
	}
	jsonw_end(w);
}

static void put_events(struct jsonw *w)
{
	jsonw_kobj(w, "text/event-stream");
	jsonw_kobj(w, "schema");
	jsonw_ks(w, "type", "string");
	jsonw_ks(w, "description",
	    "Server-sent events (WHATWG): each has an id \"<log>.<number>\" "
	    "to resume from, a name and a line of JSON as its data. Of answers "
	    "they are ready, intent, tool, citation, token, answer, action, "
	    "done and error, and done or error is the last; of runs "
	    "run_started and run_finished; of incidents incident. Comments "
	    "keep the line alive.");
	jsonw_end(w);
	jsonw_end(w);
}

static void put_problem_content(struct jsonw *w)
{
	jsonw_kobj(w, "application/problem+json");
	jsonw_key(w, "schema");
	put_ref(w, "schemas", "problem");
	jsonw_end(w);
}

static void put_answer(
    struct jsonw *w, const struct shape *s, const char *meaning)
{
	const struct msg_desc *m = proto_message(s->answer);
	char status[12];

	snprintf(status, sizeof status, "%d", s->status);
	jsonw_kobj(w, status);
	jsonw_ks(w, "description", m != NULL ? m->rec.doc : meaning);
	jsonw_kobj(w, "headers");
	jsonw_key(w, "X-Request-Id");
	put_ref(w, "headers", "RequestId");
	jsonw_end(w);
	if (s->media != SHAPE_EMPTY) {
		jsonw_kobj(w, "content");
		if (s->media == SHAPE_JSON)
			put_json(w, s->answer);
		else if (s->media == SHAPE_EVENTS)
			put_events(w);
		else
			put_bytes(w, byte_types[s->media]);
		if (s->status >= 400)
			put_problem_content(w);
		jsonw_end(w);
	}
	jsonw_end(w);
}

/* The statuses of problems that the route may answer with, in order. */
static size_t problems_of(const struct http_route *route,
    const struct shape *hoped, int status_r[PROBLEMS_MAX])
{
	const struct gateway_route *row = route->data;
	bool who = asks_who(route), body = route->max_body_bytes > 0;
	bool named = strchr(route->path, '{') != NULL || row->service != NULL;
	/* Signing in elsewhere may be off; a stream's conversation be gone. */
	bool may_lack = hoped->status == 302 || hoped->media == SHAPE_EVENTS;
	const struct {
		int status;
		bool may;
	} all[] = {
	    {400, true},
	    {401, who || body},
	    {403, who || body},
	    {404, named || may_lack},
	    {408, body},
	    {409, changes_state(route)},
	    {413, true},
	    {414, true},
	    {415, route->streams_body},
	    {422, changes_state(route) || named},
	    {429, who || body},
	    {431, true},
	    {503, true},
	    {504, who || body},
	};
	size_t n = 0;

	for (size_t i = 0; i < ARRAY_LEN(all); i++)
		if (all[i].may)
			status_r[n++] = all[i].status;
	return n;
}

static void put_answers(struct jsonw *w, const struct http_route *route,
    const struct shape *shapes, size_t n_shapes)
{
	const struct gateway_route *row = route->data;
	int problems[PROBLEMS_MAX];
	size_t n = problems_of(route, &shapes[0], problems);

	jsonw_kobj(w, "responses");
	for (size_t i = 0; i < n_shapes; i++)
		put_answer(w, &shapes[i], row->doc);
	for (size_t i = 0; i < n; i++) {
		char name[8];
		bool told = false;

		for (size_t s = 0; s < n_shapes; s++)
			told |= shapes[s].status == problems[i];
		if (told)
			continue;
		snprintf(name, sizeof name, "%d", problems[i]);
		jsonw_key(w, name);
		put_ref(w, "responses", name);
	}
	jsonw_end(w);
}

void openapi_operation(struct jsonw *w, const struct http_route *route)
{
	const struct gateway_route *row = route->data;
	struct shape shapes[SHAPES_OF_ROUTE];
	size_t n = openapi_shapes(route, shapes);

	jsonw_obj(w);
	put_operation_id(w, route);
	jsonw_karr(w, "tags");
	jsonw_str(w, openapi_tag(row->route_class));
	jsonw_end(w);
	jsonw_ks(w, "summary", row->doc);
	put_security(w, route);
	put_params(w, route, &shapes[0]);
	put_body(w, route, &shapes[0]);
	put_answers(w, route, shapes, n);
	jsonw_end(w);
}
