/* reply.h - an HTTP answer as it comes in: where it ends, and when its first
 * event came. For measuring only: it trusts the server. */
#ifndef BENCH_REPLY_H
#define BENCH_REPLY_H

#include "common/base/buf.h"

struct reply {
	struct buf bytes;
	size_t head_bytes; /* 0: the head is not whole */
	size_t body_end;   /* without chunks: where the answer ends */
	size_t chunk_at;   /* where the next chunk's size is */
	int status;
	bool chunked, until_close, events;
	bool keeps; /* the connection may be used again */
	bool begun; /* the first event, or the first byte of the body */
	bool whole;
};

void reply_init(struct reply *r);
void reply_deinit(struct reply *r);
void reply_clear(struct reply *r); /* before the next answer */

/* Bytes came into r->bytes, or (n 0) the server closed. 0, or -1 when that
 * is no answer. */
int reply_came(struct reply *r, size_t n);

#endif
