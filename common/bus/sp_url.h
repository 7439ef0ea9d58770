/* sp_url.h - ipc:///path and tcp://host:port to socket addresses. */
#ifndef BUS_SP_URL_H
#define BUS_SP_URL_H

#include "common/base/err.h"
#include "common/base/str.h"
#include "common/bus/sp_frame.h"

#include <sys/socket.h>

#define SP_URL_MAX 300

struct sp_url {
	enum sp_transport transport;
	char text[SP_URL_MAX]; /* as configured, for logs */
	char host[256];        /* tcp: without brackets; "" for any address */
	uint16_t port;
	bool is_name; /* host must be looked up; addr is not filled */
	struct sockaddr_storage addr;
	socklen_t addr_bytes;
};

/* ERR_INVALID: unknown scheme, no port, a path over 107 bytes. Does not look
 * up names. */
MUST_CHECK int sp_url_parse(
    struct str text, struct sp_url *url_r, struct err *err);

/* Fills addr of a name by asking the system, which may block: for listeners
 * at start. Nothing to do for addresses. ERR_UNAVAILABLE. */
MUST_CHECK int sp_url_resolve(struct sp_url *url, struct err *err);

#endif
