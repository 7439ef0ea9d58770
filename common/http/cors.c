/* cors.c - pages of which other origins may call. See cors.h. */
#include "common/http/cors.h"

#include "common/base/die.h"

#include <stdlib.h>

#define PREFLIGHT_S "600" /* how long a browser may remember its answer */

enum { MAX_ORIGINS = 64, MAX_ORIGIN_BYTES = 267 };

struct cors {
	const char *expose, *headers;
	char *text; /* the list itself */
	size_t n;
	struct str origins[MAX_ORIGINS]; /* in text */
};

static bool is_port(struct str s)
{
	int64_t port;

	return str_to_i64(s, 1, 65535, &port) == 0 && s.p[0] != '0';
}

/* A host as browsers send it: lower case, no userinfo, no trailing dot. */
static bool is_host(struct str s)
{
	if (str_starts(s, "[") && str_ends(s, "]")) {
		for (size_t i = 1; i + 1 < s.n; i++)
			if (strchr("0123456789abcdef:", s.p[i]) == NULL)
				return false;
		return s.n > 3;
	}
	for (size_t i = 0; i < s.n; i++) {
		char b = s.p[i];

		if (!(b >= 'a' && b <= 'z') && !(b >= '0' && b <= '9') &&
		    b != '-' && b != '_' && b != '.')
			return false;
	}
	return s.n > 0 && s.p[0] != '.' && s.p[s.n - 1] != '.';
}

/* scheme "://" host [ ":" port ], nothing else (RFC 6454, 6.2), and not the
 * port that the scheme implies, which browsers leave out. */
static bool is_origin(struct str s)
{
	size_t scheme = str_starts(s, "https://")  ? 8
			: str_starts(s, "http://") ? 7
						   : 0;
	struct str host = {s.p + scheme, s.n - scheme}, port = {"", 0};
	const char *colon;

	if (scheme == 0 || s.n > MAX_ORIGIN_BYTES || host.n == 0)
		return false;
	colon = memrchr(host.p, ':', host.n);
	if (colon == NULL || host.p[host.n - 1] == ']')
		return is_host(host);
	port.p = colon + 1;
	port.n = (size_t)(host.p + host.n - port.p);
	host.n = (size_t)(colon - host.p);
	return is_host(host) && is_port(port) &&
	       !str_eqs(port, scheme == 8 ? "443" : "80");
}

int cors_new(const char *origins, const char *expose, const char *headers,
    struct cors **c_r, struct err *err)
{
	struct str rest, entry;
	struct cors *c;

	*c_r = NULL;
	if (str_trim(str_of(origins)).n == 0)
		return 0;
	c = xcalloc(1, sizeof *c);
	c->expose = expose;
	c->headers = headers;
	c->text = xstrdup(origins);
	rest = str_of(c->text);
	while (str_split(&rest, ',', &entry)) {
		entry = str_trim(entry);
		if (!is_origin(entry)) {
			err_set(err, ERR_INVALID,
			    "\"%.*s\" is no origin: https://host or "
			    "https://host:port in lower case, without path",
			    (int)MIN(entry.n, (size_t)100), entry.p);
			cors_free(&c);
			return -1;
		}
		if (c->n == MAX_ORIGINS) {
			cors_free(&c);
			return err_set(err, ERR_INVALID, "more than %d origins",
			    MAX_ORIGINS);
		}
		c->origins[c->n++] = entry;
	}
	*c_r = c;
	return 0;
}

void cors_free(struct cors **c)
{
	if (*c == NULL)
		return;
	free((*c)->text);
	free(*c);
	*c = NULL;
}

/* The listed origin that asks, or NULL. */
static const struct str *who_asks(
    const struct cors *c, const struct http_request *r)
{
	struct str origin = http_header(r, "origin");

	for (size_t i = 0; origin.n > 0 && i < c->n; i++)
		if (str_eq(c->origins[i], origin))
			return &c->origins[i];
	return NULL;
}

void cors_begin(const struct cors *c, struct http_request *r)
{
	const struct str *origin;
	char text[MAX_ORIGIN_BYTES + 1];

	if (c == NULL)
		return;
	/* Also when nobody asks: a cache must not give this to who does. */
	http_add_header(r, "Vary", "Origin");
	origin = who_asks(c, r);
	if (origin == NULL)
		return;
	MUST(str_copy(text, sizeof text, *origin));
	http_add_header(r, "Access-Control-Allow-Origin", text);
	http_add_header(r, "Access-Control-Allow-Credentials", "true");
	http_add_header(r, "Access-Control-Expose-Headers", c->expose);
}

void cors_preflight(
    const struct cors *c, struct http_request *r, const char *methods)
{
	if (c == NULL || who_asks(c, r) == NULL ||
	    http_header(r, "access-control-request-method").n == 0)
		return;
	http_add_header(r, "Access-Control-Allow-Methods", methods);
	http_add_header(r, "Access-Control-Allow-Headers", c->headers);
	http_add_header(r, "Access-Control-Max-Age", PREFLIGHT_S);
}
