/* test_calls.c - calls and answers between two buses on one loop. */
#include "tests/unit/bus/fixture.h"

#include "tests/unit/unit.h"

static int setup(void **state)
{
	*state = world_new();
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;

	world_free(&w);
	return 0;
}

static void pair(struct world *w)
{
	world_serve(w);
	world_client(w, w->url, "", (struct bus_config){0});
}

static void a_call_is_answered_with_json_and_blob(void **state)
{
	struct world *w = *state;
	struct caller c;

	pair(w);
	caller_start(&c, w, "hello", 5000);
	world_wait(w, 1);
	assert_int_equal(c.err.code, ERR_OK);
	assert_string_equal(c.blob_r, "hello");
	assert_true(c.reply.env.is_answer);
	assert_string_equal(c.reply.env.caller, "echo");
	assert_true(c.reply.took_us > 0);
}

static void the_envelope_travels_both_ways(void **state)
{
	struct world *w = *state;
	struct caller c = {.type = MSG_agent_describe, .json = STR("{}")};

	pair(w);
	c.env = (struct envelope){
	    .user_id = 42,
	    .lane_seed = UINT64_MAX,
	    .role = ROLE_OPERATOR,
	    .request_id = "r-1",
	    .trace_id = "0af7651916cd43dd8448eb211c80319c",
	    .span_id = "b7ad6b7169203331",
	    .idempotency_key = "once",
	    .caller = "a liar",
	};
	caller_go(&c, w, 5000);
	world_wait(w, 1);
	assert_int_equal(w->last_env.user_id, 42);
	assert_true(w->last_env.lane_seed == UINT64_MAX);
	assert_int_equal(w->last_env.role, ROLE_OPERATOR);
	assert_string_equal(w->last_env.idempotency_key, "once");
	assert_string_equal(w->last_env.caller, "client");
	assert_true(
	    w->last_env.timeout_ms > 0 && w->last_env.timeout_ms <= 5000);
	assert_string_equal(c.reply.env.request_id, "r-1");
	assert_string_equal(c.reply.env.trace_id, c.env.trace_id);
	assert_int_equal(c.reply.env.cost_usd_micros, 7);
}

static void an_error_answer_brings_code_field_and_text(void **state)
{
	struct world *w = *state;
	struct caller c[2];

	pair(w);
	caller_start(&c[0], w, "fail", 5000);
	caller_start(&c[1], w, "field", 5000);
	world_wait(w, 2);
	assert_int_equal(c[0].err.code, ERR_NOT_FOUND);
	assert_string_equal(c[0].err.text, "no such \"thing\"");
	assert_int_equal(c[1].err.code, ERR_INVALID);
	assert_string_equal(c[1].err.field, "filters.from");
	assert_string_equal(c[1].err.text, "not an address");
}

static void a_body_that_breaks_the_table_is_refused(void **state)
{
	struct world *w = *state;
	struct caller c = {
	    .type = MSG_agent_run,
	    .json = STR("{\"objective\":\"x\"}"),
	};

	pair(w);
	caller_go(&c, w, 5000);
	world_wait(w, 1);
	assert_int_equal(c.err.code, ERR_INVALID);
	assert_string_equal(c.err.field, "run_id");
	assert_int_equal(w->begun, 0);
}

static void an_unknown_message_is_refused(void **state)
{
	struct world *w = *state;
	struct caller c = {.type = MSG_agent_result, .json = STR("{}")};

	pair(w);
	caller_go(&c, w, 5000);
	world_wait(w, 1);
	assert_int_equal(c.err.code, ERR_INVALID);
}

static void a_request_that_answers_nothing_fails_with_internal(void **state)
{
	struct world *w = *state;
	struct caller c;

	pair(w);
	caller_start(&c, w, "mute", 5000);
	world_wait(w, 1);
	assert_int_equal(c.err.code, ERR_INTERNAL);
}

static void many_calls_in_flight_get_their_own_answers(void **state)
{
	struct world *w = *state;
	static const char *const words[] = {"a", "bb", "sleep 20", "ccc"};
	struct caller c[200];

	pair(w);
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		caller_start(&c[i], w, words[i % 4], 5000);
	world_wait(w, ARRAY_LEN(c));
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		assert_int_equal(c[i].err.code, ERR_OK);
		assert_string_equal(c[i].blob_r, words[i % 4]);
	}
}

