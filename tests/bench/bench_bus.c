/* bench_bus.c - a call and its answer over ipc, two processes, two cores.
 *
 *   bench_bus [SECONDS]     of each measurement, 1 unless said otherwise
 *
 * Ours: bus_call() to bus_serve(), with envelope, JSON check, task and arena
 * a request. Rival, in the same run: libnng's REQ and REP contexts with
 * asynchronous operations at both ends, the same number of body bytes, no
 * work at all. 1, 16 and 64 in flight, 200 B and 8 KB each way. Prints "name
 * ours rival ratio": calls a second, and CPU time a call of both processes
 * together; a ratio above 1 is ours being better. */
#include "common/base/clock.h"
#include "common/base/die.h"
#include "common/base/log.h"
#include "common/bus/bus.h"
#include "tests/bench/bus_bench.h"

#include <nng/nng.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- ours ---- */

static enum step_result echo(struct task *t)
{
	struct bus_request *r = CONTAINER_OF(t, struct bus_request, task);

	bus_answer_json(r, r->json, r->blob);
	return STEP_NEXT;
}

static task_step *const echo_steps[] = {echo, NULL};

static const struct bus_handler echo_handler = {
    .type = MSG_agent_describe,
    .steps = echo_steps,
    .request_bytes = sizeof(struct bus_request),
};

static NORETURN void serve_ours(const struct work *w)
{
	struct loop *l = loop_new();
	struct bus *b;
	struct err err = {0};

	if (bus_open(l, &(struct bus_config){.service = "echo"}, &b, &err) <
		0 ||
	    bus_serve(b, w->url, &echo_handler, 1, 1000, NULL, &err) < 0)
		quit(EX_UNAVAILABLE, "%s", err.text);
	loop_run(l);
	_exit(0);
}

struct client {
	struct loop *loop;
	struct bus *bus;
	struct meter meter;
	const struct work *work;
	struct str blob;
	unsigned active;
};

struct one {
	struct task task;
	struct client *client;
	struct bus_reply reply;
	int64_t began_us;
};

static void one_start(struct client *c);

static enum step_result one_call(struct task *t)
{
	struct one *o = CONTAINER_OF(t, struct one, task);
	struct envelope env = {
	    .type = MSG_agent_describe,
	    .user_id = 1,
	    .role = ROLE_USER,
	    .request_id = "018f0000-0000-7000-8000-000000000001",
	    .trace_id = "0af7651916cd43dd8448eb211c80319c",
	    .span_id = "b7ad6b7169203331",
	};

	o->began_us = clock_mono_us();
	bus_call(t, o->client->bus, "echo", &env, STR("{}"), o->client->blob,
	    &o->reply);
	return STEP_WAIT;
}

static enum step_result one_done(struct task *t)
{
	struct one *o = CONTAINER_OF(t, struct one, task);

	if (t->err.code != ERR_OK || o->reply.blob.n != o->client->blob.n)
		quit(EX_SOFTWARE, "a wrong answer: %s", t->err.text);
	return STEP_NEXT;
}

static task_step *const one_steps[] = {one_call, one_done, NULL};

static void one_end(struct task *t)
{
	struct one *o = CONTAINER_OF(t, struct one, task);
	struct client *c = o->client;

	c->active--;
	if (meter_call(&c->meter, o->began_us))
		one_start(c);
	else if (c->active == 0)
		meter_report(&c->meter, c->work->seconds);
}

static void one_start(struct client *c)
{
	struct arena *a = arena_new(1u << 20);
	struct one *o = ARENA_NEW(a, struct one);

	o->client = c;
	c->active++;
	task_start(&o->task, c->loop, a, one_steps, 10000, one_end);
}

static NORETURN void call_ours(const struct work *w)
{
	struct client c = {.loop = loop_new(), .work = w};
	struct bus_peer peer = {"echo", w->url, ""};
	struct bus_config config = {
	    .service = "bench", .peers = &peer, .n_peers = 1};
	struct err err = {0};

	c.blob = (struct str){xcalloc(1, w->bytes), w->bytes};
	if (bus_open(c.loop, &config, &c.bus, &err) < 0)
		quit(EX_UNAVAILABLE, "%s", err.text);
	while (!bus_is_up(c.bus, "echo", LANE_STABLE))
		loop_turn(c.loop, 10);
	meter_begin(&c.meter, w->seconds);
	for (unsigned i = 0; i < w->in_flight; i++)
		one_start(&c);
	loop_run(c.loop);
	_exit(1);
}

/* ---- the parent ---- */

static void pin(unsigned core)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(core, &set);
	/* On a machine with one core both share it. */
	(void)sched_setaffinity(0, sizeof set, &set);
}

/* Other work on the machine must not decide: a session of its own, preferred
 * by the scheduler where we may ask for that. Both sides get the same. */
