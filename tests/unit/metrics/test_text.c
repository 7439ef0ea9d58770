/* test_text.c - the exposition text, and the table for the docs. */
#include "tests/unit/unit.h"
#include "common/base/clock.h"
#include "common/base/str.h"
#include "common/metrics/metrics.h"

#include <math.h>
#include <stdio.h>

#define PROBE_METRICS(X)                                                       \
	X(COUNTER, calls, "probe_calls_total", "type,code", "", "Calls.")      \
	X(GAUGE, waiting, "probe_waiting", "", "", "A \\ and a\nline.")        \
	X(HISTOGRAM, size, "probe_size", "kind", "0.5,2", "Size.")             \
	X(HISTOGRAM, bare, "probe_bare", "", "1", "Bare.")

METRICS_STRUCT(probe_metrics, PROBE_METRICS);
static const struct metric_def probe_defs[] = {PROBE_METRICS(METRICS_DEF)};

struct fixture {
	struct metrics *m;
	struct probe_metrics probe;
	struct buf out;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);

	assert_non_null(f);
	f->m = metrics_new("probe", "0.1.0", "abc\"d");
	metrics_register(f->m, probe_defs, ARRAY_LEN(probe_defs), &f->probe);
	buf_init(&f->out, 1 << 20);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	buf_deinit(&f->out);
	metrics_free(&f->m);
	free(f);
	return 0;
}

static void assert_written(struct fixture *f, const char *wanted)
{
	buf_clear(&f->out);
	metrics_write(f->m, &f->out);
	assert_false(buf_failed(&f->out));
	if (strstr(buf_str(&f->out), wanted) == NULL)
		fail_msg("no %s in %s", wanted, buf_str(&f->out));
}

/* The value of an unlabelled metric in the text. */
static double value_of(struct fixture *f, const char *name)
{
	char line[100];
	const char *at;

	buf_clear(&f->out);
	metrics_write(f->m, &f->out);
	snprintf(line, sizeof line, "\n%s ", name);
	at = strstr(buf_str(&f->out), line);
	assert_non_null(at);
	return strtod(at + strlen(line), NULL);
}

static void a_family_has_help_type_and_series(void **state)
{
	struct fixture *f = *state;

	metrics_counter_add(METRICS_WITH(f->probe.calls, "ask", "OK"), 3);
	metrics_counter_inc(METRICS_WITH(f->probe.calls, "ask", "DEADLINE"));
	assert_written(f,
	    "# HELP probe_calls_total Calls.\n"
	    "# TYPE probe_calls_total counter\n"
	    "probe_calls_total{type=\"ask\",code=\"OK\"} 3\n"
	    "probe_calls_total{type=\"ask\",code=\"DEADLINE\"} 1\n");
}

static void families_without_series_are_left_out(void **state)
{
	struct fixture *f = *state;

	assert_written(f, "probe_waiting 0\n");
	assert_null(strstr(buf_str(&f->out), "probe_calls_total"));
}

static void help_and_label_values_are_escaped(void **state)
{
	struct fixture *f = *state;

	metrics_counter_inc(
	    METRICS_WITH(f->probe.calls, "a\\b\"c\nd", "\xc3\xa9\xff"));
	assert_written(f, "# HELP probe_waiting A \\\\ and a\\nline.\n");
	assert_written(f, "{type=\"a\\\\b\\\"c\\nd\",code=\"\xc3\xa9?\"} 1\n");
}

static void long_label_values_are_cut(void **state)
{
	struct fixture *f = *state;
	char value[1000];

	memset(value, 'x', sizeof value - 1);
	value[sizeof value - 1] = '\0';
	metrics_counter_inc(METRICS_WITH(f->probe.calls, value, ""));
	value[128] = '\0';
	assert_written(f, value);
	value[128] = 'x';
	value[129] = '\0';
	assert_null(strstr(buf_str(&f->out), value));
}

static void numbers_read_back_exactly(void **state)
{
	struct fixture *f = *state;
	struct metric_series *s = METRICS_ONLY(f->probe.waiting);
	static const double values[] = {
	    0.1, 1.0 / 3, 1e300, 5e-324, 9007199254740991.0, 1e22, -2.5};

	for (size_t i = 0; i < ARRAY_LEN(values); i++) {
		double back;

		metrics_gauge_set(s, values[i]);
		back = value_of(f, "probe_waiting");
		assert_memory_equal(&back, &values[i], sizeof back);
	}
	metrics_gauge_set(s, (double)NAN);
	assert_written(f, "\nprobe_waiting NaN\n");
	metrics_gauge_set(s, -(double)INFINITY);
	assert_written(f, "\nprobe_waiting -Inf\n");
	metrics_gauge_set(s, 0.1);
	assert_written(f, "\nprobe_waiting 0.1\n");
}

static void histograms_are_cumulative(void **state)
{
	struct fixture *f = *state;
	struct metric_series *s = METRICS_WITH(f->probe.size, "k");

	metrics_observe(s, 0.25);
	metrics_observe(s, 1);
	metrics_observe(s, 1);
	metrics_observe(s, 5);
	assert_written(f, "# TYPE probe_size histogram\n"
			  "probe_size_bucket{kind=\"k\",le=\"0.5\"} 1\n"
			  "probe_size_bucket{kind=\"k\",le=\"2\"} 3\n"
			  "probe_size_bucket{kind=\"k\",le=\"+Inf\"} 4\n"
			  "probe_size_sum{kind=\"k\"} 7.25\n"
			  "probe_size_count{kind=\"k\"} 4\n");
	assert_written(f, "probe_bare_bucket{le=\"1\"} 0\n"
			  "probe_bare_bucket{le=\"+Inf\"} 0\n"
			  "probe_bare_sum 0\nprobe_bare_count 0\n");
}

