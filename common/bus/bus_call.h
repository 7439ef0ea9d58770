/* bus_call.h - one call, for the two files that move it about.
 *
 * A call is an operation of a task; the task's deadline ends it by cancel,
 * so calls need no timers. At any time a call is in exactly one place: in an
 * endpoint's slots (sent), in a group's waiting list, or in bus.failing. */
#ifndef BUS_BUS_CALL_H
#define BUS_BUS_CALL_H

#include "common/bus/bus_private.h"

struct bus_call {
	struct op op;
	struct bus_service *service;
	struct bus_group *waits_in; /* NULL unless waiting */
	struct bus_endpoint *end;   /* NULL unless sent */
	uint32_t id;                /* in end's slots */
	bool is_safe, retried;
	int64_t since_ms; /* when it began to wait */
	int64_t began_us;
	struct list node; /* in waiting or failing */
	struct envelope env;
	struct bus_reply *reply_r;
	char *copy; /* json and blob, while they may have to be sent (again) */
	size_t json_bytes, blob_bytes;
	struct err *err; /* of a failing call, in the arena */
};

/* What is kept of its message. */
struct str bus_call_json(const struct bus_call *c);
struct str bus_call_blob(const struct bus_call *c);

/* Sends the call, which is in no place, or makes it wait. json and blob may
 * be the call's own copy. */
void bus_dispatch(
    struct bus_call *c, struct bus_group *g, struct str json, struct str blob);
/* Room may have come: sends what waits, in order. */
void bus_pump(struct bus_group *g);
/* The first that waits, taken off. */
struct bus_call *bus_call_unwait(struct bus_group *g);

/* Puts the call, which is in no other place, among the failing. */
void bus_call_fails(struct bus *b, struct bus_call *c, const struct err *err);
/* Tasks run on in here: they may begin calls, or cancel those in the list. */
void bus_fail_now(struct bus *b);

/* bus_patience.c: c was put at the end of the group's waiting list. */
void bus_patience_begin(struct bus_group *g, struct bus_call *c);

/* bus_metrics.c: the call has ended so. */
void bus_metrics_call(struct bus_call *c, enum err_code code);

#endif