static void come_first(void)
{
	FILE *f;

	(void)setsid();
	f = fopen("/proc/self/autogroup", "w");
	if (f == NULL)
		return;
	(void)fputs("-20", f);
	(void)fclose(f);
}

static pid_t start(
    const char *role, const struct work *w, unsigned core, int out)
{
	char in_flight[16], bytes[16], seconds[16];
	pid_t pid;

	snprintf(in_flight, sizeof in_flight, "%u", w->in_flight);
	snprintf(bytes, sizeof bytes, "%zu", w->bytes);
	snprintf(seconds, sizeof seconds, "%g", w->seconds);
	pid = fork();
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		come_first();
		pin(core);
		if (out >= 0)
			dup2(out, STDOUT_FILENO);
		execl("/proc/self/exe", "bench_bus", role, w->url, in_flight,
		    bytes, seconds, (char *)NULL);
		_exit(127);
	}
	return pid;
}

static double cpu_us(pid_t pid)
{
	struct rusage u;

	wait4(pid, NULL, 0, &u);
	return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1e6 +
	       (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec);
}

/* Returns the CPU time a call, both ends together. */
static double measure(const char *server, const char *client,
    const struct work *w, struct result *r)
{
	pid_t a = start(server, w, 0, -1), b;
	int pipe_fd[2];
	double us;

	if (pipe(pipe_fd) < 0)
		quit(EX_OSERR, "no pipe");
	b = start(client, w, 1, pipe_fd[1]);
	close(pipe_fd[1]);
	if (read(pipe_fd[0], r, sizeof *r) != sizeof *r)
		quit(EX_SOFTWARE, "%s failed", client);
	close(pipe_fd[0]);
	us = cpu_us(b);
	kill(a, SIGKILL);
	us += cpu_us(a);
	return us / (double)r->calls;
}

static void row(const struct work *w, const char *what, double ours,
    double rival, bool less_is_better)
{
	printf("bus_ipc_%zuB_%u_%s %.1f %.1f %.2fx\n", w->bytes, w->in_flight,
	    what, ours, rival, less_is_better ? rival / ours : ours / rival);
	fflush(stdout);
}

static void compare(size_t bytes, unsigned in_flight, double seconds)
{
	char dir[] = "/tmp/bench-bus-XXXXXX", ours_url[64], nng_url[64];
	struct work w = {
	    .in_flight = in_flight, .bytes = bytes, .seconds = seconds};
	struct result ours, nng;
	double ours_us, nng_us;

	if (mkdtemp(dir) == NULL)
		quit(EX_CANTCREAT, "no folder");
	snprintf(ours_url, sizeof ours_url, "ipc://%s/a", dir);
	snprintf(nng_url, sizeof nng_url, "ipc://%s/b", dir);
	w.url = ours_url;
	ours_us = measure("serve-ours", "call-ours", &w, &ours);
	w.url = nng_url;
	nng_us = measure("serve-nng", "call-nng", &w, &nng);
	row(&w, "calls_s", ours.calls_s, nng.calls_s, false);
	row(&w, "cpu_us", ours_us, nng_us, true);
	row(&w, "p50_us", ours.p50_us, nng.p50_us, true);
	row(&w, "p99_us", ours.p99_us, nng.p99_us, true);
	unlink(ours_url + 6);
	unlink(nng_url + 6);
	rmdir(dir);
}

static void run_role(char **argv)
{
	struct work w = {.url = argv[2],
	    .in_flight = (unsigned)atoi(argv[3]),
	    .bytes = (size_t)atol(argv[4]),
	    .seconds = atof(argv[5])};

	if (streq(argv[1], "serve-ours"))
		serve_ours(&w);
	if (streq(argv[1], "call-ours"))
		call_ours(&w);
	if (streq(argv[1], "serve-nng"))
		serve_nng(&w);
	if (streq(argv[1], "call-nng"))
		call_nng(&w);
}

int main(int argc, char **argv)
{
	static const unsigned in_flight[] = {1, 16, 64};
	static const size_t bytes[] = {200, 8192};
	double seconds = argc == 2 ? atof(argv[1]) : 1;

	log_open("bench", LOG_ERROR, STDERR_FILENO);
	if (argc == 6)
		run_role(argv);
	if (argc > 2 || seconds <= 0)
		quit(EX_USAGE, "usage: bench_bus [SECONDS]");
	printf("# bus: rival is libnng %s, contexts and aio at both ends\n",
	    nng_version());
	for (size_t b = 0; b < ARRAY_LEN(bytes); b++) {
		for (size_t i = 0; i < ARRAY_LEN(in_flight); i++)
			compare(bytes[b], in_flight[i], seconds);
	}
	return 0;
}
