/* test_kept.c - workers that end, a keeper that ends, and what it writes. */
#include "common/base/str.h"
#include "tests/unit/service/fake_worker.h"
#include "tests/unit/service/keeper_stand.h"

#include <stdio.h>
#include <string.h>

/* ---- workers that end ---- */

static void a_worker_that_is_killed_is_replaced(void **state)
{
	struct world *w = *state;
	pid_t old = begin_well(w);

	kill(old, SIGKILL);
	UNTIL(w, serving(w) > 0 && serving(w) != old);
	assert_int_equal(workers(w), 1);
}

static void a_replacement_has_the_settings_of_the_one_before(void **state)
{
	struct world *w = *state;
	pid_t old = begin_well(w);

	settings_are(w, "refuses");
	w->k->config.program = "/nonexistent/program";
	kill(old, SIGKILL);
	UNTIL(w, serving(w) > 0 && serving(w) != old);
	assert_true(w->k->current->ready);
}

static void who_dies_again_and_again_is_replaced_with_pauses(void **state)
{
	struct world *w = *state;

	begin(w, "late");
	UNTIL(w, w->k->failures >= 4);
	assert_false(w->k->over);
	assert_true(w->k->generation >= 3);
}

static void a_replacement_that_waits_serves_after_a_while(void **state)
{
	struct world *w = *state;
	pid_t old;

	begin(w, "waits");
	UNTIL(w, w->k->current != NULL); /* the first does at once */
	old = serving(w);
	w->k->config.patience_ms = 100;
	kill(old, SIGKILL);
	UNTIL(w, serving(w) > 0 && serving(w) != old);
	assert_false(w->k->current->ready);
}

static void who_does_not_finish_is_asked_and_then_killed(void **state)
{
	struct world *w = *state;

	begin(w, "stays");
	UNTIL(w, w->k->current != NULL && w->k->current->ready);
	w->k->config.finish_ms = 50;
	w->k->config.drain_ms = 1;
	settings_are(w, "deaf");
	keeper_signal(w->k, SIGHUP);
	UNTIL(w, workers(w) == 2);
	UNTIL(w, workers(w) == 1); /* drained */
	keeper_signal(w->k, SIGHUP);
	UNTIL(w, workers(w) == 2);
	UNTIL(w, workers(w) == 1); /* killed */
	assert_int_equal(w->k->generation, 3);
}

static void who_closes_its_channel_can_still_be_replaced(void **state)
{
	struct world *w = *state;
	pid_t old;

	begin(w, "mute");
	UNTIL(w, w->k->current != NULL && w->k->current->fd < 0);
	old = serving(w);
	w->k->config.finish_ms = 50;
	w->k->config.drain_ms = 1;
	settings_are(w, "good");
	keeper_signal(w->k, SIGHUP);
	UNTIL(w, serving(w) != old && workers(w) == 1);
}

static void changes_wait_while_too_many_still_finish(void **state)
{
	struct world *w = *state;

	begin(w, "stays");
	UNTIL(w, w->k->current != NULL && w->k->current->ready);
	w->k->config.finish_ms = 3600 * 1000;
	for (unsigned i = 1; i <= KEEPER_OLD_MAX; i++) {
		keeper_signal(w->k, SIGHUP);
		UNTIL(w, w->k->generation == i + 1);
	}
	keeper_signal(w->k, SIGHUP);
	assert_int_equal(w->k->wanted, CHANGE_RELOAD);
	assert_int_equal(workers(w), KEEPER_OLD_MAX + 1);
	kill(LIST_FIRST(&w->k->workers, struct kept, node)->pid, SIGKILL);
	UNTIL(w, w->k->generation == KEEPER_OLD_MAX + 2);
}

/* ---- the end ---- */

static void a_first_worker_that_refuses_ends_the_keeper(void **state)
{
	struct world *w = *state;
	int code;

	begin(w, "refuses");
	UNTIL(w, keeper_is_over(w->k, &code));
	assert_int_equal(code, 78);
}

