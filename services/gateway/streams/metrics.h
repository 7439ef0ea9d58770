/* metrics.h - what is counted of streams. */
#ifndef GATEWAY_STREAM_METRICS_H
#define GATEWAY_STREAM_METRICS_H

#include "common/metrics/metrics.h"

#define STREAM_METRICS(X)                                                      \
	X(GAUGE, open, "applylens_streams_open", "kind", "", "open streams")   \
	X(COUNTER, events, "applylens_stream_events_total", "", "",            \
	    "events written to readers")                                       \
	X(COUNTER, looks, "applylens_stream_log_reads_total", "", "",          \
	    "times a stream read its log")                                     \
	X(COUNTER, slow, "applylens_stream_slow_readers_total", "", "",        \
	    "times a reader was left to its log until it had read")            \
	X(COUNTER, revived, "applylens_stream_revivals_total", "", "",         \
	    "answers without a maker that were asked to be gone on with")      \
	X(HISTOGRAM, held, "applylens_stream_fan_out_seconds", "", "seconds",  \
	    "time one round of writing to readers held the loop")              \
	X(GAUGE, longest, "applylens_stream_fan_out_longest_seconds", "",      \
	    "seconds", "the longest of these rounds so far")
METRICS_STRUCT(stream_metrics, STREAM_METRICS);

#endif
