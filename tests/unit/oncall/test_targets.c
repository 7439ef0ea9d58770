/* test_targets.c - the list of whom to ask, and what an incident cost. */
#include "common/service/services.def.h"
#include "services/oncall/slo/spent.h"
#include "services/oncall/slo/targets.h"

#include "tests/unit/unit.h"

#include <math.h>
#include <stdio.h>

struct read {
	struct arena *arena;
	struct targets t;
	struct err err;
	int result;
};

static struct read parse(const char *json)
{
	struct read r = {.arena = arena_new(4 << 20)};

	r.result = targets_parse(r.arena, str_of(json), &r.t, &r.err);
	arena_free(&r.arena);
	return r;
}

static void reads_what_infra_prometheus_targets_writes(void **state)
{
	struct read r = parse(
	    "[\n  {\"targets\": [\"127.0.0.1:8080\"], \"labels\": "
	    "{\"daemon\": \"gateway\", \"env\": \"dev\"}},\n"
	    "  {\"targets\": [\"10.0.0.1:8092\", \"[fd00::1]:8092\"], "
	    "\"labels\": {\"daemon\": \"search\", \"env\": \"dev\"}}\n]\n");

	(void)state;
	assert_int_equal(r.result, 0);
	assert_int_equal(r.t.n, 3);
	assert_string_equal(r.t.of[0].daemon, "gateway");
	assert_string_equal(r.t.of[2].address, "[fd00::1]:8092");
}

static void a_daemon_without_objectives_or_named_twice_is_left_out(void **state)
{
	struct read r =
	    parse("[{\"targets\":[\"a:1\"],\"labels\":{\"daemon\":\"node\"}},"
		  "{\"targets\":[\"a:2\",\"a:2\"],\"labels\":{\"daemon\":"
		  "\"search\"}}]");

	(void)state;
	assert_int_equal(r.result, 0);
	assert_int_equal(r.t.n, 1);
}

#define X_IS_ASKED(name, agent, port, doc)                                     \
	{                                                                      \
		size_t n = 0;                                                  \
		for (size_t i = 0; i < t.n; i++)                               \
			n += streq(t.of[i].daemon, #name);                     \
		assert_int_equal(n, 1);                                        \
	}

static void containers_are_all_asked(void **state)
{
	struct arena *a = arena_new(1 << 20);
	struct targets t;
	struct err err = {0};

	(void)state;
	assert_int_equal(
	    targets_read(a, "infra/docker/targets.json", &t, &err), 0);
	SERVICES(X_IS_ASKED)
	arena_free(&a);
}

static const char *const wrong[] = {"", "{}", "[{}]", "[1]",
    "[{\"targets\":[\"a:1\"]}]",
    "[{\"targets\":[7],\"labels\":{\"daemon\":\"search\"}}]",
    "[{\"targets\":[\"a\"],\"labels\":{\"daemon\":\"search\"}}]",
    "[{\"targets\":[\"a:1/../x\"],\"labels\":{\"daemon\":\"search\"}}]",
    "[{\"targets\":[\"user@a:1\"],\"labels\":{\"daemon\":\"search\"}}]",
    "[{\"targets\":\"a:1\",\"labels\":{\"daemon\":\"search\"}}]"};

static void refuses_what_is_no_list_of_addresses(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		struct read r = parse(wrong[i]);

		if (r.result != -1)
			fail_msg("taken: %s", wrong[i]);
		assert_int_equal(r.err.code, ERR_INVALID);
	}
}

static void no_more_than_its_bound(void **state)
{
	char json[8192] = "[{\"labels\":{\"daemon\":\"search\"},\"targets\":[";
	struct read r;

	(void)state;
	for (int i = 0; i <= TARGETS_MAX; i++)
		sprintf(
		    json + strlen(json), "%s\"h:%d\"", i > 0 ? "," : "", i + 1);
	strcat(json, "]}]");
	r = parse(json);
	assert_int_equal(r.err.code, ERR_TOO_LARGE);
}

static void a_file_that_is_not_there_says_so(void **state)
{
	struct arena *a = arena_new(4 << 20);
	struct targets t;
	struct err err = {0};

	(void)state;
	assert_int_equal(targets_read(a, "/nowhere/t.json", &t, &err), -1);
	assert_int_equal(err.code, ERR_UNAVAILABLE);
	assert_non_null(strstr(err.text, "/nowhere/t.json"));
	arena_free(&a);
}

#define NOW ((int64_t)29000000)

static void an_incident_cost_its_failed_requests(void **state)
{
	struct slo_history *h = slo_history_new();
	const struct slo_counts well = {.good = 100}, ill = {.bad = 10};
	const struct slo_counts during = {.good = 1000, .bad = 100};
	struct slo_spent s;

	(void)state;
	for (int64_t m = NOW - 99; m <= NOW; m++)
		assert_true(slo_history_add(h, 1, m, &well));
	for (int64_t m = NOW - 20; m < NOW - 10; m++)
		assert_true(slo_history_add(h, 1, m, &ill));
	s = slo_spent_of(h, 1, &during, NOW);
	assert_string_equal(s.agent, "inbox.search");
	assert_int_equal(s.requests, 1100);
	assert_int_equal(s.failed, 100);
	/* 1 % of 10,100 may fail. */
	assert_true(fabs(s.budget_share - 100 / 101.0) < 1e-9);
	assert_true(s.missed[OBJECTIVE_SUCCESS]);
	slo_history_free(&h);
}

static void an_incident_missed_what_was_broken_in_its_time(void **state)
{
	struct slo_history *h = slo_history_new();
	struct slo_counts slow = {.good = 1000}, one_of_few = {.good = 2};
	struct slo_spent s;

	(void)state;
	slow.buckets[SLO_BUCKETS - 1] = 1000;
	s = slo_spent_of(h, 1, &slow, NOW);
	assert_true(s.missed[OBJECTIVE_P95]);
	assert_true(s.missed[OBJECTIVE_P99]);
	assert_false(s.missed[OBJECTIVE_SUCCESS]);
	assert_false(s.missed[OBJECTIVE_FRESHNESS]); /* it promises none */
	one_of_few.bad = 1;                          /* chance */
	s = slo_spent_of(h, 3, &one_of_few, NOW);
	assert_false(s.missed[OBJECTIVE_SUCCESS]);
	slo_history_free(&h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_what_infra_prometheus_targets_writes),
	    cmocka_unit_test(
		a_daemon_without_objectives_or_named_twice_is_left_out),
	    cmocka_unit_test(containers_are_all_asked),
	    cmocka_unit_test(refuses_what_is_no_list_of_addresses),
	    cmocka_unit_test(no_more_than_its_bound),
	    cmocka_unit_test(a_file_that_is_not_there_says_so),
	    cmocka_unit_test(an_incident_cost_its_failed_requests),
	    cmocka_unit_test(an_incident_missed_what_was_broken_in_its_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
