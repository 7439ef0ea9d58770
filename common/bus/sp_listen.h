/* sp_listen.h - a listening socket of an SP URL: born private, cleared of what
 * a killed process left, removed only while it is ours. */
#ifndef BUS_SP_LISTEN_H
#define BUS_SP_LISTEN_H

#include "common/bus/sp_url.h"
#include "common/loop/loop.h"

struct sp_listener {
	struct sp_url url;
	int fd; /* -1: closed */
	/* Private to sp_listen.c. */
	struct watch *watch;
	uint64_t file_dev, file_ino; /* of the socket's path, when ours */
};

/* A bound and listening descriptor. ERR_INVALID, ERR_CONFLICT (in use),
 * ERR_UNAVAILABLE. */
MUST_CHECK int sp_listen(struct sp_url *url, int *fd_r, struct err *err);
/* Fills url from its text. */
MUST_CHECK int sp_listen_parse(
    const char *text, struct sp_url *url_r, struct err *err);

/* Waits for peers: fn is called when one may be accepted. fd is taken over, or
 * -1: one is made. */
MUST_CHECK int sp_listener_open(struct sp_listener *s, struct loop *l,
    const char *url, int fd, watch_fn *fn, void *arg, struct err *err);
void sp_listener_close(struct sp_listener *s);
/* The next peer's descriptor, not blocking; -1 when there is none. Out of
 * descriptors it stops waiting until sp_listener_again(). */
int sp_listener_accept(struct sp_listener *s);
void sp_listener_again(struct sp_listener *s);

#endif
