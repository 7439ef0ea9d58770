/* request.h - a request at the gateway: its route, who asks, what it waits for.
 */
#ifndef GATEWAY_REQUEST_H
#define GATEWAY_REQUEST_H

#include "common/bus/bus.h"
#include "common/gate/gate.h"
#include "common/http/server.h"
#include "services/gateway/classes.def.h"

struct pg_result;
struct once;
struct stream;

/* Who asks, once authenticated. */
struct caller {
	uint64_t user_id;
	enum role role;
	bool by_session; /* cookie: state-changing calls need the CSRF token */
	uint8_t csrf_hash[32];
	uint32_t classes;  /* bit of each route class that the scopes allow */
	int64_t until_ms;  /* Unix; nothing made by it lives longer. 0: ever */
	uint64_t token_id; /* the token, or the one that opened the session */
	uint64_t session_id; /* 0: it came with a token */
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
	void *own;          /* state of the route's own steps, in the arena */
	struct once *once;  /* its Idempotency-Key; NULL without */
	const char *policy; /* the limit that refused it */
	struct stream *stream; /* being opened, until it is parked */
	/* authentication in progress */
	struct auth_lookup *lookup;
	uint64_t credential;        /* of the token's or session's hash */
	struct limit_wait *waiting; /* for leases */
	struct gate_pass pass;      /* admit.c */
	bool flowing;               /* outflow.c: it has a place */
};

#endif
