/* test_reading.c - counters to counts: nothing twice, no liar believed. */
#include "services/oncall/slo/reading.h"

#include "common/service/objectives.h"
#include "tests/unit/unit.h"

#include <stdio.h>

#define START "process_start_time_seconds 1000\n"
#define AT 2000000 /* ms: the process is older than SLO_YOUNG_MS */

static size_t agent(const char *name)
{
	return (size_t)(objective_of(name) - objectives);
}

static struct slo_reading reading(const char *daemon, const char *text)
{
	struct slo_reading r;
	struct err err = {0};

	if (slo_read(daemon, str_of(text), AT, &r, &err) < 0)
		fail_msg("%s", err.text);
	return r;
}

static enum err_code refused(const char *daemon, const char *text)
{
	struct slo_reading r;
	struct err err = {0};

	assert_int_equal(slo_read(daemon, str_of(text), AT, &r, &err), -1);
	return err.code;
}

/* What is news in `then` after `first`. */
static struct slo_counts news(
    const char *daemon, const char *of, const char *first, const char *then)
{
	struct slo_reading was = reading(daemon, first),
			   now = reading(daemon, then), more;
	struct err err = {0};

	now.at_ms = AT + 15000;
	if (slo_since(&was, &now, &more, &err) < 0)
		fail_msg("%s", err.text);
	return slo_news_of(&more, daemon, agent(of), 0);
}

#define ASKS(outcome, n)                                                       \
	"applylens_agent_requests_total{agent=\"inbox.search\","               \
	"lane=\"stable\",outcome=\"" outcome "\"} " n "\n"

static void outcomes_are_good_bad_or_nobodys(void **state)
{
	struct slo_counts c = news("search", "inbox.search", START,
	    START ASKS("ok", "7") ASKS("INVALID", "3") ASKS("INTERNAL", "2")
		ASKS("DEADLINE", "1") ASKS("NOT_FOUND", "4"));

	(void)state;
	assert_int_equal(c.good, 7);
	assert_int_equal(c.bad, 3);
	assert_int_equal(c.excluded, 7);
}

static void only_what_is_new_counts(void **state)
{
	struct slo_counts c = news("search", "inbox.search",
	    START ASKS("ok", "100") ASKS("INTERNAL", "5"),
	    START ASKS("ok", "103") ASKS("INTERNAL", "5"));

	(void)state;
	assert_int_equal(c.good, 3);
	assert_int_equal(c.bad, 0);
}

static void after_a_restart_all_is_new(void **state)
{
	struct slo_counts c =
	    news("search", "inbox.search", START ASKS("ok", "100"),
		"process_start_time_seconds 1990\n" ASKS("ok", "8"));

	(void)state;
	assert_int_equal(c.good, 8);
}

static void an_agent_speaks_for_itself_only(void **state)
{
	struct slo_counts c =
	    news("triage", "inbox.search", START, START ASKS("ok", "9"));

	(void)state;
	assert_int_equal(c.good, 0);
	c = news("triage", "inbox.triage", START, START ASKS("ok", "9"));
	assert_int_equal(c.good, 0);
}

#define UNANSWERED(outcome, n)                                                 \
	"applylens_bus_calls_unanswered_total{service=\"search\","             \
	"lane=\"stable\",outcome=\"" outcome "\"} " n "\n"

static void callers_tell_of_an_agent_that_does_not_answer(void **state)
{
	const char *text = START UNANSWERED("UNAVAILABLE", "5")
	    UNANSWERED("DEADLINE", "2") UNANSWERED("CANCELLED", "9");
	struct slo_counts c = news("gateway", "inbox.search", START, text);

	(void)state;
	assert_int_equal(c.bad, 7);
	c = news("gateway", "inbox.triage", START, text);
	assert_int_equal(c.bad, 0);
	/* The pipeline tries until it goes well. */
	c = news("ingest", "inbox.search", START, text);
	assert_int_equal(c.bad, 0);
}

static void the_gateway_excludes_what_a_switch_refused(void **state)
{
#define HTTP(status, n)                                                        \
	"applylens_http_requests_total{method=\"GET\",path=\"/x\","            \
	"status_code=\"" status "\"} " n "\n"
	struct slo_counts c = news("gateway", "gateway", START,
	    START HTTP("200", "50") HTTP("404", "4") HTTP("429", "3") HTTP(
		"503", "6") HTTP("500",
		"1") "applylens_switched_off_total{what=\"streaming\"} 5\n");

	(void)state;
	assert_int_equal(c.good, 50);
	assert_int_equal(c.bad, 2);
	assert_int_equal(c.excluded, 12);
}

#define TOOK(le, n)                                                            \
	"applylens_bus_call_duration_seconds_bucket{service="                  \
	"\"search\",lane=\"stable\",le=\"" le "\"} " n "\n"

