/* test_listen.c - notifications, and none missed over a restart. */
#include "tests/unit/pg/harness.h"

#include "common/base/die.h"
#include "common/base/str.h"

#include <stdlib.h>

/* One wait; the payload is copied out, NULL when the time was up. */
struct heard {
	struct task task;
	struct pg_listener *lis;
	const char *payload;
	char *copy;
	int64_t max_wait_ms;
	bool done;
};

static enum step_result wait_it(struct task *t)
{
	struct heard *h = CONTAINER_OF(t, struct heard, task);

	pg_listener_next(t, h->lis, h->max_wait_ms, &h->payload);
	return STEP_WAIT;
}

static enum step_result copy_it(struct task *t)
{
	struct heard *h = CONTAINER_OF(t, struct heard, task);

	assert_int_equal(t->err.code, ERR_OK);
	h->copy = h->payload == NULL ? NULL : xstrdup(h->payload);
	return STEP_NEXT;
}

static void finished(struct task *t)
{
	CONTAINER_OF(t, struct heard, task)->done = true;
}

static task_step *const heard_steps[] = {wait_it, copy_it, NULL};

static void heard_start(struct loop *l, struct heard *h)
{
	task_start(
	    &h->task, l, arena_new(1 << 16), heard_steps, 60000, finished);
}

/* The next notification must be this one; NULL: none within a moment. */
static void expect_next(
    struct loop *l, struct pg_listener *lis, const char *want)
{
	struct heard h = {
	    .lis = lis, .max_wait_ms = want == NULL ? 100 : 30000};

	heard_start(l, &h);
	while (!h.done)
		loop_turn(l, 1000);
	if (want == NULL)
		assert_null(h.copy);
	else if (h.copy == NULL)
		fail_msg("nothing heard, but \"%s\" was expected", want);
	else
		assert_string_equal(h.copy, want);
	free(h.copy);
}

struct ear {
	struct loop *loop;
	struct pg_listener *lis;
};

static int setup(void **state)
{
	struct ear *e = xcalloc(1, sizeof *e);
	struct err err = {0};

	e->loop = loop_new();
	assert_int_equal(pg_listener_open(e->loop, need_env("DATABASE_URL"),
			     "news", &e->lis, &err),
	    0);
	*state = e;
	return 0;
}

static int teardown(void **state)
{
	struct ear *e = *state;

	pg_listener_close(&e->lis);
	loop_free(&e->loop);
	free(e);
	return 0;
}

static void the_first_one_is_empty_then_they_come_in_order(void **state)
{
	struct ear *e = *state;

	expect_next(e->loop, e->lis, "");
	owner_run("NOTIFY news, 'one'; NOTIFY news, 'two'");
	owner_run("NOTIFY news, 'three'; NOTIFY other, 'not for us'");
	expect_next(e->loop, e->lis, "one");
	expect_next(e->loop, e->lis, "two");
	expect_next(e->loop, e->lis, "three");
	expect_next(e->loop, e->lis, NULL);
}

static void a_waiter_hears_what_comes_later(void **state)
{
	struct ear *e = *state;
	struct heard h = {.lis = e->lis, .max_wait_ms = 30000};

	expect_next(e->loop, e->lis, "");
	heard_start(e->loop, &h);
	loop_turn(e->loop, 0);
	assert_false(h.done);
	owner_run("NOTIFY news, 'late'");
	while (!h.done)
		loop_turn(e->loop, 1000);
	assert_string_equal(h.copy, "late");
	free(h.copy);
}

static void a_cancelled_wait_takes_nothing_away(void **state)
{
	struct ear *e = *state;
	struct heard h = {.lis = e->lis, .max_wait_ms = 30000};

	expect_next(e->loop, e->lis, "");
	heard_start(e->loop, &h);
	task_cancel(&h.task);
	owner_run("NOTIFY news, 'kept'");
	expect_next(e->loop, e->lis, "kept");
}

static void after_a_restart_an_empty_one_comes_first(void **state)
{
	struct ear *e = *state;

	expect_next(e->loop, e->lis, "");
	stores("pg_kill");
	stores("pg_start");
	expect_next(e->loop, e->lis, "");
	owner_run("NOTIFY news, 'again'");
	expect_next(e->loop, e->lis, "again");
}

static void too_many_unread_become_one_empty_one(void **state)
{
	struct ear *e = *state;

	expect_next(e->loop, e->lis, "");
	owner_run("SELECT pg_notify('news', n::text)"
		  " FROM generate_series(1, 257) AS n");
	for (int i = 0; i < 100; i++)
		loop_turn(e->loop, 1);
	expect_next(e->loop, e->lis, "");
	expect_next(e->loop, e->lis, NULL);
}

static void a_channel_must_be_a_plain_name(void **state)
{
	const char *const bad[] = {"", "a b", "x\"; DROP TABLE users", "Upper"};
	struct ear *e = *state;

	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		struct pg_listener *lis;
		struct err err = {0};

		assert_int_equal(
		    pg_listener_open(
			e->loop, need_env("DATABASE_URL"), bad[i], &lis, &err),
		    -1);
		assert_int_equal(err.code, ERR_INVALID);
	}
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(the_first_one_is_empty_then_they_come_in_order),
	    T(a_waiter_hears_what_comes_later),
	    T(a_cancelled_wait_takes_nothing_away),
	    T(after_a_restart_an_empty_one_comes_first),
	    T(too_many_unread_become_one_empty_one),
	    T(a_channel_must_be_a_plain_name),
	};

	need_env("DATABASE_URL");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
