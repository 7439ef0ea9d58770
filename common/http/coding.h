/* coding.h - content codings: which one a client wants, and making them. */
#ifndef HTTP_CODING_H
#define HTTP_CODING_H

#include "common/base/buf.h"
#include "common/base/str.h"

enum coding { CODING_NONE, CODING_GZIP, CODING_BR, CODINGS };

/* As in Content-Encoding; "" for CODING_NONE. */
const char *coding_name(enum coding c);

/* The best of what is there (a bit each; CODING_NONE always is) by an
 * Accept-Encoding value (RFC 9110, 12.5.3); equals: br, gzip, none. A weight
 * that is none counts as 0. No value, or one that refuses everything: none. */
enum coding coding_choose(struct str accept, unsigned there);

/* Appends in, encoded, to out. False when it was not worth it: less than a
 * tenth saved, or more than out may hold; out is then empty. */
bool coding_encode(enum coding c, struct str in, struct buf *out);

#endif
