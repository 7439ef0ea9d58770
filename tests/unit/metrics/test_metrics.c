/* test_metrics.c - families, series, histograms. */
#include "tests/unit/unit.h"
#include "common/metrics/metrics.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define PROBE_METRICS(X)                                                       \
	X(COUNTER, calls, "probe_calls_total", "type,code", "", "Calls.")      \
	X(COUNTER, cost, "probe_cost_usd_total", "", "USD", "Cost.")           \
	X(GAUGE, waiting, "probe_waiting", "", "", "Waiting.")                 \
	X(HISTOGRAM, time, "probe_seconds", "type", "seconds", "Time.")        \
	X(HISTOGRAM, size, "probe_size", "", "1,2,4,8", "Size.")

METRICS_STRUCT(probe_metrics, PROBE_METRICS);
static const struct metric_def probe_defs[] = {PROBE_METRICS(METRICS_DEF)};

struct fixture {
	struct metrics *m;
	struct probe_metrics probe;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);

	assert_non_null(f);
	f->m = metrics_new("probe", "1", "abc");
	metrics_register(f->m, probe_defs, ARRAY_LEN(probe_defs), &f->probe);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	metrics_free(&f->m);
	assert_null(f->m);
	free(f);
	return 0;
}

static bool near(double a, double b)
{
	return fabs(a - b) < 1e-9;
}

static void equal_labels_are_one_series(void **state)
{
	struct fixture *f = *state;
	struct metric_series *s = METRICS_WITH(f->probe.calls, "a", "OK");
	char copy[] = "a";

	metrics_counter_inc(s);
	metrics_counter_add(s, 2.5);
	assert_ptr_equal(METRICS_WITH(f->probe.calls, copy, "OK"), s);
	assert_ptr_not_equal(METRICS_WITH(f->probe.calls, "OK", "a"), s);
	assert_true(near(metrics_value(s), 3.5));
}

/* "a","b" joined must not meet "ab","". */
static void labels_do_not_run_together(void **state)
{
	struct fixture *f = *state;

	assert_ptr_not_equal(METRICS_WITH(f->probe.calls, "a", "b"),
	    METRICS_WITH(f->probe.calls, "ab", ""));
	assert_ptr_not_equal(METRICS_WITH(f->probe.calls, "a\xff", "b"),
	    METRICS_WITH(f->probe.calls, "a",
		"\xff"
		"b"));
	assert_ptr_equal(METRICS_WITH(f->probe.calls, "a", NULL),
	    METRICS_WITH(f->probe.calls, "a", ""));
}

static void gauges_go_up_and_down(void **state)
{
	struct fixture *f = *state;
	struct metric_series *s = METRICS_ONLY(f->probe.waiting);

	metrics_gauge_set(s, 5);
	metrics_gauge_add(s, -7);
	assert_true(near(metrics_value(s), -2));
}

static void free_accepts_null(void **state)
{
	struct metrics *m = NULL;

	(void)state;
	metrics_free(&m);
}

static void beyond_the_cap_all_are_other_and_counted(void **state)
{
	struct fixture *f = *state;
	struct metric_series *known, *other;
	struct buf out;
	char value[20];

	metrics_set_series_max(f->probe.calls, 10);
	for (int i = 0; i < 10; i++) {
		snprintf(value, sizeof value, "v%d", i);
		known = METRICS_WITH(f->probe.calls, value, "");
	}
	other = METRICS_WITH(f->probe.calls, "v10", "");
	assert_ptr_not_equal(other, known);
	for (int i = 0; i < 50; i++) {
		snprintf(value, sizeof value, "w%d", i);
		assert_ptr_equal(
		    METRICS_WITH(f->probe.calls, value, ""), other);
	}
	assert_ptr_equal(METRICS_WITH(f->probe.calls, "v9", ""), known);
	buf_init(&out, 1 << 20);
	metrics_write(f->m, &out);
	assert_non_null(strstr(buf_str(&out),
	    "\nprobe_calls_total{type=\"other\",code=\"other\"} 0\n"));
	assert_non_null(
	    strstr(buf_str(&out), "\napplylens_metrics_overflow_total"
				  "{metric=\"probe_calls_total\"} 51\n"));
	buf_deinit(&out);
}

static void observations_fall_into_their_bucket(void **state)
{
	struct fixture *f = *state;
	struct metric_series *s = METRICS_ONLY(f->probe.size);
	static const double values[] = {-1, 0, 1, 1.5, 2, 3, 8, 8.1, 1e9};
	static const uint64_t wanted[] = {3, 2, 1, 1, 2};
	struct metrics_hist h;

	for (size_t i = 0; i < ARRAY_LEN(values); i++)
		metrics_observe(s, values[i]);
	metrics_observe(s, (double)NAN);
	metrics_hist_read(s, &h);
	assert_int_equal(h.bounds_n, 4);
	for (size_t i = 0; i < ARRAY_LEN(wanted); i++)
		assert_int_equal(h.counts[i], wanted[i]);
	assert_int_equal(h.count, 9);
	assert_true(fabs(h.sum - 1000000022.6) < 1e-3);
}

