/* public_addr.h - whether an address is somebody's on the public Internet. */
#ifndef HTTP_PUBLIC_ADDR_H
#define HTTP_PUBLIC_ADDR_H

#include "common/base/base.h"

struct sockaddr;

/* False for every block that the registries of RFC 6890 call special: this
 * machine, private networks, link-local (cloud metadata among them),
 * carrier-grade NAT, documentation, multicast, reserved; for IPv6 forms that
 * carry such an IPv4 address; and for other families. */
bool http_addr_is_public(const struct sockaddr *sa);

#endif