static void a_call_waits_for_a_peer_that_comes_later(void **state)
{
	struct world *w = *state;
	struct caller c;

	world_client(w, w->url, "", (struct bus_config){0});
	caller_start(&c, w, "early", 8000);
	world_turn_for(w, 60);
	assert_false(c.done);
	world_serve(w);
	world_wait(w, 1);
	assert_int_equal(c.err.code, ERR_OK);
	assert_string_equal(c.blob_r, "early");
}

static void a_call_to_an_absent_peer_ends_at_its_deadline(void **state)
{
	struct world *w = *state;
	struct caller c;

	world_client(w, w->url, "", (struct bus_config){0});
	caller_start(&c, w, "x", 40);
	world_wait(w, 1);
	assert_int_equal(c.err.code, ERR_DEADLINE);
}

static void an_absent_peer_is_waited_for_only_so_long(void **state)
{
	struct world *w = *state;
	struct caller c[2];

	world_client(w, w->url, "", (struct bus_config){.patience_ms = 30});
	caller_start(&c[0], w, "x", 8000);
	world_turn_for(w, 10);
	caller_start(&c[1], w, "y", 8000);
	world_wait(w, 2);
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		assert_int_equal(c[i].err.code, ERR_UNAVAILABLE);
		assert_non_null(strstr(c[i].err.text, "not connected"));
	}
}

static void what_waits_is_bounded(void **state)
{
	struct world *w = *state;
	struct caller c[6];

	world_client(w, w->url, "", (struct bus_config){.max_in_flight = 4});
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		caller_start(&c[i], w, "x", 200);
	world_wait(w, 6);
	assert_int_equal(c[3].err.code, ERR_DEADLINE);
	assert_int_equal(c[4].err.code, ERR_OVERLOADED);
	assert_int_equal(c[5].err.code, ERR_OVERLOADED);
}

static void calls_beyond_the_in_flight_cap_wait_their_turn(void **state)
{
	struct world *w = *state;
	struct caller c[4];

	world_serve(w);
	world_client(w, w->url, "", (struct bus_config){.max_in_flight = 2});
	world_turn_until(w, client_is_up);
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		caller_start(&c[i], w, "sleep 100", 8000);
	world_turn_for(w, 50);
	assert_int_equal(w->begun, 2);
	world_wait(w, 4);
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		assert_int_equal(c[i].err.code, ERR_OK);
}

static void an_unknown_service_is_unavailable(void **state)
{
	struct world *w = *state;
	struct caller c = {.type = MSG_agent_describe, .json = STR("{}")};

	pair(w);
	c.service = "nobody";
	caller_go(&c, w, 5000);
	world_wait(w, 1);
	assert_int_equal(c.err.code, ERR_UNAVAILABLE);
}

static void a_message_above_the_cap_is_refused_by_the_caller(void **state)
{
	struct world *w = *state;
	struct caller c[2];
	char *big = calloc(1, 200001);

	world_serve(w);
	world_client(
	    w, w->url, "", (struct bus_config){.max_frame_bytes = 200000});
	memset(big, 'b', 200000);
	caller_start(&c[0], w, big, 5000);
	big[199990] = '\0'; /* fits without its envelope only */
	caller_start(&c[1], w, big, 5000);
	world_wait(w, 2);
	assert_int_equal(c[0].err.code, ERR_TOO_LARGE);
	assert_int_equal(c[1].err.code, ERR_TOO_LARGE);
	assert_int_equal(w->begun, 0);
	free(big);
}

static void megabytes_pass_in_both_directions(void **state)
{
	struct world *w = *state;
	struct caller c[5];
	char *big = calloc(1, (10u << 20) + 1);

	pair(w);
	memset(big, 'b', 10u << 20);
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		caller_start(&c[i], w, big, 9000);
	world_wait(w, ARRAY_LEN(c));
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		assert_int_equal(c[i].err.code, ERR_OK);
		assert_int_equal(c[i].blob_r_bytes, 10u << 20);
	}
	free(big);
}

