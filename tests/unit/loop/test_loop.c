/* test_loop.c - timers, deferral, descriptors and foreign threads. */
#include "common/loop/loop.h"
#include "common/loop/wake.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

struct seen {
	struct loop *loop;
	struct timer *timer;
	struct watch *watch;
	struct wake *wake;
	uint64_t ticket;
	int count;
	char order[8];
};

static void count_one(void *arg)
{
	((struct seen *)arg)->count++;
}

static void free_own_timer(void *arg)
{
	struct seen *s = arg;

	s->count++;
	timer_free(&s->timer);
}

static void note_a(void *arg)
{
	struct seen *s = arg;

	s->order[s->count++] = 'a';
}

static void note_b(void *arg)
{
	struct seen *s = arg;

	s->order[s->count++] = 'b';
}

static void note_a_and_defer_b(void *arg)
{
	struct seen *s = arg;

	note_a(s);
	loop_defer(s->loop, note_b, s);
}

static void read_one(void *arg, int fd, unsigned ready)
{
	struct seen *s = arg;
	char c;

	assert_true(ready & WATCH_READ);
	assert_int_equal(read(fd, &c, 1), 1);
	s->count++;
	watch_free(&s->watch);
}

static void a_timer_fires_once_and_may_free_itself(void **state)
{
	struct seen s = {.loop = loop_new()};

	(void)state;
	s.timer = timer_new(s.loop, free_own_timer, &s);
	timer_arm(s.timer, 5);
	for (int i = 0; i < 5; i++)
		loop_turn(s.loop, 10);
	assert_int_equal(s.count, 1);
	assert_null(s.timer);
	loop_free(&s.loop);
}

static void a_disarmed_timer_stays_silent(void **state)
{
	struct seen s = {.loop = loop_new()};

	(void)state;
	s.timer = timer_new(s.loop, count_one, &s);
	timer_arm(s.timer, 1);
	timer_disarm(s.timer);
	loop_turn(s.loop, 20);
	assert_int_equal(s.count, 0);
	timer_free(&s.timer);
	loop_free(&s.loop);
}

static void deferred_calls_keep_their_order(void **state)
{
	struct seen s = {.loop = loop_new()};

	(void)state;
	loop_defer(s.loop, note_a_and_defer_b, &s);
	loop_defer(s.loop, note_a, &s);
	loop_turn(s.loop, 0);
	assert_string_equal(s.order, "aa");
	loop_turn(s.loop, 0);
	assert_string_equal(s.order, "aab");
	loop_free(&s.loop);
}

static void a_cancelled_deferral_never_runs(void **state)
{
	struct seen s = {.loop = loop_new()};

	(void)state;
	s.ticket = loop_defer(s.loop, count_one, &s);
	loop_defer_cancel(s.loop, s.ticket);
	loop_turn(s.loop, 0);
	assert_int_equal(s.count, 0);
	loop_free(&s.loop);
}

static void a_watch_reports_a_readable_descriptor(void **state)
{
	struct seen s = {.loop = loop_new()};
	int fds[2];

	(void)state;
	assert_int_equal(pipe(fds), 0);
	s.watch = watch_new(s.loop, fds[0], read_one, &s);
	watch_set(s.watch, WATCH_READ);
	assert_int_equal(write(fds[1], "x", 1), 1);
	loop_turn(s.loop, 100);
	assert_int_equal(s.count, 1);
	close(fds[0]);
	close(fds[1]);
	loop_free(&s.loop);
}

static void *post_many(void *arg)
{
	struct seen *s = arg;

	for (int i = 0; i < 1000; i++)
		wake_post(s->wake, count_one, s);
	return NULL;
}

static void posts_of_foreign_threads_all_arrive(void **state)
{
	struct seen s = {.loop = loop_new()};
	pthread_t threads[4];

	(void)state;
	s.wake = wake_new(s.loop);
	for (size_t i = 0; i < ARRAY_LEN(threads); i++)
		pthread_create(&threads[i], NULL, post_many, &s);
	for (int turns = 0; s.count < 4000 && turns < 4000; turns++)
		loop_turn(s.loop, 20);
	for (size_t i = 0; i < ARRAY_LEN(threads); i++)
		pthread_join(threads[i], NULL);
	assert_int_equal(s.count, 4000);
	wake_free(&s.wake);
	loop_free(&s.loop);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_timer_fires_once_and_may_free_itself),
	    cmocka_unit_test(a_disarmed_timer_stays_silent),
	    cmocka_unit_test(deferred_calls_keep_their_order),
	    cmocka_unit_test(a_cancelled_deferral_never_runs),
	    cmocka_unit_test(a_watch_reports_a_readable_descriptor),
	    cmocka_unit_test(posts_of_foreign_threads_all_arrive),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
