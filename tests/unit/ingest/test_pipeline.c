/* test_pipeline.c - neighbours that fail, hang up, or choke on one email. */
#include "tests/unit/ingest/stand.h"

#include "common/bus/events.h"
#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>

static int setup(void **state)
{
	*state = stand_new();
	return 0;
}

static int teardown(void **state)
{
	struct stand *s = *state;

	stand_free(&s);
	return 0;
}

static uint64_t import(
    struct stand *s, const char *email, int n, struct stand_answer *a)
{
	uint64_t user = stand_user(s, email);
	const struct stand_upload u = {.user_id = user, .import_id = "i"};
	struct buf b;

	buf_init(&b, 1 << 20);
	for (int i = 0; i < n; i++)
		buf_addf(&b,
		    "From x\nFrom: a@b.example\nMessage-ID: <%d@x>\n"
		    "Date: 1 Jan 2026 10:00:00 +0000\n\ntext\n\n",
		    i);
	stand_import(s, &u, (struct str){buf_str(&b), b.len}, a);
	assert_int_equal(a->imported, n);
	buf_deinit(&b);
	return user;
}

static int64_t waiting(struct stand *s, uint64_t user, const char *where)
{
	return stand_number(s,
	    "SELECT count(*) FROM pipeline WHERE user_id = %lu AND %s", user,
	    where);
}

/* As if the time of the next try had come. */
static void sweep_now(struct stand *s)
{
	stand_number(s,
	    "WITH x AS (UPDATE pipeline SET not_before = now() RETURNING 1) "
	    "SELECT count(*) FROM x");
	stand_job(s, 0);
	stand_settle(s);
}

static void a_failed_batch_is_tried_again(void **state)
{
	struct stand *s = *state;
	struct stand_answer a;
	uint64_t user;

	s->of[STAGE_TRIAGED].failures = 1;
	s->of[STAGE_TRIAGED].code = ERR_INTERNAL;
	user = import(s, "retry@home.example", 20, &a);
	stand_settle(s);
	while (s->d->pipeline->running > 0)
		loop_turn(s->loop, 100);
	assert_int_equal(waiting(s, user,
			     "stage = 'triaged' AND attempts = 1 AND "
			     "claimed_by IS NULL AND not_before > now() AND "
			     "last_error LIKE '%told to fail%'"),
	    20);
	sweep_now(s);
	assert_int_equal(waiting(s, user, "true"), 0);
}

static void one_bad_email_blocks_no_other(void **state)
{
	struct stand *s = *state;
	struct neighbour *nb = &s->of[STAGE_INDEXED];
	struct stand_answer a;
	uint64_t user;

	stand_neighbour_close(s, STAGE_INDEXED);
	user = import(s, "poison@home.example", 30, &a);
	stand_settle(s);
	nb->poison = a.ids[7];
	nb->code = ERR_INTERNAL;
	stand_neighbour_open(s, STAGE_INDEXED);
	for (int i = 0; i < 4; i++)
		sweep_now(s);
	assert_int_equal(waiting(s, user, "true"), 1);
	assert_int_equal(stand_number(s,
			     "SELECT email_id FROM pipeline WHERE user_id = "
			     "%lu",
			     user),
	    a.ids[7]);
	for (int i = 0; i < UNIT_PARK_AT; i++)
		sweep_now(s);
	assert_int_equal(
	    waiting(s, user, "not_before > now() + interval '59 min'"), 1);
	nb->poison = 0;
	sweep_now(s);
	assert_int_equal(waiting(s, user, "true"), 0);
}

static void a_neighbour_who_is_away_costs_no_attempt(void **state)
{
	struct stand *s = *state;
	struct stand_answer a;
	uint64_t user;

	stand_neighbour_close(s, STAGE_RECEIVED);
	user = import(s, "away@home.example", 10, &a);
	stand_settle(s);
	sweep_now(s);
	assert_int_equal(waiting(s, user,
			     "attempts = 0 AND stage = "
			     "'received'"),
	    10);
	stand_neighbour_open(s, STAGE_RECEIVED);
	sweep_now(s);
	assert_int_equal(waiting(s, user, "true"), 0);
}