static void the_build_is_told(void **state)
{
	assert_written(*state,
	    "applylens_build_info{version=\"0.1.0\",commit=\"abc\\\"d\","
	    "service=\"probe\"} 1\n");
}

static void the_process_is_told(void **state)
{
	struct fixture *f = *state;
	double started = value_of(f, "process_start_time_seconds");
	double now = (double)clock_unix_ms() / 1000;
	double fds = value_of(f, "process_open_fds");
	int fd;

	assert_true(started > now - 60 && started <= now);
	assert_true(value_of(f, "process_resident_memory_bytes") > 100000);
	assert_true(value_of(f, "process_virtual_memory_bytes") >
		    value_of(f, "process_resident_memory_bytes"));
	assert_true(value_of(f, "process_cpu_seconds_total") > 0);
	assert_true(value_of(f, "process_max_fds") >= fds);
	fd = dup(0);
	assert_true(fabs(value_of(f, "process_open_fds") - fds - 1) < 0.5);
	close(fd);
}

static void set_seven(void *p)
{
	metrics_gauge_set(p, 7);
}

static void add_one(void *p)
{
	metrics_gauge_add(p, 1);
}

static void collectors_run_before_each_write(void **state)
{
	struct fixture *f = *state;
	struct metric_series *s = METRICS_ONLY(f->probe.waiting);

	metrics_on_collect(f->m, set_seven, s);
	metrics_on_collect(f->m, add_one, s);
	assert_written(f, "\nprobe_waiting 8\n");
	assert_written(f, "\nprobe_waiting 8\n");
}

static void a_small_buffer_fails_stickily(void **state)
{
	struct fixture *f = *state;
	struct buf small;

	buf_init(&small, 100);
	metrics_write(f->m, &small);
	assert_true(buf_failed(&small));
	buf_deinit(&small);
}

static void markdown_has_a_row_a_metric(void **state)
{
	struct fixture *f = *state;

	metrics_print_markdown("Probe", probe_defs, 1, &f->out);
	assert_string_equal(buf_str(&f->out),
	    "## Probe\n\n| metric | kind | labels | unit or buckets | "
	    "meaning |\n|---|---|---|---|---|\n"
	    "| `probe_calls_total` | counter | type,code |  | Calls. |\n\n");
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

static void openmetrics_shows_which_request_it_was(void **state)
{
	static const char trace[] = "0af7651916cd43dd8448eb211c80319c";
	struct fixture *f = *state;
	struct metric_series *s = METRICS_WITH(f->probe.size, "x");

	metrics_counter_inc(METRICS_WITH(f->probe.calls, "a", "b"));
	metrics_observe_trace(s, 1.5, trace, 1700000000250);
	metrics_observe_trace(s, 9, "not a trace", 1700000000250);
	metrics_write_open(f->m, &f->out);
	assert_non_null(strstr(buf_str(&f->out),
	    "# HELP probe_calls Calls.\n# TYPE probe_calls counter\n"
	    "probe_calls_total{type=\"a\",code=\"b\"} 1\n"));
	assert_non_null(strstr(buf_str(&f->out),
	    "probe_size_bucket{kind=\"x\",le=\"2\"} 1 # {trace_id="
	    "\"0af7651916cd43dd8448eb211c80319c\"} 1.5 1700000000.250\n"));
	assert_non_null(strstr(
	    buf_str(&f->out), "probe_size_bucket{kind=\"x\",le=\"+Inf\"} 2\n"));
	assert_true(
	    str_ends((struct str){buf_str(&f->out), f->out.len}, "\n# EOF\n"));
	buf_clear(&f->out);
	metrics_write(f->m, &f->out);
	assert_null(strstr(buf_str(&f->out), "trace_id"));
	assert_null(strstr(buf_str(&f->out), "# EOF"));
}

static void who_names_families_gets_these_only(void **state)
{
	static const char *const names[] = {
	    "probe_size", "process_start_time_seconds", "no_such_metric"};
	struct fixture *f = *state;

	metrics_counter_inc(METRICS_WITH(f->probe.calls, "a", "b"));
	metrics_observe(METRICS_WITH(f->probe.size, "x"), 1.5);
	metrics_write_named(f->m, names, ARRAY_LEN(names), &f->out);
	assert_non_null(strstr(buf_str(&f->out),
	    "# TYPE probe_size histogram\nprobe_size_bucket{"));
	assert_non_null(
	    strstr(buf_str(&f->out), "\nprocess_start_time_seconds "));
	assert_null(strstr(buf_str(&f->out), "probe_calls"));
	assert_null(strstr(buf_str(&f->out), "build_info"));
	assert_null(strstr(buf_str(&f->out), "no_such_metric"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		openmetrics_shows_which_request_it_was, setup, teardown),
	    T(a_family_has_help_type_and_series),
	    T(families_without_series_are_left_out),
	    T(help_and_label_values_are_escaped),
	    T(long_label_values_are_cut),
	    T(numbers_read_back_exactly),
	    T(histograms_are_cumulative),
	    T(the_build_is_told),
	    T(the_process_is_told),
	    T(collectors_run_before_each_write),
	    T(who_names_families_gets_these_only),
	    T(a_small_buffer_fails_stickily),
	    T(markdown_has_a_row_a_metric),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
