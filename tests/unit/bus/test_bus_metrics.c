/* test_bus_metrics.c - what a scrape says of calls. */
#include "tests/unit/bus/peer.h"

#include "common/metrics/metrics.h"

#include "tests/unit/unit.h"

static void has(struct metrics *m, const char *line)
{
	struct buf out;

	buf_init(&out, 1 << 20);
	metrics_write(m, &out);
	if (strstr(buf_str(&out), line) == NULL)
		fail_msg("no line %s in\n%s", line, buf_str(&out));
	buf_deinit(&out);
}

static void has_not(struct metrics *m, const char *text)
{
	struct buf out;

	buf_init(&out, 1 << 20);
	metrics_write(m, &out);
	assert_null(strstr(buf_str(&out), text));
	buf_deinit(&out);
}

static void calls_are_counted_by_service_lane_and_outcome(void **state)
{
	struct world *w = world_new();
	struct metrics *m = metrics_new("test", "1", "c0ffee");
	struct caller c[5];

	(void)state;
	world_serve(w);
	world_client(w, w->url, "", (struct bus_config){.metrics = m});
	caller_start(&c[0], w, "x", 5000);
	caller_start(&c[1], w, "x", 5000);
	caller_start(&c[2], w, "fail", 5000);
	caller_start(&c[3], w, "sleep 5000", 30);
	world_wait(w, 4);
	caller_start(&c[4], w, "sleep 5000", 9000);
	world_turn_for(w, 20);
	has(m, "applylens_bus_calls_total{service=\"echo\",lane=\"stable\","
	       "outcome=\"ok\"} 2\n");
	has(m, "outcome=\"NOT_FOUND\"} 1\n");
	has(m, "outcome=\"OVERLOADED\"} 0\n");
	has(m, "applylens_bus_call_duration_seconds_count{service=\"echo\","
	       "lane=\"stable\"} 4\n");
	has(m, "applylens_bus_connections_well{service=\"echo\",lane="
	       "\"stable\"} 1\n");
	has(m, "applylens_bus_circuit_state{service=\"echo\",lane="
	       "\"stable\"} 0\n");
	has(m, "outcome=\"DEADLINE\"} 1\n");
	has_not(m, "applylens_bus_calls_unanswered_total{service=\"echo\","
		   "lane=\"stable\",outcome=\"NOT_FOUND\"}");
	has(m,
	    "applylens_bus_connections{service=\"echo\",lane=\"stable\"} 1\n");
	has(m,
	    "applylens_bus_calls_in_flight{service=\"echo\",lane=\"stable\"} "
	    "1\n");
	bus_close(&w->server);
	world_turn_for(w, 20);
	has(m,
	    "applylens_bus_connections{service=\"echo\",lane=\"stable\"} 0\n");
	has(m, "applylens_bus_call_retries_total 1\n");
	has(m, "applylens_bus_calls_waiting{service=\"echo\",lane=\"stable\"} "
	       "1\n");
	world_free(&w);
	metrics_free(&m);
}

static void what_nobody_answers_is_counted_apart(void **state)
{
	struct world *w = world_new();
	struct metrics *m = metrics_new("test", "1", "c0ffee");
	struct caller c;

	(void)state;
	world_client(w, w->url, "", (struct bus_config){.metrics = m});
	caller_start(&c, w, "x", 30);
	world_wait(w, 1);
	has(m, "applylens_bus_calls_unanswered_total{service=\"echo\",lane="
	       "\"stable\",outcome=");
	world_free(&w);
	metrics_free(&m);
}

static void a_circuit_and_a_drained_canary_are_seen(void **state)
{
	struct world *w = world_new();
	struct metrics *m = metrics_new("test", "1", "c0ffee");
	struct peer stable, canary;

	(void)state;
	peer_open(&stable, w, "");
	peer_open(&canary, w, "2");
	world_client(
	    w, stable.url, canary.url, (struct bus_config){.metrics = m});
	connected(w, LANE_STABLE);
	connected(w, LANE_CANARY);
	has(m, "applylens_bus_lane_drained{service=\"echo\",lane=\"canary\"} "
	       "0\n");
	peer_close(&canary);
	world_turn_for(w, 20);
	has(m, "applylens_bus_lane_drained{service=\"echo\",lane=\"canary\"} "
	       "1\n");
	stable.code = ERR_UNAVAILABLE;
	(void)ask_in_turn(w, 21, false);
	has(m, "applylens_bus_circuit_state{service=\"echo\",lane="
	       "\"stable\"} 2\n");
	has(m, "applylens_bus_circuit_opened_total 1\n");
	has(m, "applylens_bus_circuit_refused_total 1\n");
	peer_close(&stable);
	world_free(&w);
	metrics_free(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_nobody_answers_is_counted_apart),
	    cmocka_unit_test(a_circuit_and_a_drained_canary_are_seen),
	    cmocka_unit_test(calls_are_counted_by_service_lane_and_outcome),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
