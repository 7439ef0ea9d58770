/* test_report.c - reports are found by name or by the words that mean them. */
#include "common/service/report.h"

#include "tests/unit/unit.h"

#include <string.h>

static const struct service_report reports[] = {
    {"summary", "|summary|overview|", "SELECT 1"},
    {"volumes", "|how many|per day|", "SELECT 2"},
};
static const struct service_desc desc = {.reports = reports, .n_reports = 2};
static const struct service service = {.desc = &desc};

static void a_report_is_found_by_its_name(void **state)
{
	struct err err = {0};

	(void)state;
	assert_ptr_equal(
	    service_report_named(&service, "volumes", &err), &reports[1]);
}

static void an_unknown_name_is_told_what_there_is(void **state)
{
	struct err err = {0};

	(void)state;
	assert_null(service_report_named(&service, "volume", &err));
	assert_int_equal(err.code, ERR_INVALID);
	assert_string_equal(err.field, "kind");
	assert_non_null(strstr(err.text, "summary volumes"));
}

static void words_in_any_case_mean_a_report(void **state)
{
	(void)state;
	assert_ptr_equal(
	    service_report_meant(&service, "How MANY emails?"), &reports[1]);
	assert_ptr_equal(service_report_meant(&service, ""), &reports[0]);
	assert_ptr_equal(
	    service_report_meant(&service, "something else"), &reports[0]);
}

static void a_runs_log_is_bounded(void **state)
{
	struct task t = {.arena = arena_new(1 << 20)};
	struct agent_result result = {0};

	(void)state;
	for (int i = 0; i < 500; i++)
		service_run_log(&t, &result, "line %d", i);
	assert_int_equal(result.logs.n, 200);
	assert_string_equal(result.logs.v[199], "line 199");
	arena_free(&t.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_report_is_found_by_its_name),
	    cmocka_unit_test(an_unknown_name_is_told_what_there_is),
	    cmocka_unit_test(words_in_any_case_mean_a_report),
	    cmocka_unit_test(a_runs_log_is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
