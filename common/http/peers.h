/* peers.h - how many connections each address has open. */
#ifndef HTTP_PEERS_H
#define HTTP_PEERS_H

#include "common/base/base.h"

struct peers;

/* most: of one address; an IPv6 network of 64 bits is one, since a host has
 * them all. 0: no bound, NULL is returned, and what follows accepts that. */
struct peers *peers_new(size_t most);
void peers_free(struct peers **p);

/* False: it has as many as it may. "unix" has no bound. */
bool peers_enter(struct peers *p, const char *address);
/* Counts one that was let in before, elsewhere: never refused. */
void peers_bring(struct peers *p, const char *address);
void peers_leave(struct peers *p, const char *address);

#endif
