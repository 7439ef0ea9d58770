/* fdpass.c - SCM_RIGHTS, one descriptor a packet. See fdpass.h and unix(7). */
#include "common/base/fdpass.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define FDS_MAX 8 /* that a packet of a liar may bring */

int fdpass_pair(int fds_r[2])
{
	return socketpair(
	    AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fds_r);
}

int fdpass_send(int sock, const void *p, size_t n, int fd)
{
	union {
		struct cmsghdr align;
		char room[CMSG_SPACE(sizeof(int))];
	} control = {.room = {0}};
	struct iovec part = {.iov_len = n};
	struct msghdr msg = {.msg_iov = &part, .msg_iovlen = 1};
	ssize_t sent;

	/* iovec has no const; sendmsg only reads. */
	memcpy(&part.iov_base, &p, sizeof p);
	if (fd >= 0) {
		struct cmsghdr *c;

		msg.msg_control = control.room;
		msg.msg_controllen = sizeof control.room;
		c = CMSG_FIRSTHDR(&msg);
		c->cmsg_level = SOL_SOCKET;
		c->cmsg_type = SCM_RIGHTS;
		c->cmsg_len = CMSG_LEN(sizeof fd);
		memcpy(CMSG_DATA(c), &fd, sizeof fd);
	}
	do {
		sent = sendmsg(sock, &msg, MSG_NOSIGNAL);
	} while (sent < 0 && errno == EINTR);
	return sent < 0 ? -1 : 0;
}

/* Keeps the only descriptor, closes several. Returns how many there were. */
static size_t take_fds(struct msghdr *msg, int *fd_r)
{
	size_t n = 0;

	for (struct cmsghdr *c = CMSG_FIRSTHDR(msg); c != NULL;
	     c = CMSG_NXTHDR(msg, c)) {
		size_t here;

		if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
			continue;
		here = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
		for (size_t i = 0; i < here; i++, n++) {
			int fd;

			memcpy(&fd, CMSG_DATA(c) + i * sizeof fd, sizeof fd);
			if (n == 0)
				*fd_r = fd;
			else
				close(fd);
		}
	}
	if (n > 1) {
		close(*fd_r);
		*fd_r = -1;
	}
	return n;
}

ssize_t fdpass_recv(int sock, void *p, size_t n, int *fd_r)
{
	union {
		struct cmsghdr align;
		char room[CMSG_SPACE(FDS_MAX * sizeof(int))];
	} control;
	struct iovec part = {.iov_base = p, .iov_len = n};
	struct msghdr msg = {.msg_iov = &part,
	    .msg_iovlen = 1,
	    .msg_control = control.room,
	    .msg_controllen = sizeof control.room};
	ssize_t got;
	size_t n_fds;

	*fd_r = -1;
	do {
		got = recvmsg(sock, &msg, MSG_CMSG_CLOEXEC);
	} while (got < 0 && errno == EINTR);
	if (got < 0)
		return -1;
	n_fds = take_fds(&msg, fd_r);
	if (n_fds <= 1 && (msg.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) == 0)
		return got;
	if (*fd_r >= 0)
		close(*fd_r);
	*fd_r = -1;
	errno = EMSGSIZE;
	return -1;
}
