/* test_events.c - publishing and reading hints. */
#include "tests/unit/bus/event_reader.h"

#include "tests/unit/unit.h"

#include <dirent.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

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

static void nothing_here_makes_threads(void **state)
{
	struct world *w = *state;
	unsigned before = threads();
	struct event_pub *pub = reader_pub(w);
	struct event_hub *hub = reader_hub(w, w->url);

	reader_settle(w, pub, hub);
	assert_int_equal(threads(), before);
	event_hub_close(&hub);
	event_pub_close(&pub);
}

static int connect_to(const struct world *w)
{
	struct sockaddr_un un = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	str_copy(un.sun_path, sizeof un.sun_path, str_of(w->url + 6));
	assert_int_equal(connect(fd, (struct sockaddr *)&un, sizeof un), 0);
	return fd;
}

static const char hello[] = "\0SP\0\0\x21\0";

/* One that reads nothing: the others hear all, and nothing piles up. */
static void a_subscriber_that_hangs_loses_alone(void **state)
{
	enum { N = 200, BYTES = 60000 };
	struct world *w = *state;
	struct event_pub *pub = reader_pub(w);
	struct event_hub *hub = reader_hub(w, w->url);
	struct reader *r = reader_new(w, hub, "big", N, 1000, 15000);
	char *body = calloc(1, BYTES);
	int fd = connect_to(w);

	assert_int_equal(write(fd, hello, 8), 8);
	reader_settle(w, pub, hub);
	for (uint64_t seq = 1; seq <= N; seq++) {
		event_publish(pub, "big", seq, (struct str){body, BYTES});
		loop_turn(w->loop, 1);
	}
	reader_wait(w, r);
	assert_int_equal(r->n, N);
	assert_int_equal(r->seq[N - 1], N);
	close(fd);
	free(body);
	free(r);
	event_hub_close(&hub);
	event_pub_close(&pub);
}

static void a_subscriber_that_talks_is_sent_away(void **state)
{
	struct world *w = *state;
	struct event_pub *pub = reader_pub(w);
	char byte[16];
	int fd = connect_to(w);

	assert_int_equal(write(fd, hello, 8), 8);
	world_turn_for(w, 20);
	assert_int_equal(recv(fd, byte, 8, MSG_DONTWAIT), 8);
	assert_int_equal(write(fd, "\1\0\0\0\0\0\0\0\1x", 10), 10);
	world_turn_for(w, 50);
	assert_int_equal(recv(fd, byte, 1, MSG_DONTWAIT), 0);
	close(fd);
	event_pub_close(&pub);
}

static void events_arrive_in_order_with_their_numbers(void **state)
{
	struct world *w = *state;
	struct event_pub *pub = reader_pub(w);
	struct event_hub *hub = reader_hub(w, w->url);
	struct reader *r;

	r = reader_new(w, hub, "mail.7", 500, 1000, 15000);
	reader_settle(w, pub, hub);
	for (uint64_t seq = 1; seq <= 500; seq++) {
		char body[16];

		snprintf(body, sizeof body, "b%u", (unsigned)seq);
		event_publish(pub, "mail.70", seq, STR("not for us"));
		event_publish(pub, "mail.7", seq, str_of(body));
	}
	reader_wait(w, r);
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
	struct event_pub *pub = reader_pub(w);
	struct event_hub *hub = reader_hub(w, w->url);
	struct reader *r = reader_new(w, hub, "flag.*", 2, 10, 15000);
	struct reader *twin = reader_new(w, hub, "flag.*", 1, 10, 15000);
	struct reader *exact = reader_new(w, hub, "flag.b", 1, 10, 15000);

	reader_settle(w, pub, hub);
	event_publish(pub, "flag", 1, STR("no"));
	event_publish(pub, "flag.a", 1, STR("a"));
	reader_wait(w, twin); /* its going must not unsubscribe the other */
	event_publish(pub, "flag.b", 1, STR("b"));
	reader_wait(w, r);
	reader_wait(w, exact);
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
	struct event_pub *pub = reader_pub(w);
	struct event_hub *hub = reader_hub(w, w->url);
	struct reader *r = reader_new(w, hub, "nothing", 1, 10, 20);

	reader_wait(w, r);
	assert_true(r->timed_out);
	assert_int_equal(r->n, 0);
	free(r);
	event_hub_close(&hub);
	event_pub_close(&pub);
}

static void a_full_reader_loses_the_oldest(void **state)
{
	struct world *w = *state;
	struct event_pub *pub = reader_pub(w);
	struct event_hub *hub = reader_hub(w, w->url);
	struct event_sub *idle = event_sub_open(hub, "t", 10);
	struct reader *r, *last;

	last = reader_new(w, hub, "last", 1, 10, 15000);
	reader_settle(w, pub, hub);
	for (uint64_t seq = 1; seq <= 100; seq++)
		event_publish(pub, "t", seq, STR("x"));
	event_publish(pub, "last", 1, STR("x"));
	reader_wait(w, last);
	r = reader_of(w, idle, 11, 30);
	reader_wait(w, r);
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
	struct event_pub *pub = reader_pub(w);
	struct event_hub *hub = reader_hub(w, w->url);
	struct reader *r[N];
	char topic[32];

	for (unsigned i = 0; i < N; i++) {
		snprintf(topic, sizeof topic, "chat.%u", i);
		r[i] = reader_new(w, hub, topic, 2, 10, 15000);
	}
	reader_settle(w, pub, hub);
	for (uint64_t seq = 1; seq <= 2; seq++) {
		for (unsigned i = 0; i < N; i++) {
			snprintf(topic, sizeof topic, "chat.%u", i);
			event_publish(pub, topic, seq, str_of(topic + 5));
		}
	}
	for (unsigned i = 0; i < N; i++) {
		reader_wait(w, r[i]);
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
	struct event_pub *pub = reader_pub(w);
	struct event_hub *hub = reader_hub(w, w->url);
	struct reader *r = reader_new(w, hub, "t", 1, 10, 15000);

	reader_settle(w, pub, hub);
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
	struct event_pub *pub = reader_pub(w), *second;
	struct event_hub *hub;
	struct err err = {0};
	struct stat st;

	assert_int_equal(stat(w->url + 6, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(event_pub_open(w->loop, w->url, &second, &err), -1);
	assert_int_equal(err.code, ERR_CONFLICT);
	assert_int_equal(
	    event_pub_open(w->loop, "http://x", &second, &err), -1);
	assert_int_equal(err.code, ERR_INVALID);
	assert_int_equal(event_hub_open(w->loop, "ipc:///a,x", &hub, &err), -1);
	assert_int_equal(err.code, ERR_INVALID);
	event_pub_close(&pub);
}

#define WORLD_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    WORLD_TEST(nothing_here_makes_threads),
	    WORLD_TEST(a_subscriber_that_hangs_loses_alone),
	    WORLD_TEST(a_subscriber_that_talks_is_sent_away),
	    WORLD_TEST(events_arrive_in_order_with_their_numbers),
	    WORLD_TEST(a_prefix_reader_hears_all_topics_below_it),
	    WORLD_TEST(a_wait_ends_after_its_time),
	    WORLD_TEST(a_full_reader_loses_the_oldest),
	    WORLD_TEST(hundreds_of_topics_have_a_reader_each),
	    WORLD_TEST(cancelling_the_task_ends_its_wait),
	    WORLD_TEST(an_address_in_use_or_wrong_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
