/* test_fold_order.c - alerts told late, twice, in the wrong order, and by a
 * clock that is wrong. */
#include "tests/unit/oncall/fold_model.h"

#include "tests/unit/unit.h"

#include <string.h>

/* ---- late, twice, in the wrong order ---- */

static void a_late_copy_of_its_firing_changes_nothing(void **state)
{
	struct model *m = *state;

	FIRES(m, "SLOFastBurn", START_MS);
	IS_OVER(m, "SLOFastBurn", START_MS);
	m->now_ms += 4 * MINUTE_MS;
	FIRES(m, "SLOFastBurn", START_MS);
	assert_true(m->last.alerts[0].is_stale);
	assert_string_equal(m->rows[0].status, "monitoring");
	assert_int_equal(m->n_rows, 1);
}

static void resolved_before_firing_opens_nothing(void **state)
{
	struct model *m = *state;

	IS_OVER(m, "SLOFastBurn", START_MS);
	FIRES(m, "SLOFastBurn", START_MS);
	assert_int_equal(m->n_rows, 0);
	FIRES(m, "SLOFastBurn", START_MS + 2 * MINUTE_MS);
	assert_int_equal(m->n_rows, 1);
}

/* Alertmanager gave it up while Prometheus was silent, and has it again. */
static void told_again_after_the_window_it_fires_again(void **state)
{
	struct model *m = *state;

	FIRES(m, "SLOFastBurn", START_MS);
	IS_OVER(m, "SLOFastBurn", START_MS);
	m->now_ms += 6 * MINUTE_MS;
	FIRES(m, "SLOFastBurn", START_MS);
	assert_string_equal(m->rows[0].status, "investigating");
	assert_int_equal(m->rows[0].alerts_firing, 1);
	assert_int_equal(m->n_rows, 1);
}

static void a_copy_from_another_day_changes_nothing(void **state)
{
	struct model *m = *state;

	FIRES(m, "SLOFastBurn", START_MS);
	IS_OVER(m, "SLOFastBurn", START_MS);
	m->now_ms += 1441 * MINUTE_MS;
	FIRES(m, "SLOFastBurn", START_MS);
	assert_true(m->last.alerts[0].is_stale);
	assert_int_equal(m->n_rows, 1);
}

static void an_older_episode_is_over_when_a_newer_is_known(void **state)
{
	struct model *m = *state;

	FIRES(m, "SLOFastBurn", START_MS + 10 * MINUTE_MS);
	FIRES(m, "SLOFastBurn", START_MS);
	assert_true(m->last.alerts[0].is_stale);
	assert_int_equal(m->rows[0].alerts_firing, 1);
	IS_OVER(m, "SLOFastBurn", START_MS + 10 * MINUTE_MS);
	assert_string_equal(m->rows[0].status, "monitoring");
}

static void flapping_is_one_incident(void **state)
{
	struct model *m = *state;

	for (int64_t i = 0; i < 50; i++) {
		FIRES(m, "SLOFastBurn", START_MS + i * 2 * MINUTE_MS);
		m->now_ms += MINUTE_MS;
		IS_OVER(m, "SLOFastBurn", START_MS + i * 2 * MINUTE_MS);
		m->now_ms += MINUTE_MS;
	}
	assert_int_equal(m->n_rows, 1);
	assert_string_equal(m->rows[0].status, "monitoring");
}

/* Every order of two episodes' four tidings, the first two of them twice: at
 * most one incident, and none that fires for ever. */
static void any_order_of_tidings_ends_quietly(void **state)
{
	static const struct {
		int64_t start;
		bool resolved;
	} v[4] = {{0, false}, {0, true}, {5, false}, {5, true}};

	for (unsigned order = 0; order < 256; order++) {
		unsigned pick[4] = {
		    order & 3, order >> 2 & 3, order >> 4 & 3, order >> 6 & 3};
		struct model *m;
		void *fresh;

		if ((1u << pick[0] | 1u << pick[1] | 1u << pick[2] |
			1u << pick[3]) != 15)
			continue;
		model_new(&fresh);
		m = fresh;
		for (size_t i = 0; i < 4; i++) {
			int64_t start = START_MS + v[pick[i]].start * MINUTE_MS;

			model_say(
			    m, "SLOFastBurn", "a", start, v[pick[i]].resolved);
			if (i < 2)
				model_say(m, "SLOFastBurn", "a", start,
				    v[pick[i]].resolved);
		}
		assert_true(m->n_rows <= 1);
		/* What the fold leaves firing is an older episode that only
		 * the statement beside it ends. */
		for (size_t i = 0; i < m->n_episodes; i++)
			if (m->episodes[i].fires)
				assert_int_equal(
				    m->episodes[i].starts_ms, START_MS);
		model_free(&fresh);
	}
	(void)state;
}

/* ---- clocks ---- */

static void a_clock_ahead_of_ours_starts_nothing_in_the_future(void **state)
{
	struct model *m = *state;

	FIRES(m, "SLOFastBurn", m->now_ms + 7 * MINUTE_MS);
	assert_int_equal(m->rows[0].started_ms, m->now_ms);
	IS_OVER(m, "SLOFastBurn", m->now_ms + 7 * MINUTE_MS);
	assert_string_equal(m->rows[0].status, "monitoring");
	assert_int_equal(m->last.alerts[0].ends_ms, m->now_ms + 7 * MINUTE_MS);
	assert_int_equal(m->last.alerts[0].ended_ms, m->now_ms);
	/* And a copy is late by our clock, not by theirs. */
	FIRES(m, "SLOFastBurn", m->now_ms + 7 * MINUTE_MS);
	assert_true(m->last.alerts[0].is_stale);
}

static void a_clock_behind_ours_is_believed_for_the_start_only(void **state)
{
	struct model *m = *state;

	FIRES(m, "SLOFastBurn", m->now_ms - 7 * MINUTE_MS);
	assert_int_equal(m->rows[0].started_ms, m->now_ms - 7 * MINUTE_MS);
	assert_int_equal(m->rows[0].created_ms, m->now_ms);
	IS_OVER(m, "SLOFastBurn", m->now_ms - 7 * MINUTE_MS);
	assert_int_equal(m->last.alerts[0].ended_ms, m->now_ms);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_late_copy_of_its_firing_changes_nothing),
	    TEST(resolved_before_firing_opens_nothing),
	    TEST(told_again_after_the_window_it_fires_again),
	    TEST(a_copy_from_another_day_changes_nothing),
	    TEST(an_older_episode_is_over_when_a_newer_is_known),
	    TEST(flapping_is_one_incident),
	    cmocka_unit_test(any_order_of_tidings_ends_quietly),
	    TEST(a_clock_ahead_of_ours_starts_nothing_in_the_future),
	    TEST(a_clock_behind_ours_is_believed_for_the_start_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