static void default_buckets_span_100us_to_10s(void **state)
{
	struct fixture *f = *state;
	struct metrics_hist h;

	metrics_hist_read(METRICS_WITH(f->probe.time, "x"), &h);
	assert_true(near(h.bounds[0], 0.0001));
	assert_true(near(h.bounds[h.bounds_n - 1], 10));
	for (size_t i = 1; i < h.bounds_n; i++)
		assert_true(h.bounds[i] > h.bounds[i - 1]);
}

static void quantiles_are_linear_within_a_bucket(void **state)
{
	struct fixture *f = *state;
	struct metric_series *s = METRICS_ONLY(f->probe.size);
	struct metrics_hist h;

	for (int i = 0; i < 50; i++) {
		metrics_observe(s, 1.5); /* in (1,2] */
		metrics_observe(s, 3);   /* in (2,4] */
	}
	metrics_hist_read(s, &h);
	assert_true(near(metrics_hist_quantile(&h, 0.5), 2));
	assert_true(near(metrics_hist_quantile(&h, 0.25), 1.5));
	assert_true(near(metrics_hist_quantile(&h, 0.95), 3.8));
	assert_true(near(metrics_hist_quantile(&h, 0), 1));
	assert_true(near(metrics_hist_quantile(&h, 1), 4));
}

static void quantiles_above_the_bounds_are_the_last_bound(void **state)
{
	struct fixture *f = *state;
	struct metric_series *s = METRICS_ONLY(f->probe.size);
	struct metrics_hist h;

	metrics_observe(s, 1000);
	metrics_hist_read(s, &h);
	assert_true(near(metrics_hist_quantile(&h, 0.5), 8));
}

static void a_quantile_of_nothing_is_nan(void **state)
{
	struct fixture *f = *state;
	struct metrics_hist h;

	metrics_hist_read(METRICS_ONLY(f->probe.size), &h);
	assert_true(isnan(metrics_hist_quantile(&h, 0.95)));
}

static void subtracting_leaves_what_came_since(void **state)
{
	struct fixture *f = *state;
	struct metric_series *s = METRICS_ONLY(f->probe.size);
	struct metrics_hist earlier = {0}, now;

	metrics_observe(s, 1000);
	metrics_hist_read(s, &now);
	metrics_hist_subtract(&now, &earlier);
	assert_int_equal(now.count, 1);
	metrics_hist_read(s, &earlier);
	metrics_observe(s, 2);
	metrics_hist_read(s, &now);
	metrics_hist_subtract(&now, &earlier);
	assert_int_equal(now.count, 1);
	assert_true(near(now.sum, 2));
	assert_true(near(metrics_hist_quantile(&now, 1), 2));
}

static void a_family_reads_as_one_histogram(void **state)
{
	struct fixture *f = *state;
	struct metrics_hist h;

	metrics_observe(METRICS_WITH(f->probe.time, "a"), 0.001);
	metrics_observe(METRICS_WITH(f->probe.time, "b"), 2);
	metrics_hist_read_all(f->probe.time, &h);
	assert_int_equal(h.count, 2);
	assert_true(near(h.sum, 2.001));
}

static void wrong_kind(void *p)
{
	metrics_gauge_set(p, 1);
}

static void going_down(void *p)
{
	metrics_counter_add(p, -1);
}

static void too_few_labels(void *p)
{
	METRICS_WITH(p, "one");
}

static void same_name_again(void *p)
{
	struct probe_metrics probe;

	metrics_register(p, probe_defs, 1, &probe);
}

static void wrong_buckets(void *p)
{
	static const struct metric_def def = {
	    METRIC_HISTOGRAM, "x", "probe_x", "", "2,1", "X."};
	struct metric_family *family;

	metrics_register(p, &def, 1, &family);
}

static void wrong_use_dies(void **state)
{
	struct fixture *f = *state;

	assert_dies(wrong_kind, METRICS_ONLY(f->probe.cost));
	assert_dies(going_down, METRICS_ONLY(f->probe.cost));
	assert_dies(too_few_labels, f->probe.calls);
	assert_dies(same_name_again, f->m);
	assert_dies(wrong_buckets, f->m);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(equal_labels_are_one_series),
	    T(labels_do_not_run_together),
	    T(gauges_go_up_and_down),
	    T(free_accepts_null),
	    T(beyond_the_cap_all_are_other_and_counted),
	    T(observations_fall_into_their_bucket),
	    T(default_buckets_span_100us_to_10s),
	    T(quantiles_are_linear_within_a_bucket),
	    T(quantiles_above_the_bounds_are_the_last_bound),
	    T(a_quantile_of_nothing_is_nan),
	    T(subtracting_leaves_what_came_since),
	    T(a_family_reads_as_one_histogram),
	    T(wrong_use_dies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
