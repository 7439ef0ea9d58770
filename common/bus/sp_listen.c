/* sp_listen.c - listening sockets. See sp_listen.h. */
#include "common/bus/sp_listen.h"

#include "common/base/log.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define BACKLOG 511

/* A socket file that nobody accepts on is left over from a killed process. */
static int clear_stale(const struct sp_url *url, struct err *err)
{
	const struct sockaddr_un *un =
	    (const struct sockaddr_un *)(const void *)&url->addr;
	struct stat st;
	int fd, rc, number;

	if (lstat(un->sun_path, &st) < 0)
		return 0; /* nothing there; bind says the rest */
	if (!S_ISSOCK(st.st_mode))
		return err_set(
		    err, ERR_CONFLICT, "%s: not a socket", url->text);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return err_set(
		    err, ERR_UNAVAILABLE, "%s: %s", url->text, strerror(errno));
	rc = connect(fd, (const struct sockaddr *)&url->addr, url->addr_bytes);
	number = errno;
	close(fd);
	if (rc == 0 || number != ECONNREFUSED)
		return err_set(err, ERR_CONFLICT, "%s: %s", url->text,
		    rc == 0 ? "in use" : strerror(number));
	unlink(un->sun_path);
	return 0;
}

static int bind_url(const struct sp_url *url, int fd, struct err *err)
{
	int on = 1;

	if (url->transport == SP_IPC) {
		/* The file is born with the mode of the descriptor, so that
		 * nobody else can slip in before a chmod. */
		if (clear_stale(url, err) < 0)
			return -1;
		if (fchmod(fd, 0600) < 0)
			return err_set(err, ERR_UNAVAILABLE, "%s: %s",
			    url->text, strerror(errno));
	} else {
		setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	}
	if (bind(fd, (const struct sockaddr *)&url->addr, url->addr_bytes) ==
		0 &&
	    listen(fd, BACKLOG) == 0)
		return 0;
	return err_set(err,
	    errno == EADDRINUSE ? ERR_CONFLICT : ERR_UNAVAILABLE, "%s: %s",
	    url->text, strerror(errno));
}

static void remember_file(struct sp_listener *s)
{
	const struct sockaddr_un *un =
	    (const struct sockaddr_un *)(const void *)&s->url.addr;
	struct stat st;

	if (s->url.transport == SP_IPC && stat(un->sun_path, &st) == 0) {
		s->file_dev = (uint64_t)st.st_dev;
		s->file_ino = (uint64_t)st.st_ino;
	}
}

/* Only our own file: a successor may have put its own in place. */
static void remove_file(const struct sp_listener *s)
{
	const struct sockaddr_un *un =
	    (const struct sockaddr_un *)(const void *)&s->url.addr;
	struct stat st;

	if (s->url.transport == SP_IPC && stat(un->sun_path, &st) == 0 &&
	    (uint64_t)st.st_dev == s->file_dev &&
	    (uint64_t)st.st_ino == s->file_ino)
		unlink(un->sun_path);
}

int sp_listen(struct sp_url *url, int *fd_r, struct err *err)
{
	int fd = socket(
	    url->addr.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return err_set(err, ERR_UNAVAILABLE, "listen: %s: %s",
		    url->text, strerror(errno));
	if (bind_url(url, fd, err) < 0) {
		close(fd);
		return err_wrap(err, "listen");
	}
	*fd_r = fd;
	return 0;
}

int sp_listen_parse(const char *text, struct sp_url *url_r, struct err *err)
{
	if (sp_url_parse(str_of(text), url_r, err) < 0 ||
	    sp_url_resolve(url_r, err) < 0)
		return err_wrap(err, "listen");
	return 0;
}

int sp_listener_open(struct sp_listener *s, struct loop *l, const char *url,
    int fd, watch_fn *fn, void *arg, struct err *err)
{
	bool ours = fd < 0;

	memset(s, 0, sizeof *s);
	s->fd = -1;
	if (sp_listen_parse(url, &s->url, err) < 0 ||
	    (ours && sp_listen(&s->url, &fd, err) < 0))
		return -1;
	s->fd = fd;
	if (ours)
		remember_file(s);
	s->watch = watch_new(l, fd, fn, arg);
	watch_set(s->watch, WATCH_READ);
	return 0;
}

void sp_listener_close(struct sp_listener *s)
{
	if (s->fd < 0)
		return;
	watch_free(&s->watch);
	remove_file(s);
	close(s->fd);
	s->fd = -1;
}

static void tune(const struct sp_listener *s, int fd)
{
	int on = 1;

	if (s->url.transport != SP_TCP)
		return;
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
}

int sp_listener_accept(struct sp_listener *s)
{
	int fd = accept4(s->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

	if (fd >= 0) {
		tune(s, fd);
	} else if (errno != EAGAIN && errno != ECONNABORTED && errno != EINTR) {
		log_error("can't accept", LOG_S("url", s->url.text),
		    LOG_S("error", strerror(errno)));
		watch_set(s->watch, WATCH_NONE);
	}
	return fd;
}

void sp_listener_again(struct sp_listener *s)
{
	if (s->watch != NULL)
		watch_set(s->watch, WATCH_READ);
}
