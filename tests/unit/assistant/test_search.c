/* test_search.c - a search peer that is well, empty, dead, hung, or lies: it
 * must never look like "no mail found". */
#include "tests/unit/assistant/world.h"

static struct asking ask(struct world *w, const char *text, int64_t timeout_ms)
{
	struct asking a;

	world_ask(w, text, timeout_ms, &a);
	world_wait(w, &a.done);
	return a;
}

static double searches(struct world *w, const char *tool, const char *hits)
{
	return metrics_value(
	    METRICS_WITH(w->daemon.metrics.tool_queries, tool, "30", hits));
}

static void hits_come_over_the_bus_and_are_counted(void **state)
{
	struct world *w = world_new();
	struct asking a;

	(void)state;
	world_search_start(w);
	a = ask(w, "any offers?", 5000);
	assert_int_equal(a.err.code, ERR_OK);
	assert_int_equal(a.n_hits, 3);
	assert_string_equal(a.backend, "sqlite");
	assert_string_equal(w->last_request_id, "request-7");
	assert_true(w->last_timeout_ms > 0 && w->last_timeout_ms <= 5000);
	assert_true(searches(w, "search", "1") == 1);
	world_free(&w);
}

static void strict_searches_come_before_loose_ones(void **state)
{
	struct world *w = world_new();
	struct asking a;

	(void)state;
	world_search_start(w);
	w->answer_after = 2; /* both strict ones find nothing */
	a = ask(w, "find the offer of Acme", 5000);
	assert_int_equal(a.n_hits, 3);
	assert_int_equal(w->asked, 4);
	assert_true(searches(w, "search", "0") == 1);
	assert_true(searches(w, "search_any_word", "1") == 1);
	world_free(&w);
}

static void loose_searches_are_made_when_strict_ones_find_little(void **state)
{
	struct world *w = world_new();
	struct asking a;

	(void)state;
	world_search_start(w);
	a = ask(w, "find the offer of Acme", 5000);
	assert_int_equal(a.n_hits, 3);
	assert_int_equal(w->asked, 4);
	assert_true(searches(w, "search_any_word", "1") == 1);
	world_free(&w);
}

static void finding_nothing_is_no_error(void **state)
{
	struct world *w = world_new();
	struct asking a;

	(void)state;
	world_search_start(w);
	w->play = PLAY_EMPTY;
	a = ask(w, "find zanzibar", 5000);
	assert_int_equal(a.err.code, ERR_OK);
	assert_int_equal(a.n_hits, 0);
	assert_true(searches(w, "search", "0") == 1);
	world_free(&w);
}

static void a_peer_that_is_away_is_said(void **state)
{
	struct world *w = world_new();
	struct asking a;

	(void)state;
	a = ask(w, "find zanzibar", 200);
	assert_true(a.err.code == ERR_TIMEOUT || a.err.code == ERR_UNAVAILABLE);
	world_free(&w);
}

static void a_peer_that_hangs_is_not_waited_for_to_the_end(void **state)
{
	struct world *w = world_new();
	struct asking a;

	(void)state;
	world_search_start(w);
	w->play = PLAY_HANG;
	a = ask(w, "find zanzibar", 200);
	/* By our bound, or by its own, which is a little less. */
	assert_true(a.err.code == ERR_TIMEOUT || a.err.code == ERR_DEADLINE);
	assert_non_null(strstr(a.err.text, "search is unavailable"));
	assert_int_equal(a.n_hits, 0);
	world_free(&w);
}

/* The call is safe, so the bus tries another connection until the deadline;
 * the peer does not come back. */
static void a_peer_that_dies_is_unavailable(void **state)
{
	struct world *w = world_new();
	struct asking a;

	(void)state;
	world_search_start(w);
	w->play = PLAY_HANG;
	world_ask(w, "find zanzibar", 1000, &a);
	while (w->asked == 0)
		loop_turn(w->loop, 50);
	world_search_die(w);
	world_wait(w, &a.done);
	assert_true(a.err.code == ERR_UNAVAILABLE || a.err.code == ERR_TIMEOUT);
	world_free(&w);
}

static void a_peer_that_comes_back_is_used_again(void **state)
{
	struct world *w = world_new();
	struct asking a;

	(void)state;
	world_search_start(w);
	a = ask(w, "any offers?", 5000);
	assert_int_equal(a.n_hits, 3);
	world_search_die(w);
	world_search_start(w);
	a = ask(w, "any offers?", 5000);
	assert_int_equal(a.err.code, ERR_OK);
	assert_int_equal(a.n_hits, 3);
	world_free(&w);
}

static void a_peer_that_lies_is_not_believed(void **state)
{
	struct world *w = world_new();
	struct asking a;

	(void)state;
	world_search_start(w);
	w->play = PLAY_LIE;
	a = ask(w, "find zanzibar", 5000);
	assert_int_equal(a.err.code, ERR_UNAVAILABLE);
	assert_non_null(strstr(a.err.text, "search is unavailable"));
	world_free(&w);
}

static void a_peer_that_refuses_is_our_fault_not_the_persons(void **state)
{
	struct world *w = world_new();
	struct asking a;

	(void)state;
	world_search_start(w);
	w->play = PLAY_REFUSE;
	a = ask(w, "find zanzibar", 5000);
	assert_int_equal(a.err.code, ERR_INTERNAL);
	world_free(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(hits_come_over_the_bus_and_are_counted),
	    cmocka_unit_test(strict_searches_come_before_loose_ones),
	    cmocka_unit_test(
		loose_searches_are_made_when_strict_ones_find_little),
	    cmocka_unit_test(finding_nothing_is_no_error),
	    cmocka_unit_test(a_peer_that_is_away_is_said),
	    cmocka_unit_test(a_peer_that_hangs_is_not_waited_for_to_the_end),
	    cmocka_unit_test(a_peer_that_dies_is_unavailable),
	    cmocka_unit_test(a_peer_that_comes_back_is_used_again),
	    cmocka_unit_test(a_peer_that_lies_is_not_believed),
	    cmocka_unit_test(a_peer_that_refuses_is_our_fault_not_the_persons),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
