/* chunked.h - decodes the chunked transfer coding as bytes arrive; pure.
 *
 * Sizes have at most 12 digits, a chunk's extensions at most 256 bytes, the
 * trailers 4 KB in all; extensions and trailers are checked and dropped. A
 * trailer that may only be a header is refused (single.h). */
#ifndef HTTP_CHUNKED_H
#define HTTP_CHUNKED_H

#include "common/http/single.h"

enum chunked_state {
	CHUNK_SIZE,    /* hex digits */
	CHUNK_EXT,     /* after ';' until CR */
	CHUNK_SIZE_LF, /* the LF after size or extension */
	CHUNK_DATA,
	CHUNK_DATA_CR,
	CHUNK_DATA_LF,
	CHUNK_LINE,    /* at the start of a trailer line, or of the end */
	CHUNK_TRAILER, /* a trailer's name */
	CHUNK_VALUE,   /* a trailer's value */
	CHUNK_TRAILER_LF,
	CHUNK_END_LF, /* the very last byte */
	CHUNK_DONE
};

struct chunked {
	enum chunked_state state;
	uint64_t size; /* being read, then what is left of the data */
	unsigned digits;
	size_t ext_bytes, trailer_bytes;
	uint8_t name_bytes;              /* of the trailer's name being read */
	char name[SINGLE_MAX_BYTES + 1]; /* or the beginning of it */
};

/* Zeroed memory is a decoder at the start.
 *
 * Eats from *in up to the end of one run of payload, which *data_r becomes
 * (empty when there was none); call again until *in is empty or the state is
 * CHUNK_DONE, where it eats no more. Returns 0, or -1 for what is malformed. */
MUST_CHECK int chunked_next(struct chunked *c, struct str *in,
    struct str *data_r, struct http_refusal *why);

#endif
