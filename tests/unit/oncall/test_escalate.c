/* test_escalate.c - the handbook's clocks. */
#include "common/base/clock.h"
#include "services/oncall/page/escalate.h"

#include "tests/unit/unit.h"

#define MINUTE_MS INT64_C(60000)

static int64_t utc(const char *text)
{
	int64_t ms;

	assert_int_equal(clock_parse_utc(text, &ms), 0);
	return ms;
}

static struct escalate_plan plan(struct escalation e, int64_t now_ms)
{
	struct hours h = {9 * 60, 18 * 60};
	struct zone *z;
	struct err err = {0};
	struct escalate_plan p;

	assert_int_equal(zone_open("Europe/Berlin", &z, &err), 0);
	p = escalate_plan(&e, &h, z, now_ms);
	zone_close(&z);
	return p;
}

#define NIGHT utc("2026-11-22T02:00:00Z") /* a Sunday */
#define DAY utc("2026-11-23T10:00:00Z")

/* Walks an incident that nobody acknowledges; minutes of its calls. */
static size_t walk(int severity, int64_t at_ms, int64_t *minutes, size_t max)
{
	struct escalation e = {.severity = severity};
	int64_t now = at_ms;
	size_t n = 0;

	for (unsigned i = 0; i < 20; i++) {
		struct escalate_plan p = plan(e, now);

		if (p.deed == ESCALATE_REST)
			return n;
		if (p.deed == ESCALATE_CALL) {
			assert_true(n < max);
			minutes[n++] = (now - at_ms) / MINUTE_MS;
			e.began_ms = p.began_ms;
			e.level++;
			if (p.at_ms == 0)
				return n;
		}
		assert_true(p.at_ms > now);
		now = p.at_ms;
	}
	return n;
}

static void sev1_goes_to_the_top_by_the_clock(void **state)
{
	int64_t m[8];

	(void)state;
	assert_int_equal(walk(1, NIGHT, m, 8), 5);
	assert_int_equal(m[0], 0);
	assert_int_equal(m[1], 5);
	assert_int_equal(m[2], 15);
	assert_int_equal(m[3], 30);
	assert_int_equal(m[4], 60);
}

static void sev2_ends_with_the_manager(void **state)
{
	int64_t m[8];

	(void)state;
	assert_int_equal(walk(2, DAY, m, 8), 3);
	assert_int_equal(m[0], 0);
	assert_int_equal(m[2], 15);
}

static void sev2_waits_for_the_morning_and_its_clock_with_it(void **state)
{
	int64_t m[8];

	(void)state;
	assert_int_equal(walk(2, NIGHT, m, 8), 3);
	/* Monday 9:00 in Berlin is 30 hours later. */
	assert_int_equal(m[0], 30 * 60);
	assert_int_equal(m[1], 30 * 60 + 5);
	assert_int_equal(m[2], 30 * 60 + 15);
}

static void sev2_that_begins_at_closing_time_goes_on_next_day(void **state)
{
	int64_t m[8];

	(void)state;
	assert_int_equal(walk(2, utc("2026-11-23T16:57:00Z"), m, 8), 3);
	assert_int_equal(m[0], 0);
	assert_int_equal(m[1], 15 * 60 + 3);
	assert_int_equal(m[2], 15 * 60 + 3 + 10);
}

static void sev1_makes_up_for_what_nobody_did(void **state)
{
	struct escalation e = {
	    .severity = 1, .level = ROTA_manager, .began_ms = NIGHT};
	int64_t late = NIGHT + 40 * MINUTE_MS;
	struct escalate_plan p = plan(e, late);

	(void)state;
	assert_int_equal(p.deed, ESCALATE_CALL);
	assert_true(p.at_ms <= late);
}

static void sev3_and_sev4_call_nobody(void **state)
{
	int64_t m[8];

	(void)state;
	assert_int_equal(walk(3, DAY, m, 8), 0);
	assert_int_equal(walk(4, DAY, m, 8), 0);
}

