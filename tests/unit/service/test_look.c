/* test_look.c - a job's look at the database, there and away. Needs the stores
 * of tests/lib/with_stores.sh and says so without. */
#include "common/service/frame.h"

#include "tests/lib/operation.h"
#include "tests/unit/unit.h"

struct daemon {
	struct service *service;
	unsigned looked;
	int64_t one, other; /* -1: no rows */
};

struct run {
	struct service_run run; /* first */
	struct pg_result *one, *other;
};

static task_step look, looked;
static task_step *const steps[] = {look, looked, NULL};

static struct run *run_of(struct task *t)
{
	return CONTAINER_OF(t, struct run, run.task);
}

static enum step_result look(struct task *t)
{
	struct run *r = run_of(t);

	service_look(t, &r->one, "SELECT 1 AS n");
	service_look(t, NULL, "SELECT 2 AS n");
	return service_look(t, &r->other, "SELECT 3 AS n");
}

static int64_t number(const struct pg_result *rows)
{
	return pg_rows(rows) == 0 ? -1 : pg_i64(rows, 0, "n");
}

static enum step_result looked(struct task *t)
{
	const struct run *r = run_of(t);
	struct daemon *d = r->run.daemon;

	assert_int_equal(t->err.code, ERR_OK);
	d->one = number(r->one);
	d->other = number(r->other);
	d->looked++;
	return STEP_NEXT;
}

static const struct service_job jobs[] = {{.name = "look",
    .steps = steps,
    .run_bytes = sizeof(struct run),
    .every_ms = 1}};
static const struct service_desc desc = {.jobs = jobs, .n_jobs = 1};

/* Until the job has run, after the database is up if it is to be. */
static struct daemon run_beside(const char *url, bool up)
{
	struct pg_config c = {.url = url, .connections = 1, .max_waiting = 10};
	struct daemon d = {0};
	struct service_frame f = {
	    .service = {.desc = &desc, .frame = &f, .loop = loop_new()},
	    .daemon = &d};
	struct err err = {0};

	d.service = &f.service;
	assert_int_equal(pg_open(f.service.loop, &c, &f.service.pg, &err), 0);
	while (up && !pg_is_up(f.service.pg))
		loop_turn(f.service.loop, 1000);
	frame_jobs_start(&f);
	while (d.looked == 0)
		loop_turn(f.service.loop, 1000);
	frame_jobs_stop(&f);
	pg_close(&f.service.pg);
	loop_free(&f.service.loop);
	return d;
}

static void a_look_brings_the_rows_of_each_statement(void **state)
{
	struct daemon d = run_beside(need_env("DATABASE_URL"), true);

	(void)state;
	assert_int_equal(d.one, 1);
	assert_int_equal(d.other, 3);
}

static void a_look_without_a_database_brings_no_rows_and_no_error(void **state)
{
	struct daemon d = run_beside("host=/nonexistent dbname=x", false);

	(void)state;
	assert_int_equal(d.one, -1);
	assert_int_equal(d.other, -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_look_brings_the_rows_of_each_statement),
	    cmocka_unit_test(
		a_look_without_a_database_brings_no_rows_and_no_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
