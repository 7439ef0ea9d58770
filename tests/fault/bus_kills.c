/* bus_kills.c - either end is killed again and again with 64 calls in flight.
 *
 *   bus_kills [KILLS]     40 unless said otherwise
 *
 * Every call must end, with its own answer or an error that says the peer was
 * lost; afterwards no request is left and no descriptor is lost. Peers are
 * our own server and client, and programs on libnng. */
#include "tests/unit/bus/fixture.h"
#include "tests/unit/bus/nng_peer.h"

#include "common/base/clock.h"
#include "common/base/die.h"

#include "tests/unit/unit.h"

#include <stdio.h>
#include <sys/prctl.h>

#define IN_FLIGHT 64
#define ANSWERS_A_LIFE 300 /* then the peer is killed */
#define CALL_MS 20000
#define STUCK_MS 30000

/* ---- one end: callers without end ---- */

struct load {
	struct world *world;
	struct bus *bus;
	unsigned active;
	uint64_t started, ok, lost, other, wrong;
	char last_error[256];
	bool stopping;
};

struct one {
	struct task task;
	struct load *load;
	struct bus_reply reply;
	char blob[32];
};

static void one_start(struct load *l);

static enum step_result call(struct task *t)
{
	struct one *o = CONTAINER_OF(t, struct one, task);
	struct envelope env = {.type = MSG_agent_describe};
	static const struct str run =
	    STR("{\"run_id\":\"018f0000-0000-7000-8000-000000000001\","
		"\"objective\":\"look\"}");
	bool safe = o->load->started % 2 == 0;

	if (!safe)
		env.type = MSG_agent_run;
	bus_call(t, o->load->bus, "echo", &env, safe ? STR("{}") : run,
	    str_of(o->blob), &o->reply);
	return STEP_WAIT;
}

static enum step_result count(struct task *t)
{
	struct one *o = CONTAINER_OF(t, struct one, task);
	struct load *l = o->load;

	if (t->err.code == ERR_UNAVAILABLE) {
		l->lost++;
	} else if (t->err.code != ERR_OK) {
		l->other++;
		str_copy(
		    l->last_error, sizeof l->last_error, str_of(t->err.text));
	} else if (!str_eqs(o->reply.blob, o->blob)) {
		l->wrong++;
	} else {
		l->ok++;
	}
	return STEP_NEXT;
}

static task_step *const steps[] = {call, count, NULL};

static void one_end(struct task *t)
{
	struct load *l = CONTAINER_OF(t, struct one, task)->load;

	l->active--;
	if (!l->stopping)
		one_start(l);
}

static void one_start(struct load *l)
{
	struct arena *a = arena_new(1 << 16);
	struct one *o = ARENA_NEW(a, struct one);

	o->load = l;
	snprintf(o->blob, sizeof o->blob, "call %llu",
	    (unsigned long long)++l->started);
	l->active++;
	task_start(&o->task, l->world->loop, a, steps, CALL_MS, one_end);
}

/* ---- the other end, as a process of its own ---- */

static NORETURN void serve(const char *url)
{
	struct world *w = world_new();

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	rmdir(w->dir);
	w->server = world_server(w, url);
	loop_run(w->loop);
	_exit(0);
}

static NORETURN void load(const char *url)
{
	struct world *w = world_new();
	struct load l = {.world = w};

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	rmdir(w->dir);
	world_client(w, url, "", (struct bus_config){0});
	l.bus = w->client;
	for (int i = 0; i < IN_FLIGHT; i++)
		one_start(&l);
	loop_run(w->loop);
	_exit(0);
}

/* ---- the tests ---- */

static unsigned kills = 40;

static void turn_or_die(struct world *w, int64_t *until)
{
	if (clock_mono_ms() > *until)
		die("stuck for %d ms", STUCK_MS);
	loop_turn(w->loop, 20);
}

static void kill_servers(const char *what)
{
	struct world *w = world_new();
	struct load l = {.world = w};
	unsigned before;
	pid_t pid = nng_peer_start(what, w->url, NULL);
	int64_t until = clock_mono_ms() + STUCK_MS;

	world_client(w, w->url, "", (struct bus_config){0});
	l.bus = w->client;
	while (!client_is_up(w))
		turn_or_die(w, &until);
	before = open_fds();
	for (int i = 0; i < IN_FLIGHT; i++)
		one_start(&l);
	for (unsigned i = 0; i < kills; i++) {
		uint64_t enough = l.ok + ANSWERS_A_LIFE;

		until = clock_mono_ms() + STUCK_MS;
		while (l.ok < enough)
			turn_or_die(w, &until);
		nng_peer_kill(pid);
		pid = nng_peer_start(what, w->url, NULL);
	}
	l.stopping = true;
	until = clock_mono_ms() + STUCK_MS;
	while (l.active > 0 || !client_is_up(w))
		turn_or_die(w, &until);
	print_message("%s: %u kills, %llu answers, %llu lost, %llu repeated\n",
	    what, kills, (unsigned long long)l.ok, (unsigned long long)l.lost,
	    (unsigned long long)bus_counts(w->client).retries);
	if (l.other > 0)
		fail_msg("%llu other errors, the last: %s",
		    (unsigned long long)l.other, l.last_error);
	assert_int_equal(l.wrong, 0);
	assert_int_equal(l.ok + l.lost, l.started);
	assert_true(l.lost > 0);
	assert_int_equal(open_fds(), before);
	nng_peer_kill(pid);
	world_free(&w);
}

static void kill_clients(const char *what, const char *argument)
{
	struct world *w = world_new();
	unsigned before;
	int64_t until;

	world_serve(w);
	before = open_fds();
	for (unsigned i = 0; i < kills; i++) {
		unsigned enough = w->begun + ANSWERS_A_LIFE;
		pid_t pid = nng_peer_start(what, w->url, argument);

		until = clock_mono_ms() + STUCK_MS;
		while (w->begun < enough)
			turn_or_die(w, &until);
		nng_peer_kill(pid);
	}
	until = clock_mono_ms() + STUCK_MS;
	while (bus_requests_in_flight(w->server) > 0 || open_fds() > before)
		turn_or_die(w, &until);
	print_message("%s: %u kills, %u requests, %u cancelled\n", what, kills,
	    w->begun, w->cancelled);
	assert_int_equal(w->begun, w->released);
	assert_int_equal(open_fds(), before);
	world_free(&w);
}

static void killed_servers_leave_no_call_stuck(void **state)
{
	(void)state;
	kill_servers("serve");
}

static void killed_servers_of_nng_leave_no_call_stuck(void **state)
{
	(void)state;
	kill_servers("nng-rep");
}

static void killed_clients_leave_no_request_behind(void **state)
{
	(void)state;
	kill_clients("load", NULL);
}

static void killed_clients_of_nng_leave_no_request_behind(void **state)
{
	(void)state;
	kill_clients("nng-req", "1000000000");
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(killed_servers_leave_no_call_stuck),
	    cmocka_unit_test(killed_servers_of_nng_leave_no_call_stuck),
	    cmocka_unit_test(killed_clients_leave_no_request_behind),
	    cmocka_unit_test(killed_clients_of_nng_leave_no_request_behind),
	};
	int code = nng_peer_main(argc, argv);

	if (code >= 0)
		return code;
	if (argc == 3 && streq(argv[1], "serve"))
		serve(argv[2]);
	if (argc == 3 && streq(argv[1], "load"))
		load(argv[2]);
	if (argc == 2)
		kills = (unsigned)atoi(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
