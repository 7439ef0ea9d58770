/* peer.h - whose request it is, before anybody is asked: an address. */
#ifndef GATEWAY_LIMIT_PEER_H
#define GATEWAY_LIMIT_PEER_H

#include "common/base/err.h"
#include "common/base/str.h"

struct limit_proxies;

/* "10.0.0.0/8, ::1, unix": networks whose word on X-Forwarded-For is taken.
 * At most 64. -1 with ERR_INVALID naming the item. */
MUST_CHECK int limit_proxies_parse(
    const char *text, struct limit_proxies **p_r, struct err *err);
void limit_proxies_free(struct limit_proxies **p);

/* The peer, if it's no trusted proxy; else the right-most hop of
 * X-Forwarded-For that is none. forwarded holds its n lines in order. A hop
 * that is no address ends the search at who told it. IPv4 addresses count one
 * by one, IPv6 by their /64. 0: the machine itself, without a word of whom it
 * speaks for, which is not counted. */
uint64_t limit_client_key(const struct limit_proxies *p, const char *peer,
    const struct str *forwarded, size_t n);

#endif