static void an_answer_above_the_cap_is_an_error_not_a_silence(void **state)
{
	struct world *w = *state;
	struct caller c;

	pair(w);
	caller_start(&c, w, "huge 17000000", 5000);
	world_wait(w, 1);
	assert_int_equal(c.err.code, ERR_TOO_LARGE);
}

static void a_message_struct_is_encoded_and_decoded(void **state)
{
	struct world *w = *state;
	struct agent_description d = {0};
	struct task probe = {.arena = arena_new(1u << 16)};
	struct bus_reply reply;
	struct caller c;
	struct err err = {0};

	pair(w);
	caller_start(&c, w, "msg", 5000);
	world_wait(w, 1);
	assert_int_equal(c.reply.env.type, MSG_agent_description);
	reply = (struct bus_reply){
	    .env = c.reply.env,
	    .json = STR("{\"name\":\"echo\",\"description\":\"d\","
			"\"version\":\"1\",\"lane\":\"stable\"}"),
	};
	assert_int_equal(
	    bus_decode(&probe, &reply, MSG_agent_description, &d, &err), 0);
	assert_string_equal(d.name, "echo");
	reply.json = STR("{\"name\":7}");
	assert_int_equal(
	    bus_decode(&probe, &reply, MSG_agent_description, &d, &err), -1);
	assert_int_equal(err.code, ERR_BAD_PEER);
	assert_int_equal(
	    bus_decode(&probe, &reply, MSG_agent_result, &d, &err), -1);
	assert_int_equal(err.code, ERR_BAD_PEER);
	arena_free(&probe.arena);
}

static void a_deadline_ends_one_call_and_not_the_next(void **state)
{
	struct world *w = *state;
	struct caller c[2];

	pair(w);
	world_turn_until(w, client_is_up);
	caller_start(&c[0], w, "sleep 60", 20);
	world_wait(w, 1);
	assert_int_equal(c[0].err.code, ERR_DEADLINE);
	caller_start(&c[1], w, "sleep 100", 5000);
	world_wait(w, 2);
	assert_string_equal(c[1].blob_r, "sleep 100");
}

static void closing_fails_what_is_outstanding(void **state)
{
	struct world *w = *state;
	struct caller c[2];

	pair(w);
	world_turn_until(w, client_is_up);
	caller_start(&c[0], w, "sleep 5000", 9000);
	caller_start(&c[1], w, "sleep 5000", 9000);
	world_turn_for(w, 20);
	bus_close(&w->client);
	assert_int_equal(c[0].err.code, ERR_UNAVAILABLE);
	assert_int_equal(c[1].err.code, ERR_UNAVAILABLE);
}

#define WORLD_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    WORLD_TEST(a_call_is_answered_with_json_and_blob),
	    WORLD_TEST(the_envelope_travels_both_ways),
	    WORLD_TEST(an_error_answer_brings_code_field_and_text),
	    WORLD_TEST(a_body_that_breaks_the_table_is_refused),
	    WORLD_TEST(an_unknown_message_is_refused),
	    WORLD_TEST(a_request_that_answers_nothing_fails_with_internal),
	    WORLD_TEST(many_calls_in_flight_get_their_own_answers),
	    WORLD_TEST(a_call_waits_for_a_peer_that_comes_later),
	    WORLD_TEST(a_call_to_an_absent_peer_ends_at_its_deadline),
	    WORLD_TEST(an_absent_peer_is_waited_for_only_so_long),
	    WORLD_TEST(what_waits_is_bounded),
	    WORLD_TEST(calls_beyond_the_in_flight_cap_wait_their_turn),
	    WORLD_TEST(an_unknown_service_is_unavailable),
	    WORLD_TEST(a_message_above_the_cap_is_refused_by_the_caller),
	    WORLD_TEST(megabytes_pass_in_both_directions),
	    WORLD_TEST(an_answer_above_the_cap_is_an_error_not_a_silence),
	    WORLD_TEST(a_message_struct_is_encoded_and_decoded),
	    WORLD_TEST(a_deadline_ends_one_call_and_not_the_next),
	    WORLD_TEST(closing_fails_what_is_outstanding),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
