/* sp_names.h - host names to addresses without blocking the loop. */
#ifndef BUS_SP_NAMES_H
#define BUS_SP_NAMES_H

#include "common/bus/sp_url.h"
#include "common/loop/loop.h"

struct sp_names;
struct sp_names *sp_names_new(struct loop *l);
/* Every lookup is over or cancelled. */
void sp_names_free(struct sp_names **n);

struct sp_lookup;
/* addr NULL: not found, err says why. */
typedef void sp_lookup_fn(void *arg, const struct sockaddr *addr,
    socklen_t addr_bytes, const struct err *err);
/* Looks up a tcp URL's host. fn is called once from the loop, never before
 * this returns, unless cancelled. */
struct sp_lookup *sp_lookup_start(
    struct sp_names *n, const struct sp_url *url, sp_lookup_fn *fn, void *arg);
void sp_lookup_cancel(struct sp_lookup **q);

#endif
