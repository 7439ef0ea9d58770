/* route.h - finds the route of a path: a trie over path segments. */
#ifndef HTTP_ROUTE_H
#define HTTP_ROUTE_H

#include "common/http/server.h"

struct routes;

/* The table is borrowed. -1: a path or method that can't be, a duplicate. */
MUST_CHECK int routes_new(const struct http_route *table, size_t n,
    struct routes **r_r, struct err *err);
void routes_free(struct routes **r);

struct route_match {
	const struct http_route *route; /* NULL: none has path and method */
	unsigned allowed; /* the methods of all routes with this path */
	struct str params[HTTP_MAX_PARAMS]; /* borrow from path */
	size_t n_params;
};

/* path is decoded and begins with '/'. A literal segment wins over one with an
 * ending ({name}.csv), that over {name}, and {name} over {name*}. HEAD finds
 * GET routes. */
void routes_match(const struct routes *r, enum http_method method,
    const char *path, struct route_match *m);

/* "GET, HEAD, OPTIONS" for a mask of methods, into out (64 bytes). */
void routes_allow(unsigned methods, char out[64]);

#endif
