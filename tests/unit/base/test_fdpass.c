/* test_fdpass.c - packets and descriptors between processes. */
#include "common/base/fdpass.h"

#include "tests/unit/unit.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

static int pair[2];

static int set_up(void **state)
{
	(void)state;
	return fdpass_pair(pair);
}

static int tear_down(void **state)
{
	(void)state;
	close(pair[0]);
	close(pair[1]);
	return 0;
}

/* Both ends of a pipe; the writing one is open somewhere until EOF is read. */
static bool is_closed_everywhere(int reading)
{
	char byte;

	return read(reading, &byte, 1) == 0;
}

static void a_descriptor_comes_with_its_packet(void **state)
{
	int ends[2], got;
	char text[8];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(fdpass_send(pair[0], "ab", 2, ends[1]), 0);
	assert_int_equal(fdpass_send(pair[0], "c", 1, -1), 0);
	close(ends[1]);
	assert_int_equal(fdpass_recv(pair[1], text, sizeof text, &got), 2);
	assert_true(got >= 0);
	assert_int_equal(fcntl(got, F_GETFD), FD_CLOEXEC);
	assert_int_equal(write(got, "x", 1), 1);
	close(got);
	assert_int_equal(read(ends[0], text, 1), 1);
	assert_true(is_closed_everywhere(ends[0]));
	assert_int_equal(fdpass_recv(pair[1], text, sizeof text, &got), 1);
	assert_int_equal(got, -1);
	assert_int_equal(fdpass_recv(pair[1], text, sizeof text, &got), -1);
	assert_int_equal(errno, EAGAIN);
	close(ends[0]);
}

static void a_packet_that_is_too_long_is_refused(void **state)
{
	int ends[2], got;
	char text[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(fdpass_send(pair[0], "abc", 3, ends[1]), 0);
	close(ends[1]);
	assert_int_equal(fdpass_recv(pair[1], text, sizeof text, &got), -1);
	assert_int_equal(errno, EMSGSIZE);
	assert_int_equal(got, -1);
	assert_true(is_closed_everywhere(ends[0]));
	close(ends[0]);
}

static void several_descriptors_are_refused_and_closed(void **state)
{
	union {
		struct cmsghdr align;
		char room[CMSG_SPACE(2 * sizeof(int))];
	} control = {.room = {0}};
	char byte = 'x';
	struct iovec part = {.iov_base = &byte, .iov_len = 1};
	struct msghdr msg = {.msg_iov = &part,
	    .msg_iovlen = 1,
	    .msg_control = control.room,
	    .msg_controllen = sizeof control.room};
	struct cmsghdr *c = CMSG_FIRSTHDR(&msg);
	int ends[2], two[2], got;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	two[0] = two[1] = ends[1];
	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(sizeof two);
	memcpy(CMSG_DATA(c), two, sizeof two);
	assert_int_equal(sendmsg(pair[0], &msg, 0), 1);
	close(ends[1]);
	assert_int_equal(fdpass_recv(pair[1], &byte, 1, &got), -1);
	assert_int_equal(errno, EMSGSIZE);
	assert_true(is_closed_everywhere(ends[0]));
	close(ends[0]);
}

static void the_end_is_told(void **state)
{
	char text[2];
	int got;

	(void)state;
	close(pair[0]);
	assert_int_equal(fdpass_recv(pair[1], text, sizeof text, &got), 0);
	assert_int_equal(fdpass_send(pair[1], "a", 1, -1), -1);
	assert_int_equal(errno, EPIPE);
	pair[0] = dup(pair[1]);
}

#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(a_descriptor_comes_with_its_packet),
	    T(a_packet_that_is_too_long_is_refused),
	    T(several_descriptors_are_refused_and_closed),
	    T(the_end_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