static void erased_emails_leave_the_pipeline(void **state)
{
	struct stand *s = *state;
	struct stand_answer a;
	uint64_t user;

	stand_neighbour_close(s, STAGE_RECEIVED);
	user = import(s, "erased@home.example", 3, &a);
	stand_settle(s);
	s->of[STAGE_RECEIVED].missing = a.ids[1];
	stand_neighbour_open(s, STAGE_RECEIVED);
	uint64_t before = s->of[STAGE_TRIAGED].emails;
	sweep_now(s);
	s->of[STAGE_RECEIVED].missing = 0;
	assert_int_equal(waiting(s, user, "true"), 0);
	assert_int_equal(s->of[STAGE_TRIAGED].emails - before, 2);
}

static void a_new_process_takes_up_what_a_dead_one_held(void **state)
{
	struct stand *s = *state;
	struct stand_answer a;
	uint64_t user;

	stand_neighbour_close(s, STAGE_RECEIVED);
	user = import(s, "dead@home.example", 12, &a);
	stand_settle(s);
	stand_number(s,
	    "WITH x AS (UPDATE pipeline SET claimed_by = '%s2147483646', "
	    "claimed_until = now() + interval '1 hour' RETURNING 1) SELECT "
	    "count(*) FROM x",
	    s->d->place);
	stand_neighbour_open(s, STAGE_RECEIVED);
	sweep_now(s);
	assert_int_equal(waiting(s, user, "true"), 12);
	stand_restart(s);
	sweep_now(s);
	assert_int_equal(waiting(s, user, "true"), 0);
}

static void anothers_lease_is_respected_until_it_runs_out(void **state)
{
	struct stand *s = *state;
	struct stand_answer a;
	uint64_t user;

	stand_neighbour_close(s, STAGE_RECEIVED);
	user = import(s, "lease@home.example", 4, &a);
	stand_settle(s);
	stand_neighbour_open(s, STAGE_RECEIVED);
	stand_number(s,
	    "WITH x AS (UPDATE pipeline SET claimed_by = 'elsewhere', "
	    "claimed_until = now() + interval '1 hour' RETURNING 1) SELECT "
	    "count(*) FROM x");
	sweep_now(s);
	assert_int_equal(waiting(s, user, "true"), 4);
	stand_number(s,
	    "WITH x AS (UPDATE pipeline SET claimed_until = now() RETURNING "
	    "1) SELECT count(*) FROM x");
	sweep_now(s);
	assert_int_equal(waiting(s, user, "true"), 0);
}

static void imports_go_on_while_the_pipeline_is_behind(void **state)
{
	struct stand *s = *state;
	struct stand_answer a;

	s->options.backlog = 100;
	s->d->pipeline->unfinished = 1000;
	import(s, "behind@home.example", 5, &a);
	s->options.backlog = 1000000;
	stand_settle(s);
}

struct hearing {
	struct task task;
	struct event_sub *sub;
	struct event ev;
	bool done, right;
};

static enum step_result listen(struct task *t)
{
	struct hearing *h = CONTAINER_OF(t, struct hearing, task);

	event_next(t, h->sub, 100, &h->ev);
	return STEP_WAIT;
}

static enum step_result compare(struct task *t)
{
	struct hearing *h = CONTAINER_OF(t, struct hearing, task);

	h->right = h->ev.seq != 0 && streq(h->ev.topic, "mail.7") &&
		   str_find(h->ev.body, "\"event\": \"received\"") >= 0;
	return STEP_NEXT;
}

static task_step *const hearing_steps[] = {listen, compare, NULL};

