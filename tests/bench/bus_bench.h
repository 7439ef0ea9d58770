/* bus_bench.h - what the parts of bench_bus share. */
#ifndef TESTS_BUS_BENCH_H
#define TESTS_BUS_BENCH_H

#include "common/base/base.h"

/* What a client measured, as it goes through the pipe to the parent. */
struct result {
	double calls_s;
	double p50_us, p99_us;
	uint64_t calls; /* warm-up included: CPU time is */
};

struct work {
	const char *url;
	unsigned in_flight;
	size_t bytes;
	double seconds;
};

struct meter {
	int64_t from_us, until_us;
	uint64_t calls, measured;
	uint32_t *latency_us;
	size_t n;
};

void meter_begin(struct meter *m, double seconds);
/* One call has ended. False when the time is up. */
bool meter_call(struct meter *m, int64_t began_us);
/* Writes the result to stdout and ends the process. */
NORETURN void meter_report(struct meter *m, double seconds);

/* The rival's two ends. */
NORETURN void serve_nng(const struct work *w);
NORETURN void call_nng(const struct work *w);

#endif
