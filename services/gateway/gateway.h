/* gateway.h - the daemon, one request, and the steps that routes share. */
#ifndef GATEWAY_GATEWAY_H
#define GATEWAY_GATEWAY_H

#include "common/http/server.h"
#include "common/service/service.h"
#include "services/gateway/classes.def.h"
#include "services/gateway/options.h"

struct auth_cache;
struct limiter;
struct flags;
struct object_store;
struct gateway_metrics;

struct gateway {
	struct service *service; /* first: the frame's contract */
	const struct gateway_options *opt;
	struct auth_cache *auth;
	struct limiter *limiter;
	struct kv_script lease_script;
	struct flags *flags;
	struct object_store *objects;
	struct gateway_metrics *metrics;
	struct pg_listener *listener; /* flags and lanes: watch.c */
	struct http_route *routes;
	char *listen;
	struct http_server_config http;
	bool was_ready; /* everybody was there once */
	bool watched;   /* flags and lanes have been read */
};

/* Who asks, once authenticated. */
struct caller {
	uint64_t user_id;
	enum role role;
	bool by_session; /* cookie: state-changing calls need the CSRF token */
	uint8_t csrf_hash[32];
	char email[128];
};

enum access { ACCESS_PUBLIC, ACCESS_USER, ACCESS_OPERATOR, ACCESS_ADMIN };
enum call_from { FROM_QUERY, FROM_BODY };

#define X_CLASS(name, scope, priority, doc) CLASS_##name,
enum route_class { GATEWAY_CLASSES(X_CLASS) ROUTE_CLASSES };
#undef X_CLASS

/* What http_route.data points at: a line of routes.def.h. */
struct gateway_route {
	enum access access;
	enum route_class route_class;
	const char *service; /* CALL routes; NULL otherwise */
	enum msg_type type;
	enum call_from from;
	const char *doc;
};

struct gateway_request {
	struct http_request http; /* first */
	struct caller caller;
	struct envelope env; /* identity that every call carries on */
	struct bus_reply reply;
	struct pg_result *rows, *more;
	void *own; /* state of the route's own steps, in the arena */
	/* authentication in progress */
	struct auth_lookup *lookup;
	struct limit_wait *waiting;
};

/* From a step's task. */
struct gateway_request *gateway_request(struct task *t);
struct gateway *gateway_of(const struct gateway_request *r);
const struct gateway_route *gateway_route(const struct gateway_request *r);

/* routes.c */
struct http_route *gateway_routes(size_t *n_r);

/* ---- steps that routes share ---- */
/* What every route begins with that needs to know who asks. */
#define GATEWAY_DOOR                                                           \
	gateway_auth, gateway_auth_found, gateway_limit, gateway_limited
task_step gateway_auth, gateway_auth_found; /* auth.c: who */
task_step gateway_limit, gateway_limited;   /* limit.c: how much */
task_step gateway_call;                     /* call.c: ask the daemon */
task_step gateway_answer_reply;             /* answer.c: its JSON, or why not */
task_step gateway_answer_rows; /* answer.c: column "json" of r->rows' row 0;
                                 * no row is 404 */

/* ---- answering (answer.c) ---- */
/* task.err as problem+json; always STEP_NEXT. */
enum step_result gateway_problem(struct gateway_request *r);
/* What a caller may hear of an error. */
void gateway_tame(struct err *err);
/* JSON written to b, which is released. */
enum step_result gateway_json(
    struct gateway_request *r, int status, struct buf *b);

/* ---- call.c ---- */
/* The body, or the query string, as a struct of that message in the arena;
 * NULL with err naming the field. */
void *gateway_body(
    struct gateway_request *r, enum msg_type type, struct err *err);
void *gateway_query(
    struct gateway_request *r, enum msg_type type, struct err *err);

/* The id in a path, or -1 with ERR_NOT_FOUND: what is no number names
 * nothing. */
MUST_CHECK int gateway_path_id(
    struct gateway_request *r, size_t param, uint64_t *id_r, struct err *err);

bool gateway_is_service(const char *name);

/* ---- access.c: before and after each request ---- */
void gateway_begin(struct http_request *r);
void gateway_done(struct http_request *r);

#endif
