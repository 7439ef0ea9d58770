/* test_events.c - publishing and reading hints, also with libnng's own. */
#include "common/bus/events.h"
#include "tests/unit/bus/fixture.h"
#include "tests/unit/bus/nng_peer.h"

#include "common/base/clock.h"
#include "common/bus/event_wire.h"

#include "tests/unit/unit.h"

#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>

#define KEEP 600

/* A task that reads a number of events and remembers them. */
struct reader {
	struct task task;
	struct event_sub *sub;
	struct event ev;
	int64_t wait_ms;
	unsigned want, n;
	uint64_t seq[KEEP];
	char topic[KEEP][16];
	char body[KEEP][16];
	bool timed_out, done;
};

static enum step_result next(struct task *t);
static enum step_result take(struct task *t);

static enum step_result next(struct task *t)
{
	struct reader *r = CONTAINER_OF(t, struct reader, task);

	event_next(t, r->sub, r->wait_ms, &r->ev);
	return STEP_WAIT;
}

static enum step_result take(struct task *t)
{
	struct reader *r = CONTAINER_OF(t, struct reader, task);

	if (r->ev.seq == 0) {
		r->timed_out = true;
		return STEP_NEXT;
	}
	r->seq[r->n] = r->ev.seq;
	str_copy(r->topic[r->n], sizeof r->topic[0], str_of(r->ev.topic));
	str_copy(r->body[r->n], sizeof r->body[0], r->ev.body);
	if (++r->n < r->want)
		task_goto(t, next);
	return STEP_NEXT;
}

static enum step_result end(struct task *t)
{
	CONTAINER_OF(t, struct reader, task)->done = true;
	return STEP_NEXT;
}

static task_step *const steps[] = {next, take, end, NULL};

static void reader_free(struct task *t)
{
	struct reader *r = CONTAINER_OF(t, struct reader, task);

	event_sub_close(&r->sub);
}

static struct reader *reader_new(struct world *w, struct event_hub *hub,
    const char *topic, unsigned want, size_t max_queued, int64_t wait_ms)
{
	struct reader *r = calloc(1, sizeof *r);

	r->sub = event_sub_open(hub, topic, max_queued);
	r->want = want;
	r->wait_ms = wait_ms;
	task_start(
	    &r->task, w->loop, arena_new(1 << 16), steps, 20000, reader_free);
	return r;
}

static void wait_done(struct world *w, const struct reader *r)
{
	int64_t until = clock_mono_ms() + 15000;

	while (!r->done) {
		assert_true(clock_mono_ms() < until);
		loop_turn(w->loop, 20);
	}
}

static struct event_pub *publisher(struct world *w)
{
	struct event_pub *pub;
	struct err err = {0};

	if (event_pub_open(w->url, &pub, &err) < 0)
		fail_msg("%s", err.text);
	return pub;
}

static struct event_hub *hub_at(struct world *w, const char *urls)
{
	struct event_hub *hub;
	struct err err = {0};

	if (event_hub_open(w->loop, urls, &hub, &err) < 0)
		fail_msg("%s", err.text);
	return hub;
}

/* Subscribing takes a moment that nobody announces: publishes on a topic of
 * its own until it comes through. */
static void settle(
    struct world *w, struct event_pub *pub, struct event_hub *hub)
{
	struct reader *r = reader_new(w, hub, "settle", 1, 10, 15000);

	while (!r->done) {
		event_publish(pub, "settle", 1, STR(""));
		loop_turn(w->loop, 5);
	}
	free(r);
}

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

/* ---- the tests ---- */

static unsigned threads(void)
{
	DIR *dir = opendir("/proc/self/task");
	unsigned n = 0;

	for (struct dirent *e; (e = readdir(dir)) != NULL;)
		n += e->d_name[0] != '.';
	closedir(dir);
	return n;
}

/* First: no other test has touched libnng yet. */
static void only_pub_and_sub_make_threads(void **state)
{
	struct world *w = *state;
	struct event_pub *pub;
	unsigned before = threads();
	struct caller c;

	world_serve(w);
	world_client(w, w->url, "", (struct bus_config){0});
	caller_start(&c, w, "x", 5000);
	world_wait(w, 1);
	assert_int_equal(threads(), before);
	bus_close(&w->server);
	pub = publisher(w);
	assert_true(threads() > before);
	event_pub_close(&pub);
}

