/* test_gate.c - who goes on, who waits and in what order, who is refused. */
#include "common/gate/gate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define GUESTS_MAX 2000

struct room;

struct guest {
	struct task task;
	struct gate_pass pass;
	struct room *room;
	enum gate_priority priority;
	char name;
	bool in, over, canceled;
	enum err_code code;
};

struct room {
	struct loop *loop;
	struct gate *gate;
	struct guest *guests; /* GUESTS_MAX */
	size_t n;
	char came[64]; /* names in the order they got in */
};

static enum step_result enter(struct task *t)
{
	struct guest *g = CONTAINER_OF(t, struct guest, task);

	return gate_enter(t, g->room->gate, g->priority, 0, &g->pass);
}

/* Stays until the test lets it go. */
static enum step_result stay(struct task *t)
{
	struct guest *g = CONTAINER_OF(t, struct guest, task);
	size_t n = strlen(g->room->came);

	g->in = true;
	if (n + 1 < sizeof g->room->came)
		g->room->came[n] = g->name;
	task_sleep(t, 60000);
	return STEP_WAIT;
}

static enum step_result note(struct task *t)
{
	struct guest *g = CONTAINER_OF(t, struct guest, task);

	g->code = t->err.code;
	return STEP_NEXT;
}

static void guest_free(struct task *t)
{
	struct guest *g = CONTAINER_OF(t, struct guest, task);

	gate_leave(&g->pass, GATE_DONE);
	g->over = true;
}

static task_step *const guest_steps[] = {enter, stay, note, NULL};

static struct guest *come_within(
    struct room *r, char name, enum gate_priority p, int64_t timeout_ms)
{
	struct guest *g = &r->guests[r->n++];

	assert_true(r->n <= GUESTS_MAX);
	g->room = r;
	g->name = name;
	g->priority = p;
	task_start(&g->task, r->loop, arena_new(4096), guest_steps, timeout_ms,
	    guest_free);
	return g;
}

static struct guest *come(struct room *r, char name, enum gate_priority p)
{
	return come_within(r, name, p, 120000);
}

static void go(struct guest *g)
{
	g->canceled = true;
	task_cancel(&g->task);
}

static void turn_until(struct room *r, const bool *done)
{
	for (int i = 0; i < 2000 && !*done; i++)
		loop_turn(r->loop, 10);
	assert_true(*done);
}

static int open_with(void **state, bool patient)
{
	struct room *r = calloc(1, sizeof *r);
	const struct gate_config c = {.name = "search",
	    .start = 4,
	    .least = 4,
	    .most = 4,
	    .patient = patient};

	r->guests = calloc(GUESTS_MAX, sizeof *r->guests);
	r->loop = loop_new();
	r->gate = gate_new(r->loop, &c);
	*state = r;
	return 0;
}

static int open_room(void **state)
{
	return open_with(state, false);
}

static int open_patient(void **state)
{
	return open_with(state, true);
}

static int close_room(void **state)
{
	struct room *r = *state;

	for (size_t i = 0; i < r->n; i++)
		if (!r->guests[i].over)
			go(&r->guests[i]);
	gate_free(&r->gate);
	loop_free(&r->loop);
	free(r->guests);
	free(r);
	return 0;
}

static void as_many_as_the_limit_go_on_at_once(void **state)
{
	struct room *r = *state;

	for (int i = 0; i < 5; i++)
		come(r, (char)('a' + i), GATE_INTERACTIVE);
	assert_string_equal(r->came, "abcd");
	assert_int_equal(gate_state(r->gate).in_flight, 4);
	assert_int_equal(gate_state(r->gate).waiting[GATE_INTERACTIVE], 1);
}

static void who_leaves_makes_room_for_who_waits_longest(void **state)
{
	struct room *r = *state;
	struct guest *first = come(r, 'a', GATE_INTERACTIVE);

	for (int i = 1; i < 7; i++)
		come(r, (char)('a' + i), GATE_INTERACTIVE);
	go(first);
	assert_string_equal(r->came, "abcde");
}

static void background_keeps_out_of_the_last_quarter(void **state)
{
	struct room *r = *state;

	for (int i = 0; i < 5; i++)
		come(r, (char)('a' + i), GATE_BACKGROUND);
	assert_string_equal(r->came, "abc");
	come(r, 'I', GATE_INTERACTIVE);
	assert_string_equal(r->came, "abcI");
}

