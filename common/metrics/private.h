/* private.h - what the files of common/metrics share. */
#ifndef METRICS_PRIVATE_H
#define METRICS_PRIVATE_H

#include "common/base/map.h"
#include "common/metrics/metrics.h"

#define METRICS_TRACE_CHARS 32

/* The last observation of a bucket whose trace is known. */
struct metric_exemplar {
	char trace_id[METRICS_TRACE_CHARS + 1]; /* "": none yet */
	double value;
	int64_t at_ms;
};

struct metric_series {
	struct metric_family *family;
	struct metric_series *next;
	double value;      /* of a histogram: the sum */
	uint64_t count;    /* of a histogram's observations */
	uint64_t *buckets; /* bounds_n + 1, the last above all bounds */
	struct metric_exemplar *exemplars; /* as many; NULL: none yet */
	char *labels; /* a="x",b="y", escaped; "" without labels */
};

struct metric_family {
	struct metrics *metrics;
	struct metric_family *next;
	const struct metric_def *def;
	size_t labels_n;
	double bounds[METRICS_BUCKETS_MAX];
	size_t bounds_n;
	struct smap *by_values; /* series by joined label values */
	struct metric_series *first, *last;
	size_t series_n;
	size_t series_max;
	struct metric_series *overflow; /* counts what became "other" */
};

struct collector {
	struct collector *next;
	metrics_collect_fn *fn;
	void *p;
};

struct process_metrics;

struct metrics {
	struct metric_family *first, *last;
	struct collector *collectors; /* in order of registration */
	struct collector *last_collector;
	struct process_metrics *process;
	struct metric_family *overflows;
};

/* Sets a counter that something else counts, such as the kernel. */
void metrics_counter_mirror(struct metric_series *s, double total);

/* Reads a histogram's unit column into bounds; dies when it is none. */
void metrics_bounds_init(struct metric_family *f);

/* build_info and process_*: registered at birth, read at each write. */
struct process_metrics *metrics_process_new(struct metrics *m,
    const char *service, const char *version, const char *commit);
void metrics_process_free(struct process_metrics **p);

#endif
