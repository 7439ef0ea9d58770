/* route.c - a trie over path segments. See route.h. */
#include "common/http/route.h"

#include "common/base/die.h"

#include <stdio.h>
#include <stdlib.h>

#define N_METHODS 7 /* bits of enum http_method */

struct node {
	struct str segment;     /* of the literal that leads here */
	struct node **children; /* literals, by length and bytes */
	size_t n_children;
	struct node *param;  /* {name} */
	struct node **ended; /* {name}.ics: their segments are ".ics" */
	size_t n_ended;
	struct node *rest; /* {name*}: has no children */
	unsigned methods;
	const struct http_route *by_method[N_METHODS];
};

struct routes {
	struct node root;
};

static const enum http_method all_methods[] = {HTTP_GET, HTTP_HEAD, HTTP_POST,
    HTTP_PUT, HTTP_PATCH, HTTP_DELETE, HTTP_OPTIONS};

static unsigned method_index(enum http_method m)
{
	unsigned i = 0;

	while (i < N_METHODS && m != (enum http_method)(1u << i))
		i++;
	return i;
}

/* ---- building ---- */

static int compare(struct str a, struct str b)
{
	if (a.n != b.n)
		return a.n < b.n ? -1 : 1;
	return a.n == 0 ? 0 : memcmp(a.p, b.p, a.n);
}

