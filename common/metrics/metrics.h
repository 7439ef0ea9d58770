/* metrics.h - counters, gauges and histograms for Prometheus.
 *
 *   #define TRIAGE_METRICS(X)
 *     X(COUNTER, calls, "triage_calls_total", "type,code", "",
 *         "calls answered")
 *     X(HISTOGRAM, model_time, "triage_model_seconds", "", "seconds", "took")
 *
 *   METRICS_STRUCT(triage_metrics, TRIAGE_METRICS);
 *   static const struct metric_def triage_metric_defs[] = {
 *       TRIAGE_METRICS(METRICS_DEF)};
 *
 * Columns: kind, member, Prometheus name, labels, unit or buckets, help. The
 * buckets of a histogram: "seconds" (100 us to 10 s), "answer_seconds" (0.5 ms
 * to 30 s, every limit of an objective among them), "bytes" (256 to 64 M), or
 * upper bounds by commas, ascending: "1,2,5,10".
 *
 * A family is a line of the table; a series is a family with label values.
 * Get a series once and keep it: it lives as long as its struct metrics.
 * Wrong use (kind, number of labels, a counter going down) is our bug and
 * dies. One thread. */
#ifndef METRICS_METRICS_H
#define METRICS_METRICS_H

#include "common/base/buf.h"

struct metrics;
struct metric_family;
struct metric_series;
enum metric_kind { METRIC_COUNTER, METRIC_GAUGE, METRIC_HISTOGRAM };

struct metric_def {
	enum metric_kind kind;
	const char *member;
	const char *name;
	const char *labels; /* "a,b" or "" */
	const char *unit;   /* or the buckets */
	const char *help;
};

#define METRICS_STRUCT(tag, TABLE)                                             \
	struct tag {                                                           \
		TABLE(METRICS_MEMBER)                                          \
	}
#define METRICS_MEMBER(kind, member, name, labels, unit, help)                 \
	struct metric_family *member;
#define METRICS_DEF(kind, member, name, labels, unit, help)                    \
	{METRIC_##kind, #member, name, labels, unit, help},

/* Comes with build_info{version,commit,service} and the process_ metrics.
 * Texts are copied. */
struct metrics *metrics_new(
    const char *service, const char *version, const char *commit);
void metrics_free(struct metrics **m);

/* Adds the n families of a table and sets the members of families, the struct
 * of that table, to them. Names and defs must live as long as m. A family
 * without labels has its one series, at 0, from the start. */
void metrics_register(
    struct metrics *m, const struct metric_def *defs, size_t n, void *families);

/* Series a family may have before new label values are counted as "other"
 * (and in applylens_metrics_overflow_total). */
#define METRICS_SERIES_MAX 200
void metrics_set_series_max(struct metric_family *f, size_t series_max);
/* The series with these label values, in the order of the table. */
struct metric_series *metrics_series(
    struct metric_family *f, const char *const *values, size_t n);
#define METRICS_WITH(f, ...)                                                   \
	metrics_series((f), (const char *const[]){__VA_ARGS__},                \
	    ARRAY_LEN(((const char *const[]){__VA_ARGS__})))
#define METRICS_ONLY(f) metrics_series((f), NULL, 0)
void metrics_counter_add(struct metric_series *s, double n); /* n >= 0 */
void metrics_counter_inc(struct metric_series *s);
void metrics_gauge_set(struct metric_series *s, double value);
void metrics_gauge_add(struct metric_series *s, double n);
void metrics_observe(struct metric_series *s, double value);
/* The same, and the trace (32 hex digits; else it is left out) as the bucket's
 * exemplar: OpenMetrics shows which request it was. */
void metrics_observe_trace(struct metric_series *s, double value,
    const char *trace_id, int64_t unix_ms);
double metrics_value(const struct metric_series *s); /* counter or gauge */

/* A copy of a histogram's counts. Two copies subtracted are what happened in
 * between: keep one a minute ago for a p95 of the last minute. */
#define METRICS_BUCKETS_MAX 31
struct metrics_hist {
	const double *bounds; /* of the family, while it lives */
	size_t bounds_n;
	uint64_t counts[METRICS_BUCKETS_MAX + 1]; /* each on its own */
	uint64_t count;
	double sum;
};
void metrics_hist_read(const struct metric_series *s, struct metrics_hist *h_r);
/* All series of the family together. */
void metrics_hist_read_all(
    const struct metric_family *f, struct metrics_hist *h_r);
void metrics_hist_subtract(
    struct metrics_hist *h, const struct metrics_hist *earlier);
/* q in 0..1, linear within a bucket; the largest bound for what lies above
 * it; NaN when there is nothing. */
double metrics_hist_quantile(const struct metrics_hist *h, double q);
/* Called before each write: sets the gauges that are read, not counted. */
typedef void metrics_collect_fn(void *p);
void metrics_on_collect(struct metrics *m, metrics_collect_fn *fn, void *p);

/* Appends the text exposition format 0.0.4; or OpenMetrics 1.0.0 with
 * exemplars, for who says in Accept that it understands that. */
#define METRICS_CONTENT_TYPE "text/plain; version=0.0.4; charset=utf-8"
void metrics_write(struct metrics *m, struct buf *out);
/* Only the families with these names, in the text format. */
void metrics_write_named(
    struct metrics *m, const char *const *names, size_t n, struct buf *out);
#define METRICS_OPEN_CONTENT_TYPE                                              \
	"application/openmetrics-text; version=1.0.0; charset=utf-8"
void metrics_write_open(struct metrics *m, struct buf *out);
/* The table as a section of docs/metrics.md. */
void metrics_print_markdown(const char *title, const struct metric_def *defs,
    size_t n, struct buf *out);

#endif
