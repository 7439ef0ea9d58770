/* multipart.h - takes a multipart/form-data body (RFC 7578) apart as it comes.
 *
 * Pure, and strict: line ends are CR LF, the boundary is a whole line, each
 * part has one Content-Disposition: form-data with a name, no part is encoded
 * or nested. Nothing of a part is kept but its head.
 */
#ifndef HTTP_MULTIPART_H
#define HTTP_MULTIPART_H

#include "common/base/buf.h"
#include "common/base/err.h"
#include "common/base/str.h"

#define MULTIPART_MAX_BOUNDARY 70 /* RFC 2046, 5.1.1 */
#define MULTIPART_MAX_HEAD ((size_t)16384)
#define MULTIPART_MAX_PARTS 1000
#define MULTIPART_MAX_NAME 255
#define MULTIPART_MAX_PREAMBLE 1024

enum multipart_event {
	MULTIPART_MORE,     /* the input is used up */
	MULTIPART_PART,     /* a part begins: see part */
	MULTIPART_DATA,     /* some bytes of it */
	MULTIPART_PART_END, /* it is whole */
	MULTIPART_END       /* after the last one; what follows is dropped */
};

struct multipart_part {
	char name[MULTIPART_MAX_NAME + 1];
	/* The last component, for people: not for a file system. */
	char filename[MULTIPART_MAX_NAME + 1];
	bool is_file;   /* there was a filename, if an empty one */
	char type[128]; /* without parameters; "" when not said */
};

enum multipart_state {
	MULTIPART_IN_PREAMBLE,
	MULTIPART_IN_DATA,
	MULTIPART_AT_BOUNDARY, /* right behind it */
	MULTIPART_AT_DASH,     /* behind its first '-' of two */
	MULTIPART_IN_PADDING,  /* spaces behind it */
	MULTIPART_AT_LF,       /* of the boundary's line */
	MULTIPART_IN_HEAD,
	MULTIPART_IN_EPILOGUE
};

struct multipart {
	enum multipart_state state;
	char delimiter[4 + MULTIPART_MAX_BOUNDARY]; /* CR LF "--" boundary */
	size_t delimiter_n;
	size_t matched; /* of the delimiter, at the input's end so far */
	size_t n_parts, preamble_bytes, padding_bytes;
	bool part_ended; /* its last bytes were given; the event is owed */
	struct buf head;
	struct multipart_part part;
};

/* content_type is the request's header. -1: ERR_MEDIA_TYPE when it is another
 * type, ERR_INVALID for a boundary that can't be. */
MUST_CHECK int multipart_init(
    struct multipart *m, struct str content_type, struct err *err);
void multipart_deinit(struct multipart *m);

/* Eats from *in up to the next event. *data_r borrows from *in or from m until
 * the next call. Returns 0, or -1 with ERR_INVALID, after which m is spent. */
MUST_CHECK int multipart_next(struct multipart *m, struct str *in,
    enum multipart_event *event_r, struct str *data_r, struct err *err);

/* The body is over: was that its end? */
MUST_CHECK int multipart_finish(const struct multipart *m, struct err *err);

/* For multipart.c: fills m->part from m->head. */
MUST_CHECK int multipart_head(struct multipart *m, struct err *err);

/* The next parameter of a header's value, after its first ';': "; a=b" or
 * "; a=\"b\"". *more_r is false at the end. A quoted value keeps its escapes.
 * -1: malformed. */
MUST_CHECK int multipart_param(struct str *rest, bool *more_r,
    struct str *name_r, struct str *value_r, struct err *err);

#endif