static void the_first_signal_drains(void **state)
{
	struct world *w = *state;
	int code = -1;

	begin_well(w);
	keeper_signal(w->k, SIGTERM);
	assert_int_equal(w->k->fds[0], -1);
	UNTIL(w, keeper_is_over(w->k, &code));
	assert_int_equal(code, 0);
}

static void the_second_signal_ends_who_does_not_drain(void **state)
{
	struct world *w = *state;
	int code;

	begin(w, "deaf");
	UNTIL(w, w->k->current != NULL && w->k->current->ready);
	keeper_signal(w->k, SIGTERM);
	for (int i = 0; i < 20; i++)
		loop_turn(w->loop, 1);
	assert_false(keeper_is_over(w->k, &code));
	keeper_signal(w->k, SIGTERM);
	UNTIL(w, keeper_is_over(w->k, &code));
	assert_int_equal(code, 0);
}

static void a_successor_on_its_way_ends_with_the_keeper(void **state)
{
	struct world *w = *state;
	int code;

	begin_well(w);
	settings_are(w, "hangs");
	keeper_signal(w->k, SIGHUP);
	keeper_signal(w->k, SIGTERM);
	UNTIL(w, keeper_is_over(w->k, &code));
	assert_int_equal(code, 0);
	assert_int_equal(workers(w), 0);
}

/* ---- what is written down ---- */

static void its_state_survives_as_text(void **state)
{
	struct world *w = *state;
	char text[KEEPER_STATE_MAX], note[KEEPER_PATH_MAX];
	struct keeper_config c = {.fds = {-1, -1}};

	begin_well(w);
	keeper_save(w->k, text);
	assert_int_equal(keeper_read_config(text, &c, note), 0);
	assert_int_equal(c.fds[0], w->config.fds[0]);
	assert_int_equal(c.ready_ms, w->config.ready_ms);
	assert_string_equal(note, w->note);
	assert_int_equal(fcntl(c.fds[0], F_GETFD), 0);
	keeper_exec_failed(w->k, "for a test");
	assert_int_equal(fcntl(c.fds[0], F_GETFD), FD_CLOEXEC);
}

static void states_that_nobody_saved_are_refused(void **state)
{
	static const char *const bad[] = {"", "note=", "http=0;bus=0;note=",
	    "http=1000000;bus=0;note=", "http=x;note=", "worker=1,2,3;note=",
	    "worker=0,0,0;note=", "what=1;note=", "http"};
	char note[KEEPER_PATH_MAX];
	struct keeper_config c;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_int_equal(keeper_read_config(bad[i], &c, note), -1);
}

static void its_note_tells_who_serves(void **state)
{
	struct world *w = *state;
	char text[1024] = "", want[64];
	pid_t pid = begin_well(w);
	int fd;

	fails(w, pid, "refuses", "COLOUR");
	fd = open(w->note, O_RDONLY);
	assert_true(fd >= 0 && read(fd, text, sizeof text - 1) > 0);
	close(fd);
	snprintf(want, sizeof want, "worker=%d\nstarting=0\nold=0\n", pid);
	assert_non_null(strstr(text, want));
	assert_non_null(strstr(text, "generation=1\nchanges=1\n"));
	assert_non_null(strstr(text, "outcome=failed\nwhy=the new worker "));
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    T(a_worker_that_is_killed_is_replaced),
	    T(a_replacement_has_the_settings_of_the_one_before),
	    T(who_dies_again_and_again_is_replaced_with_pauses),
	    T(a_replacement_that_waits_serves_after_a_while),
	    T(who_does_not_finish_is_asked_and_then_killed),
	    T(who_closes_its_channel_can_still_be_replaced),
	    T(changes_wait_while_too_many_still_finish),
	    T(a_first_worker_that_refuses_ends_the_keeper),
	    T(the_first_signal_drains),
	    T(the_second_signal_ends_who_does_not_drain),
	    T(a_successor_on_its_way_ends_with_the_keeper),
	    T(its_state_survives_as_text),
	    T(states_that_nobody_saved_are_refused),
	    T(its_note_tells_who_serves),
	};

	fake_worker(argc, argv);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