static void interactive_goes_before_background_that_waits(void **state)
{
	struct room *r = *state;
	struct guest *first = come(r, 'a', GATE_INTERACTIVE);
	struct guest *second = come(r, 'b', GATE_INTERACTIVE);

	come(r, 'c', GATE_INTERACTIVE);
	come(r, 'd', GATE_INTERACTIVE);
	come(r, 'B', GATE_BACKGROUND);
	come(r, 'I', GATE_INTERACTIVE);
	go(first);
	go(second);
	assert_string_equal(r->came, "abcdI");
}

static void who_waits_too_long_is_turned_away(void **state)
{
	struct room *r = *state;
	struct guest *last;

	for (int i = 0; i < 4; i++)
		come(r, (char)('a' + i), GATE_INTERACTIVE);
	last = come(r, 'e', GATE_INTERACTIVE);
	turn_until(r, &last->over);
	assert_int_equal(last->code, ERR_OVERLOADED);
	assert_false(last->in);
	assert_int_equal(gate_state(r->gate).turned_away[GATE_INTERACTIVE], 1);
}

static void a_full_queue_refuses_at_once(void **state)
{
	struct room *r = *state;
	struct guest *last;

	for (int i = 0; i < 4 + GATE_WAITING_MAX; i++)
		come(r, 'x', GATE_INTERACTIVE);
	last = come(r, 'y', GATE_INTERACTIVE);
	assert_true(last->over);
	assert_int_equal(last->code, ERR_OVERLOADED);
}

static void a_client_that_leaves_while_waiting_takes_no_room(void **state)
{
	struct room *r = *state;
	struct guest *first = come(r, 'a', GATE_INTERACTIVE), *quitter;

	for (int i = 1; i < 4; i++)
		come(r, (char)('a' + i), GATE_INTERACTIVE);
	quitter = come(r, 'q', GATE_INTERACTIVE);
	come(r, 'z', GATE_INTERACTIVE);
	go(quitter);
	go(first);
	assert_string_equal(r->came, "abcdz");
	assert_int_equal(gate_state(r->gate).in_flight, 4);
}

static void a_deadline_ends_the_wait(void **state)
{
	struct room *r = *state;
	struct guest *hasty;

	for (int i = 0; i < 4; i++)
		come(r, (char)('a' + i), GATE_INTERACTIVE);
	hasty = come_within(r, 'h', GATE_INTERACTIVE, 20);
	turn_until(r, &hasty->over);
	assert_int_equal(hasty->code, ERR_DEADLINE);
	assert_int_equal(gate_state(r->gate).waiting[GATE_INTERACTIVE], 0);
}

static void at_a_patient_gate_only_the_deadline_ends_it(void **state)
{
	struct room *r = *state;
	struct guest *first = come(r, 'a', GATE_INTERACTIVE), *hasty, *last;

	for (int i = 1; i < 4; i++)
		come(r, (char)('a' + i), GATE_INTERACTIVE);
	last = come(r, 'z', GATE_INTERACTIVE);
	hasty = come_within(r, 'h', GATE_INTERACTIVE, 2 * GATE_WAIT_MS);
	turn_until(r, &hasty->over);
	assert_int_equal(hasty->code, ERR_DEADLINE);
	assert_false(last->over);
	go(first);
	assert_string_equal(r->came, "abcdz");
}

static void leaving_twice_is_leaving_once(void **state)
{
	struct room *r = *state;
	struct guest *g = come(r, 'a', GATE_INTERACTIVE);

	gate_leave(&g->pass, GATE_DONE);
	gate_leave(&g->pass, GATE_DONE);
	assert_int_equal(gate_state(r->gate).in_flight, 0);
}

#define ROOM_TEST(f) cmocka_unit_test_setup_teardown(f, open_room, close_room)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    ROOM_TEST(as_many_as_the_limit_go_on_at_once),
	    ROOM_TEST(who_leaves_makes_room_for_who_waits_longest),
	    ROOM_TEST(background_keeps_out_of_the_last_quarter),
	    ROOM_TEST(interactive_goes_before_background_that_waits),
	    ROOM_TEST(who_waits_too_long_is_turned_away),
	    ROOM_TEST(a_full_queue_refuses_at_once),
	    ROOM_TEST(a_client_that_leaves_while_waiting_takes_no_room),
	    ROOM_TEST(a_deadline_ends_the_wait),
	    cmocka_unit_test_setup_teardown(
		at_a_patient_gate_only_the_deadline_ends_it, open_patient,
		close_room),
	    ROOM_TEST(leaving_twice_is_leaving_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