static void what_grows_to_sev1_is_called_at_once(void **state)
{
	struct escalation e = {.severity = 1};

	(void)state;
	assert_int_equal(plan(e, NIGHT).deed, ESCALATE_CALL);
	/* As SEV2 it had ended with the manager. */
	e = (struct escalation){
	    .severity = 1, .level = ROTA_vp, .began_ms = NIGHT};
	assert_int_equal(
	    plan(e, NIGHT + 20 * MINUTE_MS).at_ms, NIGHT + 30 * MINUTE_MS);
	assert_int_equal(plan(e, NIGHT + 45 * MINUTE_MS).deed, ESCALATE_CALL);
}

static void acknowledgement_and_end_stop_it(void **state)
{
	struct escalation e = {
	    .severity = 1, .level = 1, .began_ms = NIGHT, .acknowledged = true};

	(void)state;
	assert_int_equal(plan(e, DAY).deed, ESCALATE_REST);
	e.acknowledged = false;
	e.over = true;
	assert_int_equal(plan(e, DAY).deed, ESCALATE_REST);
	e.forced = true;
	assert_int_equal(plan(e, DAY).deed, ESCALATE_REST);
}

static void an_operator_calls_the_next_at_any_time(void **state)
{
	struct escalation e = {.severity = 3, .forced = true};
	struct escalate_plan p = plan(e, NIGHT);

	(void)state;
	assert_int_equal(p.deed, ESCALATE_CALL);
	assert_int_equal(p.at_ms, 0);
	e = (struct escalation){.severity = 1,
	    .level = ROTA_manager,
	    .began_ms = NIGHT,
	    .acknowledged = true,
	    .forced = true};
	p = plan(e, NIGHT + MINUTE_MS);
	assert_int_equal(p.deed, ESCALATE_CALL);
	assert_int_equal(p.at_ms, 0);
	e.level = ROTA_LEVEL_COUNT;
	assert_int_equal(plan(e, NIGHT).deed, ESCALATE_REST);
}

static int64_t jump(int64_t unix_ms, int64_t mono_ms, const char *boot_id)
{
	struct escalate_clock last = {NIGHT, 5000, "b1"},
			      now = {NIGHT + unix_ms, 5000 + mono_ms, boot_id};

	return escalate_jump_ms(&last, &now);
}

static void a_clock_that_jumps_is_seen(void **state)
{
	(void)state;
	assert_int_equal(jump(1000, 1000, "b1"), 0);
	assert_int_equal(jump(20000, 1000, "b1"), 0);
	assert_int_equal(jump(3601000, 1000, "b1"), 3600000);
	assert_int_equal(jump(-3599000, 1000, "b1"), -3600000);
}

static void nothing_is_known_of_other_clocks_and_long_pauses(void **state)
{
	(void)state;
	assert_int_equal(jump(3601000, 1000, "b2"), 0);
	assert_int_equal(jump(7200000, 3600000, "b1"), 0);
	assert_int_equal(jump(3601000, -1000, "b1"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sev1_goes_to_the_top_by_the_clock),
	    cmocka_unit_test(sev2_ends_with_the_manager),
	    cmocka_unit_test(sev2_waits_for_the_morning_and_its_clock_with_it),
	    cmocka_unit_test(sev2_that_begins_at_closing_time_goes_on_next_day),
	    cmocka_unit_test(sev1_makes_up_for_what_nobody_did),
	    cmocka_unit_test(sev3_and_sev4_call_nobody),
	    cmocka_unit_test(what_grows_to_sev1_is_called_at_once),
	    cmocka_unit_test(acknowledgement_and_end_stop_it),
	    cmocka_unit_test(an_operator_calls_the_next_at_any_time),
	    cmocka_unit_test(a_clock_that_jumps_is_seen),
	    cmocka_unit_test(nothing_is_known_of_other_clocks_and_long_pauses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
