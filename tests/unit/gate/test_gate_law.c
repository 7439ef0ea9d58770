/* test_gate_law.c - the limit against a modelled server of known capacity:
 * `servers` share the work, each piece of it needs need_us of one of them. */
#include "common/gate/gate_law.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

struct model {
	struct gate_law law;
	double servers;
	double need_us[2]; /* of each kind */
	double share;      /* of kind 1 */
	double offered;    /* pieces of work that want to be at it */
	int64_t now_us;
	double done;
};

static void open_model(struct model *m, double limit, double servers)
{
	*m = (struct model){
	    .servers = servers, .need_us = {10000, 40000}, .offered = 1000};
	gate_law_init(&m->law, limit, 4, 1000, 0);
}

/* Steps of 5 ms; what ends in one took as long as sharing made it. */
static void run(struct model *m, double seconds)
{
	int64_t until_us = m->now_us + (int64_t)(seconds * 1e6);
	double owed = 0;

	for (; m->now_us < until_us; m->now_us += 5000) {
		double n = MIN(m->offered, m->law.limit);
		double stretch = MAX(1.0, n / m->servers);
		double mean_us =
		    (1 - m->share) * m->need_us[0] + m->share * m->need_us[1];

		if (m->offered > m->law.limit)
			gate_law_held(&m->law);
		owed += n * 5000 / (mean_us * stretch);
		for (unsigned i = 0; owed >= 1; owed -= 1, i++) {
			unsigned kind = i % 100 < m->share * 100 ? 1 : 0;

			m->done += 1;
			gate_law_sample(&m->law, kind,
			    (int64_t)(m->need_us[kind] * stretch), n,
			    m->now_us);
		}
	}
}

static void too_high_a_limit_comes_down_to_the_servers(void **state)
{
	struct model m;

	(void)state;
	open_model(&m, 4, 10); /* what is undisturbed is seen first */
	m.offered = 5;
	run(&m, 5);
	m.law.limit = 500;
	m.offered = 1000;
	run(&m, 3);
	assert_true(m.law.limit >= 10);
	assert_true(m.law.limit <= 40);
}

static void too_low_a_limit_grows_until_the_servers_are_used(void **state)
{
	struct model m;

	(void)state;
	open_model(&m, 10, 100);
	run(&m, 5);
	assert_true(m.law.limit >= 100);
}

static void at_three_times_the_load_the_servers_stay_busy(void **state)
{
	struct model m;
	double capacity = 10 / 10000e-6;

	(void)state;
	open_model(&m, 20, 10);
	m.offered = 8;
	run(&m, 5);
	m.offered = 1000;
	m.done = 0;
	run(&m, 10);
	assert_true(m.done >= capacity * 10 * 0.95);
}

static void an_hour_of_overload_moves_no_floor(void **state)
{
	struct model m;

	(void)state;
	open_model(&m, 20, 10);
	m.offered = 8;
	run(&m, 5);
	m.offered = 1000;
	run(&m, 3600);
	assert_true(m.law.limit <= 40);
}

static void an_unused_limit_does_not_grow(void **state)
{
	struct model m;

	(void)state;
	open_model(&m, 100, 1000);
	m.offered = 5;
	run(&m, 60);
	assert_true(m.law.limit <= 101);
}

static void costlier_work_is_not_taken_for_congestion(void **state)
{
	struct model m;

	(void)state;
	open_model(&m, 20, 100);
	m.offered = 50;
	m.share = 0.1;
	run(&m, 20);
	m.share = 0.9;
	run(&m, 20);
	assert_true(m.law.limit >= 50);
}

static void what_is_really_slower_now_becomes_the_floor(void **state)
{
	struct model m;

	(void)state;
	open_model(&m, 20, 100);
	m.offered = 50;
	run(&m, 20);
	m.need_us[0] *= 5;
	run(&m, 60);
	assert_true(m.law.limit >= 50);
}

static void work_that_overruns_shrinks_the_limit(void **state)
{
	struct gate_law law;

	(void)state;
	gate_law_init(&law, 100, 4, 1000, 0);
	for (int64_t t = 0; t < 3000000; t += 10000)
		gate_law_overrun(&law, 0, t);
	assert_true(law.limit == 4);
}

static void the_limit_stays_between_its_ends(void **state)
{
	struct gate_law law;

	(void)state;
	gate_law_init(&law, 5, 4, 8, 0);
	for (int64_t t = 0; t < 60000000; t += 1000)
		gate_law_sample(&law, 0, rand() % 1000000, 8, t);
	assert_true(law.limit >= 4 && law.limit <= 8);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(too_high_a_limit_comes_down_to_the_servers),
	    cmocka_unit_test(too_low_a_limit_grows_until_the_servers_are_used),
	    cmocka_unit_test(at_three_times_the_load_the_servers_stay_busy),
	    cmocka_unit_test(an_hour_of_overload_moves_no_floor),
	    cmocka_unit_test(an_unused_limit_does_not_grow),
	    cmocka_unit_test(costlier_work_is_not_taken_for_congestion),
	    cmocka_unit_test(what_is_really_slower_now_becomes_the_floor),
	    cmocka_unit_test(work_that_overruns_shrinks_the_limit),
	    cmocka_unit_test(the_limit_stays_between_its_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