/* Threads of libnng must leave our signals to the loop. */
static void nng_threads_take_no_signals(void **state)
{
	DIR *dir = opendir("/proc/self/task");
	unsigned seen = 0;

	(void)state;
	for (struct dirent *e; (e = readdir(dir)) != NULL;) {
		char path[300], line[200];
		unsigned long long blocked = 0;
		FILE *f;

		if (e->d_name[0] == '.' || atoi(e->d_name) == getpid())
			continue;
		snprintf(
		    path, sizeof path, "/proc/self/task/%s/status", e->d_name);
		f = fopen(path, "r");
		assert_non_null(f);
		while (fgets(line, sizeof line, f) != NULL)
			sscanf(line, "SigBlk: %llx", &blocked);
		fclose(f);
		/* TERM, HUP, CHLD, INT */
		if ((blocked & (1ull << (SIGTERM - 1))) == 0)
			continue; /* a sanitizer's own thread */
		assert_true(blocked & (1ull << (SIGHUP - 1)));
		assert_true(blocked & (1ull << (SIGCHLD - 1)));
		assert_true(blocked & (1ull << (SIGINT - 1)));
		seen++;
	}
	closedir(dir);
	assert_true(seen > 0);
}

static void events_arrive_in_order_with_their_numbers(void **state)
{
	struct world *w = *state;
	struct event_pub *pub = publisher(w);
	struct event_hub *hub = hub_at(w, w->url);
	struct reader *r;

	r = reader_new(w, hub, "mail.7", 500, 1000, 15000);
	settle(w, pub, hub);
	for (uint64_t seq = 1; seq <= 500; seq++) {
		char body[16];

		snprintf(body, sizeof body, "b%u", (unsigned)seq);
		event_publish(pub, "mail.70", seq, STR("not for us"));
		event_publish(pub, "mail.7", seq, str_of(body));
	}
	wait_done(w, r);
	for (unsigned i = 0; i < 500; i++) {
		char body[16];

		snprintf(body, sizeof body, "b%u", i + 1);
		assert_int_equal(r->seq[i], i + 1);
		assert_string_equal(r->topic[i], "mail.7");
		assert_string_equal(r->body[i], body);
	}
	free(r);
	event_hub_close(&hub);
	event_pub_close(&pub);
}

static void a_prefix_reader_hears_all_topics_below_it(void **state)
{
	struct world *w = *state;
	struct event_pub *pub = publisher(w);
	struct event_hub *hub = hub_at(w, w->url);
	struct reader *r = reader_new(w, hub, "flag.*", 2, 10, 15000);
	struct reader *twin = reader_new(w, hub, "flag.*", 1, 10, 15000);
	struct reader *exact = reader_new(w, hub, "flag.b", 1, 10, 15000);

	settle(w, pub, hub);
	event_publish(pub, "flag", 1, STR("no"));
	event_publish(pub, "flag.a", 1, STR("a"));
	wait_done(w, twin); /* its going must not unsubscribe the other */
	event_publish(pub, "flag.b", 1, STR("b"));
	wait_done(w, r);
	wait_done(w, exact);
	assert_string_equal(r->topic[0], "flag.a");
	assert_string_equal(r->topic[1], "flag.b");
	assert_string_equal(exact->body[0], "b");
	free(r);
	free(twin);
	free(exact);
	event_hub_close(&hub);
	event_pub_close(&pub);
}

static void a_wait_ends_after_its_time(void **state)
{
	struct world *w = *state;
	struct event_pub *pub = publisher(w);
	struct event_hub *hub = hub_at(w, w->url);
	struct reader *r = reader_new(w, hub, "nothing", 1, 10, 20);

	wait_done(w, r);
	assert_true(r->timed_out);
	assert_int_equal(r->n, 0);
	free(r);
	event_hub_close(&hub);
	event_pub_close(&pub);
}

static void a_full_reader_loses_the_oldest(void **state)
{
	struct world *w = *state;
	struct event_pub *pub = publisher(w);
	struct event_hub *hub = hub_at(w, w->url);
	struct event_sub *idle = event_sub_open(hub, "t", 10);
	struct reader *r, *last;

	last = reader_new(w, hub, "last", 1, 10, 15000);
	settle(w, pub, hub);
	for (uint64_t seq = 1; seq <= 100; seq++)
		event_publish(pub, "t", seq, STR("x"));
	event_publish(pub, "last", 1, STR("x"));
	wait_done(w, last);
	r = calloc(1, sizeof *r);
	r->sub = idle;
	r->want = 11;
	r->wait_ms = 30;
	task_start(
	    &r->task, w->loop, arena_new(1 << 16), steps, 20000, reader_free);
	wait_done(w, r);
	assert_int_equal(r->n, 10);
	assert_int_equal(r->seq[0], 91);
	assert_int_equal(r->seq[9], 100);
	free(r);
	free(last);
	event_hub_close(&hub);
	event_pub_close(&pub);
}

