/* admit.h - the gates in front of the services: who may be at work now. */
#ifndef GATEWAY_ADMIT_H
#define GATEWAY_ADMIT_H

#include "common/base/base.h"

struct gateway_request;
struct gates;
struct loop;
struct metrics;

/* metrics may be NULL. */
struct gates *gates_new(struct loop *l, struct metrics *metrics);
void gates_free(struct gates **g);
/* The request has left what it was admitted to, if it was. */
void gates_leave(struct gateway_request *r);

#endif
