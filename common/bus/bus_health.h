/* bus_health.h - what is known of connections and lanes: who takes a call, who
 * is left alone, when nobody is asked. */
#ifndef BUS_BUS_HEALTH_H
#define BUS_BUS_HEALTH_H

#include "common/bus/bus_private.h"

struct bus_call;

/* bus_choice.c: NULL when nobody can take a call now; not_this (or NULL) only
 * when nobody else can. */
struct bus_endpoint *bus_pick(
    struct bus_group *g, const struct bus_endpoint *not_this);
bool bus_has_other(const struct bus_group *g, const struct bus_endpoint *than);
/* A call took so long there; not good: it failed. */
void bus_choice_observe(struct bus_endpoint *e, int64_t took_us, bool good);
void bus_choice_up(struct bus_endpoint *e);

/* bus_outlier.c */
void bus_outlier_note(struct bus_endpoint *e, bool failed);
bool bus_is_ejected(const struct bus_endpoint *e);

/* bus_breaker.c: whether c may go to this lane; c may be its trial until
 * it is noted or forgotten. */
bool bus_breaker_admits(struct bus_group *g, struct bus_call *c);
void bus_breaker_note(
    struct bus_group *g, const struct bus_call *c, bool failed);
void bus_breaker_forget(struct bus_group *g, const struct bus_call *c);
/* now: without waiting for the time to pass. */
void bus_breaker_try(struct bus_group *g, bool now);

/* bus_ready.c */
void bus_ready_open(struct bus *b, int64_t every_ms);
void bus_ready_close(struct bus *b);
void bus_ready_up(struct bus_endpoint *e);
/* A call goes to it, which is no question. */
void bus_ready_called(struct bus_endpoint *e);

/* bus_drain.c: something changed that may drain the lane, or bring it back.
 * May move calls; runs no task. */
void bus_lane_look(struct bus_group *g);
/* What is safe of this silent peer's calls goes elsewhere. */
void bus_leave_silent(struct bus_endpoint *e);
/* Share of its seeds that a lane gets which came back: 0.1 to 1. */
double bus_lane_warmth(const struct bus_group *g);

#endif
