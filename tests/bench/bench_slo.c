/* bench_slo.c - what counting costs who counts, and reading it who judges.
 * Of processor time: the machine may have other things to do. */
#include "common/metrics/metrics.h"
#include "services/oncall/slo/judge.h"
#include "services/oncall/slo/reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define TIMES 20000000
#define LOOKS 200

static double now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

#define BENCH_METRICS(X)                                                       \
	X(COUNTER, calls, "calls_total", "service,lane,outcome", "", "x")      \
	X(COUNTER, requests, "applylens_http_requests_total",                  \
	    "method,path,status_code", "", "x")                                \
	X(HISTOGRAM, took, "applylens_bus_call_duration_seconds",              \
	    "service,lane", "answer_seconds", "x")

METRICS_STRUCT(families, BENCH_METRICS);
static const struct metric_def defs[] = {BENCH_METRICS(METRICS_DEF)};

static void count(struct families *f)
{
	struct metric_series *s = METRICS_WITH(f->calls, "a", "b", "ok");
	struct metric_series *h = METRICS_WITH(f->took, "search", "stable");
	double began = now_ns(), inc;

	for (int i = 0; i < TIMES; i++)
		metrics_counter_inc(s);
	inc = (now_ns() - began) / TIMES;
	printf("counter_increment_ns %.2f %.2f %.2fx goal\n", inc, 20.0,
	    20.0 / inc);
	began = now_ns();
	for (int i = 0; i < TIMES / 4; i++)
		metrics_observe(h, (double)(i % 1000) / 1000);
	printf("histogram_observation_ns %.2f %.2f %.2fx goal\n",
	    (now_ns() - began) / (TIMES / 4.0), 50.0,
	    50.0 * TIMES / 4 / (now_ns() - began));
	began = now_ns();
	for (int i = 0; i < TIMES / 20; i++)
		metrics_counter_inc(METRICS_WITH(f->calls, "a", "b", "ok"));
	printf("# with its labels looked up: %.0f ns\n",
	    (now_ns() - began) / (TIMES / 20.0));
}

/* A gateway's worth of routes and statuses. */
static void fill(struct families *f)
{
	static const char *const agents[] = {"triage", "search", "knowledge",
	    "planner", "warehouse", "analytics"};

	for (int i = 0; i < 180; i++) {
		char path[32];

		snprintf(path, sizeof path, "/api/route/%d", i);
		metrics_counter_add(
		    METRICS_WITH(f->requests, "GET", path, "200"), i);
	}
	for (size_t i = 0; i < 6; i++)
		metrics_observe(
		    METRICS_WITH(f->took, agents[i], "stable"), 0.1);
}

static void read_all(struct metrics *m)
{
	struct slo_reading *r = calloc(1, sizeof *r);
	double began, each;
	struct err err = {0};
	struct str text;
	struct buf b;

	buf_init(&b, 1 << 20);
	metrics_write(m, &b);
	text = (struct str){buf_str(&b), b.len};
	began = now_ns();
	for (int i = 0; i < LOOKS; i++)
		if (slo_read("gateway", text, 1, r, &err) < 0)
			printf("# not read: %s\n", err.text);
	each = (now_ns() - began) / LOOKS;
	printf("exposition_read_mb_per_s %.0f %d %.2fx goal\n",
	    (double)b.len / each * 1e3, 100, (double)b.len / each * 10);
	buf_deinit(&b);
	free(r);
}

static void judge_all(void)
{
	struct slo_history *h = slo_history_new();
	double began, each;
	struct slo_counts c = {.good = 1000, .bad = 1};

	for (int64_t m = 1000000; m < 1043200; m++)
		for (size_t i = 0; i < OBJECTIVES_N; i++)
			(void)!slo_history_add(h, i, m, &c);
	began = now_ns();
	for (int i = 0; i < LOOKS; i++)
		for (size_t k = 0; k < OBJECTIVES_N * OBJECTIVE_KINDS; k++) {
			struct slo_status s;

			(void)!slo_judge(h, k % OBJECTIVES_N,
			    (enum objective_kind)(k / OBJECTIVES_N), 1043199,
			    &s);
		}
	each = (now_ns() - began) / LOOKS;
	printf("judging_all_objectives_us %.0f %d %.2fx goal\n", each / 1e3,
	    5000, 5e6 / each);
	slo_history_free(&h);
}

int main(void)
{
	struct metrics *m = metrics_new("bench", "1", "c");
	struct families f;

	metrics_register(m, defs, ARRAY_LEN(defs), &f);
	count(&f);
	fill(&f);
	read_all(m);
	judge_all();
	metrics_free(&m);
	return 0;
}
