/* test_fold.c - what alerts do to incidents: opened, raised, monitored, reopened,
 * gathered in a storm. */
#include "tests/unit/oncall/fold_model.h"

#include "tests/unit/unit.h"

#include <string.h>

/* ---- one alert ---- */

static void an_alert_opens_an_incident(void **state)
{
	struct model *m = *state;

	FIRES(m, "SLOFastBurn", START_MS);
	assert_int_equal(m->n_rows, 1);
	assert_string_equal(m->rows[0].key, "slo/inbox.search");
	assert_string_equal(m->rows[0].status, "investigating");
	assert_int_equal(m->rows[0].severity, 2);
	assert_int_equal(m->rows[0].started_ms, START_MS);
	assert_int_equal(m->rows[0].created_ms, m->now_ms);
	assert_int_equal(m->rows[0].next_update_ms, m->now_ms + 15 * MINUTE_MS);
	assert_int_equal(m->rows[0].alerts_firing, 1);
	assert_int_equal(m->rows[0].agents.n, 1);
	assert_int_equal(m->lines, 2); /* opened; the alert */
}

static void a_thousand_copies_change_a_count_only(void **state)
{
	struct model *m = *state;
	struct incident_row was;
	size_t lines;

	FIRES(m, "SLOFastBurn", START_MS);
	was = m->rows[0];
	lines = m->lines;
	for (size_t i = 0; i < 999; i++) {
		FIRES(m, "SLOFastBurn", START_MS);
		assert_false(m->last.changes[0].touched);
	}
	assert_memory_equal(&m->rows[0], &was, sizeof was);
	assert_int_equal(m->lines, lines);
	assert_int_equal(m->episodes[0].count, 1000);
}

static void its_end_leads_to_monitoring(void **state)
{
	struct model *m = *state;

	FIRES(m, "SLOFastBurn", START_MS);
	IS_OVER(m, "SLOFastBurn", START_MS);
	assert_string_equal(m->rows[0].status, "monitoring");
	assert_int_equal(m->rows[0].quiet_ms, m->now_ms);
	assert_int_equal(m->rows[0].alerts_firing, 0);
}

static void one_of_two_that_ends_leaves_the_other(void **state)
{
	struct model *m = *state;

	FIRES(m, "SLOFastBurn", START_MS);
	FIRES(m, "SLOSlowBurn", START_MS);
	assert_int_equal(m->n_rows, 1);
	IS_OVER(m, "SLOFastBurn", START_MS);
	assert_string_equal(m->rows[0].status, "investigating");
	assert_int_equal(m->rows[0].quiet_ms, 0);
	IS_OVER(m, "SLOSlowBurn", START_MS);
	assert_string_equal(m->rows[0].status, "monitoring");
}

static void a_worse_alert_raises_the_severity_a_milder_one_does_not(
    void **state)
{
	struct model *m = *state;

	FIRES(m, "SLOSlowBurn", START_MS);
	assert_int_equal(m->rows[0].severity, 3);
	assert_int_equal(m->rows[0].next_update_ms, 0);
	FIRES(m, "SLOFastBurn", START_MS);
	assert_int_equal(m->rows[0].severity, 2);
	assert_true(m->rows[0].next_update_ms > m->now_ms);
	FIRES(m, "SLOLatencyWarning", START_MS);
	assert_int_equal(m->rows[0].severity, 2);
}

/* ---- after the end ---- */

static void resolved(struct model *m, int64_t ago_ms)
{
	FIRES(m, "SLOFastBurn", START_MS);
	IS_OVER(m, "SLOFastBurn", START_MS);
	m->rows[0].status = "resolved";
	m->rows[0].resolved_ms = m->now_ms - ago_ms;
}

static void soon_after_its_end_it_is_reopened(void **state)
{
	struct model *m = *state;

	resolved(m, 59 * MINUTE_MS);
	FIRES(m, "SLOFastBurn", START_MS + 9 * MINUTE_MS);
	assert_int_equal(m->n_rows, 1);
	assert_string_equal(m->rows[0].status, "investigating");
	assert_int_equal(m->rows[0].acknowledged_ms, 0);
}

static void long_after_its_end_it_is_another(void **state)
{
	struct model *m = *state;

	resolved(m, 61 * MINUTE_MS);
	FIRES(m, "SLOFastBurn", START_MS + 9 * MINUTE_MS);
	assert_int_equal(m->n_rows, 2);
	assert_string_equal(m->rows[0].status, "resolved");
	assert_string_equal(m->rows[1].status, "investigating");
}

static void a_closed_one_is_left_alone(void **state)
{
	struct model *m = *state;

	resolved(m, MINUTE_MS);
	m->rows[0].status = "closed";
	FIRES(m, "SLOFastBurn", START_MS + 9 * MINUTE_MS);
	assert_int_equal(m->n_rows, 2);
	assert_string_equal(m->rows[0].status, "closed");
}

/* ---- storms ---- */

static void many_at_once_are_parts_of_one(void **state)
{
	struct model *m = *state;
	struct alert v[MANY];
	size_t children = 0;

	for (size_t i = 0; i < 200; i++) {
		char *name = arena_printf(m->a, "Alert%zu", i);

		v[i] = model_alert(name, "", START_MS, false);
	}
	model_tell(m, v, 200);
	assert_non_null(m->last.storm);
	assert_true(m->last.opened <= FOLD_OPENED_MAX + 1);
	assert_string_equal(m->last.storm->row.key, FOLD_STORM_KEY);
	for (size_t i = 0; i < m->n_rows; i++)
		children += m->rows[i].parent_id == m->last.storm->row.id;
	/* Five came before it was one, and are gathered by a statement. */
	assert_int_equal(children, m->n_rows - 6);
	for (size_t i = 0; i < 200; i++)
		assert_non_null(m->last.alerts[i].incident);
	/* Those beyond the bound are the storm's own. */
	assert_int_equal(
	    m->last.storm->row.alerts_firing, 200 - (int64_t)(m->n_rows - 1));
	assert_true(m->last.storm->n_lines <= INCIDENT_LINES_MAX);
	assert_true(m->last.storm->n_left_out > 0);
}

static void a_few_at_once_are_no_storm(void **state)
{
	struct model *m = *state;

	for (size_t i = 0; i < 5; i++)
		model_say(m, "Alert", arena_printf(m->a, "agent%zu", i),
		    START_MS, false);
	assert_int_equal(m->n_rows, 5);
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(m->rows[i].parent_id, 0);
	m->now_ms += 6 * MINUTE_MS;
	model_say(m, "Alert", "agent5", START_MS, false);
	assert_int_equal(m->n_rows, 6);
	assert_int_equal(m->rows[5].parent_id, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(an_alert_opens_an_incident),
	    TEST(a_thousand_copies_change_a_count_only),
	    TEST(its_end_leads_to_monitoring),
	    TEST(one_of_two_that_ends_leaves_the_other),
	    TEST(a_worse_alert_raises_the_severity_a_milder_one_does_not),
	    TEST(soon_after_its_end_it_is_reopened),
	    TEST(long_after_its_end_it_is_another),
	    TEST(a_closed_one_is_left_alone),
	    TEST(many_at_once_are_parts_of_one),
	    TEST(a_few_at_once_are_no_storm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
