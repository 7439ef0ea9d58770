/* listen.c - listening sockets. See listen.h. */
#include "common/http/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define BACKLOG 4096

union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
	struct sockaddr_un local;
	struct sockaddr_storage room;
};

static int parse_tcp(
    const char *listen, union address *a, socklen_t *len_r, struct err *err)
{
	const char *colon = strrchr(listen, ':');
	struct str host;
	char text[64];
	int64_t port;

	if (colon == NULL || str_to_i64(str_of(colon + 1), 0, 65535, &port) < 0)
		return err_set(
		    err, ERR_INVALID, "%s: not an address and a port", listen);
	host = (struct str){listen, (size_t)(colon - listen)};
	if (str_starts(host, "[") && str_ends(host, "]")) {
		host.p++;
		host.n -= 2;
		if (str_copy(text, sizeof text, host) &&
		    inet_pton(AF_INET6, text, &a->v6.sin6_addr) == 1) {
			a->v6.sin6_family = AF_INET6;
			a->v6.sin6_port = htons((uint16_t)port);
			*len_r = sizeof a->v6;
			return 0;
		}
	} else {
		if (host.n == 0 || str_eqs(host, "*"))
			host = STR("0.0.0.0");
		if (str_eqs(host, "localhost"))
			host = STR("127.0.0.1");
		if (str_copy(text, sizeof text, host) &&
		    inet_pton(AF_INET, text, &a->v4.sin_addr) == 1) {
			a->v4.sin_family = AF_INET;
			a->v4.sin_port = htons((uint16_t)port);
			*len_r = sizeof a->v4;
			return 0;
		}
	}
	return err_set(err, ERR_INVALID, "%s: not a numeric address", listen);
}

static int parse_unix(
    const char *path, union address *a, socklen_t *len_r, struct err *err)
{
	if (path[0] == '\0' || !str_copy(a->local.sun_path,
				   sizeof a->local.sun_path, str_of(path)))
		return err_set(err, ERR_INVALID,
		    "%s: a socket's path has 1 to 107 bytes", path);
	a->local.sun_family = AF_UNIX;
	*len_r = sizeof a->local;
	return 0;
}

/* A socket file that nobody listens on is left over from a crash. */
static void remove_stale(const union address *a, socklen_t len)
{
	struct stat st;
	int fd;

	if (lstat(a->local.sun_path, &st) < 0 || !S_ISSOCK(st.st_mode))
		return;
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return;
	if (connect(fd, &a->any, len) < 0 && errno == ECONNREFUSED)
		unlink(a->local.sun_path);
	close(fd);
}

/* The file of an inherited socket is its opener's. */
static void note_name(
    struct http_server *s, const union address *bound, bool inherited)
{
	struct stat st;

	if (bound->any.sa_family == AF_INET) {
		s->port = ntohs(bound->v4.sin_port);
	} else if (bound->any.sa_family == AF_INET6) {
		s->port = ntohs(bound->v6.sin6_port);
	} else if (!inherited) {
		str_copy(s->unix_path, sizeof s->unix_path,
		    str_of(s->config.listen + strlen("unix:")));
		if (lstat(s->unix_path, &st) == 0)
			s->unix_ino = st.st_ino;
	}
}

/* Accepted sockets inherit these from the listening one. */
static void set_options(int fd, int family)
{
	int on = 1;

	if (family == AF_UNIX)
		return;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

static int parse_address(
    const char *where, union address *a, socklen_t *len_r, struct err *err)
{
	*a = (union address){.room = {.ss_family = AF_UNSPEC}};
	if (str_starts(str_of(where), "unix:"))
		return parse_unix(where + strlen("unix:"), a, len_r, err);
	return parse_tcp(where, a, len_r, err);
}

int http_listen(const char *where, int *fd_r, struct err *err)
{
	union address a;
	socklen_t len = 0;
	int fd;

	if (parse_address(where, &a, &len, err) < 0)
		return -1;
	if (a.any.sa_family == AF_UNIX)
		remove_stale(&a, len);
	fd = socket(
	    a.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return err_set(err, ERR_UNAVAILABLE, "%s: %m", where);
	set_options(fd, a.any.sa_family);
	if (bind(fd, &a.any, len) < 0 || listen(fd, BACKLOG) < 0) {
		bool taken = errno == EADDRINUSE;

		err_set(err, taken ? ERR_CONFLICT : ERR_UNAVAILABLE,
		    "listen on %s: %m", where);
		close(fd);
		return -1;
	}
	*fd_r = fd;
	return 0;
}

static bool is_same(const union address *a, const union address *b)
{
	if (a->any.sa_family != b->any.sa_family)
		return false;
	if (a->any.sa_family == AF_INET)
		return a->v4.sin_addr.s_addr == b->v4.sin_addr.s_addr &&
		       (a->v4.sin_port == b->v4.sin_port ||
			   b->v4.sin_port == 0);
	if (a->any.sa_family == AF_INET6)
		return memcmp(&a->v6.sin6_addr, &b->v6.sin6_addr,
			   sizeof a->v6.sin6_addr) == 0 &&
		       (a->v6.sin6_port == b->v6.sin6_port ||
			   b->v6.sin6_port == 0);
	return streq(a->local.sun_path, b->local.sun_path);
}

/* What was opened for us must be where we are told to listen. */
static int check_inherited(struct http_server *s, struct err *err)
{
	union address is = {.room = {.ss_family = AF_UNSPEC}}, wanted;
	socklen_t len = sizeof is;

	if (parse_address(s->config.listen, &wanted, &(socklen_t){0}, err) < 0)
		return -1;
	if (getsockname(s->config.listen_fd, &is.any, &len) < 0)
		return err_set(err, ERR_UNAVAILABLE,
		    "the listening socket that was given: %m");
	if (!is_same(&is, &wanted))
		return err_set(err, ERR_INVALID,
		    "%s is not where this service listens: an address changes "
		    "by a restart only",
		    s->config.listen);
	return 0;
}

int listen_open(struct http_server *s, struct err *err)
{
	bool inherited = s->config.listen_fd > 0;
	union address a = {.room = {.ss_family = AF_UNSPEC}};
	socklen_t len = sizeof a;

	if (inherited && check_inherited(s, err) < 0)
		return -1;
	if (inherited)
		s->fd = s->config.listen_fd;
	else if (http_listen(s->config.listen, &s->fd, err) < 0)
		return -1;
	getsockname(s->fd, &a.any, &len);
	note_name(s, &a, inherited);
	return 0;
}

void listen_close(struct http_server *s)
{
	struct stat st;

	if (s->fd >= 0)
		close(s->fd);
	s->fd = -1;
	if (s->unix_path[0] != '\0' && lstat(s->unix_path, &st) == 0 &&
	    st.st_ino == s->unix_ino)
		unlink(s->unix_path);
	s->unix_path[0] = '\0';
}

int listen_accept(int listen_fd, char *peer, size_t peer_bytes)
{
	union address a;
	socklen_t len = sizeof a;
	int fd = accept4(listen_fd, &a.any, &len, SOCK_NONBLOCK | SOCK_CLOEXEC);

	if (fd < 0)
		return -1;
	str_copy(peer, peer_bytes, STR("unix"));
	if (a.any.sa_family == AF_INET)
		inet_ntop(AF_INET, &a.v4.sin_addr, peer, (socklen_t)peer_bytes);
	else if (a.any.sa_family == AF_INET6)
		inet_ntop(
		    AF_INET6, &a.v6.sin6_addr, peer, (socklen_t)peer_bytes);
	return fd;
}