/* The child with this segment; *at_r is where it is or belongs. */
static struct node *find_child(
    const struct node *n, struct str segment, size_t *at_r)
{
	size_t low = 0, high = n->n_children;

	while (low < high) {
		size_t mid = (low + high) / 2;
		int order = compare(segment, n->children[mid]->segment);

		if (order == 0) {
			*at_r = mid;
			return n->children[mid];
		}
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	*at_r = low;
	return NULL;
}

static struct node *add_literal(struct node *n, struct str segment)
{
	size_t at;
	struct node *child = find_child(n, segment, &at);

	if (child != NULL)
		return child;
	child = xcalloc(1, sizeof *child);
	child->segment = segment;
	n->children =
	    xrealloc(n->children, (n->n_children + 1) * sizeof(struct node *));
	memmove(n->children + at + 1, n->children + at,
	    (n->n_children - at) * sizeof(struct node *));
	n->children[at] = child;
	n->n_children++;
	return child;
}

/* {name}.ics: a parameter that ends in something. */
static struct node *add_ended(struct node *n, struct str end)
{
	for (size_t i = 0; i < n->n_ended; i++)
		if (compare(n->ended[i]->segment, end) == 0)
			return n->ended[i];
	n->ended = xrealloc(n->ended, (n->n_ended + 1) * sizeof(struct node *));
	n->ended[n->n_ended] = xcalloc(1, sizeof(struct node));
	n->ended[n->n_ended]->segment = end;
	return n->ended[n->n_ended++];
}

static struct node *add_segment(struct node *n, struct str segment,
    bool is_last, const char *path, struct err *err)
{
	struct node **slot;
	const char *close;

	if (!str_starts(segment, "{")) {
		if (memchr(segment.p, '{', segment.n) == NULL)
			return add_literal(n, segment);
		err_set(err, ERR_INTERNAL,
		    "route %s: parameters are whole segments", path);
		return NULL;
	}
	close = memchr(segment.p, '}', segment.n);
	if (close != NULL && close + 1 < segment.p + segment.n &&
	    close[1] == '.')
		return add_ended(
		    n, (struct str){close + 1,
			   (size_t)(segment.p + segment.n - close - 1)});
	slot = str_ends(segment, "*}") ? &n->rest : &n->param;
	if (!str_ends(segment, "}") || (slot == &n->rest && !is_last)) {
		err_set(
		    err, ERR_INTERNAL, "route %s: malformed parameter", path);
		return NULL;
	}
	if (*slot == NULL)
		*slot = xcalloc(1, sizeof **slot);
	return *slot;
}

static int add_route(
    struct node *n, const struct http_route *route, struct err *err)
{
	struct str rest, segment;
	unsigned method = method_index(route->method), n_params = 0;

	if (route->path == NULL || route->path[0] != '/' ||
	    method == N_METHODS || route->steps == NULL)
		return err_set(err, ERR_INTERNAL,
		    "route %s: needs path, one method and steps",
		    route->path == NULL ? "?" : route->path);
	rest = str_of(route->path + 1);
	while (str_split(&rest, '/', &segment)) {
		n_params += str_starts(segment, "{");
		n = add_segment(n, segment, rest.p == NULL, route->path, err);
		if (n == NULL)
			return -1;
	}
	if (n_params > HTTP_MAX_PARAMS)
		return err_set(err, ERR_INTERNAL,
		    "route %s: more than %d parameters", route->path,
		    HTTP_MAX_PARAMS);
	if (n->by_method[method] != NULL)
		return err_set(
		    err, ERR_INTERNAL, "route %s: twice in table", route->path);
	n->by_method[method] = route;
	n->methods |= (unsigned)route->method;
	return 0;
}

static void node_deinit(struct node *n)
{
	if (n == NULL)
		return;
	for (size_t i = 0; i < n->n_children; i++) {
		node_deinit(n->children[i]);
		free(n->children[i]);
	}
	free(n->children);
	for (size_t i = 0; i < n->n_ended; i++) {
		node_deinit(n->ended[i]);
		free(n->ended[i]);
	}
	free(n->ended);
	node_deinit(n->param);
	free(n->param);
	node_deinit(n->rest);
	free(n->rest);
}

int routes_new(const struct http_route *table, size_t n, struct routes **r_r,
    struct err *err)
{
	struct routes *r = xcalloc(1, sizeof *r);

	for (size_t i = 0; i < n; i++) {
		if (add_route(&r->root, &table[i], err) < 0) {
			routes_free(&r);
			return -1;
		}
	}
	*r_r = r;
	return 0;
}

void routes_free(struct routes **r)
{
	if (*r == NULL)
		return;
	node_deinit(&(*r)->root);
	free(*r);
	*r = NULL;
}

/* ---- matching ---- */

static bool match(const struct node *n, enum http_method method,
    const char *path, struct route_match *m);

/* The path ends at n: has it the method? */
static bool take_route(
    const struct node *n, enum http_method method, struct route_match *m)
{
	const struct http_route *route = n->by_method[method_index(method)];

	m->allowed |= n->methods;
	if (route == NULL && method == HTTP_HEAD)
		route = n->by_method[0];
	m->route = route;
	return route != NULL;
}

static bool match_rest(const struct node *n, enum http_method method,
    const char *path, struct route_match *m)
{
	if (n->rest == NULL || !take_route(n->rest, method, m))
		return false;
	m->params[m->n_params++] = str_of(path);
	return true;
}

/* "7.ics" is {id}.ics with the id 7. */
static bool match_ended(const struct node *n, enum http_method method,
    struct str segment, const char *behind, struct route_match *m)
{
	for (size_t i = 0; i < n->n_ended; i++) {
		struct str end = n->ended[i]->segment;

		if (segment.n <= end.n ||
		    memcmp(segment.p + segment.n - end.n, end.p, end.n) != 0)
			continue;
		m->params[m->n_params++] =
		    (struct str){segment.p, segment.n - end.n};
		if (match(n->ended[i], method, behind, m))
			return true;
		m->n_params--;
	}
	return false;
}

/* path is what follows the '/' in front of it, or NULL at the path's end. */
static bool match(const struct node *n, enum http_method method,
    const char *path, struct route_match *m)
{
	const char *slash;
	struct str segment;
	const struct node *child;
	size_t at;

	if (path == NULL)
		return take_route(n, method, m);
	slash = strchrnul(path, '/');
	segment = (struct str){path, (size_t)(slash - path)};
	slash = *slash == '/' ? slash + 1 : NULL;
	child = find_child(n, segment, &at);
	if (child != NULL && match(child, method, slash, m))
		return true;
	if (match_ended(n, method, segment, slash, m))
		return true;
	if (n->param != NULL && segment.n > 0) {
		m->params[m->n_params++] = segment;
		if (match(n->param, method, slash, m))
			return true;
		m->n_params--;
	}
	return match_rest(n, method, path, m);
}

void routes_match(const struct routes *r, enum http_method method,
    const char *path, struct route_match *m)
{
	m->route = NULL;
	m->allowed = 0;
	m->n_params = 0;
	(void)match(&r->root, method, path + 1, m);
	if (m->route == NULL)
		m->n_params = 0;
}

void routes_allow(unsigned methods, char out[64])
{
	size_t n = 0;

	if (methods & HTTP_GET)
		methods |= HTTP_HEAD;
	methods |= HTTP_OPTIONS;
	out[0] = '\0';
	for (size_t i = 0; i < ARRAY_LEN(all_methods); i++)
		if (methods & (unsigned)all_methods[i])
			n += (size_t)snprintf(out + n, 64 - n, "%s%s",
			    n > 0 ? ", " : "",
			    http_method_name(all_methods[i]));
}
