/* public_addr.c - the special-purpose blocks, and what is outside of them. */
#include "common/http/public_addr.h"

#include <netinet/in.h>
#include <string.h>

/* IANA IPv4 Special-Purpose Address Registry (RFC 6890), multicast and
 * class E. */
static const struct {
	uint32_t net;
	unsigned bits;
} special4[] = {
    {0x00000000, 8},  /* this network */
    {0x0a000000, 8},  /* private */
    {0x64400000, 10}, /* carrier-grade NAT */
    {0x7f000000, 8},  /* loopback */
    {0xa9fe0000, 16}, /* link-local */
    {0xac100000, 12}, /* private */
    {0xc0000000, 24}, /* protocol assignments */
    {0xc0000200, 24}, /* documentation */
    {0xc0586300, 24}, /* 6to4 relays */
    {0xc0a80000, 16}, /* private */
    {0xc6120000, 15}, /* benchmarks */
    {0xc6336400, 24}, /* documentation */
    {0xcb007100, 24}, /* documentation */
    {0xe0000000, 4},  /* multicast */
    {0xf0000000, 4},  /* reserved, broadcast */
};

static bool is_public4(uint32_t addr)
{
	for (size_t i = 0; i < ARRAY_LEN(special4); i++)
		if ((addr ^ special4[i].net) >> (32 - special4[i].bits) == 0)
			return false;
	return true;
}

static uint32_t be32(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	       (uint32_t)p[2] << 8 | p[3];
}

/* Only 2000::/3 is given out; in it, 2001::/23 is for protocols, 2001:db8::/32
 * and 3fff::/20 are documentation, and 2002::/16 carries an IPv4 address.
 * 64:ff9b::/96 (NAT64) carries one, too. */
static bool is_public6(const unsigned char *a)
{
	static const unsigned char nat64[12] = {0x00, 0x64, 0xff, 0x9b};
	uint32_t first = be32(a);

	if (memcmp(a, nat64, sizeof nat64) == 0)
		return is_public4(be32(a + 12));
	if (first >> 29 != 1)
		return false;
	if (first >> 16 == 0x2002)
		return is_public4(be32(a + 2));
	return first >> 9 != 0x20010000u >> 9 && first != 0x20010db8u &&
	       first >> 12 != 0x3fff0u;
}

bool http_addr_is_public(const struct sockaddr *sa)
{
	if (sa->sa_family == AF_INET) {
		struct sockaddr_in in;

		memcpy(&in, sa, sizeof in);
		return is_public4(ntohl(in.sin_addr.s_addr));
	}
	if (sa->sa_family == AF_INET6) {
		struct sockaddr_in6 in;

		memcpy(&in, sa, sizeof in);
		if (IN6_IS_ADDR_V4MAPPED(&in.sin6_addr))
			return is_public4(be32(in.sin6_addr.s6_addr + 12));
		return is_public6(in.sin6_addr.s6_addr);
	}
	return false;
}
