/* fdpass.h - packets with a descriptor along, over a Unix SEQPACKET socket. */
#ifndef BASE_FDPASS_H
#define BASE_FDPASS_H

#include "common/base/base.h"

#include <sys/types.h>

/* A pair of connected sockets, both close-on-exec and non-blocking. */
MUST_CHECK int fdpass_pair(int fds_r[2]);

/* Sends the whole packet, and fd with it unless that is -1; the caller keeps
 * its own fd. 0, or -1 and errno: EAGAIN and ETOOMANYREFS may be tried again,
 * the latter after a while. */
MUST_CHECK int fdpass_send(int sock, const void *p, size_t n, int fd);

/* The next packet: its length, 0 at the end, or -1 and errno. *fd_r is the
 * descriptor that came with it (the caller's from now on), or -1. EMSGSIZE: a
 * packet longer than n bytes, or more than one descriptor; it is gone. */
MUST_CHECK ssize_t fdpass_recv(int sock, void *p, size_t n, int *fd_r);

#endif
