/* parts.c - what operations refer to: schemas, problems, parameters,
 * and how callers show who they are. */
#include "services/gateway/openapi/openapi.h"

#include "proto/describe.h"

#include <stdio.h>

/* ---- schemas ---- */

static bool mentions(
    const struct record_desc *outer, const struct record_desc *inner)
{
	for (size_t i = 0; i < outer->n_fields; i++) {
		const struct record_desc *d = outer->fields[i].rec;

		if (d != NULL && (d == inner || mentions(d, inner)))
			return true;
	}
	return false;
}

/* Where a record or message occurs in the API. */
struct place {
	bool answered, sent;
};

static bool is_of(const struct msg_desc *m, const struct record_desc *d)
{
	return m != NULL && (&m->rec == d || mentions(&m->rec, d));
}

static struct place place_of(const struct record_desc *d,
    const struct http_route *routes, size_t n_routes)
{
	struct place p = {.answered = false};

	for (size_t i = 0; i < n_routes; i++) {
		struct shape of[SHAPES_OF_ROUTE];
		size_t n = openapi_shapes(&routes[i], of);

		p.sent |= is_of(proto_message(of[0].body), d);
		for (size_t s = 0; s < n; s++)
			p.answered |= is_of(proto_message(of[s].answer), d);
	}
	return p;
}

static void put_schemas(
    struct jsonw *w, const struct http_route *routes, size_t n_routes)
{
	size_t n_messages, n_records;
	const struct msg_desc *m = proto_messages(&n_messages);
	const struct record_desc *const *r = proto_records(&n_records);

	jsonw_kobj(w, "schemas");
	for (size_t i = 0; i < n_records; i++) {
		struct place p = place_of(r[i], routes, n_routes);

		if (!p.answered && !p.sent)
			continue;
		jsonw_key(w, r[i]->name);
		proto_schema(w, r[i], "", p.sent);
	}
	for (size_t i = 0; i < n_messages; i++) {
		if (m[i].type != MSG_problem &&
		    !place_of(&m[i].rec, routes, n_routes).answered)
			continue;
		jsonw_key(w, m[i].rec.name);
		proto_schema(w, &m[i].rec, "", false);
	}
	jsonw_end(w);
}

/* ---- problems ---- */

static const struct {
	const char *status, *meaning;
	bool retry;
} problems[] = {
    {"400", "A field is missing or wrong; `field` names it.", false},
    {"401", "No valid credentials.", false},
    {"403", "Not allowed for this caller.", false},
    {"404", "No such thing for this user.", false},
    {"408", "The request arrived too slowly.", false},
    {"409",
	"The state does not allow this now; with `Retry-After`: the same "
	"Idempotency-Key is being worked on.",
	false},
    {"413", "Above a stated bound.", false},
    {"414", "The path and query are too long.", false},
    {"415", "Not a kind of body that is understood.", false},
    {"422", "Not applicable; or the Idempotency-Key came with another request.",
	false},
    {"429", "A limit is reached.", true},
    {"431", "The head of the request is too large.", false},
    {"503", "A part is away, or too busy.", true},
    {"504", "Not done in time; perhaps done later.", true},
};

static void put_ref(struct jsonw *w, const char *key, const char *ref)
{
	jsonw_kobj(w, key);
	jsonw_ks(w, "$ref", ref);
	jsonw_end(w);
}

static void put_problems(struct jsonw *w)
{
	jsonw_kobj(w, "responses");
	for (size_t i = 0; i < ARRAY_LEN(problems); i++) {
		jsonw_kobj(w, problems[i].status);
		jsonw_ks(w, "description", problems[i].meaning);
		jsonw_kobj(w, "headers");
		put_ref(w, "X-Request-Id", "#/components/headers/RequestId");
		if (problems[i].retry)
			put_ref(w, "Retry-After",
			    "#/components/headers/RetryAfter");
		jsonw_end(w);
		jsonw_kobj(w, "content");
		jsonw_kobj(w, "application/problem+json");
		put_ref(w, "schema", "#/components/schemas/problem");
		jsonw_end(w);
		jsonw_end(w);
		jsonw_end(w);
	}
	jsonw_end(w);
}

/* ---- headers ---- */

static void put_header(
    struct jsonw *w, const char *key, const char *doc, const char *type)
{
	jsonw_kobj(w, key);
	jsonw_ks(w, "description", doc);
	jsonw_kobj(w, "schema");
	jsonw_ks(w, "type", type);
	jsonw_end(w);
	jsonw_end(w);
}

static void put_headers(struct jsonw *w)
{
	jsonw_kobj(w, "headers");
	put_header(
	    w, "RequestId", "What the log has the request under.", "string");
	put_header(
	    w, "RetryAfter", "Seconds until trying again may help.", "integer");
	jsonw_end(w);
}

static void put_param(struct jsonw *w, const char *key, const char *name,
    const char *doc, const char *pattern, int64_t max)
{
	jsonw_kobj(w, key);
	jsonw_ks(w, "name", name);
	jsonw_ks(w, "in", "header");
	jsonw_kb(w, "required", false);
	jsonw_ks(w, "description", doc);
	jsonw_kobj(w, "schema");
	jsonw_ks(w, "type", "string");
	jsonw_ks(w, "pattern", pattern);
	jsonw_ki(w, "minLength", 1);
	jsonw_ki(w, "maxLength", max);
	jsonw_end(w);
	jsonw_end(w);
}

static void put_params(struct jsonw *w)
{
	jsonw_kobj(w, "parameters");
	put_param(w, "IdempotencyKey", "Idempotency-Key",
	    "The call is made once, however often it comes with this key, and "
	    "answered alike for a day: Idempotency-Replayed: true marks a "
	    "repetition. Bare as here, or quoted (RFC 8941).",
	    "^[!#-+\\--:<-\\[\\]-~]+$", 255);
	put_param(w, "LastEventId", "Last-Event-ID",
	    "Goes on behind this event of an answer.",
	    "^[0-9a-f-]{36}\\.[0-9]{1,18}$", 55);
	jsonw_end(w);
}

/* ---- who ---- */

static void put_key_scheme(struct jsonw *w, const char *key, const char *in,
    const char *name, const char *doc)
{
	jsonw_kobj(w, key);
	jsonw_ks(w, "type", "apiKey");
	jsonw_ks(w, "in", in);
	jsonw_ks(w, "name", name);
	jsonw_ks(w, "description", doc);
	jsonw_end(w);
}

static void put_schemes(struct jsonw *w)
{
	jsonw_kobj(w, "securitySchemes");
	jsonw_kobj(w, "bearer");
	jsonw_ks(w, "type", "http");
	jsonw_ks(w, "scheme", "bearer");
	jsonw_ks(w, "description",
	    "An API token; the scope that it needs stands with each "
	    "operation.");
	jsonw_end(w);
	put_key_scheme(w, "session", "cookie", "session_id",
	    "Set by POST /api/session and /api/login.");
	put_key_scheme(w, "csrf", "header", "X-CSRF-Token",
	    "With a session: the value of the cookie csrf_token.");
	jsonw_end(w);
}

void openapi_components(
    struct jsonw *w, const struct http_route *routes, size_t n_routes)
{
	jsonw_obj(w);
	put_schemas(w, routes, n_routes);
	put_problems(w);
	put_params(w);
	put_headers(w);
	put_schemes(w);
	jsonw_end(w);
}
