/* routes_list.c - every route as a line for tests: method, path, access,
 * scope, and where it takes ids. Separated by tabs.
 *
 * The last column names, by commas, what could be somebody else's: parameters
 * of the path (all but names of agents, flags, lanes and questions), fields
 * of the message that are ids, cursors or free JSON, and Last-Event-ID. "-"
 * is none. tests/integration/62-tenancy.sh tries each of them. */
#include "tests/docs/api_page.h"

#include "proto/proto.h"
#include "services/gateway/classes.def.h"
#include "services/gateway/routes.def.h"

struct listed {
	const char *method, *path, *access, *scope, *message, *doc;
};

enum route_class {
#define X_CLASS(name, scope, priority, doc) CLASS_##name,
	GATEWAY_CLASSES(X_CLASS)
#undef X_CLASS
};
static const char *const scopes[] = {
#define X_SCOPE(name, scope, priority, doc) (scope),
    GATEWAY_CLASSES(X_SCOPE)
#undef X_SCOPE
};

#define X_CALL(                                                                \
    method, path, access, class, service, message, from, timeout, doc)         \
	{#method, path, #access, #class, #message, doc},
#define X_OWN(method, path, access, class, steps, body, timeout, doc)          \
	{#method, path, #access, #class, NULL, doc},
static const struct listed routes[] = {GATEWAY_ROUTES(X_CALL, X_OWN)};

static const char *scope_of(const char *class)
{
#define X_NAME(name, scope, priority, doc)                                     \
	if (streq(class, #name))                                               \
		return scopes[CLASS_##name];
	GATEWAY_CLASSES(X_NAME)
#undef X_NAME
	return "?";
}

static void add(struct buf *out, bool *some, const char *name, size_t n)
{
	if (*some)
		buf_addc(out, ',');
	buf_add(out, name, n);
	*some = true;
}

static bool is_name(struct str param)
{
	return str_eqs(param, "name") || str_eqs(param, "kind");
}

static void put_params(struct buf *out, bool *some, const char *path)
{
	const char *open, *close;

	while ((open = strchr(path, '{')) != NULL) {
		struct str param;

		close = strchr(open, '}');
		param = (struct str){open + 1, (size_t)(close - open) - 1};
		if (!is_name(param))
			add(out, some, param.p, param.n);
		path = close;
	}
}

static bool is_id(const struct field_desc *f)
{
	struct str name = str_of(f->name);

	return f->kind == KIND_ID || f->kind == KIND_IDS ||
	       (f->kind == KIND_OBJECT && str_eqs(name, "params")) ||
	       (f->kind == KIND_STR &&
		   (str_ends(name, "_id") || str_eqs(name, "cursor")));
}

static void put_fields(struct buf *out, bool *some, const struct listed *r,
    const struct msg_desc *m)
{
	for (size_t i = 0; i < m->rec.n_fields; i++) {
		const struct field_desc *f = &m->rec.fields[i];
		const char *in_path = strstr(r->path, f->name);

		/* A path's own parameter has been said. */
		if (in_path != NULL && in_path[-1] == '{' &&
		    in_path[strlen(f->name)] == '}')
			continue;
		if (is_id(f))
			add(out, some, f->name, strlen(f->name));
	}
}

/* "The same with a body as for /api/chat." */
static const char *message_of(const struct listed *r)
{
	const char *as = strstr(r->doc, " a body as for ");
	struct str path = str_of(as == NULL ? NULL : as + 15);

	while (path.n > 0 && path.p[path.n - 1] == '.')
		path.n--;
	for (size_t i = 0; as != NULL && i < ARRAY_LEN(routes); i++)
		if (str_eqs(path, routes[i].path))
			return routes[i].message;
	return r->message;
}

static void put_ids(struct buf *out, const struct listed *r)
{
	size_t n;
	const struct msg_desc *m = proto_messages(&n);
	const char *message = message_of(r);
	bool some = false;

	put_params(out, &some, r->path);
	for (size_t i = 0; i < n; i++)
		if (message != NULL
			? streq(m[i].rec.name, message)
			: api_message_is_of(&m[i], r->method, r->path))
			put_fields(out, &some, r, &m[i]);
	if (strstr(r->doc, "Last-Event-ID") != NULL)
		add(out, &some, "Last-Event-ID", 13);
	if (!some)
		buf_addc(out, '-');
}

void routes_list(struct buf *out)
{
	for (size_t i = 0; i < ARRAY_LEN(routes); i++) {
		const struct listed *r = &routes[i];
		const char *scope = scope_of(r->scope);

		buf_addf(out, "%s\t%s\t%s\t%s\t", r->method, r->path, r->access,
		    scope[0] == '\0' ? "-" : scope);
		put_ids(out, r);
		buf_addc(out, '\n');
	}
}
