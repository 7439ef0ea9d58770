/* test_interop.c - programs on libnng call us and are called, both ways. */
#include "tests/unit/bus/fixture.h"
#include "tests/unit/bus/nng_peer.h"

#include "common/base/clock.h"

#include "tests/unit/unit.h"

#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>

static int setup(void **state)
{
	*state = world_new();
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;

	world_free(&w);
	return 0;
}

/* A port that was free a moment ago. */
static void tcp_url(char *url, size_t bytes)
{
	struct sockaddr_in in = {.sin_family = AF_INET};
	socklen_t n = sizeof in;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(bind(fd, (struct sockaddr *)&in, sizeof in), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&in, &n), 0);
	close(fd);
	snprintf(url, bytes, "tcp://127.0.0.1:%u", ntohs(in.sin_port));
}

static void wait_for_exit(struct world *w, pid_t pid)
{
	int64_t end = clock_mono_ms() + 15000;
	int code;

	while ((code = nng_peer_ended(pid)) == -1) {
		assert_true(clock_mono_ms() < end);
		loop_turn(w->loop, 20);
	}
	assert_int_equal(code, 0);
}

/* ---- our client, libnng's server ---- */

static void call_nng(struct world *w, const char *url)
{
	struct caller c[200];
	pid_t pid = nng_peer_start("nng-rep", url, NULL);
	char *big = calloc(1, 500001);

	memset(big, 'b', 500000);
	world_client(w, url, "", (struct bus_config){0});
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		caller_start(&c[i], w, i % 50 == 7 ? big : "hello nng", 9000);
	world_wait(w, ARRAY_LEN(c));
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		if (c[i].err.code != ERR_OK)
			fail_msg("call %zu: %s", i, c[i].err.text);
		assert_int_equal(c[i].blob_r_bytes,
		    i % 50 == 7 ? 500000 : strlen("hello nng"));
	}
	nng_peer_kill(pid);
	free(big);
}

static void our_calls_are_answered_by_nng_over_ipc(void **state)
{
	struct world *w = *state;

	call_nng(w, w->url);
}

static void our_calls_are_answered_by_nng_over_tcp(void **state)
{
	char url[64];

	tcp_url(url, sizeof url);
	call_nng(*state, url);
}

/* ---- libnng's client, our server ---- */

static void nng_calls_are_answered_by_us_over_ipc(void **state)
{
	struct world *w = *state;

	world_serve(w);
	wait_for_exit(w, nng_peer_start("nng-req", w->url, "500"));
	assert_int_equal(w->begun, 500);
}

static void nng_calls_are_answered_by_us_over_tcp(void **state)
{
	struct world *w = *state;
	char url[64];

	tcp_url(url, sizeof url);
	w->server = world_server(w, url);
	wait_for_exit(w, nng_peer_start("nng-req", url, "500"));
	assert_int_equal(w->begun, 500);
}

/* ---- devices ---- */

static void calls_pass_a_device_of_nng(void **state)
{
	struct world *w = *state;
	char front[120];
	struct caller c[50];
	pid_t device;

	snprintf(front, sizeof front, "%s-front", w->url);
	world_serve(w);
	device = nng_peer_start("nng-device", front, w->url);
	world_client(w, front, "", (struct bus_config){0});
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		caller_start(&c[i], w, i % 2 ? "sleep 5" : "x", 9000);
	world_wait(w, ARRAY_LEN(c));
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		assert_int_equal(c[i].err.code, ERR_OK);
		assert_string_equal(c[i].blob_r, i % 2 ? "sleep 5" : "x");
	}
	nng_peer_kill(device);
}

static void a_killed_nng_server_is_found_again(void **state)
{
	struct world *w = *state;
	struct caller c[2];
	pid_t pid = nng_peer_start("nng-rep", w->url, NULL);

	world_client(w, w->url, "", (struct bus_config){0});
	caller_start(&c[0], w, "one", 9000);
	world_wait(w, 1);
	assert_string_equal(c[0].blob_r, "one");
	nng_peer_kill(pid);
	pid = nng_peer_start("nng-rep", w->url, NULL);
	caller_start(&c[1], w, "two", 9000);
	world_wait(w, 2);
	assert_string_equal(c[1].blob_r, "two");
	nng_peer_kill(pid);
}

#define WORLD_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    WORLD_TEST(our_calls_are_answered_by_nng_over_ipc),
	    WORLD_TEST(our_calls_are_answered_by_nng_over_tcp),
	    WORLD_TEST(nng_calls_are_answered_by_us_over_ipc),
	    WORLD_TEST(nng_calls_are_answered_by_us_over_tcp),
	    WORLD_TEST(calls_pass_a_device_of_nng),
	    WORLD_TEST(a_killed_nng_server_is_found_again),
	};
	int code = nng_peer_main(argc, argv);

	if (code >= 0)
		return code;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
