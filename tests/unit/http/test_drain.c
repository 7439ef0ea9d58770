/* test_drain.c - a kernel that has no room at one moment and has it at the
 * next: who waits for room is woken although nothing is left to be written. */
#include "tests/unit/http/fixture.h"
#include "tests/unit/unit.h"

#include <errno.h>
#include <sys/socket.h>

#define LARGE 65536

/* In place of libc's: only every third large piece finds room. */
ssize_t send(int fd, const void *p, size_t n, int flags)
{
	static unsigned calls;

	if (n > LARGE && ++calls % 3 != 0) {
		errno = EAGAIN;
		return -1;
	}
	return sendto(fd, p, n, flags, NULL, 0);
}

static void room_that_comes_between_two_writes_is_noticed(void **state)
{
	struct world *w = world_new();
	struct peer *p;

	(void)state;
	world_serve(w);
	p = peer_new(w);
	peer_sends(p, "GET /flood HTTP/1.1\r\nHost: a\r\n\r\n");
	for (int turns = 0; w->done == 0; turns++) {
		assert_true(turns < 100000);
		peer_take(p);
		loop_turn(w->loop, 5);
	}
	peer_await(p, "\r\n0\r\n\r\n");
	assert_int_equal(
	    peer_count(p, "\r\n1000\r\n"), ((size_t)64 << 20) / 4096);
	peer_free(&p);
	world_free(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(room_that_comes_between_two_writes_is_noticed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
