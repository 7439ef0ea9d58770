/* raw_peer.c - see raw_peer.h. */
#include "tests/unit/bus/raw_peer.h"

#include "common/base/clock.h"
#include "common/bus/sp_frame.h"

#include "tests/unit/unit.h"

#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>

static struct sockaddr_un address_of(const struct world *w)
{
	struct sockaddr_un un = {.sun_family = AF_UNIX};

	str_copy(un.sun_path, sizeof un.sun_path, str_of(w->url + 6));
	return un;
}

static int new_socket(void)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	assert_true(fd >= 0);
	return fd;
}

int raw_listen(struct world *w)
{
	struct sockaddr_un un = address_of(w);
	int fd = new_socket();

	unlink(un.sun_path);
	assert_int_equal(bind(fd, (struct sockaddr *)&un, sizeof un), 0);
	assert_int_equal(listen(fd, 16), 0);
	return fd;
}

int raw_connect(struct world *w)
{
	struct sockaddr_un un = address_of(w);
	int fd = new_socket();

	assert_int_equal(connect(fd, (struct sockaddr *)&un, sizeof un), 0);
	return fd;
}

int raw_accept(struct world *w, int listener)
{
	int64_t end = clock_mono_ms() + 10000;
	int fd;

	while ((fd = accept4(
		    listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) < 0) {
		assert_true(clock_mono_ms() < end);
		loop_turn(w->loop, 10);
	}
	return fd;
}

void raw_read(struct world *w, int fd, void *to, size_t n)
{
	int64_t end = clock_mono_ms() + 10000;
	char *p = to;

	while (n > 0) {
		ssize_t got = recv(fd, p, n, 0);

		assert_true(clock_mono_ms() < end);
		if (got < 0) {
			assert_int_equal(errno, EAGAIN);
			loop_turn(w->loop, 10);
			continue;
		}
		assert_true(got > 0);
		p += got;
		n -= (size_t)got;
	}
}

void raw_read_end(struct world *w, int fd)
{
	int64_t end = clock_mono_ms() + 10000;
	char trash[4096];
	ssize_t got;

	while ((got = recv(fd, trash, sizeof trash, 0)) != 0) {
		assert_true(clock_mono_ms() < end);
		if (got < 0 && errno == ECONNRESET)
			return;
		if (got < 0)
			loop_turn(w->loop, 10);
	}
}

void raw_write(struct world *w, int fd, const void *from, size_t n)
{
	int64_t end = clock_mono_ms() + 10000;
	const char *p = from;

	while (n > 0) {
		ssize_t put = send(fd, p, n, MSG_NOSIGNAL);

		assert_true(clock_mono_ms() < end);
		if (put < 0) {
			assert_int_equal(errno, EAGAIN);
			loop_turn(w->loop, 10);
			continue;
		}
		p += put;
		n -= (size_t)put;
	}
}

void raw_greet(struct world *w, int fd, char protocol)
{
	char hello[8] = {0, 'S', 'P', 0, 0, protocol, 0, 0};

	raw_write(w, fd, hello, sizeof hello);
	raw_read(w, fd, hello, sizeof hello);
	assert_memory_equal(hello, "\0SP\0\0", 5);
}

int raw_mute(struct world *w, int listener)
{
	int fd = raw_accept(w, listener);

	raw_greet(w, fd, 0x31);
	return fd;
}

size_t raw_read_frame(struct world *w, int fd, char *body, size_t max)
{
	char head[9];
	size_t n;

	raw_read(w, fd, head, sizeof head);
	assert_int_equal(head[0], 1);
	assert_int_equal(sp_get32(head + 1), 0);
	n = sp_get32(head + 5);
	assert_true(n <= max);
	raw_read(w, fd, body, n);
	return n;
}

void raw_write_frame(struct world *w, int fd, struct str body)
{
	uint8_t head[SP_HEAD_MAX];

	raw_write(w, fd, head, sp_head_write(SP_IPC, body.n, head));
	raw_write(w, fd, body.p, body.n);
}

void raw_write_message(struct world *w, int fd, struct str trace,
    const struct envelope *env, struct str json, struct str blob)
{
	struct buf b;

	buf_init(&b, 32u << 20);
	buf_add(&b, trace.p, trace.n);
	envelope_write(&b, env, json, blob);
	assert_false(buf_failed(&b));
	raw_write_frame(w, fd, (struct str){b.data, b.len});
	buf_deinit(&b);
}