static void heard(struct task *t)
{
	CONTAINER_OF(t, struct hearing, task)->done = true;
}

/* Delivery is not promised, least of all while the reader still connects: so
 * the event is told until it is heard. */
static void the_relay_publishes_and_empties_the_outbox(void **state)
{
	struct stand *s = *state;
	struct event_hub *hub;
	struct hearing h = {.right = false};
	struct err err = {0};
	char url[160];

	snprintf(url, sizeof url, "ipc://%s/events", s->dir);
	assert_int_equal(event_hub_open(s->loop, url, &hub, &err), 0);
	h.sub = event_sub_open(hub, "mail.7", 100);
	for (int tries = 0; tries < 100 && !h.right; tries++) {
		stand_number(s,
		    "INSERT INTO outbox (user_id, topic, payload) VALUES (7, "
		    "'mail.7', '{\"event\": \"received\"}') RETURNING id");
		stand_job(s, 1);
		h.done = false;
		memset(&h.task, 0, sizeof h.task);
		task_start(&h.task, s->loop, arena_new(1 << 20), hearing_steps,
		    10000, heard);
		while (!h.done)
			loop_turn(s->loop, 100);
	}
	assert_true(h.right);
	assert_int_equal(stand_number(s, "SELECT count(*) FROM outbox"), 0);
	event_sub_close(&h.sub);
	event_hub_close(&hub);
}

static void the_watch_counts_what_is_unfinished(void **state)
{
	struct stand *s = *state;
	struct stand_answer a;

	stand_neighbour_close(s, STAGE_TRIAGED);
	import(s, "watch@home.example", 6, &a);
	stand_settle(s);
	stand_job(s, 2);
	assert_int_equal(s->d->pipeline->unfinished, 6);
	assert_true(
	    metrics_value(METRICS_WITH(s->d->metrics.depth, "triaged")) == 6);
	stand_neighbour_open(s, STAGE_TRIAGED);
	sweep_now(s);
	stand_job(s, 2);
	assert_int_equal(s->d->pipeline->unfinished, 0);
}

static int64_t known_rows(struct stand *s)
{
	return stand_number(s,
	    "SELECT greatest(reltuples, 0)::bigint FROM pg_class "
	    "WHERE relname = 'email_keys'");
}

/* More than doubled beside what the planner knew, whatever tests before this
 * one left, or autovacuum counted half way. Statistics of the session arrive
 * late, so the job may need some looks. */
static void the_watch_tells_the_planner_of_what_has_grown(void **state)
{
	struct stand *s = *state;
	struct stand_answer a;
	int64_t known = known_rows(s), there;

	import(s, "grown@home.example", (int)known + 300, &a);
	stand_settle(s);
	there = stand_number(s, "SELECT count(*) FROM email_keys");
	assert_true(there >= known + 300);
	for (int i = 0; i < 200 && there > 200 + 2 * known; i++) {
		stand_job(s, 2);
		known = known_rows(s);
		loop_turn(s->loop, 50);
	}
	assert_true(there <= 200 + 2 * known);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_failed_batch_is_tried_again),
	    cmocka_unit_test(one_bad_email_blocks_no_other),
	    cmocka_unit_test(a_neighbour_who_is_away_costs_no_attempt),
	    cmocka_unit_test(erased_emails_leave_the_pipeline),
	    cmocka_unit_test(a_new_process_takes_up_what_a_dead_one_held),
	    cmocka_unit_test(anothers_lease_is_respected_until_it_runs_out),
	    cmocka_unit_test(imports_go_on_while_the_pipeline_is_behind),
	    cmocka_unit_test(the_relay_publishes_and_empties_the_outbox),
	    cmocka_unit_test(the_watch_counts_what_is_unfinished),
	    cmocka_unit_test(the_watch_tells_the_planner_of_what_has_grown),
	};

	return cmocka_run_group_tests_name("pipeline", tests, setup, teardown);
}