static void hundreds_of_topics_have_a_reader_each(void **state)
{
	enum { N = 300 };
	struct world *w = *state;
	struct event_pub *pub = publisher(w);
	struct event_hub *hub = hub_at(w, w->url);
	struct reader *r[N];
	char topic[32];

	for (unsigned i = 0; i < N; i++) {
		snprintf(topic, sizeof topic, "chat.%u", i);
		r[i] = reader_new(w, hub, topic, 2, 10, 15000);
	}
	settle(w, pub, hub);
	for (uint64_t seq = 1; seq <= 2; seq++) {
		for (unsigned i = 0; i < N; i++) {
			snprintf(topic, sizeof topic, "chat.%u", i);
			event_publish(pub, topic, seq, str_of(topic + 5));
		}
	}
	for (unsigned i = 0; i < N; i++) {
		wait_done(w, r[i]);
		snprintf(topic, sizeof topic, "%u", i);
		assert_string_equal(r[i]->body[0], topic);
		assert_string_equal(r[i]->body[1], topic);
		free(r[i]);
	}
	event_hub_close(&hub);
	event_pub_close(&pub);
}

static void cancelling_the_task_ends_its_wait(void **state)
{
	struct world *w = *state;
	struct event_pub *pub = publisher(w);
	struct event_hub *hub = hub_at(w, w->url);
	struct reader *r = reader_new(w, hub, "t", 1, 10, 15000);

	settle(w, pub, hub);
	event_publish(pub, "t", 1, STR("x"));
	task_cancel(&r->task);
	world_turn_for(w, 20);
	assert_false(r->done);
	free(r);
	event_hub_close(&hub);
	event_pub_close(&pub);
}

static void an_address_in_use_or_wrong_is_said(void **state)
{
	struct world *w = *state;
	struct event_pub *pub = publisher(w), *second;
	struct event_hub *hub;
	struct err err = {0};
	struct stat st;

	assert_int_equal(stat(w->url + 6, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(event_pub_open(w->url, &second, &err), -1);
	assert_int_equal(err.code, ERR_CONFLICT);
	assert_int_equal(event_pub_open("http://x", &second, &err), -1);
	assert_int_equal(err.code, ERR_INVALID);
	assert_int_equal(event_hub_open(w->loop, "ipc:///a,x", &hub, &err), -1);
	assert_int_equal(err.code, ERR_INVALID);
	event_pub_close(&pub);
}

static void a_reader_survives_killed_publishers_of_nng(void **state)
{
	struct world *w = *state;
	struct event_hub *hub = hub_at(w, w->url);

	for (int i = 0; i < 3; i++) {
		pid_t pid = nng_peer_start("nng-pub", w->url, NULL);
		struct reader *r = reader_new(w, hub, "tick", 20, 100, 15000);

		wait_done(w, r);
		assert_int_equal(r->n, 20);
		assert_int_equal(r->seq[19], r->seq[0] + 19);
		assert_string_equal(r->body[0], "body");
		free(r);
		nng_peer_kill(pid);
	}
	event_hub_close(&hub);
}

static void a_subscriber_of_nng_hears_us(void **state)
{
	struct world *w = *state;
	struct event_pub *pub = publisher(w);
	pid_t pid = nng_peer_start("nng-sub", w->url, NULL);
	int64_t until = clock_mono_ms() + 15000;
	uint64_t seq = 1;
	int code;

	while ((code = nng_peer_ended(pid)) == -1) {
		assert_true(clock_mono_ms() < until);
		event_publish(pub, "tock", seq++, STR("hint"));
		world_turn_for(w, 2);
	}
	assert_int_equal(code, 0);
	event_pub_close(&pub);
}

#define WORLD_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    WORLD_TEST(only_pub_and_sub_make_threads),
	    WORLD_TEST(nng_threads_take_no_signals),
	    WORLD_TEST(events_arrive_in_order_with_their_numbers),
	    WORLD_TEST(a_prefix_reader_hears_all_topics_below_it),
	    WORLD_TEST(a_wait_ends_after_its_time),
	    WORLD_TEST(a_full_reader_loses_the_oldest),
	    WORLD_TEST(hundreds_of_topics_have_a_reader_each),
	    WORLD_TEST(cancelling_the_task_ends_its_wait),
	    WORLD_TEST(an_address_in_use_or_wrong_is_said),
	    WORLD_TEST(a_reader_survives_killed_publishers_of_nng),
	    WORLD_TEST(a_subscriber_of_nng_hears_us),
	};
	int code = nng_peer_main(argc, argv);

	if (code >= 0)
		return code;
	/* libnng's sockets stay open until the end: leave without its exit
	 * handlers, as the daemons do. */
	code = cmocka_run_group_tests(tests, NULL, NULL);
	fflush(NULL);
	_exit(code);
}
