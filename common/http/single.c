/* single.c - headers that a request may bring once only. See single.h. */
#include "common/http/single.h"

#include <strings.h>

#define SINGLE(header)                                                         \
	{                                                                      \
		sizeof(header) - 1, header, header " is repeated"              \
	}

/* Every header that is read anywhere and is no list. */
static const struct {
	size_t n;
	const char *name, *repeated;
} singles[] = {
    SINGLE("Host"),
    SINGLE("Range"),
    SINGLE("Expect"),
    SINGLE("Origin"),
    SINGLE("Content-Type"),
    SINGLE("X-CSRF-Token"),
    SINGLE("Authorization"),
    SINGLE("Last-Event-ID"),
    SINGLE("Content-Length"),
    SINGLE("Sec-Fetch-Site"),
    SINGLE("Idempotency-Key"),
    SINGLE("If-Modified-Since"),
    SINGLE("Transfer-Encoding"),
    SINGLE("Access-Control-Request-Method"),
};

/* Most names have a length that none of these has. */
#define LENGTHS                                                                \
	(1u << 4 | 1u << 5 | 1u << 6 | 1u << 12 | 1u << 13 | 1u << 14 |        \
	    1u << 15 | 1u << 17 | 1u << 29)

/* Its place in the table, or -1. */
static int find(struct str name)
{
	if (name.n > SINGLE_MAX_BYTES || (LENGTHS >> name.n & 1) == 0)
		return -1;
	for (size_t i = 0; i < ARRAY_LEN(singles); i++)
		if (name.n == singles[i].n &&
		    strncasecmp(name.p, singles[i].name, name.n) == 0)
			return (int)i;
	return -1;
}

bool single_is(struct str name)
{
	return find(name) >= 0;
}

int single_note(struct str name, uint32_t *seen, struct http_refusal *why)
{
	int i = find(name);

	if (i < 0)
		return 0;
	if (*seen & 1u << i)
		return http_refuse(why, 400, singles[i].repeated);
	*seen |= 1u << i;
	return 0;
}
