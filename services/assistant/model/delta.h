/* delta.h - one answer of a chat/completions endpoint, as its chunks come.
 * Pure.
 *
 * Unknown members are read over; what is known must have its type and stay
 * within the bounds. */
#ifndef ASSISTANT_DELTA_H
#define ASSISTANT_DELTA_H

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/err.h"
#include "common/base/str.h"

#define DELTA_CALLS 8 /* tool calls of one answer */
#define DELTA_ARGS_MAX ((size_t)4096)
#define DELTA_TEXT_MAX ((size_t)64 * 1024)

struct delta_call {
	char id[128], name[65];
	struct buf args; /* JSON, in pieces */
};

struct delta {
	struct buf text; /* what this chunk said */
	struct delta_call calls[DELTA_CALLS];
	size_t n_calls;
	size_t text_bytes; /* of all chunks */
	bool refused;      /* said so by "refusal" or content_filter */
	bool done;         /* "[DONE]" */
	char finish[24];   /* "stop", "tool_calls", "length" ...; "" so far */
	int64_t tokens_in, tokens_out; /* of usage; -1: not said */
};

void delta_init(struct delta *d);
void delta_deinit(struct delta *d);

/* Reads a chunk, using scratch. -1: ERR_BAD_PEER (no JSON, a wrong type, past
 * a bound), or ERR_UNAVAILABLE for an error that the peer tells of. */
MUST_CHECK int delta_read(
    struct delta *d, struct arena *scratch, struct str chunk, struct err *err);

#endif
