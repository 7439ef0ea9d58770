/* test_judge.c - measures become verdicts at the stated thresholds. */
#include "services/warehouse/warehouse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

static const struct measures good = {.emails = 1000,
    .newest_age_min = 5,
    .emails_7d = 100,
    .emails_prior_7d = 100,
    .index_documents = 1000,
    .index_error = ""};

static enum check_status judged(const struct measures *m, const char *name)
{
	struct check_result results[CHECKS_MAX];
	struct arena *a = arena_new(1 << 16);
	enum check_status s = CHECK_FAILED;
	size_t n = warehouse_judge(a, m, results);

	for (size_t i = 0; i < n; i++)
		if (streq(results[i].name, name))
			s = results[i].status;
	arena_free(&a);
	return s;
}

static void whole_fresh_data_is_ok(void **state)
{
	struct check_result results[CHECKS_MAX];
	struct arena *a = arena_new(1 << 16);

	(void)state;
	assert_int_equal(
	    warehouse_worst(results, warehouse_judge(a, &good, results)),
	    CHECK_OK);
	arena_free(&a);
}

static void an_empty_mailbox_is_ok(void **state)
{
	struct measures m = {.index_error = ""};
	struct check_result results[CHECKS_MAX];
	struct arena *a = arena_new(1 << 16);

	(void)state;
	assert_int_equal(
	    warehouse_worst(results, warehouse_judge(a, &m, results)),
	    CHECK_OK);
	arena_free(&a);
}

static void a_stuck_pipeline_degrades_then_fails(void **state)
{
	struct measures m = good;

	(void)state;
	m.unfinished = 10;
	m.oldest_unfinished_min = 30;
	assert_int_equal(judged(&m, "freshness"), CHECK_OK);
	m.oldest_unfinished_min = 31;
	assert_int_equal(judged(&m, "freshness"), CHECK_DEGRADED);
	m.oldest_unfinished_min = 61;
	assert_int_equal(judged(&m, "freshness"), CHECK_FAILED);
}

static void a_single_lost_document_is_seen(void **state)
{
	struct measures m = good;

	(void)state;
	m.index_documents = 999;
	assert_int_equal(judged(&m, "parity"), CHECK_DEGRADED);
	m.index_documents = 700;
	assert_int_equal(judged(&m, "parity"), CHECK_FAILED);
}

static void mail_on_its_way_may_be_indexed_or_not(void **state)
{
	struct measures m = good;

	(void)state;
	m.unfinished = 100;
	m.index_documents = 950;
	assert_int_equal(judged(&m, "parity"), CHECK_OK);
}

static void an_index_that_does_not_answer_fails_parity(void **state)
{
	struct measures m = good;

	(void)state;
	m.index_documents = -1;
	m.index_error = "connection refused";
	assert_int_equal(judged(&m, "parity"), CHECK_FAILED);
}

static void a_silent_source_degrades_volume(void **state)
{
	struct measures m = good;

	(void)state;
	m.emails_7d = 10;
	assert_int_equal(judged(&m, "volume"), CHECK_DEGRADED);
	m.emails_prior_7d = 40;
	m.emails_7d = 1;
	assert_int_equal(judged(&m, "volume"), CHECK_OK);
}

static void many_missing_values_fail(void **state)
{
	struct measures m = good;

	(void)state;
	m.no_from = 60;
	assert_int_equal(judged(&m, "nulls.from"), CHECK_DEGRADED);
	m.no_from = 600;
	assert_int_equal(judged(&m, "nulls.from"), CHECK_FAILED);
}

static void mail_too_old_for_the_index_is_not_missed_in_it(void **state)
{
	struct measures m = good;

	(void)state;
	m.index_documents = 700;
	m.index_retired = 300;
	assert_int_equal(judged(&m, "parity"), CHECK_OK);
	m.index_documents = 1000;
	assert_int_equal(judged(&m, "parity"), CHECK_FAILED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(whole_fresh_data_is_ok),
	    cmocka_unit_test(an_empty_mailbox_is_ok),
	    cmocka_unit_test(a_stuck_pipeline_degrades_then_fails),
	    cmocka_unit_test(a_single_lost_document_is_seen),
	    cmocka_unit_test(mail_on_its_way_may_be_indexed_or_not),
	    cmocka_unit_test(an_index_that_does_not_answer_fails_parity),
	    cmocka_unit_test(a_silent_source_degrades_volume),
	    cmocka_unit_test(mail_too_old_for_the_index_is_not_missed_in_it),
	    cmocka_unit_test(many_missing_values_fail),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
