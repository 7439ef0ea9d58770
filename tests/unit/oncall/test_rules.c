/* test_rules.c - which incident an alert belongs to. */
#include "services/oncall/alert/rules.h"

#include "tests/unit/unit.h"

static const struct {
	const char *name, *agent, *severity, *sev, *env;
	const char *key;
	int64_t want;
} cases[] = {
    {"SLOFastBurn", "inbox.search", "critical", "", "", "slo/inbox.search", 2},
    {"SLOSlowBurn", "inbox.search", "warning", "", "", "slo/inbox.search", 3},
    {"SLOFastBurn", "gateway", "critical", "", "", "slo/gateway", 1},
    {"SLOFastBurn", "inbox.search", "critical", "", "staging",
	"slo/inbox.search@staging", 2},
    {"SLOFastBurn", "inbox.search", "critical", "SEV1", "", "slo/inbox.search",
	1},
    {"FreshnessMissed", "inbox.triage", "critical", "", "", "pipeline", 2},
    {"SearchDegraded", "inbox.search", "warning", "", "",
	"service/inbox.search", 3},
    {"DatabaseDown", "", "critical", "", "", "database", 1},
    {"Unheard", "inbox.triage", "warning", "", "", "alert/Unheard/inbox.triage",
	3},
    {"Unheard", "", "critical", "", "", "alert/Unheard/", 2},
    {"Unheard", "", "info", "", "", "alert/Unheard/", 4},
    {"Unheard", "", "", "", "", "alert/Unheard/", 3},
    {"Unheard", "", "warning", "sev9", "", "alert/Unheard/", 3},
};

static void key_and_severity_are_the_tables(void **state)
{
	struct arena *a = arena_new(1 << 20);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const struct alert al = {
		    .name = cases[i].name,
		    .agent = cases[i].agent,
		    .severity = cases[i].severity,
		    .sev = cases[i].sev,
		    .env = cases[i].env,
		    .daemon = "",
		    .summary = "",
		    .runbook = "",
		};
		struct alert_incident r = alert_rules_find(a, &al);

		assert_string_equal(r.key, cases[i].key);
		assert_int_equal(r.severity, cases[i].want);
	}
	arena_free(&a);
}

static void title_and_runbook_have_defaults(void **state)
{
	struct arena *a = arena_new(1 << 20);
	struct alert al = {.name = "SLOFastBurn",
	    .agent = "inbox.search",
	    .severity = "",
	    .sev = "",
	    .env = "",
	    .daemon = "",
	    .summary = "",
	    .runbook = ""};
	struct alert_incident r = alert_rules_find(a, &al);

	(void)state;
	assert_string_equal(r.title, "SLOFastBurn inbox.search");
	assert_string_equal(r.runbook, "docs/runbooks/slo-fast-burn.md");
	al.summary = "Search burns its budget";
	al.runbook = "docs/runbooks/other.md";
	r = alert_rules_find(a, &al);
	assert_string_equal(r.title, "Search burns its budget");
	assert_string_equal(r.runbook, "docs/runbooks/other.md");
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(key_and_severity_are_the_tables),
	    cmocka_unit_test(title_and_runbook_have_defaults),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
