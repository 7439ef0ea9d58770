/* histogram.c - buckets: their bounds, observations, quantiles. */
#include "common/metrics/private.h"
#include "common/base/die.h"
#include "common/base/str.h"

#include <math.h>
#include <string.h>

static const char seconds_bounds[] =
    "0.0001,0.00025,0.0005,0.001,0.0025,0.005,0.01,0.025,0.05,0.1,0.25,0.5,"
    "1,2.5,5,10";
/* What objectives limit lies on a bound, so that the part within a limit is
 * counted, not estimated: services' p95 and p99, and once and a half p95. */
static const char answer_bounds[] =
    "0.0005,0.001,0.0025,0.005,0.01,0.025,0.05,0.1,0.25,0.5,0.8,1,1.2,1.5,2,"
    "2.25,3,4,4.5,5,6,7.5,10,30";
static const char bytes_bounds[] =
    "256,1024,4096,16384,65536,262144,1048576,4194304,16777216,67108864";

void metrics_bounds_init(struct metric_family *f)
{
	struct str rest = str_of(f->def->unit), part;

	if (str_eqs(rest, "seconds"))
		rest = str_of(seconds_bounds);
	else if (str_eqs(rest, "answer_seconds"))
		rest = str_of(answer_bounds);
	else if (str_eqs(rest, "bytes"))
		rest = str_of(bytes_bounds);
	while (str_split(&rest, ',', &part)) {
		double bound;

		MUST(f->bounds_n < METRICS_BUCKETS_MAX);
		MUST(str_to_double(part, &bound) == 0);
		MUST(f->bounds_n == 0 || bound > f->bounds[f->bounds_n - 1]);
		f->bounds[f->bounds_n++] = bound;
	}
}

static size_t bucket_of(const struct metric_family *f, double value)
{
	size_t low = 0, high = f->bounds_n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (value <= f->bounds[middle])
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

void metrics_observe(struct metric_series *s, double value)
{
	MUST(s->family->def->kind == METRIC_HISTOGRAM);
	if (isnan(value))
		return; /* it would make the sum NaN for ever */
	s->buckets[bucket_of(s->family, value)]++;
	s->count++;
	s->value += value;
}

void metrics_observe_trace(struct metric_series *s, double value,
    const char *trace_id, int64_t unix_ms)
{
	struct metric_exemplar *e;

	metrics_observe(s, value);
	if (isnan(value) || trace_id == NULL ||
	    strspn(trace_id, "0123456789abcdef") != METRICS_TRACE_CHARS ||
	    trace_id[METRICS_TRACE_CHARS] != '\0')
		return;
	if (s->exemplars == NULL)
		s->exemplars =
		    xcalloc(s->family->bounds_n + 1, sizeof *s->exemplars);
	e = &s->exemplars[bucket_of(s->family, value)];
	memcpy(e->trace_id, trace_id, METRICS_TRACE_CHARS + 1);
	e->value = value;
	e->at_ms = unix_ms;
}

static void hist_add(struct metrics_hist *h, const struct metric_series *s)
{
	for (size_t i = 0; i <= h->bounds_n; i++)
		h->counts[i] += s->buckets[i];
	h->count += s->count;
	h->sum += s->value;
}

static void hist_init(struct metrics_hist *h, const struct metric_family *f)
{
	MUST(f->def->kind == METRIC_HISTOGRAM);
	*h =
	    (struct metrics_hist){.bounds = f->bounds, .bounds_n = f->bounds_n};
}

void metrics_hist_read(const struct metric_series *s, struct metrics_hist *h_r)
{
	hist_init(h_r, s->family);
	hist_add(h_r, s);
}

void metrics_hist_read_all(
    const struct metric_family *f, struct metrics_hist *h_r)
{
	hist_init(h_r, f);
	for (const struct metric_series *s = f->first; s != NULL; s = s->next)
		hist_add(h_r, s);
}

void metrics_hist_subtract(
    struct metrics_hist *h, const struct metrics_hist *earlier)
{
	/* A zeroed copy stands for "nothing yet". */
	MUST(earlier->bounds == NULL || earlier->bounds_n == h->bounds_n);
	for (size_t i = 0; i <= h->bounds_n; i++)
		h->counts[i] -= earlier->counts[i];
	h->count -= earlier->count;
	h->sum -= earlier->sum;
}

double metrics_hist_quantile(const struct metrics_hist *h, double q)
{
	double rank = q * (double)h->count, below = 0;

	if (h->count == 0 || h->bounds_n == 0)
		return (double)NAN;
	for (size_t i = 0; i < h->bounds_n; i++) {
		double in = (double)h->counts[i];
		double low = i == 0 ? fmin(0, h->bounds[0]) : h->bounds[i - 1];

		if (in > 0 && below + in >= rank)
			return low + (h->bounds[i] - low) *
					 fmax(0, rank - below) / in;
		below += in;
	}
	return h->bounds[h->bounds_n - 1];
}