static void durations_are_told_apart_by_bucket(void **state)
{
	char text[4096] = START;
	struct slo_counts c;

	(void)state;
	for (size_t i = 0; i < SLO_BOUNDS_N; i++)
		snprintf(text + strlen(text), sizeof text - strlen(text),
		    "applylens_bus_call_duration_seconds_bucket{service="
		    "\"search\",lane=\"stable\",le=\"%g\"} %zu\n",
		    slo_bounds[i], (i + 1) * 10);
	snprintf(text + strlen(text), sizeof text - strlen(text), "%s",
	    TOOK("+Inf", "243"));
	c = news("assistant", "inbox.search", START, text);
	for (size_t i = 0; i < SLO_BOUNDS_N; i++)
		assert_int_equal(c.buckets[i], 10);
	assert_int_equal(c.buckets[SLO_BOUNDS_N], 3);
	c = news("ingest", "inbox.search", START, text);
	assert_int_equal(c.buckets[0], 0);
}

static void impossible_numbers_are_refused(void **state)
{
	(void)state;
	assert_int_equal(
	    refused("search", START ASKS("ok", "NaN")), ERR_BAD_PEER);
	assert_int_equal(
	    refused("search", START ASKS("ok", "-1")), ERR_BAD_PEER);
	assert_int_equal(
	    refused("search", START ASKS("ok", "+Inf")), ERR_BAD_PEER);
	assert_int_equal(
	    refused("search", START ASKS("ok", "1e300")), ERR_BAD_PEER);
	assert_int_equal(refused("search", ASKS("ok", "1")), ERR_BAD_PEER);
	assert_int_equal(
	    refused("gateway", START TOOK("0.1", "5")), ERR_BAD_PEER);
	assert_int_equal(refused("search", "<html>\n"), ERR_INVALID);
}

static enum err_code not_believed(const char *first, const char *then)
{
	struct slo_reading was = reading("search", first),
			   now = reading("search", then), more;
	struct err err = {0};

	now.at_ms = AT + 15000;
	return slo_since(&was, &now, &more, &err) < 0 ? err.code : ERR_OK;
}

static void a_counter_that_goes_back_or_leaps_is_not_believed(void **state)
{
	(void)state;
	assert_int_equal(
	    not_believed(START ASKS("ok", "100"), START ASKS("ok", "99")),
	    ERR_BAD_PEER);
	assert_int_equal(not_believed(START ASKS("ok", "100"),
			     START ASKS("ok", "100000000")),
	    ERR_BAD_PEER);
	assert_int_equal(
	    not_believed(START ASKS("ok", "100"), START ASKS("ok", "100000")),
	    ERR_OK);
}

static void an_old_process_seen_first_brings_no_news(void **state)
{
	struct slo_reading now = reading("search", START ASKS("ok", "100")),
			   more;
	struct err err = {0};

	(void)state;
	assert_int_equal(slo_since(NULL, &now, &more, &err), 0);
	assert_int_equal(
	    slo_news_of(&more, "search", agent("inbox.search"), 0).good, 0);
	now.at_ms = 1010000; /* ten seconds old */
	assert_int_equal(slo_since(NULL, &now, &more, &err), 0);
	assert_int_equal(
	    slo_news_of(&more, "search", agent("inbox.search"), 0).good, 100);
}

/* Its histogram by the family's name, which is not that of its samples. */
static void a_daemon_is_asked_for_what_is_read_only(void **state)
{
	struct arena *a = arena_new(65536);
	const char *query = slo_reading_query(a);

	(void)state;
	assert_true(str_starts(str_of(query),
	    "?name%5B%5D=process_start_time_seconds&name%5B%5D="));
	assert_non_null(
	    strstr(query, "name%5B%5D=applylens_bus_call_duration_seconds&"));
	assert_null(strstr(query, "_bucket"));
	arena_free(&a);
}

static void counters_are_the_same_until_one_moves_or_it_restarts(void **state)
{
	struct slo_reading was = reading("search", START ASKS("ok", "7")),
			   now = was;

	(void)state;
	now.at_ms += 15000;
	assert_true(slo_reading_same(&was, &now));
	now = reading("search", START ASKS("ok", "8"));
	assert_false(slo_reading_same(&was, &now));
	now = was;
	now.started_s += 100;
	assert_false(slo_reading_same(&was, &now));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(outcomes_are_good_bad_or_nobodys),
	    cmocka_unit_test(only_what_is_new_counts),
	    cmocka_unit_test(after_a_restart_all_is_new),
	    cmocka_unit_test(an_agent_speaks_for_itself_only),
	    cmocka_unit_test(callers_tell_of_an_agent_that_does_not_answer),
	    cmocka_unit_test(the_gateway_excludes_what_a_switch_refused),
	    cmocka_unit_test(durations_are_told_apart_by_bucket),
	    cmocka_unit_test(impossible_numbers_are_refused),
	    cmocka_unit_test(a_counter_that_goes_back_or_leaps_is_not_believed),
	    cmocka_unit_test(a_daemon_is_asked_for_what_is_read_only),
	    cmocka_unit_test(
		counters_are_the_same_until_one_moves_or_it_restarts),
	    cmocka_unit_test(an_old_process_seen_first_brings_no_news),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
