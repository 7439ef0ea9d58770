/* openapi.c - GET /openapi.json, and the document's frame. */
#include "services/gateway/openapi/openapi.h"

#include "common/base/die.h"
#include "common/base/ids.h"
#include "common/http/http_static.h"
#include "services/gateway/front.h"
#include "services/gateway/steps.h"
#include "version.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

static task_step show;
step_list openapi_steps = {show, NULL};

static void put_info(struct jsonw *w)
{
	jsonw_kobj(w, "info");
	jsonw_ks(w, "title", "ApplyLens");
	jsonw_ks(w, "version", APPLYLENS_VERSION);
	jsonw_ks(w, "summary", "Mail, read and answered for.");
	jsonw_ks(w, "description",
	    "Bodies are JSON in UTF-8. Unknown fields are refused; an "
	    "optional one may be null. Lengths are counted in bytes of UTF-8 "
	    "(x-max-bytes). Ids are strings of digits. What goes wrong is a "
	    "problem (RFC 9457) with a detail for a person and, when the "
	    "request was wrong, the field. Also here, for machines: /healthz, "
	    "/readyz, /metrics.");
	jsonw_kobj(w, "license");
	jsonw_ks(w, "name", "MIT");
	jsonw_ks(w, "identifier", "MIT");
	jsonw_end(w);
	jsonw_end(w);
	jsonw_karr(w, "servers");
	jsonw_obj(w);
	jsonw_ks(w, "url", "/");
	jsonw_end(w);
	jsonw_end(w);
}

static void put_tags(struct jsonw *w)
{
	jsonw_karr(w, "tags");
#define X_TAG(name, scope, priority, doc)                                      \
	jsonw_obj(w);                                                          \
	jsonw_ks(w, "name", openapi_tag(CLASS_##name));                        \
	jsonw_ks(w, "description", doc);                                       \
	jsonw_end(w);
	GATEWAY_CLASSES(X_TAG)
#undef X_TAG
	jsonw_end(w);
}

static bool is_first(const struct http_route *routes, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (streq(routes[k].path, routes[i].path))
			return false;
	return true;
}

static void put_method(struct jsonw *w, const struct http_route *route)
{
	char name[12];

	str_copy(name, sizeof name, str_of(http_method_name(route->method)));
	for (char *p = name; *p != '\0'; p++)
		*p = (char)tolower((unsigned char)*p);
	jsonw_key(w, name);
	openapi_operation(w, route);
}

static void put_paths(
    struct jsonw *w, const struct http_route *routes, size_t n)
{
	jsonw_kobj(w, "paths");
	for (size_t i = 0; i < n; i++) {
		if (!is_first(routes, i))
			continue;
		jsonw_kobj(w, routes[i].path);
		for (size_t k = i; k < n; k++)
			if (streq(routes[k].path, routes[i].path))
				put_method(w, &routes[k]);
		jsonw_end(w);
	}
	jsonw_end(w);
}

struct openapi *openapi_new(const struct http_route *routes, size_t n_routes)
{
	struct openapi *o = xcalloc(1, sizeof *o);
	struct jsonw w;
	char hash[65];

	buf_init(&o->json, 4u << 20);
	jsonw_init(&w, &o->json);
	jsonw_obj(&w);
	jsonw_ks(&w, "openapi", "3.1.0");
	jsonw_ks(&w, "jsonSchemaDialect",
	    "https://json-schema.org/draft/2020-12/schema");
	put_info(&w);
	put_tags(&w);
	put_paths(&w, routes, n_routes);
	jsonw_key(&w, "components");
	openapi_components(&w, routes, n_routes);
	jsonw_end(&w);
	MUST(!buf_failed(&o->json));
	ids_sha256_hex(o->json.data, o->json.len, hash);
	snprintf(o->etag, sizeof o->etag, "\"%.16s\"", hash);
	return o;
}

void openapi_free(struct openapi **o)
{
	if (*o == NULL)
		return;
	buf_deinit(&(*o)->json);
	free(*o);
	*o = NULL;
}

static enum step_result show(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct gateway *gw = gateway_of(r);
	const struct openapi *o = gw->openapi;
	struct str known = http_header(&r->http, "if-none-match");

	/* Kept, but asked about: the next version may say otherwise. */
	r->http.standing_headers = gw->front->asset;
	http_add_header(&r->http, "Cache-Control", "no-cache");
	http_add_header(&r->http, "ETag", o->etag);
	if (known.n > 0 && http_etag_matches(known, o->etag))
		http_answer(&r->http, 304, NULL, (struct str){"", 0});
	else
		http_answer(&r->http, 200, "application/json; charset=utf-8",
		    (struct str){buf_str(&o->json), o->json.len});
	return STEP_NEXT;
}
