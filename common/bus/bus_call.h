/* bus_call.h - one call, for the two files that move it about.
 *
 * A call is an operation of a task; the task's deadline ends it by cancel, so
 * a call has a timer only when its caller gave it less time (bus_bound.c). At
 * any time a call is in exactly one place: in an endpoint's slots (sent), in a
 * group's waiting list, or in bus.failing. */
#ifndef BUS_BUS_CALL_H
#define BUS_BUS_CALL_H

#include "common/bus/bus_health.h"

struct bus_call {
	struct op op;
	struct bus_service *service;
	struct bus_group *group; /* NULL before it was dispatched */
	struct bus_probe *probe; /* NULL; else a question of bus_ready.c */
	const struct bus_endpoint *not_on; /* better on another one */
	struct bus_group *waits_in;        /* NULL unless waiting */
	struct bus_endpoint *end;          /* NULL unless sent */
	uint32_t id;                       /* in end's slots */
	bool is_safe, retried;
	int64_t since_ms; /* when it began to wait */
	int64_t began_us;
	int64_t until_ms;    /* its own bound; INT64_MAX: none */
	struct timer *bound; /* of that; NULL: none */
	struct list node;    /* in waiting or failing */
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
/* The same for a call that keeps a copy, elsewhere when that can be: on another
 * connection than not_on, on stable when its lane was drained. */
void bus_dispatch_again(struct bus_call *c, const struct bus_endpoint *not_on);
/* bus_ready.c's question to this very peer, which has room. */
void bus_call_endpoint(struct task *t, struct bus_endpoint *e,
    struct bus_probe *p, struct bus_reply *reply_r);
/* Room may have come: sends what waits, in order. */
void bus_pump(struct bus_group *g);
/* The first that waits, taken off. */
struct bus_call *bus_call_unwait(struct bus_group *g);

int64_t bus_call_took_us(const struct bus_call *c); /* until now, over 0 */
int64_t bus_call_left_ms(const struct bus_call *c); /* by task and bound */

/* Out of the slots or the list that it is in; what that says of its peer is
 * noted, and who waited for its place is sent. */
void bus_call_leave(struct bus_call *c, enum err_code code);
/* It ends in this very moment: what it holds beside the arena is freed. */
void bus_call_over(struct bus_call *c);

/* Puts the call, which is in no other place, among the failing. */
void bus_call_fails(struct bus *b, struct bus_call *c, const struct err *err);
/* Tasks run on in here: they may begin calls, or cancel those in the list. */
void bus_fail_now(struct bus *b);

/* bus_bound.c: the call, in no place yet, ends after timeout_ms with
 * ERR_TIMEOUT, unless its task ends it before. 0: nothing. */
void bus_bound_begin(struct bus_call *c, uint32_t timeout_ms);

/* bus_patience.c: c was put at the end of the group's waiting list. */
void bus_patience_begin(struct bus_group *g, struct bus_call *c);

/* bus_judge.c: the call, which was sent on e (NULL: it waited), has ended so.
 * A connection that was lost is not the call's end, but leaves its lane. */
void bus_judge(struct bus_call *c, struct bus_endpoint *e, enum err_code code,
    int64_t took_us);
void bus_judge_lost(struct bus_call *c);

/* bus_retry.c: whether the call, which `from` failed, may be sent again; then
 * that is counted. */
bool bus_retry(struct bus_call *c, const struct bus_endpoint *from);

/* bus_metrics.c: the call has ended so; answered: by the service itself. */
void bus_metrics_call(
    struct bus_call *c, enum err_code code, bool answered, int64_t took_us);

#endif
