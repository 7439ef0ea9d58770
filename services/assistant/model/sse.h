/* sse.h - server-sent events as WHATWG's HTML standard parses them (9.2.6),
 * from pieces of any size. Pure.
 *
 * Only data is of interest here: event names, ids, comments and retry times
 * are read over. A line has at most SSE_LINE_MAX bytes, an event's data
 * SSE_DATA_MAX. */
#ifndef ASSISTANT_SSE_H
#define ASSISTANT_SSE_H

#include "common/base/buf.h"
#include "common/base/str.h"

#define SSE_LINE_MAX ((size_t)256 * 1024)
#define SSE_DATA_MAX ((size_t)256 * 1024)

struct sse {
	struct buf line, data;
	size_t lines;  /* read so far: the first may begin with a BOM */
	bool has_data; /* of the event being read */
	bool given;    /* data was given out and goes with the next call */
	bool after_cr; /* an LF that follows belongs to it */
};

void sse_init(struct sse *s);
void sse_deinit(struct sse *s);

/* Eats from *in up to the end of one event. 1: *data_r is its data, until the
 * next call. 0: *in is used up. -1: a bound was passed. */
MUST_CHECK int sse_next(struct sse *s, struct str *in, struct str *data_r);

#endif
