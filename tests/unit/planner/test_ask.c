/* test_ask.c - what is asked for, by parameters and by words. */
#include "services/planner/plan.h"

#include "tests/unit/unit.h"

#include <stdio.h>

struct asked {
	struct arena *arena;
	struct plan_ask ask;
	struct err err;
	int result;
};

static struct asked read_ask(const char *objective, const char *params)
{
	struct asked r = {.arena = arena_new(1 << 16)};

	r.result =
	    plan_ask_read(r.arena, objective, str_of(params), &r.ask, &r.err);
	return r;
}

struct refusal {
	const char *objective, *params, *field;
};
static const struct refusal refusals[] = {
    {"x", "{}", "service"},
    {"x", "{\"service\":\"mail\",\"commit\":\"abc1234\"}", "service"},
    {"x", "{\"service\":7,\"commit\":\"abc1234\"}", "service"},
    {"x", "{\"service\":\"search\"}", "commit"},
    {"x", "{\"service\":\"search\",\"commit\":\"abc123\"}", "commit"},
    {"x", "{\"service\":\"search\",\"commit\":\"HEAD; reboot\"}", "commit"},
    {"x", "{\"service\":\"search\",\"commit\":\"abc123g\"}", "commit"},
    {"search abc1234", "{\"environment\":\"moon\"}", "environment"},
    {"search abc1234", "{\"target_pct\":20}", "target_pct"},
    {"search abc1234", "{\"target_pct\":\"10\"}", "target_pct"},
    {"search abc1234", "{\"target_pct\":10.5}", "target_pct"},
    {"search abc1234 to 25%", "{}", "target_pct"},
    {"search abc1234", "{\"environment\":\"dev\",\"target_pct\":10}",
	"target_pct"},
    {"search abc1234", "{\"force\":true}", "params"},
    {"search abc1234", "[]", "params"},
};

static void refuses_and_names_the_field(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(refusals); i++) {
		struct asked r =
		    read_ask(refusals[i].objective, refusals[i].params);

		assert_int_equal(r.result, -1);
		assert_int_equal(r.err.code, ERR_INVALID);
		assert_string_equal(r.err.field, refusals[i].field);
		arena_free(&r.arena);
	}
}

static void refuses_what_is_not_json(void **state)
{
	struct asked r = read_ask("search abc1234", "{");

	(void)state;
	assert_int_equal(r.result, -1);
	assert_int_equal(r.err.code, ERR_INVALID);
	arena_free(&r.arena);
}

struct target {
	const char *environment, *pct;
	enum stage stage;
};
static const struct target targets[] = {
    {"dev", "", STAGE_DEV},
    {"staging", "", STAGE_STAGING},
    {"staging", ",\"target_pct\":100", STAGE_STAGING},
    {"canary", "", STAGE_CANARY_50},
    {"canary", ",\"target_pct\":10", STAGE_CANARY_10},
    {"canary", ",\"target_pct\":50", STAGE_CANARY_50},
    {"canary", ",\"target_pct\":100", STAGE_PROD},
    {"prod", "", STAGE_PROD},
    {"prod", ",\"target_pct\":10", STAGE_CANARY_10},
    {"prod", ",\"target_pct\":50", STAGE_CANARY_50},
};

static void environment_and_percentage_are_one_stage(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(targets); i++) {
		char params[160];
		struct asked r;

		snprintf(params, sizeof params,
		    "{\"service\":\"search\",\"commit\":\"abc1234\","
		    "\"environment\":\"%s\"%s}",
		    targets[i].environment, targets[i].pct);
		r = read_ask("x", params);
		assert_int_equal(r.result, 0);
		assert_int_equal(r.ask.target, targets[i].stage);
		arena_free(&r.arena);
	}
}

static void words_say_what_parameters_leave_out(void **state)
{
	struct asked r = read_ask(
	    "Plan the release of search, commit ABC1234, to canary (10%).",
	    "{}");

	(void)state;
	assert_int_equal(r.result, 0);
	assert_string_equal(r.ask.service, "search");
	assert_string_equal(r.ask.agent, "inbox.search");
	assert_string_equal(r.ask.commit, "abc1234");
	assert_int_equal(r.ask.target, STAGE_CANARY_10);
	arena_free(&r.arena);
}

static void parameters_go_before_words(void **state)
{
	struct asked r = read_ask("release search abc1234 to staging",
	    "{\"service\":\"triage\",\"environment\":\"prod\"}");

	(void)state;
	assert_string_equal(r.ask.service, "triage");
	assert_int_equal(r.ask.target, STAGE_PROD);
	arena_free(&r.arena);
}

static void an_agents_name_means_its_daemon(void **state)
{
	struct asked r = read_ask("ship knowledge.search at 1234567", "{}");

	(void)state;
	assert_string_equal(r.ask.service, "knowledge");
	arena_free(&r.arena);
}

static void a_word_of_hex_letters_is_no_commit(void **state)
{
	struct asked r = read_ask("search was defaced abc1234", "{}");

	(void)state;
	assert_string_equal(r.ask.commit, "abc1234");
	arena_free(&r.arena);
}

static void a_daemon_that_is_no_agent_can_be_released(void **state)
{
	struct asked r = read_ask("gateway abc1234", "");

	(void)state;
	assert_int_equal(r.result, 0);
	assert_string_equal(r.ask.agent, "");
	arena_free(&r.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(refuses_and_names_the_field),
	    cmocka_unit_test(refuses_what_is_not_json),
	    cmocka_unit_test(environment_and_percentage_are_one_stage),
	    cmocka_unit_test(words_say_what_parameters_leave_out),
	    cmocka_unit_test(parameters_go_before_words),
	    cmocka_unit_test(an_agents_name_means_its_daemon),
	    cmocka_unit_test(a_word_of_hex_letters_is_no_commit),
	    cmocka_unit_test(a_daemon_that_is_no_agent_can_be_released),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
