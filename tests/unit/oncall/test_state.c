/* test_state.c - the state machine of incidents: every event in every state,
 * and what it does to the times. */
#include "services/oncall/incident/state.h"

#include "tests/unit/unit.h"

#include <string.h>

#define HOUR_MS 3600000
#define NOW_MS (1790000000000 + 48 * (int64_t)HOUR_MS)

static const struct incident_rules rules = {
    .reopen_ms = HOUR_MS, .postmortem_ms = 48 * HOUR_MS};

static struct incident_row row_in(const char *status)
{
	struct incident_row r = {
	    .id = 1,
	    .version = 3,
	    .severity = 2,
	    .status = status,
	    .commander = "",
	    .acknowledged_by = "",
	    .created_ms = NOW_MS - HOUR_MS,
	};

	if (streq(status, "resolved") || streq(status, "closed"))
		r.resolved_ms = NOW_MS - HOUR_MS / 2;
	return r;
}

/* One letter a state: i identified, g investigating, m, r, c; - refused. */
static const struct {
	enum incident_event event;
	const char *to; /* from investigating, identified, monitoring ... */
} want[] = {
    {EVENT_fire, "gigg-"}, /* monitoring, cause never known: investigating */
    {EVENT_end, "gimrc"},
    {EVENT_quiet, "mmm--"},
    {EVENT_calm, "--r--"},
    {EVENT_miss, "gim--"},
    {EVENT_raise, "gimr-"},
    {EVENT_group, "gim--"},
    {EVENT_acknowledge, "gim--"},
    {EVENT_identify, "i-i--"},
    {EVENT_monitor, "mm---"},
    {EVENT_resolve, "rrr--"},
    {EVENT_close, "---c-"},
    {EVENT_reopen, "---g-"},
    {EVENT_severity, "gimr-"},
    {EVENT_assign, "gimr-"},
    {EVENT_note, "gimrc"},
    {EVENT_review, "---rc"},
};

static const char *state_of_letter(char letter)
{
	switch (letter) {
	case 'g':
		return "investigating";
	case 'i':
		return "identified";
	case 'm':
		return "monitoring";
	case 'r':
		return "resolved";
	default:
		return "closed";
	}
}

static void every_event_in_every_state(void **state)
{
	size_t pairs = 0;

	(void)state;
	assert_int_equal(ARRAY_LEN(want), INCIDENT_N_EVENTS);
	for (size_t e = 0; e < ARRAY_LEN(want); e++)
		for (int s = 0; s < INCIDENT_N_STATES; s++, pairs++) {
			const char *from =
			    incident_state_name((enum incident_state)s);
			struct incident_row r = row_in(from), was = r;
			struct err err = {0};
			int code = incident_apply(
			    &r, want[e].event, "user:7", NOW_MS, &rules, &err);

			if (want[e].to[s] == '-') {
				assert_int_equal(code, -1);
				assert_int_equal(err.code, ERR_CONFLICT);
				assert_memory_equal(&r, &was, sizeof r);
			} else {
				assert_int_equal(code, 0);
				assert_string_equal(
				    r.status, state_of_letter(want[e].to[s]));
			}
		}
	assert_int_equal(pairs, INCIDENT_N_EVENTS * INCIDENT_N_STATES);
}

static int apply(
    struct incident_row *r, enum incident_event event, struct err *err)
{
	*err = (struct err){0};
	return incident_apply(r, event, "user:7", NOW_MS, &rules, err);
}

static void an_alert_takes_monitoring_back_to_where_it_was(void **state)
{
	struct incident_row r = row_in("monitoring");
	struct err err;

	(void)state;
	r.identified_ms = NOW_MS - 1000;
	r.mitigated_ms = r.quiet_ms = NOW_MS - 500;
	assert_int_equal(apply(&r, EVENT_fire, &err), 0);
	assert_string_equal(r.status, "identified");
	assert_int_equal(r.mitigated_ms, 0);
	assert_int_equal(r.quiet_ms, 0);
}

static void an_incident_is_reopened_within_its_time_only(void **state)
{
	struct incident_row r = row_in("resolved");
	struct err err;

	(void)state;
	r.resolved_ms = NOW_MS - HOUR_MS;
	r.acknowledged_ms = r.mitigated_ms = NOW_MS - 2 * HOUR_MS;
	r.postmortem_due_ms = NOW_MS + HOUR_MS;
	assert_true(incident_may_reopen(&r, NOW_MS, &rules));
	assert_int_equal(apply(&r, EVENT_fire, &err), 0);
	assert_string_equal(r.status, "investigating");
	assert_int_equal(r.resolved_ms, 0);
	assert_int_equal(r.postmortem_due_ms, 0);
	assert_int_equal(r.acknowledged_ms, 0); /* somebody is told again */

	r = row_in("resolved");
	r.resolved_ms = NOW_MS - HOUR_MS - 1;
	assert_false(incident_may_reopen(&r, NOW_MS, &rules));
	assert_int_equal(apply(&r, EVENT_reopen, &err), -1);
	assert_int_equal(apply(&r, EVENT_fire, &err), -1);
	assert_string_equal(r.status, "resolved");
}

