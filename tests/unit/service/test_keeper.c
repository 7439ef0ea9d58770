/* test_keeper.c - reloads and swaps with workers that are good, hang, die, lie. */
#include "common/base/str.h"
#include "tests/unit/service/fake_worker.h"
#include "tests/unit/service/keeper_stand.h"

#include <stdio.h>
#include <string.h>

/* ---- changes ---- */

static void a_reload_replaces_the_worker(void **state)
{
	struct world *w = *state;
	pid_t old = begin_well(w);

	keeper_signal(w->k, SIGHUP);
	UNTIL(w, streq(w->k->outcome, "ok") && workers(w) == 1);
	assert_true(serving(w) > 0 && serving(w) != old);
	assert_int_equal(w->k->generation, 2);
	assert_false(keeper_wants_exec(w->k));
}

static void a_swap_wants_the_keepers_turn_next(void **state)
{
	struct world *w = *state;
	pid_t old = begin_well(w);

	keeper_signal(w->k, SIGUSR2);
	UNTIL(w, keeper_wants_exec(w->k));
	assert_true(serving(w) != old);
}

static void the_old_worker_serves_until_the_new_one_is_ready(void **state)
{
	struct world *w = *state;
	pid_t old = begin_well(w);

	settings_are(w, "waits");
	keeper_signal(w->k, SIGHUP);
	UNTIL(w, w->k->next != NULL && w->k->next->why[0] != '\0');
	assert_int_equal(serving(w), old);
	assert_int_equal(w->k->current->state, KEPT_SERVING);
	assert_true(w->k->next->greeted);
}

static void what_is_asked_meanwhile_comes_after(void **state)
{
	struct world *w = *state;

	begin_well(w);
	keeper_signal(w->k, SIGHUP);
	keeper_signal(w->k, SIGHUP);
	keeper_signal(w->k, SIGUSR2);
	UNTIL(w, w->k->changes == 2 && streq(w->k->outcome, "ok"));
	assert_true(keeper_wants_exec(w->k));
	assert_int_equal(w->k->generation, 3);
}

/* ---- workers that fail ---- */

static void who_dies_leaves_the_old_one_serving(void **state)
{
	struct world *w = *state;

	fails(w, begin_well(w), "dies", "signal 6");
}

static void who_refuses_its_settings_says_why(void **state)
{
	struct world *w = *state;

	fails(
	    w, begin_well(w), "refuses", "(exit code 78): COLOUR is \"loud\"");
}

static void who_lies_leaves_the_old_one_serving(void **state)
{
	struct world *w = *state;
	pid_t pid = begin_well(w);

	fails(w, pid, "lies", "in another version");
	fails(w, pid, "old", "in another version");
	fails(w, pid, "eager", "nonsense");
}

static void who_is_never_ready_is_killed_in_time(void **state)
{
	struct world *w = *state;
	pid_t pid = begin_well(w);

	w->k->config.ready_ms = 200;
	fails(w, pid, "waits", "not ready in time: the moon is not up");
	fails(w, pid, "hangs", "not ready in time");
}

static void a_program_that_is_missing_changes_nothing(void **state)
{
	struct world *w = *state;
	pid_t pid = begin_well(w);

	w->k->config.program = "/nonexistent/program";
	keeper_signal(w->k, SIGUSR2);
	UNTIL(w, streq(w->k->outcome, "failed"));
	assert_int_equal(serving(w), pid);
	assert_non_null(strstr(w->k->why, "exit code 127"));
	assert_false(keeper_wants_exec(w->k));
}

static void after_a_failure_the_next_reload_works(void **state)
{
	struct world *w = *state;
	pid_t old = begin_well(w);

	fails(w, old, "dies", "signal 6");
	settings_are(w, "good");
	keeper_signal(w->k, SIGHUP);
	UNTIL(w, streq(w->k->outcome, "ok"));
	assert_true(serving(w) != old);
	assert_string_equal(w->k->why, "");
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    T(a_reload_replaces_the_worker),
	    T(a_swap_wants_the_keepers_turn_next),
	    T(the_old_worker_serves_until_the_new_one_is_ready),
	    T(what_is_asked_meanwhile_comes_after),
	    T(who_dies_leaves_the_old_one_serving),
	    T(who_refuses_its_settings_says_why),
	    T(who_lies_leaves_the_old_one_serving),
	    T(who_is_never_ready_is_killed_in_time),
	    T(a_program_that_is_missing_changes_nothing),
	    T(after_a_failure_the_next_reload_works),
	};

	fake_worker(argc, argv);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
