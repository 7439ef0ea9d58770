/* test_jobs.c - jobs run again and again, and end with their daemon. */
#include "common/service/frame.h"

#include "tests/unit/unit.h"

struct daemon {
	struct service *service;
	unsigned runs, answers, released;
	bool fails, hangs;
	int64_t again_ms;
};

struct run {
	struct service_run run; /* first */
	char *heap;
};

static task_step work, over;
static task_step *const steps[] = {work, over, NULL};

static struct run *run_of(struct task *t)
{
	return CONTAINER_OF(t, struct run, run.task);
}

static enum step_result work(struct task *t)
{
	struct run *r = run_of(t);
	struct daemon *d = r->run.daemon;

	assert_ptr_equal(r->run.service, d->service);
	d->runs++;
	r->heap = malloc(100);
	if (d->fails)
		return task_fail(t, ERR_UNAVAILABLE, "on purpose");
	r->run.again_ms = d->again_ms;
	task_sleep(t, d->hangs ? 3600000 : 1);
	return STEP_WAIT;
}

static enum step_result over(struct task *t)
{
	((struct daemon *)run_of(t)->run.daemon)->answers++;
	return STEP_NEXT;
}

static void release(struct service_run *r)
{
	free(((struct run *)r)->heap);
	((struct daemon *)r->daemon)->released++;
}

static const struct service_job jobs[] = {{.name = "work",
    .steps = steps,
    .run_bytes = sizeof(struct run),
    .release = release}};

struct world {
	struct daemon daemon;
	struct service_desc desc;
	struct service_frame frame;
};

static int setup(void **state)
{
	struct world *w = calloc(1, sizeof *w);

	w->desc.jobs = jobs;
	w->desc.n_jobs = 1;
	w->frame.service.desc = &w->desc;
	w->frame.service.frame = &w->frame;
	w->frame.service.loop = loop_new();
	w->frame.daemon = &w->daemon;
	w->daemon.service = &w->frame.service;
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;

	frame_jobs_stop(&w->frame);
	assert_int_equal(w->daemon.runs, w->daemon.released);
	loop_free(&w->frame.service.loop);
	free(w);
	return 0;
}

static void turn_until(struct world *w, const unsigned *count, unsigned n)
{
	for (int i = 0; *count < n; i++) {
		if (i > 2000)
			fail_msg("never");
		loop_turn(w->frame.service.loop, 5);
	}
}

static void a_job_runs_again_and_again(void **state)
{
	struct world *w = *state;

	frame_jobs_start(&w->frame);
	turn_until(w, &w->daemon.answers, 5);
	assert_true(w->daemon.released >= 5);
}

static void nothing_runs_before_the_loop_does(void **state)
{
	struct world *w = *state;

	frame_jobs_start(&w->frame);
	assert_int_equal(w->daemon.runs, 0);
}

/* Without its pause it would have run hundreds of times in these turns. */
static void a_job_that_fails_does_not_spin(void **state)
{
	struct world *w = *state;

	w->daemon.fails = true;
	frame_jobs_start(&w->frame);
	turn_until(w, &w->daemon.answers, 1);
	for (int i = 0; i < 200; i++)
		loop_turn(w->frame.service.loop, 0);
	assert_int_equal(w->daemon.runs, 1);
}

static void a_job_that_waits_is_cancelled_at_the_end(void **state)
{
	struct world *w = *state;

	w->daemon.hangs = true;
	frame_jobs_start(&w->frame);
	turn_until(w, &w->daemon.runs, 1);
	frame_jobs_stop(&w->frame);
	assert_int_equal(w->daemon.released, 1);
	assert_int_equal(w->daemon.answers, 0);
}

static void a_run_may_put_the_next_one_off(void **state)
{
	struct world *w = *state;

	w->daemon.again_ms = 3600000;
	frame_jobs_start(&w->frame);
	turn_until(w, &w->daemon.answers, 1);
	for (int i = 0; i < 200; i++)
		loop_turn(w->frame.service.loop, 0);
	assert_int_equal(w->daemon.runs, 1);
}

static void a_job_that_rests_can_be_woken(void **state)
{
	struct world *w = *state;

	w->daemon.again_ms = 3600000;
	frame_jobs_start(&w->frame);
	turn_until(w, &w->daemon.released, 1);
	service_job_soon(&w->frame.service, "work");
	turn_until(w, &w->daemon.released, 2);
}

/* What it was woken for may have come after it looked. */
static void a_job_woken_while_it_runs_runs_once_more(void **state)
{
	struct world *w = *state;

	w->daemon.again_ms = 3600000;
	frame_jobs_start(&w->frame);
	turn_until(w, &w->daemon.runs, 1);
	assert_int_equal(w->daemon.answers, 0);
	service_job_soon(&w->frame.service, "work");
	service_job_soon(&w->frame.service, "work");
	turn_until(w, &w->daemon.released, 2);
	for (int i = 0; i < 200; i++)
		loop_turn(w->frame.service.loop, 0);
	assert_int_equal(w->daemon.runs, 2);
}

#define JOBS_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    JOBS_TEST(a_job_runs_again_and_again),
	    JOBS_TEST(nothing_runs_before_the_loop_does),
	    JOBS_TEST(a_job_that_fails_does_not_spin),
	    JOBS_TEST(a_run_may_put_the_next_one_off),
	    JOBS_TEST(a_job_that_rests_can_be_woken),
	    JOBS_TEST(a_job_woken_while_it_runs_runs_once_more),
	    JOBS_TEST(a_job_that_waits_is_cancelled_at_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