static void a_severity_corrected_after_the_end_is_about_its_postmortem(
    void **state)
{
	struct incident_row r = row_in("resolved");
	struct err err;

	(void)state;
	r.postmortem_due_ms = NOW_MS + HOUR_MS;
	r.severity = 3;
	assert_int_equal(apply(&r, EVENT_severity, &err), 0);
	assert_int_equal(r.postmortem_due_ms, 0);
	r.severity = 2;
	assert_int_equal(apply(&r, EVENT_severity, &err), 0);
	assert_int_equal(r.postmortem_due_ms, NOW_MS + rules.postmortem_ms);
	/* Another that wants one, too: it is not put off. */
	r.postmortem_due_ms = NOW_MS + HOUR_MS;
	r.severity = 1;
	assert_int_equal(apply(&r, EVENT_raise, &err), 0);
	assert_int_equal(r.postmortem_due_ms, NOW_MS + HOUR_MS);
	/* One that is written is not asked for again; of what goes on, none. */
	r = row_in("resolved");
	r.postmortem_ms = NOW_MS - 1;
	assert_int_equal(apply(&r, EVENT_severity, &err), 0);
	assert_int_equal(r.postmortem_due_ms, 0);
	r = row_in("monitoring");
	assert_int_equal(apply(&r, EVENT_severity, &err), 0);
	assert_int_equal(r.postmortem_due_ms, 0);
}

static void who_acts_first_acknowledges_and_leads(void **state)
{
	struct incident_row r = row_in("investigating");
	struct err err;

	(void)state;
	assert_int_equal(apply(&r, EVENT_identify, &err), 0);
	assert_int_equal(r.acknowledged_ms, NOW_MS);
	assert_string_equal(r.acknowledged_by, "user:7");
	assert_string_equal(r.commander, "user:7");
	assert_int_equal(incident_apply(&r, EVENT_monitor, "user:8", NOW_MS + 5,
			     &rules, &err),
	    0);
	assert_string_equal(r.acknowledged_by, "user:7");
	assert_string_equal(r.commander, "user:7");
	assert_int_equal(r.mitigated_ms, NOW_MS + 5);
}

static void who_corrects_the_severity_is_not_at_it(void **state)
{
	struct incident_row r = row_in("investigating");
	struct err err;

	(void)state;
	r.severity = 1;
	assert_int_equal(apply(&r, EVENT_severity, &err), 0);
	assert_int_equal(r.acknowledged_ms, 0);
	assert_string_equal(r.commander, "");
}

static void alerts_never_acknowledge(void **state)
{
	struct incident_row r = row_in("investigating");
	struct err err;

	(void)state;
	assert_int_equal(apply(&r, EVENT_fire, &err), 0);
	assert_int_equal(apply(&r, EVENT_quiet, &err), 0);
	assert_int_equal(r.acknowledged_ms, 0);
	assert_string_equal(r.commander, "");
	assert_int_equal(r.quiet_ms, NOW_MS);
}

static void it_is_not_resolved_by_hand_while_alerts_fire(void **state)
{
	struct incident_row r = row_in("monitoring");
	struct err err;

	(void)state;
	r.alerts_firing = 2;
	assert_int_equal(apply(&r, EVENT_resolve, &err), -1);
	assert_non_null(strstr(err.text, "2 of its alerts still fire"));
	r.alerts_firing = 0;
	assert_int_equal(apply(&r, EVENT_resolve, &err), 0);
	assert_int_equal(r.resolved_ms, NOW_MS);
}

static void a_postmortem_is_due_by_severity_and_before_closing(void **state)
{
	struct incident_row r = row_in("monitoring"), minor = r;
	struct err err;

	(void)state;
	assert_int_equal(apply(&r, EVENT_resolve, &err), 0);
	assert_int_equal(r.postmortem_due_ms, NOW_MS + rules.postmortem_ms);
	assert_int_equal(apply(&r, EVENT_close, &err), -1);
	assert_int_equal(apply(&r, EVENT_review, &err), 0);
	assert_int_equal(r.postmortem_ms, NOW_MS);
	assert_int_equal(apply(&r, EVENT_close, &err), 0);
	assert_int_equal(r.closed_ms, NOW_MS);

	minor.severity = 3;
	assert_int_equal(apply(&minor, EVENT_resolve, &err), 0);
	assert_int_equal(minor.postmortem_due_ms, 0);
	assert_int_equal(apply(&minor, EVENT_close, &err), 0);
}

static void status_updates_are_due_every_quarter_of_an_hour(void **state)
{
	struct incident_row r = row_in("investigating");
	struct err err;

	(void)state;
	assert_int_equal(apply(&r, EVENT_note, &err), 0);
	assert_int_equal(r.next_update_ms, NOW_MS + 15 * 60000);
	assert_int_equal(apply(&r, EVENT_resolve, &err), 0);
	assert_int_equal(r.next_update_ms, 0);
	r = row_in("investigating");
	r.severity = 4;
	assert_int_equal(apply(&r, EVENT_note, &err), 0);
	assert_int_equal(r.next_update_ms, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_event_in_every_state),
	    cmocka_unit_test(an_alert_takes_monitoring_back_to_where_it_was),
	    cmocka_unit_test(an_incident_is_reopened_within_its_time_only),
	    cmocka_unit_test(
		a_severity_corrected_after_the_end_is_about_its_postmortem),
	    cmocka_unit_test(who_acts_first_acknowledges_and_leads),
	    cmocka_unit_test(who_corrects_the_severity_is_not_at_it),
	    cmocka_unit_test(alerts_never_acknowledge),
	    cmocka_unit_test(it_is_not_resolved_by_hand_while_alerts_fire),
	    cmocka_unit_test(
		a_postmortem_is_due_by_severity_and_before_closing),
	    cmocka_unit_test(status_updates_are_due_every_quarter_of_an_hour),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
