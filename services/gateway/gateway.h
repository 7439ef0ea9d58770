/* gateway.h - the daemon and the steps that routes share. */
#ifndef GATEWAY_GATEWAY_H
#define GATEWAY_GATEWAY_H

#include "common/base/ids.h"
#include "common/http/server.h"
#include "common/service/service.h"
#include "services/gateway/options.h"
#include "services/gateway/request.h"

struct auth_cache;
struct limits;
struct flags;
struct gates;
struct throttle;
struct google;
struct object_store;
struct gateway_front;
struct openapi;
struct places;
struct gateway_metrics;
struct streams;

struct gateway {
	struct service *service; /* first: the frame's contract */
	const struct gateway_options *opt;
	struct auth_cache *auth;
	struct limits *limits;
	struct throttle *throttle; /* of guesses, while Redis is away */
	struct kv_script throttle_script;
	struct pg *login_pg; /* for bcrypt: nobody waits behind it */
	struct google *google;
	struct flags *flags;
	struct gates *gates;
	struct object_store *objects;
	struct gateway_metrics *metrics;
	struct gateway_front *front;
	struct openapi *openapi;
	uint8_t log_key[16]; /* of user hashes in the access log */
	struct ids_pool ids;
	struct streams *streams;
	struct places *outflows;      /* large answers on their way */
	struct pg_listener *listener; /* flags and lanes: watch.c */
	struct http_route *routes;
	char *listen;
	struct http_server_config http;
	bool was_ready; /* everybody was there once */
	bool watched;   /* flags and lanes have been read */
	/* lane_moves.c: number of the last that was written, or is being */
	uint64_t lane_moves_told, lane_moves_telling;
};

/* From a step's task. */
struct gateway_request *gateway_request(struct task *t);
struct gateway *gateway_of(const struct gateway_request *r);
const struct gateway_route *gateway_route(const struct gateway_request *r);

/* routes.c */
struct http_route *gateway_routes(size_t *n_r);
unsigned gateway_route_index(const struct gateway_route *route);

/* ---- steps that routes share ---- */
/* What every route begins with that needs to know who asks. */
#define GATEWAY_DOOR                                                           \
	gateway_limit_address, gateway_address_limited, gateway_auth,          \
	    gateway_auth_found, gateway_limit, gateway_limited, gateway_lane,  \
	    gateway_once
task_step gateway_limit_address,
    gateway_address_limited;                /* limit.c: from where */
task_step gateway_auth, gateway_auth_found; /* auth.c: who */
task_step gateway_limit, gateway_limited;   /* limit.c: how much */
task_step gateway_lane;                     /* lanes.c: whose processes */
task_step gateway_once;                     /* once.c: was it done before? */
task_step gateway_admit;        /* admit.c: now, later, or not at all */
task_step gateway_call;         /* call.c: ask the daemon */
task_step gateway_answer_reply; /* answer.c: its JSON, or why not */
task_step gateway_answer_rows;  /* answer.c: column "json" of r->rows' row 0;
                                 * no row is 404 */

/* ---- answering (answer.c): the last step returns what these return ---- */
enum step_result gateway_answer(struct gateway_request *r, int status,
    const char *content_type, struct str body);
/* task.err as problem+json. */
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

/* seed.c: what decides the lane of who is not known by name: session, else
 * address. Never a user's id. */
uint64_t gateway_seed(struct gateway_request *r);

/* ---- access.c: before and after each request ---- */
void gateway_begin(struct http_request *r);
void gateway_done(struct http_request *r);

#endif
