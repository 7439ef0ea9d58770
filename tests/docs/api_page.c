/* api_page.c - every route: who may call it, with what, for which answer. */
#include "tests/docs/api_page.h"

#include "common/base/die.h"
#include "proto/describe.h"
#include "services/gateway/routes.def.h"
#include "services/gateway/openapi/shapes.def.h"

#include <ctype.h>
#include <stdio.h>

struct route {
	const char *method, *path, *access;
	const char *service, *message, *from; /* NULL: the gateway's own */
	long long max_body_bytes, timeout_ms;
	const char *doc;
};

#define X_CALL(                                                                \
    method, path, access, class, service, message, from, timeout, doc)         \
	{#method, path, #access, #service, #message, #from, 0, timeout, doc},
#define X_OWN(method, path, access, class, steps, body, timeout, doc)          \
	{#method, path, #access, NULL, NULL, NULL, body, timeout, doc},
static const struct route routes[] = {GATEWAY_ROUTES(X_CALL, X_OWN)};

static const char intro[] =
    "# The HTTP API\n\n"
    "*Made from `services/gateway/{routes,openapi/shapes}.def.h` and "
    "`proto/*.def.h` by `make docs`; change the tables, not this page. For "
    "programs the same "
    "is at `GET /openapi.json` (OpenAPI 3.1).*\n\n"
    "Bodies are JSON in UTF-8 unless said otherwise. Unknown fields are "
    "refused. What goes wrong is answered as `application/problem+json` with "
    "`title`, `status`, `detail` and `request_id`; the detail names the "
    "field. Ids are strings of digits.\n\n"
    "*Access* is the least role: public, user, operator, admin. Callers show "
    "an API token (`Authorization: Bearer ...`) or the `session_id` cookie "
    "of `POST /api/session`; with the cookie, calls that change something "
    "also send `X-CSRF-Token`. A request with an `Authorization` header is "
    "the token's, whatever cookies came with it. A token does what its scopes "
    "say (`services/gateway/classes.def.h`); `*` is all.\n\n"
    "A call that changes something may carry `Idempotency-Key: "
    "\"8e03978e-...\"`: sent again with the same key it is not done again, "
    "but answered alike ([why](decisions/0018-idempotency-keys.md)).\n\n"
    "Every daemon, on its health port, and the gateway also answer "
    "`GET /healthz` (alive), `/readyz` (its dependencies, one by one) and "
    "`/metrics`.\n\n";

static void put_lower(struct buf *out, const char *s)
{
	for (; *s != '\0'; s++)
		buf_addc(out, (char)tolower((unsigned char)*s));
}

/* Headings become anchors: what is no letter or digit is left out. */
static void put_anchor(struct buf *out, const struct route *r)
{
	put_lower(out, r->method);
	buf_addc(out, '-');
	for (const char *p = r->path; *p != '\0'; p++)
		if (isalnum((unsigned char)*p) || *p == '_' || *p == '-')
			buf_addc(out, (char)tolower((unsigned char)*p));
}

static void put_index(struct buf *out)
{
	buf_adds(out, "| route | access | meaning |\n|---|---|---|\n");
	for (size_t i = 0; i < ARRAY_LEN(routes); i++) {
		const struct route *r = &routes[i];

		buf_addf(out, "| [`%s %s`](#", r->method, r->path);
		put_anchor(out, r);
		buf_adds(out, ") | ");
		put_lower(out, r->access);
		buf_addf(out, " | %s |\n", r->doc);
	}
	buf_addc(out, '\n');
}

/* ---- the gateway's own ---- */

struct shape {
	const char *method, *path, *query, *body;
	int status;
	const char *answer;
};

#define X_SHAPE(method, path, query, body, status, media, answer, param)       \
	{#method, path, #query, #body, status, #answer},
static const struct shape shapes[] = {GATEWAY_SHAPES(X_SHAPE)};

bool api_message_is_of(
    const struct msg_desc *m, const char *method, const char *path)
{
	for (size_t i = 0; i < ARRAY_LEN(shapes); i++)
		if (streq(shapes[i].method, method) &&
		    streq(shapes[i].path, path) &&
		    (streq(shapes[i].query, m->rec.name) ||
			streq(shapes[i].body, m->rec.name)))
			return true;
	return false;
}

static void put_message(struct buf *out, const char *what, const char *name)
{
	const struct msg_desc *m = proto_message_named(name);

	if (m == NULL)
		return;
	buf_addf(out, "%s, [%s](protocol.md#%s):\n\n", what, name, name);
	proto_describe_fields(out, &m->rec, "protocol.md");
}

static void put_own(struct buf *out, const struct route *r)
{
	bool told = false;

	for (size_t i = 0; i < ARRAY_LEN(shapes); i++) {
		const struct shape *s = &shapes[i];
		char what[40];

		if (!streq(s->method, r->method) || !streq(s->path, r->path))
			continue;
		if (!told) {
			put_message(out, "The query string", s->query);
			put_message(out, "The body", s->body);
		}
		told = true;
		snprintf(what, sizeof what, "The answer (%d)", s->status);
		put_message(out, what, s->answer);
	}
	if (!told)
		die("%s %s has no line in "
		    "services/gateway/openapi/shapes.def.h",
		    r->method, r->path);
}

static void put_call(struct buf *out, const struct route *r)
{
	const struct msg_desc *ask = proto_message_named(r->message);
	const struct msg_desc *answer =
	    proto_message((enum msg_type)(ask->type + 1));

	if (ask->rec.n_fields > 0) {
		buf_adds(out,
		    streq(r->from, "BODY") ? "The body" : "The query string");
		if (strchr(r->path, '{') != NULL)
			buf_adds(out, "; what the path names is taken from it");
		buf_adds(out, ":\n\n");
		proto_describe_fields(out, &ask->rec, "protocol.md");
	}
	if (answer == NULL)
		return;
	buf_addf(out, "The answer, [%s](protocol.md#%s) of %s:\n\n",
	    answer->rec.name, answer->rec.name, r->service);
	proto_describe_fields(out, &answer->rec, "protocol.md");
}

static void put_bounds(struct buf *out, const struct route *r)
{
	if (r->max_body_bytes > 0)
		buf_addf(out, " Body: at most %lld bytes.", r->max_body_bytes);
	if (r->timeout_ms > 0)
		buf_addf(out, " Time: at most %lld s.",
		    (r->timeout_ms + 999) / 1000);
}

static void put_route(struct buf *out, const struct route *r)
{
	buf_addf(out, "## %s %s\n\n%s Access: ", r->method, r->path, r->doc);
	put_lower(out, r->access);
	buf_addc(out, '.');
	put_bounds(out, r);
	buf_adds(out, "\n\n");
	if (r->message == NULL)
		put_own(out, r);
	else
		put_call(out, r);
}

void api_page(struct buf *out)
{
	buf_adds(out, intro);
	put_index(out);
	for (size_t i = 0; i < ARRAY_LEN(routes); i++)
		put_route(out, &routes[i]);
}
